#include "method_settings.hpp"
#include "zonerank/analysis/alone.hpp"
#include "zonerank/analysis/reconcile.hpp"
#include "zonerank/read/read.hpp"

using namespace zonerank;
using namespace binding;
using namespace pybind11::literals;

namespace {

const char* word_of(Agreement agreement) {
  return agreement == Agreement::found  ? "found"
         : agreement == Agreement::open ? "open"
                                        : "contradicted";
}

py::dict weights_dict(const ConsistentWeights& found) {
  py::list pairs, impossible;
  for (const PublishedPair& pair : found.contradiction)
    pairs.append(py::make_tuple(pair.year, pair.ahead, pair.behind));
  for (const ImpossibleRank& one : found.impossible)
    impossible.append(py::make_tuple(one.year, one.zone, one.rank, one.best, one.worst));
  return py::dict("agreement"_a = word_of(found.agreement), "margin"_a = found.margin,
                  "low"_a = found.low, "high"_a = found.high, "weights"_a = found.weights,
                  "contradiction"_a = pairs, "is_smallest"_a = found.is_smallest,
                  "impossible"_a = impossible, "n_known"_a = found.n_known,
                  "n_counted"_a = found.n_counted, "n_with_gaps"_a = found.n_with_gaps);
}

const char* word_of(Comparable how) {
  return how == Comparable::scores ? "scores" : how == Comparable::values ? "values" : "nothing";
}

py::dict alone_dict(const Alone& alone) {
  py::list groups;
  for (const RankInterval& one : alone.groups)
    groups.append(py::make_tuple(one.best, one.worst, one.low, one.high, one.behind));
  std::vector<std::string> comparable;
  for (const Comparable how : alone.comparable) comparable.emplace_back(word_of(how));
  return py::dict("zone"_a = alone.zone, "zones"_a = alone.zones, "year"_a = alone.year,
                  "of"_a = alone.of, "groups"_a = groups, "comparable"_a = comparable,
                  "values"_a = alone.values, "scores"_a = alone.scores,
                  "n_others"_a = alone.n_others, "ranks"_a = alone.ranks,
                  "weights"_a = alone.weights, "weight_scored"_a = alone.weight_scored,
                  "notices"_a = alone.problems.notices());
}

}  // namespace

void bind_reconcile(py::module_& m) {
  m.def(
      "reconcile",
      [](const std::vector<const Ranking*>& rankings, const std::vector<Vector>& ranks,
         const std::vector<double>& of, const System& system, Index group, bool of_indicators,
         int threads) {
        std::vector<RankedYear> years;
        for (std::size_t y = 0; y < rankings.size(); ++y)
          years.push_back({*rankings[y], ranks.at(y), of.at(y)});
        const WeightsOf weights_of = of_indicators ? WeightsOf::indicators : WeightsOf::children;
        const Reconciled found =
            interruptible([&] { return reconcile(years, system, group, weights_of, threads); });
        std::vector<bool> are_indicators;
        std::vector<int> columns;
        std::vector<double> nominal;
        for (const Child& column : found.columns) {
          are_indicators.push_back(column.is_indicator);
          columns.push_back(column.index);
          nominal.push_back(column.weight);
        }
        py::dict result = weights_dict(found.found);
        result["are_indicators"] = are_indicators;
        result["columns"] = columns;
        result["nominal"] = nominal;
        result["ours"] = found.ours;
        result["reranked"] = found.reranked;
        result["places"] = found.places;
        result["places_found"] = found.places_found;
        return result;
      },
      "rankings"_a, "ranks"_a, "of"_a, "system"_a, "group"_a, py::kw_only(), "of_indicators"_a,
      "threads"_a,
      R"(Which weights of a group give published ranks: a dict.

Parameters
----------
rankings, ranks, of : of each year the ranking, the published ranks of its zones (NaN where they are
    not known), and how many zones were ranked (NaN: as many as the ranking has).
group : int
of_indicators : bool
    The weights of all indicators below the group, else those of its children.

Raises
------
zonerank.Error
    bad-option for ranks outside 1 to `of`, for means without weighted sums, for years with other
    columns.
)");
  m.def(
      "rank_alone",
      [](const Raw& raw, const System& system, int year, const Settings& settings,
         const BoundsById& bounds, const std::optional<Scaling>& scaling,
         const std::map<std::string, std::string>& zone_groups, int common, const std::string& zone,
         double of) {
        return alone_dict(interruptible([&] {
          return rank_alone(
              raw.table, system,
              rank_options(system, year, settings, bounds, scaling, zone_groups, common), zone, of);
        }));
      },
      "raw"_a, "system"_a, "year"_a, "settings"_a, "bounds"_a, "scaling"_a, "zone_groups"_a,
      "common"_a, "zone"_a, "of"_a,
      R"(What is certain of a zone's rank among `of` zones (NaN: those of the table): a dict.

Raises
------
zonerank.Error
    unknown-zone; bad-option for `of`, and for methods without ends or sums.
)");
}
