#pragma once
// What every binding file shares: one function a room, and progress that listens to Ctrl-C.

#include <pybind11/eigen.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "zonerank/core/parallel.hpp"

namespace py = pybind11;

void bind_core(py::module_& m);
void bind_spec(py::module_& m);
void bind_data(py::module_& m);
void bind_check(py::module_& m);
void bind_score(py::module_& m);

/// A progress function that calls `callback` (None: nothing) and lets Python handle signals. It
/// runs without the GIL held around it.
inline zonerank::Progress progress_of(const py::object& callback) {
  return [callback = callback.is_none() ? nullptr : &callback](double share) {
    const py::gil_scoped_acquire gil;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (callback != nullptr) (*callback)(share);
    return true;
  };
}
