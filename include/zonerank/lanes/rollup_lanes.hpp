#pragma once
// The roll-up's inner loops, built once for each machine level. Plain types only: the files behind
// this header are compiled for processors that not every machine has, so nothing in them may be
// shared with the rest of the program.

#include <cstddef>
#include <cstdint>

namespace zonerank::detail {

inline constexpr std::size_t block_rows = 256;  ///< rows at a time; all their columns fit the cache
inline constexpr std::size_t lane_group = 8;    ///< sums that are added together

/// A lane counts its cells above this bit, and sums their values below it.
inline constexpr int count_bit = 48;
inline constexpr std::int64_t one_cell = std::int64_t{1} << count_bit;

/// Values that take more bits beside their sign are added up apart, in 128 bits.
inline constexpr int most_lane_bits = 37;

/// A processor waits for few lines of memory at a time, so the next block is fetched at an even
/// pace: the first lines of a column while the cells of this block are packed, the rest while lanes
/// are added.
inline constexpr std::size_t line_bytes = 64;
inline constexpr std::size_t first_lines = 8;

/// Where a lane of a block comes from: packed cells, each its value plus one_cell, 0 where blank.
struct LaneSource {
  const std::int64_t* packed;
  const char* upcoming;  ///< the next block behind its first lines; may lie beyond the end
  std::size_t width;     ///< bytes a row there
};

/// factor times a column of packed cells, of which `bits` are valid (null: all).
struct LaneTerm {
  std::int64_t factor;
  const std::int64_t* packed;
  const std::uint8_t* bits;
};

/// A table of groups by zone, year and industry; what is in none is `no_group`.
struct GroupTable {
  const std::uint32_t* place_of_year;  ///< n_places years from 0 on; `years` or more: none
  const std::uint32_t* groups;
  std::uint32_t n_places, zones, years, industries;
};
inline constexpr std::uint32_t no_group = 0xFFFFFFFF;

/// Comparisons with zero.
enum class Sign : std::uint8_t {
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  not_equal,
};

/// Loops over the rows of a block, 0 < n <= block_rows; all arrays but the reported ones hold whole
/// blocks. Bits are one a row, lowest first, whole bytes; what they say behind the last row means
/// nothing. `magnitude` is or-ed with numbers at least as large as each |value| (in the sense of
/// their highest bit).
struct LaneKernels {
  const char* level;

  void (*spread_bits)(const std::uint8_t* bits, std::size_t n, std::int64_t* mask);
  void (*gather_bits)(const std::int64_t* mask, std::size_t n, std::uint8_t* bits);

  /// value = x * power where that is the decimal x stands for; NaN is blank. False where some x is
  /// the double of no such decimal, or too large for this loop.
  bool (*decode_doubles)(const double* x, std::size_t n, double power, std::int64_t* value,
                         std::int64_t* valid, std::uint64_t* magnitude);
  void (*decode_int32)(const std::int32_t* x, std::size_t n, const std::int64_t* valid,
                       std::int64_t* value, std::uint64_t* magnitude);
  void (*decode_int64)(const std::int64_t* x, std::size_t n, const std::int64_t* valid,
                       std::int64_t* value, std::uint64_t* magnitude);

  /// Straight to packed cells; `bits` may be null: all valid. NaN is not taken here, nor what takes
  /// more than most_lane_bits.
  bool (*pack_doubles)(const double* x, const std::uint8_t* bits, std::size_t n, double power,
                       std::int64_t* packed, std::uint64_t* magnitude);
  void (*pack_int32)(const std::int32_t* x, const std::uint8_t* bits, std::size_t n,
                     std::int64_t* packed, std::uint64_t* magnitude);
  void (*pack)(const std::int64_t* value, const std::int64_t* valid, std::size_t n,
               std::int64_t* packed);
  /// The packed cells of the rows that are chosen, 0 elsewhere.
  void (*select)(const std::int64_t* packed, const std::uint8_t* chosen, std::size_t n,
                 std::int64_t* selected);

  /// sum += factor * value; known &= valid
  void (*add_term)(std::int64_t factor, const std::int64_t* value, const std::int64_t* valid,
                   std::size_t n, std::int64_t* sum, std::int64_t* known);
  /// Whether constant + terms is so; yes and no where every term is valid. Exact where the sum of
  /// the values fits 63 bits.
  void (*compare)(Sign sign, std::int64_t constant, const LaneTerm* terms, std::size_t n_terms,
                  std::size_t n, std::uint8_t* yes, std::uint8_t* no);

  /// packed = 1 where yes, and one_cell where neither. True where some row is neither.
  bool (*tally)(const std::uint8_t* yes, const std::uint8_t* no, std::size_t n,
                std::int64_t* packed);

  /// to = table[index]; false where some index is beyond the table, or what stands there negative.
  bool (*look_up)(const std::int32_t* index, std::size_t n, const std::int32_t* table,
                  std::size_t size, std::uint32_t* to);
  void (*least_and_most)(const std::int32_t* x, std::size_t n, std::int32_t* least,
                         std::int32_t* most);
  /// The group of each row; false where some has none yet. `industry` may be null: 0 for all.
  bool (*find_groups)(const GroupTable& table, const std::uint32_t* zone, const std::int32_t* year,
                      const std::uint32_t* industry, std::size_t n, std::uint32_t* group);

  /// Adds lane_group lanes of n rows, each to accumulators[slot * stride ...]; `far`: they lie in
  /// no near cache and are fetched ahead.
  void (*add_lanes)(const LaneSource* lanes, const std::uint32_t* slot, std::size_t stride,
                    std::size_t n, bool far, std::int64_t* accumulators);
};

/// The loops of the best level this machine has; ZONERANK_LEVEL=baseline|v3|v4 asks for a lower
/// one.
const LaneKernels& lane_kernels();

#ifndef ZONERANK_HEADER_ONLY
extern const LaneKernels lane_kernels_baseline;
#ifdef ZONERANK_LEVELS
extern const LaneKernels lane_kernels_v3;
extern const LaneKernels lane_kernels_v4;
#endif
#endif

}  // namespace zonerank::detail
