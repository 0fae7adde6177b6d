#pragma once
// What of the data has to be corrected or explained.

#include "zonerank/check/check.hpp"
