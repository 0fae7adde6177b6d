#pragma once
// How many random cases a test tries.

#include <cstdlib>

namespace zonerank::testing {

/// Few in daily work; all of them where ZONERANK_ALL_CASES is set, as in
/// `ZONERANK_ALL_CASES=1 ./dev test`: a hundred thousand levers and plans take three minutes.
inline int cases(int few, int all) { return std::getenv("ZONERANK_ALL_CASES") ? all : few; }

}  // namespace zonerank::testing
