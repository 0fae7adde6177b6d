#include "zonerank/score/normalize.hpp"

#include <algorithm>

#include "zonerank/core/text.hpp"
#include "zonerank/math/statistics.hpp"

namespace zonerank {

Bounds learn_bounds(const MatrixRef& indicators, const Normalization& method) {
  const Index m = indicators.cols();
  Bounds bounds;
  bounds.lower = Vector::Constant(m, missing);
  bounds.upper = Vector::Constant(m, missing);
  bounds.given.assign(static_cast<std::size_t>(m), false);
  const auto* percentiles = std::get_if<PercentileBounds>(&method);
  for (Index j = 0; j < m; ++j) {
    const std::span<const double> column(indicators.col(j).data(),
                                         static_cast<std::size_t>(indicators.rows()));
    std::vector<double> present = present_values(column);
    if (present.empty()) continue;
    const auto [least, greatest] = std::minmax_element(present.begin(), present.end());
    bounds.lower[j] = *least;
    bounds.upper[j] = *greatest;
    if (percentiles == nullptr) continue;
    const double low = detail::select_quantile<double>(present, percentiles->low / 100.0);
    const double high = detail::select_quantile<double>(present, percentiles->high / 100.0);
    if (!(low < high)) continue;  // most zones are equal: the extremes decide
    bounds.lower[j] = low;
    bounds.upper[j] = high;
  }
  return bounds;
}

std::pair<double, double> score_range(const Normalization& method) {
  if (const auto* plain = std::get_if<MinMax>(&method)) return {plain->lower, plain->upper};
  if (const auto* percentiles = std::get_if<PercentileBounds>(&method)) {
    return {percentiles->lower, percentiles->upper};
  }
  return {0.0, 100.0};
}

Matrix normalize(const MatrixRef& indicators, std::span<const Direction> directions,
                 const Bounds& bounds, const Normalization& method) {
  const Index m = indicators.cols();
  const auto check = [&](Index have, const char* what) {
    if (have != m) {
      fail(Code::wrong_shape, what, std::to_string(have) + " entries",
           {"the indicators have " + std::to_string(m) + " columns"});
    }
  };
  check(static_cast<Index>(directions.size()), "directions");
  check(bounds.lower.size(), "bounds.lower");
  check(bounds.upper.size(), "bounds.upper");
  if (std::holds_alternative<NoScaling>(method)) return indicators;
  if (!bounds.scores.empty()) check(static_cast<Index>(bounds.scores.size()), "bounds.scores");
  const auto* plain = std::get_if<MinMax>(&method);
  const bool clip = plain == nullptr || plain->clip;
  Matrix scores = Matrix::Constant(indicators.rows(), m, missing);
  for (Index j = 0; j < m; ++j) {
    const double low = bounds.lower[j];
    const double high = bounds.upper[j];
    if (!(low < high)) continue;
    const auto [lower, upper] =
        bounds.scores.empty() ? score_range(method) : bounds.scores[static_cast<std::size_t>(j)];
    const bool less = directions[static_cast<std::size_t>(j)] == Direction::less_is_better;
    for (Index i = 0; i < indicators.rows(); ++i) {
      double x = indicators(i, j);
      if (is_missing(x)) continue;
      if (clip) x = std::clamp(x, low, high);
      scores(i, j) = detail::min_max_score(x, low, high, less, lower, upper);
    }
  }
  return scores;
}

}  // namespace zonerank
