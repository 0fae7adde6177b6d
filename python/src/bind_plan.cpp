#include "method_settings.hpp"
#include "zonerank/analysis/plan.hpp"
#include "zonerank/read/read.hpp"

using namespace zonerank;
using namespace binding;
using namespace pybind11::literals;

namespace {

/// What the levers and plans of a zone are asked for, beside the ranking.
struct Limits {
  double times = 10.0;
  std::map<std::string, std::pair<double, double>> limits = {};
  std::vector<std::string> fixed = {};
  std::map<std::string, double> steps = {}, costs = {};
  bool may_fall = false;
  int at_most = 0, threads = 0;

  PlanOptions options() const {
    PlanOptions result;
    result.times = times;
    result.threads = threads;
    result.limits = limits;
    result.fixed = fixed;
    result.steps = steps;
    result.costs = costs;
    result.may_fall = may_fall;
    result.at_most = at_most;
    return result;
  }
};

py::dict levers_dict(const std::vector<Lever>& found) {
  py::dict columns;
  const auto add = [&](const char* name, const auto& of) {
    Vector column(std::ssize(found));
    for (std::size_t k = 0; k < found.size(); ++k) column[static_cast<Index>(k)] = of(found[k]);
    columns[name] = column;
  };
  std::vector<std::string> fields;
  std::vector<bool> proved;
  for (const Lever& lever : found) {
    fields.push_back(lever.field);
    proved.push_back(lever.is_proved);
  }
  columns["field"] = fields;
  columns["proved"] = proved;
  add("today", [](const Lever& x) { return x.today; });
  add("needed", [](const Lever& x) { return x.needed; });
  add("rank", [](const Lever& x) { return x.rank; });
  add("best_at", [](const Lever& x) { return x.best_at; });
  add("low", [](const Lever& x) { return x.low; });
  add("high", [](const Lever& x) { return x.high; });
  add("median", [](const Lever& x) { return x.median.figure; });
  add("rank_at_median", [](const Lever& x) { return x.median.rank; });
  add("quartile", [](const Lever& x) { return x.quartile.figure; });
  add("rank_at_quartile", [](const Lever& x) { return x.quartile.rank; });
  add("ahead", [](const Lever& x) { return x.ahead.figure; });
  add("rank_at_ahead", [](const Lever& x) { return x.ahead.rank; });
  return columns;
}

const char* name_of(EffortUnit::From from) {
  return from == EffortUnit::From::changes  ? "changes"
         : from == EffortUnit::From::levels ? "levels"
                                            : "today";
}

py::dict plan_dict(const Plan& plan) {
  py::list steps;
  for (const PlanStep& step : plan.steps)
    steps.append(py::make_tuple(step.field, step.today, step.planned, step.effort));
  return py::dict("asked"_a = plan.asked, "rank"_a = plan.rank, "steps"_a = steps,
                  "effort"_a = plan.effort, "at_least"_a = plan.at_least,
                  "reached"_a = plan.is_reached, "proved"_a = plan.is_proved);
}

/// A function of a zone under a ranking's options.
template <class F>
auto asked(const F& function) {
  return [function](const Raw& raw, const System& system, int year, const Settings& settings,
                    const BoundsById& bounds, const std::optional<Scaling>& scaling,
                    const std::map<std::string, std::string>& zone_groups, int common,
                    const std::string& zone, double rank, const Limits& limits) {
    const auto found = interruptible([&] {
      const RankOptions options =
          rank_options(system, year, settings, bounds, scaling, zone_groups, common);
      return function(raw.table, system, options, zone, rank, limits.options());
    });
    return found;
  };
}

}  // namespace

