#pragma once
// What is measured: fields, indicators, groups.

#include "zonerank/system/linear.hpp"
#include "zonerank/system/system.hpp"
#include "zonerank/system/system_builder.hpp"

#ifdef ZONERANK_HEADER_ONLY
#include "zonerank/system/bodies.ipp"
#endif
