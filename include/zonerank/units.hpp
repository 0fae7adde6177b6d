#pragma once
// Quantities.

#include "zonerank/units/unit.hpp"

#ifdef ZONERANK_HEADER_ONLY
#include "zonerank/units/bodies.ipp"
#endif
