#include "zonerank/score/rank.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

namespace zonerank {

namespace {

/// Unsigned numbers in the order of the scores, the greatest score first; 0 and -0 are one.
std::uint64_t descending_key(double score) {
  const auto bits = std::bit_cast<std::uint64_t>(score + 0.0);
  const bool negative = (bits >> 63) != 0;
  return negative ? bits : ~bits & ~(std::uint64_t{1} << 63);
}

/// Sorts by four digits of eight bits, the lowest one beginning at `low`.
void sort_by_digits(std::vector<std::uint64_t>& keys, int low) {
  constexpr std::size_t digit_bits = 8;
  constexpr std::size_t digits = std::size_t{1} << digit_bits;
  constexpr std::size_t passes = 4;
  const auto digit = [&](std::uint64_t key, std::size_t pass) {
    return (key >> (static_cast<std::size_t>(low) + pass * digit_bits)) % digits;
  };
  std::vector<std::uint32_t> counts(digits * passes, 0);
  for (const std::uint64_t key : keys) {
    for (std::size_t pass = 0; pass < passes; ++pass) ++counts[pass * digits + digit(key, pass)];
  }
  std::vector<std::uint64_t> to(keys.size());
  for (std::size_t pass = 0; pass < passes; ++pass) {
    std::uint32_t* const count = counts.data() + pass * digits;
    if (std::find(count, count + digits, keys.size()) != count + digits) continue;  // one digit
    std::uint32_t place = 0;
    for (std::size_t d = 0; d < digits; ++d) place += std::exchange(count[d], place);
    for (const std::uint64_t key : keys) to[count[digit(key, pass)]++] = key;
    keys.swap(to);
  }
}

/// Zones by descending score, and whether each is level with the one before.
struct Order {
  std::vector<std::uint32_t> zones;
  std::vector<std::uint8_t> is_level;

  /// Sorts zones of [begin, end) by their scores.
  void sort(const VectorRef& scores, std::size_t begin, std::size_t end) {
    std::sort(zones.begin() + static_cast<std::ptrdiff_t>(begin),
              zones.begin() + static_cast<std::ptrdiff_t>(end),
              [&](std::uint32_t a, std::uint32_t b) { return scores[a] > scores[b]; });
    for (std::size_t k = begin + 1; k < end; ++k)
      is_level[k] = scores[zones[k]] == scores[zones[k - 1]] ? 1 : 0;
  }
};

/// Of many zones by the leading bits of their scores, with the zone's number in the bits below; by
/// the scores where those bits are equal.
Order descending_order(const VectorRef& scores, std::vector<std::uint32_t> zones) {
  Order order{std::move(zones), {}};
  const std::size_t n = order.zones.size();
  order.is_level.assign(n, 0);
  constexpr std::size_t many = 2000;
  if (n < many) {
    order.sort(scores, 0, n);
    return order;
  }
  std::vector<std::uint64_t> keys(n);
  for (std::size_t k = 0; k < n; ++k) keys[k] = descending_key(scores[order.zones[k]]);
  const auto [least, greatest] = std::minmax_element(keys.begin(), keys.end());
  const std::uint64_t base = *least;
  const auto width = [](std::uint64_t x) { return static_cast<int>(std::bit_width(x)); };
  const int room = 32;  // for the zone
  const int surplus = std::max(0, width(*greatest - base) - (64 - room));
  for (std::size_t k = 0; k < n; ++k)
    keys[k] = (keys[k] - base) >> surplus << room | order.zones[k];
  sort_by_digits(keys, room);
  for (std::size_t k = 0; k < n; ++k) order.zones[k] = static_cast<std::uint32_t>(keys[k]);
  for (std::size_t begin = 0; begin < n;) {
    std::size_t end = begin + 1;
    while (end < n && keys[end] >> room == keys[begin] >> room) ++end;
    if (end - begin > 1) order.sort(scores, begin, end);
    begin = end;
  }
  return order;
}

}  // namespace

Vector rank_scores(const VectorRef& scores, TieRule ties) {
  std::vector<std::uint32_t> zones;
  zones.reserve(static_cast<std::size_t>(scores.size()));
  for (Index i = 0; i < scores.size(); ++i) {
    if (!is_missing(scores[i])) zones.push_back(static_cast<std::uint32_t>(i));
  }
  const Order order = descending_order(scores, std::move(zones));
  Vector ranks = Vector::Constant(scores.size(), missing);
  double dense = 0.0;
  for (std::size_t begin = 0; begin < order.zones.size();) {
    std::size_t end = begin + 1;
    while (end < order.zones.size() && order.is_level[end] != 0) ++end;
    const auto first = static_cast<double>(begin + 1);
    const auto last = static_cast<double>(end);
    dense += 1.0;
    const double rank = ties == TieRule::min       ? first
                        : ties == TieRule::max     ? last
                        : ties == TieRule::average ? (first + last) / 2.0
                                                   : dense;
    for (; begin < end; ++begin) ranks[order.zones[begin]] = rank;
  }
  return ranks;
}

}  // namespace zonerank
