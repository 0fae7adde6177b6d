#pragma once
// Statistics of plain numbers.

#include "zonerank/stats/correlation.hpp"
#include "zonerank/stats/correlation_ratio.hpp"
#include "zonerank/stats/describe.hpp"
#include "zonerank/stats/inequality.hpp"
#include "zonerank/stats/linear_program.hpp"
#include "zonerank/stats/principal_components.hpp"
#include "zonerank/stats/reliability.hpp"
#include "zonerank/stats/sobol.hpp"
#include "zonerank/stats/statistics.hpp"
#include "zonerank/stats/symmetric.hpp"

#ifdef ZONERANK_HEADER_ONLY
#include "zonerank/stats/bodies.ipp"
#endif
