#pragma once
#include "zonerank/methods/rank.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "zonerank/core/build.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank {
ZONERANK_OWN(rank) {

/// Unsigned numbers in the order of the scores, the greatest score first; 0 and -0 are one.
ZONERANK_INLINE std::uint64_t descending_key(double score) {
  const auto bits = std::bit_cast<std::uint64_t>(score + 0.0);
  const bool negative = (bits >> 63) != 0;
  return negative ? bits : ~bits & ~(std::uint64_t{1} << 63);
}

constexpr int zone_bits = 32;  ///< of an entry: the zone, below the leading bits of its key

ZONERANK_INLINE std::uint32_t zone_of(std::uint64_t entry) {
  return static_cast<std::uint32_t>(entry);
}

/// Sorts n entries by what is above the zone, eight bits at a time from the lowest up.
/// @param room  for as many
ZONERANK_INLINE void sort_by_digits(std::uint64_t*& entries, std::uint64_t*& room, std::size_t n) {
  constexpr int bits = 8;
  constexpr std::size_t digits = std::size_t{1} << bits;
  constexpr int passes = (64 - zone_bits) / bits;
  const auto digit = [](std::uint64_t entry, int pass) {
    return (entry >> (zone_bits + pass * bits)) % digits;
  };
  std::array<std::array<std::size_t, digits>, passes> counts{};
  for (std::size_t k = 0; k < n; ++k) {
    for (int pass = 0; pass < passes; ++pass)
      ++counts[static_cast<std::size_t>(pass)][digit(entries[k], pass)];
  }
  for (int pass = 0; pass < passes; ++pass) {
    std::array<std::size_t, digits>& count = counts[static_cast<std::size_t>(pass)];
    if (std::find(count.begin(), count.end(), n) != count.end()) continue;  // one digit
    std::size_t place = 0;
    for (std::size_t& c : count) place += std::exchange(c, place);
    for (std::size_t k = 0; k < n; ++k) room[count[digit(entries[k], pass)]++] = entries[k];
    std::swap(entries, room);
  }
}

/// How keys become entries: the leading bits of what they are above the least one.
struct Packing {
  std::uint64_t base = 0;
  int surplus = 0;  ///< bits that are left out; the scores decide where the others are equal
  std::size_t n = 0;

  explicit Packing(const VectorRef& scores) {
    std::uint64_t least = ~std::uint64_t{0};
    std::uint64_t greatest = 0;
    for (const double score : scores) {
      if (is_missing(score)) continue;
      const std::uint64_t key = descending_key(score);
      least = std::min(least, key);
      greatest = std::max(greatest, key);
      ++n;
    }
    if (n == 0) return;
    base = least;
    surplus = std::max(0, static_cast<int>(std::bit_width(greatest - least)) - zone_bits);
  }

  std::uint64_t entry(double score, Index zone) const {
    return (descending_key(score) - base) >> surplus << zone_bits |
           static_cast<std::uint64_t>(zone);
  }
};

/// Zones that follow each other in the order of their scores: the entries in [low, high).
class Run {
 public:
  Run(const VectorRef& scores, const Packing& packing, std::uint64_t low, std::uint64_t high)
      : scores_(scores) {
    const auto room = static_cast<std::size_t>(scores.size());
    own_ = std::make_unique_for_overwrite<std::uint64_t[]>(room + 1);
    entries_ = own_.get();
    for (Index i = 0; i < scores.size(); ++i) {  // written in any case, kept where it belongs
      const std::uint64_t entry = packing.entry(scores[i], i);
      entries_[n_] = entry;
      n_ += entry >= low && entry < high && !is_missing(scores[i]) ? 1 : 0;
    }
    constexpr std::size_t many = 2000;
    is_level_.assign(n_, 0);
    if (n_ < many) {
      std::sort(entries_, entries_ + n_);
    } else {
      other_ = std::make_unique_for_overwrite<std::uint64_t[]>(n_);
      std::uint64_t* free = other_.get();
      sort_by_digits(entries_, free, n_);
    }
    sort_level_entries();
    levels_ = n_ - static_cast<std::size_t>(std::count(is_level_.begin(), is_level_.end(), 1));
  }

  std::size_t size() const { return n_; }
  std::size_t levels() const { return levels_; }  ///< different scores

  void assign(TieRule ties, std::size_t zones_before, std::size_t level, Vector& ranks) const {
    for (std::size_t begin = 0; begin < n_;) {
      std::size_t end = begin + 1;
      while (end < n_ && is_level_[end] != 0) ++end;
      const auto first = static_cast<double>(zones_before + begin + 1);
      const auto last = static_cast<double>(zones_before + end);
      ++level;
      const double rank = ties == TieRule::min       ? first
                          : ties == TieRule::max     ? last
                          : ties == TieRule::average ? (first + last) / 2.0
                                                     : static_cast<double>(level);
      for (; begin < end; ++begin) ranks[zone_of(entries_[begin])] = rank;
    }
  }

 private:
  double score(std::size_t k) const { return scores_[zone_of(entries_[k])]; }

  void sort(std::size_t begin, std::size_t end) {
    std::sort(entries_ + begin, entries_ + end, [&](std::uint64_t a, std::uint64_t b) {
      return scores_[zone_of(a)] > scores_[zone_of(b)];
    });
    for (std::size_t k = begin + 1; k < end; ++k) is_level_[k] = score(k) == score(k - 1) ? 1 : 0;
  }

  void sort_level_entries() {
    for (std::size_t begin = 0; begin < n_;) {
      std::size_t end = begin + 1;
      while (end < n_ && entries_[end] >> zone_bits == entries_[begin] >> zone_bits) ++end;
      if (end - begin > 1) sort(begin, end);
      begin = end;
    }
  }

  const VectorRef& scores_;
  std::unique_ptr<std::uint64_t[]> own_, other_;
  std::uint64_t* entries_ = nullptr;  ///< in one of them
  std::size_t n_ = 0;
  std::vector<std::uint8_t> is_level_;  ///< with the one before
  std::size_t levels_ = 0;
};

/// Entries at which runs of about the same size begin, and one beyond all; zones of equal leading
/// bits are in one run.
ZONERANK_INLINE std::vector<std::uint64_t> cuts(const VectorRef& scores, const Packing& packing,
                                                std::size_t runs) {
  std::vector<std::uint64_t> sample;
  const auto size = static_cast<Index>(256 * runs);
  for (Index k = 0; k < size && runs > 1; ++k) {
    const Index zone = k * scores.size() / size;
    if (!is_missing(scores[zone])) sample.push_back(packing.entry(scores[zone], zone));
  }
  std::sort(sample.begin(), sample.end());
  std::vector<std::uint64_t> result = {0};
  for (std::size_t r = 1; r < runs; ++r) {
    const std::size_t at = r * sample.size() / runs;
    result.push_back(at < sample.size() ? sample[at] >> zone_bits << zone_bits : 0);
  }
  result.push_back(~std::uint64_t{0});
  return result;
}

}  // ZONERANK_OWN(rank)

