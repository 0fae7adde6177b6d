#pragma once
// The bodies of this room and of those it stands on, for programs that include the library as
// headers alone.

#include "zonerank/core/bodies.ipp"
#include "zonerank/diagnostics/bodies.ipp"
#include "zonerank/formula/bodies.ipp"
#include "zonerank/units/bodies.ipp"

#include "zonerank/system/detail/industry.ipp"
#include "zonerank/system/detail/system_build.ipp"
#include "zonerank/system/detail/system_checks.ipp"
#include "zonerank/system/linear.ipp"
#include "zonerank/system/system.ipp"
#include "zonerank/system/system_builder.ipp"
