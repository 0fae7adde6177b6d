#pragma once
// The bodies of this room and of those it stands on, for programs that include the library as
// headers alone.

#include "zonerank/core/bodies.ipp"
#include "zonerank/diagnostics/bodies.ipp"
#include "zonerank/lanes/bodies.ipp"
#include "zonerank/methods/bodies.ipp"
#include "zonerank/ranking/bodies.ipp"
#include "zonerank/run/bodies.ipp"
#include "zonerank/stats/bodies.ipp"

#include "zonerank/analysis/compare.ipp"
#include "zonerank/analysis/detail/draw_model.ipp"
#include "zonerank/analysis/detail/draw_tally.ipp"
#include "zonerank/analysis/detail/factor_space.ipp"
#include "zonerank/analysis/detail/factors.ipp"
#include "zonerank/analysis/detail/lane_ranker.ipp"
#include "zonerank/analysis/detail/rank_distribution.ipp"
#include "zonerank/analysis/detail/redraw.ipp"
#include "zonerank/analysis/detail/reviewer_panel.ipp"
#include "zonerank/analysis/detail/sobol_sums.ipp"
#include "zonerank/analysis/importance.ipp"
#include "zonerank/analysis/measurement.ipp"
#include "zonerank/analysis/readings.ipp"
#include "zonerank/analysis/robust.ipp"
#include "zonerank/analysis/sensitivity.ipp"
