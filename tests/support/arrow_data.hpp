#pragma once
// Arrow arrays of a test: cells written as text, in any type and any layout that the format allows.
// Every buffer is exactly as long as it must be, so that a sanitizer sees each read beyond it.

#include <chrono>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "zonerank/arrow/arrow.hpp"
#include "zonerank/core/decimal.hpp"

namespace zonerank::testing {

using Cells = std::vector<std::optional<std::string>>;  ///< nothing: null

/// How a column lies in memory.
struct ArrowLayout {
  int offset = 0;            ///< rows before the first, which are not part of the column
  bool known_nulls = true;   ///< else null_count is -1
  bool always_bits = false;  ///< a validity buffer although nothing is null
  int parent_offset = 0;     ///< of the batch in its columns
};

/// One array with its buffers. A format "i>u" is a dictionary of texts with 32-bit indices.
class ArrowData {
 public:
  ArrowData(std::string format, Cells cells, const ArrowLayout& layout) : format_(format) {
    const std::size_t arrow = format.find('>');
    if (arrow != format.npos) {
      format_ = format.substr(0, arrow);
      make_dictionary(format.substr(arrow + 1), cells);
    }
    // Before the first row stand others with cells of their own.
    const int before = layout.offset + layout.parent_offset;
    std::optional<std::string> filler;
    for (const auto& cell : cells) filler = filler ? filler : cell;
    cells.insert(cells.begin(), static_cast<std::size_t>(before), filler);
    array_.offset = layout.offset;
    array_.length = static_cast<std::int64_t>(cells.size()) - layout.offset;
    write(cells, layout);
  }

  const ArrowArray& array() {
    pointers_.clear();
    for (const auto& buffer : buffers_) pointers_.push_back(buffer ? buffer->data() : nullptr);
    array_.n_buffers = static_cast<std::int64_t>(pointers_.size());
    array_.buffers = pointers_.data();
    if (dictionary_) {
      dictionary_array_ = dictionary_->array();
      array_.dictionary = &dictionary_array_;
    }
    return array_;
  }

 private:
  using Bytes = std::vector<std::uint8_t>;

  void make_dictionary(const std::string& values, Cells& cells) {
    // The first value is null, the second is used by no row.
    Cells texts = {std::nullopt, "5"};
    std::map<std::string, std::size_t> index;
    for (auto& cell : cells) {
      if (!cell) {
        if (index.size() % 2 == 0) cell = "0";  // a null value rather than a null index
        continue;
      }
      const auto [found, is_new] = index.emplace(*cell, texts.size());
      if (is_new) texts.push_back(*cell);
      cell = std::to_string(found->second);
    }
    dictionary_ = std::make_unique<ArrowData>(values, texts, ArrowLayout{2, true, false, 0});
  }

  void write(const Cells& cells, const ArrowLayout& layout) {
    if (format_ == "n") {
      array_.null_count = array_.length;
      return;
    }
    std::int64_t nulls = 0;
    for (const auto& cell : cells) nulls += cell ? 0 : 1;
    if (nulls > 0 || layout.always_bits) {
      Bytes& bits = add_buffer((cells.size() + 7) / 8);
      for (std::size_t i = 0; i < cells.size(); ++i) set_bit(bits, i, cells[i].has_value());
    } else {
      buffers_.emplace_back();
    }
    array_.null_count = layout.known_nulls ? nulls : -1;
    write_values(cells);
  }

  void write_values(const Cells& cells) {
    const std::string date = format_.substr(0, 2);
    if (format_ == "b") {
      Bytes& bits = add_buffer((cells.size() + 7) / 8);
      for (std::size_t i = 0; i < cells.size(); ++i)
        set_bit(bits, i, cells[i].value_or("0") == "1");
    } else if (format_ == "u") {
      write_texts<std::int32_t>(cells);
    } else if (format_ == "U") {
      write_texts<std::int64_t>(cells);
    } else if (format_ == "vu") {
      write_views(cells);
    } else if (format_[0] == 'd') {
      write_decimals(cells);
    } else if (date == "td" || date == "ts") {
      write_dates(cells);
    } else {
      write_numbers(cells);
    }
  }

  void write_numbers(const Cells& cells) {
    const auto whole = [&]<class T>(T) {
      write_each<T>(cells, [](const std::string& text) {
        return std::is_signed_v<T> ? static_cast<T>(std::stoll(text))
                                   : static_cast<T>(std::stoull(text));
      });
    };
    switch (format_[0]) {
      case 'c':
        return whole(std::int8_t{});
      case 'C':
        return whole(std::uint8_t{});
      case 's':
        return whole(std::int16_t{});
      case 'S':
        return whole(std::uint16_t{});
      case 'i':
        return whole(std::int32_t{});
      case 'I':
        return whole(std::uint32_t{});
      case 'l':
        return whole(std::int64_t{});
      case 'L':
        return whole(std::uint64_t{});
      case 'f':
        return write_each<float>(cells, [](const std::string& t) { return std::stof(t); });
      default:
        return write_each<double>(cells, [](const std::string& t) { return std::stod(t); });
    }
  }