void bind_plan(py::module_& m) {
  py::class_<Limits>(m, "Limits", "What the levers and plans of a zone may move, and how far.")
      .def(py::init([](double times, std::map<std::string, std::pair<double, double>> limits,
                       std::vector<std::string> fixed, std::map<std::string, double> steps,
                       std::map<std::string, double> costs, bool may_fall, int at_most,
                       int threads) {
             return Limits{
                 times,    std::move(limits), std::move(fixed), std::move(steps), std::move(costs),
                 may_fall, at_most,           threads};
           }),
           py::kw_only(), "times"_a, "limits"_a, "fixed"_a, "steps"_a, "costs"_a, "may_fall"_a,
           "at_most"_a, "threads"_a);
  const auto def = [&](const char* name, const auto& function, const char* doc) {
    m.def(name, function, "raw"_a, "system"_a, "year"_a, "settings"_a, "bounds"_a, "scaling"_a,
          "zone_groups"_a, "common"_a, "zone"_a, "rank"_a, "limits"_a, doc);
  };
  const auto of_zone = [](const auto& function, const auto& to_python) {
    return [function = asked(function), to_python](
               const Raw& raw, const System& system, int year, const Settings& settings,
               const BoundsById& bounds, const std::optional<Scaling>& scaling,
               const std::map<std::string, std::string>& zone_groups, int common,
               const std::string& zone, double rank, const Limits& limits) {
      return to_python(function(raw, system, year, settings, bounds, scaling, zone_groups, common,
                                zone, rank, limits));
    };
  };
  def("levers",
      of_zone(
          [](const ZoneTable& table, const System& system, const RankOptions& options,
             const std::string& zone, double rank, const PlanOptions& limits) {
            check_costs(system, limits);
            return levers(table, system, options, zone, rank, limits);
          },
          levers_dict),
      R"(What each raw figure of a zone would have to be for a rank: a dict of columns, a row a figure.

Figures are in the unit of the field; NaN where no figure in the limits gives the rank.

Raises
------
zonerank.Error
    unknown-zone; bad-option for a rank, for the limits, and where the zone has no rank.
)");
  def("cheapest_plan", of_zone(cheapest_plan, plan_dict),
      R"(The figures of a zone that together give it a rank for the least effort: a dict.

Raises
------
zonerank.Error
    As levers(); bad-option for costs, and for methods that the search does not cover.
)");
  def("plan_frontier",
      of_zone(
          [](const ZoneTable& table, const System& system, const RankOptions& options,
             const std::string& zone, double, const PlanOptions& limits) {
            return plan_frontier(table, system, options, zone, limits);
          },
          [](const std::vector<Plan>& plans) {
            py::list list;
            for (const Plan& plan : plans) list.append(plan_dict(plan));
            return list;
          }),
      "The cheapest plans for every whole rank better than today's: a list of dicts; no use of "
      "`rank`.");
  def("effort_units",
      of_zone(
          [](const ZoneTable& table, const System& system, const RankOptions& options,
             const std::string& zone, double, const PlanOptions& limits) {
            return effort_units(table, system, options, zone, limits);
          },
          [](const std::vector<EffortUnit>& units) {
            py::dict dict;
            for (const EffortUnit& unit : units)
              dict[py::str(unit.field)] = py::make_tuple(unit.size, name_of(unit.from));
            return dict;
          }),
      "One unit of effort of each figure: a dict of (size, what it is of); no use of `rank`.");
  m.def(
      "drifted",
      [](const Raw& raw, const System& system, int year, const std::string& zone) {
        Raw moved = raw;
        moved.table = drifted(raw.table, system, year, zone);
        return moved;
      },
      "raw"_a, "system"_a, "year"_a, "zone"_a, py::call_guard<py::gil_scoped_release>(),
      "The figures with all zones but one a year ahead, each moved as it did last year.");
  m.def(
      "rank_probability",
      [](const std::vector<double>& others, double own, const std::vector<double>& changes,
         double rank, std::uint64_t draws,
         std::uint64_t seed) { return rank_probability(others, own, changes, rank, draws, seed); },
      "others"_a, "own"_a, "changes"_a, "rank"_a, "draws"_a, "seed"_a,
      py::call_guard<py::gil_scoped_release>(),
      R"(How often a zone with the overall score `own` has the rank when the others' scores change.

Every other zone takes one of the changes by chance in every draw.
)");
}
