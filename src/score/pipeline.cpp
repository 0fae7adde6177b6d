#include "zonerank/score/pipeline.hpp"

#include <algorithm>
#include <cmath>

#include "zonerank/core/text.hpp"
#include "zonerank/math/statistics.hpp"

namespace zonerank {
namespace {

std::string range_text(double lower, double upper) {
  return "[" + rounded(lower, 6) + ", " + rounded(upper, 6) + "]";
}

Bounds find_bounds(const MatrixRef& values, const System& system, const Normalization& method,
                   const BoundsById& by_hand) {
  Bounds bounds = learn_bounds(values, method);
  const auto [lower, upper] = score_range(method);
  for (std::size_t j = 0; j < system.indicators.size(); ++j) {
    const Indicator& indicator = system.indicators[j];
    bounds.scores.push_back(indicator.scores.value_or(std::pair{lower, upper}));
    const auto hand = by_hand.find(indicator.id);
    const auto given = hand != by_hand.end() ? std::optional(hand->second) : indicator.bounds;
    if (!given) continue;
    bounds.lower[static_cast<Index>(j)] = given->first;
    bounds.upper[static_cast<Index>(j)] = given->second;
    bounds.given[j] = true;
  }
  return bounds;
}

void check_bounds(const System& system, const BoundsById& bounds) {
  Problems problems;
  for (const auto& [id, range] : bounds) {
    if (system.indicator(id) < 0) {
      problems.add(Code::unknown_indicator, "bounds", id, {suggestion(id, system.indicator_ids())});
    }
    if (!(range.first < range.second) || !std::isfinite(range.first) ||
        !std::isfinite(range.second)) {
      problems.add(Code::bad_range, "bounds of " + id, range_text(range.first, range.second));
    }
  }
  problems.raise_errors();
}

std::vector<Direction> directions(const System& system) {
  std::vector<Direction> result;
  for (const Indicator& indicator : system.indicators) result.push_back(indicator.direction);
  return result;
}

std::string percent(double share) { return rounded(100.0 * share, 3) + " %"; }

/// Indicators that no zone has, or that tell no zones apart.
void leave_out(Ranking& ranking, const System& system) {
  const bool scaled = !std::holds_alternative<NoScaling>(ranking.method.normalization);
  const Vector whole = weight_tree(system, ranking.method.weighting,
                                   std::vector<bool>(system.indicators.size(), false))
                           .effective;
  for (std::size_t j = 0; j < system.indicators.size(); ++j) {
    const auto column = static_cast<Index>(j);
    const bool has_values = !is_missing(ranking.bounds.lower[column]) &&
                            !ranking.indicators.values.col(column).array().isNaN().all();
    std::string why;
    if (!has_values) {
      why = "no zone has a value";
    } else if (scaled && !(ranking.bounds.lower[column] < ranking.bounds.upper[column])) {
      why = ranking.zones.size() == 1 ? "one zone alone needs bounds given by hand"
                                      : "it is the same for all zones";
    }
    ranking.left_out.push_back(!why.empty());
    ranking.left_out_why.push_back(why);
    if (why.empty()) continue;
    ranking.weight_left_out += whole[column];
    ranking.problems.add(Code::left_out_indicator, "", system.indicators[j].id,
                         {why, percent(whole[column])});
  }
}

void note_scaling(Ranking& ranking, const System& system) {
  const auto* plain = std::get_if<MinMax>(&ranking.method.normalization);
  if (std::holds_alternative<NoScaling>(ranking.method.normalization)) {
    for (std::size_t j = 0; j < system.indicators.size(); ++j) {
      const Indicator& indicator = system.indicators[j];
      if (indicator.direction == Direction::less_is_better) {
        ranking.problems.add(Code::not_applied, "", indicator.id, {"direction -"});
      }
      if (ranking.bounds.given[j])
        ranking.problems.add(Code::not_applied, "", indicator.id, {"pair of bounds"});
    }
    return;
  }
  for (std::size_t j = 0; j < system.indicators.size(); ++j) {
    if (ranking.left_out[j]) continue;
    const auto column = static_cast<Index>(j);
    const std::string& id = system.indicators[j].id;
    const std::span<const double> values(ranking.indicators.values.col(column).data(),
                                         ranking.zones.size());
    const double low = ranking.bounds.lower[column];
    const double high = ranking.bounds.upper[column];
    if (ranking.bounds.given[j]) {
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (!(values[i] < low || values[i] > high) || (plain != nullptr && !plain->clip)) continue;
        ranking.problems.add(Code::clipped, ranking.zones[i] + ", " + std::to_string(ranking.year),
                             id, {rounded(values[i], 6), range_text(low, high)});
      }
    } else if (plain != nullptr) {
      const double skew = skewness(values);
      const double kurtosis = excess_kurtosis(values);
      if (std::abs(skew) > 2.0 && kurtosis > 3.5) {
        ranking.problems.add(Code::skewed_indicator, "", id,
                             {rounded(skew, 3), rounded(kurtosis, 3)});
      }
    }
  }
}

void count_missing(Ranking& ranking, const System& system) {
  const Index n = ranking.indicators.values.rows();
  ranking.n_missing = Vector::Zero(n);
  ranking.assumed_weight = Vector::Zero(n);
  for (Index i = 0; i < n; ++i) {
    double present = 0.0;
    double assumed = 0.0;
    for (std::size_t j = 0; j < system.indicators.size(); ++j) {
      const auto column = static_cast<Index>(j);
      if (is_missing(ranking.indicators.values(i, column))) ranking.n_missing[i] += 1.0;
      if (is_missing(ranking.scores(i, column))) continue;
      const Indicator& indicator = system.indicators[j];
      present += ranking.weights[column];
      if (is_assumed(indicator.name_status) || is_assumed(indicator.formula_status)) {
        assumed += ranking.weights[column];
      }
    }
    ranking.assumed_weight[i] = present > 0.0 ? assumed / present : missing;
  }
}

void note_unranked(Ranking& ranking, const System& system) {
  for (Index i = 0; i < ranking.group_scores.rows(); ++i) {
    if (!is_missing(ranking.group_scores(i, 0))) continue;
    std::vector<std::string> lacking;
    for (std::size_t g = 1; g < system.groups.size(); ++g) {
      if (is_missing(ranking.group_scores(i, static_cast<Index>(g))))
        lacking.push_back(system.groups[g].id);
    }
    if (lacking.empty()) lacking.emplace_back("overall");
    ranking.problems.add(Code::unranked_zone, "zone " + ranking.zones[static_cast<std::size_t>(i)],
                         join(lacking, ", "), {percent(ranking.method.min_available)});
  }
}

Matrix ranks_of(const MatrixRef& scores, TieRule ties) {
  Matrix ranks(scores.rows(), scores.cols());
  for (Index j = 0; j < scores.cols(); ++j) ranks.col(j) = rank_scores(scores.col(j), ties);
  return ranks;
}

/// The overall ranks under percentile bounds, and with every gap filled by the worst or best score.
void add_alternatives(Ranking& ranking, const System& system, const WeightTree& tree,
                      const BoundsById& by_hand) {
  const auto add = [&](const std::string& id, const MatrixRef& scores) {
    try {
      const Matrix groups = aggregate_tree(scores, system, tree, ranking.method, ranking.zones);
      ranking.alternatives.push_back(
          {id, groups.col(0), rank_scores(groups.col(0), ranking.method.ties)});
    } catch (const Error&) {
      // A geometric mean cannot take the worst score where that is 0: no such alternative.
    }
  };
  const auto [lower, upper] = score_range(ranking.method.normalization);
  if (std::holds_alternative<MinMax>(ranking.method.normalization)) {
    PercentileBounds percentiles;
    percentiles.lower = lower;
    percentiles.upper = upper;
    const Bounds bounds = find_bounds(ranking.indicators.values, system, percentiles, by_hand);
    add("percentile_bounds",
        normalize(ranking.indicators.values, directions(system), bounds, percentiles));
  }
  for (const bool best : {false, true}) {
    Matrix filled = ranking.scores;
    for (Index j = 0; j < filled.cols(); ++j) {
      // Where values are scores already, the zones' own worst and best are the ends.
      const bool scaled = !std::holds_alternative<NoScaling>(ranking.method.normalization);
      const auto [own_lower, own_upper] =
          scaled ? ranking.bounds.scores[static_cast<std::size_t>(j)]
                 : std::pair{ranking.bounds.lower[j], ranking.bounds.upper[j]};
      for (Index i = 0; i < filled.rows(); ++i) {
        if (is_missing(filled(i, j))) filled(i, j) = best ? own_upper : own_lower;
      }
    }
    add(best ? "gaps_1" : "gaps_0", filled);
  }
}

}  // namespace