  void write_decimals(const Cells& cells) {
    const int scale = std::stoi(format_.substr(format_.find(',') + 1));
    const auto digits = [scale](const std::string& text) {
      Decimal number = parse_decimal(text).value();
      number.places -= std::min(scale, 0);  // 1200 of scale -2 is 12
      if (scale < 0) return rescale({number.digits, number.places}, 0).value();
      return rescale(number, scale).value();
    };
    if (format_.ends_with(",32"))
      write_each<std::int32_t>(cells,
                               [&](auto& t) { return static_cast<std::int32_t>(digits(t)); });
    else if (format_.ends_with(",64"))
      write_each<std::int64_t>(cells,
                               [&](auto& t) { return static_cast<std::int64_t>(digits(t)); });
    else
      write_each<Int128>(cells, digits);
  }

  /// Cells are dates, 2019-12-31.
  void write_dates(const Cells& cells) {
    const auto days = [](const std::string& text) {
      using namespace std::chrono;
      const std::size_t dash = text.find('-', 1);
      return std::int64_t{
          sys_days{year{std::stoi(text.substr(0, dash))} / std::stoi(text.substr(dash + 1, 2)) /
                   std::stoi(text.substr(dash + 4))}
              .time_since_epoch()
              .count()};
    };
    if (format_ == "tdD") {
      return write_each<std::int32_t>(cells,
                                      [&](auto& t) { return static_cast<std::int32_t>(days(t)); });
    }
    const char unit = format_[2];
    const std::int64_t second = unit == 'n'   ? 1'000'000'000
                                : unit == 'u' ? 1'000'000
                                : unit == 'm' ? 1'000
                                              : 1;
    const std::int64_t at = format_ == "tdm" ? 0 : 86'399 * second;  // the last second of the day
    write_each<std::int64_t>(cells, [&](auto& t) { return days(t) * 86'400 * second + at; });
  }

  template <class T, class Value>
  void write_each(const Cells& cells, const Value& value) {
    Bytes& to = add_buffer(cells.size() * sizeof(T));
    for (std::size_t i = 0; i < cells.size(); ++i) {
      T number;
      std::memset(&number, 0x6B, sizeof number);  // behind a null stands anything
      if (cells[i]) number = static_cast<T>(value(*cells[i]));
      std::memcpy(to.data() + i * sizeof(T), &number, sizeof number);
    }
  }

  template <class End>
  void write_texts(const Cells& cells) {
    std::vector<End> ends = {0};
    Bytes text;
    for (const auto& cell : cells) {
      if (cell) text.insert(text.end(), cell->begin(), cell->end());
      ends.push_back(static_cast<End>(text.size()));
    }
    Bytes& to = add_buffer(ends.size() * sizeof(End));
    std::memcpy(to.data(), ends.data(), to.size());
    buffers_.push_back(std::make_unique<Bytes>(std::move(text)));
  }

  /// Texts of up to 12 bytes lie in the view, longer ones in one of two buffers.
  void write_views(const Cells& cells) {
    Bytes views(cells.size() * 16);
    Bytes texts[2];
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string text = cells[i].value_or("");
      const auto length = static_cast<std::int32_t>(text.size());
      std::uint8_t* const view = views.data() + 16 * i;
      std::memcpy(view, &length, 4);
      std::memcpy(view + 4, text.data(), std::min<std::size_t>(text.size(), length <= 12 ? 12 : 4));
      if (length <= 12) continue;
      const std::int32_t where[] = {static_cast<std::int32_t>(i % 2),
                                    static_cast<std::int32_t>(texts[i % 2].size())};
      std::memcpy(view + 8, where, sizeof where);
      texts[i % 2].insert(texts[i % 2].end(), text.begin(), text.end());
    }
    buffers_.push_back(std::make_unique<Bytes>(std::move(views)));
    const std::int64_t sizes[] = {static_cast<std::int64_t>(texts[0].size()),
                                  static_cast<std::int64_t>(texts[1].size())};
    for (Bytes& text : texts) buffers_.push_back(std::make_unique<Bytes>(std::move(text)));
    std::memcpy(add_buffer(sizeof sizes).data(), sizes, sizeof sizes);
  }

  Bytes& add_buffer(std::size_t size) {
    return *buffers_.emplace_back(std::make_unique<Bytes>(size));
  }
  static void set_bit(Bytes& bits, std::size_t i, bool on) {
    if (on) bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | 1U << (i % 8));
  }

  std::string format_;
  std::vector<std::unique_ptr<Bytes>> buffers_;
  std::vector<const void*> pointers_;
  std::unique_ptr<ArrowData> dictionary_;
  ArrowArray dictionary_array_{};
  ArrowArray array_{};
};

}  // namespace zonerank::testing
