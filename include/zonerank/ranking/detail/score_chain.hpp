#pragma once
// From values to the overall score on any scalar: what a ranking learns, its scores, its weights
// and its means, once more.

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "zonerank/core/dual.hpp"
#include "zonerank/methods/detail/methods.hpp"
#include "zonerank/methods/detail/scaling.hpp"
#include "zonerank/methods/normalize.hpp"
#include "zonerank/ranking/detail/prepare.hpp"
#include "zonerank/ranking/method.hpp"
#include "zonerank/ranking/tree.hpp"

namespace zonerank::detail {

/// Means that are computed of each zone on its own, on any scalar.
template <class M, class T>
constexpr bool combines_on = requires(const M& m, std::span<const T> x) {
  combine(m, x, x);
};

/// Scalars of one value that compare by where they go.
template <class T>
constexpr bool tells_along = false;
template <std::size_t K>
constexpr bool tells_along<Dual<K, DualOrder::along>> = true;

/// The scores of a ranking whose shape (what is missing, what is left out) is known from doubles.
struct ChainShape {
  const System& system;
  const ResolvedMethod& method;
  const PreparedYears& prepared;
  const Scaling& scaling;
  const WeightTree& tree;
  const Matrix& scores;           ///< n_zones x n_indicators; NaN is missing
  const Matrix& groups;           ///< n_zones x n_groups
  std::vector<bool> learned;      ///< an indicator's scaling, from these values; else it was given
  std::optional<bool> fill = {};  ///< missing scores are the best (true) or the worst ones
  const Matrix* unfilled = nullptr;  ///< the scores before they were filled
};

template <class T>
class ScoreChain {
 public:
  /// Prepared values of an indicator in some of the prepared rows.
  using ValuesOf =
      std::function<std::vector<T>(Index indicator, std::span<const std::size_t> rows)>;

  ScoreChain(const ChainShape& shape, ValuesOf values)
      : shape_(shape),
        values_of_(std::move(values)),
        columns_(shape.system.indicators.size()),
        groups_(shape.system.groups.size()) {}

  /// The score of an indicator; NaN where it is missing.
  const T& score(Index zone, Index indicator) {
    Column& column = columns_[static_cast<std::size_t>(indicator)];
    if (column.scores.empty()) column.scores.resize(n_zones());
    std::optional<T>& known = column.scores[static_cast<std::size_t>(zone)];
    if (!known) known = compute_score(zone, indicator);
    return *known;
  }

  /// The score of a group, 0 is overall; NaN where it is missing.
  const T& group(Index zone, std::size_t g) {
    if (groups_[g].empty()) groups_[g].resize(n_zones());
    std::optional<T>& known = groups_[g][static_cast<std::size_t>(zone)];
    if (!known) known = compute_group(zone, g);
    return *known;
  }

 private:
  struct Column {
    std::vector<std::optional<T>> values;  ///< a prepared row
    std::optional<ColumnFit<T>> fit;
    std::vector<std::optional<T>> scores;  ///< a zone
    std::optional<T> filler;
  };

  std::size_t n_zones() const { return static_cast<std::size_t>(shape_.scores.rows()); }

  bool is_present(std::size_t row, Index j) const {
    return !is_missing(shape_.prepared.values(static_cast<Index>(row), j));
  }

  void need(Index j, std::span<const std::size_t> rows) {
    std::vector<std::optional<T>>& values = columns_[static_cast<std::size_t>(j)].values;
    if (values.empty()) values.resize(static_cast<std::size_t>(shape_.prepared.values.rows()));
    std::vector<std::size_t> lacking;
    for (const std::size_t row : rows) {
      if (!values[row]) lacking.push_back(row);
    }
    if (lacking.empty()) return;
    std::vector<T> found = values_of_(j, lacking);
    for (std::size_t k = 0; k < lacking.size(); ++k) values[lacking[k]] = std::move(found[k]);
  }

  const T& value(Index j, std::size_t row) {
    const std::vector<std::optional<T>>& values = columns_[static_cast<std::size_t>(j)].values;
    if (values.empty() || !values[row]) need(j, {&row, 1});
    return *values[row];
  }

  /// The rows that a scaling is learned from.
  std::vector<std::size_t> learned_rows(Index j) const {
    const std::size_t n = shape_.method.fit == FitOn::panel
                              ? static_cast<std::size_t>(shape_.prepared.values.rows())
                              : n_zones();
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < n; ++row) {
      if (is_present(row, j)) rows.push_back(row);
    }
    return rows;
  }

  const ColumnFit<T>& fit(Index j) {
    Column& column = columns_[static_cast<std::size_t>(j)];
    if (column.fit) return *column.fit;
    const ColumnScaling& scaling = shape_.scaling.columns[static_cast<std::size_t>(j)];
    if (scaling.given || !shape_.learned[static_cast<std::size_t>(j)]) {
      column.fit = ColumnFit<T>{T(scaling.fit.first), T(scaling.fit.second), {}};
      for (const double x : scaling.fit.sample) column.fit->sample.push_back(T(x));
    } else {
      column.fit = std::visit(
          [&]<class M>(const M& m) -> ColumnFit<T> {
            if constexpr (is_scalar_generic<M>) return learned(m, j, scaling);
            return {};
          },
          scaling.method);
    }
    return *column.fit;
  }

