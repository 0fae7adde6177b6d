#pragma once
#include "zonerank/analysis/detail/curves.hpp"

#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/ranking/detail/figures.hpp"
#include "zonerank/ranking/detail/raw_values.hpp"

namespace zonerank::detail {

ZONERANK_INLINE std::optional<Curve> curve_of(const LeverCase& of, Index indicator,
                                              const std::vector<const LeverFigure*>& moved,
                                              FollowedFigures& followed) {
  const Indicator& formula = of.system.indicators[static_cast<std::size_t>(indicator)];
  ZoneFigures<LinearFraction> figures(of.table, of.system, of.ranking.year, {of.row},
                                      [&](const FigureAt& figure, LinearFraction& x) {
                                        for (std::size_t k = 0; k < moved.size(); ++k) {
                                          if (figure == FigureAt{moved[k]->field, of.row, false})
                                            x = LinearFraction::variable(followed, k);
                                        }
                                      });
  const auto found = evaluate_formula(formula, figures);
  if (found.why[0] != Why::present) return std::nullopt;
  Curve curve{indicator, in_own_unit(formula, found.value[0]),
              formula.direction == Direction::more_is_better, true};
  if (curve.value.is_constant()) return std::nullopt;
  // A value that was given instead of computed stays as it is; an indicator that was left out may
  // come back as soon as its value moves.
  const double known = of.prepared.values(of.zone, indicator);
  curve.is_followed =
      std::abs(static_cast<double>(curve.value) - known) <= 1e-9 * std::abs(known) &&
      !of.ranking.left_out[static_cast<std::size_t>(indicator)];
  return curve;
}

}  // namespace zonerank::detail
