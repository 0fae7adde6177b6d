// What the statements of a roll-up brought back: sums, and what is wrong with the rows.

#include <algorithm>
#include <charconv>
#include <map>

#include "cells/cell.hpp"
#include "headings/layout.hpp"
#include "headings/row_marks.hpp"
#include "headings/zone_name.hpp"
#include "rollup/rollup_plan.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/sql/sql.hpp"

namespace zonerank {
namespace {

using Row = std::vector<std::string>;

[[noreturn]] void bad(const Argument& why) { fail(Code::bad_partial, "", {}, {why}); }

Int128 digits_of(const std::string& cell) {
  const auto number = parse_decimal(cell);
  const auto digits = number ? rescale(*number, 0) : std::nullopt;
  if (!digits)
    bad(words("\"{0}\" is not a whole number of at most 38 digits", "“{0}”不是至多 38 位的整数",
              {cell}));
  return *digits;
}

std::int64_t whole(const std::string& cell) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc{} || end != cell.data() + cell.size())
    bad(words("\"{0}\" is not a whole number", "“{0}”不是整数", {cell}));
  return value;
}

/// A partial result of the plan without rows.
Partial shape_of(const detail::Plan& plan, const System& system, std::vector<std::string> fields,
                 const IndustryGrouping& industry) {
  const auto name = [&](int field) { return system.fields[static_cast<std::size_t>(field)].name; };
  Partial partial;
  partial.system = system.id;
  partial.fields = std::move(fields);
  partial.industry = industry;
  for (const detail::Predicate& predicate : plan.predicates)
    partial.conditions.push_back({predicate.text, {}});
  for (const detail::Measure& measure : plan.measures) {
    const auto p = static_cast<std::size_t>(measure.predicate);
    partial.sums.push_back({measure.kind,
                            name(measure.field),
                            measure.predicate == detail::every_row ? "" : plan.predicates[p].text,
                            {}});
  }
  for (const detail::Derived& derived : plan.derived)
    partial.derivations.push_back({name(derived.field), 0});
  return partial;
}

/// Adds one row of totals as a group.
void add_group(Partial& to, const Row& row, const detail::ZoneNames& names) {
  to.groups.push_back({names(row[0]), static_cast<int>(whole(row[1])), row[2]});
  std::size_t c = 3;
  to.rows.push_back(whole(row[c++]));
  for (auto& condition : to.conditions) {
    condition.of.push_back({whole(row[c]), whole(row[c + 1])});
    c += 2;
  }
  for (auto& sum : to.sums) {
    sum.of.push_back({digits_of(row[c]), whole(row[c + 1])});
    c += 2;
  }
  for (auto& derivation : to.derivations) derivation.incomplete += whole(row[c++]);
}

/// What the keys of a row say of it; a year that was not read as one is not known.
Place place_of(const std::string& file, const std::string& zone, const std::string& year,
               const std::string& enterprise) {
  int number = 0;
  std::from_chars(year.data(), year.data() + year.size(), number);
  return Place::in_file(file).with_zone(zone, number).with_enterprise(enterprise);
}

/// What the library makes of a cell that an engine could not read.
std::optional<Code> failure_of(const std::string& cell, const Field& field,
                               const std::optional<Scale>& scale) {
  detail::CellNotes ignored;
  detail::CellRules rules;
  rules.scale = scale;
  if (detail::is_cell_error(trim(cell))) return Code::cell_error;
  if (field.unit.is_pure_number()) rules.percent = Scale{};
  if (field.is_exact()) return detail::read_exact(cell, field.places, rules, ignored).failure;
  if (field.number == Number::flag) return detail::read_flag(cell, field, rules, ignored).failure;
  return detail::read_year(cell, false, rules, ignored).failure;
}

}  // namespace

SqlRollup::Result SqlRollup::result(const Rows& totals) const {
  std::vector<bool> present(system_.fields.size());
  for (const std::string& field : fields_)
    present[static_cast<std::size_t>(system_.field(field))] = true;
  const detail::Plan plan = detail::make_plan(system_, present, options_.wanted);
  const std::size_t width =
      4 + 2 * plan.predicates.size() + 2 * plan.measures.size() + plan.derived.size() + 3;
  Result result;
  // One part a time that a group occurs: a zone may be written in several ways.
  std::vector<Partial> parts = {shape_of(plan, system_, fields_, options_.industry)};
  std::map<GroupKey, std::size_t> times;
  std::vector<const Row*> order;
  for (const Row& row : totals) {
    if (row.size() != width) {
      bad(words("a row has {0} cells, but {1} were asked for", "一行有 {0} 个单元格，而应有 {1} 个",
                {row.size(), width}));
    }
    result.faults += whole(row[width - 3]);
    result.conflicts += whole(row[width - 2]);
    result.spellings += whole(row[width - 1]);
    order.push_back(&row);
  }
  if (result.faults > 0 || result.conflicts > 0) return result;
  const detail::ZoneNames names(system_, options_.format);
  const auto key_of = [&](const Row& row) {
    return GroupKey{names(row[0]), static_cast<int>(whole(row[1])), row[2]};
  };
  std::sort(order.begin(), order.end(),
            [&](const Row* a, const Row* b) { return key_of(*a) < key_of(*b); });
  for (const Row* row : order) {
    const std::size_t part = times[key_of(*row)]++;
    if (part == parts.size()) parts.push_back(shape_of(plan, system_, fields_, options_.industry));
    add_group(parts[part], *row, names);
  }
  for (std::size_t k = 1; k < parts.size(); ++k) parts[0] = merge(parts[0], parts[k]);
  result.partial = std::move(parts[0]);
  return result;
}

