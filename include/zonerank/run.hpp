#pragma once
// Threads, interrupts, and the machine level that runs.

#include "zonerank/run/parallel.hpp"

#ifdef ZONERANK_HEADER_ONLY
#include "zonerank/run/bodies.ipp"
#endif
