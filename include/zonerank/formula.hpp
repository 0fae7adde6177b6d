#pragma once
// Formulas: parsed, bound to fields, evaluated.

#include "zonerank/formula/formula.hpp"
