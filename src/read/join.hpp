#pragma once
// Several forms of an enterprise as one row, and where that row stood in every file.

#include <string>
#include <vector>

#include "zonerank/read/read.hpp"
#include "zonerank/rollup/rollup.hpp"

namespace zonerank::detail {

struct Joined {
  RowTable rows;
  std::vector<RowPlaces> places;
};

/// As `join`, with the places.
Joined join_with_places(std::vector<RowTable> tables, const std::vector<Place>& files,
                        const System& system, int threads, Problems& problems);

}  // namespace zonerank::detail
