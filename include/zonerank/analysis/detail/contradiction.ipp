#pragma once
#include "zonerank/analysis/detail/contradiction.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>

#include "zonerank/analysis/detail/weight_polytope.hpp"
#include "zonerank/core/build.hpp"

namespace zonerank::detail {
ZONERANK_OWN(contradiction) {

constexpr std::size_t most_pairs = 30000;  // of which all sets of two are looked at

/// A pair with what it asks of weights.
struct Asked {
  PublishedPair pair;
  Vector lead;
  double apart = 0.0;               ///< ranks
  std::uint64_t won = 0, lost = 0;  ///< columns in which the zone ahead is better, is worse
};

/// All pairs with different ranks, the furthest apart first.
ZONERANK_INLINE std::vector<Asked> all_pairs(std::span<const PublishedRanks> years,
                                             double tolerance) {
  std::vector<Asked> asked;
  for (std::size_t y = 0; y < years.size(); ++y) {
    const std::vector<Index> zones = compared(years[y]);
    for (const Index a : zones) {
      for (const Index b : zones) {
        const double apart = years[y].ranks[b] - years[y].ranks[a];
        if (!(apart > 0.0)) continue;
        Asked one{{y, a, b}, lead_of(years, {y, a, b}), apart};
        for (Index j = 0; j < std::min<Index>(one.lead.size(), 64); ++j) {
          const std::uint64_t bit = std::uint64_t{1} << j;
          if (one.lead[j] > tolerance) one.won |= bit;
          if (one.lead[j] < tolerance) one.lost |= bit;
        }
        asked.push_back(std::move(one));
      }
    }
  }
  std::stable_sort(asked.begin(), asked.end(),
                   [](const Asked& a, const Asked& b) { return a.apart > b.apart; });
  return asked;
}

/// Whether some mix of two leads is won in no column.
ZONERANK_INLINE bool no_mix_is_won(const Vector& a, const Vector& b, double tolerance) {
  double low = 0.0;  // of the share of a
  double high = 1.0;
  for (Index j = 0; j < a.size(); ++j) {
    const double slope = a[j] - b[j];
    const double rest = tolerance - b[j];
    if (slope > 0.0)
      high = std::min(high, rest / slope);
    else if (slope < 0.0)
      low = std::max(low, rest / slope);
    else if (rest < 0.0)
      return false;
  }
  return low <= high;
}

ZONERANK_INLINE bool contradict(const std::vector<Vector>& leads, double tolerance) {
  if (leads.empty()) return false;
  std::vector<Lead> strict;
  for (const Vector& lead : leads) strict.push_back({lead, true});
  const auto margin = WeightPolytope(std::move(strict), leads[0].size(), 1e-12).margin();
  return !margin || !(margin->size > tolerance);
}

/// Takes away what is not needed, one pair after the other.
ZONERANK_INLINE std::vector<PublishedPair> without_needless(std::span<const PublishedRanks> years,
                                                            std::vector<PublishedPair> pairs,
                                                            double tolerance) {
  std::vector<Vector> leads;
  for (const PublishedPair& pair : pairs) leads.push_back(lead_of(years, pair));
  for (std::size_t k = pairs.size(); k-- > 0;) {
    std::vector<Vector> others = leads;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(k));
    if (!contradict(others, tolerance)) continue;
    leads = std::move(others);
    pairs.erase(pairs.begin() + static_cast<std::ptrdiff_t>(k));
  }
  return pairs;
}

/// The pairs of the dual program: a mix of their leads is won in no column. At most one more than
/// there are columns.
ZONERANK_INLINE std::vector<PublishedPair> of_dual(std::span<const PublishedRanks> years,
                                                   const std::vector<PublishedPair>& pairs,
                                                   double tolerance) {
  // The greatest sum of shares with no column's mixed lead above the tolerance times their sum,
  // which is at most 1: columns are the constraints.
  const Index columns = years[0].scores.cols();
  std::vector<std::vector<double>> a(static_cast<std::size_t>(columns + 1));
  std::vector<double> b(a.size(), 0.0);
  for (const PublishedPair& pair : pairs) {
    const Vector lead = lead_of(years, pair);
    for (Index j = 0; j < columns; ++j)
      a[static_cast<std::size_t>(j)].push_back(lead[j] - tolerance);
    a.back().push_back(1.0);
  }
  b.back() = 1.0;
  const std::vector<double> c(pairs.size(), 1.0);
  const LinearProgram<double> found = maximize(std::move(a), std::move(b), c, 1e-12);
  std::vector<PublishedPair> used;
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    if (found.x.size() > k && found.x[k] > 0.0) used.push_back(pairs[k]);
  }
  return used;
}

}  // ZONERANK_OWN(contradiction)

