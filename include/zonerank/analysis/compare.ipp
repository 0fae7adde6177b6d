#pragma once
#include "zonerank/analysis/compare.hpp"

#include <algorithm>
#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/stats/correlation.hpp"

namespace zonerank {
ZONERANK_OWN(compare) {

/// r_w = 1 - 6 sum (x - y)^2 ((n - x + 1) + (n - y + 1)) / (n^4 + n^3 - n^2 - n)
ZONERANK_INLINE double weighted_spearman(std::span<const double> x, std::span<const double> y) {
  const auto n = static_cast<double>(x.size());
  double sum = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    sum += (x[i] - y[i]) * (x[i] - y[i]) * ((n - x[i] + 1.0) + (n - y[i] + 1.0));
  }
  return 1.0 - 6.0 * sum / (n * n * n * n + n * n * n - n * n - n);
}

/// WS = 1 - sum 2^-x |x - y| / max(|1 - x|, |n - x|), x the reference
ZONERANK_INLINE double ws(std::span<const double> x, std::span<const double> y) {
  const auto n = static_cast<double>(x.size());
  double sum = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double farthest = std::max(std::abs(1.0 - x[i]), std::abs(n - x[i]));
    sum += std::exp2(-x[i]) * std::abs(x[i] - y[i]) / farthest;
  }
  return 1.0 - sum;
}

}  // ZONERANK_OWN(compare)

ZONERANK_INLINE RankAgreement rank_agreement(std::span<const double> reference,
                                             std::span<const double> other) {
  if (reference.size() != other.size()) {
    fail(Code::wrong_shape, "other", words("{0} entries", "{0} 个元素", {other.size()}),
         {words("the reference has {0}", "参照有 {0} 个", {reference.size()})});
  }
  std::vector<double> x;
  std::vector<double> y;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    for (const double rank : {reference[i], other[i]}) {
      if (!(rank < 1.0)) continue;
      fail(Code::bad_option, words("rank of row {0}", "第 {0} 行的名次", {i}), shortest(rank),
           {words("1 or more; for scores, rank them first", "不小于 1；若为得分，请先排名")});
    }
    if (is_missing(reference[i]) || is_missing(other[i])) continue;
    x.push_back(reference[i]);
    y.push_back(other[i]);
  }
  RankAgreement result;
  result.n = std::ssize(x);
  if (x.size() < 2) return result;
  result.spearman = correlation(x, y, CorrelationKind::spearman).r;
  result.kendall = correlation(x, y, CorrelationKind::kendall).r;
  const detail::PairCounts pairs = detail::count_pairs(x, y);
  if (pairs.agreeing + pairs.disagreeing > 0) {
    result.gamma = static_cast<double>(pairs.agreeing - pairs.disagreeing) /
                   static_cast<double>(pairs.agreeing + pairs.disagreeing);
  }
  result.weighted_spearman = weighted_spearman(x, y);
  result.ws = ws(x, y);
  double sum = 0.0;
  result.max_shift = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double shift = std::abs(x[i] - y[i]);
    sum += shift;
    result.max_shift = std::max(result.max_shift, shift);
  }
  result.mean_shift = sum / static_cast<double>(x.size());
  return result;
}

}  // namespace zonerank
