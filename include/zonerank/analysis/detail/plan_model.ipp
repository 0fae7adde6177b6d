#pragma once
#include "zonerank/analysis/detail/plan_model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "zonerank/core/build.hpp"

namespace zonerank::detail {
ZONERANK_OWN(plan_model) {

constexpr double no_bound = 1e300;

/// Means that are concave in scores above 0, by the power of their slopes.
enum class Mean { arithmetic, geometric, harmonic, other };

ZONERANK_INLINE Mean mean_of(const Aggregation& aggregation) {
  return std::visit(
      []<class M>(const M&) {
        if constexpr (std::is_same_v<M, ArithmeticMean>) return Mean::arithmetic;
        if constexpr (std::is_same_v<M, GeometricMean>) return Mean::geometric;
        if constexpr (std::is_same_v<M, HarmonicMean>) return Mean::harmonic;
        return Mean::other;
      },
      aggregation);
}

/// The least and greatest of c + sum f x over a box.
ZONERANK_INLINE std::pair<double, double> ends(double constant, auto factor_of, std::size_t n,
                                               std::span<const double> low,
                                               std::span<const double> high) {
  double least = constant, greatest = constant;
  for (std::size_t k = 0; k < n; ++k) {
    const auto [figure, factor] = factor_of(k);
    least += factor * (factor > 0.0 ? low[figure] : high[figure]);
    greatest += factor * (factor > 0.0 ? high[figure] : low[figure]);
  }
  return {least, greatest};
}

}  // ZONERANK_OWN(plan_model)

ZONERANK_INLINE std::optional<Argument> PlanModel::why_not(const LeverCase& of) {
  const Ranking& ranking = of.ranking;
  if (ranking.method.fit == FitOn::panel)
    return words("scores that are scaled over several years", "跨年标准化的得分");
  if (!ranking.imputed.empty() || !ranking.treated.changes.empty())
    return words("values that were filled or treated", "填补或处理过的数值");
  for (std::size_t g = 0; g < ranking.tree.children.size(); ++g) {
    if (!ranking.tree.as_written[g] && !ranking.tree.children[g].empty())
      return words("weights that are not the system's own", "权重不是体系自带的");
  }
  for (const ColumnScaling& column : ranking.scaling.columns) {
    if (!std::holds_alternative<MinMax>(column.method))
      return words("scores that are not min-max or between given bounds",
                   "得分既非极差法，也非给定上下限");
  }
  for (std::size_t g = 0; g < ranking.tree.children.size(); ++g) {
    if (mean_of(ranking.method.aggregations[g]) == Mean::other)
      return words("a mean that is not arithmetic, geometric or harmonic",
                   "合成方法不是算术、几何或调和平均");
  }
  if (!of.is_covered)
    return words("indicators that not all zones have, left out", "只用各区都有的指标");
  return std::nullopt;
}

ZONERANK_INLINE PlanModel::PlanModel(const LeverCase& of, std::vector<LeverFigure> figures)
    : of_(of), figures_(std::move(figures)) {
  const Ranking& ranking = of.ranking;
  std::vector<const LeverFigure*> moved;
  std::vector<Index> entering;
  for (const LeverFigure& figure : figures_) {
    moved.push_back(&figure);
    followed_.today.push_back(figure.today);
    entering.insert(entering.end(), figure.entering.begin(), figure.entering.end());
  }
  std::sort(entering.begin(), entering.end());
  entering.erase(std::unique(entering.begin(), entering.end()), entering.end());
  for (const Aggregation& aggregation : ranking.method.aggregations)
    is_sum_ = is_sum_ && mean_of(aggregation) == Mean::arithmetic;
  for (Index j = 0; j < ranking.scores.cols(); ++j) scores_.push_back(ranking.scores(of.zone, j));
  for (Index g = 0; g < ranking.group_scores.cols(); ++g)
    groups_.push_back(ranking.group_scores(of.zone, g));
  slopes_.assign(scores_.size(), 0.0);
  group_slopes_.assign(groups_.size(), 0.0);
  std::vector<Curve> curves;
  for (const Index j : entering) {
    const std::optional<Curve> curve = curve_of(of, j, moved, followed_);
    if (!curve) continue;
    is_followed_ = is_followed_ && curve->is_followed;
    // A value that was given instead of computed does not move.
    if (curve->is_followed) curves.push_back(*curve);
  }
  is_followed_ = is_followed_ && followed_.is_known;
  keep_denominators(curves);
  std::vector<double> low, high;
  for (const LeverFigure& figure : figures_) {
    low.push_back(figure.low);
    high.push_back(figure.high);
  }
  for (const Coefficients& form : followed_.decisions) {
    const auto [least, greatest] = ends(
        form[0], [&](std::size_t k) { return std::pair(k, form[k + 1]); }, form.size() - 1, low,
        high);
    const double today = value_at(form, followed_.today);
    if (!(today > 0.0 ? least > 0.0 : greatest < 0.0)) is_followed_ = false;
  }
  for (const Curve& curve : curves) {
    if (!add(curve)) is_followed_ = false;
  }
  find_shares();
  find_rounding();
}

ZONERANK_INLINE void PlanModel::find_shares() {
  const Ranking& ranking = of_.ranking;
  most_weights_.assign(scores_.size(), 0.0);
  if (!is_sum_) return;
  for (Index i = 0; i < ranking.scores.rows(); ++i) {
    const std::vector<double> shares = shares_of(of_, i);
    for (std::size_t j = 0; j < shares.size(); ++j)
      most_weights_[j] = std::max(most_weights_[j], shares[j]);
  }
  const std::vector<double> own = shares_of(of_, of_.zone);
  std::vector<char> is_line(scores_.size(), 0);
  for (const PlanLine& line : lines_) {
    own_weights_.push_back(own[static_cast<std::size_t>(line.indicator)]);
    is_line[static_cast<std::size_t>(line.indicator)] = 1;
  }
  for (std::size_t j = 0; j < own.size(); ++j) {
    if (is_line[j] == 0 && own[j] > 0.0) unmoved_ += own[j] * scores_[j];
  }
}

/// A value is rounded by some units of its last place; its share of the way between the bounds is
/// so much more uncertain as the bounds are near to each other.
ZONERANK_INLINE void PlanModel::find_rounding() {
  double most = 1.0;
  for (const PlanLine& line : lines_) {
    double over = std::abs(line.over), under = line.under;
    for (const PlanLine::Factor& factor : line.factors) {
      over += std::abs(factor.over) * std::abs(figures_[factor.figure].high);
      under += factor.under * followed_.today[factor.figure];
    }
    const double size = std::max({std::abs(line.best), std::abs(line.worst), over / under});
    const double terms = static_cast<double>(line.factors.size() + 4);
    most = std::max(most, terms * size / (line.best - line.worst) * line.points);
  }
  rounding_ = 16.0 * std::numeric_limits<double>::epsilon() *
              (most + std::abs(groups_[0]) * static_cast<double>(scores_.size()));
}

/// No denominator goes to 0: figures stay above it where one is divided by them alone, and, where a
/// sum of several could still be 0, the first of them does, which is then not all that could move.
ZONERANK_INLINE void PlanModel::keep_denominators(const std::vector<Curve>& curves) {
  for (const bool alone : {true, false}) {
    for (const Curve& curve : curves) {
      const Coefficients& under = curve.value.under();
      double least = under[0];
      std::size_t terms = 0;
      for (std::size_t k = 1; k < under.size(); ++k) {
        least += under[k] * figures_[k - 1].low;
        terms += under[k] != 0.0 ? 1 : 0;
      }
      if (least > 0.0 || (terms > 1) == alone) continue;
      for (std::size_t k = 1; k < under.size(); ++k) {
        LeverFigure& figure = figures_[k - 1];
        if (under[k] <= 0.0 || figure.low > 0.0 || figure.today <= 0.0) continue;
        figure.low = std::min(figure.unit, figure.today);
        is_followed_ = is_followed_ && alone;
        break;
      }
    }
  }
}

/// False where the value has no formula over the limits.
ZONERANK_INLINE bool PlanModel::add(const Curve& curve) {
  const Index j = curve.indicator;
  const ColumnScaling& scaling = of_.ranking.scaling.columns[static_cast<std::size_t>(j)];
  const MinMax& method = std::get<MinMax>(scaling.method);
  PlanLine line{};
  line.indicator = j;
  line.sign = curve.is_more_better ? 1.0 : -1.0;
  const Coefficients& over = curve.value.over();
  const Coefficients& under = curve.value.under();
  double turn = 1.0;  // so that the denominator is above 0
  if (value_at(under, followed_.today) < 0.0) turn = -1.0;
  line.over = line.sign * turn * over[0];
  line.under = turn * under[0];
  for (std::size_t k = 0; k < figures_.size(); ++k) {
    const double a = k + 1 < over.size() ? over[k + 1] : 0.0;
    const double c = k + 1 < under.size() ? under[k + 1] : 0.0;
    if (a != 0.0 || c != 0.0) line.factors.push_back({k, line.sign * turn * a, turn * c});
  }
  std::vector<double> low, high;
  for (const LeverFigure& figure : figures_) {
    low.push_back(figure.low);
    high.push_back(figure.high);
  }
  const double least_under =
      ends(
          line.under,
          [&](std::size_t k) { return std::pair(line.factors[k].figure, line.factors[k].under); },
          line.factors.size(), low, high)
          .first;
  line.is_learned = !scaling.given && !of_.options.scaling;
  double first = scaling.fit.first, second = scaling.fit.second;
  if (line.is_learned) {
    first = std::numeric_limits<double>::infinity();
    second = -first;
    for (Index i = 0; i < of_.prepared.values.rows(); ++i) {
      const bool is_of_year = of_.prepared.years[static_cast<std::size_t>(i)] == of_.ranking.year;
      const double x = of_.prepared.values(i, j);
      if (i == of_.zone || !is_of_year || is_missing(x)) continue;
      first = std::min(first, x);
      second = std::max(second, x);
    }
  }
  line.worst = curve.is_more_better ? first : -second;
  line.best = curve.is_more_better ? second : -first;
  line.is_clipped = line.is_learned || method.clip;
  line.base = method.lower;
  line.points = method.upper - method.lower;
  const bool is_line = least_under > 0.0 && line.worst < line.best && line.points > 0.0;
  if (is_line) lines_.push_back(std::move(line));
  return is_line;
}

ZONERANK_INLINE void PlanModel::at(std::span<const Mover> movers,
                                   std::span<const std::int64_t> steps,
                                   std::vector<double>& figures) const {
  figures = followed_.today;
  for (std::size_t m = 0; m < movers.size(); ++m) {
    if (steps[m] > 0)
      figures[movers[m].figure] = figures_[movers[m].figure].at(steps[m], movers[m].way);
  }
}

ZONERANK_INLINE double PlanModel::value(const PlanLine& line,
                                        std::span<const double> figures) const {
  double over = line.over, under = line.under;
  for (const PlanLine::Factor& factor : line.factors) {
    over += factor.over * figures[factor.figure];
    under += factor.under * figures[factor.figure];
  }
  return over / under;
}

/// The greatest value of a line over a box for sign 1, the least for -1. The quotient's greatest
/// value v is where the greatest of over - v under is 0; v grows until it is.
ZONERANK_INLINE double PlanModel::best(const PlanLine& line, std::span<const double> low,
                                       std::span<const double> high, double sign) const {
  double v = value(line, low);
  for (int round = 0; round < 40; ++round) {
    double over = line.over, under = line.under;
    for (const PlanLine::Factor& factor : line.factors) {
      const bool is_more = sign * (factor.over - v * factor.under) > 0.0;
      const double x = is_more ? high[factor.figure] : low[factor.figure];
      over += factor.over * x;
      under += factor.under * x;
    }
    const double next = over / under;
    if (!(sign * (next - v) > 1e-15 * std::abs(v)))
      return sign > 0.0 ? std::max(v, next) : std::min(v, next);
    v = next;
  }
  return v;
}

/// Of the way from the worst to the best bound.
ZONERANK_INLINE double PlanModel::share(const PlanLine& line, double value) const {
  const double way = (value - line.worst) / (line.best - line.worst);
  return line.is_clipped ? std::clamp(way, 0.0, 1.0) : way;
}

ZONERANK_INLINE void PlanModel::combine() {
  const WeightTree& tree = of_.ranking.tree;
  for (std::size_t g = groups_.size(); g-- > 0;) {
    if (is_missing(groups_[g])) continue;
    const Mean mean = mean_of(of_.ranking.method.aggregations[g]);
    double sum = 0.0, weight = 0.0;
    for (const Child& child : tree.children[g]) {
      const auto at = static_cast<std::size_t>(child.index);
      const double part = child.is_indicator ? scores_[at] : groups_[at];
      if (is_missing(part)) continue;
      weight += child.weight;
      sum += child.weight * (mean == Mean::arithmetic  ? part
                             : mean == Mean::geometric ? std::log(part)
                                                       : 1.0 / part);
    }
    const double of_weights = sum / weight;
    groups_[g] = mean == Mean::arithmetic  ? of_weights
                 : mean == Mean::geometric ? std::exp(of_weights)
                                           : 1.0 / of_weights;
  }
}

ZONERANK_INLINE std::span<const double> PlanModel::slopes() {
  if (is_sum_ && has_slopes_) return slopes_;  // they are the same everywhere
  has_slopes_ = true;
  const WeightTree& tree = of_.ranking.tree;
  std::fill(slopes_.begin(), slopes_.end(), 0.0);
  std::fill(group_slopes_.begin(), group_slopes_.end(), 0.0);
  group_slopes_[0] = 1.0;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    if (is_missing(groups_[g]) || group_slopes_[g] == 0.0) continue;
    const Mean mean = mean_of(of_.ranking.method.aggregations[g]);
    double weight = 0.0;
    for (const Child& child : tree.children[g]) {
      const auto at = static_cast<std::size_t>(child.index);
      if (!is_missing(child.is_indicator ? scores_[at] : groups_[at])) weight += child.weight;
    }
    for (const Child& child : tree.children[g]) {
      const auto at = static_cast<std::size_t>(child.index);
      const double part = child.is_indicator ? scores_[at] : groups_[at];
      if (is_missing(part)) continue;
      const double ratio = part > 0.0 ? groups_[g] / part : no_bound;
      const double power = mean == Mean::arithmetic  ? 1.0
                           : mean == Mean::geometric ? ratio
                                                     : ratio * ratio;
      const double slope = std::min(no_bound, group_slopes_[g] * child.weight / weight * power);
      (child.is_indicator ? slopes_[at] : group_slopes_[at]) = slope;
    }
  }
  return slopes_;
}

ZONERANK_INLINE double PlanModel::score(std::span<const double> figures) {
  turned_.resize(lines_.size());
  double sum = unmoved_;
  for (std::size_t k = 0; k < lines_.size(); ++k) {
    const PlanLine& line = lines_[k];
    turned_[k] = value(line, figures);
    const double score = line.base + line.points * share(line, turned_[k]);
    scores_[static_cast<std::size_t>(line.indicator)] = score;
    if (is_sum_) sum += own_weights_[k] * score;
  }
  if (is_sum_) return sum;
  combine();
  return groups_[0];
}

ZONERANK_INLINE std::vector<MovedValue> PlanModel::moved(std::span<const double> turned) const {
  std::vector<MovedValue> result;
  for (std::size_t k = 0; k < lines_.size(); ++k)
    result.push_back({lines_[k].indicator, lines_[k].sign * turned[k]});
  return result;
}

ZONERANK_INLINE bool PlanModel::inside(std::span<const double> turned) const {
  for (std::size_t k = 0; k < lines_.size(); ++k) {
    if (lines_[k].is_learned && !(turned[k] >= lines_[k].worst && turned[k] <= lines_[k].best))
      return false;
  }
  return true;
}

}  // namespace zonerank::detail
