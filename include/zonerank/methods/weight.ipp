#pragma once
#include "zonerank/methods/weight.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/detail/door.hpp"
#include "zonerank/methods/detail/data_weights.hpp"
#include "zonerank/methods/detail/judgment.hpp"

namespace zonerank {
ZONERANK_OWN(weight) {

ZONERANK_INLINE Vector combined(const Combination& method, const MatrixRef& scores,
                                const WeightInput& input) {
  if (method.methods.size() < 2) {
    fail(Code::needs_option, "weights", Argument::name("methods"),
         {in_quotes(Combination::name),
          words("the names of two methods or more", "两个或更多方法的名称")});
  }
  Matrix all(scores.cols(), std::ssize(method.methods));
  Problems problems;
  for (Index k = 0; k < all.cols(); ++k) {
    Setting word;
    word.place = "methods";
    word.text = method.methods[static_cast<std::size_t>(k)];
    const auto one = read_choice(word, Weighting{}, problems);
    problems.raise_errors();
    all.col(k) = weigh(one, scores, input);
  }
  Vector shares = Vector::Constant(all.cols(), 1.0 / static_cast<double>(all.cols()));
  if (!method.shares.empty()) {
    if (std::ssize(method.shares) != all.cols()) {
      fail(Code::wrong_shape, "shares", words("{0} entries", "{0} 个元素", {method.shares.size()}),
           {words("there are {0} methods", "共有 {0} 种方法", {all.cols()})});
    }
    shares = Eigen::Map<const Vector>(method.shares.data(), all.cols());
  }
  return combine_weights(all, method.rule, shares);
}

}  // ZONERANK_OWN(weight)

ZONERANK_INLINE Vector given_weights(const VectorRef& weights) {
  if (weights.size() == 0)
    fail(Code::wrong_shape, "weights", words("0 entries", "0 个元素"),
         {words("one is needed at least", "至少需要一个")});
  for (Index j = 0; j < weights.size(); ++j) {
    if (!(weights[j] >= 0.0) || !std::isfinite(weights[j])) {
      fail(Code::bad_weight, "weights[" + std::to_string(j) + "]", shortest(weights[j]));
    }
  }
  const double sum = weights.sum();
  if (!(sum > 0.0)) fail(Code::zero_weights, "", Argument::name("weights"));
  if (!std::isfinite(sum)) return given_weights(weights / weights.maxCoeff());
  return weights / sum;
}

ZONERANK_INLINE Vector equal_weights(Index n) {
  if (n < 1)
    fail(Code::wrong_shape, "weights", words("{0} entries", "{0} 个元素", {n}),
         {words("at least one is needed", "至少需要一个")});
  return Vector::Constant(n, 1.0 / static_cast<double>(n));
}

ZONERANK_INLINE bool is_data_driven(const Weighting& method) {
  const WeightsFrom from = weights_from(method);
  return from == WeightsFrom::scores || from == WeightsFrom::years || from == WeightsFrom::methods;
}

ZONERANK_INLINE Vector combine_weights(const MatrixRef& weights, CombineRule rule,
                                       const VectorRef& shares) {
  detail::check_not_empty("weights", weights);
  if (rule != CombineRule::game || shares.size() > 0) {
    detail::check_entries(
        "shares", shares.size(), weights.cols(),
        words("there are {0} vectors of weights", "共有 {0} 组权重", {weights.cols()}));
  }
  for (Index k = 0; k < weights.cols(); ++k) static_cast<void>(given_weights(weights.col(k)));
  if (rule == CombineRule::linear) return given_weights(weights * given_weights(shares));
  if (rule == CombineRule::multiplicative) {
    const Vector a = given_weights(shares);
    Vector result(weights.rows());
    for (Index j = 0; j < result.size(); ++j) {
      result[j] = 1.0;
      for (Index k = 0; k < a.size(); ++k) result[j] *= std::pow(weights(j, k), a[k]);
    }
    if (!(result.sum() > 0.0)) {
      fail(Code::undefined_weights, "weights", Argument::name("multiplicative"),
           {words("every indicator has weight 0 under one of the methods",
                  "每个指标都在某种方法下权重为 0")});
    }
    return given_weights(result);
  }
  std::vector<Index> used;
  for (Index k = 0; k < weights.cols(); ++k) used.push_back(k);
  while (true) {
    Matrix kept(weights.rows(), std::ssize(used));
    for (std::size_t k = 0; k < used.size(); ++k) {
      kept.col(static_cast<Index>(k)) = weights.col(used[k]);
    }
    const Matrix products = kept.transpose() * kept;
    const Vector a = products.completeOrthogonalDecomposition().solve(products.diagonal());
    Index worst = 0;
    if (!(a.minCoeff(&worst) < 0.0)) return given_weights(kept * a);
    used.erase(used.begin() + worst);
  }
}

ZONERANK_INLINE Vector weigh(const Weighting& method, const WeightInput& input) {
  return weigh(method, input.scores, input);
}

ZONERANK_OWN(weight) {

/// What is given beside the scores is of the same columns.
ZONERANK_INLINE void check_input(const MatrixRef& scores, const WeightInput& input) {
  const Index n = scores.cols() > 0 ? scores.cols() : std::ssize(input.names);
  const Argument of = words("there are {0} indicators", "共有 {0} 个指标", {n});
  const auto check = [&](const std::string& what, Index have) {
    if (have > 0) detail::check_entries(what, have, n, of);
  };
  check("names", std::ssize(input.names));
  check("directions", std::ssize(input.directions));
  if (input.given.size() > 0 && n > 0) check("given", input.given.size());
  if (input.values.size() > 0 &&
      (input.values.rows() != scores.rows() || input.values.cols() != scores.cols())) {
    fail(Code::wrong_shape, "values",
         words("{0} x {1} entries", "{0} x {1} 个元素", {input.values.rows(), input.values.cols()}),
         {words("the scores have {0} x {1}", "得分为 {0} x {1}", {scores.rows(), scores.cols()})});
  }
  for (std::size_t k = 0; k < input.panel.size(); ++k)
    detail::check_entries("panel[" + std::to_string(k) + "]", input.panel[k].cols(), n, of);
}

template <class M>
requires(M::from == WeightsFrom::given) Vector
    weights_by(const M&, const MatrixRef&, const WeightInput& input) {
  return given_weights(input.given);
}

template <class M>
requires(M::from == WeightsFrom::equal) Vector
    weights_by(const M&, const MatrixRef& scores, const WeightInput& input) {
  return equal_weights(std::max(scores.cols(), std::ssize(input.names)));
}

template <class M>
requires(M::from == WeightsFrom::judgments) Vector
    weights_by(const M& method, const MatrixRef&, const WeightInput& input) {
  return detail::judged_weights(method, input);
}

template <class M>
requires(M::from == WeightsFrom::methods) Vector
    weights_by(const M& method, const MatrixRef& scores, const WeightInput& input) {
  return combined(method, scores, input);
}

template <class M>
requires(M::from == WeightsFrom::scores || M::from == WeightsFrom::years) Vector
    weights_by(const M& method, const MatrixRef& scores, const WeightInput& input) {
  detail::check_not_empty("scores", scores);
  if (scores.cols() == 1) return equal_weights(1);
  const Vector importance = detail::importance(method, scores, input);
  if (!(importance.sum() > 0.0) || !importance.allFinite())
    detail::undefined_weights(
        method, "scores", words("no indicator tells the zones apart", "没有指标能区分各高新区"));
  return given_weights(importance);
}

}  // ZONERANK_OWN(weight)

ZONERANK_INLINE Vector weigh(const Weighting& method, const MatrixRef& scores,
                             const WeightInput& input) {
  check_input(scores, input);
  check_choice(method);
  return std::visit([&](const auto& m) { return weights_by(m, scores, input); }, method);
}

}  // namespace zonerank
