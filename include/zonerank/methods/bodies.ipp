#pragma once
// The bodies of this room and of those it stands on, for programs that include the library as
// headers alone.

#include "zonerank/core/bodies.ipp"
#include "zonerank/diagnostics/bodies.ipp"
#include "zonerank/lanes/bodies.ipp"
#include "zonerank/run/bodies.ipp"
#include "zonerank/stats/bodies.ipp"

#include "zonerank/methods/aggregate.ipp"
#include "zonerank/methods/custom.ipp"
#include "zonerank/methods/detail/benefit_of_doubt.ipp"
#include "zonerank/methods/detail/best_weights.ipp"
#include "zonerank/methods/detail/best_worst.ipp"
#include "zonerank/methods/detail/copeland.ipp"
#include "zonerank/methods/detail/data_weights.ipp"
#include "zonerank/methods/detail/judgment.ipp"
#include "zonerank/methods/detail/outranking.ipp"
#include "zonerank/methods/detail/rank_sum_ratio.ipp"
#include "zonerank/methods/detail/settle.ipp"
#include "zonerank/methods/detail/settle_means.ipp"
#include "zonerank/methods/detail/zone_comparison.ipp"
#include "zonerank/methods/impute.ipp"
#include "zonerank/methods/normalize.ipp"
#include "zonerank/methods/option.ipp"
#include "zonerank/methods/rank.ipp"
#include "zonerank/methods/treat.ipp"
#include "zonerank/methods/weight.ipp"
