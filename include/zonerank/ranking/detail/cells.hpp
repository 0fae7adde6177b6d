#pragma once
// Cells of an indicator once more on another scalar, from the raw figures.

#include <span>
#include <vector>

#include "zonerank/formula/evaluate.hpp"
#include "zonerank/ranking/detail/figures.hpp"
#include "zonerank/ranking/indicator.hpp"

namespace zonerank::detail {

/// Of an indicator's formula; one entry a zone of `figures`.
template <class T>
Evaluated<T> evaluate_formula(const Indicator& indicator, ZoneFigures<T>& figures) {
  return evaluate<T>(indicator.formula, indicator.formula.formula.root(), figures.size(),
                     [&](int field, int years_back) { return figures.column(field, years_back); });
}

/// What a formula gives, in the indicator's own unit.
template <class T>
T in_own_unit(const Indicator& indicator, const T& given) {
  T own = given;
  if (indicator.factor_numerator != 1.0) own = T(own * T(indicator.factor_numerator));
  if (indicator.factor_denominator != 1.0) own = T(own / T(indicator.factor_denominator));
  return own;
}

/// The values of an indicator for the zones of `figures`. Where its formula gives none, the value
/// was given or imputed, and is the decimal that it prints as; so is one where only 75 digits told
/// that the formula gives one.
/// @param values  the same as doubles, in the order of `figures`; NaN is missing
template <class T>
std::vector<T> cells_on(const Indicator& indicator, std::span<const double> values,
                        ZoneFigures<T>& figures) {
  Evaluated<T> evaluated = evaluate_formula(indicator, figures);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool is_computed = evaluated.why[i] == Why::present && !is_missing(values[i]) &&
                             (evaluated.doubtful.empty() || !evaluated.doubtful[i]);
    T& cell = evaluated.value[i];
    cell = is_computed ? in_own_unit(indicator, cell) : T(values[i]);
  }
  return std::move(evaluated.value);
}

}  // namespace zonerank::detail
