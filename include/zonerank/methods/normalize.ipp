#pragma once
#include "zonerank/methods/normalize.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/methods/detail/own_column.hpp"
#include "zonerank/methods/detail/settle_means.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
ZONERANK_OWN(normalize) {

using detail::ColumnFit;

ZONERANK_INLINE std::string name_of(const Normalization& method) {
  return std::visit([](const auto& m) { return in_quotes(word_of(m)); }, method);
}

/// What the rows are, for messages and base values.
struct Rows {
  std::span<const std::string> zones;
  std::span<const int> years;
};

/// @param year  of the value; that of its row where it is 0
ZONERANK_INLINE Place place_of(const Rows& rows, Index row, const std::string& indicator,
                               int year = 0) {
  const auto at = static_cast<std::size_t>(row);
  if (year == 0 && at < rows.years.size()) year = rows.years[at];
  return Place::of_zone(at < rows.zones.size() ? rows.zones[at] : std::to_string(row), year)
      .with_key(indicator);
}

ZONERANK_INLINE void check_size(Index have, Index columns, const char* what) {
  if (have == columns) return;
  fail(Code::wrong_shape, what, words("{0} entries", "{0} 个元素", {have}),
       {words("the indicators have {0} columns", "指标有 {0} 列", {columns})});
}

ZONERANK_INLINE void check_rows(Index have, Index rows, const char* what) {
  if (have == rows) return;
  fail(Code::wrong_shape, what, words("{0} entries", "{0} 个元素", {have}),
       {words("the indicators have {0} rows", "指标有 {0} 行", {rows})});
}

template <class M>
void check_value(const M& method, const ColumnScaling& column, const Rows& rows, Index row,
                 double x) {
  if constexpr (!M::takes_any_value) {
    const Argument why = method.why_not(x, column.direction == Direction::less_is_better);
    if (why.empty()) return;
    if constexpr (M::has_categories)
      fail(Code::unknown_category, place_of(rows, row, column.indicator), shortest(x), {why});
    else
      fail(Code::undefined_score, place_of(rows, row, column.indicator), shortest(x),
           {name_of(column.method), why});
  }
}

/// Scores against what is written in the method or given by hand, so equal values are no hindrance.
ZONERANK_INLINE bool is_fixed(const ColumnScaling& column) {
  return column.given || std::visit([]<class M>(const M&) { return M::is_fixed; }, column.method);
}

ZONERANK_INLINE BoundsUse bounds_of(const Normalization& method) {
  return std::visit([]<class M>(const M&) { return M::bounds; }, method);
}

/// Why a column has no scores.
ZONERANK_INLINE std::array<Argument, 3> without_scores() {
  return {words("no zone has a value", "没有高新区有该值"),
          words("one zone alone needs bounds given by hand", "只有一个高新区时须手工给定上下限"),
          words("it is the same for all zones", "所有高新区数值相同")};
}

class Learner {
 public:
  Learner(const MatrixRef& indicators, const ScalingInput& input)
      : indicators_(indicators), input_(input) {}

  ColumnScaling learn(Index j, const Normalization& method, Direction direction) {
    ColumnScaling column;
    const auto at = static_cast<std::size_t>(j);
    column.indicator = at < input_.indicators.size() ? input_.indicators[at] : std::to_string(j);
    column.method = method;
    column.direction = direction;
    column.fit = {missing, missing, {}};
    Problems problems;
    check_normalization(method, problems);
    problems.amend([&](Problem& p) { p.place = p.place.within(column.indicator); });
    problems.raise_errors();
    give_bounds(column);
    const std::vector<double> present =
        present_values({indicators_.col(j).data(), static_cast<std::size_t>(indicators_.rows())});
    std::visit(
        [&](const auto& m) {
          for (Index i = 0; i < indicators_.rows(); ++i) {
            if (is_missing(indicators_(i, j))) continue;
            check_value(m, column, {input_.zones, input_.years}, i, indicators_(i, j));
          }
        },
        method);
    if (present.empty()) {
      column.why_not = without_scores()[0];
    } else if (!is_fixed(column) && !have_spread(present)) {
      column.why_not = without_scores()[indicators_.rows() == 1 ? 1 : 2];
      column.fit.first = column.fit.second = present.front();
    } else if (!column.given) {
      learn_fit(column, j, present);
    }
    return column;
  }

 private:
  void give_bounds(ColumnScaling& column) const {
    const auto found = input_.bounds.find(column.indicator);
    const BoundsUse use = bounds_of(column.method);
    if (use == BoundsUse::none) return;
    if (found == input_.bounds.end()) {
      if (use != BoundsUse::needed) return;
      fail(Code::needs_bounds, "", column.indicator, {name_of(column.method)});
    }
    const auto [lower, upper] = found->second;
    if (!(lower < upper) || !std::isfinite(lower) || !std::isfinite(upper)) {
      fail(Code::bad_range, words("bounds of {0}", "{0} 的上下限", {column.indicator}),
           "[" + rounded(lower, 6) + ", " + rounded(upper, 6) + "]");
    }
    column.fit.first = lower;
    column.fit.second = upper;
    column.given = true;
  }

  void learn_fit(ColumnScaling& column, Index j, std::span<const double> present) const {
    const bool less = column.direction == Direction::less_is_better;
    std::visit(
        [&]<class M>(const M& m) {
          if constexpr (M::learns == Learns::own)
            column.fit.sample =
                detail::learn_own(m, detail::column(indicators_, j), less, column.indicator);
          else
            column.fit = detail::learn<>(m, present, less);
          if constexpr (M::learns == Learns::reference) {
            column.fit.second = indicators_(reference_row(m), j);
            check_goal(column, words("the reference zone", "参照高新区"), less);
          }
          if constexpr (M::learns == Learns::target)
            check_goal(column, words("the target", "目标值"), less);
          if constexpr (M::learns == Learns::base_year) learn_base(column, j);
          if constexpr (M::learns == Learns::spread) check_spread(column, present.front());
          if constexpr (M::learns == Learns::whole || M::learns == Learns::logarithms)
            check_whole(column, M::learns == Learns::logarithms);
        },
        column.method);
  }

  static void check_spread(const ColumnScaling& column, double value) {
    if (!std::isinf(column.fit.second)) return;
    fail(Code::undefined_score, column.indicator, shortest(value),
         {name_of(column.method),
          words("the standard deviation is beyond the range of numbers", "标准差超出数值范围")});
  }

  /// @param signed_whole  a sum of logarithms may be below 0
  static void check_whole(const ColumnScaling& column, bool signed_whole) {
    const double whole = column.fit.first;
    if (signed_whole ? whole != 0.0 : whole > 0.0 && std::isfinite(whole)) return;
    fail(Code::undefined_score, column.indicator, shortest(whole),
         {name_of(column.method),
          words("the zones' values add up to it, and nothing can be a fraction of it",
                "它是各高新区数值之和，不能作为分母")});
  }

  Index reference_row(const DistanceToReference& m) const {
    std::vector<std::string> names = input_.zones;
    auto n = static_cast<std::size_t>(indicators_.rows());
    if (!input_.years.empty()) {  // the zone as it is in the first year
      const auto& years = input_.years;
      n = static_cast<std::size_t>(std::count(years.begin(), years.end(), years.front()));
    }
    if (names.size() > n) names.resize(n);
    for (Index i = 0; names.size() < n; ++i) {
      names.push_back(std::to_string(i));
    }
    const auto found = std::find(names.begin(), names.end(), m.reference);
    if (found == names.end()) {
      fail(Code::unknown_zone, "reference", m.reference, {suggestion(m.reference, names)});
    }
    return found - names.begin();
  }

  static void check_goal(const ColumnScaling& column, const Argument& what, bool less) {
    const double way = column.fit.second - column.fit.first;
    if (is_missing(way)) {
      fail(Code::undefined_score, column.indicator, Argument::name("nan"),
           {name_of(column.method), words("{0} has no value", "{0}没有数值", {what})});
    }
    if (less ? way < 0.0 : way > 0.0) return;
    fail(Code::undefined_score, column.indicator, shortest(column.fit.second),
         {name_of(column.method),
          words("{0} is no better than the worst zone, {1}", "{0}不优于最差的高新区（{1}）",
                {what, shortest(column.fit.first)})});
  }

  void learn_base(ColumnScaling& column, Index j) const {
    if (input_.base.cols() != indicators_.cols() ||
        (input_.base.rows() != 1 && input_.base.rows() != indicators_.rows())) {
      fail(Code::needs_option, column.indicator, Argument::name("base"),
           {name_of(column.method), words("the values in the base year", "基年的数值")});
    }
    for (const double x : input_.base.col(j)) column.fit.sample.push_back(x);
  }

  const MatrixRef& indicators_;
  const ScalingInput& input_;
};

/// The zone's value in the base year; one value may hold for all zones.
ZONERANK_INLINE double base_of(const ColumnScaling& column, const Scaling& scaling,
                               std::span<const std::string> zones, Index row) {
  if (column.fit.sample.size() == 1) return column.fit.sample[0];
  const auto at = static_cast<std::size_t>(row);
  if (zones.empty() || scaling.zones.empty()) {
    return at < column.fit.sample.size() ? column.fit.sample[at] : missing;
  }
  const auto found = std::find(scaling.zones.begin(), scaling.zones.end(), zones[at]);
  const auto place = static_cast<std::size_t>(found - scaling.zones.begin());
  return place < column.fit.sample.size() ? column.fit.sample[place] : missing;
}

}  // ZONERANK_OWN(normalize)

