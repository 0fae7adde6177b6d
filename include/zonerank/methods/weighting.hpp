#pragma once
// The weights inside a group as values: given, from judgments, or from the data.

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "zonerank/core/types.hpp"
#include "zonerank/methods/option.hpp"
#include "zonerank/stats/correlation.hpp"

namespace zonerank {

/// What weights come from.
enum class WeightsFrom {
  given,      ///< the system
  equal,      ///< nothing but the number of children
  judgments,  ///< what persons say of the children
  scores,     ///< the zones' scores
  years,      ///< the scores of every year
  methods,    ///< several methods together
};

/// The weights of the system.
struct GivenWeights : NoOptions {
  static constexpr std::string_view name = "given", en = "given weights", zh = "给定权重";
  static constexpr WeightsFrom from = WeightsFrom::given;
};

/// The same weight for every child of a group.
struct EqualWeights : NoOptions {
  static constexpr std::string_view name = "equal", en = "equal weights", zh = "等权";
  static constexpr WeightsFrom from = WeightsFrom::equal;
};

// ---- from judgments

enum class AhpMethod { eigenvector, geometric, column_mean };
inline constexpr std::string_view ahp_words[] = {"eigenvector", "geometric", "column-mean"};

/// The analytic hierarchy process 层次分析法: entry (i, j) says how many times as important child i
/// is as child j; 0 where it was not judged.
struct Ahp {
  static constexpr std::string_view name = "ahp", en = "AHP weights", zh = "层次分析法权重";
  static constexpr WeightsFrom from = WeightsFrom::judgments;
  Matrix judgments;  ///< children x children, positive, (j, i) = 1 / (i, j) or 0; 0: not judged
  /// The children of its rows; empty: as they stand in the system.
  std::vector<std::string> order = {};
  AhpMethod method = AhpMethod::eigenvector;
  double max_ratio = 0.1;  ///< a consistency ratio above it is an error

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("judgments", self.judgments);
    f("order", self.order);
    f("ahp_method", self.method, Words(ahp_words));
    f("max_ratio", self.max_ratio, 0.0, 1e6);
  }
};

/// G1 序关系分析法: children in descending order of importance, and how many times as important
/// each is as the next.
struct OrderRelation {
  static constexpr std::string_view name = "g1", en = "G1 weights", zh = "序关系分析法权重";
  static constexpr WeightsFrom from = WeightsFrom::judgments;
  std::vector<std::string> order;
  std::vector<double> ratios;  ///< one fewer than children, each >= 1

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("order", self.order);
    f("ratios", self.ratios);
  }
};

enum class BestWorstModel { linear, interval };
inline constexpr std::string_view best_worst_words[] = {"linear", "interval"};

/// The best-worst method 最优最劣法: the best child against each, and each against the worst, 1 or
/// more; 1 for the best in the first list and for the worst in the second.
struct BestWorst {
  static constexpr std::string_view name = "bwm", en = "best-worst weights", zh = "最优最劣法权重";
  static constexpr WeightsFrom from = WeightsFrom::judgments;
  std::vector<double> best_to_others;
  std::vector<double> others_to_worst;
  BestWorstModel model = BestWorstModel::linear;
  double max_ratio = 1.0;  ///< an input-based consistency ratio above it is an error; 1 allows all

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("best_to_others", self.best_to_others);
    f("others_to_worst", self.others_to_worst);
    f("model", self.model, Words(best_worst_words));
    f("max_ratio", self.max_ratio, 0.0, 1e6);
  }
};

enum class RankRule { centroid, sum, reciprocal, comparison };
inline constexpr std::string_view rank_rule_words[] = {"roc", "rank-sum", "rank-reciprocal",
                                                       "rancom"};

/// From the order of importance alone: rank order centroid 1/n sum_(k >= r) 1/k, rank sum
/// 2 (n + 1 - r) / (n (n + 1)), rank reciprocal (1/r) / sum 1/k, or ranking comparison RANCOM
/// (2 (n - r) + 1) / n^2.
struct RankOrder {
  static constexpr std::string_view name = "order", en = "weights by order", zh = "排序权重";
  static constexpr WeightsFrom from = WeightsFrom::judgments;
  std::vector<std::string> order;  ///< children, the most important first
  RankRule rule = RankRule::centroid;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("order", self.order);
    f("rule", self.rule, Words(rank_rule_words));
  }
};

// ---- from the data: scores, more is better

struct Entropy {
  static constexpr std::string_view name = "entropy", en = "entropy weights", zh = "熵权法";
  static constexpr WeightsFrom from = WeightsFrom::scores;
  double shift = 0.0;  ///< added to every share before the logarithm

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("shift", self.shift, 0.0, 1.0);
  }
};

struct Critic {
  static constexpr std::string_view name = "critic", en = "CRITIC weights", zh = "CRITIC 权重";
  static constexpr WeightsFrom from = WeightsFrom::scores;
  CorrelationKind correlation = CorrelationKind::pearson;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("correlation", self.correlation, Words(correlation_words));
  }
};

struct VariationCoefficient : NoOptions {
  static constexpr std::string_view name = "variation", en = "coefficient of variation weights",
                                    zh = "变异系数法";
  static constexpr WeightsFrom from = WeightsFrom::scores;
};

