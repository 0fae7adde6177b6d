#pragma once
// What the rows above a heading say of the figures under it: a unit, a year.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "zonerank/diagnostics/error.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank::detail {

/// A row with text above the heading.
struct TitleRow {
  std::size_t line = 0;
  std::string text;  ///< its cells with content
};

struct TitleFacts {
  std::vector<Unit> units;  ///< 单位：千元、人; one of a dimension
  int year = 0;             ///< the one year that is named; 0: none, or several
};

/// Lists the rows in a notice and reads them. A unit that cannot be read, or two of one
/// dimension, are errors.
TitleFacts read_title_rows(const std::vector<TitleRow>& rows, const System& system,
                           const Place& file, Problems& problems);

/// The one number from 1900 to 2099 in a text that can be the year of its figures; 0 where there
/// is none or more. Dates, months and numbers of documents are none.
int year_in_title(std::string_view text);

/// The only number from 1900 to 2099 in the name of a file or sheet; 0 where there is none or more.
int year_in_name(std::string_view path);

}  // namespace zonerank::detail
