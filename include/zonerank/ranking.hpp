#pragma once
// From figures to indicators, scores and ranks.

#include "zonerank/ranking/composite.hpp"
#include "zonerank/ranking/indicator.hpp"
#include "zonerank/ranking/method.hpp"
#include "zonerank/ranking/pipeline.hpp"
#include "zonerank/ranking/tree.hpp"

#ifdef ZONERANK_HEADER_ONLY
#include "zonerank/ranking/bodies.ipp"
#endif