struct DeviationWeights : NoOptions {
  static constexpr std::string_view name = "deviation", en = "standard deviation weights",
                                    zh = "标准差法";
  static constexpr WeightsFrom from = WeightsFrom::scores;
};

struct VarianceWeights : NoOptions {
  static constexpr std::string_view name = "variance", en = "variance weights", zh = "方差法";
  static constexpr WeightsFrom from = WeightsFrom::scores;
};

struct Independence : NoOptions {
  static constexpr std::string_view name = "independence", en = "independence weights",
                                    zh = "独立性权系数法";
  static constexpr WeightsFrom from = WeightsFrom::scores;
};

struct Merec : NoOptions {
  static constexpr std::string_view name = "merec", en = "MEREC weights", zh = "MEREC 权重";
  static constexpr WeightsFrom from = WeightsFrom::scores;
};

struct Cilos : NoOptions {
  static constexpr std::string_view name = "cilos", en = "CILOS weights", zh = "CILOS 权重";
  static constexpr WeightsFrom from = WeightsFrom::scores;
};

struct Idocriw : NoOptions {
  static constexpr std::string_view name = "idocriw", en = "IDOCRIW weights", zh = "IDOCRIW 权重";
  static constexpr WeightsFrom from = WeightsFrom::scores;
};

struct GiniWeights : NoOptions {
  static constexpr std::string_view name = "gini", en = "Gini weights", zh = "基尼系数法";
  static constexpr WeightsFrom from = WeightsFrom::scores;
};

struct Angle : NoOptions {
  static constexpr std::string_view name = "angle", en = "angle weights", zh = "夹角法";
  static constexpr WeightsFrom from = WeightsFrom::scores;
};

struct Lopcow : NoOptions {
  static constexpr std::string_view name = "lopcow", en = "LOPCOW weights", zh = "LOPCOW 权重";
  static constexpr WeightsFrom from = WeightsFrom::scores;
};

struct PcaWeights : NoOptions {
  static constexpr std::string_view name = "pca", en = "first component weights", zh = "主成分权重";
  static constexpr WeightsFrom from = WeightsFrom::scores;
};

struct FactorWeights {
  static constexpr std::string_view name = "factor", en = "factor weights", zh = "因子分析权重";
  static constexpr WeightsFrom from = WeightsFrom::scores;
  double min_eigenvalue = 1.0;  ///< of the factors kept

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("min_eigenvalue", self.min_eigenvalue, 0.0, 1e6);
  }
};

struct ScatterDegree : NoOptions {
  static constexpr std::string_view name = "scatter-degree", en = "scatter-degree weights",
                                    zh = "纵横向拉开档次法";
  static constexpr WeightsFrom from = WeightsFrom::years;
};

struct PanelEntropy {
  static constexpr std::string_view name = "panel-entropy", en = "entropy weights of the panel",
                                    zh = "面板熵权法";
  static constexpr WeightsFrom from = WeightsFrom::years;
  double shift = 0.0;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("shift", self.shift, 0.0, 1.0);
  }
};

struct EqualImportance : NoOptions {
  static constexpr std::string_view name = "equal-importance", en = "weights of equal correlation",
                                    zh = "等相关权重";
  static constexpr WeightsFrom from = WeightsFrom::scores;
};

enum class CombineRule { linear, multiplicative, game };
inline constexpr std::string_view combine_words[] = {"linear", "multiplicative", "game"};

/// Several of the methods above together, each with its defaults.
struct Combination {
  static constexpr std::string_view name = "combined", en = "combined weights", zh = "组合权重";
  static constexpr WeightsFrom from = WeightsFrom::methods;
  std::vector<std::string> methods;
  CombineRule rule = CombineRule::linear;
  std::vector<double> shares;  ///< of linear and multiplicative; equal where absent

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("methods", self.methods);
    f("combine", self.rule, Words(combine_words));
    f("shares", self.shares);
  }
};

/// A user's own weights from data: scores, n_zones x n, NaN where missing, to n weights >= 0 of any
/// sum. A column alone has weight 1 without it.
struct CustomWeighting {
  static constexpr std::string_view family = "weights", name = "custom", en = "own weights",
                                    zh = "自定义权重";
  static constexpr WeightsFrom from = WeightsFrom::scores;

  std::string label;  ///< its name in texts, settings and files
  std::function<Vector(const MatrixRef& scores)> weights = {};

  template <class Self, class F>
  static void options(Self&, F&&) {}
};

template <class M>
struct WeightingTraits {
  static_assert(
      requires { WeightsFrom(M::from); }, "a weighting says what it comes from: WeightsFrom from");
  static constexpr bool is_complete = true;
};

using Weighting =
    Family<WeightingTraits, GivenWeights, EqualWeights, Ahp, BestWorst, OrderRelation, RankOrder,
           Entropy, Critic, VariationCoefficient, DeviationWeights, VarianceWeights, Independence,
           Merec, Cilos, Idocriw, GiniWeights, Angle, Lopcow, PcaWeights, FactorWeights,
           ScatterDegree, PanelEntropy, EqualImportance, Combination, CustomWeighting>::type;

/// What the weights come from.
inline WeightsFrom weights_from(const Weighting& method) {
  return std::visit([]<class M>(const M&) { return M::from; }, method);
}

}  // namespace zonerank
