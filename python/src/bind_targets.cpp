#include "method_settings.hpp"
#include "zonerank/analysis/targets.hpp"
#include "zonerank/read/read.hpp"

using namespace zonerank;
using namespace binding;
using namespace pybind11::literals;

namespace {

using Light = TargetState::Light;

Target::Goal goal_of(const std::string& text) {
  if (text.empty()) return Target::Goal::by_default;
  if (text == "at_least") return Target::Goal::at_least;
  if (text == "at_most") return Target::Goal::at_most;
  fail(Code::unknown_value, "goal", text,
       {words("write {0} or {1}", "请写 {0} 或 {1}",
              {Argument::name("at_least"), Argument::name("at_most")})});
}

const char* name_of(Light light) {
  switch (light) {
    case Light::not_begun:
      return "not_begun";
    case Light::green:
      return "green";
    case Light::yellow:
      return "yellow";
    case Light::red:
      return "red";
    case Light::unknown:
      break;
  }
  return "unknown";
}

template <class T, class F>
Vector column_of(const std::vector<T>& rows, const F& of) {
  Vector column(std::ssize(rows));
  for (std::size_t k = 0; k < rows.size(); ++k) column[static_cast<Index>(k)] = of(rows[k]);
  return column;
}

template <class V, class T, class F>
std::vector<V> list_of(const std::vector<T>& rows, const F& of) {
  std::vector<V> list;
  for (const T& row : rows) list.push_back(of(row));
  return list;
}

py::dict targets_dict(const std::vector<TargetResult>& found) {
  py::dict columns;
  const auto add = [&](const char* name, double TargetState::*member) {
    columns[name] = column_of(found, [&](const TargetResult& x) { return x.*member; });
  };
  add("base", &TargetState::base);
  add("today", &TargetState::today);
  add("target", &TargetState::target);
  add("by_growth", &TargetState::by_growth);
  add("in_table_base", &TargetState::in_table_base);
  add("in_table_today", &TargetState::in_table_today);
  add("share", &TargetState::share);
  add("growth_needed", &TargetState::growth_needed);
  add("growth_so_far", &TargetState::growth_so_far);
  add("growth_this_year", &TargetState::growth_this_year);
  add("growth_left", &TargetState::growth_left);
  add("elapsed", &TargetState::elapsed);
  add("progress", &TargetState::progress);
  add("pace", &TargetState::pace);
  columns["rank_alone"] = column_of(found, [](const TargetResult& x) { return x.rank_alone; });
  columns["base_year"] = list_of<int>(found, [](const TargetResult& x) { return x.base_year; });
  columns["goal"] = list_of<std::string>(found, [](const TargetResult& x) {
    return std::string(x.goal == Target::Goal::at_most ? "at_most" : "at_least");
  });
  columns["light"] = list_of<std::string>(
      found, [](const TargetResult& x) { return std::string(name_of(x.light)); });
  const auto add_flag = [&](const char* name, const auto& of) {
    columns[name] = list_of<bool>(found, of);
  };
  add_flag("met", [](const TargetResult& x) { return x.is_met; });
  add_flag("own", [](const TargetResult& x) { return x.is_own; });
  add_flag("used", [](const TargetResult& x) { return x.is_used; });
  add_flag("base_implied", [](const TargetResult& x) { return x.base_is_implied; });
  columns["why_no_rank"] =
      list_of<std::pair<std::string, std::string>>(found, [](const TargetResult& x) {
        return std::pair(x.why_no_rank.text(Lang::en), x.why_no_rank.text(Lang::zh));
      });
  return columns;
}

py::dict ranks_dict(const std::vector<TargetRanks>& found) {
  py::dict columns;
  columns["zone"] = list_of<std::string>(found, [](const TargetRanks& x) { return x.zone; });
  columns["today"] = column_of(found, [](const TargetRanks& x) { return x.today; });
  columns["if_met"] = column_of(found, [](const TargetRanks& x) { return x.if_met; });
  columns["drifting"] = column_of(found, [](const TargetRanks& x) { return x.drifting; });
  columns["years"] = list_of<int>(found, [](const TargetRanks& x) { return x.years; });
  return columns;
}

}  // namespace

void bind_targets(py::module_& m) {
  using Given = std::pair<double, double>;
  py::class_<Target>(m, "Target",
                     "A target of a zone; figures are pairs of a number and one unit of its last "
                     "decimal.")
      .def(py::init([](std::string zone, std::string name, int year, Given value, Given growth,
                       bool yearly, int base_year, Given today, Given base, const std::string& goal,
                       std::optional<bool> cumulates) {
             const auto of = [](const Given& x) { return GivenFigure{x.first, x.second}; };
             return Target{std::move(zone), std::move(name), year,      of(value),
                           of(growth),      yearly,          base_year, of(today),
                           of(base),        goal_of(goal),   cumulates};
           }),
           py::kw_only(), "zone"_a, "name"_a, "year"_a, "value"_a, "growth"_a, "yearly"_a,
           "base_year"_a, "today"_a, "base"_a, "goal"_a, "cumulates"_a);
  m.def(
      "targets",
      [](const Raw& raw, const System& system, int year, const Settings& settings,
         const BoundsById& bounds, const std::optional<Scaling>& scaling,
         const std::map<std::string, std::string>& zone_groups, int common,
         const std::vector<Target>& of, double as_of, double green, double yellow,
         std::optional<bool> cumulates, int threads) {
        const TargetResults found = interruptible([&] {
          const RankOptions options =
              rank_options(system, year, settings, bounds, scaling, zone_groups, common);
          return targets(raw.table, system, options, of,
                         {as_of, green, yellow, cumulates, threads});
        });
        return py::make_tuple(targets_dict(found.targets), ranks_dict(found.zones));
      },
      "raw"_a, "system"_a, "year"_a, "settings"_a, "bounds"_a, "scaling"_a, "zone_groups"_a,
      "common"_a, "targets"_a, py::kw_only(), "as_of"_a, "green"_a, "yellow"_a, "cumulates"_a,
      "threads"_a,
      R"(How far zones have come towards their targets: a dict of columns, a row a target, and one of
ranks, a row a zone.

`as_of` is in years (2020.5 is the end of June 2020; NaN the end of the ranked year). Growths and
shares are fractions.

Raises
------
zonerank.Error
    unknown-zone; bad-option for names, growths without a base, times, and rules of the check list.
)");
}
