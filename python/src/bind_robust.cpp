#include "bind.hpp"
#include "zonerank/analysis/robust.hpp"

using namespace zonerank;
using namespace binding;
using namespace pybind11::literals;

void bind_robust(py::module_& m) {
  m.def(
      "robust",
      [](const DrawInput& input, int threads, const py::object& progress) {
        const Progress report = progress_of(progress);
        const RobustResult r = interruptible([&] { return robust(input, threads, report); });
        py::list zones;
        for (const RankBounds& z : r.zones) {
          zones.append(py::dict("nominal"_a = z.nominal, "best_outer"_a = z.best_outer,
                                "best"_a = z.best, "best_exact"_a = z.best_exact,
                                "worst"_a = z.worst, "worst_outer"_a = z.worst_outer,
                                "worst_exact"_a = z.worst_exact, "best_weights"_a = z.best_weights,
                                "worst_weights"_a = z.worst_weights));
        }
        return std::pair(zones, r.least_lead);
      },
      "input"_a, "threads"_a, "progress"_a = py::none(),
      "Proved bounds of every zone's rank over a set of weights, and the least leads.");
  m.def(
      "smallest_change",
      [](const MatrixRef& scores, const VectorRef& weights, Index ahead, Index behind) {
        const WeightChange change =
            interruptible([&] { return smallest_change(scores, weights, ahead, behind); });
        return std::pair(change.size, change.weights);
      },
      "scores"_a, "weights"_a, "ahead"_a, "behind"_a,
      "The least change of weights (L1 norm) that brings one zone level with another, and the "
      "weights.");
}
