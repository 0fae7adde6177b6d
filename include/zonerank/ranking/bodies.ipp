#pragma once
// The bodies of this room and of those it stands on, for programs that include the library as
// headers alone.

#include "zonerank/core/bodies.ipp"
#include "zonerank/diagnostics/bodies.ipp"
#include "zonerank/formula/bodies.ipp"
#include "zonerank/lanes/bodies.ipp"
#include "zonerank/methods/bodies.ipp"
#include "zonerank/run/bodies.ipp"
#include "zonerank/stats/bodies.ipp"
#include "zonerank/system/bodies.ipp"
#include "zonerank/table/bodies.ipp"

#include "zonerank/ranking/composite.ipp"
#include "zonerank/ranking/detail/alternatives.ipp"
#include "zonerank/ranking/detail/indicator_columns.ipp"
#include "zonerank/ranking/detail/prepare.ipp"
#include "zonerank/ranking/detail/settle_composite.ipp"
#include "zonerank/ranking/detail/settle_ranking.ipp"
#include "zonerank/ranking/indicator.ipp"
#include "zonerank/ranking/method.ipp"
#include "zonerank/ranking/pipeline.ipp"
#include "zonerank/ranking/tree.ipp"
