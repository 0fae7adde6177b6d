#pragma once
// The ways to fill a missing value, as values.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "zonerank/methods/option.hpp"

namespace zonerank {

/// What a gap is filled from.
enum class ImputesFrom {
  nothing,     ///< it stays
  column,      ///< the indicator of the other zones
  zone_group,  ///< the indicator of the zones of its group
  siblings,    ///< the zone's other indicators of the group
  table,       ///< all zones and indicators
  years,       ///< the zone's own other years
  own,         ///< what a user's function says
};

struct NoImputation : NoOptions {
  static constexpr std::string_view name = "none", en = "nothing imputed", zh = "不插补";
  static constexpr ImputesFrom from = ImputesFrom::nothing;
};

/// The mean of the column.
struct ImputeMean : NoOptions {
  static constexpr std::string_view name = "mean", en = "gaps filled by the mean", zh = "均值插补";
  static constexpr ImputesFrom from = ImputesFrom::column;
  static constexpr bool is_median = false;
};

/// The median of the column.
struct ImputeMedian : NoOptions {
  static constexpr std::string_view name = "median", en = "gaps filled by the median",
                                    zh = "中位数插补";
  static constexpr ImputesFrom from = ImputesFrom::column;
  static constexpr bool is_median = true;
};

/// The mean of the column over the zone's group of zones.
struct ImputeGroupMean : NoOptions {
  static constexpr std::string_view name = "group-mean", en = "gaps filled by the group's mean",
                                    zh = "组均值插补";
  static constexpr ImputesFrom from = ImputesFrom::zone_group;
  static constexpr bool is_median = false;
};

struct ImputeGroupMedian : NoOptions {
  static constexpr std::string_view name = "group-median", en = "gaps filled by the group's median",
                                    zh = "组中位数插补";
  static constexpr ImputesFrom from = ImputesFrom::zone_group;
  static constexpr bool is_median = true;
};

/// The zone's own mean over its other indicators of the group, each scaled to [0, 1] in its
/// direction by the least and greatest value of the zones; mapped back to the indicator's unit.
struct ImputeRowMean : NoOptions {
  static constexpr std::string_view name = "row-mean", en = "gaps filled by the zone's own level",
                                    zh = "同组指标均值插补";
  static constexpr ImputesFrom from = ImputesFrom::siblings;
  static constexpr bool is_median = false;
};

struct ImputeRowMedian : NoOptions {
  static constexpr std::string_view name = "row-median",
                                    en = "gaps filled by the zone's own median level",
                                    zh = "同组指标中位数插补";
  static constexpr ImputesFrom from = ImputesFrom::siblings;
  static constexpr bool is_median = true;
};

/// The mean of the k nearest zones that have the value; the distance is the root mean square
/// difference of standardized indicators over those that both zones have.
struct ImputeNearest {
  static constexpr std::string_view name = "nearest", en = "gaps filled by the nearest zones",
                                    zh = "k 近邻插补";
  static constexpr ImputesFrom from = ImputesFrom::table;
  int neighbors = 5;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("neighbors", self.neighbors, 1, 10'000);
  }
};

/// Least squares on the indicators that the zone has and that correlate most with the missing one,
/// over the zones that have all of them.
struct ImputeRegression {
  static constexpr std::string_view name = "regression", en = "gaps filled by regression",
                                    zh = "回归插补";
  static constexpr ImputesFrom from = ImputesFrom::table;
  int predictors = 3;  ///< at most; never more than a fifth of the zones used

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("predictors", self.predictors, 1, 100);
  }
};

/// The conditional mean under a multivariate normal distribution, its mean and covariance estimated
/// by the EM algorithm; draw 1, 2 ... is a draw from the conditional distribution instead, for
/// multiple imputation.
///
/// Source: Dempster, Laird, Rubin (1977); Little, Rubin (2020), Statistical Analysis with Missing
/// Data, 3rd ed., section 11.2.
struct ImputeEm {
  static constexpr std::string_view name = "em", en = "gaps filled by EM", zh = "EM 插补";
  static constexpr ImputesFrom from = ImputesFrom::table;
  int draw = 0;
  int seed = 1;
  int max_iterations = 1000;
  double tolerance = 1e-8;  ///< change of any parameter, in standard deviations

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("draw", self.draw, 0, 1'000'000'000);
    f("imputation_seed", self.seed, 0, 2'000'000'000);
    f("max_iterations", self.max_iterations, 1, 1'000'000);
    f("tolerance", self.tolerance, 1e-15, 1.0);
  }
};

/// The zone's last value of an earlier year, at most `max_years` years old (0: any age).
struct ImputeLatest {
  static constexpr std::string_view name = "latest", en = "gaps filled by the latest value",
                                    zh = "最近年份插补";
  static constexpr ImputesFrom from = ImputesFrom::years;
  int max_years = 0;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("max_years", self.max_years, 0, 10'000);
  }
};

/// The zone's value of the last year before, or of the first year after where there is none before.
struct ImputeConstant : NoOptions {
  static constexpr std::string_view name = "constant", en = "gaps filled by steps over the years",
                                    zh = "阶梯插补";
  static constexpr ImputesFrom from = ImputesFrom::years;
};

/// On the straight line between the zone's values of the years around; before the first and after
/// the last it is that value.
struct ImputeLinear : NoOptions {
  static constexpr std::string_view name = "linear", en = "gaps filled by lines over the years",
                                    zh = "线性插补";
  static constexpr ImputesFrom from = ImputesFrom::years;
};

/// On the zone's own growth: between two years at the even rate between them, after the last at the
/// rate of the last two, before the first at that of the first two. Values must be above 0.
struct ImputeGrowth : NoOptions {
  static constexpr bool needs_positive = true;
  static constexpr std::string_view name = "growth", en = "gaps filled by the zone's own growth",
                                    zh = "自身增长率插补";
  static constexpr ImputesFrom from = ImputesFrom::years;
};

/// A user's own imputation: one column of a year in its own unit, NaN where missing, to the same
/// with gaps filled. What was there must come back as it was; gaps that stay NaN stay.
struct CustomImputation {
  static constexpr std::string_view family = "imputation", name = "custom", en = "own imputation",
                                    zh = "自定义插补";
  static constexpr ImputesFrom from = ImputesFrom::own;

  std::string label;  ///< its name in texts, settings and files
  std::function<std::vector<double>(std::span<const double>)> filled = {};

  template <class Self, class F>
  static void options(Self&, F&&) {}
};

template <class M>
struct ImputationTraits {
  static_assert(
      requires { ImputesFrom(M::from); },
      "an imputation says what it fills gaps from: ImputesFrom from");
  static constexpr bool is_complete = true;
};

using Imputation = Family<ImputationTraits, NoImputation, ImputeMean, ImputeMedian, ImputeGroupMean,
                          ImputeGroupMedian, ImputeRowMean, ImputeRowMedian, ImputeNearest,
                          ImputeRegression, ImputeEm, ImputeLatest, ImputeConstant, ImputeLinear,
                          ImputeGrowth, CustomImputation>::type;

/// What a method fills gaps from.
inline ImputesFrom imputes_from(const Imputation& method) {
  return std::visit([]<class M>(const M&) { return M::from; }, method);
}

}  // namespace zonerank