  /// Of some rows those of the least and the greatest value: one of each, or all where a step along
  /// a variable tells them apart.
  std::vector<std::size_t> at_the_ends(Index j, const std::vector<std::size_t>& rows) const {
    const auto value = [&](std::size_t row) {
      return shape_.prepared.values(static_cast<Index>(row), j);
    };
    const auto [least, greatest] =
        std::minmax_element(rows.begin(), rows.end(),
                            [&](std::size_t a, std::size_t b) { return value(a) < value(b); });
    std::vector<std::size_t> ends = {*least, *greatest};
    if constexpr (tells_along<T>) {
      for (const std::size_t row : rows) {
        if (value(row) == value(ends[0]) || value(row) == value(ends[1])) ends.push_back(row);
      }
    }
    return ends;
  }

  template <class M>
  ColumnFit<T> learned(const M& m, Index j, const ColumnScaling& scaling) {
    std::vector<std::size_t> rows = learned_rows(j);
    if constexpr (M::learns == Learns::ends) rows = at_the_ends(j, rows);
    need(j, rows);
    std::vector<T> present;
    for (const std::size_t row : rows) present.push_back(value(j, row));
    const bool less = scaling.direction == Direction::less_is_better;
    ColumnFit<T> result = learn<>(m, std::span<const T>(present), less);
    if constexpr (M::learns == Learns::reference) {
      const auto& zones = shape_.prepared.zones;
      const auto at = std::find(zones.begin(), zones.end(), m.reference) - zones.begin();
      result.second = value(j, static_cast<std::size_t>(at));
    }
    return result;
  }

  T compute_score(Index zone, Index j) {
    if (is_missing(shape_.scores(zone, j))) return T(missing);
    if (shape_.fill && is_missing((*shape_.unfilled)(zone, j))) return filler(j);
    const ColumnScaling& scaling = shape_.scaling.columns[static_cast<std::size_t>(j)];
    const bool less = scaling.direction == Direction::less_is_better;
    const T& x = value(j, static_cast<std::size_t>(zone));
    return std::visit(
        [&]<class M>(const M& m) -> T {
          if constexpr (!is_scalar_generic<M>) {
            return T(shape_.scores(zone, j));  // a user's function of doubles
          } else if constexpr (M::learns == Learns::base_year) {
            return zonerank::detail::score(m, ColumnFit<T>{base(m, zone, j), T(0), {}}, x, less);
          } else {
            return zonerank::detail::score(m, fit(j), x, less);
          }
        },
        scaling.method);
  }

  /// The zone's value in the base year.
  template <class M>
  T base(const M& m, Index zone, Index j) {
    const std::string& name = shape_.prepared.zones[static_cast<std::size_t>(zone)];
    const bool learned = shape_.learned[static_cast<std::size_t>(j)];
    for (std::size_t row = 0; row < shape_.prepared.zones.size() && learned; ++row) {
      if (shape_.prepared.years[row] == m.year && shape_.prepared.zones[row] == name)
        return value(j, row);
    }
    const auto& sample = shape_.scaling.columns[static_cast<std::size_t>(j)].fit.sample;
    const auto& zones = shape_.scaling.zones;
    const auto at =
        static_cast<std::size_t>(std::find(zones.begin(), zones.end(), name) - zones.begin());
    return T(at < sample.size() ? sample[at] : missing);
  }

  /// What a missing score is filled with.
  const T& filler(Index j) {
    Column& column = columns_[static_cast<std::size_t>(j)];
    if (column.filler) return *column.filler;
    const bool best = *shape_.fill;
    const auto range = score_range(shape_.scaling.columns[static_cast<std::size_t>(j)].method);
    if (range) return column.filler.emplace(T(best ? range->second : range->first));
    for (Index i = 0; i < shape_.scores.rows(); ++i) {
      if (is_missing((*shape_.unfilled)(i, j))) continue;
      const T& own = score(i, j);
      if (!column.filler || (best ? own > *column.filler : own < *column.filler))
        column.filler = own;
    }
    return *column.filler;
  }

  T compute_group(Index zone, std::size_t g) {
    const double whole = shape_.groups(zone, static_cast<Index>(g));
    if (is_missing(whole)) return T(missing);
    std::vector<T> scores, weights;
    const std::vector<Child>& children = shape_.tree.children[g];
    for (std::size_t k = 0; k < children.size(); ++k) {
      const Child& child = children[k];
      const auto at = static_cast<std::size_t>(child.index);
      const double known =
          child.is_indicator ? shape_.scores(zone, child.index) : shape_.groups(zone, child.index);
      if (is_missing(known)) continue;
      scores.push_back(child.is_indicator ? score(zone, child.index) : group(zone, at));
      weights.push_back(weight(g, child));
    }
    return std::visit(
        [&]<class M>(const M& m) -> T {
          if constexpr (combines_on<M, T>) {
            return combine(m, std::span<const T>(scores), std::span<const T>(weights));
          } else {
            return T(whole);  // zones compared with each other: a figure of its own
          }
        },
        shape_.method.aggregations[g]);
  }

  /// The system's weights as they are written; computed ones as the doubles that they are.
  T weight(std::size_t g, const Child& child) const {
    if (!shape_.tree.as_written[g]) return T(child.weight);
    for (const Child& written : shape_.system.groups[g].children) {
      if (written.is_indicator == child.is_indicator && written.index == child.index)
        return T(written.weight);
    }
    return T(child.weight);
  }

  const ChainShape& shape_;
  ValuesOf values_of_;
  std::vector<Column> columns_;
  std::vector<std::vector<std::optional<T>>> groups_;  ///< a group, a zone
};

}  // namespace zonerank::detail
