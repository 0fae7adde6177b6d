#pragma once
// How unequally a total is spread over zones, and how much of that is between groups of them.

#include <span>
#include <string>
#include <vector>

#include "zonerank/core/types.hpp"

namespace zonerank {

namespace detail {

/// 1/n sum x/m ln(x/m), m the mean, 0 ln 0 = 0.
template <class T>
T theil(std::span<const T> x) {
  using std::log;
  T mean(0);
  for (const T& value : x) mean += value;
  mean /= T(static_cast<long>(x.size()));
  T sum(0);
  for (const T& value : x) {
    if (value > T(0)) sum += value / mean * log(value / mean);
  }
  return sum / T(static_cast<long>(x.size()));
}

}  // namespace detail

struct TheilGroup {
  std::string group;
  Index n = 0;
  double share = 0.0;  ///< of the total
  double mean = 0.0;
  double theil = 0.0;   ///< inside the group
  double within = 0.0;  ///< share * theil: its part of the inequality within groups
};

struct TheilIndex {
  double total = missing;    ///< in [0, ln n]: 0 where all are equal
  double within = missing;   ///< sum of share * theil over groups
  double between = missing;  ///< sum of share * ln(group mean / mean); total = within + between
  std::vector<TheilGroup> groups;
};

/// Theil's T index 泰尔指数 over the values present, with its parts within and between groups.
/// @param x       >= 0, NaN is missing
/// @param groups  one a value, or empty: no parts then
/// @throws Error bad-option for a negative value, wrong-shape. NaN where nothing is present or all
///               are 0.
///
/// Source: Theil (1967), Economics and Information Theory; Shorrocks (1980).
TheilIndex theil_index(std::span<const double> x, std::span<const std::string> groups = {});

}  // namespace zonerank
