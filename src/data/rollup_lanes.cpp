#include "data/rollup_lanes.hpp"

#include <cstdlib>
#include <string_view>

#include "zonerank/core/error.hpp"

namespace zonerank::detail {
namespace {

const LaneKernels& choose() {
  const char* const text = std::getenv("ZONERANK_LEVEL");
  const std::string_view wanted = text == nullptr ? "" : text;
  if (!wanted.empty() && wanted != "baseline" && wanted != "v3" && wanted != "v4") {
    fail(Code::bad_option, "ZONERANK_LEVEL", std::string(wanted), {"baseline, v3 or v4"});
  }
#ifdef ZONERANK_LEVELS
  const bool has_v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                      __builtin_cpu_supports("bmi2");
  const bool has_v4 = has_v3 && __builtin_cpu_supports("avx512f") &&
                      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512cd");
  if (has_v4 && (wanted.empty() || wanted == "v4")) return lane_kernels_v4;
  if (has_v3 && wanted != "baseline") return lane_kernels_v3;
#endif
  return lane_kernels_baseline;
}

}  // namespace

const LaneKernels& lane_kernels() {
  static const LaneKernels& kernels = choose();
  return kernels;
}

}  // namespace zonerank::detail