ZONERANK_INLINE Argument no_scores(const std::string& reason) {
  for (const Argument& known : without_scores()) {
    if (known.text() == reason) return known;
  }
  return reason;
}

ZONERANK_INLINE bool has_bounds(const Normalization& method) {
  const BoundsUse use = bounds_of(method);
  return use == BoundsUse::optional || use == BoundsUse::needed;
}

ZONERANK_INLINE bool is_as_given(const Normalization& method) {
  return std::visit([]<class M>(const M&) { return M::is_as_given; }, method);
}

ZONERANK_INLINE std::optional<int> base_year(const Normalization& method) {
  return std::visit(
      []<class M>(const M& m) -> std::optional<int> {
        if constexpr (M::learns == Learns::base_year) return m.year;
        return std::nullopt;
      },
      method);
}

ZONERANK_INLINE std::optional<std::pair<double, double>> score_range(const Normalization& method) {
  return std::visit(
      []<class M>(const M& m) -> std::optional<std::pair<double, double>> {
        if constexpr (requires { m.lower; }) return std::pair{m.lower, m.upper};
        return std::nullopt;
      },
      method);
}

ZONERANK_OWN(normalize) {

/// What the options of a method contradict or lack.
struct OptionCheck {
  Problems& problems;
  std::string method;
  bool partial;  ///< what is lacking may still come

  void bad(const Place& what, const Argument& value, const Argument& rule) const {
    problems.add(Code::bad_option, what, value, {rule});
  }
  void needs(const std::string& option, const Argument& what) const {
    if (!partial) problems.add(Code::needs_option, "normalization", option, {method, what});
  }
  void rows(const std::string& option, const Matrix& rows, Index least) const {
    if (rows.size() == 0) {
      needs(option, words("rows of (value, score)", "（数值，得分）各行"));
    } else if (rows.cols() != 2 || rows.rows() < least || !rows.allFinite()) {
      bad(option, words("{0} x {1}", "{0} x {1}", {rows.rows(), rows.cols()}),
          words("at least {0} rows of (value, score)", "至少 {0} 行（数值，得分）", {least}));
    } else {
      for (Index k = 1; k < rows.rows(); ++k) {
        if (rows(k - 1, 0) < rows(k, 0)) continue;
        bad(option,
            words("{0} after {1}", "{1} 之后为 {0}",
                  {shortest(rows(k, 0)), shortest(rows(k - 1, 0))}),
            words("rows in ascending order of their values", "按数值由小到大排列的各行"));
        break;
      }
    }
  }
};

/// Methods whose options cannot contradict each other beyond their ranges.
template <class M>
void check_options(const M& method, const OptionCheck& check) {
  if constexpr (requires { method.check(check); }) method.check(check);
}

}  // ZONERANK_OWN(normalize)

