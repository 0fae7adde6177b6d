#include "zonerank/sql/sql.hpp"

#include <algorithm>
#include <tuple>

#include "rollup/rollup_run.hpp"
#include "sql/sql_writer.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/headings/columns.hpp"

namespace zonerank {

using detail::list;

SqlRollup::SqlRollup(std::vector<SqlTable> tables, const System& system, SqlOptions options,
                     Problems& problems)
    : system_(system), options_(std::move(options)) {
  SqlWriter(*this, system_, options_, false).write(tables, problems);
  write_quick(std::move(tables));
}

/// Lines of text are read cell by cell anyway.
void SqlRollup::write_quick(std::vector<SqlTable> tables) {
  const auto is_text = [](const SqlTable& table) { return table.is_text; };
  if (options_.dialect != SqlDialect::duckdb || std::ranges::any_of(tables, is_text)) return;
  SqlRollup quick(system_, options_);
  Problems said_before;
  try {
    SqlWriter(quick, system_, options_, true).write(std::move(tables), said_before);
    quick_ = std::move(quick.totals_);
  } catch (const detail::NoQuickStatement&) {
    quick_.clear();
  }
}

void SqlWriter::write(std::vector<SqlTable> tables, Problems& problems) {
  understand(std::move(tables), problems);
  problems.raise_errors();
  plan();
  for (std::size_t t = 0; t < to_.known_.size(); ++t) write_table(t);
  write_kinds();
  write_steps();
  if (is_quick_)
    write_quick_totals();
  else
    write_totals();
}

/// Marks of missing values: the usual ones, then the system's and the caller's.
detail::SqlSpelling SqlWriter::spelling_of(const System& system, const TableFormat& format) {
  detail::SqlSpelling spelling;
  spelling.marks = detail::blank_marks(system, format);
  spelling.own_marks = spelling.marks.size() - detail::blank_marks().size();
  return spelling;
}

/// What the library's own reader alone can do.
void SqlWriter::refuse_own_reading(const std::string& table) const {
  const TableFormat& format = options_.format;
  const auto refuse = [&](const std::string& option, const Argument& why) {
    fail(Code::engine_refuses, Place::in_file(table), option, {why});
  };
  if (!format.layout.empty() && format.layout != layout_names().front())
    refuse("layout = " + format.layout,
           words("it reads tables of one row an enterprise", "它只读取一行一个企业的表"));
  if (format.decimal == ",")
    refuse("decimal = ,",
           words("it reads numbers with a decimal point", "它只读取用小数点书写的数值"));
  if (!format.bands.empty())
    refuse("bands = " + format.bands, words("it reads no bands of values", "它不读取数值区间"));
  if (!format.ignore_marks.empty()) {
    refuse("ignore_marks = " + join(format.ignore_marks, ", "),
           words("it reads no numbers with footnote marks", "它不读取带脚注标记的数值"));
  }
}

/// What the columns mean, and which tables have the same fields.
void SqlWriter::understand(std::vector<SqlTable> tables, Problems& problems) {
  const bool several = tables.size() > 1;
  for (SqlTable& table : tables) {
    refuse_own_reading(table.name);
    std::vector<std::string> names;
    for (const SqlColumn& column : table.columns) names.push_back(column.heading);
    FileContext context;
    context.format = options_.format;
    context.place = Place::in_file(table.name);
    context.year = table.year > 0 ? table.year : options_.year;
    context.name_first = table.year == 0 && several;
    detail::Layout layout =
        detail::lay_out(detail::match_names(names, system_, table.name, problems, options_.format),
                        system_, context, {0, options_.distinct}, problems);
    if (layout.enterprise < 0 && !options_.distinct) {
      problems.add(Code::no_column, Place::in_file(table.name), {},
                   {words("of the enterprise", "企业"),
                    words("name it enterprise or 统一社会信用代码; where every row is another "
                          "enterprise, distinct=True does without it",
                          "列名请用 统一社会信用代码 或 enterprise；若每行都是不同企业，可用 "
                          "distinct=True 省去")});
    }
    SqlRollup::Known known;
    known.zone = layout.zone;
    known.year = layout.year;
    known.enterprise = layout.enterprise;
    known.fixed_year = layout.file_year;
    for (const std::size_t c : layout.active) {
      if (table.columns[c].kind == SqlKind::other) {
        problems.add(Code::column_type,
                     Place::in_file(table.name).with_column(table.columns[c].heading),
                     table.columns[c].reference);
      }
    }
    known.table = std::move(table);
    to_.known_.push_back(std::move(known));
    layouts_.push_back(std::move(layout));
  }
}

void SqlWriter::plan() {
  std::vector<bool> present(system_.fields.size());
  for (const detail::Layout& layout : layouts_) {
    for (const std::size_t c : layout.active)
      present[static_cast<std::size_t>(layout.headings[c].field)] = true;
  }
  to_.fields_ = detail::names_of(system_, present);
  plan_ = detail::make_plan(system_, present, options_.wanted);
  needed_.insert(plan_.inputs.begin(), plan_.inputs.end());
  const int industry = system_.field("industry");
  if (options_.industry.by != IndustryGrouping::By::nothing && industry >= 0 &&
      present[static_cast<std::size_t>(industry)]) {
    needed_.insert(industry);
  }
  for (std::size_t t = 0; t < layouts_.size(); ++t) {
    std::set<int> fields;
    for (const std::size_t c : layouts_[t].active) {
      const int field = layouts_[t].headings[c].field;
      if (needed_.contains(field)) fields.insert(field);
    }
    const auto same = std::find_if(kinds_.begin(), kinds_.end(),
                                   [&](const Kind& kind) { return kind.fields == fields; });
    if (same != kinds_.end())
      same->tables.push_back(t);
    else
      kinds_.push_back({fields, {t}});
  }
}

std::vector<int> SqlWriter::sectioned_fields() const {
  std::set<int> fields;
  for (const detail::Predicate& predicate : plan_.predicates) {
    for (const detail::PredicateStep& step : predicate.steps) {
      if (step.kind == detail::PredicateStep::Kind::codes && step.by_section)
        fields.insert(step.field);
    }
  }
  const auto by = options_.industry.by;
  const int industry = system_.field("industry");
  const bool by_section =
      by == IndustryGrouping::By::section || by == IndustryGrouping::By::division;
  if (by_section && needed_.contains(industry)) fields.insert(industry);
  return {fields.begin(), fields.end()};
}

/// Divisions, sections, derived figures and conditions, each as columns.
void SqlWriter::write_steps() {
  const auto add = [&](const std::string& name, std::vector<std::string> columns) {
    columns.insert(columns.begin(), "*");
    parts_.push_back({name, "SELECT " + list(columns) + "\n  FROM " + rows_});
    rows_ = name;
  };
  std::vector<std::string> divisions;
  std::vector<std::string> sections;
  for (const int field : sectioned_fields()) {
    divisions.push_back(conditions_.division(field) + " AS " + conditions_.division_name(field));
    sections.push_back(conditions_.section(field) + " AS " + conditions_.section_name(field));
  }
  if (!divisions.empty()) {
    add("divisions", divisions);
    add("sections", sections);
  }
  for (std::size_t d = 0; d < plan_.derived.size(); ++d) {
    const int field = plan_.derived[d].field;
    std::string figure;
    if (is_quick_)
      std::tie(figure, forms_[field]) = conditions_.quick_derived(plan_.derived[d]);
    else
      figure = conditions_.derived(plan_.derived[d]);
    add("derived_" + std::to_string(d + 1), {figure + " AS " + field_name(field)});
  }
  std::vector<std::string> tests;
  for (std::size_t p = 0; p < plan_.predicates.size(); ++p) {
    tests.push_back("(" + conditions_.condition(plan_.predicates[p]) + ") AS " +
                    sql_.name("where " + std::to_string(p + 1)));
  }
  if (!is_quick_) write_overflows();
  if (!tests.empty()) add("tests", tests);
}

/// Derived figures beyond 64 bits.
void SqlWriter::write_overflows() {
  std::vector<std::string> columns = {sql_.name("zone"), sql_.name("year"),
                                      sql_.name("enterprise")};
  std::vector<std::string> beyond;
  for (const detail::Derived& derived : plan_.derived) {
    beyond.push_back(is_beyond(derived));
    columns.push_back("CASE WHEN " + beyond.back() + " THEN " + field_name(derived.field) + " END");
    to_.derived_.push_back(derived.field);
  }
  if (beyond.empty()) return;
  to_.overflows_ =
      statement("SELECT " + list(columns) + "\nFROM " + rows_ + "\nWHERE " + join(beyond, " OR ") +
                "\nORDER BY 1, 2, 3\nLIMIT " + std::to_string(Problems::kept_per_code));
}

std::string SqlWriter::is_beyond(const detail::Derived& derived) const {
  const std::string most = detail::greatest(0);
  return field_name(derived.field) + " NOT BETWEEN -" + most + " AND " + most;
}

std::string SqlWriter::industry_group() const {
  const bool by_industry = needed_.contains(system_.field("industry"));
  return by_industry ? conditions_.industry(options_.industry) : "''";
}

/// An aggregate of the rows where a condition holds. DuckDB takes several times as long for FILTER.
std::string SqlWriter::aggregate(const std::string& function, const std::string& x,
                                 const std::string& condition) const {
  if (condition.empty()) return detail::call(function, x);
  if (is_quick_)
    return function + "(CASE WHEN " + condition + " THEN " + (x == "*" ? "1" : x) + " END)";
  return detail::call(function, x).append(" FILTER (WHERE " + condition + ")");
}

/// The sum, least or greatest of a measure, and its number of cells.
std::pair<SqlWriter::Total, SqlWriter::Total> SqlWriter::make_totals(
    const detail::Measure& measure) const {
  const std::string x = field_name(measure.field);
  std::string of = " of " + system_.fields[static_cast<std::size_t>(measure.field)].name;
  std::string condition;
  if (measure.predicate != detail::every_row) {
    condition = where(measure.predicate);
    of += " where " + plan_.predicates[static_cast<std::size_t>(measure.predicate)].text;
  }
  const auto form = forms_.find(measure.field);
  const bool is_double =
      form != forms_.end() && form->second.type == detail::SqlForm::Type::whole_double;
  const char* const kind = measure.kind == SumKind::sum   ? "sum"
                           : measure.kind == SumKind::min ? "min"
                                                          : "max";
  const std::string total = measure.kind == SumKind::min ? aggregate("MIN", x, condition)
                            : measure.kind == SumKind::max
                                ? aggregate("MAX", x, condition)
                                : aggregate("SUM", is_double ? x : sql_.summand(x), condition);
  return {{.expression = "COALESCE(" + total + ", 0)",
           .title = kind + of,
           .is_count = false,
           .shift = form == forms_.end() ? 0 : form->second.shift},
          {.expression = aggregate("COUNT", x, condition), .title = "cells" + of}};
}

/// Everything but the keys; the numbers of rows with faults, contradictions and spellings at the
/// end.
std::vector<SqlWriter::Total> SqlWriter::make_totals() {
  std::vector<Total> totals = {{.expression = "COUNT(*)", .title = "rows"}};
  const auto count_where = [&](const std::string& condition, const std::string& title) {
    totals.push_back({.expression = aggregate("COUNT", "*", condition), .title = title});
  };
  for (std::size_t p = 0; p < plan_.predicates.size(); ++p) {
    const std::string holds = where(static_cast<int>(p));
    const std::string& text = plan_.predicates[p].text;
    count_where(holds, "selected where " + text);
    count_where(holds + " IS NULL", "unknown where " + text);
  }
  for (const detail::Measure& measure : plan_.measures) {
    auto [total, cells] = make_totals(measure);
    totals.push_back(std::move(total));
    totals.push_back(std::move(cells));
  }
  std::vector<std::string> faults = {sql_.name("faults")};
  for (const detail::Derived& derived : plan_.derived) {
    const std::string& name = system_.fields[static_cast<std::size_t>(derived.field)].name;
    count_where(conditions_.incomplete(derived), "incomplete " + name);
    if (!is_quick_) faults.push_back(is_beyond(derived));
  }
  // A quick statement counts nothing that cannot be, and tells of faults by a flag of its own.
  const auto count_or_zero = [&](bool can_be, const std::string& condition, const char* title) {
    if (can_be || !is_quick_)
      count_where(can_be ? condition : "FALSE", title);
    else
      totals.push_back({.expression = "0", .title = title});
  };
  count_or_zero(!is_quick_, join(faults, " OR "), "faults");
  count_or_zero(kinds_.size() > 1, sql_.name("conflicts"), "conflicts");
  count_or_zero(!is_quick_ || has_text_, sql_.name("spellings"), "spellings");
  return totals;
}

void SqlWriter::write_totals() {
  std::vector<std::string> columns = {sql_.name("zone"), sql_.name("year"),
                                      industry_group() + " AS " + sql_.name("industry group")};
  for (const Total& total : make_totals())
    columns.push_back(total.expression + " AS " + sql_.name(total.title));
  to_.totals_ = statement("SELECT " + list(columns) + "\nFROM " + rows_ + "\nGROUP BY 1, 2, 3");
}

std::string SqlWriter::statement(const std::string& last) const {
  std::vector<std::string> parts;
  for (const Part& part : parts_) parts.push_back(sql_.part(part.name, part.query));
  return "WITH " + join(parts, ",\n") + "\n" + last;
}

}  // namespace zonerank
