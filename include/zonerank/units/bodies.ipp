#pragma once
// The bodies of this room and of those it stands on, for programs that include the library as
// headers alone.

#include "zonerank/core/bodies.ipp"
#include "zonerank/diagnostics/bodies.ipp"

#include "zonerank/units/unit.ipp"
#include "zonerank/units/unit_name.ipp"
