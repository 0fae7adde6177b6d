#pragma once
// The bodies of this room and of those it stands on, for programs that include the library as
// headers alone.

#include "zonerank/core/bodies.ipp"

#include "zonerank/diagnostics/argument.ipp"
#include "zonerank/diagnostics/detail/messages.ipp"
#include "zonerank/diagnostics/detail/problems.ipp"
#include "zonerank/diagnostics/place.ipp"
#include "zonerank/diagnostics/setting.ipp"
