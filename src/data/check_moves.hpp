#pragma once
// A figure beside last year's: jumps, and slips of the unit. docs/methods/checks.md has the
// definitions and their reasons.

#include <optional>
#include <vector>

#include "data/check_rows.hpp"
#include "zonerank/spec/system.hpp"

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

}  // namespace zonerank::detail
