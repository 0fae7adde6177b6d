#pragma once
#include "zonerank/analysis/detail/key_scale.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "zonerank/core/build.hpp"

namespace zonerank::detail {
ZONERANK_OWN(key_scale) {

/// Fills terms, and takes the unit in which they have 16 bits and sums of usual draws 31.
ZONERANK_INLINE void fill_terms(const WeightGrid& grid, const KeyInput& input, KeyScale& to) {
  const std::size_t m = grid.columns();
  const std::size_t width = 2 * column_pairs(m);
  to.terms.assign(input.zones.size() * width, 0.0);
  double most = 0.0;
  double most_norm = 0.0;
  for (std::size_t i = 0; i < input.zones.size(); ++i) {
    if (input.gaps[i] != 0) continue;
    double squares = 0.0;
    for (std::size_t j = 0; j < m; ++j) {
      const double term = grid.step[j] * (input.values[i * m + j] - input.centres[j]);
      to.terms[i * width + j] = term;
      most = std::max(most, std::abs(term));
      squares += term * term;
    }
    most_norm = std::max(most_norm, std::sqrt(squares));
  }
  constexpr double most_score = 32766.0;
  constexpr double most_sum = 0x1.F0p30;
  to.unit = std::max(most / most_score, most_norm * grid.norm / most_sum);
  if (!(to.unit > std::numeric_limits<double>::min())) to.unit = 1.0;
}

/// Rounds terms; returns the greatest norms of the rounded ones and of their roundings.
ZONERANK_INLINE std::pair<double, double> round_terms(const WeightGrid& grid, KeyScale& to,
                                                      std::size_t zones) {
  const std::size_t width = 2 * column_pairs(grid.columns());
  const std::size_t pairs = width / 2;
  to.scores.assign((zones + score_block - 1) / score_block * score_block * pairs, 0);
  to.at_base.assign(zones, 0.0);
  double most = 0.0;
  double most_rounding = 0.0;
  for (std::size_t i = 0; i < zones; ++i) {
    double squares = 0.0;
    double roundings = 0.0;
    for (std::size_t j = 0; j < grid.columns(); ++j) {
      double& term = to.terms[i * width + j];
      term /= to.unit;
      const double whole = std::nearbyint(term);
      const auto bits = static_cast<std::uint32_t>(static_cast<std::int32_t>(whole)) & 0xFFFFU;
      std::int32_t& pair = to.scores[score_place(i, j / 2, pairs)];
      pair = static_cast<std::int32_t>(static_cast<std::uint32_t>(pair) |
                                       (j % 2 == 0 ? bits : bits << 16));
      to.at_base[i] += static_cast<double>(grid.base[j]) * term;
      squares += whole * whole;
      roundings += (term - whole) * (term - whole);
    }
    most = std::max(most, std::sqrt(squares));
    most_rounding = std::max(most_rounding, std::sqrt(roundings));
  }
  return {most, most_rounding};
}

/// Layers of merges that put usual draws in order, where zones stand in the order of their nominal
/// sums and seldom move far; 0 where they may.
ZONERANK_INLINE int layers_of(const WeightGrid& grid, const KeyInput& input, const KeyScale& to) {
  const std::size_t n = input.zones.size();
  const std::size_t width = 2 * column_pairs(grid.columns());
  double sum = 0.0;
  double squares = 0.0;
  double moves = 0.0;
  double count = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    if (input.gaps[i] != 0) continue;
    for (std::size_t j = 0; j < grid.columns(); ++j) {
      const double move = grid.deviation[j] * to.terms[i * width + j];
      moves += move * move;
    }
    sum += to.at_base[i];
    squares += to.at_base[i] * to.at_base[i];
    count += 1.0;
  }
  constexpr double fewest = 48.0;  // a whole sort is as fast
  if (count < fewest) return 0;
  const double spread = std::sqrt(std::max(0.0, squares - sum * sum / count));
  // The standard deviation of a move, in rows where they are densest.
  const double places = std::sqrt(moves) * 0.4 * static_cast<double>(n) / spread;
  constexpr int layers = 4;
  constexpr double most_places = 16.0;
  return places < most_places ? layers : 0;
}

/// The same number for zones whose values are all the same.
ZONERANK_INLINE std::vector<std::uint32_t> kinds_of(const KeyInput& input, std::size_t m) {
  std::vector<std::uint32_t> order(input.zones.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto row = [&](std::uint32_t i) {
    return input.values.begin() + static_cast<std::ptrdiff_t>(i * m);
  };
  const auto less = [&](std::uint32_t a, std::uint32_t b) {
    return std::lexicographical_compare(row(a), row(a) + static_cast<std::ptrdiff_t>(m), row(b),
                                        row(b) + static_cast<std::ptrdiff_t>(m));
  };
  std::sort(order.begin(), order.end(), less);
  std::vector<std::uint32_t> kind(order.size());
  for (std::size_t k = 0; k < order.size(); ++k) {
    const std::uint32_t i = order[k];
    const bool same =
        k > 0 && input.gaps[i] == 0 && input.gaps[order[k - 1]] == 0 && !less(order[k - 1], i);
    kind[i] = same ? kind[order[k - 1]] : i;
  }
  return kind;
}

}  // ZONERANK_OWN(key_scale)

ZONERANK_INLINE KeyScale key_scale(const WeightGrid& grid, const KeyInput& input) {
  KeyScale to;
  const std::size_t m = grid.columns();
  fill_terms(grid, input, to);
  const auto [most, most_rounding] = round_terms(grid, to, input.zones.size());
  to.kind = kinds_of(input, m);
  while ((std::size_t{1} << to.zone_bits) < input.all_zones) to.zone_bits += 2;

  // Keys count any sum of 32 bits above the least nominal sum, and stay within first and last key.
  constexpr double sum_range = 0x1p31;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  bool any_gaps = false;
  for (std::size_t i = 0; i < input.zones.size(); ++i) {
    any_gaps = any_gaps || input.gaps[i] != 0;
    if (input.gaps[i] != 0) continue;
    low = std::min(low, to.at_base[i]);
    high = std::max(high, to.at_base[i]);
  }
  if (!(low <= high)) low = high = 0.0;
  low -= sum_range;
  high += sum_range;
  const double zone_factor = std::ldexp(1.0, to.zone_bits);
  const double keys = static_cast<double>(last_key - first_key) / zone_factor - 16.0;
  to.shift = to.zone_bits;
  while ((high - low) / std::ldexp(1.0, to.shift) > keys) ++to.shift;
  to.per_key = std::ldexp(1.0, to.shift);
  constexpr double margin = 4.0;
  to.low = low - (static_cast<double>(first_key) / zone_factor + margin) * to.per_key;
  for (std::size_t i = 0; i < input.zones.size(); ++i) {
    const double key = std::nearbyint((to.at_base[i] - to.low) / to.per_key);
    to.nominal.push_back(static_cast<std::int32_t>(key * zone_factor) +
                         static_cast<std::int32_t>(input.zones[i]));
  }

  to.layers = layers_of(grid, input, to);

  // Two keys are off by two fractions dropped and two roundings at most, those of zones with gaps
  // by two more; and sums in double precision, which count as exact, by their own rounding.
  double greatest = 0.0;
  for (const double value : input.values) greatest = std::max(greatest, std::abs(value));
  const double in_doubles = 0x1p-49 * static_cast<double>(m + 8) * greatest / to.unit;
  to.rounding = 8.0 * in_doubles;
  to.close = (any_gaps ? 6.01 : 2.01) + in_doubles / to.per_key;
  to.close_per_norm = 1.001 * 2.0 * most_rounding / to.per_key;
  to.most_norm = most > 0.0 ? 0.999 * sum_range / most : std::numeric_limits<double>::infinity();
  return to;
}

}  // namespace zonerank::detail
