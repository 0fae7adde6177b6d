#pragma once
// A figure beside last year's: jumps, and slips of the unit. docs/methods/checks.md has the
// definitions and their reasons.

#include <optional>
#include <vector>

#include "check/check_rows.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank::detail {

/// A figure and last year's, both there, not 0 and of the same sign.
struct Move {
  Int128 now = 0, before = 0;  ///< magnitudes

  Int128 larger() const { return now > before ? now : before; }
  Int128 smaller() const { return now > before ? before : now; }
};

std::optional<Move> move_of(const CheckRows& rows, int field, std::size_t row);

/// Whether the larger figure is more than `factor` times the smaller one.
bool is_jump(const Check& check, const Check::Subject& subject, const Move& move);

/// The power of ten (1, 3, 4, or negative where the figure fell) by which the unit seems to have
/// slipped; 0 where it does not.
class Slips {
 public:
  Slips(const CheckRows& rows, const System& system);

  int power(const Check& check, const Check::Subject& subject, std::size_t row,
            const Move& move) const;

 private:
  bool is_alone(const Check& check, int field, std::size_t row, int power, const Move& move) const;

  const CheckRows& rows_;
  std::vector<int> amounts_;  ///< reported exact fields that are present
};

/// Amounts per head beside the median of the zone and year, of enterprises without a figure of the
/// year before: those that have one are compared with it.
class Medians {
 public:
  Medians(const CheckRows& rows, const Check& check, int threads);

  /// As Slips::power, of 3 and 4 alone: enterprises of a zone differ by ten without any error.
  int power(const Check& check, std::size_t subject, std::size_t row) const;

 private:
  static constexpr std::size_t fewest = 10;  ///< enterprises that make a median

  struct PerHead {
    Int128 amount = 0, heads = 0;  ///< none where heads is 0
  };
  static PerHead per_head(const CheckRows& rows, int field, int heads, std::size_t row);
  void find(const CheckRows& rows, int field, int heads, std::vector<PerHead>& medians) const;

  const CheckRows& rows_;
  std::vector<std::size_t> group_;  ///< a row: its zone and year
  std::size_t n_groups_ = 0;
  std::vector<std::vector<PerHead>> medians_;  ///< a subject, a group
};

}  // namespace zonerank::detail
