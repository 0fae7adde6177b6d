#pragma once
// Natural logarithms of many numbers, built once for each machine level with the same bits on each.
// Plain types only, as in every file of a level.

#include <cstddef>

namespace zonerank::detail {

struct LogLanes {
  const char* level;

  /// out[i] = ln x[i], within 1.5 units of the last place; x may be out.
  /// @returns the greatest x; 0 where some x is not a normal number above 0: out then holds nothing
  /// of use
  double (*logs)(const double* x, std::size_t n, double* out);
};

#ifndef ZONERANK_HEADER_ONLY
extern const LogLanes log_lanes_baseline;
#ifdef ZONERANK_LEVELS
extern const LogLanes log_lanes_v3;
extern const LogLanes log_lanes_v4;
#endif
#endif

/// Of this machine's level.
const LogLanes& log_lanes();

}  // namespace zonerank::detail
