#pragma once
// Quantities.

#include "zonerank/units/unit.hpp"
