#pragma once
// What a rank means, how sure it is, and what would change it.

#include "zonerank/analysis/alone.hpp"
#include "zonerank/analysis/change.hpp"
#include "zonerank/analysis/compare.hpp"
#include "zonerank/analysis/consistent_weights.hpp"
#include "zonerank/analysis/contributions.hpp"
#include "zonerank/analysis/derivatives.hpp"
#include "zonerank/analysis/distances.hpp"
#include "zonerank/analysis/drill.hpp"
#include "zonerank/analysis/explain.hpp"
#include "zonerank/analysis/importance.hpp"
#include "zonerank/analysis/industry_effects.hpp"
#include "zonerank/analysis/levers.hpp"
#include "zonerank/analysis/measurement.hpp"
#include "zonerank/analysis/places.hpp"
#include "zonerank/analysis/plan.hpp"
#include "zonerank/analysis/readings.hpp"
#include "zonerank/analysis/reconcile.hpp"
#include "zonerank/analysis/robust.hpp"
#include "zonerank/analysis/sensitivity.hpp"
#include "zonerank/analysis/strengths.hpp"
#include "zonerank/analysis/target_state.hpp"
#include "zonerank/analysis/targets.hpp"
#include "zonerank/analysis/uncertainty.hpp"
#include "zonerank/analysis/value_change.hpp"
#include "zonerank/analysis/weight_draw.hpp"
#include "zonerank/analysis/what_if.hpp"

#ifdef ZONERANK_HEADER_ONLY
#include "zonerank/analysis/bodies.ipp"
#endif
