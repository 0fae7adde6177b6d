#pragma once
// Copeland: zones beaten less zones that beat it. Pairs are counted in single precision and whole
// units of weight, many at a time; what rounding could turn is decided in double precision.

#include <algorithm>
#include <cmath>
#include <vector>

#include "zonerank/core/build.hpp"
#include "zonerank/core/detail/aligned.hpp"
#include "zonerank/lanes/pair_lanes.hpp"
#include "zonerank/methods/detail/zone_comparison.hpp"
#include "zonerank/methods/weight.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank::detail {
ZONERANK_OWN(copeland) {

/// Weights as whole numbers that add up to 2^30 or less.
struct ScoreUnits {
  std::vector<std::int32_t> of_columns;
  std::int32_t total = 0;
  std::int32_t slack = 0;  ///< by how many a difference of sums may be wrong
  bool is_exact = false;  ///< all weights are multiples of the least: level sums of units are level

  explicit ScoreUnits(const Vector& weights) {
    constexpr double most = 0x1p30;
    constexpr double rounding = 1e-13;
    double least = 1.0;
    for (const double w : weights) {
      if (w > 0.0) least = std::min(least, w);
    }
    const auto is_multiple = [&](double w) {
      const double times = w / least;
      return std::abs(times - std::round(times)) <= rounding * times;
    };
    is_exact = least * most >= 1.0 && std::all_of(weights.begin(), weights.end(), is_multiple);
    const double scale = is_exact ? 1.0 / least : most - static_cast<double>(weights.size());
    for (const double w : weights) {
      of_columns.push_back(static_cast<std::int32_t>(std::lround(w * scale)));
      total += of_columns.back();
    }
    slack = is_exact ? 0 : 2 + static_cast<std::int32_t>(weights.size() / 2);
  }
};

/// Wins less losses of every pair once, from the table's rows.
class Tournament {
 public:
  Tournament(const MatrixRef& scores, const Vector& weights)
      : scores_(scores),
        weights_(weights),
        units_(weights),
        n_(static_cast<std::size_t>(scores.rows())),
        rows_((n_ + pair_rows - 1) / pair_rows * pair_rows),
        columns_(static_cast<std::size_t>(scores.cols())),
        single_(aligned_room<float>(rows_ * columns_)) {
    for (std::size_t j = 0; j < columns_; ++j) {
      const double* const from = scores.col(static_cast<Index>(j)).data();
      float* const to = single_.get() + j * rows_;
      for (std::size_t i = 0; i < n_; ++i) to[i] = static_cast<float>(from[i]);
      std::fill(to + n_, to + rows_, 0.0F);
    }
  }

  Vector play() const {
    std::vector<std::int32_t> wins(n_, 0), above(rows_), below(rows_);
    std::vector<float> own(columns_);
    const UnitTable table{single_.get(), rows_, columns_, units_.of_columns.data()};
    for (std::size_t i = 0; i + 1 < n_; ++i) {
      poll_interrupt();
      for (std::size_t j = 0; j < columns_; ++j) own[j] = single_[j * rows_ + i];
      pair_lanes().count(table, own.data(), (i + 1) / pair_rows * pair_rows, above.data(),
                         below.data());
      settle(i, above.data(), below.data(), wins.data());
    }
    return Eigen::Map<const Eigen::VectorX<std::int32_t>>(wins.data(), scores_.rows())
        .cast<double>();
  }

 private:
  void settle(std::size_t i, const std::int32_t* above, const std::int32_t* below,
              std::int32_t* wins) const {
    const LeadRule rule{units_.total, units_.slack, units_.is_exact};
    const std::size_t next = i + 1;
    const LeadsWon won = pair_lanes().won(above + next, below + next, n_ - next, rule, wins + next);
    wins[i] += won.wins;
    std::int32_t unsure = won.unsure;
    for (std::size_t k = next; k < n_ && unsure > 0; ++k) {
      const std::int32_t lead = above[k] - below[k];
      if (std::abs(lead) >= rule.least(rule.total - above[k] - below[k])) continue;
      const int decision = decided(i, k);
      wins[i] += decision;
      wins[k] -= decision;
      --unsure;
    }
  }

  /// In double precision. A lead is a preference above rounding: of half the weight that both have,
  /// as in outranking().
  int decided(std::size_t i, std::size_t k) const {
    double lead = 0.0;
    double shared = 0.0;
    for (std::size_t j = 0; j < columns_; ++j) {
      const double* const column = scores_.col(static_cast<Index>(j)).data();
      const double w = weights_[static_cast<Index>(j)];
      lead += (column[i] > column[k] ? w : 0.0) - (column[i] < column[k] ? w : 0.0);
      shared += is_missing(column[i]) || is_missing(column[k]) ? 0.0 : w;
    }
    const double least = 2.0 * no_preference * shared;
    return (lead > least) - (lead < -least);
  }

  const MatrixRef& scores_;
  const Vector& weights_;
  ScoreUnits units_;
  std::size_t n_, rows_, columns_;
  AlignedRoom<float> single_;
};

}  // ZONERANK_OWN(copeland)

ZONERANK_INLINE Vector compare_zones(const Copeland&, const MatrixRef& scores,
                                     const VectorRef& weights) {
  const Vector w = given_weights(weights);
  Vector wins = Tournament(scores, w).play();
  for (Index i = 0; i < scores.rows(); ++i) {
    if (scores.row(i).array().isNaN().all()) wins[i] = missing;
  }
  return wins;
}

}  // namespace zonerank::detail
