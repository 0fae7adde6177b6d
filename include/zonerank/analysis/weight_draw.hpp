#pragma once
// How weights are redrawn, as values.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "zonerank/methods/option.hpp"

namespace zonerank {

/// Nominal weights in every draw.
struct FixedWeights : NoOptions {
  static constexpr std::string_view name = "fixed", en = "fixed weights", zh = "固定权重";
};

/// Uniform within +-`within` of the nominal weight (0.25: 25 %), then shares of the group.
struct UniformWeights {
  static constexpr std::string_view name = "uniform", en = "uniform weights", zh = "均匀扰动权重";
  double within = 0.25;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("within", self.within, 0.0, 1.0);
  }
};

/// Dirichlet around the nominal shares w of each group: parameters `concentration` w, so that the
/// mean is w and the variance w (1 - w) / (concentration + 1).
struct DirichletWeights {
  static constexpr std::string_view name = "dirichlet", en = "Dirichlet weights",
                                    zh = "Dirichlet 权重";
  double concentration = 100.0;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("concentration", self.concentration, 1e-3, 1e9);
  }
};

/// Any shares of a group alike: uniform on the simplex.
struct SimplexWeights : NoOptions {
  static constexpr std::string_view name = "simplex", en = "any weights", zh = "任意权重";
};

/// Any shares in an order: uniform on that part of the simplex. In every group the children that
/// `ids` names stand in that order, the greatest first, and the others are free; groups of which it
/// names no two keep their nominal weights. Without ids all stand in the order of their nominal
/// weights, equal ones in the order of the system.
struct OrderedWeights {
  static constexpr std::string_view name = "ordered", en = "ordered weights", zh = "保序权重";
  std::vector<std::string> ids = {};

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("ids", self.ids);
  }
};

/// Uniform in an interval for each child named, nominal for others, then shares of the group.
struct IntervalWeights {
  static constexpr std::string_view name = "interval", en = "weights in intervals", zh = "区间权重";
  std::vector<std::string> ids;
  std::vector<double> low, high;  ///< shares in the group, before they are made to sum to 1

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("ids", self.ids);
    f("low", self.low);
    f("high", self.high);
  }
};

using WeightDraw = std::variant<FixedWeights, UniformWeights, DirichletWeights, SimplexWeights,
                                OrderedWeights, IntervalWeights>;

/// The levels whose weights vary; the others keep their nominal shares.
enum class DrawLevel { all, indicators, groups };
inline constexpr std::string_view draw_level_words[] = {"all", "indicators", "groups"};

}  // namespace zonerank
