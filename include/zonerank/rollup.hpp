#pragma once
// Enterprises to figures of zones and years.

#include "zonerank/rollup/rollup.hpp"
#include "zonerank/rollup/row_sums.hpp"