ZONERANK_INLINE Vector rank_scores(const VectorRef& scores, TieRule ties) {
  const Packing packing(scores);
  constexpr std::size_t worth_a_thread = 100'000;
  const auto threads = packing.n < 2 * worth_a_thread
                           ? std::size_t{1}
                           : static_cast<std::size_t>(resolve_threads(0));
  const std::size_t n_runs = std::clamp<std::size_t>(packing.n / worth_a_thread, 1, threads);
  const std::vector<std::uint64_t> cut = cuts(scores, packing, n_runs);
  std::vector<std::optional<Run>> runs(n_runs);
  parallel_for(n_runs, static_cast<int>(threads),
               [&](std::size_t r) { runs[r].emplace(scores, packing, cut[r], cut[r + 1]); });
  std::vector<std::size_t> zones_before(n_runs, 0);
  std::vector<std::size_t> levels_before(n_runs, 0);
  for (std::size_t r = 1; r < n_runs; ++r) {
    zones_before[r] = zones_before[r - 1] + runs[r - 1]->size();
    levels_before[r] = levels_before[r - 1] + runs[r - 1]->levels();
  }
  Vector ranks = Vector::Constant(scores.size(), missing);
  parallel_for(n_runs, static_cast<int>(threads), [&](std::size_t r) {
    runs[r]->assign(ties, zones_before[r], levels_before[r], ranks);
  });
  return ranks;
}

}  // namespace zonerank
