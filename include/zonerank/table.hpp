#pragma once
// Rows as they were reported, figures of zones and years.

#include "zonerank/table/table.hpp"
