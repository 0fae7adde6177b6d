#pragma once
// The set of shares that a group may have, and the greatest weighted sum over it.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

namespace zonerank::detail {

/// Shares >= 0 that sum to 1 within bounds, or of raw weights within bounds, or some in an order.
struct WeightSet {
  std::vector<double> low, high;
  bool raw = false;  ///< bounds are those of weights before they are made to sum to 1
  std::vector<std::uint32_t> order;  ///< not empty: any shares, these descending in this order

  /// The greatest sum of share * value; `shares` gets those that attain it.
  double greatest(std::span<const double> value, std::span<double> shares) const {
    if (!order.empty()) return of_order(value, shares);
    std::vector<std::size_t> by_value(value.size());
    std::iota(by_value.begin(), by_value.end(), std::size_t{0});
    std::stable_sort(by_value.begin(), by_value.end(),
                     [&](std::size_t a, std::size_t b) { return value[a] > value[b]; });
    return raw ? of_raw(by_value, value, shares) : of_bounds(by_value, value, shares);
  }

  /// What shares of some children can be among themselves: share / sum of theirs.
  WeightSet among(const std::vector<std::size_t>& children) const {
    WeightSet set;
    set.raw = raw;
    for (const std::uint32_t k : order) {  // any order within is that of the whole
      const auto found = std::find(children.begin(), children.end(), k);
      if (found != children.end())
        set.order.push_back(static_cast<std::uint32_t>(found - children.begin()));
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
      set.low.push_back(raw ? low[k] : least > 0.0 ? low[k] / least : 0.0);
      set.high.push_back(raw ? high[k] : most > 0.0 ? high[k] / most : 1.0);
    }
    return set;
  }

 private:
  /// The corners are equal shares of the first k of the order, and each child outside it alone.
  double of_order(std::span<const double> value, std::span<double> shares) const {
    double sum = 0.0;
    double best = -std::numeric_limits<double>::infinity();
    std::size_t count = 0;
    for (std::size_t k = 0; k < order.size(); ++k) {
      sum += value[order[k]];
      const double mean = sum / static_cast<double>(k + 1);
      if (mean > best) best = mean, count = k + 1;
    }
    std::vector<bool> is_free(value.size(), true);
    for (const std::uint32_t k : order) is_free[k] = false;
    std::fill(shares.begin(), shares.end(), 0.0);
    std::size_t alone = value.size();
    for (std::size_t k = 0; k < value.size(); ++k) {
      if (is_free[k] && value[k] > best) best = value[k], alone = k;
    }
    if (alone < value.size()) {
      shares[alone] = 1.0;
      return best;
    }
    for (std::size_t k = 0; k < count; ++k) shares[order[k]] = 1.0 / static_cast<double>(count);
    return best;
  }

  /// A linear-fractional program: the greatest values have their high weight, the others the low.
  double of_raw(const std::vector<std::size_t>& by_value, std::span<const double> value,
                std::span<double> shares) const {
    double sum = 0.0;
    double total = 0.0;
    for (std::size_t k = 0; k < value.size(); ++k) {
      sum += low[k] * value[k];
      total += low[k];
    }
    double best = total > 0.0 ? sum / total : -std::numeric_limits<double>::infinity();
    double best_total = total;
    std::size_t count = 0;
    for (std::size_t k = 0; k < by_value.size(); ++k) {
      const double more = high[by_value[k]] - low[by_value[k]];
      sum += more * value[by_value[k]];
      total += more;
      if (!(total > 0.0) || !(sum / total > best)) continue;
      best = sum / total;
      best_total = total;
      count = k + 1;
    }
    for (std::size_t k = 0; k < by_value.size(); ++k) {
      const std::size_t at = by_value[k];
      shares[at] = (k < count ? high[at] : low[at]) / best_total;
    }
    return best;
  }

  /// A continuous knapsack: what the low shares leave goes to the greatest values.
  double of_bounds(const std::vector<std::size_t>& by_value, std::span<const double> value,
                   std::span<double> shares) const {
    double rest = 1.0;
    for (std::size_t k = 0; k < value.size(); ++k) {
      shares[k] = low[k];
      rest -= low[k];
    }
    for (const std::size_t k : by_value) {
      const double more = std::min(std::max(rest, 0.0), high[k] - low[k]);
      shares[k] += more;
      rest -= more;
    }
    double sum = 0.0;
    for (std::size_t k = 0; k < value.size(); ++k) sum += shares[k] * value[k];
    return sum;
  }
};

}  // namespace zonerank::detail
