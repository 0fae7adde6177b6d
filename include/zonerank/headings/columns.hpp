#pragma once
// What the columns of a table mean, by their headings.

#include <string>
#include <vector>

#include "zonerank/diagnostics/error.hpp"
#include "zonerank/headings/table_format.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank {

struct ColumnMeaning {
  enum class Role { zone, year, enterprise, field, previous, unused } role = Role::unused;
  std::string field;  ///< name, of field and previous
  Scale scale;        ///< how many of the field's units are one of the column's
};

/// The meaning of every column by field name, form code, alias or title, with a unit in brackets
/// and
/// @previous. Unknown and unused columns are notices, doubtful ones errors.
std::vector<ColumnMeaning> column_meanings(const std::vector<std::string>& names,
                                           const System& system, const Place& place,
                                           Problems& problems, const TableFormat& format = {});

/// Whether a table with these columns is one row a zone (or enterprise), as far as its headings
/// tell.
bool is_plain(const std::vector<std::string>& names, const System& system,
              const TableFormat& format = {});

}  // namespace zonerank
