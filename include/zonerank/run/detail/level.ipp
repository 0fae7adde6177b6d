#pragma once
#include "zonerank/run/detail/level.hpp"

#include <cstdlib>
#include <string_view>

#include "zonerank/core/build.hpp"
#include "zonerank/diagnostics/error.hpp"

namespace zonerank::detail {

ZONERANK_INLINE bool has_level(MachineLevel level) {
  if (level == MachineLevel::baseline) return true;
#ifdef ZONERANK_LEVELS
  const bool has_v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                      __builtin_cpu_supports("bmi2");
  if (level == MachineLevel::v3) return has_v3;
  return has_v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512cd");
#else
  return false;
#endif
}

ZONERANK_OWN(level) {

ZONERANK_INLINE MachineLevel choose() {
  const char* const text = std::getenv("ZONERANK_LEVEL");
  const std::string_view wanted = text == nullptr ? "" : text;
  if (!wanted.empty() && wanted != "baseline" && wanted != "v3" && wanted != "v4") {
    fail(Code::bad_option, "ZONERANK_LEVEL", std::string(wanted),
         {words("baseline, v3 or v4", "baseline、v3 或 v4")});
  }
  if (has_level(MachineLevel::v4) && (wanted.empty() || wanted == "v4")) return MachineLevel::v4;
  return has_level(MachineLevel::v3) && wanted != "baseline" ? MachineLevel::v3
                                                             : MachineLevel::baseline;
}

}  // ZONERANK_OWN(level)

ZONERANK_INLINE MachineLevel machine_level() {
  static const MachineLevel level = choose();
  return level;
}

}  // namespace zonerank::detail
