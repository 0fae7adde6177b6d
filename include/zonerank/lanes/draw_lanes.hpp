#pragma once
// Random weights of 16 draws at a time, built once for each machine level with the same bits on
// each. Plain types only, as in every file of a level.

#include <cstddef>
#include <cstdint>

namespace zonerank::detail {

inline constexpr std::size_t lanes = 16;

/// How the weights inside a group are drawn, before they become shares.
enum class DrawKind : std::uint8_t {
  fixed,        ///< a
  between,      ///< uniform in [a, b]
  gamma,        ///< gamma of shape a
  log_gamma,    ///< the same, drawn as logarithms: of small shapes nearly all are too small
  exponential,  ///< gamma of shape 1
  ordered,      ///< sums of exponentials: shares uniform among those in the order
};

/// A child of a group.
struct DrawChild {
  float a, b;
  std::uint32_t left_out;  ///< 1 + the indicator whose leaving out leaves out this child; 0: none
};

/// A group: its children, and for DrawKind::ordered those that stand in an order.
struct DrawGroup {
  DrawKind kind;
  std::uint32_t first, size;
  const std::uint32_t* order;  ///< places among the group's children, the greatest first
  std::uint32_t n_ordered;
};

struct DrawPlan {
  const DrawChild* children;
  std::size_t n_children;
  const DrawGroup* groups;
  std::size_t n_groups;
  const float* roots;  ///< gamma_terms a child, of gammas that have a root; none without gammas
};

/// How products of shares become weights in whole steps, by columns.
struct WeightSteps {
  const std::uint32_t* path;      ///< children whose shares multiply, one column after the other
  const std::uint32_t* path_end;  ///< of each column
  const float* per_share;         ///< steps of a share of 1
  const float* base;              ///< steps that differences are taken from
  std::size_t columns;
};

/// Pairs of columns, the last one alone where their number is odd.
constexpr std::size_t column_pairs(std::size_t columns) { return (columns + 1) / 2; }

struct DrawLanes {
  const char* level;

  /// share[k * lanes + l]: of child k in its group, in the draw of number draws[l] under `seed`.
  /// left_out[l]: 1 + the indicator left out in lane l, or 0. `work` holds (3 * n_children + 12) *
  /// lanes.
  void (*shares)(const DrawPlan& plan, const std::uint64_t* draws, const std::uint32_t* left_out,
                 std::uint64_t seed, float* share, float* work);

  /// pair[p * lanes + l]: in its low and high half, 16 bits each, the steps of columns 2 p and
  /// 2 p + 1 less their base; norm[l] about the sum of the squares of these differences.
  void (*steps)(const WeightSteps& plan, const float* share, std::int32_t* pair, float* norm);

  /// weight[j * lanes + l] = step[j] * (base[j] + difference), and their sums by lane.
  void (*weights)(const std::int32_t* pair, const double* step, const float* base,
                  std::size_t columns, double* weight, double* total);

  /// sum[l] += weight * value and present[l] += weight of n children whose value is not NaN, in
  /// their order.
  void (*add_present)(const double* weight, const double* value, std::size_t n, double* sum,
                      double* present);

  /// The same of one child with a value a lane, NaN where it has none.
  void (*add_lanes)(const double* weight, const double* value, double* sum, double* present);

  /// to[l] = sum[l] / present[l]; NaN where nothing is present.
  void (*divide)(const double* sum, const double* present, double* to);

  /// Uniform words: out[b * 4 * lanes + w * lanes + l] is word w of counter block b.
  void (*words)(const std::uint64_t* draws, std::size_t blocks, std::uint32_t purpose,
                std::uint64_t seed, std::uint32_t* out);
};

/// Streams of random words. Of halves, child k has half k % 2 of word k / 2; of whole words, word
/// k; of gammas of small shapes, block k.
enum Purpose : std::uint32_t {
  purpose_uniform = 1,  ///< halves
  purpose_gamma = 2,    ///< of shapes without a root
  purpose_retry = 3,
  purpose_choice = 4,
  purpose_exponential = 5,     ///< whole words
  purpose_normal = 6,          ///< halves: two normals a word
  purpose_measurement = 1000,  ///< and one more for every error
};

#ifndef ZONERANK_HEADER_ONLY
extern const DrawLanes draw_lanes_baseline;
#ifdef ZONERANK_LEVELS
extern const DrawLanes draw_lanes_v3;
extern const DrawLanes draw_lanes_v4;
#endif
#endif

/// Of this machine's level.
const DrawLanes& draw_lanes();

}  // namespace zonerank::detail
