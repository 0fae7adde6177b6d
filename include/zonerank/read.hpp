#pragma once
// Files as tables.

#include "zonerank/read/csv.hpp"
#include "zonerank/read/read.hpp"
