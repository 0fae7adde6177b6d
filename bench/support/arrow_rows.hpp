#pragma once
// Enterprise rows as an Arrow stream over plain vectors: 12 amounts of two decimals as doubles, 12
// counts as 32-bit integers, 5 % nulls, zones and years as integers.

#include <cmath>
#include <string>
#include <vector>

#include "zonerank/arrow/arrow.hpp"
#include "zonerank/core/random.hpp"

namespace zonerank::bench {

class ArrowRows {
 public:
  static constexpr int kinds = 12;  ///< columns of each kind

  explicit ArrowRows(std::size_t n, std::uint32_t zones = 169) : n_(n) {
    for (int k = 0; k < 2 * kinds; ++k) add_column(k, zones);
    add_key("zone", zones, 0);
    add_key("year", 1, 2019);
  }

  /// A system whose fields are these columns; with predicates, 24 conditional sums more.
  static std::string system(bool predicates) {
    std::string text = "[system]\nid = \"bench\"\n";
    const auto field = [&](const std::string& name, bool amount, const std::string& more) {
      text += "[[field]]\nname = \"" + name + "\"\nunit = \"" + (amount ? "kCNY" : "person") +
              "\"\nnumber = \"" + (amount ? "decimal(2)" : "count") + "\"\n" + more + "\n";
    };
    for (int k = 0; k < kinds; ++k) field(name(k), true, "level = \"enterprise\"");
    for (int k = kinds; k < 2 * kinds; ++k) field(name(k), false, "level = \"enterprise\"");
    const char* const conditions[] = {"c0 >= 5000 person",
                                      "20 * a1 >= a0",
                                      "a2 < 5e5 kCNY",
                                      "c1 == 0 person or c2 > 100 person",
                                      "not (c3 > 5000 person) and a4 > 100000 kCNY",
                                      "a5 > 0"};
    for (int p = 0; predicates && p < 6; ++p) {
      for (int j = 0; j < 2; ++j) {
        const std::string k = std::to_string((2 * p + j) % kinds);
        const std::string id = std::to_string(p) + "_" + std::to_string(j);
        field("p" + id, true, "rollup = \"sum(a" + k + ", " + conditions[p] + ")\"");
        field("q" + id, false, "rollup = \"sum(c" + k + ", " + conditions[p] + ")\"");
      }
    }
    return text + "[[indicator]]\nid = \"x\"\nunit = \"kCNY\"\nformula = \"a0\"\n";
  }

  ArrowArrayStream stream() {
    sent_ = false;
    ArrowArrayStream stream{};
    stream.private_data = this;
    stream.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
      return static_cast<ArrowRows*>(self->private_data)->schema(out);
    };
    stream.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
      return static_cast<ArrowRows*>(self->private_data)->next(out);
    };
    stream.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
    stream.release = [](ArrowArrayStream* self) { self->release = nullptr; };
    return stream;
  }

  std::size_t size() const { return n_; }

  /// Every buffer that a roll-up has to read.
  std::vector<std::pair<const void*, std::size_t>> buffers() const {
    std::vector<std::pair<const void*, std::size_t>> result;
    for (const Data& column : columns_) {
      if (!column.bits.empty()) result.push_back({column.bits.data(), column.bits.size()});
      if (!column.doubles.empty()) result.push_back({column.doubles.data(), 8 * n_});
      if (!column.ints.empty()) result.push_back({column.ints.data(), 4 * n_});
    }
    return result;
  }

 private:
  struct Data {
    std::string name;
    std::vector<std::uint8_t> bits;
    std::vector<double> doubles;
    std::vector<std::int32_t> ints;
    const void* buffers[2] = {nullptr, nullptr};
    ArrowSchema schema{};
    ArrowArray array{};
  };

  static std::string name(int k) { return (k < kinds ? "a" : "c") + std::to_string(k % kinds); }

  static std::uint32_t word(std::size_t row, int column) {
    return philox4x32({static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(column), 9, 0},
                      {1, 0})[0];
  }

  void add_column(int k, std::uint32_t) {
    Data& data = columns_[static_cast<std::size_t>(k)];
    data.name = name(k);
    data.bits.assign((n_ + 7) / 8, 0);
    if (k < kinds)
      data.doubles.resize(n_);
    else
      data.ints.resize(n_);
    for (std::size_t r = 0; r < n_; ++r) {
      const std::uint32_t random = word(r, k);
      if (random % 20 != 0)
        data.bits[r / 8] = static_cast<std::uint8_t>(data.bits[r / 8] | 1U << (r % 8));
      if (k < kinds)
        data.doubles[r] = static_cast<double>((random >> 5) * 16) / 100.0;
      else
        data.ints[r] = static_cast<std::int32_t>((random >> 5) % 10'000);
    }
  }

  void add_key(const std::string& name, std::uint32_t most, std::int32_t least) {
    Data& data = columns_[name == "zone" ? 2 * kinds : 2 * kinds + 1];
    data.name = name;
    for (std::size_t r = 0; r < n_; ++r)
      data.ints.push_back(least + static_cast<std::int32_t>(word(r, 99) % most));
  }

  int schema(ArrowSchema* out) {
    children_schema_.clear();
    for (Data& data : columns_) {
      data.schema = {};
      data.schema.format = data.doubles.empty() ? "i" : "g";
      data.schema.name = data.name.c_str();
      data.schema.flags = ARROW_FLAG_NULLABLE;
      children_schema_.push_back(&data.schema);
    }
    *out = {};
    out->format = "+s";
    out->n_children = static_cast<std::int64_t>(children_schema_.size());
    out->children = children_schema_.data();
    out->release = [](ArrowSchema* self) { self->release = nullptr; };
    return 0;
  }

  int next(ArrowArray* out) {
    *out = {};
    if (sent_) return 0;
    sent_ = true;
    children_.clear();
    for (Data& data : columns_) {
      data.buffers[0] = data.bits.empty() ? nullptr : data.bits.data();
      data.buffers[1] = data.doubles.empty() ? static_cast<const void*>(data.ints.data())
                                             : static_cast<const void*>(data.doubles.data());
      data.array = {};
      data.array.length = static_cast<std::int64_t>(n_);
      data.array.null_count = data.bits.empty() ? 0 : -1;
      data.array.n_buffers = 2;
      data.array.buffers = data.buffers;
      children_.push_back(&data.array);
    }
    out->length = static_cast<std::int64_t>(n_);
    out->n_children = static_cast<std::int64_t>(children_.size());
    out->children = children_.data();
    out->release = [](ArrowArray* self) { self->release = nullptr; };
    return 0;
  }

  std::size_t n_;
  std::vector<Data> columns_{2 * kinds + 2};
  std::vector<ArrowSchema*> children_schema_;
  std::vector<ArrowArray*> children_;
  bool sent_ = false;
};

}  // namespace zonerank::bench
