#include "source.hpp"
#include "zonerank/sql/sql.hpp"

using namespace zonerank;
using namespace pybind11::literals;

namespace {

template <class T, std::size_t N>
T named(const std::string& option, const std::string& name,
        const std::pair<const char*, T> (&known)[N]) {
  std::vector<std::string> names;
  for (const auto& [text, value] : known) {
    if (name == text) return value;
    names.emplace_back(text);
  }
  std::string all;
  for (const std::string& text : names) all += (all.empty() ? "" : ", ") + text;
  fail(Code::unknown_value, option, name, {words("known: {0}", "可用：{0}", {all})});
}

SqlDialect dialect_of(const std::string& name) {
  constexpr std::pair<const char*, SqlDialect> known[] = {{"duckdb", SqlDialect::duckdb},
                                                          {"spark", SqlDialect::spark},
                                                          {"postgres", SqlDialect::postgres}};
  return named("dialect", name, known);
}

SqlKind kind_of(const std::string& name) {
  constexpr std::pair<const char*, SqlKind> known[] = {
      {"boolean", SqlKind::boolean}, {"integer", SqlKind::integer}, {"wide", SqlKind::wide},
      {"single", SqlKind::single},   {"real", SqlKind::real},       {"decimal", SqlKind::decimal},
      {"date", SqlKind::date},       {"text", SqlKind::text},       {"other", SqlKind::other}};
  return named("kind", name, known);
}

using PythonColumn = std::tuple<std::string, std::string, int, int, std::string>;
using PythonTable =
    std::tuple<std::string, std::string, std::vector<PythonColumn>, int, bool, std::string, bool>;

SqlTable table_of(const PythonTable& from) {
  SqlTable table;
  std::vector<PythonColumn> columns;
  std::tie(table.name, table.relation, columns, table.year, table.is_text, table.place,
           table.commas) = from;
  for (const auto& [heading, kind, digits, scale, reference] : columns)
    table.columns.push_back({heading, kind_of(kind), digits, scale, reference});
  return table;
}

/// The statements, and what was found with them.
struct Statements {
  Problems problems;
  SqlRollup sql;
  SqlRollup::Result result;

  Statements(std::vector<SqlTable> tables, const System& system, SqlOptions options)
      : sql(std::move(tables), system, std::move(options), problems) {}
};

std::vector<std::string> texts_of(const std::vector<SqlRollup::Check>& checks) {
  std::vector<std::string> texts;
  for (const SqlRollup::Check& check : checks) texts.push_back(check.statement);
  return texts;
}

}  // namespace

void bind_sql(py::module_& m) {
  using Rows = SqlRollup::Rows;
  py::class_<Statements>(m, "Statements", "A roll-up as SQL, and what its results mean.")
      .def(py::init([](const std::vector<PythonTable>& tables, const System& system,
                       const std::string& dialect, const std::string& industry,
                       const std::map<std::string, std::string>& own, int year, bool distinct,
                       const py::dict& reading) {
             std::vector<SqlTable> list;
             for (const PythonTable& table : tables) list.push_back(table_of(table));
             SqlOptions options;
             options.dialect = dialect_of(dialect);
             options.industry = grouping_of(industry, own);
             options.year = year;
             options.distinct = distinct;
             options.format = format_of(reading);
             return std::make_unique<Statements>(std::move(list), system, std::move(options));
           }),
           "tables"_a, "system"_a, "dialect"_a, py::kw_only(), "industry"_a = "nothing",
           "own"_a = std::map<std::string, std::string>{}, "year"_a = 0, "distinct"_a = false,
           "reading"_a = py::dict(), py::keep_alive<1, 3>())
      .def_property_readonly(
          "totals", [](const Statements& s) { return s.sql.totals(); },
          "The statement that adds up.")
      .def_property_readonly(
          "quick", [](const Statements& s) { return s.sql.quick(); },
          "The same rows in less time, where they count no fault; empty where there is none.")
      .def_property_readonly(
          "repeated", [](const Statements& s) { return texts_of(s.sql.repeated()); },
          "Counts rows that are given twice.")
      .def_property_readonly(
          "faults", [](const Statements& s) { return texts_of(s.sql.faults()); },
          "Lists values that are no numbers of their field.")
      .def_property_readonly(
          "spellings", [](const Statements& s) { return texts_of(s.sql.spellings()); },
          "Lists spellings of zones.")
      .def_property_readonly(
          "conflicts", [](const Statements& s) { return s.sql.conflicts(); },
          "Lists cells that are given twice and differ.")
      .def_property_readonly(
          "overflows", [](const Statements& s) { return s.sql.overflows(); },
          "Lists sums that are too large.")
      .def(
          "read_totals",
          [](Statements& s, const Rows& rows) {
            s.result = s.sql.result(rows);
            return std::tuple(s.result.faults, s.result.conflicts, s.result.spellings);
          },
          "rows"_a, "Numbers of faults, contradictions and unusual spellings.")
      .def_property_readonly(
          "partial",
          [](const Statements& s) {
            return PartialResult{s.result.partial, s.problems};
          },
          "The sums that the results of the statements give.")
      .def(
          "add_repeated",
          [](Statements& s, std::size_t k, const Rows& rows) {
            s.sql.add_repeated(s.sql.repeated().at(k), rows, s.problems);
          },
          "check"_a, "rows"_a)
      .def(
          "add_faults",
          [](Statements& s, std::size_t k, const Rows& rows) {
            s.sql.add_faults(s.sql.faults().at(k), rows, s.problems);
          },
          "check"_a, "rows"_a)
      .def(
          "add_spellings",
          [](Statements& s, std::size_t k, const Rows& rows) {
            s.sql.add_spellings(s.sql.spellings().at(k), rows, s.problems);
          },
          "check"_a, "rows"_a)
      .def(
          "add_conflicts",
          [](Statements& s, const Rows& rows) { s.sql.add_conflicts(rows, s.problems); }, "rows"_a)
      .def(
          "add_overflows",
          [](Statements& s, const Rows& rows) { s.sql.add_overflows(rows, s.problems); }, "rows"_a)
      .def(
          "add_notice", [](Statements& s, const Problem& notice) { s.problems.add(notice); },
          "notice"_a)
      .def("raise_errors", [](const Statements& s) { s.problems.raise_errors(); });

  m.def(
      "engine_failed",
      [](const std::string& engine, const std::string& place, const std::string& message,
         const std::string& statement) {
        fail(Code::engine_failed, Place::in_file(place), engine, {message, statement});
      },
      "engine"_a, "place"_a, "message"_a, "statement"_a, "Raises the error of another engine.");
}
