#pragma once
// Which of the machine levels that inner loops are built for this machine runs.

#include <cstdint>

namespace zonerank::detail {

enum class MachineLevel : std::uint8_t {
  baseline,
  v3,
  v4
};  ///< of x86-64; elsewhere baseline alone

/// Whether this program has loops for the level and the machine runs them.
bool has_level(MachineLevel level);

/// The best level there is, or what ZONERANK_LEVEL (baseline, v3, v4) allows; read once.
/// @throws Error bad-option
MachineLevel machine_level();

/// The table of the level.
template <class Table>
const Table& at_level(MachineLevel level, const Table& baseline, const Table& v3, const Table& v4) {
  return level == MachineLevel::v4 ? v4 : level == MachineLevel::v3 ? v3 : baseline;
}

}  // namespace zonerank::detail
