#pragma once
#include "zonerank/analysis/levers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "zonerank/analysis/detail/curves.hpp"
#include "zonerank/analysis/detail/lever_case.hpp"
#include "zonerank/analysis/detail/value_game.hpp"
#include "zonerank/analysis/what_if.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/run/parallel.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
ZONERANK_OWN(levers) {

constexpr int most_intervals = 20000;  ///< looked into for one figure

/// One figure as a lever: steps from today's, up or down.
class OneLever {
 public:
  OneLever(const detail::LeverCase& of, detail::LeverFigure figure)
      : of_(of),
        figure_(std::move(figure)),
        field_(of.system.fields[figure_.field]),
        followed_{{figure_.today}},
        game_(of.ranking, of.prepared, !of.options.scaling, of.zone) {
    result_.field = field_.name;
    result_.today = figure_.today;
    is_proved_ = of.is_covered;
    for (const Index j : figure_.entering) add_curve(j);
    is_proved_ = is_proved_ && followed_.is_known;
    for (const detail::Coefficients& form : followed_.decisions) end_at(form);
    // The ends of what formulas hold for are outside it.
    if (is_proved_ && high_ <= figure_.high) figure_.high = high_ - figure_.unit;
    if (is_proved_ && low_ >= figure_.low) figure_.low = low_ + figure_.unit;
    result_.low = figure_.low;
    result_.high = figure_.high;
  }

  Lever run(double target) {
    target_ = target;
    result_.is_proved = is_proved_;
    know(of_.figures(figure_.field, of_.ranking.year));
    if (of_.ranking.group_ranks(of_.zone, 0) <= target_) {
      result_.needed = result_.today;
      result_.rank = of_.ranking.group_ranks(of_.zone, 0);
      return result_;
    }
    std::optional<Step> found = nearest(target_);
    if (found) {
      result_.needed = at(*found);
      result_.rank = rank_at(at(*found));
      return result_;
    }
    result_.rank = of_.ranking.group_ranks(of_.zone, 0);
    result_.best_at = result_.today;
    const double best = std::min(best_rank(1), best_rank(-1));
    if (best < result_.rank && (found = nearest(best))) {
      result_.best_at = at(*found);
      result_.rank = rank_at(at(*found));
    }
    if (result_.rank <= target_) reach_from(*found);
    return result_;
  }

 private:
  struct OneCurve {
    Index indicator;
    detail::LinearFraction value;
    bool is_better_up;  ///< more of the figure is a better value
  };
  struct Step {
    std::int64_t steps;
    int way;
  };

  double at(const Step& step) const { return figure_.at(step.steps, step.way); }
  std::int64_t most_steps(int way) const { return figure_.most_steps(way); }

  void add_curve(Index j) {
    const std::vector<const detail::LeverFigure*> moved = {&figure_};
    const std::optional<detail::Curve> curve = detail::curve_of(of_, j, moved, followed_);
    if (!curve) return;
    const auto& over = curve->value.over();
    const auto& under = curve->value.under();
    const auto of = [](const detail::Coefficients& form, std::size_t k) {
      return k < form.size() ? form[k] : 0.0;
    };
    const double slope = of(over, 1) * of(under, 0) - of(over, 0) * of(under, 1);
    curves_.push_back({j, curve->value, (slope > 0.0) == curve->is_more_better});
    is_proved_ = is_proved_ && curve->is_followed;
  }

  /// A form that must keep its sign: the formulas hold up to where it is 0.
  void end_at(const detail::Coefficients& form) {
    const double slope = form.size() > 1 ? form[1] : 0.0;
    const double root = -form[0] / slope;
    if (!std::isfinite(root)) return;
    if (root < figure_.today) low_ = std::fmax(low_, root);
    if (root > figure_.today) high_ = std::fmin(high_, root);
    if (root == figure_.today) is_proved_ = false;
  }

  /// The rank with a figure. Whole rankings tell it where rounding could decide.
  double rank_at(double x) {
    const std::optional<detail::Standing> standing = between(x, x);
    return standing && standing->is_sure ? standing->rank : ranked_at(x);
  }

  /// No figure between two has a better rank: every value is the best that it has there.
  double best_between(double x, double y) {
    const std::optional<detail::Standing> standing = between(x, y);
    return standing ? standing->best : std::fmin(ranked_at(x), ranked_at(y));
  }

  std::optional<detail::Standing> between(double x, double y) {
    if (!is_proved_ || !(std::min(x, y) > low_ && std::max(x, y) < high_)) return std::nullopt;
    moved_.clear();
    for (const OneCurve& curve : curves_) {
      const double better = curve.is_better_up ? std::max(x, y) : std::min(x, y);
      moved_.push_back({curve.indicator, curve.value.at({&better, 1})});
    }
    const detail::Standing standing = game_.standing(moved_);
    return is_missing(standing.rank) ? std::nullopt : std::optional(standing);
  }

  /// The rank of the zone when all are ranked with the figure; NaN where it has none. Figures that
  /// people know may break a rule of the check list here.
  double ranked_at(double x) {
    const auto [found, is_new] = ranked_.try_emplace(x, missing);
    if (!is_new) return found->second;
    const std::string& name = of_.ranking.zones[static_cast<std::size_t>(of_.zone)];
    const Edit edit{name, field_.name, Edit::Kind::set, x, of_.ranking.year};
    const Ranking changed = what_if(of_.table, of_.system, of_.options, {&edit, 1}, Rules::ignored);
    return found->second = changed.group_ranks(of_.zone, 0);
  }

  /// The step nearest to today's figure with a rank, one way.
  std::optional<std::int64_t> first(int way, double target, std::int64_t from, std::int64_t to,
                                    int& left) {
    if (from > to || left-- <= 0) return std::nullopt;
    const double x = at({from, way}), y = at({to, way});
    if (!((from == to ? rank_at(x) : best_between(x, y)) <= target)) return std::nullopt;
    if (from == to) return from;
    const std::int64_t middle = from + (to - from) / 2;
    if (const auto found = first(way, target, from, middle, left)) return found;
    return first(way, target, middle + 1, to, left);
  }

  std::optional<Step> nearest(double target) {
    std::optional<Step> found;
    for (const int way : {1, -1}) {
      const std::int64_t most = found ? std::min(found->steps, most_steps(way)) : most_steps(way);
      int left = most_intervals;
      if (const auto steps = first(way, target, 1, most, left)) {
        if (!found || *steps < found->steps) found = Step{*steps, way};
      }
      if (left <= 0) result_.is_proved = false;
    }
    return found;
  }

  /// Where ranks go up and down, the search for the best one may meet a figure with the rank asked
  /// for that the search for this one passed by.
  void reach_from(const Step& met) {
    int left = most_intervals;
    const auto steps = first(met.way, target_, 1, met.steps, left);
    result_.needed = at({steps.value_or(met.steps), met.way});
    result_.rank = rank_at(result_.needed);
    result_.best_at = missing;
  }

  /// The best rank one way.
  double best_rank(int way) {
    double best = of_.ranking.group_ranks(of_.zone, 0);
    int left = most_intervals;
    std::vector<std::pair<std::int64_t, std::int64_t>> open;
    if (const std::int64_t most = most_steps(way); most > 0) open.emplace_back(1, most);
    while (!open.empty() && left-- > 0) {
      const auto [from, to] = open.back();
      open.pop_back();
      for (const std::int64_t end : {from, to}) {
        best = std::fmin(best, rank_at(at({end, way})));
      }
      if (to - from < 2 || !(best_between(at({from, way}), at({to, way})) < best)) continue;
      const std::int64_t middle = from + (to - from) / 2;
      open.emplace_back(middle, to);
      open.emplace_back(from, middle);
    }
    if (left <= 0) result_.is_proved = false;
    return best;
  }

  /// Ranks at the figures that people know.
  void know(const std::vector<double>& values) {
    const auto known = [&](double x) {
      if (is_missing(x)) return KnownFigure{};
      const double unit = field_.is_exact() ? std::pow(10.0, -field_.places) : figure_.unit;
      const double written =
          field_.is_exact() ? to_double(static_cast<Int128>(std::llround(x / unit)), field_.places)
                            : std::round(x / unit) * unit;
      return KnownFigure{written, rank_at(written)};
    };
    const bool is_more_better =
        curves_.empty() || std::any_of(curves_.begin(), curves_.end(),
                                       [](const OneCurve& c) { return c.is_better_up; });
    result_.median = known(quantile(values, 0.5));
    result_.quartile = known(quantile(values, is_more_better ? 0.75 : 0.25));
    if (of_.ahead >= 0) {
      const auto other =
          of_.table.find(of_.ranking.zones[static_cast<std::size_t>(of_.ahead)], of_.ranking.year);
      if (other) result_.ahead = known(of_.figure(figure_.field, *other));
    }
  }

  const detail::LeverCase& of_;
  detail::LeverFigure figure_;
  const Field& field_;
  double target_ = 1.0;
  bool is_proved_ = false;
  detail::FollowedFigures followed_;
  double low_ = -std::numeric_limits<double>::infinity();  ///< formulas hold between
  double high_ = std::numeric_limits<double>::infinity();
  std::vector<OneCurve> curves_;
  detail::ValueGame game_;
  std::vector<detail::MovedValue> moved_;
  std::map<double, double> ranked_;  ///< by figure
  Lever result_;
};

}  // ZONERANK_OWN(levers)

ZONERANK_INLINE std::vector<Lever> levers(const ZoneTable& table, const System& system,
                                          const RankOptions& given, const std::string& zone,
                                          double rank, const LeverOptions& limits) {
  RankOptions options = with_method(given, system);
  const Ranking ranking = zonerank::rank(table, system, options);
  options.year = ranking.year;
  const Index own = ranking.zone(zone);
  detail::check_levers(ranking, system, options, own, rank, limits);
  Ranking again = ranking;
  const detail::PreparedYears prepared = detail::prepare(again, table, system, options);
  const detail::LeverCase of(table, system, options, ranking, prepared, own, limits);
  const std::vector<detail::LeverFigure> figures = detail::lever_figures(of);
  std::vector<Lever> result(figures.size());
  parallel_for(figures.size(), limits.threads,
               [&](std::size_t k) { result[k] = OneLever(of, figures[k]).run(rank); });
  return result;
}

}  // namespace zonerank
