#pragma once
// A smallest set of published pairs that no weights agree with.

#include <span>
#include <vector>

#include "zonerank/analysis/consistent_weights.hpp"

namespace zonerank::detail {

struct Contradiction {
  std::vector<PublishedPair> pairs;
  bool is_smallest = false;
};

/// @param tolerance  leads of no more are none [points]
/// Nothing where some weights agree with all pairs.
Contradiction contradiction(std::span<const PublishedRanks> years, double tolerance);

/// Pairs of zones without gaps whose ranks follow each other: all that the ranks ask for.
std::vector<PublishedPair> neighbours(std::span<const PublishedRanks> years);

/// Scores of the zone ahead less those of the one behind.
Vector lead_of(std::span<const PublishedRanks> years, const PublishedPair& pair);

/// Zones without gaps, whose ranks are known or not.
std::vector<Index> compared(const PublishedRanks& year);

}  // namespace zonerank::detail
