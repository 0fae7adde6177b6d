#pragma once
#include "zonerank/analysis/readings.hpp"

#include <set>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/detail/door.hpp"

namespace zonerank {
ZONERANK_OWN(readings) {

/// Readings made so far, each for every method of a list.
struct Way {
  RankOptions options;
  std::vector<Argument> choices;
};

template <class V, class Get>
void multiply(std::vector<Way>& ways, const std::vector<V>& list, const Get& get) {
  if (list.empty()) return;
  std::vector<Way> more;
  for (const Way& way : ways) {
    for (const V& method : list) {
      Way next = way;
      get(*next.options.method) = method;
      next.choices.push_back(choice_in_both(method));
      more.push_back(std::move(next));
    }
  }
  ways = std::move(more);
}

ZONERANK_INLINE std::vector<Way> ways_of(const RankOptions& options, const System& system,
                                         const MethodLists& lists) {
  std::vector<Way> ways = {{with_method(options, system), {}}};
  multiply(ways, lists.imputations, [](Method& m) -> Imputation& { return m.imputation; });
  multiply(ways, lists.treatments, [](Method& m) -> Treatment& { return m.treatment; });
  multiply(ways, lists.normalizations, [](Method& m) -> Normalization& { return m.normalization; });
  multiply(ways, lists.weightings, [](Method& m) -> Weighting& { return m.weighting; });
  multiply(ways, lists.aggregations, [](Method& m) -> Aggregation& { return m.aggregation; });
  return ways;
}

}  // ZONERANK_OWN(readings)

ZONERANK_INLINE Reading reading_of(const Ranking& ranking, const System& system) {
  detail::check_entries("groups", ranking.group_scores.cols(), std::ssize(system.groups),
                        words("the system has {0} groups: give the one that was ranked by",
                              "体系有 {0} 个分组：请给出排名所用的体系", {system.groups.size()}));
  Reading reading;
  reading.scores = ranking.scores;
  reading.tree = ranking.tree;
  reading.group_scores = ranking.group_scores;
  reading.aggregations = ranking.method.aggregations;
  return reading;
}

ZONERANK_INLINE std::vector<RankOptions> combinations(const RankOptions& options,
                                                      const System& system,
                                                      const MethodLists& lists) {
  std::vector<RankOptions> result;
  for (Way& way : ways_of(options, system, lists)) result.push_back(std::move(way.options));
  return result;
}

ZONERANK_INLINE std::vector<Reading> readings(const ZoneTable& table, const System& system,
                                              const RankOptions& options,
                                              const MethodLists& lists) {
  const std::vector<Way> ways = ways_of(options, system, lists);
  std::vector<Reading> result;
  Problems problems;
  for (const Way& way : ways) {
    try {
      result.push_back(reading_of(rank(table, system, way.options), system));
      for (const Argument& choice : way.choices) result.back().choices.push_back(choice.text());
    } catch (const Error& error) {
      problems.add(Code::alternative_fails, "", listed(way.choices),
                   {Argument(error.what(), error.text(Lang::zh))});
    }
  }
  problems.raise_errors();
  return result;
}

ZONERANK_INLINE DrawInput draw_input(const Ranking& ranking, const System& system,
                                     std::vector<Reading> readings) {
  DrawInput input;
  input.readings = std::move(readings);
  input.nominal = ranking.group_scores;
  input.child_ids = system.indicator_ids();
  for (const Group& group : system.groups) input.child_ids.push_back(group.id);
  return input;
}

ZONERANK_INLINE std::vector<Problem> draw_notices(const DrawInput& input) {
  Problems problems;
  std::set<std::string> named;
  for (const Reading& reading : input.readings) {
    for (const Aggregation& aggregation : reading.aggregations) {
      std::visit(
          [&]<class M>(const M& m) {
            if constexpr (CustomMethod<M>) {
              if (named.insert(m.label).second) problems.add(Code::slow_own_method, "", m.label);
            }
          },
          aggregation);
    }
  }
  return problems.notices();
}

}  // namespace zonerank
