#include "zonerank/core/parallel.hpp"

#include <cstdlib>
#include <string>

#ifdef __linux__
#include <sched.h>
#endif

#include "zonerank/core/error.hpp"

namespace zonerank {

int resolve_threads(int threads) {
  constexpr int most = 4096;
  if (threads < 0 || threads > most) {
    fail(Code::bad_option, "threads", std::to_string(threads), {"from 0 to 4096"});
  }
  if (threads > 0) return threads;
  const char* const text = std::getenv("ZONERANK_THREADS");
  if (text != nullptr && *text != '\0') {
    char* end = nullptr;
    const long value = std::strtol(text, &end, 10);
    if (end == text || *end != '\0' || value < 1 || value > 4096) {
      fail(Code::bad_option, "ZONERANK_THREADS", text, {"a whole number from 1 to 4096"});
    }
    return static_cast<int>(value);
  }
#ifdef __linux__
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return std::max(1, CPU_COUNT(&set));
#endif
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace zonerank
