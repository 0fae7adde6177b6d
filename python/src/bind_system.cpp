#include "bind.hpp"
#include "zonerank/ranking/method.hpp"
#include "zonerank/system/system.hpp"

using namespace zonerank;
using namespace pybind11::literals;

namespace {

std::string_view direction_text(Direction direction) {
  return direction == Direction::more_is_better ? "+" : "-";
}

/// A system whose [method] is sound too: every mistake of a file shows when it is loaded.
System checked(System system) {
  static_cast<void>(read_method(system));
  return system;
}

}  // namespace

void bind_system(py::module_& m) {
  py::class_<Field>(m, "Field", "A raw statistic.")
      .def_readonly("name", &Field::name, "Its name in formulas and tables.")
      .def_readonly("zh", &Field::zh, "The Chinese name.")
      .def_readonly("en", &Field::en, "The English name.")
      .def_property_readonly(
          "unit", [](const Field& f) { return f.unit.text; }, "The unit as the system writes it.")
      .def_property_readonly(
          "number",
          [](const Field& f) {
            std::string text(number_name(f.number));
            if (f.number == Number::decimal) text += "(" + std::to_string(f.places) + ")";
            return text;
          },
          "count, decimal(n), real, flag, code or year.")
      .def_property_readonly(
          "level", [](const Field& f) { return f.level == Level::zone ? "zone" : "enterprise"; },
          "Who reports it: \"zone\" or \"enterprise\".")
      .def_readonly("codes", &Field::codes, "Codes of the forms' columns.")
      .def_readonly("aliases", &Field::aliases, "Other headings it is known by.")
      .def_property_readonly(
          "rollup", [](const Field& f) { return f.rollup ? f.rollup->formula.text() : ""; },
          "How enterprises are added up; \"\" where it is not rolled up.")
      .def_property_readonly(
          "formula", [](const Field& f) { return f.formula ? f.formula->formula.text() : ""; },
          "Of a derived field; else \"\".")
      .def_property_readonly(
          "status", [](const Field& f) { return std::string(status_name(f.status)); },
          "How certain name and meaning are.")
      .def_readonly("note", &Field::note, "What a reader should know.")
      .def("__repr__",
           [](const Field& f) { return "<Field " + f.name + " [" + f.unit.text + "]>"; });

  py::class_<Indicator>(m, "Indicator",
                        "A second-level indicator: a formula over fields, a unit, a direction.")
      .def_readonly("id", &Indicator::id, "Its id in tables and options.")
      .def_readonly("code", &Indicator::code, "Its number in the document, such as 1.4.")
      .def_readonly("zh", &Indicator::zh, "The Chinese name.")
      .def_readonly("en", &Indicator::en, "The English name.")
      .def_property_readonly(
          "unit", [](const Indicator& i) { return i.unit.text; }, "The unit of its values.")
      .def_property_readonly(
          "direction", [](const Indicator& i) { return std::string(direction_text(i.direction)); },
          "\"+\": more is better, \"-\": less.")
      .def_property_readonly(
          "formula", [](const Indicator& i) { return i.formula.formula.text(); },
          "Over the fields, as the system writes it.")
      .def_property_readonly(
          "fields", [](const Indicator& i) { return i.formula.formula.fields(); },
          "Numbers of the fields that the formula names.")
      .def_property_readonly(
          "years_back", [](const Indicator& i) { return i.formula.formula.years_back(); },
          "How many earlier years the formula needs.")
      .def_property_readonly(
          "factor", [](const Indicator& i) { return i.factor_numerator / i.factor_denominator; },
          "By which the formula's units are converted to the indicator's.")
      .def_readonly("weight", &Indicator::weight, "In its group, as the system gives it.")
      .def_readonly("bounds", &Indicator::bounds,
                    "Lower and upper of the system, in the unit; None where there are none.")
      .def_readonly("range", &Indicator::range, "Plausible values; others are listed.")
      .def_readonly("when_empty", &Indicator::when_empty,
                    "The value where a whole is 0; None: missing.")
      .def_property_readonly(
          "name_status", [](const Indicator& i) { return std::string(status_name(i.name_status)); },
          "How certain the name is.")
      .def_property_readonly(
          "formula_status",
          [](const Indicator& i) { return std::string(status_name(i.formula_status)); },
          "How certain the formula is.")
      .def_property_readonly(
          "weight_status",
          [](const Indicator& i) { return std::string(status_name(i.weight_status)); },
          "How certain the weight is.")
      .def_readonly("group_index", &Indicator::group, "Index in System.groups.")
      .def_readonly("note", &Indicator::note, "What a reader should know.")
      .def("__repr__",
           [](const Indicator& i) { return "<Indicator " + i.id + " [" + i.unit.text + "]>"; });

  py::class_<Group>(m, "Group",
                    "A first-level indicator: indicators and groups that are aggregated together.")
      .def_readonly("id", &Group::id, "Its id in tables and options.")
      .def_readonly("code", &Group::code, "Its number in the document.")
      .def_readonly("zh", &Group::zh, "The Chinese name.")
      .def_readonly("en", &Group::en, "The English name.")
      .def_readonly("parent_index", &Group::parent, "Index in System.groups; -1 of overall.")
      .def_readonly("weight", &Group::weight, "In its parent, as the system gives it.")
      .def_property_readonly(
          "weight_status", [](const Group& g) { return std::string(status_name(g.weight_status)); },
          "How certain the weight is.")
      .def("__repr__", [](const Group& g) { return "<Group " + g.id + ">"; });

  py::class_<System>(m, "System", "An indicator system: fields, indicators, groups and weights.")
      .def_readonly("id", &System::id, "The id by which it is loaded.")
      .def_readonly("zh", &System::zh, "The Chinese name.")
      .def_readonly("en", &System::en, "The English name.")
      .def_readonly("document", &System::document, "The document it was transcribed from.")
      .def_readonly("note", &System::note, "What a reader should know.")
      .def_readonly("file", &System::file, "The file it was read from; \"\" of one that ships.")
      .def_property_readonly(
          "fields",
          [](const System& s) {
            std::vector<Field> fields;
            for (const Field& f : s.fields) {
              if (f.indicator < 0) fields.push_back(f);
            }
            return fields;
          },
          "Raw statistics, without those of ready-made indicator values.")
      .def_readonly("zone_titles", &System::zone_titles,
                    "Headings of the column that names the zones.")
      .def(
          "ready_made_name",
          [](const System&, const std::string& id) { return ready_made_name(id); }, "indicator"_a,
          "The field that holds ready-made values of an indicator.")
      .def_readonly("indicators", &System::indicators, "Second-level indicators, group by group.")
      .def_readonly("checks", &System::checks, "Rules of the check list.")
      .def_readonly("groups", &System::groups, "In depth-first order; the first is overall.")
      .def(
          "needed_fields",
          [](const System& s) {
            const std::vector<bool> needed = s.needed_fields();
            std::vector<std::string> names;
            for (std::size_t f = 0; f < needed.size(); ++f) {
              if (needed[f]) names.push_back(s.fields[f].name);
            }
            return names;
          },
          "Names of the fields that the indicators reach, through roll-ups and derived fields too.")
      .def("__repr__", [](const System& s) {
        return "<System " + s.id + ": " + std::to_string(s.indicators.size()) + " indicators in " +
               std::to_string(s.groups.size() - 1) + " groups>";
      });

  m.def("system_ids", &system_ids, "The indicator systems that ship.");
  m.def(
      "load_system", [](const std::string& id) { return checked(load_system(id)); }, "id_or_path"_a,
      "A system by its id, or from a TOML file.");
  m.def(
      "parse_system",
      [](const std::string& text, const std::string& file) {
        return checked(parse_system(text, file));
      },
      "toml"_a, "file"_a = "system.toml", "A system from the text of a TOML file.");
}
