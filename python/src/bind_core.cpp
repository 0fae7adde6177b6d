#include "own_function.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/diagnostics/exit_class.hpp"
#include "zonerank/diagnostics/setting.hpp"
#include "zonerank/units/unit_name.hpp"

using namespace zonerank;
using namespace pybind11::literals;

namespace {

Lang lang_of(const std::string& lang) { return lang == "zh" ? Lang::zh : Lang::en; }

/// What a function of Python raised becomes the __cause__ of the error that names it.
void set_cause(const py::object& error, const std::exception_ptr& cause) {
  try {
    if (cause) std::rethrow_exception(cause);
  } catch (const binding::PythonError& raised) {
    const py::object value = raised.error.value();
    if (raised.error.trace()) PyException_SetTraceback(value.ptr(), raised.error.trace().ptr());
    PyException_SetCause(error.ptr(), value.inc_ref().ptr());
  } catch (...) {  // of C++: its text is in the error
  }
}

/// zonerank::Error becomes zonerank.Error(ValueError) with its problems.
// NOLINTNEXTLINE(performance-unnecessary-value-param): the signature is pybind11's
void translate(std::exception_ptr pointer) {
  try {
    if (pointer) std::rethrow_exception(pointer);
  } catch (const Interrupted&) {
    PyErr_SetNone(PyExc_KeyboardInterrupt);
  } catch (const Error& error) {
    const py::object type = py::module_::import("zonerank._error").attr("Error");
    py::list problems;
    for (const Problem& problem : error.problems()) problems.append(problem);
    const py::object made = type(error.what(), problems, error.text(Lang::zh));
    set_cause(made, error.cause());
    py::set_error(type, made);
  }
}

/// Whether an array, contiguous in either order, has an infinite number.
bool has_infinite(const py::array_t<double>& contiguous) {
  const double* const x = contiguous.data();
  const auto n = static_cast<std::size_t>(contiguous.size());
  constexpr std::size_t block = 1 << 16;
  std::atomic<bool> found = false;
  const py::gil_scoped_release release;
  parallel_for((n + block - 1) / block, zonerank::detail::threads_for(contiguous.size()),
               [&](std::size_t part) {
                 const std::size_t begin = part * block;
                 const std::size_t end = std::min(n, begin + block);
                 constexpr std::size_t lanes = 8;
                 double odd[lanes] = {};  // not 0 with a number that is missing or infinite
                 std::size_t i = begin;
                 for (; i + lanes <= end; i += lanes) {
                   for (std::size_t l = 0; l < lanes; ++l) odd[l] += x[i + l] - x[i + l];
                 }
                 for (; i < end; ++i) odd[0] += x[i] - x[i];
                 if (std::all_of(odd, odd + lanes, [](double v) { return v == 0.0; })) return;
                 if (std::any_of(x + begin, x + end, [](double v) { return std::isinf(v); }))
                   found = true;
               });
  return found;
}

/// Every part, and of a phrase both languages.
py::tuple state_of(const Place& p) {
  return py::make_tuple(p.file, p.sheet, p.line, p.column, p.zone, p.year, p.enterprise, p.field,
                        p.section.text(), p.section.text(Lang::zh), p.key.text(),
                        p.key.text(Lang::zh));
}

Place place_of(const py::tuple& state) {
  const auto text = [&](std::size_t at) { return state[at].cast<std::string>(); };
  Place p;
  p.file = text(0);
  p.sheet = text(1);
  p.line = state[2].cast<std::int64_t>();
  p.column = text(3);
  p.zone = text(4);
  p.year = state[5].cast<int>();
  p.enterprise = text(6);
  p.field = text(7);
  p.section = Argument(text(8), text(9));
  p.key = Argument(text(10), text(11));
  return p;
}

std::string repr_of(const Place& p) {
  std::string parts;
  const auto add = [&](const char* name, const std::string& shown) {
    parts += std::string(parts.empty() ? "" : ", ") + name + "=" + shown;
  };
  const auto add_text = [&](const char* name, const std::string& text) {
    if (!text.empty()) add(name, py::repr(py::str(text)).cast<std::string>());
  };
  add_text("file", p.file);
  add_text("sheet", p.sheet);
  if (p.line != 0) add("line", std::to_string(p.line));
  add_text("column", p.column);
  add_text("zone", p.zone);
  if (p.year != 0) add("year", std::to_string(p.year));
  add_text("enterprise", p.enterprise);
  add_text("field", p.field);
  add_text("section", p.section.text());
  add_text("key", p.key.text());
  return "Place(" + parts + ")";
}

void bind_place(py::module_& m) {
  py::class_<Place>(m, "Place",
                    R"(Where something was found: each part as far as it is known, else "" or 0.

Attributes
----------
file, sheet, line, column
    Of a table; the sheet where several of a workbook are read, its lines are its rows.
zone, year, enterprise, field
    Whose figure it is, and which; a field is "x@previous" where a column gives last year's.
section, key
    The table and the key of a system's file, or the name of an option.
)")
      .def(py::init([](const std::string& key, const std::string& file, const std::string& sheet,
                       std::int64_t line, const std::string& column, const std::string& zone,
                       int year, const std::string& enterprise, const std::string& field) {
             Place p = key;
             p.file = file;
             p.sheet = sheet;
             p.line = line;
             p.column = column;
             p.zone = zone;
             p.year = year;
             p.enterprise = enterprise;
             p.field = field;
             return p;
           }),
           "key"_a = "", py::kw_only(), "file"_a = "", "sheet"_a = "", "line"_a = 0,
           "column"_a = "", "zone"_a = "", "year"_a = 0, "enterprise"_a = "", "field"_a = "")
      .def_readonly("file", &Place::file, "The file, or \"\".")
      .def_readonly("sheet", &Place::sheet, "The sheet, or \"\".")
      .def_readonly("line", &Place::line, "The line, from 1; 0: none.")
      .def_readonly("column", &Place::column, "The column's heading, or \"\".")
      .def_readonly("zone", &Place::zone, "The zone, or \"\".")
      .def_readonly("year", &Place::year, "The year, or 0.")
      .def_readonly("enterprise", &Place::enterprise, "The enterprise, or \"\".")
      .def_readonly("field", &Place::field, "The field, or \"\".")
      .def_property_readonly(
          "section", [](const Place& p) { return p.section.text(); },
          "Of a system file: the table, or \"\".")
      .def_property_readonly(
          "key", [](const Place& p) { return p.key.text(); },
          "An option or a key of a file, or \"\".")
      .def(
          "text", [](const Place& p, const std::string& lang) { return p.text(lang_of(lang)); },
          "lang"_a = "en", "The place as messages begin with it; lang is 'en' or 'zh'.")
      .def("__str__", [](const Place& p) { return p.text(); })
      .def("__repr__", &repr_of)
      .def("__eq__",
           [](const Place& p, const py::object& other) {
             return py::isinstance<Place>(other) && p == other.cast<Place>();
           })
      .def("__hash__", [](const Place& p) { return py::hash(state_of(p)); })
      .def(py::pickle(&state_of, &place_of));
  py::implicitly_convertible<py::str, Place>();
}

}  // namespace

