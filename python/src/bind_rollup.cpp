#include "source.hpp"
#include "zonerank/arrow/arrow.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/headings/columns.hpp"

using namespace zonerank;
using namespace pybind11::literals;

namespace {

constexpr std::string_view groupings[] = {"nothing", "section", "division", "code", "own"};

}  // namespace

IndustryGrouping grouping_of(const std::string& by, const std::map<std::string, std::string>& own) {
  if (by == "own") return {IndustryGrouping::By::own, own};
  const auto* found = std::find(std::begin(groupings), std::end(groupings), by);
  if (found == std::end(groupings)) {
    fail(Code::unknown_value, "industry", by,
         {words("write section, division, code or a dict of codes",
                "请写 section、division、code 或代码的字典")});
  }
  return {static_cast<IndustryGrouping::By>(found - std::begin(groupings)), {}};
}

void bind_rollup(py::module_& m) {
  py::class_<PartialResult>(m, "Partial", "Sums of enterprises, to be merged and finished.")
      .def_property_readonly(
          "system", [](const PartialResult& p) { return p.partial.system; }, "Id of the system.")
      .def_property_readonly(
          "fields", [](const PartialResult& p) { return p.partial.fields; },
          "Names of the fields that were added up.")
      .def_property_readonly(
          "rows", [](const PartialResult& p) { return p.partial.n_rows(); },
          "Rows that were added up.")
      .def_property_readonly(
          "groups",
          [](const PartialResult& p) {
            std::vector<std::tuple<std::string, int, std::string>> keys;
            for (const GroupKey& key : p.partial.groups)
              keys.emplace_back(key.zone, key.year, key.industry);
            return keys;
          },
          "(zone, year, industry) of each sum.")
      .def_property_readonly(
          "notices", [](const PartialResult& p) { return p.problems.notices(); },
          "What was skipped or converted.")
      .def("save", [](const PartialResult& p) { return save(p.partial); })
      .def(
          "merge",
          [](const PartialResult& a, const PartialResult& b) {
            PartialResult both{merge(a.partial, b.partial), a.problems};
            both.problems.append(b.problems);
            return both;
          },
          "other"_a)
      .def(
          "finish",
          [](const PartialResult& p, const System& system) {
            Raw raw;
            raw.problems = p.problems;
            raw.table = finish(p.partial, system, raw.problems);
            raw.enterprise_rows = static_cast<std::size_t>(p.partial.n_rows());
            return raw;
          },
          "system"_a);

  py::class_<ColumnMeaning>(m, "ColumnMeaning", "What a column of a table means.")
      .def_property_readonly(
          "role",
          [](const ColumnMeaning& c) {
            constexpr const char* roles[] = {"zone",  "year",     "enterprise",
                                             "field", "previous", "unused"};
            return roles[static_cast<std::size_t>(c.role)];
          },
          "zone, year, enterprise, field, previous or unused.")
      .def_readonly("field", &ColumnMeaning::field, "The field's name, or \"\".")
      .def_property_readonly(
          "factor",
          [](const ColumnMeaning& c) {
            return std::tuple(c.scale.numerator, c.scale.denominator, c.scale.exponent);
          },
          "By which the column is multiplied.");
  m.def(
      "column_meanings",
      [](const std::vector<std::string>& names, const System& system, const std::string& place,
         const py::dict& reading) {
        Problems problems;
        auto meanings =
            column_meanings(names, system, Place::in_file(place), problems, format_of(reading));
        problems.raise_errors();
        return std::pair(std::move(meanings), problems.notices());
      },
      "names"_a, "system"_a, "place"_a, "reading"_a = py::dict(),
      "What the columns of a table mean, and notices.");
  m.def(
      "is_plain",
      [](const std::vector<std::string>& names, const System& system, const py::dict& reading) {
        return is_plain(names, system, format_of(reading));
      },
      "names"_a, "system"_a, "reading"_a = py::dict(),
      "Whether a table with these columns is one row a zone, as far as its headings tell.");

  m.def(
      "load_partial",
      [](const std::string& text, const std::string& name, const System& system) {
        return PartialResult{load_partial(text, name, system), {}};
      },
      "text"_a, "name"_a, "system"_a, "A saved partial result, checked against the system.");

  m.def(
      "accumulate",
      [](const std::vector<std::tuple<std::string, py::object, int, std::int64_t>>& inputs,
         const System& system, const std::string& industry,
         const std::map<std::string, std::string>& own, bool distinct, int threads,
         const py::object& progress, const py::dict& reading) {
        std::vector<ArrowInput> list;
        for (const auto& [name, capsule, year, rows] : inputs) {
          list.push_back({name, stream_of(capsule), year, rows});
        }
        StreamOptions options;
        options.rollup.threads = threads;
        options.rollup.industry = grouping_of(industry, own);
        options.distinct = distinct;
        options.format = format_of(reading);
        const Progress report = progress_of(progress);
        return interruptible([&] {
          PartialResult result;
          result.partial = accumulate(list, system, options, result.problems, report);
          return result;
        });
      },
      "inputs"_a, "system"_a, py::kw_only(), "industry"_a = "nothing",
      "own"_a = std::map<std::string, std::string>{}, "distinct"_a = false, "threads"_a = 0,
      "progress"_a = py::none(), "reading"_a = py::dict(),
      "Sums of enterprises by zone and year from streams of Arrow.");

  m.def(
      "accumulate_files",
      [](const PythonSources& sources, const System& system, int year, const std::string& industry,
         const std::map<std::string, std::string>& own, int threads, const py::object& progress,
         const py::dict& given) {
        std::vector<Source> list = sources_of(sources);
        RollupOptions options;
        options.threads = threads;
        options.industry = grouping_of(industry, own);
        const ReadOptions reading{year, true, Prefer::neither, threads, format_of(given)};
        const Progress report = progress_of(progress);
        return interruptible([&] {
          Reported reported = read_rows(std::move(list), system, reading, report);
          reported.problems.raise_errors();
          if (reported.rows.size() == 0) fail(Code::no_enterprises, "", {});
          if (!reported.zones.rows.empty()) {
            reported.problems.add(Code::zones_not_added, "",
                                  std::to_string(reported.zones.rows.size()));
          }
          PartialResult result{{}, std::move(reported.problems)};
          result.partial = accumulate(reported.rows, system, options, result.problems, report);
          return result;
        });
      },
      "sources"_a, "system"_a, py::kw_only(), "year"_a = 0, "industry"_a = "nothing",
      "own"_a = std::map<std::string, std::string>{}, "threads"_a = 0, "progress"_a = py::none(),
      "reading"_a = py::dict(), "Sums of enterprises by zone and year from files.");
}
