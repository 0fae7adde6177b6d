#pragma once
#include "zonerank/stats/inequality.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/error.hpp"

namespace zonerank {

ZONERANK_INLINE TheilIndex theil_index(std::span<const double> x,
                                       std::span<const std::string> groups) {
  if (!groups.empty() && groups.size() != x.size()) {
    fail(Code::wrong_shape, "groups", words("{0} entries", "{0} 个元素", {groups.size()}),
         {words("there are {0} values", "共有 {0} 个值", {x.size()})});
  }
  std::vector<double> present;
  std::map<std::string, std::vector<double>> by_group;
  double sum = 0.0;
  double most = 0.0;
  for (const double value : x) most = std::max(most, value);  // a missing one is no more
  constexpr int far = 900;                                    // sums stay within 2^1023
  // A power of two, which the index does not depend on, where sums could overflow or lose digits.
  const int power =
      std::isfinite(most) && most > 0.0 && std::abs(std::ilogb(most)) > far ? std::ilogb(most) : 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (is_missing(x[i])) continue;
    if (!(x[i] >= 0.0) || !std::isfinite(x[i])) {
      fail(Code::bad_option, "x[" + std::to_string(i) + "]", shortest(x[i]),
           {words("a finite number >= 0, since its share of the total is taken",
                  "不小于 0 的有限数，因为要取其占总量的比例")});
    }
    const double value = std::ldexp(x[i], -power);
    present.push_back(value);
    sum += value;
    if (!groups.empty()) by_group[groups[i]].push_back(value);
  }
  TheilIndex result;
  if (present.empty() || sum == 0.0) return result;
  result.total = detail::theil<double>(present);
  if (groups.empty()) return result;
  const double mean = sum / static_cast<double>(present.size());
  result.within = result.between = 0.0;
  for (const auto& [name, values] : by_group) {
    TheilGroup group{.group = name, .n = std::ssize(values)};
    double own = 0.0;
    for (const double value : values) own += value;
    group.share = own / sum;
    group.mean = own / static_cast<double>(values.size());
    if (own > 0.0) {
      group.theil = detail::theil<double>(values);
      group.within = group.share * group.theil;
      result.within += group.within;
      result.between += group.share * std::log(group.mean / mean);
    }
    group.mean = std::ldexp(group.mean, power);
    result.groups.push_back(group);
  }
  return result;
}

}  // namespace zonerank
