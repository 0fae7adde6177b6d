#pragma once
#include "zonerank/methods/normalize.hpp"

#include <algorithm>
#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
ZONERANK_OWN(normalize) {

using detail::ColumnFit;

ZONERANK_INLINE std::string name_of(const Normalization& method) {
  return std::visit([]<class M>(const M&) { return in_quotes(M::name); }, method);
}

/// What the rows are, for messages and base values.
struct Rows {
  std::span<const std::string> zones;
  std::span<const int> years;
};

/// @param year  of the value; that of its row where it is 0
ZONERANK_INLINE std::string place_of(const Rows& rows, Index row, const std::string& indicator,
                                     int year = 0) {
  const auto at = static_cast<std::size_t>(row);
  if (year == 0 && at < rows.years.size()) year = rows.years[at];
  return "zone " + (at < rows.zones.size() ? rows.zones[at] : std::to_string(row)) +
         (year != 0 ? ", " + std::to_string(year) : "") + ", " + indicator;
}

ZONERANK_INLINE void check_size(Index have, Index columns, const char* what) {
  if (have == columns) return;
  fail(Code::wrong_shape, what, std::to_string(have) + " entries",
       {"the indicators have " + std::to_string(columns) + " columns"});
}

ZONERANK_INLINE void check_rows(Index have, Index rows, const char* what) {
  if (have == rows) return;
  fail(Code::wrong_shape, what, std::to_string(have) + " entries",
       {"the indicators have " + std::to_string(rows) + " rows"});
}

template <class M>
constexpr bool is_fraction = false;
template <Whole W>
constexpr bool is_fraction<Fraction<W>> = true;

/// Why a value has no score under the method; empty where it has one.
ZONERANK_INLINE std::string undefined(const Normalization& method, double x, bool less) {
  return std::visit(
      [&]<class M>(const M& m) -> std::string {
        if constexpr (is_fraction<M>) {
          if (x < 0.0) return "a fraction of a whole needs values >= 0";
          if (less && m.cost == Cost::inverse && x == 0.0) return "1 / 0 is not a number";
        }
        if constexpr (std::is_same_v<M, Logarithmic>) {
          if (!(x > 0.0)) return "logarithms need values above 0";
        }
        if constexpr (std::is_same_v<M, BaseYear>) {
          if (less && x == 0.0) return "1 / 0 is not a number";
        }
        return {};
      },
      method);
}

ZONERANK_INLINE const Matrix* scale_of(const Normalization& method) {
  const auto* categorical = std::get_if<Categorical>(&method);
  return categorical == nullptr ? nullptr : &categorical->scale;
}

ZONERANK_INLINE void check_value(const ColumnScaling& column, const Rows& rows, Index row,
                                 double x) {
  const bool less = column.direction == Direction::less_is_better;
  if (const std::string why = undefined(column.method, x, less); !why.empty()) {
    fail(Code::undefined_score, place_of(rows, row, column.indicator), shortest(x),
         {name_of(column.method), why});
  }
  const Matrix* scale = scale_of(column.method);
  if (scale == nullptr || (scale->col(0).array() == x).any()) return;
  std::vector<std::string> known;
  for (const double value : scale->col(0)) known.push_back(shortest(value));
  fail(Code::unknown_category, place_of(rows, row, column.indicator), shortest(x),
       {join(known, ", ")});
}

/// Scores against what is written in the method or given by hand, so equal values are no hindrance.
ZONERANK_INLINE bool is_fixed(const ColumnScaling& column) {
  return column.given || std::holds_alternative<NoScaling>(column.method) ||
         std::holds_alternative<Categorical>(column.method) ||
         std::holds_alternative<Curve>(column.method) ||
         std::holds_alternative<BaseYear>(column.method);
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
    problems.amend([&](Problem& p) { p.place = column.indicator + ", " + p.place; });
    problems.raise_errors();
    give_bounds(column);
    const std::vector<double> present =
        present_values({indicators_.col(j).data(), static_cast<std::size_t>(indicators_.rows())});
    for (Index i = 0; i < indicators_.rows(); ++i) {
      if (is_missing(indicators_(i, j))) continue;
      check_value(column, {input_.zones, input_.years}, i, indicators_(i, j));
    }
    if (present.empty()) {
      column.why_not = "no zone has a value";
    } else if (!is_fixed(column) && !have_spread(present)) {
      column.why_not = indicators_.rows() == 1 ? "one zone alone needs bounds given by hand"
                                               : "it is the same for all zones";
      column.fit.first = column.fit.second = present.front();
    } else if (!column.given) {
      learn_fit(column, j, present);
    }
    return column;
  }

 private:
  void give_bounds(ColumnScaling& column) const {
    const auto found = input_.bounds.find(column.indicator);
    if (!has_bounds(column.method) && !std::holds_alternative<NoScaling>(column.method)) return;
    if (found == input_.bounds.end()) {
      if (std::holds_alternative<Goalposts>(column.method) ||
          std::holds_alternative<Efficacy>(column.method)) {
        fail(Code::needs_bounds, "", column.indicator, {name_of(column.method)});
      }
      return;
    }
    const auto [lower, upper] = found->second;
    if (!(lower < upper) || !std::isfinite(lower) || !std::isfinite(upper)) {
      fail(Code::bad_range, "bounds of " + column.indicator,
           "[" + rounded(lower, 6) + ", " + rounded(upper, 6) + "]");
    }
    column.fit.first = lower;
    column.fit.second = upper;
    column.given = true;
  }

  void learn_fit(ColumnScaling& column, Index j, std::span<const double> present) const {
    const bool less = column.direction == Direction::less_is_better;
    std::visit([&](const auto& m) { column.fit = detail::learn<>(m, present, less); },
               column.method);
    if (const auto* m = std::get_if<DistanceToReference>(&column.method)) {
      column.fit.second = indicators_(reference_row(*m), j);
      check_goal(column, "the reference zone", less);
    } else if (std::holds_alternative<DistanceToTarget>(column.method)) {
      check_goal(column, "the target", less);
    } else if (std::holds_alternative<BaseYear>(column.method)) {
      learn_base(column, j);
    } else if (std::isinf(column.fit.second) && (std::holds_alternative<ZScore>(column.method) ||
                                                 std::holds_alternative<Logistic>(column.method))) {
      fail(Code::undefined_score, column.indicator, shortest(present.front()),
           {name_of(column.method), "the standard deviation is beyond the range of numbers"});
    } else if (is_undefined_whole(column)) {
      fail(Code::undefined_score, column.indicator, shortest(column.fit.first),
           {name_of(column.method),
            "the zones' values add up to it, and nothing can be a fraction "
            "of it"});
    }
  }

  static bool is_undefined_whole(const ColumnScaling& column) {
    return std::visit(
        [&]<class M>(const M&) {
          const double whole = column.fit.first;
          if constexpr (is_fraction<M>) return !(whole > 0.0) || !std::isfinite(whole);
          if constexpr (std::is_same_v<M, Logarithmic>) return whole == 0.0;
          return false;
        },
        column.method);
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

  static void check_goal(const ColumnScaling& column, const std::string& what, bool less) {
    const double way = column.fit.second - column.fit.first;
    if (is_missing(way)) {
      fail(Code::undefined_score, column.indicator, "nan",
           {name_of(column.method), what + " has no value"});
    }
    if (less ? way < 0.0 : way > 0.0) return;
    fail(Code::undefined_score, column.indicator, shortest(column.fit.second),
         {name_of(column.method),
          what + " is no better than the worst zone, " + shortest(column.fit.first)});
  }

  void learn_base(ColumnScaling& column, Index j) const {
    if (input_.base.cols() != indicators_.cols() ||
        (input_.base.rows() != 1 && input_.base.rows() != indicators_.rows())) {
      fail(Code::needs_option, column.indicator, "base",
           {name_of(column.method), "the values in the base year"});
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

ZONERANK_INLINE bool has_bounds(const Normalization& method) {
  return std::visit(
      []<class M>(const M&) {
        return M::parameters[0] == "lower" && !std::is_same_v<M, NoScaling> &&
               !std::is_same_v<M, DistanceToMaximum>;
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

ZONERANK_INLINE void check_normalization(const Normalization& method, Problems& problems,
                                         bool partial) {
  const auto bad = [&](const std::string& what, const std::string& value, const std::string& rule) {
    problems.add(Code::bad_option, what, value, {rule});
  };
  const auto needs = [&](const std::string& option, const std::string& what) {
    if (partial) return;
    problems.add(Code::needs_option, "normalization", option, {name_of(method), what});
  };
  if (const auto range = score_range(method); range && !(range->first < range->second)) {
    bad("lower", shortest(range->first), "below upper = " + shortest(range->second));
  }
  if (const auto* p = std::get_if<PercentileBounds>(&method); p && !(p->low < p->high)) {
    bad("percentile_low and percentile_high", shortest(p->low) + " and " + shortest(p->high),
        "two percentiles in ascending order, from 0 to 100");
  }
  if (const auto* m = std::get_if<DistanceToReference>(&method); m && m->reference.empty()) {
    needs("reference", "the name of a zone");
  }
  if (const auto* m = std::get_if<DistanceToTarget>(&method); m && !m->target) {
    needs("target", "a value in the indicator's own unit");
  }
  if (const auto* m = std::get_if<Efficacy>(&method);
      m && m->form == EfficacyForm::exponential && !(m->base > 0.0)) {
    bad("base", shortest(m->base), "above 0 in the exponential form");
  }
  const auto check_rows = [&](const std::string& option, const Matrix& rows, Index least) {
    if (rows.size() == 0) {
      needs(option, "rows of (value, score)");
    } else if (rows.cols() != 2 || rows.rows() < least || !rows.allFinite()) {
      bad(option, std::to_string(rows.rows()) + " x " + std::to_string(rows.cols()),
          "at least " + std::to_string(least) + " rows of (value, score)");
    } else {
      for (Index k = 1; k < rows.rows(); ++k) {
        if (rows(k - 1, 0) < rows(k, 0)) continue;
        bad(option, shortest(rows(k, 0)) + " after " + shortest(rows(k - 1, 0)),
            "rows in ascending order of their values");
        break;
      }
    }
  };
  if (const auto* m = std::get_if<Categorical>(&method)) check_rows("scale", m->scale, 1);
  if (const auto* m = std::get_if<Curve>(&method)) check_rows("points", m->points, 2);
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
    std::visit(
        [&]<class M>(const M& m) {
          for (Index i = 0; i < indicators.rows(); ++i) {
            const double x = indicators(i, j);
            if (is_missing(x)) continue;
            if constexpr (is_fraction<M> || std::is_same_v<M, Logarithmic> ||
                          std::is_same_v<M, Categorical> || std::is_same_v<M, BaseYear>) {
              check_value(column, {zones, years}, i, x);
            }
            if constexpr (std::is_same_v<M, BaseYear>) {
              const double base = base_of(column, scaling, zones, i);
              if (is_missing(base)) continue;
              if (!(base > 0.0)) {
                fail(Code::undefined_score, place_of({zones, years}, i, column.indicator, m.year),
                     shortest(base),
                     {name_of(column.method), "the value in the base year must be above 0"});
              }
              scores(i, j) = detail::score(m, ColumnFit<double>{base, missing, {}}, x, less);
            } else {
              scores(i, j) = detail::score(m, column.fit, x, less);
            }
          }
        },
        column.method);
    for (Index i = 0; i < indicators.rows(); ++i) {
      if (!std::isfinite(indicators(i, j)) || !std::isinf(scores(i, j))) continue;
      fail(Code::undefined_score, place_of({zones, years}, i, column.indicator),
           shortest(indicators(i, j)),
           {name_of(column.method), "the score is beyond the range of numbers"});
    }
  }
  return scores;
}

ZONERANK_INLINE Matrix normalize(const MatrixRef& indicators, std::span<const Direction> directions,
                                 const Normalization& method) {
  return normalize(indicators, learn_scaling(indicators, directions, {&method, 1}));
}

}  // namespace zonerank