ZONERANK_INLINE std::vector<Index> compared(const PublishedRanks& year) {
  std::vector<Index> zones;
  for (Index i = 0; i < year.scores.rows(); ++i) {
    if (!year.scores.row(i).hasNaN()) zones.push_back(i);
  }
  return zones;
}

ZONERANK_INLINE Vector lead_of(std::span<const PublishedRanks> years, const PublishedPair& pair) {
  const Matrix& scores = years[pair.year].scores;
  return scores.row(pair.ahead) - scores.row(pair.behind);
}

ZONERANK_INLINE std::vector<PublishedPair> neighbours(std::span<const PublishedRanks> years) {
  std::vector<PublishedPair> pairs;
  for (std::size_t y = 0; y < years.size(); ++y) {
    std::map<double, std::vector<Index>> by_rank;
    for (const Index i : compared(years[y])) {
      if (!is_missing(years[y].ranks[i])) by_rank[years[y].ranks[i]].push_back(i);
    }
    const std::vector<Index>* better = nullptr;
    for (const auto& [rank, zones] : by_rank) {
      if (better) {
        for (const Index a : *better) {
          for (const Index b : zones) pairs.push_back({y, a, b});
        }
      }
      better = &zones;
    }
  }
  return pairs;
}

ZONERANK_INLINE Contradiction contradiction(std::span<const PublishedRanks> years,
                                            double tolerance) {
  const std::vector<Asked> asked = all_pairs(years, tolerance);
  for (const Asked& one : asked) {
    if (one.lead.maxCoeff() <= tolerance) return {{one.pair}, true};
  }
  const bool are_few = years[0].scores.cols() <= 64 && asked.size() <= most_pairs;
  for (std::size_t i = 0; are_few && i < asked.size(); ++i) {
    poll_interrupt();
    for (std::size_t k = 0; k < i; ++k) {
      const Asked& a = asked[i];
      const Asked& b = asked[k];
      if ((a.won & ~b.lost) == 0 && (b.won & ~a.lost) == 0 &&
          no_mix_is_won(a.lead, b.lead, tolerance))
        return {{b.pair, a.pair}, true};
    }
  }
  Contradiction found;
  std::vector<std::vector<PublishedPair>> choices = {neighbours(years)};
  if (are_few) {
    choices.emplace_back();
    for (const Asked& one : asked) choices.back().push_back(one.pair);
  }
  for (const std::vector<PublishedPair>& pairs : choices) {
    std::vector<PublishedPair> used = of_dual(years, pairs, tolerance);
    std::vector<Vector> leads;
    for (const PublishedPair& pair : used) leads.push_back(lead_of(years, pair));
    if (!contradict(leads, tolerance)) continue;  // rounding: nothing is claimed
    used = without_needless(years, std::move(used), tolerance);
    if (found.pairs.empty() || used.size() < found.pairs.size()) found.pairs = std::move(used);
  }
  found.is_smallest = are_few && found.pairs.size() == 3;
  return found;
}

}  // namespace zonerank::detail
