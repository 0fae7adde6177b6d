#pragma once
// An indicator's values for all zones on doubles, settled on the real numbers they stand for.
//
// Three steps, each only for what the one before leaves open: a bound of the errors of all zones
// together (Extent), one of each zone (Bounded), 75 digits (Wide).

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "zonerank/core/detail/bounded.hpp"
#include "zonerank/core/detail/error_bound.hpp"
#include "zonerank/formula/detail/extent.hpp"
#include "zonerank/formula/evaluate.hpp"
#include "zonerank/ranking/detail/figures.hpp"
#include "zonerank/system/system.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank::detail {

/// What an indicator's formula comes to.
struct IndicatorColumn {
  Evaluated<double> cells;          ///< in the unit of the formula
  ErrorBound bound = {};            ///< of all values, in the indicator's own unit
  std::vector<double> errors = {};  ///< of each instead, where rounding could tell which there are
};

class IndicatorColumns {
 public:
  IndicatorColumns(const ZoneTable& table, const System& system, int year);
  IndicatorColumns(const IndicatorColumns&) = delete;  // its functions hold its place
  IndicatorColumns& operator=(const IndicatorColumns&) = delete;

  ZoneFigures<double>& figures() { return figures_; }
  const FiguresOn<double>& source() const { return source_; }

  /// What is missing is decided by the figures, not by their rounding.
  IndicatorColumn evaluate(const Indicator& indicator);

  /// Settles an indicator's values, see settle().
  /// @param values     in its own unit; NaN is missing
  /// @param any_given  some are not what the formula gives
  /// @returns how far any value was from what it stands for
  double settle(const Indicator& indicator, IndicatorColumn column, std::span<double> values,
                bool any_given);

 private:
  const Extent& extent(int field, int years_back);
  void decide_cells(const Indicator& indicator, IndicatorColumn& column);
  bool is_one_figure(const Indicator& indicator);
  Matrix figures_of(const Indicator& indicator);

  const ZoneTable& table_;
  const System& system_;
  int year_;
  ZoneFigures<double> figures_;
  std::vector<std::vector<std::optional<Extent>>> extents_;  ///< years back, a field
  FiguresOn<double> source_;
  ExtentOf::Source extent_source_;
};

}  // namespace zonerank::detail
