#pragma once
// The whole library, room by room in reading order.

#include "zonerank/core/decimal.hpp"
#include "zonerank/core/error.hpp"
#include "zonerank/core/parallel.hpp"
#include "zonerank/core/random.hpp"
#include "zonerank/core/setting.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/core/types.hpp"

#include "zonerank/math/statistics.hpp"

#include "zonerank/spec/formula.hpp"
#include "zonerank/spec/linear.hpp"
#include "zonerank/spec/system.hpp"
#include "zonerank/spec/unit.hpp"

#include "zonerank/data/arrow.hpp"
#include "zonerank/data/check.hpp"
#include "zonerank/data/columns.hpp"
#include "zonerank/data/csv.hpp"
#include "zonerank/data/read.hpp"
#include "zonerank/data/rollup.hpp"
#include "zonerank/data/sample.hpp"
#include "zonerank/data/sql.hpp"
#include "zonerank/data/table.hpp"

#include "zonerank/score/aggregate.hpp"
#include "zonerank/score/indicator.hpp"
#include "zonerank/score/method.hpp"
#include "zonerank/score/normalize.hpp"
#include "zonerank/score/option.hpp"
#include "zonerank/score/pipeline.hpp"
#include "zonerank/score/rank.hpp"
#include "zonerank/score/tree.hpp"
#include "zonerank/score/weight.hpp"
