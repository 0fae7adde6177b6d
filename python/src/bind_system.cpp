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
      .def_readonly("name", &Field::name)
      .def_readonly("zh", &Field::zh)
      .def_readonly("en", &Field::en)
      .def_property_readonly("unit", [](const Field& f) { return f.unit.text; })
      .def_property_readonly("number",
                             [](const Field& f) {
                               std::string text(number_name(f.number));
                               if (f.number == Number::decimal)
                                 text += "(" + std::to_string(f.places) + ")";
                               return text;
                             })
      .def_property_readonly(
          "level", [](const Field& f) { return f.level == Level::zone ? "zone" : "enterprise"; })
      .def_readonly("codes", &Field::codes)
      .def_readonly("aliases", &Field::aliases)
      .def_property_readonly(
          "rollup", [](const Field& f) { return f.rollup ? f.rollup->formula.text() : ""; })
      .def_property_readonly(
          "formula", [](const Field& f) { return f.formula ? f.formula->formula.text() : ""; })
      .def_property_readonly("status",
                             [](const Field& f) { return std::string(status_name(f.status)); })
      .def_readonly("note", &Field::note)
      .def("__repr__",
           [](const Field& f) { return "<Field " + f.name + " [" + f.unit.text + "]>"; });

  py::class_<Indicator>(m, "Indicator",
                        "A second-level indicator: a formula over fields, a unit, a direction.")
      .def_readonly("id", &Indicator::id)
      .def_readonly("code", &Indicator::code)
      .def_readonly("zh", &Indicator::zh)
      .def_readonly("en", &Indicator::en)
      .def_property_readonly("unit", [](const Indicator& i) { return i.unit.text; })
      .def_property_readonly(
          "direction", [](const Indicator& i) { return std::string(direction_text(i.direction)); })
      .def_property_readonly("formula", [](const Indicator& i) { return i.formula.formula.text(); })
      .def_property_readonly("fields",
                             [](const Indicator& i) { return i.formula.formula.fields(); })
      .def_property_readonly("years_back",
                             [](const Indicator& i) { return i.formula.formula.years_back(); })
      .def_property_readonly(
          "factor", [](const Indicator& i) { return i.factor_numerator / i.factor_denominator; })
      .def_readonly("weight", &Indicator::weight)
      .def_readonly("bounds", &Indicator::bounds)
      .def_readonly("range", &Indicator::range)
      .def_readonly("when_empty", &Indicator::when_empty)
      .def_property_readonly(
          "name_status", [](const Indicator& i) { return std::string(status_name(i.name_status)); })
      .def_property_readonly(
          "formula_status",
          [](const Indicator& i) { return std::string(status_name(i.formula_status)); })
      .def_property_readonly(
          "weight_status",
          [](const Indicator& i) { return std::string(status_name(i.weight_status)); })
      .def_readonly("group_index", &Indicator::group)
      .def_readonly("note", &Indicator::note)
      .def("__repr__",
           [](const Indicator& i) { return "<Indicator " + i.id + " [" + i.unit.text + "]>"; });

  py::class_<Group>(m, "Group",
                    "A first-level indicator: indicators and groups that are aggregated together.")
      .def_readonly("id", &Group::id)
      .def_readonly("code", &Group::code)
      .def_readonly("zh", &Group::zh)
      .def_readonly("en", &Group::en)
      .def_readonly("parent_index", &Group::parent)
      .def_readonly("weight", &Group::weight)
      .def_property_readonly(
          "weight_status", [](const Group& g) { return std::string(status_name(g.weight_status)); })
      .def("__repr__", [](const Group& g) { return "<Group " + g.id + ">"; });

  py::class_<System>(m, "System", "An indicator system: fields, indicators, groups and weights.")
      .def_readonly("id", &System::id)
      .def_readonly("zh", &System::zh)
      .def_readonly("en", &System::en)
      .def_readonly("document", &System::document)
      .def_readonly("note", &System::note)
      .def_readonly("file", &System::file)
      .def_property_readonly("fields",
                             [](const System& s) {
                               std::vector<Field> fields;
                               for (const Field& f : s.fields) {
                                 if (f.indicator < 0) fields.push_back(f);
                               }
                               return fields;
                             })
      .def_readonly("zone_titles", &System::zone_titles,
                    "Headings of the column that names the zones.")
      .def(
          "ready_made_name",
          [](const System&, const std::string& id) { return ready_made_name(id); }, "indicator"_a,
          "The field that holds ready-made values of an indicator.")
      .def_readonly("indicators", &System::indicators)
      .def_readonly("checks", &System::checks)
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
