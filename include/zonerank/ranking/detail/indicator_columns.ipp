#pragma once
#include "zonerank/ranking/detail/indicator_columns.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "zonerank/core/build.hpp"
#include "zonerank/core/detail/wide.hpp"
#include "zonerank/methods/detail/settle.hpp"
#include "zonerank/ranking/detail/cells.hpp"

namespace zonerank::detail {
ZONERANK_OWN(indicator_columns) {

/// The bound of an indicator in its own unit.
ZONERANK_INLINE ErrorBound bound_in_own_unit(const Indicator& indicator, const Extent& extent) {
  if (extent.empty()) return {};
  return (extent * Extent::of_number(indicator.factor_numerator) /
          Extent::of_number(indicator.factor_denominator))
      .error;
}

/// The values of some zones on another scalar.
template <class T>
std::vector<T> cells_of(const Indicator& indicator, std::span<const double> values,
                        std::span<const std::size_t> zones, ZoneFigures<T> figures) {
  std::vector<double> own;
  for (const std::size_t i : zones) own.push_back(values[i]);
  return cells_on<T>(indicator, own, figures);
}

}  // ZONERANK_OWN(indicator_columns)

ZONERANK_INLINE IndicatorColumns::IndicatorColumns(const ZoneTable& table, const System& system,
                                                   int year)
    : table_(table), system_(system), year_(year), figures_(table, system, year) {
  source_ = [this](int field, int years_back) { return figures_.column(field, years_back); };
  extent_source_ = [this](int field, int years_back) { return extent(field, years_back); };
}

ZONERANK_INLINE const Extent& IndicatorColumns::extent(int field, int years_back) {
  const auto back = static_cast<std::size_t>(years_back);
  if (extents_.size() <= back) extents_.resize(back + 1);
  if (extents_[back].empty()) extents_[back].resize(system_.fields.size());
  std::optional<Extent>& known = extents_[back][static_cast<std::size_t>(field)];
  if (known) return *known;
  const Field& f = system_.fields[static_cast<std::size_t>(field)];
  known = Extent::of_figures(figures_.column(field, years_back), f.is_exact() ? f.places : -1);
  return *known;
}

ZONERANK_INLINE IndicatorColumn IndicatorColumns::evaluate(const Indicator& indicator) {
  const int root = indicator.formula.formula.root();
  IndicatorColumn column;
  column.cells = zonerank::evaluate<double>(indicator.formula, root, figures_.size(), source_);
  ExtentOf extent_of(indicator.formula, extent_source_);
  column.bound = bound_in_own_unit(indicator, extent_of.run(root, 0));
  if (extent_of.needs_cells()) decide_cells(indicator, column);
  return column;
}

/// Each zone on its own, and in wide precision where that leaves open whether it has a value.
ZONERANK_INLINE void IndicatorColumns::decide_cells(const Indicator& indicator,
                                                    IndicatorColumn& column) {
  ZoneFigures<Bounded> all(table_, system_, year_);
  Evaluated<Bounded> cells = evaluate_formula(indicator, all);
  std::vector<std::size_t> zones;
  for (std::size_t i = 0; i < cells.doubtful.size(); ++i) {
    if (cells.doubtful[i]) zones.push_back(i);
  }
  if (!zones.empty()) {
    ZoneFigures<Wide> figures(table_, system_, year_, figures_.rows_of(zones));
    const Evaluated<Wide> exact = evaluate_formula(indicator, figures);
    for (std::size_t k = 0; k < zones.size(); ++k) {
      cells.value[zones[k]] = Bounded(static_cast<double>(exact.value[k]));
      cells.why[zones[k]] = exact.why[k];
      cells.cause[zones[k]] = exact.cause[k];
    }
  }
  for (std::size_t i = 0; i < cells.value.size(); ++i) {
    column.cells.value[i] = cells.value[i].value();
    const bool is_computed = cells.why[i] == Why::present;
    column.errors.push_back(is_computed ? in_own_unit(indicator, cells.value[i]).error() : missing);
  }
  column.cells.why = std::move(cells.why);
  column.cells.cause = std::move(cells.cause);
}

/// Whether an indicator is one field whose different decimals are different doubles.
ZONERANK_INLINE bool IndicatorColumns::is_one_figure(const Indicator& indicator) {
  const BoundFormula& formula = indicator.formula;
  const int root = formula.formula.root();
  if (formula.node(root).op != Op::field) return false;
  const int index = formula.type(root).field;
  const Field& field = system_.fields[static_cast<std::size_t>(index)];
  const double most = 0x1p52 * std::pow(10.0, -field.places);
  return !field.is_exact() || extent(index, 0).size() < most;
}

ZONERANK_INLINE Matrix IndicatorColumns::figures_of(const Indicator& indicator) {
  const BoundFormula& formula = indicator.formula;
  const std::span<const double> figures =
      figures_.column(formula.type(formula.formula.root()).field, 0);
  Matrix result(std::ssize(figures), 1);
  std::copy(figures.begin(), figures.end(), result.data());
  return result;
}

ZONERANK_INLINE double IndicatorColumns::settle(const Indicator& indicator, IndicatorColumn column,
                                                std::span<double> values, bool any_given) {
  ErrorBound& bound = column.bound;
  std::vector<double>& errors = column.errors;
  const bool is_figure = is_one_figure(indicator);
  double greatest = 0.0;
  std::vector<std::size_t> near;
  if (errors.empty()) {
    if (any_given) bound.relative = std::max(bound.relative, 2.0 * ErrorBound::rounding);
    const double size = greatest_distance(values);
    greatest = bound.at(size);
    const bool is_as_reported =
        is_figure && indicator.factor_numerator == 1.0 && indicator.factor_denominator == 1.0;
    if (is_as_reported && !any_given) return greatest;
    near = near_rows(values, bound, size);
    if (near.empty()) return greatest;
    const std::vector<Bounded> cells = cells_of<Bounded>(
        indicator, values, near, {table_, system_, year_, figures_.rows_of(near)});
    errors.assign(values.size(), 0.0);
    for (std::size_t k = 0; k < near.size(); ++k) errors[near[k]] = cells[k].error();
  } else {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (is_missing(values[i])) continue;
      near.push_back(i);
      if (is_missing(errors[i])) errors[i] = Bounded(values[i]).error();
      greatest = errors[i] <= greatest ? greatest : errors[i];
    }
  }
  const Matrix figures = is_figure ? figures_of(indicator) : Matrix();
  const MatrixRef same = figures;
  settle_among(
      std::move(near), values, errors,
      [&](std::span<const std::size_t> zones) {
        return cells_of<Wide>(indicator, values, zones,
                              {table_, system_, year_, figures_.rows_of(zones)});
      },
      is_figure ? &same : nullptr);
  return greatest;
}

}  // namespace zonerank::detail
