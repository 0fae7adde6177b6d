#pragma once
// The best-worst method on any scalar: n judgments of the best against each, n of each against the
// worst. Positions of best and worst are given; judgments are finite and >= 1.

#include <algorithm>
#include <cstddef>
#include <vector>

#include "zonerank/stats/linear_program.hpp"

namespace zonerank::detail {

template <class T>
struct BestWorstWeights {
  std::vector<T> weights, low, high;
  T xi{};  ///< the greatest deviation from a judgment
};

/// min xi with |w_B - a_Bj w_j| <= xi and |w_j - a_jW w_W| <= xi, sum w = 1, w >= 0.
///
/// Solved as: the greatest sum of weights whose deviations are all <= 1. Where there is no greatest
/// one the judgments agree, and w_j = a_jW w_W.
template <class T>
BestWorstWeights<T> best_worst_linear(const std::vector<T>& best_to, const std::vector<T>& to_worst,
                                      std::size_t best, std::size_t worst, const T& slack) {
  const std::size_t n = best_to.size();
  std::vector<std::vector<T>> a;
  const auto bound = [&](std::size_t plus, std::size_t minus, const T& times) {
    std::vector<T> row(n, T(0));
    row[plus] += T(1);
    row[minus] -= times;
    std::vector<T> opposite = row;
    for (T& x : opposite) x = -x;
    a.push_back(std::move(row));
    a.push_back(std::move(opposite));
  };
  for (std::size_t j = 0; j < n; ++j) {
    if (j != best) bound(best, j, best_to[j]);
    if (j != best && j != worst) bound(j, worst, to_worst[j]);
  }
  const std::vector<T> ones(a.size(), T(1));
  const LinearProgram<T> program = maximize(std::move(a), ones, std::vector<T>(n, T(1)), slack);
  BestWorstWeights<T> result;
  result.weights = program.bounded ? program.x : to_worst;
  T sum(0);
  for (const T& w : result.weights) sum += w;
  for (T& w : result.weights) w /= sum;
  result.xi = program.bounded ? T(1) / sum : T(0);
  result.low = result.high = result.weights;
  return result;
}

/// min xi with |w_B / w_j - a_Bj| <= xi and |w_j / w_W - a_jW| <= xi, and the interval of each
/// weight among all weights that attain it; weights are the intervals' centres as shares.
///
/// For a given xi every child j allows w_B / w_W a range; these meet from the least xi on, in one
/// point r, and with w_B = r, w_W = 1 the others are free in intervals of their own.
template <class T>
BestWorstWeights<T> best_worst_interval(const std::vector<T>& best_to,
                                        const std::vector<T>& to_worst, std::size_t best,
                                        std::size_t worst) {
  const std::size_t n = best_to.size();
  const auto positive = [](const T& x) { return x > T(0) ? x : T(0); };
  const auto range = [&](const T& xi) {
    T low = positive(best_to[worst] - xi);
    T high = best_to[worst] + xi;
    for (std::size_t j = 0; j < n; ++j) {
      if (j == best || j == worst) continue;
      low = std::max<T>(low, positive(best_to[j] - xi) * positive(to_worst[j] - xi));
      high = std::min<T>(high, (best_to[j] + xi) * (to_worst[j] + xi));
    }
    return std::pair{low, high};
  };
  T feasible = *std::max_element(best_to.begin(), best_to.end());
  T below(0);
  if (const auto [low, high] = range(T(0)); low <= high) feasible = T(0);
  while (true) {
    const T middle = (below + feasible) / 2;
    if (!(below < middle && middle < feasible)) break;
    const auto [low, high] = range(middle);
    (low <= high ? feasible : below) = middle;
  }
  BestWorstWeights<T> result;
  result.xi = feasible;
  const auto [least, most] = range(feasible);
  const T r = (least + most) / 2;
  std::vector<T> low(n), high(n);
  T low_sum(0), high_sum(0);
  for (std::size_t j = 0; j < n; ++j) {
    if (j == best || j == worst) {
      low[j] = high[j] = j == best ? r : T(1);
    } else {
      low[j] = std::max<T>(r / (best_to[j] + feasible), positive(to_worst[j] - feasible));
      high[j] = to_worst[j] + feasible;
      if (best_to[j] > feasible) high[j] = std::min<T>(high[j], r / (best_to[j] - feasible));
      high[j] = std::max(low[j], high[j]);
    }
    low_sum += low[j];
    high_sum += high[j];
  }
  T centres(0);
  for (std::size_t j = 0; j < n; ++j) {
    result.low.push_back(low[j] / (low[j] + high_sum - high[j]));
    result.high.push_back(high[j] / (high[j] + low_sum - low[j]));
    result.weights.push_back((result.low[j] + result.high[j]) / 2);
    centres += result.weights[j];
  }
  for (T& w : result.weights) w /= centres;
  return result;
}

}  // namespace zonerank::detail
