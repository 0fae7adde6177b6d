#pragma once
// Every machine level of the roll-up's loops that this machine has, and random rows for them.

#include <array>
#include <ostream>
#include <vector>

#include "zonerank/core/random.hpp"
#include "zonerank/lanes/rollup_lanes.hpp"

namespace zonerank::detail {

inline void PrintTo(const LaneKernels* kernels, std::ostream* out) { *out << kernels->level; }

}  // namespace zonerank::detail

namespace zonerank::testing {

inline std::vector<const detail::LaneKernels*> lane_levels() {
  std::vector<const detail::LaneKernels*> result = {&detail::lane_kernels_baseline};
#ifdef ZONERANK_LEVELS
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    result.push_back(&detail::lane_kernels_v3);
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
    result.push_back(&detail::lane_kernels_v4);
#endif
  return result;
}

/// Random words, the same for the same seed.
class Words {
 public:
  explicit Words(std::uint32_t seed) : seed_(seed) {}
  std::uint64_t operator()() {
    const auto words = philox4x32({count_++, 0, 0, 0}, {seed_, 11});
    return std::uint64_t{words[0]} << 32 | words[1];
  }
  /// A signed number of that many bits.
  std::int64_t number(int bits) { return static_cast<std::int64_t>((*this)()) >> (64 - bits); }
  std::int64_t mask() { return -static_cast<std::int64_t>((*this)() % 2); }
  std::size_t below(std::size_t n) { return (*this)() % n; }

 private:
  std::uint32_t seed_;
  std::uint32_t count_ = 0;
};

}  // namespace zonerank::testing
