#include "zonerank/score/aggregate.hpp"

#include <span>
#include <vector>

#include "zonerank/core/text.hpp"
#include "zonerank/score/weight.hpp"

namespace zonerank {
namespace {

/// Shares such as 4 of 5 must reach 0.8 whatever their rounding.
constexpr double availability_slack = 1e-12;

}  // namespace

Vector aggregate(const MatrixRef& scores, const VectorRef& weights, const Aggregation& method,
                 double min_available) {
  if (weights.size() != scores.cols()) {
    fail(Code::wrong_shape, "weights", std::to_string(weights.size()) + " entries",
         {"the scores have " + std::to_string(scores.cols()) + " columns"});
  }
  if (!(min_available >= 0.0 && min_available <= 1.0)) {
    fail(Code::bad_option, "min_available", shortest(min_available), {"a share from 0 to 1"});
  }
  static_cast<void>(given_weights(weights));  // its checks
  double whole = 0.0;
  for (Index j = 0; j < weights.size(); ++j) whole += weights[j];
  const bool geometric = std::holds_alternative<GeometricMean>(method);
  Vector result = Vector::Constant(scores.rows(), missing);
  std::vector<double> s;
  std::vector<double> w;
  for (Index i = 0; i < scores.rows(); ++i) {
    s.clear();
    w.clear();
    double present = 0.0;
    for (Index j = 0; j < scores.cols(); ++j) {
      if (is_missing(scores(i, j)) || weights[j] == 0.0) continue;
      if (geometric && !(scores(i, j) > 0.0)) {
        fail(Code::bad_score, "zone " + std::to_string(i) + ", column " + std::to_string(j),
             shortest(scores(i, j)));
      }
      s.push_back(scores(i, j));
      w.push_back(weights[j]);
      present += weights[j];
    }
    if (s.empty() || present < (min_available - availability_slack) * whole) continue;
    const std::span<const double> values(s);
    const std::span<const double> shares(w);
    result[i] = geometric ? detail::weighted_geometric_mean(values, shares)
                          : detail::weighted_arithmetic_mean(values, shares);
  }
  return result;
}

}  // namespace zonerank
