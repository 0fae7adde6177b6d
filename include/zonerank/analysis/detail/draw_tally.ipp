#pragma once
#include "zonerank/analysis/detail/draw_tally.hpp"
#include "zonerank/core/build.hpp"

#include <algorithm>

namespace zonerank::detail {
ZONERANK_OWN(draw_tally) {

/// Adds a table of one thread, rows by rows or columns by columns.
ZONERANK_INLINE void add(Counts& to, const std::vector<std::uint32_t>& from, Index columns,
                         bool by_columns) {
  if (from.empty()) return;
  const Index rows = std::ssize(from) / columns;
  if (to.size() == 0) to = Counts::Zero(rows, columns);
  for (Index i = 0; i < rows; ++i) {
    for (Index k = 0; k < columns; ++k) {
      to(i, k) += from[static_cast<std::size_t>(by_columns ? k * rows + i : i * columns + k)];
    }
  }
}

ZONERANK_INLINE void score_moments(RankDistribution& d, std::size_t output,
                                   const std::vector<std::vector<ScoreSums>>& blocks,
                                   const Matrix& centres) {
  const Index n = centres.rows();
  ScoreSums all(n);
  for (const std::vector<ScoreSums>& block : blocks) {
    all.sum += block[output].sum;
    all.squares += block[output].squares;
    all.draws += block[output].draws;
  }
  d.score_mean = Vector::Constant(n, missing);
  d.score_sd = d.score_mean;
  for (Index i = 0; i < n; ++i) {
    if (all.draws[i] == 0.0) continue;
    const double shift = all.sum[i] / all.draws[i];
    d.score_mean[i] = centres(i, d.group) + shift;
    if (all.draws[i] > 1.0) {
      const double spread = std::max(0.0, all.squares[i] - all.sum[i] * shift);
      d.score_sd[i] = std::sqrt(spread / (all.draws[i] - 1.0));
    }
  }
}

}  // ZONERANK_OWN(draw_tally)

ZONERANK_INLINE DrawResult collect(std::vector<RankDistribution> frames, std::uint64_t draws,
                                   const std::vector<std::unique_ptr<std::vector<Tally>>>& tallies,
                                   const std::vector<std::vector<ScoreSums>>& blocks,
                                   const Matrix& centres) {
  DrawResult result;
  result.draws = draws;
  result.of = std::move(frames);
  for (std::size_t o = 0; o < result.of.size(); ++o) {
    RankDistribution& d = result.of[o];
    for (const auto& tally : tallies) {
      add(d.frequency, (*tally)[o].frequency, centres.rows(), true);
      add(d.score_counts, (*tally)[o].bins, score_bins, false);
      add(d.ahead, (*tally)[o].ahead, centres.rows(), false);
    }
    if (!blocks.empty()) score_moments(d, o, blocks, centres);
  }
  for (const double q : {0.05, 0.5, 0.95}) {
    for (const double error : result.of[0].quantile_errors(q)) {
      if (!is_missing(error)) result.quantile_error = std::max(result.quantile_error, error);
    }
  }
  return result;
}

}  // namespace zonerank::detail
