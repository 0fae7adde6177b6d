#pragma once
#include "zonerank/analysis/derivatives.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "zonerank/analysis/distances.hpp"
#include "zonerank/analysis/what_if.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/dual.hpp"
#include "zonerank/ranking/detail/raw_values.hpp"

namespace zonerank {
ZONERANK_OWN(derivatives) {

/// A number and the way it goes from there.
using Ray = Dual<1, DualOrder::along>;

ZONERANK_INLINE void check_followed(const Ranking& ranking, const System& system,
                                    const RankOptions& options) {
  if (options.adjust) {
    fail(Code::bad_option, "adjust", words("a change of indicators by hand", "直接改动指标数值"),
         {words("left out: derivatives are by the raw figures of the fields",
                "不改动指标：导数按字段的原始数据计算")});
  }
  for (std::size_t g = 0; g < ranking.method.aggregations.size(); ++g) {
    const Aggregation& aggregation = ranking.method.aggregations[g];
    if (!compares_zones(aggregation)) continue;
    fail(Code::bad_option, words("aggregation of {0}", "{0} 的汇总", {system.groups[g].id}),
         choice_in_both(aggregation),
         {words("a mean of each zone's own scores, so that its score has derivatives",
                "由各高新区自身得分计算的平均，得分才有导数")});
  }
}

/// The scores of one zone as functions of its figures.
class ZoneSlopes {
 public:
  ZoneSlopes(const Ranking& ranking, const ZoneTable& table, const System& system,
             const RankOptions& options, Index zone)
      : ranking_(ranking),
        table_(table),
        system_(system),
        zone_(zone),
        ahead_(zone_ahead(ranking, zone)),
        is_learned_(!options.scaling) {
    Ranking again = ranking;
    prepared_ = detail::prepare(again, table, system, options);
    for (std::size_t row = 0; row < prepared_.zones.size(); ++row) {
      if (prepared_.zones[row] == ranking.zones[static_cast<std::size_t>(zone)])
        own_rows_.push_back(row);
    }
    for (Index j = 0; j < ranking.scores.cols(); ++j) find_figures(j);
    std::stable_sort(figures_.begin(), figures_.end(),
                     [&](const auto& a, const auto& b) { return before(a, b); });
  }

  Index ahead() const { return ahead_; }
  const std::vector<detail::FigureAt>& figures() const { return figures_; }

  int year(const detail::FigureAt& at) const {
    return table_.rows[at.row].year - (at.comparable ? 1 : 0);
  }

  FigureDerivative by(const detail::FigureAt& at) const {
    const Field& field = system_.fields[at.field];
    FigureDerivative result;
    result.field = field.name;
    result.year = year(at);
    result.comparable = at.comparable;
    const FigureColumn& column = (at.comparable ? table_.previous : table_.columns)[at.field];
    result.figure =
        field.is_exact() ? to_double(column.digits[at.row], field.places) : column.reals[at.row];
    result.groups.resize(system_.groups.size());
    for (std::size_t j = 0; j < entering_.size(); ++j) {
      if (enters(j, at) && !is_followed(static_cast<Index>(j)))
        result.not_followed.push_back(system_.indicators[j].id);
    }
    if (!result.not_followed.empty()) return result;
    follow(at, 1.0, result, &Slope::right);
    follow(at, -1.0, result, &Slope::left);
    result.overall = result.groups[0];
    if (result.figure != 0.0) {
      const Slope& slope = result.overall;
      const double share = result.figure / 100.0;
      result.percent_points = share * (share > 0.0 ? slope.right : slope.left);
    }
    return result;
  }

 private:
  bool before(const detail::FigureAt& a, const detail::FigureAt& b) const {
    return std::pair(-year(a), a.field) < std::pair(-year(b), b.field);
  }

  bool enters(std::size_t indicator, const detail::FigureAt& at) const {
    const std::vector<detail::FigureAt>& own = entering_[indicator];
    return std::find(own.begin(), own.end(), at) != own.end();
  }

  /// The figures that an indicator of the zone is computed from, in all prepared years.
  void find_figures(Index j) {
    std::vector<detail::FigureAt>& entering = entering_.emplace_back();
    if (is_missing(ranking_.scores(zone_, j))) return;
    for (const std::size_t row : own_rows_) {
      const std::optional<std::size_t> own =
          table_.find(prepared_.zones[row], prepared_.years[row]);
      if (!own) continue;
      detail::ZoneFigures<double> figures(
          table_, system_, prepared_.years[row], {*own},
          [&](const detail::FigureAt& at, double&) { entering.push_back(at); });
      detail::evaluate_formula(system_.indicators[static_cast<std::size_t>(j)], figures);
    }
    for (const detail::FigureAt& at : entering) {
      if (std::find(figures_.begin(), figures_.end(), at) == figures_.end()) figures_.push_back(at);
    }
  }

  bool is_followed(Index j) const {
    const auto at = static_cast<std::size_t>(j);
    const bool is_generic = std::visit([]<class M>(const M&) { return is_scalar_generic<M>; },
                                       ranking_.scaling.columns[at].method);
    const bool is_imputed =
        std::any_of(ranking_.imputed.begin(), ranking_.imputed.end(),
                    [&](const ImputedValue& value) { return value.column == j; });
    bool is_treated = false;
    for (Index row = 0; row < prepared_.values.rows(); ++row) {
      const double value = prepared_.values(row, j);
      is_treated = is_treated || (!is_missing(value) && value != prepared_.untreated(row, j));
    }
    return is_generic && !is_imputed && !is_treated;
  }

  /// One side of the slopes: the figure goes up (1) or down (-1).
  void follow(const detail::FigureAt& at, double way, FigureDerivative& result,
              double Slope::*side) const {
    std::vector<bool> learned(entering_.size());
    for (std::size_t j = 0; j < learned.size(); ++j) learned[j] = is_learned_ && enters(j, at);
    const detail::ChainShape shape{
        system_,         ranking_.method,       prepared_,         ranking_.scaling, ranking_.tree,
        ranking_.scores, ranking_.group_scores, std::move(learned)};
    detail::ScoreChain<Ray> chain(shape, [&](Index j, std::span<const std::size_t> rows) {
      return values(shape, j, rows, at, way);
    });
    for (std::size_t g = 0; g < result.groups.size(); ++g)
      result.groups[g].*side = way * slope(chain.group(zone_, g), zone_, g);
    if (ahead_ >= 0) {
      const double other = way * slope(chain.group(ahead_, 0), ahead_, 0);
      result.margin.*side = result.groups[0].*side - other;
    }
  }

  /// NaN where the score is not the zone's: it jumps as soon as the figure moves.
  double slope(const Ray& score, Index zone, std::size_t g) const {
    const double known = ranking_.group_scores(zone, static_cast<Index>(g));
    const bool jumps = !(std::abs(score.value() - known) <= 1e-9 * std::max(1.0, std::abs(known)));
    return jumps || !std::isfinite(score.tangent(0)) ? missing : score.tangent(0);
  }

  std::vector<Ray> values(const detail::ChainShape& shape, Index j,
                          std::span<const std::size_t> rows, const detail::FigureAt& at,
                          double way) const {
    std::vector<std::size_t> own;
    if (enters(static_cast<std::size_t>(j), at)) {
      for (const std::size_t row : rows) {
        if (std::find(own_rows_.begin(), own_rows_.end(), row) != own_rows_.end())
          own.push_back(row);
      }
    }
    const std::vector<Ray> moving =
        detail::raw_values<Ray>(shape, table_, j, own, [&](const detail::FigureAt& figure, Ray& x) {
          if (figure == at)
            x = way > 0.0 ? Ray::variable(x.value(), 0) : -Ray::variable(-x.value(), 0);
        });
    std::vector<Ray> result;
    for (const std::size_t row : rows)
      result.emplace_back(prepared_.values(static_cast<Index>(row), j));
    for (std::size_t k = 0; k < own.size(); ++k)
      result[static_cast<std::size_t>(std::find(rows.begin(), rows.end(), own[k]) - rows.begin())] =
          moving[k];
    return result;
  }

  const Ranking& ranking_;
  const ZoneTable& table_;
  const System& system_;
  Index zone_, ahead_;
  bool is_learned_;
  detail::PreparedYears prepared_;
  std::vector<std::size_t> own_rows_;                    ///< of the prepared ones
  std::vector<std::vector<detail::FigureAt>> entering_;  ///< an indicator
  std::vector<detail::FigureAt> figures_;
};

/// Places gained by 1 % more of a figure of a row of its own.
ZONERANK_INLINE double places_of_percent(const ZoneTable& table, const System& system,
                                         const RankOptions& options, const Ranking& ranking,
                                         Index zone, const FigureDerivative& by) {
  const double rank = ranking.group_ranks(zone, 0);
  if (by.comparable || !(by.figure > 0.0) || is_missing(rank)) return missing;
  const Edit more{ranking.zones[static_cast<std::size_t>(zone)], by.field, Edit::Kind::percent, 1.0,
                  by.year};
  RankOptions of_year = options;
  of_year.year = ranking.year;
  const Ranking changed = what_if(table, system, of_year, {&more, 1}, Rules::ignored);
  return rank - changed.group_ranks(zone, 0);
}

}  // ZONERANK_OWN(derivatives)

ZONERANK_INLINE Derivatives derivatives(const ZoneTable& table, const System& system,
                                        const RankOptions& given, const std::string& zone) {
  const RankOptions options = with_method(given, system);
  const Ranking ranking = rank(table, system, options);
  const Index own = ranking.zone(zone);
  check_followed(ranking, system, options);
  const ZoneSlopes slopes(ranking, table, system, options, own);
  Derivatives result;
  result.zone = zone;
  if (slopes.ahead() >= 0) {
    result.ahead = ranking.zones[static_cast<std::size_t>(slopes.ahead())];
    result.margin = ranking.group_scores(own, 0) - ranking.group_scores(slopes.ahead(), 0);
  }
  for (const detail::FigureAt& at : slopes.figures()) {
    FigureDerivative& by = result.figures.emplace_back(slopes.by(at));
    by.percent_places = places_of_percent(table, system, options, ranking, own, by);
  }
  return result;
}

}  // namespace zonerank