ZONERANK_INLINE void check_normalization(const Normalization& method, Problems& problems,
                                         bool partial) {
  if (const auto range = score_range(method); range && !(range->first < range->second)) {
    problems.add(Code::bad_option, "lower", shortest(range->first),
                 {words("below upper = {0}", "小于 upper = {0}", {shortest(range->second)})});
  }
  std::visit(
      [&](const auto& m) {
        check_options(m, OptionCheck{problems, name_of(method), partial});
      },
      method);
}

ZONERANK_INLINE Scaling learn_scaling(const MatrixRef& indicators,
                                      std::span<const Direction> directions,
                                      std::span<const Normalization> methods,
                                      const ScalingInput& input) {
  const Index m = indicators.cols();
  check_size(std::ssize(directions), m, "directions");
  if (methods.size() != 1) check_size(std::ssize(methods), m, "methods");
  if (!input.indicators.empty()) check_size(std::ssize(input.indicators), m, "indicators");
  if (!input.years.empty()) check_rows(std::ssize(input.years), indicators.rows(), "years");
  for (const Normalization& method : methods) check_choice(method);
  Scaling scaling;
  scaling.zones = input.zones;
  Learner learner(indicators, input);
  for (Index j = 0; j < m; ++j) {
    const auto at = static_cast<std::size_t>(j);
    scaling.columns.push_back(
        learner.learn(j, methods[methods.size() == 1 ? 0 : at], directions[at]));
  }
  return scaling;
}

