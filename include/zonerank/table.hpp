#pragma once
// Rows as they were reported, figures of zones and years.

#include "zonerank/table/balance_rules.hpp"
#include "zonerank/table/enterprise_sums.hpp"
#include "zonerank/table/table.hpp"

#ifdef ZONERANK_HEADER_ONLY
#include "zonerank/table/bodies.ipp"
#endif
