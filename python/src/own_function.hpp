#pragma once
// Functions of Python as methods: called with the GIL on whatever thread the library is, what they
// raise kept as it is.

#include <any>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "bind.hpp"
#include "zonerank/methods/custom.hpp"

namespace binding {

/// What a function raised: its text for messages, and itself to be the cause of zonerank.Error.
struct PythonError : std::runtime_error {
  PythonError(const std::string& text, py::error_already_set raised)
      : std::runtime_error(text), error(std::move(raised)) {}
  py::error_already_set error;
};

class PythonFunction {
 public:
  explicit PythonFunction(py::object function)
      : function_(new py::object(std::move(function)), [](py::object* held) {
          if (Py_IsInitialized() == 0) return;  // it has ended, and its objects with it
          const py::gil_scoped_acquire gil;
          delete held;
        }) {}

  /// The numbers of a list that f(arguments) returns.
  /// @throws PythonError, zonerank::Interrupted (Ctrl-C), std::runtime_error where it is no list
  template <class... Arguments>
  std::vector<double> operator()(const Arguments&... arguments) const {
    const py::gil_scoped_acquire gil;
    try {
      return numbers((*function_)(array(arguments)...));
    } catch (py::error_already_set& error) {
      if (!error.matches(PyExc_Exception)) throw zonerank::Interrupted();
      throw PythonError(text(error), error);
    }
  }

 private:
  static py::array_t<double> array(std::span<const double> x) {
    return py::array_t<double>(static_cast<py::ssize_t>(x.size()), x.data());
  }
  static py::object array(const zonerank::MatrixRef& x) { return py::cast(zonerank::Matrix(x)); }
  static py::object array(const zonerank::VectorRef& x) { return py::cast(zonerank::Vector(x)); }

  /// "ValueError: what it says"
  static std::string text(const py::error_already_set& error) {
    const std::string said = py::str(error.value());
    const std::string type = py::str(error.type().attr("__name__"));
    return said.empty() ? type : type + ": " + said;
  }

  static std::vector<double> numbers(const py::object& result) {
    const py::array any = py::array::ensure(result);
    const auto found = any && std::string("biufO").find(any.dtype().kind()) != std::string::npos
                           ? py::array_t<double, py::array::forcecast>::ensure(any)
                           : py::array_t<double, py::array::forcecast>();
    PyErr_Clear();
    if (!any || !found || any.ndim() == 0 || found.size() != any.size()) {
      throw std::runtime_error("it returned " +
                               std::string(py::str(py::type::of(result).attr("__name__"))) +
                               ", and not an array of numbers");
    }
    if (found.ndim() != 1) {
      throw std::runtime_error("it returned an array of shape " +
                               std::string(py::str(any.attr("shape"))) +
                               ", and not one of one dimension");
    }
    const auto x = found.unchecked<1>();
    std::vector<double> list;
    for (py::ssize_t i = 0; i < x.size(); ++i) list.push_back(x(i));
    return list;
  }

  std::shared_ptr<py::object> function_;
};

/// A function as a method of each family; with `fit` and `apply` a normalization that learns.
std::vector<std::any> own_methods(const std::string& label, const py::object& function);

}  // namespace binding
