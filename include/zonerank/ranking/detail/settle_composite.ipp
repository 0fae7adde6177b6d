#pragma once
#include "zonerank/ranking/detail/settle_composite.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "zonerank/core/build.hpp"
#include "zonerank/core/detail/bounded.hpp"
#include "zonerank/core/detail/wide.hpp"
#include "zonerank/methods/detail/methods.hpp"
#include "zonerank/methods/detail/scaling.hpp"
#include "zonerank/methods/detail/settle.hpp"

namespace zonerank::detail {
ZONERANK_OWN(settle_composite) {

/// A percentile of doubles that are decimals, see select_quantile().
ZONERANK_INLINE Wide wide_quantile(const MatrixRef& x, Index j, double percent) {
  std::vector<double> values(x.col(j).begin(), x.col(j).end());
  const Wide h = Wide(std::ssize(values) - 1) * Wide(percent) / 100;
  const Wide below = floor(h);
  const auto at = values.begin() + static_cast<long>(below);
  std::nth_element(values.begin(), at, values.end());
  if (at + 1 == values.end()) return Wide(*at);
  const Wide low(*at);
  return low + (h - below) * (Wide(*std::min_element(at + 1, values.end())) - low);
}

/// The ends of the columns, once they are asked for.
class WideEnds {
 public:
  WideEnds(const MatrixRef& x, const BetweenEnds& ends)
      : x_(x), ends_(ends), fits_(static_cast<std::size_t>(x.cols())) {}

  const ColumnFit<Wide>& of(Index j) {
    const auto at = static_cast<std::size_t>(j);
    std::optional<ColumnFit<Wide>>& fit = fits_[at];
    if (!fit && ends_.percentiles)
      fit = ColumnFit<Wide>{
          wide_quantile(x_, j, ends_.low_percent), wide_quantile(x_, j, ends_.high_percent), {}};
    else if (!fit)
      fit = ColumnFit<Wide>{Wide(ends_.low[at]), Wide(ends_.high[at]), {}};
    return *fit;
  }

 private:
  const MatrixRef& x_;
  const BetweenEnds& ends_;
  std::vector<std::optional<ColumnFit<Wide>>> fits_;
};

/// The scores of any normalization on another scalar.
template <class T>
class CompositeOn {
 public:
  CompositeOn(const MatrixRef& x, const VectorRef& weights, std::span<const Direction> directions,
              const Method& method, const MatrixRef& scored)
      : x_(x),
        weights_(weights),
        directions_(directions),
        method_(method),
        scored_(scored),
        fits_(static_cast<std::size_t>(x.cols())) {}

  T score(Index unit) {
    std::vector<T> s, w;
    for (Index j = 0; j < x_.cols(); ++j) {
      if (is_missing(scored_(unit, j)) || weights_[j] == 0.0) continue;
      const bool less = directions_[static_cast<std::size_t>(j)] == Direction::less_is_better;
      s.push_back(std::visit(
          [&]<class M>(const M& m) -> T {
            if constexpr (is_scalar_generic<M> && M::learns != Learns::base_year)
              return detail::score(m, fit(m, j, less), T(x_(unit, j)), less);
            else
              return T(scored_(unit, j));
          },
          method_.normalization));
      w.push_back(T(weights_[j]));
    }
    return std::visit(
        [&](const auto& m) -> T {
          if constexpr (requires(std::span<const T> of) { combine(m, of, of); })
            return combine(m, std::span<const T>(s), std::span<const T>(w));
          else
            return T(missing);
        },
        method_.aggregation);
  }

 private:
  template <class M>
  const ColumnFit<T>& fit(const M& m, Index j, bool less) {
    std::optional<ColumnFit<T>>& known = fits_[static_cast<std::size_t>(j)];
    if (known) return *known;
    std::vector<T> present;
    for (const double value : x_.col(j)) {
      if (!is_missing(value)) present.push_back(T(value));
    }
    known = learn<>(m, std::span<const T>(present), less);
    if constexpr (M::learns == Learns::reference)
      known->second = T(x_(static_cast<Index>(std::stol(m.reference)), j));
    return *known;
  }

  const MatrixRef& x_;
  const VectorRef& weights_;
  std::span<const Direction> directions_;
  const Method& method_;
  const MatrixRef& scored_;
  std::vector<std::optional<ColumnFit<T>>> fits_;
};

}  // ZONERANK_OWN(settle_composite)

ZONERANK_INLINE std::size_t settle_between_ends(const MatrixRef& x, const VectorRef& weights,
                                                std::span<const Direction> directions,
                                                const BetweenEnds& ends, Vector& scores) {
  double condition = 1.0;
  for (std::size_t j = 0; j < ends.low.size(); ++j) {
    condition = std::max(condition, std::max(std::abs(ends.low[j]), std::abs(ends.high[j])) /
                                        (ends.high[j] - ends.low[j]));
  }
  // Each score loses a few roundings of its column's condition, the mean one for each column.
  const double error = 0x1p-50 * static_cast<double>(x.cols() + 8) * condition *
                       std::max(std::abs(ends.lower), std::abs(ends.upper));
  const std::span<double> values(scores.data(), static_cast<std::size_t>(scores.size()));
  std::vector<std::size_t> near = near_rows(values, {0.0, error}, greatest_distance(values));
  if (near.empty()) return 0;
  const std::vector<double> errors(static_cast<std::size_t>(scores.size()), error);
  WideEnds fits(x, ends);
  const auto score_of = [&](Index unit) {
    Wide sum(0), total(0);
    for (Index j = 0; j < x.cols(); ++j) {
      if (weights[j] == 0.0) continue;
      const bool less = directions[static_cast<std::size_t>(j)] == Direction::less_is_better;
      const Wide weight(weights[j]);
      sum += weight * between(fits.of(j), Wide(x(unit, j)), less, true, ends.lower, ends.upper);
      total += weight;
    }
    return sum / total;
  };
  return settle_among(
      std::move(near), values, errors,
      [&](std::span<const std::size_t> units) { return wide_rows(x, units, score_of); }, &x);
}

ZONERANK_INLINE std::size_t settle_composite(const MatrixRef& treated, const VectorRef& weights,
                                             std::span<const Direction> directions,
                                             const Method& method, const MatrixRef& scored,
                                             Vector& scores) {
  CompositeOn<Bounded> bounded(treated, weights, directions, method, scored);
  CompositeOn<Wide> wide(treated, weights, directions, method, scored);
  std::vector<double> errors(static_cast<std::size_t>(scores.size()), 0.0);
  for (Index i = 0; i < scores.size(); ++i) {
    if (is_missing(scores[i])) continue;
    const Bounded own = bounded.score(i);
    errors[static_cast<std::size_t>(i)] = own.error() + std::abs(own.value() - scores[i]);
  }
  return settle(
      {scores.data(), errors.size()}, errors,
      [&](std::span<const std::size_t> units) {
        return wide_rows(treated, units, [&](Index unit) { return wide.score(unit); });
      },
      &treated);
}

}  // namespace zonerank::detail