void bind_core(py::module_& m) {
  py::register_exception_translator(translate);
  bind_place(m);

  py::class_<Problem>(m, "Problem",
                      "One finding: its code, where, which value, what is wrong and what to do.")
      .def_property_readonly(
          "code", [](const Problem& p) { return std::string(code_name(p.code)); },
          "What kind of problem it is, as docs/guide/codes.md lists them.")
      .def_property_readonly(
          "severity", [](const Problem& p) { return std::string(severity_name(severity(p.code))); },
          "error or notice.")
      .def_property_readonly(
          "is_of_usage", [](const Problem& p) { return exit_class(p.code) == ExitClass::usage; },
          "Whether the call is at fault, not the data.")
      .def_readonly("place", &Problem::place, "Where.")
      .def(
          "where", [](const Problem& p, const std::string& lang) { return p.where(lang_of(lang)); },
          "lang"_a = "en")
      .def_property_readonly(
          "value", [](const Problem& p) { return p.value.text(); },
          "The value that is wrong, as text.")
      .def_property_readonly(
          "args",
          [](const Problem& p) {
            std::vector<std::string> texts;
            for (const Argument& arg : p.args) texts.push_back(arg.text());
            return texts;
          },
          "What stands in its sentence beside the value, as texts.")
      .def(
          "rule", [](const Problem& p, const std::string& lang) { return p.rule(lang_of(lang)); },
          "lang"_a = "en")
      .def(
          "cure", [](const Problem& p, const std::string& lang) { return p.cure(lang_of(lang)); },
          "lang"_a = "en")
      .def(
          "text", [](const Problem& p, const std::string& lang) { return p.text(lang_of(lang)); },
          "lang"_a = "en", "Place, rule and cure in one sentence; lang is 'en' or 'zh'.")
      .def("__str__", [](const Problem& p) { return p.text(); })
      .def("__repr__", [](const Problem& p) {
        return "<" + std::string(code_name(p.code)) + ": " + p.text() + ">";
      });

  py::class_<Setting>(m, "Setting", "One key and value of a method.")
      .def(py::init([](const std::string& key, const std::string& text,
                       const std::optional<double>& number,
                       const std::optional<std::vector<std::vector<double>>>& rows,
                       const std::optional<std::vector<std::string>>& words,
                       const std::optional<std::vector<Setting>>& table,
                       const py::object& function) {
             Setting setting;
             setting.key = key;
             setting.place = key;
             setting.text = text;
             setting.number = number;
             setting.is_list = rows.has_value() || words.has_value();
             setting.rows = rows.value_or(std::vector<std::vector<double>>{});
             setting.words = words.value_or(std::vector<std::string>{});
             setting.is_table = table.has_value();
             setting.table = table.value_or(std::vector<Setting>{});
             if (!function.is_none()) setting.own = binding::own_methods(text, function);
             return setting;
           }),
           "key"_a, py::kw_only(), "text"_a = "", "number"_a = py::none(), "rows"_a = py::none(),
           "words"_a = py::none(), "table"_a = py::none(), "function"_a = py::none())
      .def_readonly("key", &Setting::key, "The option's name.")
      .def("__repr__", [](const Setting& s) { return s.key + " = " + s.shown(); });

  m.def(
      "fail",
      [](const std::string& code, const Place& place, const binding::PythonArgument& value,
         const std::vector<binding::PythonArgument>& args) {
        const auto found = code_of(code);
        if (!found) throw py::key_error(code);
        std::vector<Argument> list;
        for (const binding::PythonArgument& arg : args) list.push_back(binding::argument_of(arg));
        fail(*found, place, binding::argument_of(value), std::move(list));
      },
      "code"_a, "place"_a, "value"_a = "", "args"_a = std::vector<std::string>{},
      "Raises the error of a code; a text is a name, or a pair of a phrase in English and "
      "Chinese.");
  m.def("resolve_threads", &resolve_threads, "threads"_a = 0,
        "The number of threads that a call with this option uses; 0: the cores allowed.");
  m.def("chinese_unit", &chinese_unit, "unit"_a,
        "\"item/10k person\" is 件/万人; what has no Chinese name stays as it is.");
  m.def("has_infinite", &has_infinite, py::arg("contiguous").noconvert(),
        "Whether an array, contiguous in either order, has an infinite number.");
}
