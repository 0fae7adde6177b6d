#pragma once
// Rows found by enterprise and year.

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "zonerank/table/table.hpp"

namespace zonerank::detail {

/// Open addressing over row numbers; the keys stay in the table.
class RowIndex {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  /// The row of the enterprise in the year, or none; `guess` is tried first.
  std::uint32_t find(const RowTable& table, std::string_view enterprise, std::int32_t year,
                     std::uint32_t guess = none) const {
    if (guess < table.size() && is(table, guess, enterprise, year)) return guess;
    if (slots_.empty()) return none;
    for (std::size_t slot = hash(enterprise, year) & mask();; slot = (slot + 1) & mask()) {
      if (slots_[slot] == none || is(table, slots_[slot], enterprise, year)) return slots_[slot];
    }
  }

  void add(const RowTable& table, std::uint32_t row) {
    if (slots_.size() < 2 * (n_ + 1)) grow(table);
    put(table, row);
    ++n_;
  }

 private:
  std::size_t mask() const { return slots_.size() - 1; }

  static bool is(const RowTable& table, std::uint32_t row, std::string_view enterprise,
                 std::int32_t year) {
    return table.year[row] == year && table.enterprises[row] == enterprise;
  }

  static std::size_t hash(std::string_view enterprise, std::int32_t year) {
    const std::size_t h = std::hash<std::string_view>{}(enterprise) +
                          static_cast<std::size_t>(year) * 0x9E3779B97F4A7C15ULL;
    return h ^ (h >> 29);
  }

  void put(const RowTable& table, std::uint32_t row) {
    std::size_t slot = hash(table.enterprises[row], table.year[row]) & mask();
    while (slots_[slot] != none) slot = (slot + 1) & mask();
    slots_[slot] = row;
  }

  void grow(const RowTable& table) {
    const std::vector<std::uint32_t> old = std::move(slots_);
    slots_.assign(old.empty() ? 1024 : old.size() * 2, none);
    for (const std::uint32_t row : old) {
      if (row != none) put(table, row);
    }
  }

  std::vector<std::uint32_t> slots_;
  std::size_t n_ = 0;
};

}  // namespace zonerank::detail
