#pragma once
// How much of the zone's lead over the others the movers can give in a box of figures, at most.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "zonerank/analysis/detail/plan_model.hpp"

namespace zonerank::detail {

/// Steps of a mover that each add at most `gain` to the zone's lead, so many of them.
struct GainPiece {
  std::size_t mover;
  double gain, steps;
};

/// Whether a mover makes some value better, and whether one of which less is better.
struct MoverUse {
  bool helps = false, is_less_better = false;
};

std::vector<MoverUse> uses(const PlanModel& model, std::span<const Mover> movers,
                           std::span<const double> today, std::span<const double> low,
                           std::span<const double> high);

/// A linear knapsack: what movers give is bounded by a concave curve each, made of pieces, and the
/// pieces that give most for their effort are taken first.
class PlanGains {
 public:
  PlanGains(PlanModel& model, const std::vector<Mover>& movers);

  /// Bounds for a box, `corner` its figures of the least effort, `low` and `high` their ends.
  void find(const PlanBox& box, std::span<const double> corner, std::span<const double> low,
            std::span<const double> high);

  /// Bounds the lines whose values some of so many steps make better and others worse anew, by one
  /// slope for both, which is the best for these steps; whether there are any.
  bool refine(std::span<const double> steps);
  void forget();  ///< what refine() found

  /// No combination in the box that adds so much to the lead takes less beyond the corner; infinite
  /// where none adds as much.
  double effort(double needed) const;
  /// The steps beyond the corner for that effort, by mover.
  void steps(double needed, std::vector<double>& steps) const;
  /// Of the first step of a mover; 0 where it adds nothing.
  double first(std::size_t mover) const;
  /// Of so many steps of one mover.
  double of(std::size_t mover, double steps) const;
  /// How much of what so many steps promise is there only because a mover may make denominators
  /// smaller.
  std::vector<double> blame(std::span<const double> steps) const;

 private:
  struct Stretch {  ///< of an indicator's value: points by value, over a length
    double slope, length;
  };
  struct Rate {  ///< what a step of a mover adds to a value, at most
    std::size_t mover;
    double by_step;
  };
  struct LineGain {
    std::vector<Stretch> stretches;  ///< points by value from the corner's on, flatter and flatter
    std::vector<Rate> rates;
    double falling = 0.0;     ///< so many points by value are lost at least where the value falls
    bool is_concave = false;  ///< those of the first stretch are lost
    bool is_tangent = false;  ///< the line is bounded by `slope` and `constant`
    double slope = 0.0, constant = 0.0;
  };
  struct Kink {  ///< of what a mover adds: how much less a step gives from there on
    double at, less;
  };
  void find_line(std::size_t k, const PlanBox& box);
  void find_stretches(const PlanLine& line, double own, double today, double top, double bottom,
                      LineGain& gain) const;
  void add_up();
  void add_pieces(std::size_t mover);

  PlanModel& model_;
  const std::vector<Mover>& movers_;
  std::vector<std::array<std::size_t, 2>> of_figure_;  ///< the movers of a figure, up and down
  std::span<const double> corner_, low_, high_;
  std::vector<double> slopes_;  ///< by line
  std::vector<LineGain> lines_;
  std::vector<double> width_;             ///< of the box, by mover
  double constant_ = 0.0;                 ///< points that no step is needed for
  std::vector<double> start_;             ///< by mover: of its first step
  std::vector<std::vector<Kink>> kinks_;  ///< by mover
  std::vector<GainPiece> pieces_;         ///< by mover, flatter and flatter
  std::vector<std::size_t> begin_;        ///< of a mover's pieces
  std::vector<GainPiece> by_worth_;       ///< the most gain for its effort first
  std::vector<double> gains_, efforts_;   ///< of all pieces up to one
};

}  // namespace zonerank::detail
