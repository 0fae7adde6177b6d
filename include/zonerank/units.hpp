#pragma once
// Quantities.

#include "zonerank/units/unit.hpp"
#include "zonerank/units/unit_name.hpp"

#ifdef ZONERANK_HEADER_ONLY
#include "zonerank/units/bodies.ipp"
#endif
