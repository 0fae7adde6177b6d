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
         {words("1 or more: how many times as important", "不小于 1：重要程度的倍数")});
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
    fail(Code::bad_judgment, list, words("no 1", "没有 1"),
         {words("1 for the {0} child against itself", "{0}与自身的判断为 1", {which})});
  }
  return found;
}

}  // ZONERANK_OWN(best_worst)

ZONERANK_INLINE BestWorstResult best_worst(std::span<const double> best_to_others,
                                           std::span<const double> others_to_worst,
                                           BestWorstModel model,
                                           std::span<const std::string> names) {
  if (best_to_others.size() != others_to_worst.size() || best_to_others.empty()) {
    fail(Code::wrong_shape, "others_to_worst",
         words("{0} entries", "{0} 个元素", {others_to_worst.size()}),
         {words("as many as best_to_others, which has {0}",
                "与 best_to_others 同样多，后者有 {0} 个", {best_to_others.size()})});
  }
  check_judgments(best_to_others, "best_to_others", names);
  check_judgments(others_to_worst, "others_to_worst", names);
  const std::size_t best = extreme(best_to_others, others_to_worst, "best_to_others", "best");
  const std::size_t worst = extreme(others_to_worst, best_to_others, "others_to_worst", "worst");
  const double whole = best_to_others[worst];
  if (whole != others_to_worst[best]) {
    fail(Code::bad_judgment,
         detail::judgment_place(detail::child_name(names, best), detail::child_name(names, worst)),
         words("{0} in best_to_others, {1} in others_to_worst",
               "best_to_others 中为 {0}，others_to_worst 中为 {1}",
               {shortest(whole), shortest(others_to_worst[best])}),
         {words("the same number in both", "两处相同的数")});
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
         method.best_to_others.empty() ? Argument::name("best_to_others")
                                       : Argument::name("others_to_worst"),
         {in_quotes(BestWorst::name),
          words("one judgment for each of {0}", "{0} 各一个判断", {listed_names(input.names)})});
  }
  if (method.best_to_others.size() != input.names.size()) {
    fail(Code::wrong_shape, "best_to_others",
         words("{0} entries", "{0} 个元素", {method.best_to_others.size()}),
         {words("there are {0} children: {1}", "共有 {0} 个下级：{1}",
                {input.names.size(), listed_names(input.names)})});
  }
  const BestWorstResult result =
      best_worst(method.best_to_others, method.others_to_worst, method.model, input.names);
  if (result.input_ratio > method.max_ratio) {
    const auto j = static_cast<std::size_t>(result.to_reconsider);
    fail(Code::inconsistent_judgments,
         words("weights of {0}", "{0} 的权重", {listed_names(input.names)}),
         rounded(result.input_ratio, 3),
         {shortest(method.max_ratio),
          words("{0}: {1} times {2} should be near {3}", "{0}：{1} 乘以 {2} 应接近 {3}",
                {input.names[j], shortest(method.best_to_others[j]),
                 shortest(method.others_to_worst[j]),
                 shortest(method.best_to_others[static_cast<std::size_t>(result.worst)])})});
  }
  return result.weights;
}

}  // namespace zonerank
