#pragma once
// Arrow streams as tables.

#include "zonerank/arrow/arrow.hpp"
