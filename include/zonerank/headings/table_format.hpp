#pragma once
// How tables are understood where that does not follow from the tables themselves.

#include <map>
#include <string>
#include <vector>

namespace zonerank {

/// What the reader of a table may be told. Everything is found out by default.
struct TableFormat {
  std::string layout = {};                         ///< one of layout_names(); empty: recognised
  std::string zone_column = {};                    ///< heading of the column that names the zones
  std::string year_column = {};                    ///< heading of the column of years
  std::map<std::string, std::string> rename = {};  ///< a heading to one that is known
  std::map<std::string, std::string> names = {};   ///< a variant of a zone's name to its name
  std::vector<std::string> keep_rows = {};     ///< zones that look like summary rows and are none
  std::vector<std::string> drop_rows = {};     ///< zones that are left out
  std::vector<std::string> missing = {};       ///< cells that say that there is no value
  std::vector<std::string> ignore_marks = {};  ///< footnote marks that may follow a number
  std::string bands = {};  ///< 801-850 is read as its "middle", "lower", "upper"; empty: an error
  std::string encoding = {};  ///< of text files; empty: UTF-8, UTF-16, then GB18030
  std::string decimal = {};   ///< "." or ","; empty: the point, where both fit
};

/// rows, years-as-columns, long, indicators-as-rows
const std::vector<std::string>& layout_names();

}  // namespace zonerank
