#include "bind.hpp"
#include "zonerank/analysis/sensitivity.hpp"
#include "zonerank/stats/sobol.hpp"

using namespace zonerank;
using namespace binding;
using namespace pybind11::literals;

namespace {

py::dict table_dict(const IndexTable& t) {
  return py::dict("first"_a = t.first, "total"_a = t.total, "first_error"_a = t.first_error,
                  "total_error"_a = t.total_error, "second"_a = t.second,
                  "second_error"_a = t.second_error);
}

}  // namespace

void bind_sensitivity(py::module_& m) {
  m.def(
      "sobol_points",
      [](Index n, Index dimensions, const std::optional<std::uint64_t>& scramble) {
        return interruptible([&] { return sobol_points(n, dimensions, scramble); });
      },
      "n"_a, "dimensions"_a, "scramble"_a = py::none(),
      "n x dimensions points of Sobol's sequence in [0, 1), scrambled where a seed is given.");
  m.def(
      "sobol_indices",
      [](const VectorRef& y, Index factors, bool second_order, int resamples, std::uint64_t seed) {
        const SobolIndices s = interruptible([&] {
          return sobol_indices(y, factors, {second_order, resamples, seed});
        });
        py::dict result("first"_a = s.first, "total"_a = s.total);
        if (second_order) result["second"] = s.second;
        if (resamples > 0) {
          result["first_error"] = s.first_error;
          result["total_error"] = s.total_error;
          if (second_order) result["second_error"] = s.second_error;
        }
        result["mean"] = s.mean;
        result["variance"] = s.variance;
        return result;
      },
      "y"_a, "factors"_a, "second_order"_a = false, "resamples"_a = 0, "seed"_a = 1,
      "First-order and total indices from the values of a design.");
  m.def(
      "sensitivity",
      [](const DrawInput& input, Index points, int scramblings, std::uint64_t seed, int threads,
         bool second_order, const py::object& progress) {
        const Progress report = progress_of(progress);
        const SensitivityResult r = interruptible([&] {
          return sensitivity(input, {points, scramblings, seed, threads, second_order}, report);
        });
        return py::dict("factors"_a = r.factors, "scores"_a = table_dict(r.scores),
                        "ranks"_a = table_dict(r.ranks), "shift"_a = table_dict(r.shift),
                        "places"_a = r.places, "convergence"_a = r.convergence,
                        "rankings"_a = r.rankings);
      },
      "input"_a, "points"_a, "scramblings"_a, "seed"_a, "threads"_a, "second_order"_a = false,
      "progress"_a = py::none(),
      "Sobol indices of scores and ranks, with errors from scramblings.");
}
