#pragma once
// The best-worst method: judgments checked, weights with what tells how far they agree.

#include <algorithm>
#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/methods/detail/best_worst.hpp"
#include "zonerank/methods/detail/judgment.hpp"
#include "zonerank/methods/weight.hpp"

namespace zonerank {
ZONERANK_OWN(best_worst) {

ZONERANK_INLINE void check_judgments(std::span<const double> judgments, const std::string& list,
                                     std::span<const std::string> names) {
  for (std::size_t j = 0; j < judgments.size(); ++j) {
    if (judgments[j] >= 1.0 && std::isfinite(judgments[j])) continue;
    fail(Code::bad_judgment, list + ", " + detail::child_name(names, j), shortest(judgments[j]),
         {"1 or more: how many times as important"});
  }
}

/// The child judged 1 in one list that is judged the furthest in the other.
ZONERANK_INLINE std::size_t extreme(std::span<const double> own, std::span<const double> other,
                                    const std::string& list, const std::string& which) {
  std::size_t found = own.size();
  for (std::size_t j = 0; j < own.size(); ++j) {
    if (own[j] == 1.0 && (found == own.size() || other[j] > other[found])) found = j;
  }
  if (found == own.size()) {
    fail(Code::bad_judgment, list, "no 1", {"1 for the " + which + " child against itself"});
  }
  return found;
}

}  // ZONERANK_OWN(best_worst)

ZONERANK_INLINE BestWorstResult best_worst(std::span<const double> best_to_others,
                                           std::span<const double> others_to_worst,
                                           BestWorstModel model,
                                           std::span<const std::string> names) {
  if (best_to_others.size() != others_to_worst.size() || best_to_others.empty()) {
    fail(Code::wrong_shape, "others_to_worst", std::to_string(others_to_worst.size()) + " entries",
         {"as many as best_to_others, which has " + std::to_string(best_to_others.size())});
  }
  check_judgments(best_to_others, "best_to_others", names);
  check_judgments(others_to_worst, "others_to_worst", names);
  const std::size_t best = extreme(best_to_others, others_to_worst, "best_to_others", "best");
  const std::size_t worst = extreme(others_to_worst, best_to_others, "others_to_worst", "worst");
  const double whole = best_to_others[worst];
  if (whole != others_to_worst[best]) {
    fail(Code::bad_judgment,
         "judgment of " + detail::child_name(names, best) + " against " +
             detail::child_name(names, worst),
         shortest(whole) + " in best_to_others, " + shortest(others_to_worst[best]) +
             " in others_to_worst",
         {"the same number in both"});
  }
  BestWorstResult result;
  result.best = static_cast<Index>(best);
  result.worst = static_cast<Index>(worst);
  const std::vector<double> to(best_to_others.begin(), best_to_others.end());
  const std::vector<double> from(others_to_worst.begin(), others_to_worst.end());
  const auto found = model == BestWorstModel::linear
                         ? detail::best_worst_linear(to, from, best, worst, 1e-12)
                         : detail::best_worst_interval(to, from, best, worst);
  const auto vector = [](const std::vector<double>& x) {
    return Vector(Eigen::Map<const Vector>(x.data(), std::ssize(x)));
  };
  result.weights = vector(found.weights);
  result.low = vector(found.low);
  result.high = vector(found.high);
  result.xi = found.xi;
  const double index = (2.0 * whole + 1.0 - std::sqrt(8.0 * whole + 1.0)) / 2.0;
  if (model == BestWorstModel::linear) {
    result.ratio = result.xi;
  } else {
    result.ratio = index > 0.0 ? result.xi / index : 0.0;
  }
  result.input_ratio = 0.0;
  for (std::size_t j = 0; j < to.size(); ++j) {
    if (j == best || j == worst || whole == 1.0) continue;
    const double ratio = std::abs(to[j] * from[j] - whole) / (whole * whole - whole);
    if (ratio <= result.input_ratio) continue;
    result.input_ratio = ratio;
    result.to_reconsider = static_cast<Index>(j);
  }
  return result;
}

ZONERANK_INLINE Vector detail::judged_weights(const BestWorst& method, const WeightInput& input) {
  if (method.best_to_others.empty() || method.others_to_worst.empty()) {
    fail(Code::needs_option, "weights",
         method.best_to_others.empty() ? "best_to_others" : "others_to_worst",
         {in_quotes(BestWorst::name), "one judgment for each of " + join(input.names, ", ")});
  }
  if (method.best_to_others.size() != input.names.size()) {
    fail(Code::wrong_shape, "best_to_others",
         std::to_string(method.best_to_others.size()) + " entries",
         {"there are " + std::to_string(input.names.size()) +
          " children: " + join(input.names, ", ")});
  }
  const BestWorstResult result =
      best_worst(method.best_to_others, method.others_to_worst, method.model, input.names);
  if (result.input_ratio > method.max_ratio) {
    const auto j = static_cast<std::size_t>(result.to_reconsider);
    fail(Code::inconsistent_judgments, "weights of " + join(input.names, ", "),
         rounded(result.input_ratio, 3),
         {shortest(method.max_ratio),
          input.names[j] + ": " + shortest(method.best_to_others[j]) + " times " +
              shortest(method.others_to_worst[j]) + " should be near " +
              shortest(method.best_to_others[static_cast<std::size_t>(result.worst)])});
  }
  return result.weights;
}

}  // namespace zonerank
