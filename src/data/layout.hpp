#pragma once
// What the columns of one table mean, settled before its rows are read.

#include <string>
#include <vector>

#include "data/heading.hpp"
#include "zonerank/data/csv.hpp"

namespace zonerank::detail {

struct Layout {
  std::vector<Heading> headings;
  int zone = -1, year = -1, enterprise = -1;  ///< columns
  std::int32_t file_year = 0;                 ///< where there is no column of years
  std::vector<std::size_t> active;            ///< columns of fields that are read
};

/// Rows are of enterprises where there is a column `enterprise`, or where `of_enterprises` says so.
/// What lacks and what is not used is added to `problems`.
Layout lay_out(std::vector<Heading> headings, const System& system, const FileContext& context,
               bool of_enterprises, Problems& problems);

}  // namespace zonerank::detail
