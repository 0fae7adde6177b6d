#pragma once
// Which group a row belongs to: zone, year and industry to a small number.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "rollup/rollup_block.hpp"

namespace zonerank::detail {

/// Groups in order of appearance. A row's group is read from a table over (zone, year, industry),
/// which grows when a new zone, year or industry does not fit; where that table would hold far more
/// than the groups there are, from a hash table.
class Groups {
 public:
  struct Key {
    std::uint32_t zone = 0;
    std::int32_t year = 0;
    std::uint32_t industry = 0;

    friend bool operator==(const Key&, const Key&) = default;
  };

  std::size_t size() const { return keys_.size(); }
  const Key& operator[](std::size_t group) const { return keys_[group]; }

  /// `industry` may be null: one for all.
  void find(const std::uint32_t* zone, const std::int32_t* year, const std::uint32_t* industry,
            std::size_t n, std::uint32_t* group) {
    const auto size = [](std::size_t n_of) { return static_cast<std::uint32_t>(n_of); };
    const GroupTable table{place_of_year_.data(), table_.data(), size(place_of_year_.size()),
                           size(zones_),          size(years_),  size(industries_)};
    if (lane_kernels().find_groups(table, zone, year, industry, n, group)) return;
    for (std::size_t i = 0; i < n; ++i) {
      const Key key{zone[i], year[i], industry == nullptr ? 0 : industry[i]};
      const std::size_t place = year_place(key.year);
      const bool fits = key.zone < zones_ && place < years_ && key.industry < industries_;
      const std::uint32_t known = fits ? table_[cell(key, place)] : none;
      group[i] = known != none ? known : add(key, place);
    }
  }

 private:
  static constexpr std::uint32_t none = no_group;
  static constexpr std::int32_t most_years = 10'000;

  static constexpr std::size_t most_cells = std::size_t{1} << 24;  ///< of the table: 64 MB

  struct Hash {
    std::size_t operator()(const Key& key) const {
      std::uint64_t h = (std::uint64_t{key.zone} << 32 | key.industry) * 0x9E3779B97F4A7C15U;
      h = (h ^ (h >> 32) ^ static_cast<std::uint64_t>(key.year)) * 0xD6E8FEB86659FD93U;
      return h ^ (h >> 32);
    }
  };

  std::size_t cell(const Key& key, std::size_t place) const {
    return (key.zone * years_ + place) * industries_ + key.industry;
  }

  /// The years met so far, in order of appearance.
  std::size_t year_place(std::int32_t year) {
    const auto found = std::find(year_list_.begin(), year_list_.end(), year);
    const auto place = static_cast<std::size_t>(found - year_list_.begin());
    if (found == year_list_.end()) {
      year_list_.push_back(year);
      if (year >= 0 && year < most_years) {
        place_of_year_.resize(most_years, none);
        place_of_year_[static_cast<std::size_t>(year)] = static_cast<std::uint32_t>(place);
      }
    }
    return place;
  }

  std::uint32_t add(const Key& key, std::size_t place) {
    const bool fits = key.zone < zones_ && place < years_ && key.industry < industries_;
    if (!is_sparse_ && !fits) grow(key, place);
    const auto number = static_cast<std::uint32_t>(keys_.size());
    if (is_sparse_) {
      const auto [known, is_new] = numbers_.emplace(key, number);
      if (!is_new) return known->second;
    } else {
      table_[cell(key, place)] = number;
    }
    keys_.push_back(key);
    return number;
  }

  void grow(const Key& key, std::size_t place) {
    const auto room = [](std::size_t now, std::size_t index) {
      return std::max(now, std::bit_ceil(index + 1));
    };
    zones_ = room(zones_, key.zone);
    years_ = room(years_, place);
    industries_ = room(industries_, key.industry);
    if (zones_ > most_cells / years_ || industries_ > most_cells / (zones_ * years_)) {
      return become_sparse();
    }
    table_.assign(zones_ * years_ * industries_, none);
    for (std::size_t g = 0; g < keys_.size(); ++g) {
      table_[cell(keys_[g], year_place(keys_[g].year))] = static_cast<std::uint32_t>(g);
    }
  }

  void become_sparse() {
    is_sparse_ = true;
    zones_ = years_ = industries_ = 0;  // nothing is looked up in the table any more
    table_ = {};
    for (std::size_t g = 0; g < keys_.size(); ++g)
      numbers_.emplace(keys_[g], static_cast<std::uint32_t>(g));
  }

  std::vector<Key> keys_;
  std::vector<std::int32_t> year_list_;
  std::vector<std::uint32_t> place_of_year_;  ///< of years with four digits
  std::size_t zones_ = 0, years_ = 0, industries_ = 0;
  std::vector<std::uint32_t> table_;
  bool is_sparse_ = false;
  std::unordered_map<Key, std::uint32_t, Hash> numbers_;
};

/// The industry group of every code of a dictionary, as numbers of another.
class Industries {
 public:
  explicit Industries(const IndustryGrouping& grouping) : grouping_(grouping) {}

  std::uint32_t number(std::uint32_t code, const Dictionary& codes) {
    learn(codes);
    return static_cast<std::uint32_t>(of_code_[code]);
  }
  /// The same of n codes, in place.
  void numbers(std::uint32_t* code, std::size_t n, const Dictionary& codes) {
    learn(codes);
    lane_kernels().look_up(reinterpret_cast<const std::int32_t*>(code), n, of_code_.data(),
                           of_code_.size(), code);
  }
  std::uint32_t none() { return groups_.number(""); }
  const std::vector<std::string>& names() const { return groups_.texts(); }

 private:
  void learn(const Dictionary& codes) {
    while (of_code_.size() < codes.texts().size()) {
      const std::string& code = codes.texts()[of_code_.size()];
      of_code_.push_back(static_cast<std::int32_t>(groups_.number(grouping_.group_of(code))));
    }
  }

  const IndustryGrouping& grouping_;
  Dictionary groups_;
  std::vector<std::int32_t> of_code_;
};

}  // namespace zonerank::detail
