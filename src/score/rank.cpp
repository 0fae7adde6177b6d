#include "zonerank/score/rank.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

namespace zonerank {

namespace {

struct Entry {
  double score;
  std::uint32_t zone;
};

/// Unsigned numbers in the order of the scores, the greatest score first; 0 and -0 are one.
std::uint64_t descending_key(double score) {
  const auto bits = std::bit_cast<std::uint64_t>(score + 0.0);
  const bool negative = (bits >> 63) != 0;
  return negative ? bits : ~bits & ~(std::uint64_t{1} << 63);
}

/// Sorts many entries by their keys, eleven bits at a time from the lowest up.
std::vector<Entry> sorted_by_digits(const std::vector<Entry>& entries) {
  constexpr int bits = 11;
  constexpr int passes = 6;
  constexpr std::size_t digits = std::size_t{1} << bits;
  struct Keyed {
    std::uint64_t key;
    std::uint32_t at;
  };
  std::vector<std::size_t> counts(digits * passes, 0);
  std::vector<Keyed> from(entries.size());
  std::vector<Keyed> to(entries.size());
  for (std::size_t k = 0; k < entries.size(); ++k) {
    from[k] = {descending_key(entries[k].score), static_cast<std::uint32_t>(k)};
    for (int pass = 0; pass < passes; ++pass) {
      ++counts[static_cast<std::size_t>(pass) * digits + (from[k].key >> (pass * bits)) % digits];
    }
  }
  for (int pass = 0; pass < passes; ++pass) {
    std::size_t* const count = counts.data() + static_cast<std::size_t>(pass) * digits;
    if (std::find(count, count + digits, entries.size()) != count + digits) continue;  // one digit
    std::size_t place = 0;
    for (std::size_t d = 0; d < digits; ++d) place += std::exchange(count[d], place);
    for (const Keyed& keyed : from) to[count[(keyed.key >> (pass * bits)) % digits]++] = keyed;
    std::swap(from, to);
  }
  std::vector<Entry> result;
  result.reserve(entries.size());
  for (const Keyed& keyed : from) result.push_back(entries[keyed.at]);
  return result;
}

}  // namespace

Vector rank_scores(const VectorRef& scores, TieRule ties) {
  std::vector<Entry> order;
  order.reserve(static_cast<std::size_t>(scores.size()));
  for (Index i = 0; i < scores.size(); ++i) {
    if (!is_missing(scores[i])) order.push_back({scores[i], static_cast<std::uint32_t>(i)});
  }
  constexpr std::size_t many = 4000;
  if (order.size() > many) {
    order = sorted_by_digits(order);
  } else {
    std::sort(order.begin(), order.end(),
              [](const Entry& a, const Entry& b) { return a.score > b.score; });
  }
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
