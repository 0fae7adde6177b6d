#pragma once
#include "zonerank/analysis/levers.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "zonerank/analysis/detail/moebius.hpp"
#include "zonerank/analysis/detail/value_game.hpp"
#include "zonerank/analysis/distances.hpp"
#include "zonerank/analysis/what_if.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/ranking/detail/raw_values.hpp"
#include "zonerank/run/parallel.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
ZONERANK_OWN(levers) {

constexpr int most_intervals = 20000;  ///< looked into for one figure

/// What all levers of a zone share.
struct LeverCase {
  const ZoneTable& table;
  const System& system;
  RankOptions options;
  const Ranking& ranking;
  const detail::PreparedYears& prepared;
  Index zone, ahead;
  double target, times;
  bool is_covered;  ///< by the game of values
};

/// One figure as a lever: steps from today's, up or down.
class OneLever {
 public:
  OneLever(const LeverCase& of, std::size_t field, const std::vector<Index>& entering)
      : of_(of),
        field_(of.system.fields[field]),
        at_(field),
        row_(*of.table.find(of.ranking.zones[static_cast<std::size_t>(of.zone)], of.ranking.year)),
        game_(of.ranking, of.prepared, !of.options.scaling, of.zone) {
    const FigureColumn& column = of.table.columns[field];
    result_.field = field_.name;
    result_.today = figure(column, row_);
    unit_ = field_.is_exact() ? std::pow(10.0, -field_.places) : real_unit();
    domain_.today = result_.today;
    is_proved_ = of.is_covered;
    for (const Index j : entering) add_curve(j);
    is_proved_ = is_proved_ && domain_.is_known;
    set_limits(column);
  }

  Lever run() {
    result_.is_proved = is_proved_;
    know(column_values());
    if (of_.ranking.group_ranks(of_.zone, 0) <= of_.target) {
      result_.needed = result_.today;
      result_.rank = of_.ranking.group_ranks(of_.zone, 0);
      return result_;
    }
    std::optional<Step> found = nearest(of_.target);
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
    return result_;
  }

 private:
  struct Curve {
    Index indicator;
    detail::Moebius value;
    bool is_better_up;  ///< more of the figure is a better value
  };
  struct Step {
    std::int64_t steps;
    int way;
  };

  double figure(const FigureColumn& column, std::size_t row) const {
    if (column.valid[row] == 0) return missing;
    return field_.is_exact() ? to_double(column.digits[row], field_.places) : column.reals[row];
  }

  double real_unit() const {
    const double size = std::abs(result_.today);
    return size > 0.0 ? std::pow(10.0, std::floor(std::log10(size)) - 6.0) : 1e-6;
  }

  void add_curve(Index j) {
    const Indicator& indicator = of_.system.indicators[static_cast<std::size_t>(j)];
    detail::ZoneFigures<detail::Moebius> figures(
        of_.table, of_.system, of_.ranking.year, {row_},
        [&](const detail::FigureAt& figure, detail::Moebius& x) {
          if (figure == detail::FigureAt{at_, row_, false}) x = detail::Moebius::variable(domain_);
        });
    const auto found = detail::evaluate_formula(indicator, figures);
    if (found.why[0] != Why::present) return;
    const detail::Moebius value = detail::in_own_unit(indicator, found.value[0]);
    if (value.is_constant()) return;
    const bool more = indicator.direction == Direction::more_is_better;
    curves_.push_back({j, value, (value.slope_sign() > 0.0) == more});
    // A value that was given instead of computed stays as it is.
    const double known = of_.prepared.values(of_.zone, j);
    if (!(std::abs(static_cast<double>(value) - known) <= 1e-9 * std::abs(known)))
      is_proved_ = false;
    // An indicator that was left out may come back as soon as its value moves.
    if (of_.ranking.left_out[static_cast<std::size_t>(j)]) is_proved_ = false;
  }

  bool has_sign_rule() const {
    return std::any_of(of_.system.checks.begin(), of_.system.checks.end(), [&](const Check& check) {
      return check.kind == Check::Kind::sign &&
             std::any_of(check.subjects.begin(), check.subjects.end(),
                         [&](const Check::Subject& s) { return s.field == static_cast<int>(at_); });
    });
  }

  /// From 0, or as far below it where the figure may be negative, to so many times the greatest.
  void set_limits(const FigureColumn& column) {
    double greatest = std::abs(result_.today) * of_.times;
    for (std::size_t row = 0; row < of_.table.rows.size(); ++row) {
      if (of_.table.rows[row].year == of_.ranking.year && column.valid[row] != 0)
        greatest = std::max(greatest, std::abs(figure(column, row)));
    }
    const bool may_be_negative = result_.today < 0.0 && !has_sign_rule();
    result_.high = std::min(greatest, 9e15 * unit_);
    result_.low = may_be_negative ? -result_.high : std::min(0.0, result_.today);
    // The ends of the domain are outside it.
    if (is_proved_ && domain_.high <= result_.high) result_.high = domain_.high - unit_;
    if (is_proved_ && domain_.low >= result_.low) result_.low = domain_.low + unit_;
  }

  std::int64_t most_steps(int way) const {
    const double room = way > 0 ? result_.high - result_.today : result_.today - result_.low;
    return room > 0.0 ? static_cast<std::int64_t>(std::floor(room / unit_ * (1.0 + 1e-15))) : 0;
  }

  double at(const Step& step) const {
    const double moved = static_cast<double>(step.way) * static_cast<double>(step.steps);
    if (!field_.is_exact())
      return std::clamp(result_.today + moved * unit_, result_.low, result_.high);
    const Int128 today = of_.table.columns[at_].digits[row_];
    return to_double(today + static_cast<Int128>(step.way) * step.steps, field_.places);
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
    if (!is_proved_ || !(std::min(x, y) > domain_.low && std::max(x, y) < domain_.high))
      return std::nullopt;
    moved_.clear();
    for (const Curve& curve : curves_) {
      const double better = curve.is_better_up ? std::max(x, y) : std::min(x, y);
      moved_.push_back({curve.indicator, curve.value.at(better)});
    }
    const detail::Standing standing = game_.standing(moved_);
    return is_missing(standing.rank) ? std::nullopt : std::optional(standing);
  }

  /// The rank of the zone when all are ranked with the figure; NaN where it has none.
  double ranked_at(double x) {
    const auto [found, is_new] = ranked_.try_emplace(x, missing);
    if (!is_new) return found->second;
    const std::string& name = of_.ranking.zones[static_cast<std::size_t>(of_.zone)];
    const Edit edit{name, field_.name, Edit::Kind::set, x, of_.ranking.year};
    const Ranking changed = what_if(of_.table, of_.system, of_.options, {&edit, 1});
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

  std::vector<double> column_values() const {
    std::vector<double> values;
    for (std::size_t row = 0; row < of_.table.rows.size(); ++row) {
      if (of_.table.rows[row].year != of_.ranking.year) continue;
      values.push_back(figure(of_.table.columns[at_], row));
    }
    return values;
  }

  /// Ranks at the figures that people know.
  void know(const std::vector<double>& values) {
    const auto known = [&](double x) {
      const double on_unit = std::round(x / unit_) * unit_;
      if (is_missing(x)) return KnownFigure{};
      const double written = field_.is_exact() ? read_decimal(on_unit) : on_unit;
      return KnownFigure{written, rank_at(written)};
    };
    const bool is_more_better =
        curves_.empty() ||
        std::any_of(curves_.begin(), curves_.end(), [](const Curve& c) { return c.is_better_up; });
    result_.median = known(quantile(values, 0.5));
    result_.quartile = known(quantile(values, is_more_better ? 0.75 : 0.25));
    if (of_.ahead >= 0) {
      const auto other =
          of_.table.find(of_.ranking.zones[static_cast<std::size_t>(of_.ahead)], of_.ranking.year);
      if (other) result_.ahead = known(figure(of_.table.columns[at_], *other));
    }
  }

  /// The double that is nearest to a whole number of units.
  double read_decimal(double x) const {
    return to_double(static_cast<Int128>(std::llround(x / unit_)), field_.places);
  }

  const LeverCase& of_;
  const Field& field_;
  std::size_t at_, row_;
  double unit_ = 1.0;
  bool is_proved_ = false;
  detail::FigureDomain domain_{0.0};
  std::vector<Curve> curves_;
  detail::ValueGame game_;
  std::vector<detail::MovedValue> moved_;
  std::map<double, double> ranked_;  ///< by figure
  Lever result_;
};

/// The fields whose figures of the year enter an indicator of the zone, each with those indicators.
ZONERANK_INLINE std::vector<std::pair<std::size_t, std::vector<Index>>> lever_fields(
    const LeverCase& of) {
  std::vector<std::vector<Index>> entering(of.system.fields.size());
  const std::size_t row =
      *of.table.find(of.ranking.zones[static_cast<std::size_t>(of.zone)], of.ranking.year);
  for (std::size_t j = 0; j < of.system.indicators.size(); ++j) {
    detail::ZoneFigures<double> figures(
        of.table, of.system, of.ranking.year, {row}, [&](const detail::FigureAt& at, double&) {
          if (at.row == row && !at.comparable &&
              (entering[at.field].empty() || entering[at.field].back() != static_cast<Index>(j)))
            entering[at.field].push_back(static_cast<Index>(j));
        });
    detail::evaluate_formula(of.system.indicators[j], figures);
  }
  std::vector<std::pair<std::size_t, std::vector<Index>>> found;
  for (std::size_t f = 0; f < entering.size(); ++f) {
    if (!entering[f].empty()) found.emplace_back(f, entering[f]);
  }
  return found;
}

ZONERANK_INLINE void check_levers(const Ranking& ranking, const RankOptions& options, Index zone,
                                  double rank, const LeverOptions& limits) {
  const Index n = ranking.group_ranks.rows() - ranking.group_ranks.col(0).array().isNaN().count();
  if (options.adjust) {
    fail(Code::bad_option, "adjust", words("a change of indicators by hand", "直接改动指标数值"),
         {words("left out: levers are raw figures of the fields",
                "不改动指标：可调整的是字段的原始数据")});
  }
  if (is_missing(ranking.group_scores(zone, 0))) {
    fail(Code::bad_option, "zone", ranking.zones[static_cast<std::size_t>(zone)],
         {words("a zone with an overall score", "有总分的高新区")});
  }
  if (!(rank >= 1.0 && rank <= static_cast<double>(n)))
    fail(Code::bad_option, "rank", shortest(rank), {words("from 1 to {0}", "1 到 {0}", {n})});
  if (!(limits.times >= 1.0 && limits.times <= 1e6))
    fail(Code::bad_option, "times", shortest(limits.times),
         {words("from 1 to 1000000", "1 到 1000000")});
}

}  // ZONERANK_OWN(levers)

ZONERANK_INLINE std::vector<Lever> levers(const ZoneTable& table, const System& system,
                                          const RankOptions& given, const std::string& zone,
                                          double rank, const LeverOptions& limits) {
  RankOptions options = with_method(given, system);
  const Ranking ranking = zonerank::rank(table, system, options);
  options.year = ranking.year;
  const Index own = ranking.zone(zone);
  check_levers(ranking, options, own, rank, limits);
  Ranking again = ranking;
  const detail::PreparedYears prepared = detail::prepare(again, table, system, options);
  const LeverCase of{table,
                     system,
                     options,
                     ranking,
                     prepared,
                     own,
                     zone_ahead(ranking, own),
                     rank,
                     limits.times,
                     detail::ValueGame::covers(ranking, prepared) && options.common == 0};
  const auto fields = lever_fields(of);
  std::vector<Lever> result(fields.size());
  parallel_for(fields.size(), limits.threads, [&](std::size_t k) {
    result[k] = OneLever(of, fields[k].first, fields[k].second).run();
  });
  return result;
}

}  // namespace zonerank
