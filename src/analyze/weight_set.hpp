#pragma once
// The set of shares that a group may have, and the greatest weighted sum over it.

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

namespace zonerank::detail {

/// Shares >= 0 that sum to 1 within bounds, or in an order.
struct WeightSet {
  std::vector<double> low, high;
  std::vector<std::size_t> order;  ///< not empty: any shares, descending in this order

  /// The greatest sum of share * value; `shares` gets those that attain it.
  double greatest(std::span<const double> value, std::span<double> shares) const {
    const std::size_t n = value.size();
    if (!order.empty()) {  // the corners: equal shares of the first k
      double sum = 0.0;
      double best = -std::numeric_limits<double>::infinity();
      std::size_t count = 0;
      for (std::size_t k = 0; k < n; ++k) {
        sum += value[order[k]];
        const double mean = sum / static_cast<double>(k + 1);
        if (mean > best) best = mean, count = k + 1;
      }
      std::fill(shares.begin(), shares.end(), 0.0);
      for (std::size_t k = 0; k < count; ++k) shares[order[k]] = 1.0 / static_cast<double>(count);
      return best;
    }
    std::vector<std::size_t> by_value(n);
    std::iota(by_value.begin(), by_value.end(), std::size_t{0});
    std::stable_sort(by_value.begin(), by_value.end(),
                     [&](std::size_t a, std::size_t b) { return value[a] > value[b]; });
    double rest = 1.0;
    for (std::size_t k = 0; k < n; ++k) {
      shares[k] = low[k];
      rest -= low[k];
    }
    for (const std::size_t k : by_value) {
      const double more = std::min(std::max(rest, 0.0), high[k] - low[k]);
      shares[k] += more;
      rest -= more;
    }
    double sum = 0.0;
    for (std::size_t k = 0; k < n; ++k) sum += shares[k] * value[k];
    return sum;
  }

  /// What shares of some children can be among themselves: share / sum of theirs.
  WeightSet among(const std::vector<std::size_t>& children) const {
    WeightSet set;
    if (!order.empty()) {  // any order within is that of the whole
      for (const std::size_t k : order) {
        const auto found = std::find(children.begin(), children.end(), k);
        if (found != children.end())
          set.order.push_back(static_cast<std::size_t>(found - children.begin()));
      }
      return set;
    }
    double low_sum = 0.0;
    double high_sum = 0.0;
    for (const std::size_t k : children) {
      low_sum += low[k];
      high_sum += high[k];
    }
    for (const std::size_t k : children) {
      const double least = low[k] + high_sum - high[k];
      const double most = high[k] + low_sum - low[k];
      set.low.push_back(least > 0.0 ? low[k] / least : 0.0);
      set.high.push_back(most > 0.0 ? high[k] / most : 1.0);
    }
    return set;
  }
};

}  // namespace zonerank::detail
