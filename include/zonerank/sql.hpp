#pragma once
// The roll-up as SQL for other engines.

#include "zonerank/sql/sql.hpp"
