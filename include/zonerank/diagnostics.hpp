#pragma once
// Problems with their place and cure, and the catalogue of all of them.

#include "zonerank/diagnostics/argument.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/diagnostics/exit_class.hpp"
#include "zonerank/diagnostics/place.hpp"
#include "zonerank/diagnostics/setting.hpp"

#ifdef ZONERANK_HEADER_ONLY
#include "zonerank/diagnostics/bodies.ipp"
#endif
