#pragma once
// The bodies of this room and of those it stands on, for programs that include the library as
// headers alone.

#include "zonerank/core/bodies.ipp"
#include "zonerank/diagnostics/bodies.ipp"
#include "zonerank/units/bodies.ipp"

#include "zonerank/formula/detail/extent.ipp"
#include "zonerank/formula/detail/formula_bind.ipp"
#include "zonerank/formula/detail/formula_parse.ipp"
#include "zonerank/formula/detail/formula_text.ipp"
