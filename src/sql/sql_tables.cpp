// Tables of a roll-up as SQL: their cells and values, what is wrong with them, and their join.

#include "cells/cell.hpp"
#include "sql/sql_writer.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank {

using detail::any_of;
using detail::line;
using detail::list;

namespace {

std::string case_when(const std::string& condition, const std::string& value) {
  return "CASE WHEN " + condition + " THEN " + value + " END";
}

}  // namespace

std::string SqlWriter::reference(const SqlColumn& column) const {
  return column.reference.empty() ? sql_.name(column.heading) : column.reference;
}

/// Keys of text files that are totals, numbers with an exponent or spreadsheet errors.
std::string SqlWriter::suspicious(const std::string& key) const {
  return sql_.matches(key,
                      "(合|总|小|共) *计[:：]*$|总和[:：]*$|^([Gg]rand|[Ss]ub)?-? *[Tt]otals?:*$|"
                      "^[Ss]um:*$|^[+-]?[0-9.]+[eE][+]|^#[A-Z]+[/0!?]");
}

/// A zone under the one name that the system or the caller gives to its variants.
std::string SqlWriter::renamed(const std::string& zone) const {
  std::string cases;
  for (const auto& [variant, name] : names_.variants())
    cases += " WHEN " + sql_.text(variant) + " THEN " + sql_.text(name);
  return cases.empty() ? zone : "CASE LOWER(" + zone + ")" + cases + " ELSE " + zone + " END";
}

/// Whether a zone is one of those named, which are compared as names of zones are.
std::string SqlWriter::is_one_of(const std::string& zone,
                                 const std::vector<std::string>& names) const {
  std::vector<std::string> keys;
  for (const std::string& name : names) keys.push_back(sql_.text(detail::zone_key(name)));
  return "COALESCE(LOWER(" + zone + ") IN (" + join(keys, ", ") + "), FALSE)";
}

/// Zone, enterprise and year.
void SqlWriter::add_keys(const SqlRollup::Known& known, Columns& to) const {
  if (has_written_keys()) return add_written_keys(known, to);
  const SqlTable& table = known.table;
  const auto absent = [&](const std::string& name) {
    to.cells.push_back(sql_.cast("NULL", sql_.text_type()) + " AS " + sql_.name(name));
  };
  const auto key = [&](int column, const std::string& name) {
    const SqlColumn& source = table.columns[static_cast<std::size_t>(column)];
    const std::string text = detail::sql_key(source, sql_, reference(source));
    to.cells.push_back((column == known.zone ? renamed(text) : text) + " AS " + sql_.name(name));
    to.faults.push_back(sql_.name(name) + " IS NULL");
    if (table.is_text) to.faults.push_back(suspicious(sql_.name(name)));
    if (table.is_text && column == known.zone && !options_.format.keep_rows.empty())
      to.faults.back() += " AND NOT " + is_one_of(sql_.name(name), options_.format.keep_rows);
  };
  key(known.zone, "zone");
  if (known.enterprise >= 0)
    key(known.enterprise, "enterprise");
  else
    absent("enterprise");
  if (known.year < 0) {
    to.cells.push_back(sql_.cast(std::to_string(known.fixed_year), "BIGINT") + " AS " +
                       sql_.name("year"));
    absent("cell of year");
    return;
  }
  const SqlColumn& source = table.columns[static_cast<std::size_t>(known.year)];
  to.cells.push_back(detail::sql_year(source, sql_, reference(source)) + " AS " +
                     sql_.name("year"));
  to.cells.push_back(detail::sql_shown(source, sql_, reference(source)) + " AS " +
                     sql_.name("cell of year"));
  to.faults.push_back(sql_.name("year") + " IS NULL");
}

void SqlWriter::add_field(SqlRollup::Known& known, std::size_t c, const detail::Heading& heading,
                          Columns& to) {
  const SqlColumn& column = known.table.columns[c];
  const Field& field = system_.fields[static_cast<std::size_t>(heading.field)];
  const std::string cell = named("cell of ", heading.field);
  const std::string plain = named("plain ", heading.field);
  const std::string value = field_name(heading.field);
  const detail::SqlNames names = {cell, named("usual ", heading.field), plain, value};
  detail::SqlSpelling spelling = spelling_;
  spelling.commas = known.table.commas;
  const auto quick = is_quick_ ? detail::sql_quick_cell(column, heading, field, sql_,
                                                        reference(column), names, spelling)
                               : std::nullopt;
  if (is_quick_) add_form(heading.field, quick ? quick->form : detail::SqlForm{});
  const detail::SqlCell read =
      quick ? quick->cell
            : detail::sql_cell(column, heading, field, sql_, reference(column), names, spelling,
                               known.table.name);
  to.cells.push_back(read.cell + " AS " + cell);
  if (!read.usual.empty()) to.cells.push_back(read.usual + " AS " + names.usual);
  to.values.push_back(read.value + " AS " + value);
  if (!read.plain.empty()) {
    has_text_ = true;
    to.plainly.push_back(read.plain + " AS " + plain);
    to.spelled.push_back("NOT " + plain);
    known.spelled.push_back({c, heading.field});
    const std::string is_mark = sql_.is_one_of("LOWER(" + cell + ")", spelling.marks);
    const std::string is_other =
        "NOT " + plain + " AND NOT " + is_mark + " AND NOT " + sql_.matches(cell, "^[+-]?[0-9.]+$");
    for (const std::string& which : {is_mark, field.is_exact() ? is_other : std::string("FALSE")}) {
      const std::string chosen = case_when(which, cell);
      to.counted.push_back(detail::call("COUNT", chosen));
      to.counted.push_back(detail::call("MIN", chosen));
    }
  }
  if (read.fault.empty()) return;
  to.faults.push_back(read.fault);
  to.shown_faults.push_back(case_when(read.fault, sql_.cast(cell, sql_.text_type())));
  known.faulty.push_back({c, heading.field});
}

