#pragma once
// Rows as the roll-up's loops take them: blocks of columns, whatever they come from.

#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cells/cell.hpp"
#include "zonerank/lanes/rollup_lanes.hpp"
#include "zonerank/rollup/rollup.hpp"

namespace zonerank::detail {

using BlockInts = std::array<std::int64_t, block_rows>;

/// Bits of a number without its leading zeros.
inline int width_of(std::uint64_t number) { return static_cast<int>(std::bit_width(number)); }

/// One bit a row, and room for a shift.
using BlockBits = std::array<std::uint8_t, block_rows / 8 + 1>;

/// One field in a block of rows: its values, or packed cells, or both.
struct BlockColumn {
  alignas(64) BlockInts value;         ///< 0 where blank
  alignas(64) BlockInts valid;         ///< -1 or 0
  alignas(64) BlockInts own;           ///< for `packed`
  std::int64_t* packed = own.data();   ///< both, as lanes add them
  BlockBits kept;                      ///< for `bits`
  const std::uint8_t* bits = nullptr;  ///< the valid ones of the packed cells; null: all
  bool is_packed = false;              ///< there are packed cells
  std::uint64_t magnitude = 0;         ///< its highest bit is at least that of each |value|
  const char* upcoming = nullptr;      ///< the cells after this block, to be fetched meanwhile
  std::size_t upcoming_width = 0;      ///< bytes a row

  BlockColumn() = default;
  BlockColumn(const BlockColumn&) = delete;
  BlockColumn& operator=(const BlockColumn&) = delete;
  ~BlockColumn() = default;

  bool is_wide() const { return width_of(magnitude) > most_lane_bits; }

  void clear() {
    is_packed = false;
    bits = nullptr;
    magnitude = 0;
    upcoming = nullptr;
    upcoming_width = 0;
  }
};

/// Packs the values of a column, where they are small enough.
inline void pack_values(BlockColumn& column, std::size_t n) {
  column.is_packed = !column.is_wide();
  if (!column.is_packed) return;
  const LaneKernels& kernels = lane_kernels();
  kernels.pack(column.value.data(), column.valid.data(), n, column.packed);
  kernels.gather_bits(column.valid.data(), n, column.kept.data());
  column.bits = column.kept.data();
}

/// Short texts by number, each once, in order of appearance.
class Dictionary {
 public:
  std::uint32_t number(std::string_view text) {
    if (last_ < texts_.size() && texts_[last_] == text) return last_;
    const auto [found, is_new] =
        numbers_.emplace(std::string(text), static_cast<std::uint32_t>(texts_.size()));
    if (is_new) texts_.push_back(found->first);
    return last_ = found->second;
  }
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  std::vector<std::string> texts_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::uint32_t last_ = 0;
};

/// The texts one thread has met.
struct Dictionaries {
  Dictionary zones;
  Dictionary codes;
};

/// Rows from somewhere. One source serves one thread at a time.
class BlockSource {
 public:
  BlockSource() = default;
  BlockSource(const BlockSource&) = delete;
  BlockSource& operator=(const BlockSource&) = delete;
  virtual ~BlockSource() = default;

  /// Numbers of the zones in `dictionaries`, and the years, of rows [begin, begin + n).
  virtual void keys(std::size_t begin, std::size_t n, Dictionaries& dictionaries,
                    std::uint32_t* zone, std::int32_t* year) = 0;

  /// A field of the same rows; codes as numbers in `dictionaries`, flags 0 or 1. All of
  /// `column.value` and `column.valid` up to a multiple of 8 rows may be written.
  virtual void field(int field, std::size_t begin, std::size_t n, Dictionaries& dictionaries,
                     BlockColumn& column) = 0;

  /// The same straight into `column.packed` and `column.bits`, where the cells allow it.
  virtual bool pack(int /*field*/, std::size_t /*begin*/, std::size_t /*n*/,
                    BlockColumn& /*column*/) {
    return false;
  }

  /// A field of codes alone, where each row has one and all were met before.
  virtual bool codes(int /*field*/, std::size_t /*begin*/, std::size_t /*n*/,
                     std::uint32_t* /*code*/) {
    return false;
  }

  /// What names a row in messages.
  virtual std::string enterprise(std::size_t row) const = 0;
};

}  // namespace zonerank::detail
