#pragma once
// The bodies of this room and of those it stands on, for programs that include the library as
// headers alone.

#include "zonerank/core/bodies.ipp"
#include "zonerank/diagnostics/bodies.ipp"
#include "zonerank/lanes/bodies.ipp"
#include "zonerank/run/bodies.ipp"

#include "zonerank/stats/correlation.ipp"
#include "zonerank/stats/correlation_ratio.ipp"
#include "zonerank/stats/describe.ipp"
#include "zonerank/stats/detail/table_moments.ipp"
#include "zonerank/stats/inequality.ipp"
#include "zonerank/stats/principal_components.ipp"
#include "zonerank/stats/reliability.ipp"
#include "zonerank/stats/sobol.ipp"
#include "zonerank/stats/statistics.ipp"
