#include "zonerank/score/weight.hpp"

#include "zonerank/core/text.hpp"

namespace zonerank {

Vector given_weights(const VectorRef& weights) {
  for (Index j = 0; j < weights.size(); ++j) {
    if (!(weights[j] >= 0.0) || !std::isfinite(weights[j])) {
      fail(Code::bad_weight, "weights[" + std::to_string(j) + "]", shortest(weights[j]));
    }
  }
  const double sum = weights.sum();
  if (!(sum > 0.0)) fail(Code::zero_weights, "", "weights");
  if (!std::isfinite(sum)) return given_weights(weights / weights.maxCoeff());
  return weights / sum;
}

Vector equal_weights(Index n) {
  if (n < 1)
    fail(Code::wrong_shape, "weights", std::to_string(n) + " entries", {"at least one is needed"});
  return Vector::Constant(n, 1.0 / static_cast<double>(n));
}

}  // namespace zonerank
