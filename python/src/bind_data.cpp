#include <pybind11/stl/filesystem.h>

#include "bind.hpp"
#include "source.hpp"
#include "zonerank/cells/csv_cells.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/read/csv.hpp"
#include "zonerank/read/read.hpp"
#include "zonerank/sample/sample.hpp"

using namespace zonerank;
using namespace pybind11::literals;

namespace {

const Field& field_of(const System& system, const std::string& name) {
  const int index = system.field(name);
  if (index < 0) fail(Code::unknown_field, "", name, {suggestion(name, system.field_names())});
  return system.fields[static_cast<std::size_t>(index)];
}

const FigureColumn& column_of(const Raw& raw, const System& system, const std::string& name,
                              bool previous) {
  check_table(raw.table, system);
  const auto index = static_cast<std::size_t>(&field_of(system, name) - system.fields.data());
  return (previous ? raw.table.previous : raw.table.columns)[index];
}

/// A field's figures with every digit, blank where there is none.
py::object figure_texts(const Raw& raw, const System& system, const std::string& name,
                        bool previous) {
  const FigureColumn& column = column_of(raw, system, name, previous);
  if (!column.present()) return py::none();
  std::vector<std::string> texts;
  for (std::size_t r = 0; r < raw.table.rows.size(); ++r)
    texts.push_back(figure_text(field_of(system, name), column, r));
  return py::cast(texts);
}

/// A field's figures as doubles, NaN where blank.
py::object figures(const Raw& raw, const System& system, const std::string& name, bool previous) {
  const Field& field = field_of(system, name);
  const FigureColumn& column = column_of(raw, system, name, previous);
  if (!column.present()) return py::none();
  Vector values(static_cast<Index>(raw.table.rows.size()));
  for (std::size_t r = 0; r < raw.table.rows.size(); ++r) {
    const double value =
        field.is_exact() ? to_double(column.digits[r], field.places) : column.reals[r];
    values[static_cast<Index>(r)] = column.valid[r] != 0 ? value : missing;
  }
  return py::cast(values);
}

}  // namespace

void bind_data(py::module_& m) {
  py::class_<Raw>(m, "Raw", "Raw statistics of zones and years, with the notices of reading.")
      .def_property_readonly(
          "zones",
          [](const Raw& raw) {
            std::vector<std::string> zones;
            for (const ZoneYear& row : raw.table.rows) zones.push_back(row.zone);
            return zones;
          },
          "The zone of each row.")
      .def_property_readonly(
          "years",
          [](const Raw& raw) {
            std::vector<int> years;
            for (const ZoneYear& row : raw.table.rows) years.push_back(row.year);
            return years;
          },
          "The year of each row.")
      .def_property_readonly(
          "industries", [](const Raw& raw) { return raw.table.industries; },
          "The industry of each row; empty where not broken down.")
      .def_readonly("enterprise_rows", &Raw::enterprise_rows,
                    "Rows of enterprises that were added up.")
      .def_property_readonly(
          "has_enterprises", [](const Raw& raw) { return raw.enterprises != nullptr; },
          "Whether these rows are kept.")
      .def_property_readonly(
          "notices", [](const Raw& raw) { return raw.problems.notices(); },
          "What was skipped or converted.")
      .def("figures", &figures, "system"_a, "name"_a, "previous"_a = false)
      .def("figure_texts", &figure_texts, "system"_a, "name"_a, "previous"_a = false)
      .def(
          "to_csv", [](const Raw& raw, const System& system) { return to_csv(raw.table, system); },
          "system"_a);
  bind_rollup(m);
  bind_sql(m);

  m.def(
      "decode",
      [](const std::string& bytes, const std::string& name, const std::string& encoding) {
        Problems problems;
        const std::string text = decode(bytes, Place::in_file(name), problems, encoding);
        return std::pair(py::bytes(text), problems.notices());
      },
      "bytes"_a, "name"_a, "encoding"_a = "",
      "The text of a file as UTF-8, and the notices of how it was read.");

  m.def("layout_names", &layout_names, "The layouts of tables that are understood.");

  m.def(
      "read",
      [](const PythonSources& sources, const System& system, int year, bool all_fields,
         const std::string& prefer, bool keep_enterprises, int threads, const py::dict& reading,
         const py::object& progress) {
        std::vector<Source> list = sources_of(sources);
        const ReadOptions options{year,    all_fields,         prefer_of(prefer),
                                  threads, format_of(reading), keep_enterprises};
        const Progress report = progress_of(progress);
        return interruptible([&] { return read(std::move(list), system, options, report); });
      },
      "sources"_a, "system"_a, py::kw_only(), "year"_a = 0, "all_fields"_a = false, "prefer"_a = "",
      "keep_enterprises"_a = false, "threads"_a = 0, "reading"_a = py::dict(),
      "progress"_a = py::none(),
      "Raw statistics of zones and years from files and frames; enterprises are rolled up.");

  m.def(
      "add_up",
      [](const Raw& zones, const Raw& rolled, const System& system, const std::string& prefer) {
        Raw both;
        both.problems = zones.problems;
        both.problems.append(rolled.problems);
        both.enterprise_rows = rolled.enterprise_rows;
        both.table = add_up(zones.table, rolled.table, system, prefer_of(prefer), both.problems);
        both.problems.raise_errors();
        return both;
      },
      "zones"_a, "rolled"_a, "system"_a, "prefer"_a = "",
      "Figures of zones beside rolled-up ones; they must agree unless one is preferred.");

  m.def(
      "write_sample",
      [](const std::filesystem::path& directory, std::int64_t enterprises, int zones,
         int first_year, int years, std::uint64_t seed, int threads, const py::object& progress) {
        SampleOptions options;
        options.enterprises = enterprises;
        options.zones = zones;
        options.first_year = first_year;
        options.years = years;
        options.seed = seed;
        options.threads = threads;
        const Progress report = progress_of(progress);
        return interruptible([&] { return write_sample(directory, options, report); });
      },
      "directory"_a, py::kw_only(), "enterprises"_a = SampleOptions{}.enterprises,
      "zones"_a = SampleOptions{}.zones, "first_year"_a = SampleOptions{}.first_year,
      "years"_a = SampleOptions{}.years, "seed"_a = SampleOptions{}.seed, "threads"_a = 0,
      "progress"_a = py::none(), R"(Write made-up enterprise records into a folder.

About `enterprises` enterprises a year in `zones` zones, in the layout of the statistical forms, with
tables of the zones themselves. The same seed gives the same bytes for any number of threads.

Returns
-------
list of pathlib.Path
    The files written.

Raises
------
zonerank.Error
    If an option is out of range or the folder cannot be written.)");
}
