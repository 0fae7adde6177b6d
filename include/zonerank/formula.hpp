#pragma once
// Formulas: parsed, bound to fields, evaluated.

#include "zonerank/formula/evaluate.hpp"
#include "zonerank/formula/formula.hpp"

#ifdef ZONERANK_HEADER_ONLY
#include "zonerank/formula/bodies.ipp"
#endif
