#pragma once
// Numbers, text and counted random numbers that everything stands on.

#include "zonerank/core/build.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/dual.hpp"
#include "zonerank/core/random.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/core/types.hpp"

#ifdef ZONERANK_HEADER_ONLY
#include "zonerank/core/bodies.ipp"
#endif
