#pragma once
// A user's own aggregation of the zones' scores.

#include <cmath>
#include <string>
#include <vector>

#include "zonerank/core/text.hpp"
#include "zonerank/methods/aggregate.hpp"
#include "zonerank/methods/custom.hpp"
#include "zonerank/methods/weight.hpp"

namespace zonerank::detail {

/// Columns without a weight take no part; the weights of the others sum to 1.
/// @param scores  rows of NaN are zones that get no score
inline Vector compare_own(const CustomAggregation& m, const MatrixRef& scores,
                          const VectorRef& weights, const AggregationNames& names) {
  std::vector<Index> used;
  for (Index j = 0; j < scores.cols(); ++j) {
    if (weights[j] > 0.0) used.push_back(j);
  }
  const Matrix s = scores(Eigen::all, used);
  const Vector w = given_weights(Vector(weights(used)));
  const std::string group = names.group.empty() ? "aggregation" : names.group;
  Vector result = call_own(m.label, group, [&] { return m.scores(s, w); });
  check_own_size(m.label, group, result.size(), scores.rows(), words("zones", "高新区"));
  for (Index i = 0; i < result.size(); ++i) {
    const bool has_none = s.row(i).array().isNaN().all();
    if (has_none) result[i] = missing;
    if (has_none || std::isfinite(result[i])) continue;
    const auto at = static_cast<std::size_t>(i);
    const bool has_gap = s.row(i).array().isNaN().any();
    own_method_result(m.label,
                      Place::of_zone(at < names.zones.size() ? names.zones[at] : std::to_string(i))
                          .with_key(group),
                      shortest(result[i]),
                      has_gap
                          ? words("a finite score: its scores have gaps, NaN, which the function "
                                  "must pass over, or min_available = 1 leaves such zones out",
                                  "有限的得分：其得分有缺失（NaN），函数须略过它们，或用 "
                                  "min_available = 1 不计入这类高新区")
                          : words("a finite score", "有限的得分"));
  }
  return result;
}

}  // namespace zonerank::detail
