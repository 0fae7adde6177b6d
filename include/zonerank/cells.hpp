#pragma once
// Bytes to text, text to cells, cells to figures.

#include "zonerank/cells/csv_cells.hpp"
