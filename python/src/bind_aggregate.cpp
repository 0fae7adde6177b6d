#include "method_settings.hpp"
#include "zonerank/analysis/importance.hpp"
#include "zonerank/methods/aggregate.hpp"

using namespace zonerank;
using namespace binding;
using namespace pybind11::literals;

void bind_aggregate(py::module_& m) {
  m.def("aggregations", &method_names<Aggregation>, "The names of all aggregations.");
  m.def(
      "aggregate",
      [](const MatrixRef& scores, const VectorRef& weights, const Method& method) {
        return interruptible(
            [&] { return aggregate(scores, weights, method.aggregation, method.min_available); });
      },
      "scores"_a, "weights"_a, "method"_a,
      "Scores of zones from n_zones x n scores (0..100, NaN missing) and n weights.");
  m.def(
      "benefit_of_doubt",
      [](const MatrixRef& scores, double share_low, double share_high,
         const std::vector<double>& weight_low, const std::vector<double>& weight_high,
         const std::vector<double>& direction) {
        const BenefitResult r = interruptible([&] {
          return benefit_of_doubt(scores,
                                  {share_low, share_high, weight_low, weight_high, direction});
        });
        return py::dict("scores"_a = r.scores, "weights"_a = r.weights, "at_one"_a = r.at_one,
                        "infeasible"_a = r.infeasible);
      },
      "scores"_a, "share_low"_a, "share_high"_a, "weight_low"_a, "weight_high"_a, "direction"_a,
      "Each zone's score under the weights that suit it best; scores, weights, zones at 1, "
      "infeasible.");
  m.def(
      "outranking",
      [](const MatrixRef& scores, const VectorRef& weights) {
        return interruptible([&] { return outranking(scores, weights); });
      },
      "scores"_a, "weights"_a,
      "n_zones x n_zones: the weight of the indicators on which a zone is ahead, half where "
      "level.");
  m.def(
      "kemeny",
      [](const MatrixRef& scores, const VectorRef& weights) {
        const KemenyResult r = interruptible([&] { return kemeny(scores, weights); });
        return py::dict("ranks"_a = r.ranks, "cost"_a = r.cost, "bound"_a = r.bound,
                        "is_proved"_a = r.is_proved);
      },
      "scores"_a, "weights"_a,
      "The ranks with the least weighted disagreement, its cost, a lower bound, and whether it is "
      "proved.");
  m.def(
      "rank_sum_ratio",
      [](const MatrixRef& scores, const VectorRef& weights, bool integer, int grades) {
        const RankSumRatioResult r =
            interruptible([&] { return rank_sum_ratio(scores, weights, {integer}, grades); });
        return py::dict("ratios"_a = r.ratios, "probits"_a = r.probits, "fitted"_a = r.fitted,
                        "grades"_a = r.grades, "intercept"_a = r.intercept, "slope"_a = r.slope,
                        "r_squared"_a = r.r_squared, "p"_a = r.p);
      },
      "scores"_a, "weights"_a, "integer"_a, "grades"_a,
      "Rank-sum ratios of zones with probits, the fitted line and grades.");
  m.def(
      "coupling_coordination",
      [](const MatrixRef& groups, const VectorRef& weights, double full) {
        const CouplingResult r = coupling_coordination(groups, weights, full);
        return std::tuple(r.coupling, r.development, r.coordination);
      },
      "groups"_a, "weights"_a, "full"_a,
      "Coupling, development and coordination of zones from n_zones x n_groups scores up to full.");
  m.def(
      "leave_one_out",
      [](const Ranking& ranking, const System& system) {
        std::vector<std::tuple<std::string, bool, double, double, Vector>> list;
        for (const Importance& i : interruptible([&] { return leave_one_out(ranking, system); })) {
          list.emplace_back(i.id, i.is_group, i.mean_shift, i.max_shift, i.ranks);
        }
        return list;
      },
      "ranking"_a, "system"_a,
      "For each indicator and group left out: id, whether a group, mean and greatest shift, "
      "ranks.");
}
