#pragma once
// What every binding file shares: one function a room, and progress that listens to Ctrl-C.

#include <pybind11/eigen.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <string>
#include <utility>
#include <variant>

#include "zonerank/arrow/arrow.hpp"
#include "zonerank/rollup/rollup.hpp"
#include "zonerank/run/parallel.hpp"

namespace py = pybind11;

void bind_core(py::module_& m);
void bind_rules(py::module_& m);
void bind_system(py::module_& m);
void bind_data(py::module_& m);
void bind_rollup(py::module_& m);
void bind_sql(py::module_& m);
void bind_check(py::module_& m);
void bind_score(py::module_& m);
void bind_prepare(py::module_& m);
void bind_weights(py::module_& m);
void bind_aggregate(py::module_& m);
void bind_statistics(py::module_& m);
void bind_draws(py::module_& m);
void bind_robust(py::module_& m);
void bind_sensitivity(py::module_& m);
void bind_custom(py::module_& m);
void bind_explain(py::module_& m);
void bind_figures(py::module_& m);
void bind_plan(py::module_& m);
void bind_reconcile(py::module_& m);
void bind_targets(py::module_& m);
void bind_drill(py::module_& m);

namespace binding {

/// A name or number as text, or a pair of a phrase in English and in Chinese.
using PythonArgument = std::variant<std::string, std::pair<std::string, std::string>>;

inline zonerank::Argument argument_of(const PythonArgument& given) {
  if (const auto* name = std::get_if<std::string>(&given)) return *name;
  const auto& [en, zh] = std::get<1>(given);
  return zonerank::Argument(en, zh);
}

}  // namespace binding

/// A partial result and what was noticed on the way.
struct PartialResult {
  zonerank::Partial partial;
  zonerank::Problems problems;
};

/// "section", "division", "code" or "nothing"; `own` groups stand before it.
zonerank::IndustryGrouping grouping_of(const std::string& by,
                                       const std::map<std::string, std::string>& own);

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

/// Runs long work without the GIL; every 50 ms or so signals are handled, and Ctrl-C ends it with
/// KeyboardInterrupt.
template <class F>
auto interruptible(F&& f) {
  const py::gil_scoped_release release;
  zonerank::InterruptWatch watch([] {
    const py::gil_scoped_acquire gil;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    return true;
  });
  try {
    return f();
  } catch (const zonerank::Interrupted&) {
    watch.rethrow();
    throw;
  }
}

/// The stream of a capsule as __arrow_c_stream__ gives it; the capsule keeps and releases it.
inline ArrowArrayStream* stream_of(const py::handle& capsule) {
  void* const stream = PyCapsule_GetPointer(capsule.ptr(), "arrow_array_stream");
  if (stream == nullptr) throw py::error_already_set();
  return static_cast<ArrowArrayStream*>(stream);
}
