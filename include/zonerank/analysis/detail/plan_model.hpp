#pragma once
// A zone's score as a function of the figures that may be moved, and bounds of it over boxes.

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

/// What the steps of a mover add to the zone's lead at most: `gain` a step, `most` in all. Where
/// they make no value better anywhere in the box it does not help.
struct Gain {
  double gain = 0.0, most = 0.0;
  bool helps = false;
  bool is_less_better = false;  ///< it helps an indicator of which less is better
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
  std::vector<double> at(std::span<const Mover> movers, std::span<const std::int64_t> steps) const;
  /// The zone's own overall score.
  double score(std::span<const double> figures);
  /// Values of the indicators that figures move.
  std::vector<MovedValue> values(std::span<const double> figures) const;

  /// The best values anywhere between figures.
  std::vector<MovedValue> best_values(std::span<const double> low, std::span<const double> high);
  /// Whether such values lie between the other zones' ends, so that no bound moves.
  bool inside(std::span<const MovedValue> best) const;

  /// Whether gains() count what the other zones lose where the zone's values move their bounds.
  bool counts_others() const { return is_sum_; }
  /// For the figures at the low corner of a box, `low` and `high` its ends.
  std::vector<Gain> gains(std::span<const Mover> movers, std::span<const double> corner,
                          std::span<const double> low, std::span<const double> high);
  /// How much of the score that gains() promises for `steps` is there only because a mover may make
  /// denominators smaller.
  std::vector<double> blame(std::span<const Mover> movers, std::span<const double> corner,
                            std::span<const double> low, std::span<const double> high,
                            std::span<const double> steps) const;

 private:
  void keep_denominators(const std::vector<Curve>& curves);
  bool add(const Curve& curve);
  double value(const PlanLine& line, std::span<const double> figures) const;
  double best(const PlanLine& line, std::span<const double> low, std::span<const double> high,
              double sign) const;
  double share(const PlanLine& line, double value) const;
  void combine();
  void find_slopes();

  const LeverCase& of_;
  std::vector<LeverFigure> figures_;
  FollowedFigures followed_;
  std::vector<PlanLine> lines_;
  bool is_followed_ = true, is_sum_ = true;
  std::vector<double> most_weights_;                  ///< of the indicators in another zone's score
  std::vector<double> scores_, groups_;               ///< of the zone; NaN where missing
  std::vector<double> slopes_, group_slopes_, best_;  ///< of the overall score
};

}  // namespace zonerank::detail
