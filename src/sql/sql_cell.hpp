#pragma once
// One cell of a relation to its exact value, as SQL.

#include <optional>
#include <string>
#include <vector>

#include "headings/heading.hpp"
#include "sql/sql_dialect.hpp"

namespace zonerank::detail {

/// How one column is read, over the names of its parts.
struct SqlCell {
  std::string cell;        ///< the cell as it is first taken: NULL where blank
  std::string usual = {};  ///< of a quick statement: the column named so, in what follows
  std::string plain = {};  ///< of text: whether it is written plainly
  std::string value;       ///< the integer (or the code's text)
  std::string fault = {};  ///< true where the value cannot be used; empty: never
};

/// What the parts of a cell are called.
struct SqlNames {
  std::string cell, usual, plain, value;
};

/// How the cells of a table may be written.
struct SqlSpelling {
  std::vector<std::string> marks;  ///< cells that say that there is nothing, in lower case
  std::size_t own_marks = 0;       ///< the last ones, of the system and the caller
  bool commas = true;              ///< thousands are separated by commas
};

/// n of the 10^n that make the field's integer of a cell; nothing where the unit is no power of ten
/// of the field's, or one beyond 10^15.
std::optional<int> sql_places(const Heading& heading, const Field& field);

/// @throws Error engine-refuses where a unit cannot be converted by powers of ten, or a mark is a
/// number of a column of numbers
SqlCell sql_cell(const SqlColumn& column, const Heading& heading, const Field& field,
                 const Sql& sql, const std::string& reference, const SqlNames& names,
                 const SqlSpelling& spelling, const std::string& place);

/// A key or a code as text, NULL where blank.
std::string sql_key(const SqlColumn& column, const Sql& sql, const std::string& reference);

/// The year of a row, NULL where it is none.
std::string sql_year(const SqlColumn& column, const Sql& sql, const std::string& reference);

/// The cell as text, for messages.
std::string sql_shown(const SqlColumn& column, const Sql& sql, const std::string& reference);

}  // namespace zonerank::detail
