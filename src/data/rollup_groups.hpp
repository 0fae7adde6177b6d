#pragma once
// Which group a row belongs to: zone, year and industry to a small number.

#include <bit>
#include <cstdint>
#include <vector>

#include "data/rollup_block.hpp"

namespace zonerank::detail {

/// Groups in order of appearance. A row's group is read from a table over (zone, year, industry),
/// which grows when a new zone, year or industry does not fit.
class Groups {
 public:
  struct Key {
    std::uint32_t zone = 0;
    std::int32_t year = 0;
    std::uint32_t industry = 0;
  };

  std::size_t size() const { return keys_.size(); }
  const Key& operator[](std::size_t group) const { return keys_[group]; }

  /// `industry` may be null: one for all.
  void find(const std::uint32_t* zone, const std::int32_t* year, const std::uint32_t* industry,
            std::size_t n, std::uint32_t* group) {
    std::size_t place = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint32_t industry_here = industry == nullptr ? 0 : industry[i];
      if (i == 0 || year[i] != year[i - 1]) place = year_place(year[i]);
      if (zone[i] < zones_ && place < years_ && industry_here < industries_) {
        const std::uint32_t known =
            table_[(zone[i] * years_ + place) * industries_ + industry_here];
        group[i] = known;
        if (known != none) continue;
      }
      group[i] = add({zone[i], year[i], industry_here}, place);
    }
  }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  std::size_t cell(const Key& key, std::size_t place) const {
    return (key.zone * years_ + place) * industries_ + key.industry;
  }

  /// The years met so far, in order of appearance; the last one is tried first.
  std::size_t year_place(std::int32_t year) {
    if (last_ < year_list_.size() && year_list_[last_] == year) return last_;
    for (last_ = 0; last_ < year_list_.size(); ++last_) {
      if (year_list_[last_] == year) return last_;
    }
    year_list_.push_back(year);
    return last_;
  }

  std::uint32_t add(const Key& key, std::size_t place) {
    if (key.zone >= zones_ || place >= years_ || key.industry >= industries_) grow(key, place);
    const auto number = static_cast<std::uint32_t>(keys_.size());
    table_[cell(key, place)] = number;
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
    table_.assign(zones_ * years_ * industries_, none);
    for (std::size_t g = 0; g < keys_.size(); ++g) {
      table_[cell(keys_[g], year_place(keys_[g].year))] = static_cast<std::uint32_t>(g);
    }
  }

  std::vector<Key> keys_;
  std::vector<std::int32_t> year_list_;
  std::size_t last_ = 0;
  std::size_t zones_ = 0, years_ = 0, industries_ = 0;
  std::vector<std::uint32_t> table_;
};

/// The industry group of every code of a dictionary, as numbers of another.
class Industries {
 public:
  explicit Industries(const IndustryGrouping& grouping) : grouping_(grouping) {}

  std::uint32_t number(std::uint32_t code, const Dictionary& codes) {
    while (of_code_.size() < codes.texts().size()) {
      of_code_.push_back(groups_.number(grouping_.group_of(codes.texts()[of_code_.size()])));
    }
    return of_code_[code];
  }
  std::uint32_t none() { return groups_.number(""); }
  const std::vector<std::string>& names() const { return groups_.texts(); }

 private:
  const IndustryGrouping& grouping_;
  Dictionary groups_;
  std::vector<std::uint32_t> of_code_;
};

}  // namespace zonerank::detail
