#pragma once
// A zone's score as a function of the figures that may be moved.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "zonerank/analysis/detail/curves.hpp"
#include "zonerank/analysis/detail/plan_others.hpp"
#include "zonerank/analysis/detail/value_game.hpp"

namespace zonerank::detail {

/// One figure moved one way, in steps.
struct Mover {
  std::size_t figure;
  int way;
  std::int64_t most;
  double effort;  ///< of one step
};

/// From so many steps to so many, by mover.
struct PlanBox {
  std::vector<std::int64_t> low, high;
  double effort = 0.0;  ///< no plan in it takes less
};

/// Of min-max scores, given weights and means that are concave.
class PlanModel {
 public:
  PlanModel(const LeverCase& of, std::vector<LeverFigure> figures);

  /// Why a ranking has no such model; none where it has.
  static std::optional<Argument> why_not(const LeverCase& of);

  const std::vector<PlanLine>& lines() const { return lines_; }
  const std::vector<LeverFigure>& figures() const { return figures_; }
  bool is_followed() const { return is_followed_; }

  /// The figures at so many steps.
  void at(std::span<const Mover> movers, std::span<const std::int64_t> steps,
          std::vector<double>& figures) const;
  /// The zone's own overall score.
  double score(std::span<const double> figures);
  /// Values of the lines at the figures of the last score(), turned so that more is better.
  std::span<const double> turned() const { return turned_; }
  /// How fast the overall score grows with each indicator's, at the figures of the last score().
  std::span<const double> slopes();
  /// More than rounding adds to a score or takes away from it.
  double rounding() const { return rounding_; }

  double value(const PlanLine& line, std::span<const double> figures) const;
  /// The best value of a line anywhere between figures; for sign -1 the worst.
  double best(const PlanLine& line, std::span<const double> low, std::span<const double> high,
              double sign) const;
  /// Of the way from the worst to the best bound.
  double share(const PlanLine& line, double value) const;
  /// The greatest share that a line's indicator has in the score of another zone.
  double most_weight(const PlanLine& line) const {
    return most_weights_[static_cast<std::size_t>(line.indicator)];
  }

  /// Values of the indicators, of turned ones of the lines.
  std::vector<MovedValue> moved(std::span<const double> turned) const;
  /// Whether such values lie between the other zones' ends, so that no bound moves.
  bool inside(std::span<const double> turned) const;
  /// Whether all means are arithmetic, so that what others lose where the zone's values move their
  /// bounds can be counted.
  bool is_sum() const { return is_sum_; }

 private:
  void keep_denominators(const std::vector<Curve>& curves);
  bool add(const Curve& curve);
  void combine();
  void find_shares();
  void find_rounding();

  const LeverCase& of_;
  std::vector<LeverFigure> figures_;
  FollowedFigures followed_;
  std::vector<PlanLine> lines_;
  bool is_followed_ = true, is_sum_ = true, has_slopes_ = false;
  std::vector<double> most_weights_;     ///< of the indicators in another zone's score
  std::vector<double> own_weights_;      ///< of the lines in the zone's, where all means are sums
  double unmoved_ = 0.0;                 ///< what the other indicators add to it then
  std::vector<double> scores_, groups_;  ///< of the zone; NaN where missing
  std::vector<double> slopes_, group_slopes_, turned_;
  double rounding_ = 0.0;
};

}  // namespace zonerank::detail
