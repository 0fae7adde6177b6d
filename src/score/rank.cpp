#include "zonerank/score/rank.hpp"

#include <algorithm>
#include <vector>

namespace zonerank {

Vector rank_scores(const VectorRef& scores, TieRule ties) {
  struct Entry {
    double score;
    Index zone;
  };
  std::vector<Entry> order;
  order.reserve(static_cast<std::size_t>(scores.size()));
  for (Index i = 0; i < scores.size(); ++i) {
    if (!is_missing(scores[i])) order.push_back({scores[i], i});
  }
  std::sort(order.begin(), order.end(),
            [](const Entry& a, const Entry& b) { return a.score > b.score; });
  Vector ranks = Vector::Constant(scores.size(), missing);
  double dense = 0.0;
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && order[end].score == order[begin].score) ++end;
    const auto first = static_cast<double>(begin + 1);
    const auto last = static_cast<double>(end);
    dense += 1.0;
    const double rank = ties == TieRule::min       ? first
                        : ties == TieRule::max     ? last
                        : ties == TieRule::average ? (first + last) / 2.0
                                                   : dense;
    for (; begin < end; ++begin) ranks[order[begin].zone] = rank;
  }
  return ranks;
}

}  // namespace zonerank