ZONERANK_INLINE Matrix normalize(const MatrixRef& indicators, const Scaling& scaling,
                                 std::span<const std::string> zones, std::span<const int> years) {
  check_size(std::ssize(scaling.columns), indicators.cols(), "scaling");
  if (!zones.empty() && std::ssize(zones) < indicators.rows())
    check_rows(std::ssize(zones), indicators.rows(), "zones");
  Matrix scores = Matrix::Constant(indicators.rows(), indicators.cols(), missing);
  for (Index j = 0; j < indicators.cols(); ++j) {
    const ColumnScaling& column = scaling.columns[static_cast<std::size_t>(j)];
    if (!column.why_not.empty()) continue;
    check_choice(column.method);
    Problems problems;
    check_normalization(column.method, problems);
    problems.raise_errors();
    const bool less = column.direction == Direction::less_is_better;
    const Rows rows{zones, years};
    std::visit(
        [&]<class M>(const M& m) {
          if constexpr (M::learns == Learns::own) {
            const auto place = [&](Index i) { return place_of(rows, i, column.indicator); };
            scores.col(j) = detail::score_own(m, column.fit.sample, detail::column(indicators, j),
                                              less, column.indicator, place);
            return;
          } else {
            for (Index i = 0; i < indicators.rows(); ++i) {
              const double x = indicators(i, j);
              if (is_missing(x)) continue;
              check_value(m, column, rows, i, x);
              if constexpr (M::learns == Learns::base_year) {
                const double base = base_of(column, scaling, zones, i);
                if (is_missing(base)) continue;
                if (!(base > 0.0)) {
                  fail(Code::undefined_score, place_of(rows, i, column.indicator, m.year),
                       shortest(base),
                       {name_of(column.method), words("the value in the base year must be above 0",
                                                      "基年的数值必须大于 0")});
                }
                scores(i, j) = detail::score(m, ColumnFit<double>{base, missing, {}}, x, less);
              } else {
                scores(i, j) = detail::score(m, column.fit, x, less);
              }
            }
            if constexpr (std::is_same_v<M, Curve>)
              detail::settle_curve(m, detail::column(indicators, j),
                                   {scores.col(j).data(), static_cast<std::size_t>(scores.rows())});
          }
        },
        column.method);
    for (Index i = 0; i < indicators.rows(); ++i) {
      if (!std::isfinite(indicators(i, j)) || !std::isinf(scores(i, j))) continue;
      fail(Code::undefined_score, place_of({zones, years}, i, column.indicator),
           shortest(indicators(i, j)),
           {name_of(column.method),
            words("the score is beyond the range of numbers", "得分超出数值范围")});
    }
  }
  return scores;
}

ZONERANK_INLINE Matrix normalize(const MatrixRef& indicators, std::span<const Direction> directions,
                                 const Normalization& method) {
  return normalize(indicators, learn_scaling(indicators, directions, {&method, 1}));
}

}  // namespace zonerank