Index Ranking::zone(const std::string& name) const {
  const auto found = std::find(zones.begin(), zones.end(), name);
  if (found == zones.end()) fail(Code::unknown_zone, "", name, {suggestion(name, zones)});
  return found - zones.begin();
}

Matrix Ranking::indicator_ranks() const { return ranks_of(scores, method.ties); }

Ranking rank(const ZoneTable& table, const System& system, const RankOptions& options) {
  check_bounds(system, options.bounds);
  Ranking ranking;
  ranking.method = options.method;
  ranking.indicators = compute_indicators(table, system, options.year, ranking.problems);
  ranking.year = ranking.indicators.year;
  ranking.evaluation_year = ranking.year + system.evaluation_offset;
  ranking.zones = ranking.indicators.zones;
  ranking.bounds =
      find_bounds(ranking.indicators.values, system, options.method.normalization, options.bounds);
  leave_out(ranking, system);
  note_scaling(ranking, system);
  ranking.scores = normalize(ranking.indicators.values, directions(system), ranking.bounds,
                             options.method.normalization);
  const WeightTree tree = weight_tree(system, options.method.weighting, ranking.left_out);
  ranking.weights = tree.effective;
  ranking.group_scores =
      aggregate_tree(ranking.scores, system, tree, options.method, ranking.zones);
  ranking.group_ranks = ranks_of(ranking.group_scores, options.method.ties);
  count_missing(ranking, system);
  note_unranked(ranking, system);
  add_alternatives(ranking, system, tree, options.bounds);
  return ranking;
}

}  // namespace zonerank
