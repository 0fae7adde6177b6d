#pragma once
// Made-up records of enterprises.

#include "zonerank/sample/sample.hpp"
