#pragma once
// One column of an Arrow record batch: its type, and its cells as numbers or text.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "zonerank/arrow/arrow.hpp"
#include "zonerank/core/types.hpp"
#include "zonerank/lanes/rollup_lanes.hpp"

namespace zonerank::detail {

class ArrowColumn {
 public:
  enum class Type {
    nothing,  ///< every cell is null
    boolean,
    int8,
    uint8,
    int16,
    uint16,
    int32,
    uint32,
    int64,
    uint64,
    float32,
    float64,
    decimal,
    date32,
    date64,
    timestamp,
    text,
    large_text,
    text_view,
    other,
  };

  /// Rows of the batch's child `array`, which begin at row `offset` of it.
  ArrowColumn(const ArrowSchema& schema, const ArrowArray& array, std::int64_t offset);

  Type type() const { return type_; }  ///< of the values of a dictionary too
  bool is_dictionary() const { return dictionary_ != nullptr; }
  bool is_integer() const { return type_ >= Type::int8 && type_ <= Type::uint64; }
  int scale() const { return scale_; }  ///< decimals of a decimal
  int bits() const { return bits_; }    ///< of a decimal

  bool is_valid(std::size_t row) const;
  /// -1 or 0 for n rows; whole multiples of 8 are written.
  void valid(std::size_t begin, std::size_t n, std::int64_t* mask) const;

  /// The validity bits of n rows from `begin`, lowest first; null where all are valid. `shifted`
  /// keeps them where they do not begin with a byte.
  const std::uint8_t* bits(std::size_t begin, std::size_t n,
                           std::array<std::uint8_t, block_rows / 8 + 1>& shifted) const;

  /// The cells from `row` on, of a fixed-width type.
  template <class T>
  const T* values(std::size_t row) const {
    return static_cast<const T*>(buffer(1)) + offset_ + static_cast<std::int64_t>(row);
  }
  const char* cell(std::size_t row, std::size_t width) const {
    return values<char>(0) + offset_ * static_cast<std::int64_t>(width - 1) + row * width;
  }
  bool flag(std::size_t row) const;             ///< of a boolean
  Int128 decimal(std::size_t row) const;        ///< of a decimal with at most 128 bits
  std::int64_t integer(std::size_t row) const;  ///< of an integer that fits

  /// The integers of n rows (0 where not valid); false where the column has none.
  bool integers(std::size_t begin, std::size_t n, const std::int64_t* valid, std::int64_t* to,
                std::uint64_t& magnitude) const;
  /// The same of a dictionary's indices, or of integers.
  bool indices(std::size_t begin, std::size_t n, const std::int64_t* valid, std::int64_t* to) const;
  /// Where those lie, or integers, if they have 32 bits and all are valid; else null.
  const std::int32_t* small_indices(std::size_t begin, std::size_t n) const;
  const ArrowColumn& dictionary() const { return *dictionary_; }
  std::size_t size() const { return static_cast<std::size_t>(array_->length); }

  /// The cell as text, as a CSV file would write it; blank where null. `buffer` keeps what is not
  /// text in the column.
  std::string_view text(std::size_t row, std::string& buffer) const;

 private:
  bool widened(Type type, std::size_t begin, std::size_t n, const std::int64_t* valid,
               std::int64_t* to, std::uint64_t& magnitude) const;
  const void* buffer(int i) const { return i < array_->n_buffers ? array_->buffers[i] : nullptr; }
  std::string date(std::int64_t days) const;

  Type type_ = Type::other;
  Type index_type_ = Type::other;
  int scale_ = 0;
  int bits_ = 128;
  std::int64_t per_day_ = 1;  ///< units of a date or timestamp
  std::int64_t ahead_ = 0;    ///< units that its time zone is ahead of UTC
  const ArrowArray* array_;
  std::int64_t offset_;
  std::unique_ptr<ArrowColumn> dictionary_;
};

}  // namespace zonerank::detail
