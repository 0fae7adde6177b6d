#include "method_settings.hpp"
#include "zonerank/analysis/change.hpp"
#include "zonerank/analysis/explain.hpp"
#include "zonerank/analysis/value_change.hpp"
#include "zonerank/analysis/what_if.hpp"
#include "zonerank/read/read.hpp"

using namespace zonerank;
using namespace binding;
using namespace pybind11::literals;

namespace {

std::string board_word(Board board) {
  switch (board) {
    case Board::strong:
      return "strong";
    case Board::even:
      return "even";
    case Board::weak:
      return "weak";
    case Board::none:
      break;
  }
  return "";
}

py::dict places_dict(const Places& p) {
  return py::dict("n_opponents"_a = p.n_opponents, "rank"_a = p.rank, "indicators"_a = p.indicators,
                  "groups"_a = p.groups, "indicator_errors"_a = p.indicator_errors,
                  "group_errors"_a = p.group_errors);
}

py::dict contributions_dict(const Contributions& c) {
  return py::dict("score"_a = c.score, "reference_score"_a = c.reference_score,
                  "indicators"_a = c.indicators, "groups"_a = c.groups,
                  "indicator_errors"_a = c.indicator_errors, "group_errors"_a = c.group_errors);
}

py::dict distances_dict(const Distances& d) {
  return py::dict("to_median"_a = d.to_median, "to_quartile"_a = d.to_quartile,
                  "to_next"_a = d.to_next, "to_rank"_a = d.to_rank, "to_zone"_a = d.to_zone);
}

py::object among_dict(const std::optional<GroupOfZones>& among) {
  if (!among) return py::none();
  return py::dict("label"_a = among->label, "n"_a = among->n, "groups"_a = among->group_ranks,
                  "indicators"_a = among->indicator_ranks);
}

py::dict explanation_dict(const Explanation& e) {
  std::vector<std::string> boards;
  for (const Board board : e.boards) boards.push_back(board_word(board));
  return py::dict("places"_a = places_dict(e.places), "reference"_a = e.reference,
                  "contributions"_a = contributions_dict(e.contributions), "values"_a = e.values,
                  "scores"_a = e.scores, "group_scores"_a = e.group_scores,
                  "indicator_ranks"_a = e.indicator_ranks, "group_ranks"_a = e.group_ranks,
                  "n_indicator"_a = e.n_indicator, "n_group"_a = e.n_group, "boards"_a = boards,
                  "percentiles"_a = e.profile.percentiles, "strengths"_a = e.profile.strengths,
                  "weaknesses"_a = e.profile.weaknesses, "obstacle_degrees"_a = e.obstacle_degrees,
                  "distances"_a = distances_dict(e.distances), "among"_a = among_dict(e.among),
                  "ratios"_a = e.ratios);
}

/// zone, name, text, year
using WrittenEdit = std::tuple<std::string, std::string, std::string, int>;

std::vector<Edit> edits_of(const std::vector<WrittenEdit>& written) {
  std::vector<Edit> edits;
  for (const auto& [zone, name, text, year] : written)
    edits.push_back(read_edit(zone, name, text, year));
  return edits;
}

void bind_what_if(py::module_& m) {
  m.def(
      "what_if",
      [](const Raw& raw, const System& system, int year, const Settings& settings,
         const BoundsById& bounds, const std::optional<Scaling>& scaling,
         const std::map<std::string, std::string>& zone_groups, int common,
         const std::vector<WrittenEdit>& edits) {
        return interruptible([&] {
          const RankOptions options =
              rank_options(system, year, settings, bounds, scaling, zone_groups, common);
          return what_if(raw.table, system, options, edits_of(edits));
        });
      },
      "raw"_a, "system"_a, "year"_a, "settings"_a, "bounds"_a, "scaling"_a, "zone_groups"_a,
      "common"_a, "edits"_a,
      R"(The ranking with other figures; edits are (zone, field or indicator, text, year).

The texts are "1200" or "=-5" (set), "+200", "-200" (add), "+10 %", "-10 %", "blank"; year 0 is
the one that is ranked.
)");
  m.def(
      "with_edits",
      [](const Raw& raw, const System& system, int year, const std::vector<WrittenEdit>& edits) {
        return interruptible([&] {
          Raw changed = raw;
          changed.table = with_edits(raw.table, system, year, edits_of(edits));
          return changed;
        });
      },
      "raw"_a, "system"_a, "year"_a, "edits"_a,
      "The figures with those edits that are of fields, as what_if() ranks them.");
}

py::dict change_dict(const std::vector<RankChange>& changes) {
  py::dict columns;
  const auto add = [&](const char* name, double RankChange::*member) {
    Vector column(std::ssize(changes));
    for (std::size_t i = 0; i < changes.size(); ++i)
      column[static_cast<Index>(i)] = changes[i].*member;
    columns[name] = column;
  };
  std::vector<std::string> zones;
  std::vector<bool> within_noise;
  for (const RankChange& change : changes) {
    zones.push_back(change.zone);
    within_noise.push_back(change.within_noise);
  }
  columns["zone"] = zones;
  columns["within_noise"] = within_noise;
  add("rank_before", &RankChange::rank_before);
  add("rank", &RankChange::rank);
  add("own", &RankChange::own);
  add("others", &RankChange::others);
  add("bounds", &RankChange::bounds);
  add("membership", &RankChange::membership);
  add("method", &RankChange::method);
  add("percentile_before", &RankChange::percentile_before);
  add("percentile", &RankChange::percentile);
  add("score_before", &RankChange::score_before);
  add("score", &RankChange::score);
  add("score_own", &RankChange::score_own);
  add("score_bounds", &RankChange::score_bounds);
  add("score_method", &RankChange::score_method);
  return columns;
}

void bind_change(py::module_& m) {
  m.def(
      "rank_changes",
      [](const Ranking& before, const System& system_before, const Ranking& now,
         const System& system, const Vector& noise) {
        return change_dict(interruptible([&] {
          return rank_changes({before, system_before}, {now, system}, noise);
        }));
      },
      "before"_a, "system_before"_a, "now"_a, "system"_a, "noise"_a,
      R"(Why the rank and the score of every zone moved: a dict of columns, a row a zone of `now`.

Causes of the rank are in places and add up to rank_before - rank: above 0 the zone gained. Those
of the score [points] add up to score - score_before. `noise` is in places, one a zone; empty: no
change is within it.

Raises
------
zonerank.Error
    bad-option where an aggregation compares zones.
)");
  m.def(
      "own_changes",
      [](const Ranking& before, const System& system_before, const Ranking& now,
         const System& system, const std::string& zone) {
        return interruptible([&] {
          return own_changes({before, system_before}, {now, system}, zone);
        });
      },
      "before"_a, "system_before"_a, "now"_a, "system"_a, "zone"_a,
      "The places of a zone's own figures by indicator of the second ranking.");
  m.def(
      "passings",
      [](const Ranking& before, const System& system_before, const Ranking& now,
         const System& system, const std::string& zone) {
        const std::vector<Passing> found = interruptible([&] {
          return passings({before, system_before}, {now, system}, zone);
        });
        std::vector<std::tuple<std::string, bool, std::string, double>> rows;
        for (const Passing& p : found) rows.emplace_back(p.other, p.passed, p.indicator, p.moved);
        return rows;
      },
      "before"_a, "system_before"_a, "now"_a, "system"_a, "zone"_a,
      "Whom a zone passed and who passed it: (other, passed, indicator, moved [points]).");
  m.def(
      "value_changes",
      [](const Raw& before, const System& system_before, int year_before, const Raw& now,
         const System& system, int year, const std::string& zone) {
        const std::vector<FigurePart> parts = value_changes(
            {before.table, system_before, year_before}, {now.table, system, year}, zone);
        std::vector<std::tuple<std::string, std::string, int, double, double, double>> rows;
        for (const FigurePart& p : parts)
          rows.emplace_back(p.indicator, p.field, p.years_back, p.figure_before, p.figure, p.part);
        return rows;
      },
      "before"_a, "system_before"_a, "year_before"_a, "now"_a, "system"_a, "year"_a, "zone"_a,
      R"(The change of every indicator of a zone by the fields of its formula.

(indicator, field, years back, figure before, figure, part); parts are in the indicator's unit and
add up to the change of its value.
)");
}

}  // namespace

