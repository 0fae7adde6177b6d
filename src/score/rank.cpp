#include "zonerank/score/rank.hpp"

#include <algorithm>
#include <vector>

namespace zonerank {

Vector rank_scores(const VectorRef& scores, TieRule ties) {
  std::vector<Index> order;
  for (Index i = 0; i < scores.size(); ++i) {
    if (!is_missing(scores[i])) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](Index a, Index b) { return scores[a] > scores[b]; });
  Vector ranks = Vector::Constant(scores.size(), missing);
  double dense = 0.0;
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && scores[order[end]] == scores[order[begin]]) ++end;
    const auto first = static_cast<double>(begin + 1);
    const auto last = static_cast<double>(end);
    dense += 1.0;
    const double rank = ties == TieRule::min       ? first
                        : ties == TieRule::max     ? last
                        : ties == TieRule::average ? (first + last) / 2.0
                                                   : dense;
    for (; begin < end; ++begin) ranks[order[begin]] = rank;
  }
  return ranks;
}

}  // namespace zonerank
