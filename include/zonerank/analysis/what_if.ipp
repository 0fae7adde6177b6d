#pragma once
#include "zonerank/analysis/what_if.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "zonerank/core/build.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/table/balance_rules.hpp"

namespace zonerank {
ZONERANK_OWN(what_if) {

/// Whether an edit says that it is of an indicator, also where a field has its name.
ZONERANK_INLINE bool says_indicator(const Edit& edit) {
  return edit.name.starts_with(ready_made_name(""));
}

ZONERANK_INLINE bool is_of_field(const System& system, const Edit& edit) {
  return !says_indicator(edit) && system.field(edit.name) >= 0;
}

ZONERANK_INLINE int indicator_of(const System& system, const Edit& edit) {
  const std::size_t from = says_indicator(edit) ? ready_made_name("").size() : 0;
  return system.indicator(edit.name.substr(from));
}

ZONERANK_INLINE Place place_of_edit(const Edit& edit, int year) {
  return Place::of_zone(edit.zone, year).with_key(edit.name);
}

[[noreturn]] ZONERANK_INLINE void refuse(const Edit& edit, int year, const Argument& rule) {
  const bool is_blank = edit.kind == Edit::Kind::blank;
  fail(Code::bad_option, place_of_edit(edit, year),
       is_blank ? words("blank", "空白") : Argument(shortest(edit.amount)), {rule});
}

/// The zones that have a row in the year, in the order of the indicators' rows.
ZONERANK_INLINE std::vector<std::string> zones_in(const ZoneTable& table, int year) {
  std::vector<std::string> zones;
  for (const ZoneYear& row : table.rows) {
    if (row.year == year) zones.push_back(row.zone);
  }
  return zones;
}

ZONERANK_INLINE std::size_t edited_row(const ZoneTable& table, const Edit& edit, int year) {
  if (const std::optional<std::size_t> row = table.find(edit.zone, year)) return *row;
  fail(Code::unknown_zone, Place::of_year(year), edit.zone,
       {suggestion(edit.zone, zones_in(table, year))});
}

ZONERANK_INLINE void check_name(const System& system, const Edit& edit, int year) {
  if (is_of_field(system, edit) || indicator_of(system, edit) >= 0) return;
  std::vector<std::string> names = system.field_names();
  for (const std::string& id : system.indicator_ids()) names.push_back(id);
  fail(Code::bad_option, Place::of_zone(edit.zone, year), edit.name,
       {words("a field or an indicator of the system; {0}", "体系的字段或指标；{0}",
              {suggestion(edit.name, names)})});
}

ZONERANK_INLINE void check_there(const Edit& edit, bool is_there, int year) {
  const bool needs_one = edit.kind == Edit::Kind::add || edit.kind == Edit::Kind::percent;
  if (needs_one && !is_there)
    refuse(edit, year,
           words("a value to be set: there is none to be changed",
                 "直接给定数值：没有可以变动的原值"));
}

/// The changed value of what is a double.
ZONERANK_INLINE double changed(const Edit& edit, double today, int year) {
  if (edit.kind == Edit::Kind::blank) return missing;
  if (!std::isfinite(edit.amount)) refuse(edit, year, words("a finite number", "有限数"));
  if (edit.kind == Edit::Kind::set) return edit.amount;
  check_there(edit, !is_missing(today), year);
  return edit.kind == Edit::Kind::add ? today + edit.amount : today + today * (edit.amount / 100.0);
}

/// The digits of an amount at some places.
ZONERANK_INLINE std::optional<Int128> digits_at(double amount, int places) {
  const std::optional<Decimal> decimal = parse_decimal(shortest(amount));
  return decimal ? rescale(*decimal, places) : std::nullopt;
}

/// digits * (1 + percent / 100), rounded to whole digits, halves away from 0.
ZONERANK_INLINE std::optional<Int128> with_percent(Int128 digits, double percent) {
  const std::optional<Decimal> share = parse_decimal(shortest(percent));
  if (!share || share->places > 15) return std::nullopt;
  const int places = std::max(share->places, 0);
  const std::optional<Int128> own = rescale(*share, places);
  const Int128 whole = power_of_ten(places + 2);
  const std::optional<Int128> product = own ? checked_multiply(digits, whole + *own) : std::nullopt;
  if (!product) return std::nullopt;
  const Int128 half = *product < 0 ? -whole / 2 : whole / 2;
  return (*product + half) / whole;
}

/// @param today  0 where the figure is blank
ZONERANK_INLINE Int128 changed_digits(const Edit& edit, const Field& field, Int128 today,
                                      int year) {
  if (!std::isfinite(edit.amount)) refuse(edit, year, words("a finite number", "有限数"));
  std::optional<Int128> result;
  if (edit.kind == Edit::Kind::percent) {
    result = with_percent(today, edit.amount);
  } else {
    result = digits_at(edit.amount, field.places);
    if (result && edit.kind == Edit::Kind::add) result = checked_add(today, *result);
  }
  if (!result)
    refuse(edit, year,
           words("a number with at most {0} decimals", "至多 {0} 位小数的数", {field.places}));
  return *result;
}

/// Whether a rule of the check list calls a figure below 0 an error.
ZONERANK_INLINE bool may_not_be_negative(const System& system, int field) {
  return std::any_of(system.checks.begin(), system.checks.end(), [&](const Check& check) {
    return check.kind == Check::Kind::sign && check.is_error &&
           std::any_of(check.subjects.begin(), check.subjects.end(),
                       [&](const Check::Subject& subject) { return subject.field == field; });
  });
}

ZONERANK_INLINE void make_edit(ZoneTable& table, const System& system, const Edit& edit, int year) {
  const int f = system.field(edit.name);
  const Field& field = system.fields[static_cast<std::size_t>(f)];
  const std::size_t row = edited_row(table, edit, year);
  FigureColumn& column = table.columns[static_cast<std::size_t>(f)];
  if (!column.present()) {
    column.valid.assign(table.rows.size(), 0);
    if (field.is_exact())
      column.digits.assign(table.rows.size(), 0);
    else
      column.reals.assign(table.rows.size(), missing);
  }
  const bool is_there = column.valid[row] != 0;
  column.valid[row] = edit.kind == Edit::Kind::blank ? 0 : 1;
  if (edit.kind == Edit::Kind::blank) return;
  check_there(edit, is_there, year);
  bool is_negative;
  if (field.is_exact()) {
    column.digits[row] = changed_digits(edit, field, is_there ? column.digits[row] : 0, year);
    is_negative = column.digits[row] < 0;
  } else {
    column.reals[row] = changed(edit, is_there ? column.reals[row] : missing, year);
    is_negative = column.reals[row] < 0.0;
  }
  if (is_negative && may_not_be_negative(system, f))
    refuse(edit, year,
           words("a change that leaves the figure at 0 or above: the check list asks for it",
                 "变动后不小于 0：核查规则有此要求"));
}

ZONERANK_INLINE int ranked_year(const ZoneTable& table, int year) {
  Problems of_rank;  // rank() says them again
  return year != 0 ? year : default_year(table, of_rank);
}

/// A zone's figures that obeyed a rule of the check list must obey it still.
ZONERANK_INLINE void keep_rules(const ZoneTable& before, const ZoneTable& after,
                                const System& system, std::span<const Edit> edits, int year) {
  const std::vector<BalanceRule> rules = balance_rules(system);
  if (rules.empty()) return;
  for (const Edit& edit : edits) {
    const int field = is_of_field(system, edit) ? system.field(edit.name) : -1;
    const int own_year = edit.year != 0 ? edit.year : year;
    const std::optional<std::size_t> row = after.find(edit.zone, own_year);
    if (field < 0 || !row) continue;
    for (const BalanceRule& rule : rules) {
      const auto& terms = rule.form.terms;
      const bool is_of_field = std::any_of(terms.begin(), terms.end(),
                                           [&](const auto& term) { return term.field == field; });
      if (!is_of_field) continue;
      const std::optional<Int128> was = difference(rule, before, *row);
      const std::optional<Int128> is = difference(rule, after, *row);
      if (is && !rule.holds(*is) && (!was || rule.holds(*was))) {
        const Check& check = *rule.check;
        refuse(edit, own_year,
               words("a change that keeps the rule \"{0}\" of the check list ({1}); change the "
                     "other figure too",
                     "仍符合核查规则“{0}”（{1}）；请同时变动另一项数据",
                     {words(check.title(Lang::en), check.title(Lang::zh)),
                      check.rule.formula.text()}));
      }
    }
  }
}

}  // ZONERANK_OWN(what_if)

ZONERANK_INLINE Edit read_edit(std::string zone, std::string name, std::string_view text,
                               int year) {
  Edit edit{std::move(zone), std::move(name), Edit::Kind::set, 0.0, year};
  const std::string whole(trim(text));
  if (whole == "blank") {
    edit.kind = Edit::Kind::blank;
    return edit;
  }
  std::string_view number = whole;
  const bool is_percent = number.ends_with('%');
  if (is_percent) number = trim(number.substr(0, number.size() - 1));
  const bool is_change = number.starts_with('+') || number.starts_with('-');
  if (number.starts_with('=')) number = trim(number.substr(1));
  const std::optional<Decimal> decimal = parse_decimal(number);
  if (!decimal || (is_percent && !is_change)) {
    fail(Code::bad_option, Place::of_zone(edit.zone).with_key(edit.name), whole,
         {words("as 1200 (or =-5), +200, -200, +10 %, -10 % or blank",
                "形如 1200（或 =-5）、+200、-200、+10 %、-10 % 或 blank")});
  }
  edit.amount = std::stod(std::string(number));
  edit.kind = is_percent ? Edit::Kind::percent : is_change ? Edit::Kind::add : Edit::Kind::set;
  return edit;
}

ZONERANK_INLINE ZoneTable with_edits(const ZoneTable& table, const System& system, int year,
                                     std::span<const Edit> edits, Rules rules) {
  check_table(table, system);
  if (!table.industries.empty() && !edits.empty()) {
    fail(Code::bad_option, "table", words("broken down by industry", "按行业分组"),
         {words("of whole zones", "按高新区汇总")});
  }
  year = ranked_year(table, year);
  ZoneTable result = table;
  for (const Edit& edit : edits) {
    const int own_year = edit.year != 0 ? edit.year : year;
    check_name(system, edit, own_year);
    if (is_of_field(system, edit)) make_edit(result, system, edit, own_year);
  }
  if (rules == Rules::kept) keep_rules(table, result, system, edits, year);
  return result;
}

ZONERANK_INLINE Ranking what_if(const ZoneTable& table, const System& system,
                                const RankOptions& options, std::span<const Edit> edits,
                                Rules rules) {
  RankOptions changed_options = options;
  const int year = ranked_year(table, options.year);
  const ZoneTable changed_table = with_edits(table, system, year, edits, rules);
  struct Cell {
    Index zone, indicator;
    Edit edit;
  };
  std::vector<Cell> cells;
  const std::vector<std::string> zones = zones_in(table, year);
  for (const Edit& edit : edits) {
    if (is_of_field(system, edit)) continue;
    if (edit.year != 0 && edit.year != year)
      refuse(edit, edit.year,
             words("of the year that is ranked: other years have figures of fields alone",
                   "排名年份：其他年份只有字段的数值"));
    edited_row(table, edit, year);  // fails where there is none
    const auto zone = std::find(zones.begin(), zones.end(), edit.zone) - zones.begin();
    cells.push_back({zone, indicator_of(system, edit), edit});
  }
  if (!cells.empty()) {
    changed_options.adjust = [cells, year, before = options.adjust](Matrix& values) {
      if (before) before(values);
      for (const Cell& cell : cells) {
        double& value = values(cell.zone, cell.indicator);
        value = changed(cell.edit, value, year);
      }
    };
  }
  return rank(changed_table, system, changed_options);
}

}  // namespace zonerank
