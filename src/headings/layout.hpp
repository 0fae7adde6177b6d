#pragma once
// What the columns of one table mean, settled before its rows are read.

#include <memory>
#include <string>
#include <vector>

#include "cells/cell.hpp"
#include "headings/heading.hpp"
#include "headings/zone_name.hpp"
#include "zonerank/headings/file_context.hpp"

namespace zonerank::detail {

struct Layout {
  std::vector<Heading> headings;
  int zone = -1, year = -1, enterprise = -1;  ///< columns
  std::int32_t file_year = 0;                 ///< where there is no column of years
  std::vector<std::size_t> active;            ///< columns of fields that are read
  std::shared_ptr<const ZoneNames> names;     ///< how names of zones are kept
  std::shared_ptr<const TableRules> table_rules;
  std::vector<CellRules> rules;  ///< how the cells of each column are read
};

struct LayoutHints {
  int year_in_title = 0;        ///< 0: none
  bool of_enterprises = false;  ///< also without a column `enterprise`
};

/// What lacks and what is not used is added to `problems`.
Layout lay_out(std::vector<Heading> headings, const System& system, const FileContext& context,
               const LayoutHints& hints, Problems& problems);

/// Which field, this year's or last year's, a problem with a cell of the column speaks of.
std::string field_of(const Heading& heading, const Field& field);

/// The meaning of plain names of columns.
std::vector<Heading> match_names(const std::vector<std::string>& names, const System& system,
                                 const Place& place, Problems& problems,
                                 const TableFormat& format = {});

}  // namespace zonerank::detail
