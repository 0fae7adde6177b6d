#pragma once
#include "zonerank/ranking/indicator.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <set>

#include "zonerank/core/build.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/ranking/detail/cells.hpp"
#include "zonerank/ranking/detail/indicator_columns.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
ZONERANK_OWN(indicator) {

using Cells = Evaluated<double>;

class Computer {
 public:
  Computer(const ZoneTable& table, const System& system, int year, Problems& problems)
      : table_(table),
        system_(system),
        year_(year),
        problems_(problems),
        columns_(table, system, year),
        figures_(columns_.figures()) {}

  IndicatorTable compute() {
    const auto n = static_cast<Index>(figures_.size());
    const auto m = static_cast<Index>(system_.indicators.size());
    IndicatorTable result;
    result.year = year_;
    for (std::size_t i = 0; i < figures_.size(); ++i) result.zones.push_back(figures_.zone(i));
    result.values.resize(n, m);
    result.errors.resize(m);
    result.why.reserve(static_cast<std::size_t>(n * m));
    for (Index j = 0; j < m; ++j) {
      const Indicator& indicator = system_.indicators[static_cast<std::size_t>(j)];
      detail::IndicatorColumn evaluated = columns_.evaluate(indicator);
      any_given_ = false;
      finish(indicator, evaluated.cells);
      take_ready_made(indicator, static_cast<std::size_t>(j), evaluated.cells);
      std::copy(evaluated.cells.value.begin(), evaluated.cells.value.end(),
                column(result.values, j).begin());
      result.why.insert(result.why.end(), evaluated.cells.why.begin(), evaluated.cells.why.end());
      result.errors[j] =
          columns_.settle(indicator, std::move(evaluated), column(result.values, j), any_given_);
    }
    note_absent_columns();
    note_zones_without_year();
    problems_.raise_errors();
    return result;
  }

 private:
  Place place(std::size_t i) const { return Place::of_zone(figures_.zone(i), year_); }
  static Argument name(const Indicator& indicator) {
    const std::string code = indicator.code.empty() ? "" : indicator.code + " ";
    return Argument(code + indicator.id,
                    code + (indicator.zh.empty() ? indicator.id : indicator.zh));
  }

  static std::span<double> column(Matrix& values, Index j) {
    return {values.col(j).data(), static_cast<std::size_t>(values.rows())};
  }

  void finish(const Indicator& indicator, Cells& evaluated) {
    bool any = false;
    for (std::size_t i = 0; i < evaluated.value.size(); ++i) {
      Why& why = evaluated.why[i];
      double& value = evaluated.value[i];
      if (why == Why::empty_whole && indicator.when_empty) {
        value = *indicator.when_empty;
        any_given_ = true;
        why = Why::present;
        problems_.add(Code::empty_whole, place(i), name(indicator),
                      {shortest(value) + " " + indicator.unit.text});
      } else if (why == Why::present) {
        value = detail::in_own_unit(indicator, value);
        if (!std::isfinite(value)) {
          value = missing;  // a double that overflowed is not a figure
          why = Why::overflow;
          problems_.add(Code::overflowed, place(i), name(indicator));
        }
      } else if (why == Why::zero_denominator || why == Why::empty_whole) {
        problems_.add(Code::zero_denominator, place(i), name(indicator));
      } else if (why == Why::nonpositive_denominator) {
        problems_.add(Code::nonpositive_denominator, place(i), name(indicator),
                      {rounded(evaluated.cause[i], 6)});
      } else if (why == Why::nonpositive_base) {
        problems_.add(Code::nonpositive_base, place(i), name(indicator),
                      {rounded(evaluated.cause[i], 6)});
      } else if (why == Why::undefined_logarithm) {
        problems_.add(Code::undefined_logarithm, place(i), name(indicator),
                      {rounded(evaluated.cause[i], 6)});
      }
      any = any || why == Why::present;
      check_range(indicator, value, i);
    }
    if (any) {
      with_values_.insert(indicator.id);
      check_bases(indicator, evaluated);
      check_heads(indicator, evaluated);
    } else if (std::find(evaluated.why.begin(), evaluated.why.end(), Why::no_previous) !=
               evaluated.why.end()) {
      without_previous_.push_back(name(indicator));
    }
  }

  /// Values that somebody else computed stand where the fields are absent or blank; where both are
  /// there they must agree.
  void take_ready_made(const Indicator& indicator, std::size_t j, Cells& evaluated) {
    if (ready_made_.empty()) {
      ready_made_.assign(system_.indicators.size(), -1);
      for (std::size_t f = 0; f < system_.fields.size(); ++f) {
        const int of = system_.fields[f].indicator;
        if (of >= 0) ready_made_[static_cast<std::size_t>(of)] = static_cast<int>(f);
      }
    }
    if (ready_made_[j] < 0) return;
    const std::span<const double> given = figures_.column(ready_made_[j], 0);
    if (given.empty()) return;
    std::size_t n_taken = 0;
    for (std::size_t i = 0; i < given.size(); ++i) {
      const double own = given[i];
      if (is_missing(own)) continue;
      Why& why = evaluated.why[i];
      if (why == Why::present) {
        const double computed = evaluated.value[i];
        if (!agrees(own, computed)) {
          problems_.add(Code::contradicts_ready_made, place(i), name(indicator),
                        {shortest(own) + " " + indicator.unit.text, rounded(computed, 6)});
        }
      } else if (why == Why::absent_column || why == Why::blank || why == Why::no_previous) {
        evaluated.value[i] = own;
        any_given_ = true;
        why = Why::present;
        ++n_taken;
        check_range(indicator, own, i);
      }
    }
    if (n_taken == 0) return;
    problems_.add(Code::ready_made, "", name(indicator), {std::to_string(n_taken)});
    if (n_taken == given.size()) fully_given_.insert(indicator.id);
  }

  /// Whether `given` is `computed` rounded to the decimals it is written with.
  static bool agrees(double given, double computed) {
    const auto decimal = parse_decimal(shortest(given));
    const double half = decimal ? 0.5 * std::pow(10.0, -decimal->places) : 0.0;
    return std::abs(given - computed) <= half * 1.000001 + 1e-9 * std::abs(computed);
  }

  void check_range(const Indicator& indicator, double value, std::size_t i) {
    if (!indicator.range || !(value < indicator.range->first || value > indicator.range->second))
      return;
    problems_.add(
        Code::outside_range, place(i), name(indicator),
        {rounded(value, 6), "[" + shortest(indicator.range->first) + ", " +
                                shortest(indicator.range->second) + "] " + indicator.unit.text});
  }

  void check_bases(const Indicator& indicator, const Cells& evaluated) {
    constexpr std::size_t enough = 20;  // of fewer zones the 5th percentile is the smallest one
    if (figures_.size() < enough) return;
    const BoundFormula& formula = indicator.formula;
    for (std::size_t k = 0; k < formula.formula.nodes().size(); ++k) {
      const Node& node = formula.formula.nodes()[k];
      if (node.op != Op::growth) continue;
      const std::vector<double> bases =
          evaluate<double>(formula, node.left, figures_.size(), columns_.source(), 1).value;
      const double small = quantile(bases, 0.05);
      for (std::size_t i = 0; i < bases.size(); ++i) {
        if (evaluated.why[i] != Why::present || !(bases[i] < small)) continue;
        problems_.add(Code::small_base, place(i), name(indicator), {rounded(bases[i], 6)});
      }
    }
  }

  /// Ratios per head: a division by persons that no unit cancels.
  void check_heads(const Indicator& indicator, const Cells& evaluated) {
    constexpr double few = 1000.0;
    const BoundFormula& formula = indicator.formula;
    const Node& root = formula.formula.nodes().back();
    if (root.op != Op::divide || !formula.type(root.right).unit.is(Dimension::person)) return;
    if (indicator.unit.is_pure_number()) return;
    const Cells heads = evaluate<double>(formula, root.right, figures_.size(), columns_.source());
    const double scale = to_double(formula.type(root.right).unit.scale);
    for (std::size_t i = 0; i < heads.value.size(); ++i) {
      const double persons = heads.value[i] * scale;
      if (evaluated.why[i] != Why::present || !(persons < few)) continue;
      problems_.add(Code::small_denominator, place(i), name(indicator), {rounded(persons, 6)});
    }
  }

  void note_zones_without_year() {
    std::vector<std::string> others;
    const std::vector<ZoneYear>& rows = table_.rows;
    for (std::size_t begin = 0; begin < rows.size();) {  // zones stand together
      bool has_year = false;
      std::size_t end = begin;
      for (; end < rows.size() && rows[end].zone == rows[begin].zone; ++end)
        has_year = has_year || rows[end].year == year_;
      if (!has_year) others.push_back(rows[begin].zone);
      begin = end;
    }
    if (others.empty()) return;
    std::vector<std::string> shown = others;
    constexpr std::size_t listed = 10;
    if (shown.size() > listed) {
      shown.resize(listed);
      shown.emplace_back("...");
    }
    problems_.add(Code::zone_without_year, "", std::to_string(year_),
                  {std::to_string(others.size()), listed_names(shown)});
  }

  void note_absent_columns() {
    std::map<int, std::vector<Argument>> lost;
    for (const Indicator& indicator : system_.indicators) {
      if (fully_given_.contains(indicator.id)) continue;
      for (const std::string& field : indicator.formula.formula.fields()) {
        const int index = system_.field(field);
        const bool is_lost = with_values_.count(indicator.id) == 0;
        if (is_lost && figures_.column(index, 0).empty()) lost[index].push_back(name(indicator));
      }
    }
    for (const auto& [index, indicators] : lost) {
      const Field& field = system_.fields[static_cast<std::size_t>(index)];
      std::string shown = field.name;
      if (!field.zh.empty()) shown += " " + field.zh;
      if (field.rollup) shown += " = " + field.rollup->formula.text();
      problems_.add(Code::absent_column, "", shown, {listed_names(indicators)});
    }
    if (!without_previous_.empty()) {
      problems_.add(Code::no_previous_year, "", std::to_string(year_ - 1),
                    {listed_names(without_previous_)});
    }
  }

  const ZoneTable& table_;
  const System& system_;
  int year_;
  Problems& problems_;
  detail::IndicatorColumns columns_;
  detail::ZoneFigures<double>& figures_;
  bool any_given_ = false;  ///< a value of the indicator is not what its formula gives
  std::vector<Argument> without_previous_;
  std::vector<int> ready_made_;        ///< the field of each indicator's ready-made values, or -1
  std::set<std::string> fully_given_;  ///< indicators that are ready-made for every zone
  std::set<std::string> with_values_;  ///< indicators that some zone has
};

/// Zones with a figure in each year.
ZONERANK_INLINE std::map<int, std::size_t> zones_of_years(const ZoneTable& table) {
  std::map<int, std::size_t> zones;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const auto has = [&](const std::vector<FigureColumn>& columns) {
      return std::any_of(columns.begin(), columns.end(), [&](const FigureColumn& column) {
        return column.present() && column.valid[r] != 0;
      });
    };
    std::size_t& n = zones[table.rows[r].year];
    if (has(table.columns) || has(table.previous)) ++n;
  }
  return zones;
}