/// One table: its cells, their values, and which rows have faults.
void SqlWriter::write_table(std::size_t t) {
  const std::string n = std::to_string(t + 1);
  SqlRollup::Known& known = to_.known_[t];
  const SqlTable& table = known.table;
  Columns columns;
  add_keys(known, columns);
  for (const std::size_t c : layouts_[t].active) {
    const detail::Heading& heading = layouts_[t].headings[c];
    if (needed_.contains(heading.field)) add_field(known, c, heading, columns);
  }
  auto& [cells, plainly, values, faults, spelled, shown_faults, counted] = columns;
  cells.push_back((table.place.empty() ? sql_.text(table.name) : table.place) + " AS " +
                  sql_.name("place"));
  std::string from = "\n  FROM " + table.relation;
  if (table.is_text) {
    std::vector<std::string> all;
    for (const SqlColumn& column : table.columns) all.push_back(reference(column));
    from += "\n  WHERE COALESCE(" + join(all, ", ") + ") IS NOT NULL";
  }
  parts_.push_back({"cells_" + n, "SELECT " + list(cells) + from});
  std::string last = "cells_" + n;
  values.insert(values.begin(), "*");
  if (!plainly.empty()) {
    plainly.insert(plainly.begin(), "*");
    parts_.push_back({"plain_" + n, "SELECT " + list(plainly) + "\n  FROM " + last});
    last = "plain_" + n;
  }
  parts_.push_back({"values_" + n, "SELECT " + list(values) + "\n  FROM " + last});
  const std::vector<std::string>& dropped = options_.format.drop_rows;
  const std::string left_out = dropped.empty() || has_written_keys()
                                   ? ""
                                   : "\n  WHERE NOT " + is_one_of(sql_.name("zone"), dropped);
  parts_.push_back({"table_" + n, "SELECT *," + std::string(line) + any_of(faults) + " AS " +
                                      sql_.name("faults") + "," + line + any_of(spelled) + " AS " +
                                      sql_.name("spellings") + "\n  FROM values_" + n + left_out});
  if (is_quick_) return;
  const std::string keys = sql_.name("place") + ", " + sql_.name("zone") + ", " +
                           sql_.name("year") + ", " + sql_.name("enterprise");
  std::vector<std::string> shown = {keys, sql_.name("cell of year")};
  shown.insert(shown.end(), shown_faults.begin(), shown_faults.end());
  to_.faults_.push_back(
      {statement("SELECT " + list(shown) + "\nFROM table_" + n + "\nWHERE " + sql_.name("faults") +
                 "\nORDER BY " + keys + "\nLIMIT " + std::to_string(Problems::kept_per_code)),
       t});
  if (!counted.empty())
    to_.spellings_.push_back({statement("SELECT " + list(counted) + "\nFROM table_" + n), t});
}

/// Tables with the same fields under each other; the kinds joined by enterprise and year.
void SqlWriter::write_kinds() {
  for (std::size_t k = 0; k < kinds_.size(); ++k) {
    std::vector<std::string> columns = {sql_.name("zone"), sql_.name("year"),
                                        sql_.name("enterprise"), sql_.name("place")};
    for (const int field : kinds_[k].fields) columns.push_back(field_name(field));
    columns.push_back(sql_.name("faults"));
    columns.push_back(sql_.name("spellings"));
    std::string query;
    for (const std::size_t t : kinds_[k].tables) {
      if (!query.empty()) query += "\n  UNION ALL\n  ";
      query += "SELECT " + join(columns, ", ") + "\n  FROM table_" + std::to_string(t + 1);
    }
    parts_.push_back({"kind_" + std::to_string(k + 1), query});
    write_kind_checks(k);
  }
  rows_ = "kind_1";
  if (kinds_.size() == 1) return;
  parts_.push_back({"joined", join_kinds()});
  rows_ = "joined";
  if (!is_quick_) write_conflicts();
}