void SqlRollup::add_repeated(const Check& check, const Rows& rows, Problems& problems) const {
  for (const Row& row : rows) {
    problems.add(Code::repeated_enterprise,
                 Place::in_file(row.at(2).empty() ? known_[check.table].table.name : row[2]),
                 row[0], {row[1]});
  }
}

void SqlRollup::add_faults(const Check& check, const Rows& rows, Problems& problems) const {
  const Known& known = known_[check.table];
  std::vector<std::string> names;
  for (const SqlColumn& column : known.table.columns) names.push_back(column.heading);
  Problems said_before;
  const auto headings = detail::match_names(names, system_, Place::in_file(known.table.name),
                                            said_before, options_.format);
  const auto heading_of = [&](int column) {
    return column < 0 ? std::string() : names[static_cast<std::size_t>(column)];
  };
  for (const Row& row : rows) {
    if (row.size() != 5 + known.faulty.size())
      bad(words("the list of faults has another width", "错误清单的列数不符"));
    const std::string& zone = row[1];
    const std::string& enterprise = row[3];
    const Place place = place_of(row[0], zone, row[2], enterprise);
    const auto blank = [&](int column) {
      if (column >= 0) problems.add(Code::blank_key, place, heading_of(column));
    };
    if (zone.empty()) blank(known.zone);
    if (enterprise.empty()) blank(known.enterprise);
    if (row[2].empty()) {
      detail::CellNotes ignored;
      if (trim(row[4]).empty())
        blank(known.year);
      else if (!detail::read_year(row[4], true, {}, ignored).failure)
        problems.add(Code::engine_cell, place.with_column(heading_of(known.year)), row[4],
                     {words("it is not written as a year", "未写成年份")});
      else
        problems.add(Code::bad_year, place.with_column(heading_of(known.year)), row[4]);
    }
    for (const std::string& key : {zone, enterprise}) {
      if (!known.table.is_text) break;
      if (detail::is_total(key))
        problems.add(Code::engine_cell, place, key,
                     {words("it looks like a row of totals", "疑为合计行")});
      else if (detail::is_shortened(key))
        problems.add(Code::shortened_key, place, key);
      else if (detail::is_cell_error(key))
        problems.add(Code::cell_error, place, key);
    }
    for (std::size_t k = 0; k < known.faulty.size(); ++k) {
      const std::string& cell = row[5 + k];
      if (cell.empty()) continue;
      const detail::Heading& heading = headings[known.faulty[k].column];
      const Field& field = system_.fields[static_cast<std::size_t>(known.faulty[k].field)];
      const auto failure = failure_of(cell, field, heading.scale);
      std::vector<Argument> args = {words("it is not written as a plain number", "未写成普通数字")};
      if (failure) args = detail::failure_args(*failure, cell, field, {});
      problems.add(failure.value_or(Code::engine_cell),
                   place.with_column(heading.text).with_field(detail::field_of(heading, field)),
                   cell, std::move(args));
    }
  }
}

void SqlRollup::add_conflicts(const Rows& rows, Problems& problems) const {
  const auto shown = [](const Field& field, const std::string& value) {
    if (field.is_exact()) return format_decimal(digits_of(value), field.places);
    if (field.number == Number::flag) return std::string(value == "0" ? "no" : "yes");
    return value;
  };
  for (const Row& row : rows) {
    if (row.size() != 4 + 2 * shared_.size())
      bad(words("the list of contradictions has another width", "矛盾清单的列数不符"));
    if (row[2] != row[3])
      problems.add(Code::two_zones, place_of("", "", row[1], row[0]), {}, {row[2], row[3]});
    for (std::size_t k = 0; k < shared_.size(); ++k) {
      const std::string& least = row[4 + 2 * k];
      const std::string& greatest = row[5 + 2 * k];
      if (least == greatest) continue;
      const Field& field = system_.fields[static_cast<std::size_t>(system_.field(shared_[k]))];
      problems.add(Code::conflicting_cell, place_of("", "", row[1], row[0]), {},
                   {shown(field, least), shown(field, greatest), field.name});
    }
  }
}

void SqlRollup::add_overflows(const Rows& rows, Problems& problems) const {
  for (const Row& row : rows) {
    if (row.size() != 3 + derived_.size())
      bad(words("the list of derived figures has another width", "派生数据清单的列数不符"));
    for (std::size_t d = 0; d < derived_.size(); ++d) {
      if (row[3 + d].empty()) continue;
      const Field& field = system_.fields[static_cast<std::size_t>(derived_[d])];
      problems.add(Code::cell_too_large,
                   place_of("", row[0], row[1], row[2]).with_field(field.name),
                   format_decimal(digits_of(row[3 + d]), field.places));
    }
  }
}

void SqlRollup::add_spellings(const Check& check, const Rows& rows, Problems& problems) const {
  const Known& known = known_[check.table];
  for (const Row& row : rows) {
    if (row.size() != 4 * known.spelled.size())
      bad(words("the list of spellings has another width", "写法清单的列数不符"));
    for (std::size_t k = 0; k < known.spelled.size(); ++k) {
      const Place place = Place::in_file(known.table.name)
                              .with_column(known.table.columns[known.spelled[k].column].heading);
      const std::string* const cells = &row[4 * k];
      if (cells[2] != "0") problems.add(Code::accepted_number, place, cells[3], {cells[2]});
      if (cells[0] != "0") problems.add(Code::read_as_blank, place, cells[1], {cells[0]});
    }
  }
}

}  // namespace zonerank
