#pragma once
// Rankings to redraw: groups of groups, gaps, zones that repeat each other.

#include <map>

#include "support/fifty.hpp"
#include "zonerank/analysis/uncertainty.hpp"
#include "zonerank/methods/rank.hpp"

namespace zonerank::testing {

struct CaseShape {
  Index zones = 169;
  Index indicators = 12;
  Index groups = 4;  ///< 0: all indicators under the root
  bool gaps = false;
  bool missing_groups = false;  ///< some zones lack all of the first group
  bool duplicates = false;
  bool whole_scores = false;  ///< scores of whole points, so that many sums are nearly equal
};

/// The weights of a tree: `groups` groups of indicators under the root, the last one in a group of
/// its own below the first.
inline Reading reading_of(const CaseShape& shape, std::uint32_t seed) {
  Reading r;
  const auto m = shape.indicators;
  r.scores.resize(shape.zones, m);
  for (Index k = 0; k < r.scores.size(); ++k) {
    const double s = 100 * uniform(seed, static_cast<std::uint32_t>(k));
    r.scores.data()[k] = shape.whole_scores ? std::floor(s / 20) * 20 + 1 : s + 0.5;
  }
  if (shape.gaps) {
    for (Index i = 0; i < shape.zones; i += 3) r.scores(i, (i / 3) % m) = missing;
  }
  for (Index i = 1; i < shape.zones && shape.missing_groups; i += 7) {
    for (Index j = 0; j < m; j += shape.groups) r.scores(i, j) = missing;
  }
  if (shape.duplicates) {
    for (Index i = 4; i < shape.zones; i += 9) r.scores.row(i) = r.scores.row(i - 4);
  }
  const auto groups = static_cast<std::size_t>(shape.groups);
  r.tree.children.resize(groups + 1);
  const auto weight = [&](Index k) {
    return 0.5 + uniform(seed + 1, static_cast<std::uint32_t>(k));
  };
  for (std::size_t g = 1; g <= groups; ++g) {
    // The third group stands below the second.
    r.tree.children[g == 3 ? 2 : 0].push_back(
        {false, static_cast<int>(g), weight(1000 + static_cast<Index>(g))});
  }
  for (Index j = 0; j < m; ++j) {
    const std::size_t g = groups == 0 ? 0 : 1 + static_cast<std::size_t>(j) % groups;
    r.tree.children[g].push_back({true, static_cast<int>(j), weight(j)});
  }
  for (auto& children : r.tree.children) {
    double sum = 0;
    for (const Child& c : children) sum += c.weight;
    for (Child& c : children) c.weight /= sum;
  }
  r.tree.effective = Vector::Zero(m);
  std::vector<double> share(groups + 1, 1.0);
  for (std::size_t g = 0; g <= groups; ++g) {
    for (const Child& c : r.tree.children[g]) {
      const auto at = static_cast<std::size_t>(c.index);
      if (c.is_indicator)
        r.tree.effective[c.index] = share[g] * c.weight;
      else
        share[at] = share[g] * c.weight;
    }
  }
  r.aggregations.assign(groups + 1, ArithmeticMean{});
  r.group_scores = Matrix::Constant(shape.zones, static_cast<Index>(groups) + 1, 0.0);
  return r;
}

/// Scores of the groups under nominal weights, for who has a score and nominal ranks.
inline void with_nominal_scores(Reading& r) {
  for (std::size_t g = r.tree.children.size(); g-- > 0;) {
    Matrix inside(r.scores.rows(), std::ssize(r.tree.children[g]));
    Vector w(inside.cols());
    for (Index k = 0; k < inside.cols(); ++k) {
      const Child& c = r.tree.children[g][static_cast<std::size_t>(k)];
      if (c.is_indicator)
        inside.col(k) = r.scores.col(c.index);
      else
        inside.col(k) = r.group_scores.col(c.index);
      w[k] = c.weight;
    }
    r.group_scores.col(static_cast<Index>(g)) = aggregate(inside, w, r.aggregations[g], 0.0);
  }
}

inline DrawInput input_of(const CaseShape& shape, std::uint32_t seed, const WeightDraw& weights) {
  DrawInput input;
  input.readings.push_back(reading_of(shape, seed));
  with_nominal_scores(input.readings[0]);
  input.vary = weights;
  return input;
}

/// Shares of the children of every group from the products of shares down the tree.
inline double inside_out(const Reading& r, std::size_t g, Index zone, const Vector& weights,
                         bool logs, double* below) {
  double sum = 0, present = 0, all = 0;
  for (const Child& c : r.tree.children[g]) {
    double value, w;
    if (c.is_indicator) {
      value = r.scores(zone, c.index);
      if (logs) value = std::log(value);
      w = weights[c.index];
    } else {
      value = inside_out(r, static_cast<std::size_t>(c.index), zone, weights, logs, &w);
    }
    all += w;
    if (is_missing(value) || w == 0) continue;
    sum += w * value;
    present += w;
  }
  *below = all;
  return present > 0 ? sum / present : missing;
}

/// The plain double loop: ranks of one draw from its weights.
inline Vector plain_ranks(const Reading& r, const Vector& weights, bool logs = false) {
  Vector scores(r.scores.rows());
  for (Index i = 0; i < scores.size(); ++i) {
    double sum = 0;
    bool gap = false;
    for (Index j = 0; j < weights.size(); ++j) {
      gap = gap || is_missing(r.scores(i, j));
      sum += weights[j] * (logs ? std::log(r.scores(i, j)) : r.scores(i, j));
    }
    double all;
    scores[i] = gap ? inside_out(r, 0, i, weights, logs, &all) : sum;
  }
  return rank_scores(scores);
}

}  // namespace zonerank::testing
