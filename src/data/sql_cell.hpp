#pragma once
// One cell of a relation to its exact value, as SQL.

#include <string>

#include "data/heading.hpp"
#include "data/sql_dialect.hpp"

namespace zonerank::detail {

/// How one column is read. `cell` stands for the name of the cell in the statement.
struct SqlCell {
  std::string cell;              ///< the cell as it is first taken: NULL where blank
  std::string value;             ///< the integer (or the code's text) of the named cell; else NULL
  std::string plain = {};        ///< of text: whether the named cell is written plainly
  bool can_be_faulty = true;     ///< a cell may be there and have no value
  bool has_blank_marks = false;  ///< some cells that are there mean nothing: "-", "无"
};

/// `reference` gives the column, `named` and `plainly` are what `cell` and `plain` are called.
/// @throws Error engine-refuses where a unit cannot be converted by powers of ten
SqlCell sql_cell(const SqlColumn& column, const Heading& heading, const Field& field,
                 const Sql& sql, const std::string& reference, const std::string& named,
                 const std::string& plainly, const std::string& place);

/// A key or a code as text, NULL where blank.
std::string sql_key(const SqlColumn& column, const Sql& sql, const std::string& reference);

/// The year of a row, NULL where it is none.
std::string sql_year(const SqlColumn& column, const Sql& sql, const std::string& reference);

/// The cell as text, for messages.
std::string sql_shown(const SqlColumn& column, const Sql& sql, const std::string& reference);

}  // namespace zonerank::detail