void bind_explain(py::module_& m) {
  m.def(
      "boards",
      [](const Ranking& ranking, Index zone) {
        std::vector<std::string> words;
        for (const Board board : boards(ranking, zone)) words.push_back(board_word(board));
        return words;
      },
      "ranking"_a, "zone"_a,
      "Of each group: strong, even or weak, as it ranks beside the zone's overall rank; else "
      "\"\".");
  m.def(
      "explain",
      [](const Ranking& ranking, const System& system, const std::string& zone,
         const std::vector<std::string>& opponents, const std::string& against,
         std::optional<double> rank, const std::optional<std::string>& to_zone,
         const std::vector<std::string>& benchmarks,
         const std::map<std::string, std::string>& labels, double board_threshold, int listed,
         double top_rank, double most_missing, Index exact_members, std::size_t orders,
         std::uint64_t seed, int threads) {
        ExplainOptions options;
        options.opponents = opponents;
        options.against = against;
        options.rank = rank;
        options.zone = to_zone;
        options.benchmarks = benchmarks;
        options.labels = labels;
        options.board_threshold = board_threshold;
        options.profile = {listed, top_rank, most_missing};
        options.places.exact_members = exact_members;
        options.places.orders = orders;
        options.places.seed = seed;
        options.places.threads = threads;
        return explanation_dict(
            interruptible([&] { return explain(ranking, system, zone, options); }));
      },
      "ranking"_a, "system"_a, "zone"_a, py::kw_only(), "opponents"_a, "against"_a, "rank"_a,
      "to_zone"_a, "benchmarks"_a, "labels"_a, "board_threshold"_a, "listed"_a, "top_rank"_a,
      "most_missing"_a, "exact_members"_a, "orders"_a, "seed"_a, "threads"_a,
      R"(What the rank of a zone is made of: a dict of arrays in the order of the system.

Places of the indicators add up to (n + 1) / 2 less the rank, ties averaged; n counts the
opponents and the zone. Contributions [points] add up to the score less that of the reference.
Distances are in each indicator's own unit, the other value less the zone's. NaN is missing.

Raises
------
zonerank.Error
    unknown-zone with the nearest names; bad-option.
)");
  bind_what_if(m);
  bind_change(m);
}
