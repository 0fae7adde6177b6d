#include "bind.hpp"
#include "source.hpp"
#include "zonerank/check/check.hpp"

using namespace zonerank;
using namespace pybind11::literals;

/// Before the systems that have them.
void bind_rules(py::module_& m) {
  py::class_<Check>(m, "Check", "A rule that reported figures are checked against.")
      .def_readonly("id", &Check::id, "Its id.")
      .def_readonly("zh", &Check::zh, "What it asks for, in Chinese.")
      .def_readonly("en", &Check::en, "What it asks for, in English.")
      .def_readonly("note", &Check::note, "What a reader should know.")
      .def_property_readonly(
          "kind", [](const Check& c) { return std::string(check_kind_name(c.kind)); },
          "balance, sign, change or another kind of rule.")
      .def_property_readonly(
          "level", [](const Check& c) { return c.level == Level::zone ? "zone" : "enterprise"; },
          "Whose figures it looks at: \"zone\" or \"enterprise\".")
      .def_property_readonly(
          "severity", [](const Check& c) { return c.is_error ? "error" : "query"; },
          "\"error\": correct it; \"query\": correct or explain it.")
      .def_property_readonly(
          "rule", [](const Check& c) { return c.rule.formula.text(); },
          "The rule as the system writes it.")
      .def_readonly("factor", &Check::factor_text,
                    "Of a change: how many times is too much, as written.")
      .def_readonly("least", &Check::least_text,
                    "Figures below these are not looked at, as written.")
      .def_property_readonly(
          "field_indices",
          [](const Check& c) {
            std::vector<int> fields;
            for (const Check::Subject& s : c.subjects) fields.push_back(s.field);
            return fields;
          },
          "The fields it looks at.")
      .def("__repr__", [](const Check& c) { return "<Check " + c.id + ">"; });
}

void bind_check(py::module_& m) {
  py::class_<Finding::Figure>(m, "Figure", "A figure of a finding, beside last year's.")
      .def_readonly("field", &Finding::Figure::field, "Its name.")
      .def_readonly("value", &Finding::Figure::value, "The exact figure as text.")
      .def_readonly("last_year", &Finding::Figure::last_year,
                    "The figure of the year before, or \"\".");

  py::class_<Finding>(m, "Finding", "One finding of reading or of a check.")
      .def_property_readonly(
          "severity", [](const Finding& f) { return std::string(severity_name(f.severity)); },
          "error, query or notice.")
      .def_readonly("check", &Finding::check, "Index in System.checks; -1: found on reading.")
      .def_readonly("problem", &Finding::problem, "What is wrong, where, and what to do.")
      .def_property_readonly(
          "zone", [](const Finding& f) { return f.problem.place.zone; }, "The zone, or \"\".")
      .def_property_readonly(
          "year", [](const Finding& f) { return f.problem.place.year; }, "The year, or 0.")
      .def_property_readonly(
          "enterprise", [](const Finding& f) { return f.problem.place.enterprise; },
          "The enterprise, or \"\".")
      .def_readonly("places", &Finding::places, "Files and lines.")
      .def_readonly("figures", &Finding::figures, "The figures that the rule compares.");

  py::class_<CheckList>(m, "CheckList", "What a check found, and how often each rule was checked.")
      .def_readonly("findings", &CheckList::findings, "Errors first, then by zone and enterprise.")
      .def_property_readonly(
          "checked",
          [](const CheckList& list) {
            std::vector<std::size_t> counts;
            for (const CheckCount& c : list.counts) counts.push_back(c.checked);
            return counts;
          },
          "How often each rule of System.checks was checked.")
      .def_property_readonly(
          "found",
          [](const CheckList& list) {
            std::vector<std::size_t> counts;
            for (const CheckCount& c : list.counts) counts.push_back(c.found);
            return counts;
          },
          "How often each rule was broken.")
      .def_readonly("unlisted_errors", &CheckList::unlisted_errors, "Errors beyond those listed.")
      .def_readonly("unlisted_queries", &CheckList::unlisted_queries,
                    "Queries beyond those listed.")
      .def_readonly("not_listed", &CheckList::not_listed, "Findings beyond those listed, in all.")
      .def_readonly("raw", &CheckList::raw, "The data that were checked.");

  m.def(
      "check",
      [](const PythonSources& sources, const System& system, int year, const std::string& prefer,
         int threads, const py::dict& reading, const py::object& progress) {
        CheckOptions options;
        options.year = year;
        options.read.year = year;
        options.read.prefer = prefer_of(prefer);
        options.read.threads = threads;
        options.read.format = format_of(reading);
        std::vector<Source> list = sources_of(sources);
        const Progress report = progress_of(progress);
        return interruptible([&] { return check(std::move(list), system, options, report); });
      },
      "sources"_a, "system"_a, py::kw_only(), "year"_a = 0, "prefer"_a = "", "threads"_a = 0,
      "reading"_a = py::dict(), "progress"_a = py::none(),
      "Everything that reading and the rules of the system find in the data.");
}
