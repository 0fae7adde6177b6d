#pragma once
// What a table's headings mean.

#include "zonerank/headings/columns.hpp"
#include "zonerank/headings/file_context.hpp"
#include "zonerank/headings/table_format.hpp"
