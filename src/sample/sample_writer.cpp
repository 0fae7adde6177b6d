#include "sample/sample_writer.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <system_error>

#ifdef __unix__
#include <unistd.h>
#endif

#include "sample/sample_draws.hpp"
#include "sample/sample_enterprise.hpp"
#include "zonerank/diagnostics/error.hpp"

namespace zonerank::sample {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::uint32_t blank_below = 42'949'673;  // 1 % of 2^32

/// Says of one cell after the other whether it is left blank.
class Blanks {
 public:
  explicit Blanks(Draws draws) : draws_(draws) {}

  bool next() {
    if (used_ == words_.size()) {
      words_ = draws_.words();
      used_ = 0;
    }
    return words_[used_++] < blank_below;
  }

 private:
  Draws draws_;
  Philox4 words_{};
  std::size_t used_ = words_.size();
};

std::string_view industry_code(std::int64_t position) {
  const auto i = static_cast<std::size_t>(position);
  const std::size_t n = industrial().size();
  return i < n ? industrial()[i].code : services()[i - n].code;
}

void append_cell(std::string& text, const Column& column, std::int64_t value, Blanks& blanks) {
  text += ',';
  if (blanks.next() || value == blank) return;
  if (column.is_industry) {
    text += industry_code(value);
  } else {
    append_number(text, value, column.places);
  }
}

void append_rows(Block& block, const Record& record, const std::string& zone_and_year,
                 std::int64_t slot, Blanks blanks) {
  for (std::size_t f = 0; f < n_forms; ++f) {
    const Form& form = forms()[f];
    std::string& text = block.rows[f];
    text += zone_and_year;
    append_enterprise_code(text, slot);
    auto item = static_cast<std::size_t>(form.first);
    for (const Column& column : form.columns) {
      append_cell(text, column, record[static_cast<Item>(item++)], blanks);
    }
    text += '\n';
  }
}

std::string zone_and_year(const Zone& zone, int year) {
  return zone.name + ',' + std::to_string(year);
}

int process_number() {
#ifdef __unix__
  return static_cast<int>(getpid());
#else
  return 0;
#endif
}

}  // namespace

void append_number(std::string& text, std::int64_t digits, int places) {
  while (places > 0 && digits % 10 == 0) {
    digits /= 10;
    --places;
  }
  if (digits < 0) text += '-';
  const auto positive =
      digits < 0 ? ~static_cast<std::uint64_t>(digits) + 1 : static_cast<std::uint64_t>(digits);
  std::array<char, 24> buffer;
  const char* const begin = buffer.data();
  const char* const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), positive).ptr;
  if (places == 0) {
    text.append(begin, end);
    return;
  }
  const char* const point = end - places;
  if (point <= begin) {
    text += "0.";
    text.append(static_cast<std::size_t>(begin - point), '0');
    text.append(begin, end);
  } else {
    text.append(begin, point);
    text += '.';
    text.append(point, end);
  }
}

void append_enterprise_code(std::string& text, std::int64_t slot) {
  std::array<char, 18> code{'S', 'A', 'M', 'P', 'L', 'E'};
  for (std::size_t i = code.size(); i > 6; slot /= 10) {
    code[--i] = static_cast<char>('0' + slot % 10);
  }
  text += ',';
  text.append(code.data(), code.size());
}

std::string header(std::span<const Column> columns, bool of_enterprises) {
  std::string text{byte_order_mark};
  text += "所属地域代码,年份";
  if (of_enterprises) text += ",统一社会信用代码";
  for (const Column& column : columns) {
    text += ',';
    text += column.heading;
  }
  return text + '\n';
}

Block make_block(const Model& model, const std::vector<ZoneYear>& levels, int year,
                 std::int64_t begin, std::int64_t end) {
  const std::vector<std::int64_t>& first = model.first_slot;
  Block block;
  auto z = static_cast<std::size_t>(std::upper_bound(first.begin(), first.end(), begin) -
                                    first.begin() - 1);
  block.first_zone = z;
  for (std::int64_t slot = begin; slot < end; ++z) {
    const Zone& zone = model.zones[z];
    const Place place{model, zone, levels[z], year};
    const std::string keys = zone_and_year(zone, year);
    ZoneSums sums;
    for (const std::int64_t stop = std::min(end, first[z + 1]); slot < stop; ++slot) {
      const auto enterprise = find_enterprise(place, slot, slot == first[z]);
      if (!enterprise) continue;
      const Record record = make_record(place, *enterprise);
      sums.add(record);
      append_rows(block, record, keys, slot,
                  Blanks(enterprise->yearly(place, Purpose::blank_cells)));
    }
    block.sums.push_back(sums);
  }
  return block;
}

std::string zone_rows(const Model& model, int year, const std::vector<ZoneRecord>& figures) {
  std::string text;
  for (std::size_t z = 0; z < figures.size(); ++z) {
    text += zone_and_year(model.zones[z], year);
    Blanks blanks(Draws(model.options.seed, Purpose::blank_zone_cells, z + 1, year));
    for (std::size_t i = 0; i < n_zone_items; ++i) {
      append_cell(text, zone_columns()[i], figures[z][i], blanks);
    }
    text += '\n';
  }
  return text;
}

OutputFile::OutputFile(std::filesystem::path path) : path_(std::move(path)), target_(path_) {
  std::error_code ignored;
  if (std::filesystem::exists(target_, ignored)) {
    const auto real = std::filesystem::canonical(target_, ignored);  // through symbolic links
    if (!ignored) target_ = real;
  }
  // A device such as /dev/full is written to; nothing may ever take its place.
  const std::filesystem::file_status before = std::filesystem::status(target_, ignored);
  is_device_ = std::filesystem::is_character_file(before);
  const bool is_free = !std::filesystem::exists(before);
  if (!is_device_ && !is_free && !std::filesystem::is_regular_file(before))
    fail(Code::unwritable_file, zonerank::Place::in_file(path_.string()), {},
         {words("it is not a file", "不是文件")});
  beside_ = is_device_ ? target_
                       : target_.parent_path() / (".zonerank-" + std::to_string(process_number()) +
                                                  "-" + target_.filename().string());
  errno = 0;
  stream_.open(beside_, std::ios::binary | std::ios::trunc);
  if (!stream_) {
    is_whole_ = true;  // nothing was begun
    fail_to_write();
  }
}

OutputFile::~OutputFile() {
  if (is_whole_ || is_device_) return;
  stream_.close();
  std::error_code ignored;
  std::filesystem::remove(beside_, ignored);
}

void OutputFile::write(std::string_view text) {
  errno = 0;
  if (!stream_.write(text.data(), static_cast<std::streamsize>(text.size()))) fail_to_write();
}

void OutputFile::end() {
  errno = 0;
  if (stream_.is_open()) stream_.close();
  if (!stream_) fail_to_write();
}

void OutputFile::close() {
  end();
  is_whole_ = is_device_;
  if (is_device_) return;
  std::error_code error;
  const std::filesystem::file_status before = std::filesystem::status(target_, error);
  if (std::filesystem::is_regular_file(before))
    std::filesystem::permissions(beside_, before.permissions(), error);
  std::filesystem::rename(beside_, target_, error);
  if (error) {
    errno = error.value();
    fail_to_write();
  }
  is_whole_ = true;
}

void OutputFile::fail_to_write() const {
  const std::string reason =
      errno != 0 ? std::generic_category().message(errno) : "the system gives no reason";
  fail(Code::unwritable_file, zonerank::Place::in_file(path_.string()), {}, {reason});
}

}  // namespace zonerank::sample
