#pragma once
// Imputation, treatment, normalization, weights, aggregation, ranks.

#include "zonerank/methods/aggregate.hpp"
#include "zonerank/methods/aggregation.hpp"
#include "zonerank/methods/custom.hpp"
#include "zonerank/methods/imputation.hpp"
#include "zonerank/methods/impute.hpp"
#include "zonerank/methods/normalization.hpp"
#include "zonerank/methods/normalize.hpp"
#include "zonerank/methods/option.hpp"
#include "zonerank/methods/rank.hpp"
#include "zonerank/methods/treat.hpp"
#include "zonerank/methods/treatment.hpp"
#include "zonerank/methods/weight.hpp"
#include "zonerank/methods/weighting.hpp"

#ifdef ZONERANK_HEADER_ONLY
#include "zonerank/methods/bodies.ipp"
#endif
