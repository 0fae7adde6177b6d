#pragma once
#include "zonerank/analysis/detail/lever_case.hpp"

#include <algorithm>
#include <cmath>

#include "zonerank/analysis/detail/value_game.hpp"
#include "zonerank/analysis/distances.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/ranking/detail/figures.hpp"
#include "zonerank/ranking/detail/raw_values.hpp"
#include "zonerank/table/balance_rules.hpp"

namespace zonerank::detail {
ZONERANK_OWN(lever_case) {

ZONERANK_INLINE bool has_sign_rule(const System& system, std::size_t field) {
  return std::any_of(system.checks.begin(), system.checks.end(), [&](const Check& check) {
    return check.kind == Check::Kind::sign &&
           std::any_of(check.subjects.begin(), check.subjects.end(),
                       [&](const Check::Subject& s) { return s.field == static_cast<int>(field); });
  });
}

/// The step of a real figure: one of its seven digits.
ZONERANK_INLINE double real_unit(double today) {
  const double size = std::abs(today);
  return size > 0.0 ? std::pow(10.0, std::floor(std::log10(size)) - 6.0) : 1e-6;
}

/// No further than a rule that holds today allows, all other figures still.
ZONERANK_INLINE void keep_rules(LeverFigure& figure, const LeverCase& of,
                                const std::vector<BalanceRule>& rules) {
  for (const BalanceRule& rule : rules) {
    const std::optional<Int128> today = difference(rule, of.table, of.row);
    if (!today || !rule.holds(*today) || !figure.is_exact) continue;
    std::int64_t factor = 0;
    for (const LinearForm::Term& term : rule.form.terms) {
      if (term.field == static_cast<int>(figure.field) && term.years_back == 0)
        factor += term.factor;
    }
    if (factor == 0) continue;
    for (const int way : {1, -1}) {
      const Int128 by_step = figure.step * factor * way;
      const auto holds = [&](std::int64_t steps) { return rule.holds(*today + by_step * steps); };
      std::int64_t held = 0, broken = figure.most_steps(way);
      if (holds(broken)) continue;
      while (broken - held > 1) {
        const std::int64_t middle = held + (broken - held) / 2;
        (holds(middle) ? held : broken) = middle;
      }
      (way > 0 ? figure.high : figure.low) = figure.at(held, way);
    }
  }
}

/// From 0, or as far below it where the figure may be negative, to so many times the greatest.
ZONERANK_INLINE void set_limits(LeverFigure& figure, const LeverCase& of) {
  double greatest = std::abs(figure.today) * of.limits.times;
  for (const double x : of.figures(figure.field, of.ranking.year)) {
    if (!is_missing(x)) greatest = std::max(greatest, std::abs(x));
  }
  const bool may_be_negative = figure.today < 0.0 && !has_sign_rule(of.system, figure.field);
  figure.high = std::min(greatest, 9e15 * figure.unit);
  figure.low = may_be_negative ? -figure.high : std::min(0.0, figure.today);
  const auto own = of.limits.limits.find(of.system.fields[figure.field].name);
  if (own != of.limits.limits.end()) {
    const double most = 9e15 * figure.unit;
    figure.low = std::clamp(own->second.first, -most, figure.today);
    figure.high = std::clamp(own->second.second, figure.today, most);
  }
}

[[noreturn]] ZONERANK_INLINE void refuse_lever(const char* option, const std::string& field,
                                               const Argument& rule) {
  fail(Code::bad_option, option, field, {rule});
}

/// A field that a user names.
ZONERANK_INLINE void check_lever_field(const System& system, const char* option,
                                       const std::string& name) {
  if (system.field(name) >= 0) return;
  refuse_lever(option, name,
               words("a field of the system; {0}", "体系的字段；{0}",
                     {suggestion(name, system.field_names())}));
}

}  // ZONERANK_OWN(lever_case)

ZONERANK_INLINE void check_moves(const LeverOptions& limits, const char* option,
                                 const std::string& name) {
  if (std::find(limits.fixed.begin(), limits.fixed.end(), name) == limits.fixed.end()) return;
  refuse_lever(option, name,
               words("a figure that may move: it is among the fixed ones",
                     "可以变动的数据：该项已列为固定不变"));
}

ZONERANK_INLINE std::int64_t LeverFigure::most_steps(int way) const {
  const double room = way > 0 ? high - today : today - low;
  return room > 0.0 ? static_cast<std::int64_t>(std::floor(room / unit * (1.0 + 1e-15))) : 0;
}

ZONERANK_INLINE double LeverFigure::at(std::int64_t steps, int way) const {
  if (is_exact) return to_double(digits + step * way * steps, places);
  const double moved = static_cast<double>(way) * static_cast<double>(steps);
  return std::clamp(today + moved * unit, low, high);
}

ZONERANK_INLINE LeverCase::LeverCase(const ZoneTable& all, const System& of_system,
                                     const RankOptions& with, const Ranking& ranked,
                                     const PreparedYears& values, Index own,
                                     const LeverOptions& within)
    : table(all),
      system(of_system),
      options(with),
      ranking(ranked),
      prepared(values),
      zone(own),
      ahead(zone_ahead(ranked, own)),
      row(*all.find(ranked.zones[static_cast<std::size_t>(own)], ranked.year)),
      limits(within),
      is_covered(ValueGame::covers(ranked, values) && with.common == 0) {
  options.year = ranked.year;
}

ZONERANK_INLINE double LeverCase::figure(std::size_t field, std::size_t at) const {
  const FigureColumn& column = table.columns[field];
  const Field& of = system.fields[field];
  if (!column.present() || column.valid[at] == 0) return missing;
  return of.is_exact() ? to_double(column.digits[at], of.places) : column.reals[at];
}

ZONERANK_INLINE std::vector<double> LeverCase::figures(std::size_t field, int year) const {
  std::vector<double> result;
  for (std::size_t at = 0; at < table.rows.size(); ++at) {
    if (table.rows[at].year == year) result.push_back(figure(field, at));
  }
  return result;
}

ZONERANK_INLINE std::vector<LeverFigure> lever_figures(const LeverCase& of) {
  std::vector<std::vector<Index>> entering(of.system.fields.size());
  for (std::size_t j = 0; j < of.system.indicators.size(); ++j) {
    ZoneFigures<double> figures(
        of.table, of.system, of.ranking.year, {of.row}, [&](const FigureAt& at, double&) {
          if (at.row == of.row && !at.comparable &&
              (entering[at.field].empty() || entering[at.field].back() != static_cast<Index>(j)))
            entering[at.field].push_back(static_cast<Index>(j));
        });
    evaluate_formula(of.system.indicators[j], figures);
  }
  const std::vector<BalanceRule> rules = balance_rules(of.system);
  std::vector<LeverFigure> found;
  for (std::size_t f = 0; f < entering.size(); ++f) {
    const Field& field = of.system.fields[f];
    const auto& fixed = of.limits.fixed;
    if (entering[f].empty() || std::find(fixed.begin(), fixed.end(), field.name) != fixed.end())
      continue;
    LeverFigure figure;
    figure.field = f;
    figure.entering = std::move(entering[f]);
    figure.today = of.figure(f, of.row);
    figure.is_exact = field.is_exact();
    figure.places = field.places;
    figure.unit = field.is_exact() ? std::pow(10.0, -field.places) : real_unit(figure.today);
    if (figure.is_exact) figure.digits = of.table.columns[f].digits[of.row];
    if (const auto step = of.limits.steps.find(field.name); step != of.limits.steps.end()) {
      if (figure.is_exact) {
        figure.step = static_cast<Int128>(std::llround(step->second / figure.unit));
        figure.unit = to_double(figure.step, figure.places);
      } else {
        figure.unit = step->second;
      }
    }
    set_limits(figure, of);
    keep_rules(figure, of, rules);
    found.push_back(std::move(figure));
  }
  return found;
}

ZONERANK_INLINE void check_levers(const Ranking& ranking, const System& system,
                                  const RankOptions& options, Index zone, double rank,
                                  const LeverOptions& limits) {
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
  for (const std::string& name : limits.fixed) check_lever_field(system, "fixed", name);
  for (const auto& [name, range] : limits.limits) {
    check_lever_field(system, "limits", name);
    check_moves(limits, "limits", name);
    if (!(range.first <= range.second && std::isfinite(range.second - range.first)))
      refuse_lever("limits", name + " = " + shortest(range.first) + ".." + shortest(range.second),
                   words("a lower and an upper limit, the lower one first", "先下限、后上限"));
  }
  for (const auto& [name, step] : limits.steps) {
    check_lever_field(system, "steps", name);
    check_moves(limits, "steps", name);
    const Field& field = system.fields[static_cast<std::size_t>(system.field(name))];
    const double digits = step * std::pow(10.0, field.is_exact() ? field.places : 0);
    const bool is_whole =
        !field.is_exact() || std::abs(digits - std::round(digits)) <= 1e-9 * digits;
    if (!(step > 0.0 && std::isfinite(step) && digits < 9e15 && is_whole &&
          (!field.is_exact() || digits >= 0.5)))
      refuse_lever("steps", name + " = " + shortest(step),
                   words("a step above 0 with at most {0} decimals",
                         "大于 0、至多 {0} 位小数的步长", {field.is_exact() ? field.places : 15}));
  }
}

}  // namespace zonerank::detail
