#pragma once
// Quantiles of counted ranks and scores.

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>

#include "zonerank/analysis/uncertainty.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/diagnostics/detail/door.hpp"

namespace zonerank {
ZONERANK_OWN(rank_distribution) {

/// The first column whose count, with all before it, is at least `wanted`; -1 without any count.
ZONERANK_INLINE Index place_of(const Counts& counts, Index row, std::uint64_t wanted) {
  std::uint64_t below = 0;
  for (Index k = 0; k < counts.cols(); ++k) {
    below += counts(row, k);
    if (counts(row, k) > 0 && below >= wanted) return k;
  }
  return -1;
}

ZONERANK_INLINE std::uint64_t at_least(double share, std::uint64_t total) {
  return std::max<std::uint64_t>(
      1, static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(total) - 1e-9)));
}

}  // ZONERANK_OWN(rank_distribution)

ZONERANK_INLINE double RankDistribution::rank_quantile(Index zone, double q) const {
  detail::check_index("zone", zone, frequency.rows());
  detail::check_share("quantile", q);
  const std::uint64_t total = frequency.row(zone).sum();
  if (total == 0) return missing;
  return static_cast<double>(place_of(frequency, zone, at_least(q, total)) + 1);
}

ZONERANK_INLINE double RankDistribution::score_quantile(Index zone, double q) const {
  detail::check_index("zone", zone, frequency.rows());
  detail::check_share("quantile", q);
  if (score_counts.size() == 0) return missing;
  const std::uint64_t total = score_counts.row(zone).sum();
  if (total == 0) return missing;
  const std::uint64_t wanted = at_least(q, total);
  const Index bin = place_of(score_counts, zone, wanted);
  const double width = (score_high - score_low) / static_cast<double>(score_counts.cols());
  const std::uint64_t before = bin > 0 ? score_counts.row(zone).head(bin).sum() : 0;
  const double inside =
      (static_cast<double>(wanted - before) - 0.5) / static_cast<double>(score_counts(zone, bin));
  return score_low + width * (static_cast<double>(bin) + inside);
}

ZONERANK_INLINE Vector RankDistribution::quantile_errors(double q) const {
  detail::check_share("quantile", q);
  Vector errors = Vector::Constant(frequency.rows(), missing);
  std::uint64_t total = 0;  // of the last zone, and its order statistics
  std::uint64_t low = 1;
  std::uint64_t high = 1;
  for (Index i = 0; i < errors.size(); ++i) {
    const std::uint64_t own = frequency.row(i).sum();
    if (own == 0) continue;
    if (own != total) {
      total = own;
      const boost::math::binomial_distribution<double> below(static_cast<double>(total), q);
      const auto place = [&](double k) {
        return static_cast<std::uint64_t>(std::clamp(k, 1.0, static_cast<double>(total)));
      };
      low = place(boost::math::quantile(below, 0.025));
      high = place(boost::math::quantile(boost::math::complement(below, 0.025)) + 1.0);
    }
    errors[i] =
        static_cast<double>(place_of(frequency, i, high) - place_of(frequency, i, low)) / 2.0;
  }
  return errors;
}

}  // namespace zonerank
