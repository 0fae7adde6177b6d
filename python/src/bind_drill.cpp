#include "method_settings.hpp"
#include "zonerank/analysis/drill.hpp"
#include "zonerank/analysis/industry_effects.hpp"
#include "zonerank/read/read.hpp"
#include "zonerank/rollup/row_sums.hpp"

using namespace zonerank;
using namespace binding;
using namespace pybind11::literals;

namespace {

py::dict concentration_dict(const std::vector<Concentration>& list) {
  py::dict columns;
  const auto add = [&](const char* name, double Concentration::*member) {
    Vector column(std::ssize(list));
    for (std::size_t i = 0; i < list.size(); ++i) column[static_cast<Index>(i)] = list[i].*member;
    columns[name] = column;
  };
  std::vector<Index> zones, counts;
  std::vector<std::string> fields, largest;
  for (const Concentration& one : list) {
    zones.push_back(one.zone);
    counts.push_back(one.n);
    fields.push_back(one.field);
    largest.push_back(one.largest);
  }
  columns["zone"] = zones;
  columns["field"] = fields;
  columns["n"] = counts;
  columns["largest"] = largest;
  add("total", &Concentration::total);
  add("share_1", &Concentration::share_1);
  add("share_5", &Concentration::share_5);
  add("share_10", &Concentration::share_10);
  add("rank_without_1", &Concentration::rank_without_1);
  add("rank_without_5", &Concentration::rank_without_5);
  add("rank_without_10", &Concentration::rank_without_10);
  return columns;
}

py::dict drill_dict(Drill found) {
  py::dict result(
      "enterprise"_a = found.enterprises, "zone"_a = found.zone, "in_year"_a = found.in_year,
      "concentration"_a = concentration_dict(found.concentration), "kept"_a = found.kept,
      "n_anew"_a = found.n_anew, "n_unranked"_a = found.n_unranked);
  const auto hand_over = [&](const char* name, Matrix& matrix) {
    result[name] = py::cast(std::move(matrix));
  };
  hand_over("values", found.values);
  hand_over("scores", found.scores);
  hand_over("group_scores", found.group_scores);
  hand_over("group_ranks", found.group_ranks);
  return result;
}

std::shared_ptr<const RowTable> rows_of(const Raw& raw) {
  if (raw.enterprises == nullptr) fail(Code::no_enterprises, "", {});
  return raw.enterprises;
}

RollupOptions needed(const System& system, int threads) {
  RollupOptions options;
  options.wanted = system.needed_fields();
  options.threads = threads;
  return options;
}

py::dict effects_dict(IndustryEffects found) {
  return py::dict("zone"_a = found.zone, "industry"_a = found.industry,
                  "structure"_a = found.structure, "within"_a = found.within,
                  "scores"_a = found.scores, "overall"_a = found.overall, "places"_a = found.places,
                  "reference"_a = found.reference, "reference_scores"_a = found.reference_scores,
                  "reference_ranks"_a = found.reference_ranks, "is_split"_a = found.is_split);
}

}  // namespace

void bind_drill(py::module_& m) {
  py::class_<RowSums>(m, "RowSums", "The sums of enterprises with the rows that they are of.")
      .def(py::init([](const Raw& raw, const System& system, int threads, const std::string& by,
                       const std::map<std::string, std::string>& own) {
             const IndustryGrouping grouping = grouping_of(by, own);
             return interruptible([&] {
               auto rows = rows_of(raw);
               if (grouping.by != IndustryGrouping::By::nothing)
                 rows = std::make_shared<const RowTable>(with_industries(*rows, system, grouping));
               return std::make_unique<RowSums>(rows, system, needed(system, threads));
             });
           }),
           "raw"_a, "system"_a, "threads"_a = 0, "by"_a = "nothing",
           "own"_a = std::map<std::string, std::string>{})
      .def_property_readonly("n_enterprises", &RowSums::n_enterprises,
                             "How many enterprises there are.");
  m.def(
      "drill",
      [](const Raw& raw, const System& system, int year, const Settings& settings,
         const BoundsById& bounds, const std::optional<Scaling>& scaling,
         const std::map<std::string, std::string>& zone_groups, int common, const RowSums& sums,
         const std::string& zone, int threads, const py::object& progress) {
        const Progress report = progress_of(progress);
        return drill_dict(interruptible([&] {
          const RankOptions options =
              rank_options(system, year, settings, bounds, scaling, zone_groups, common);
          return drill(raw.table, system, options, sums, {zone, threads}, report);
        }));
      },
      "raw"_a, "system"_a, "year"_a, "settings"_a, "bounds"_a, "scaling"_a, "zone_groups"_a,
      "common"_a, "sums"_a, py::kw_only(), "zone"_a = "", "threads"_a = 0,
      "progress"_a = py::none(),
      R"(Every zone without one enterprise at a time: a dict of columns, a row an enterprise.

`zone` is a row of the ranking. `values` (in each indicator's unit) and `scores` [points] have a
column an indicator, `group_scores` [points] and `group_ranks` a column a group; they are those of
the zone without the enterprise, NaN where it then has none. `in_year` is 0 where the enterprise has
rows of earlier years only. `kept` names the figures of zones that are not the sums of enterprises,
which stay as they are. `n_anew` is for how many enterprises all zones were ranked anew, `n_unranked`
for how many nobody can be ranked. `concentration` has a row a zone and sum.

Raises
------
zonerank.Error
    unknown-zone with the nearest names; no-enterprises.
)");
  m.def(
      "industry_effects",
      [](const Raw& raw, const System& system, const Ranking& ranking, const std::string& by,
         const std::map<std::string, std::string>& own, int threads) {
        RollupOptions options = needed(system, threads);
        options.industry = grouping_of(by, own);
        std::map<GroupKey, std::int64_t> enterprises;
        const IndustryEffects found = interruptible([&] {
          Problems problems;  // reading said them
          const Partial partial = accumulate(*rows_of(raw), system, options, problems);
          for (std::size_t g = 0; g < partial.groups.size(); ++g)
            enterprises[partial.groups[g]] = partial.rows[g];
          const ZoneTable by_industry = finish(partial, system, problems, options.wanted);
          return industry_effects(raw.table, by_industry, system, ranking);
        });
        std::vector<std::int64_t> counts;
        for (std::size_t r = 0; r < found.zone.size(); ++r) {
          const std::string& zone = ranking.zones[static_cast<std::size_t>(found.zone[r])];
          const auto at = enterprises.find({zone, ranking.year, found.industry[r]});
          counts.push_back(at == enterprises.end() ? 0 : at->second);
        }
        py::dict result = effects_dict(found);
        result["enterprises"] = counts;
        return result;
      },
      "raw"_a, "system"_a, "ranking"_a, py::kw_only(), "by"_a, "own"_a, "threads"_a = 0,
      R"(Why the indicators of zones differ from those of all zones together, by industry: a dict.

Rows are `zone` (a row of the ranking) and `industry`; `structure` and `within` (in the unit of each
indicator) and `scores` [points] have a column an indicator, NaN where it is not one sum over
another; `overall` [points] and `places` are of both together. `reference` has each indicator's value
for all zones together.

Raises
------
zonerank.Error
    no-enterprises; no-column without the industry of the enterprises.
)");
}