ZONERANK_INLINE int this_year() {
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return static_cast<int>(std::chrono::year_month_day(today).year());
}

}  // ZONERANK_OWN(indicator)

ZONERANK_INLINE std::string_view why_text(Why why, Lang lang) {
  constexpr std::string_view en[] = {"present",
                                     "no column",
                                     "blank",
                                     "no figure of the year before",
                                     "zero denominator",
                                     "empty whole",
                                     "negative denominator",
                                     "base not positive",
                                     "logarithm of a number <= 0",
                                     "beyond the range of numbers"};
  constexpr std::string_view zh[] = {"有值",           "无此列",      "空白",     "无上年数据",
                                     "分母为零",       "总量为零",    "分母为负", "基期值不为正",
                                     "对非正数取对数", "超出数值范围"};
  return (lang == Lang::zh ? zh : en)[static_cast<std::size_t>(why)];
}

ZONERANK_INLINE int default_year(const ZoneTable& table, Problems& problems) {
  const std::map<int, std::size_t> zones = zones_of_years(table);
  if (zones.empty()) return 0;
  const int now = this_year();
  std::size_t most = 0;
  for (const auto& [year, n] : zones) {
    if (year <= now) most = std::max(most, n);
  }
  if (most == 0) {
    const int latest = zones.rbegin()->first;
    if (latest > now) problems.add(Code::year_to_come, "", std::to_string(latest));
    return latest;
  }
  int chosen = 0;
  for (const auto& [year, n] : zones) {
    if (2 * n >= most && year <= now) chosen = year;
  }
  for (auto year = zones.upper_bound(chosen); year != zones.end(); ++year) {
    const Argument why = year->first > now
                             ? words("it lies in the future", "该年份在今年之后")
                             : words("few zones have figures of it: {0}/{1}",
                                     "有数据的高新区较少：{0}/{1}", {year->second, most});
    problems.add(Code::year_passed_over, "", std::to_string(year->first),
                 {why, std::to_string(chosen)});
  }
  return chosen;
}

ZONERANK_INLINE IndicatorTable compute_indicators(const ZoneTable& table, const System& system,
                                                  int year, Problems& problems) {
  check_table(table, system);
  const std::vector<int> years = table.years();
  if (year == 0 && !years.empty()) year = default_year(table, problems);
  if (std::find(years.begin(), years.end(), year) == years.end()) {
    std::vector<std::string> known;
    for (const int y : years) known.push_back(std::to_string(y));
    fail(Code::no_year, "", std::to_string(year), {listed_names(known)});
  }
  return Computer(table, system, year, problems).compute();
}

}  // namespace zonerank