void SqlWriter::write_kind_checks(std::size_t k) {
  if (is_quick_ || (options_.distinct && kinds_.size() == 1)) return;
  const std::string enterprise = sql_.name("enterprise");
  const std::string year = sql_.name("year");
  to_.repeated_.push_back(
      {statement("SELECT " + enterprise + ", " + year + ", MIN(" + sql_.name("place") +
                 ")\nFROM kind_" + std::to_string(k + 1) + "\nWHERE " + enterprise +
                 " IS NOT NULL\nGROUP BY " + enterprise + ", " + year +
                 "\nHAVING COUNT(*) > 1\nORDER BY 2, 1\nLIMIT " +
                 std::to_string(Problems::kept_per_code)),
       kinds_[k].tables.front()});
}

std::string SqlWriter::join_kinds() {
  const auto of = [&](std::size_t k, const std::string& name) {
    return "kind_" + std::to_string(k + 1) + "." + name;
  };
  const auto all = [&](const std::string& name, const auto& has) {
    std::vector<std::string> result;
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
      if (has(kinds_[k])) result.push_back(of(k, name));
    }
    return result;
  };
  const auto always = [](const Kind&) { return true; };
  const auto first = [&](const std::vector<std::string>& names, const std::string& name) {
    return (names.size() == 1 ? names[0] : "COALESCE(" + join(names, ", ") + ")") + " AS " + name;
  };
  std::vector<std::string> differ;
  const auto compare = [&](const std::vector<std::string>& names) {
    for (std::size_t a = 0; a < names.size(); ++a) {
      for (std::size_t b = a + 1; b < names.size(); ++b)
        differ.push_back(names[a] + " <> " + names[b]);
    }
  };
  std::vector<std::string> columns = {sql_.name("enterprise"), sql_.name("year")};
  const auto zones = all(sql_.name("zone"), always);
  columns.push_back(first(zones, sql_.name("zone")));
  compare(zones);
  std::set<int> fields;
  for (const Kind& kind : kinds_) fields.insert(kind.fields.begin(), kind.fields.end());
  for (const int field : fields) {
    const auto given =
        all(field_name(field), [&](const Kind& kind) { return kind.fields.contains(field); });
    columns.push_back(first(given, field_name(field)));
    compare(given);
    if (given.size() > 1)
      to_.shared_.push_back(system_.fields[static_cast<std::size_t>(field)].name);
  }
  for (const char* const name : {"faults", "spellings"})
    columns.push_back(any_of(all(sql_.name(name), always)) + " AS " + sql_.name(name));
  columns.push_back(any_of(differ) + " AS " + sql_.name("conflicts"));
  std::string from = "\n  FROM kind_1";
  for (std::size_t k = 1; k < kinds_.size(); ++k) {
    from += std::string(line) + "FULL JOIN kind_" + std::to_string(k + 1) + " USING (" +
            sql_.name("enterprise") + ", " + sql_.name("year") + ")";
  }
  return "SELECT " + list(columns) + from;
}

/// Rows whose kinds of tables contradict each other: the zones, then every shared field, twice.
void SqlWriter::write_conflicts() {
  std::vector<std::string> columns = {sql_.name("enterprise"), sql_.name("year")};
  std::vector<std::string> names = {"zone"};
  names.insert(names.end(), to_.shared_.begin(), to_.shared_.end());
  std::vector<std::string> given;
  for (std::size_t k = 0; k < kinds_.size(); ++k) {
    std::vector<std::string> cells = {sql_.name("enterprise"), sql_.name("year")};
    for (const std::string& name : names) {
      const bool has = name == "zone" || kinds_[k].fields.contains(system_.field(name));
      const int field = system_.field(name);
      const bool is_text =
          name == "zone" || system_.fields[static_cast<std::size_t>(field)].number == Number::code;
      cells.push_back(has ? sql_.name(name)
                          : sql_.cast("NULL", is_text ? sql_.text_type() : "BIGINT") + " AS " +
                                sql_.name(name));
    }
    given.push_back("SELECT " + join(cells, ", ") + "\n  FROM kind_" + std::to_string(k + 1));
  }
  std::vector<Part> parts = parts_;
  std::vector<std::string> unlike;
  for (const std::string& name : names) {
    const std::string x = sql_.name(name);
    columns.push_back(detail::call("MIN", x));
    columns.push_back(detail::call("MAX", x));
    unlike.push_back(detail::call("MIN", x) + " <> " + detail::call("MAX", x));
  }
  parts_.push_back({"given", join(given, "\n  UNION ALL\n  ")});
  to_.conflicts_ =
      statement("SELECT " + list(columns) + "\nFROM given\nGROUP BY " + sql_.name("enterprise") +
                ", " + sql_.name("year") + "\nHAVING " + join(unlike, " OR ") +
                "\nORDER BY 2, 1\nLIMIT " + std::to_string(Problems::kept_per_code));
  parts_ = std::move(parts);
}

}  // namespace zonerank
