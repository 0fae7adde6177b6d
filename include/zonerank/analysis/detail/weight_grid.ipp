#pragma once
#include "zonerank/analysis/detail/weight_grid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "zonerank/core/build.hpp"
#include "zonerank/lanes/gamma_root.hpp"

namespace zonerank::detail {
ZONERANK_OWN(weight_grid) {

/// What draws of a raw weight, a share or a product of shares can be. `variance` is that over the
/// square of the mean.
struct WeightRange {
  double mean = 1.0, least = 1.0, most = 1.0, variance = 0.0;
};

ZONERANK_INLINE double rooted_quantile(double shape, const float* root, double z) {
  double sum = 0.0;
  for (std::size_t i = gamma_terms; i-- > 0;) sum = sum * z + static_cast<double>(root[i]);
  return shape * sum * sum * sum;
}

ZONERANK_INLINE WeightRange raw_range(const DrawPlan& plan, const DrawGroup& group, std::size_t k) {
  constexpr double any = std::numeric_limits<double>::infinity();
  const DrawChild& child = plan.children[k];
  const auto a = static_cast<double>(child.a);
  const auto b = static_cast<double>(child.b);
  switch (group.kind) {
    case DrawKind::fixed:
      return {a, a, a, 0.0};
    case DrawKind::between: {
      const double mean = (a + b) / 2.0;
      const double spread = mean > 0.0 ? (b - a) / mean : 0.0;
      return {mean, a, b, spread * spread / 12.0};
    }
    case DrawKind::gamma:
      if (child.a >= least_gamma_root) {
        const float* const root = plan.roots + k * gamma_terms;
        return {a, std::max(0.0, 0.999 * rooted_quantile(a, root, -greatest_normal)),
                1.001 * rooted_quantile(a, root, greatest_normal), 0.0};
      }
      return {a, 0.0, a > 0.0 ? any : 0.0, 0.0};
    case DrawKind::log_gamma:
      return {a, 0.0, a > 0.0 ? any : 0.0, 0.0};
    case DrawKind::exponential:
    case DrawKind::ordered:
      break;
  }
  return {1.0, 0.0, any, 0.0};
}

/// Raw weights that stand in an order have the means of sorted exponentials.
ZONERANK_INLINE void order_means(const DrawGroup& group, std::vector<WeightRange>& raw) {
  double sum = 0.0;
  for (std::size_t place = group.n_ordered; place-- > 0;) {
    sum += 1.0 / static_cast<double>(place + 1);
    raw[group.order[place]].mean = sum;
  }
}

/// The shares of a group from its raw weights.
ZONERANK_INLINE std::vector<WeightRange> share_ranges(const DrawPlan& plan, const DrawGroup& group,
                                                      std::size_t candidates) {
  std::vector<WeightRange> raw;
  for (std::size_t k = group.first; k < group.first + group.size; ++k)
    raw.push_back(raw_range(plan, group, k));
  if (group.kind == DrawKind::ordered) order_means(group, raw);
  const bool is_dirichlet = group.kind != DrawKind::fixed && group.kind != DrawKind::between;
  const auto may_be_left_out = [&](std::size_t k) {
    return candidates > 0 && plan.children[group.first + k].left_out != 0;
  };
  double mean = 0.0;
  double least = 0.0;
  double most = 0.0;
  double variance = 0.0;  // of the sum, over the square of its mean
  double out = 0.0;       // the greatest of what may be left out
  for (std::size_t k = 0; k < raw.size(); ++k) {
    mean += raw[k].mean;
    least += raw[k].least;
    most += raw[k].most;
    if (may_be_left_out(k)) out = std::max(out, raw[k].least);
  }
  for (const WeightRange& r : raw) {
    const double part = mean > 0.0 ? r.mean / mean : 0.0;
    variance += part * part * r.variance;
  }
  std::vector<WeightRange> shares;
  for (std::size_t k = 0; k < raw.size(); ++k) {
    const WeightRange& r = raw[k];
    WeightRange share;
    share.mean = mean > 0.0 ? r.mean / mean : 0.0;
    const double others_least = std::max(0.0, least - r.least - out);
    share.most = r.most <= 0.0 ? 0.0
                 : r.most + others_least < std::numeric_limits<double>::infinity()
                     ? r.most / (r.most + others_least)
                     : 1.0;
    const double others_most = raw.size() > 1 && most - r.most == most - r.most
                                   ? std::max(0.0, most - r.most)
                                   : std::numeric_limits<double>::infinity();
    if (raw.size() == 1)
      share.least = share.most;
    else
      share.least = r.least > 0.0 ? r.least / (r.least + others_most) : 0.0;
    if (is_dirichlet && share.mean > 0.0) {
      const double whole = group.kind == DrawKind::gamma || group.kind == DrawKind::log_gamma
                               ? mean
                               : static_cast<double>(raw.size());
      share.variance = (1.0 - share.mean) / (share.mean * (whole + 1.0));
    } else {
      share.variance = r.variance * std::pow(1.0 - share.mean, 2) +
                       std::max(0.0, variance - share.mean * share.mean * r.variance);
    }
    if (may_be_left_out(k)) {
      share.least = 0.0;
      share.variance += 1.0 / (static_cast<double>(candidates) + 1.0);
    }
    shares.push_back(share);
  }
  return shares;
}

/// The power of two by which the mean is divided: steps of 1/1000 to 1/500 of the standard
/// deviation, larger where the range would leave 16 bits.
ZONERANK_INLINE int steps_exponent(const WeightRange& weight) {
  constexpr double steps_a_deviation = 1100.0;
  constexpr double most_steps = 32760.0;
  constexpr int most_exponent = 22;  // numbers of single precision still are whole steps
  constexpr int usual = 12;
  const double reach = std::max(weight.most / weight.mean - 1.0, 1.0 - weight.least / weight.mean);
  if (!(reach > 1e-12)) return usual;
  const double deviation = std::sqrt(weight.variance);
  double steps = most_steps / (reach * (1.0 + 1e-6) + 1e-6);
  if (deviation > 0.0) steps = std::min(steps, steps_a_deviation / deviation);
  return std::min(most_exponent, static_cast<int>(std::floor(std::log2(steps))));
}

}  // ZONERANK_OWN(weight_grid)

ZONERANK_INLINE WeightGrid weight_grid(const DrawPlan& plan,
                                       const std::vector<std::vector<std::size_t>>& paths,
                                       std::size_t candidates) {
  std::vector<WeightRange> shares;
  for (std::size_t g = 0; g < plan.n_groups; ++g) {
    const std::vector<WeightRange> own = share_ranges(plan, plan.groups[g], candidates);
    shares.insert(shares.end(), own.begin(), own.end());
  }
  WeightGrid grid;
  double squares = 0.0;
  double most_squares = 0.0;
  for (const std::vector<std::size_t>& path : paths) {
    WeightRange weight;
    for (const std::size_t child : path) {
      const WeightRange& share = shares[child];
      weight.mean *= share.mean;
      weight.least *= share.least;
      weight.most *= share.most;
      weight.variance = (1.0 + weight.variance) * (1.0 + share.variance) - 1.0;
      grid.path.push_back(static_cast<std::uint32_t>(child));
    }
    grid.path_end.push_back(static_cast<std::uint32_t>(grid.path.size()));
    if (!(weight.mean > 0.0)) {
      grid.step.push_back(0.0);
      grid.base.push_back(0.0F);
      grid.per_share.push_back(0.0F);
      grid.deviation.push_back(0.0);
      continue;
    }
    const double steps = std::ldexp(1.0, steps_exponent(weight));
    grid.step.push_back(weight.mean / steps);
    grid.base.push_back(steps >= 1.0 ? static_cast<float>(steps) : 0.0F);
    grid.per_share.push_back(static_cast<float>(steps / weight.mean));
    const double reach = std::max(weight.most / weight.mean, 1.0) * steps;
    grid.deviation.push_back(std::sqrt(weight.variance) * steps);
    squares += weight.variance * steps * steps;
    most_squares += reach * reach;
  }
  constexpr double slack = 2.5;
  constexpr double least_norm = 64.0;
  grid.norm =
      std::min(std::max(least_norm, slack * std::sqrt(squares)), std::sqrt(most_squares) + 1.0);
  return grid;
}

}  // namespace zonerank::detail
