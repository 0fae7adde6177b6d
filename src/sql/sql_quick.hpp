#pragma once
// Cells as a quick statement reads them: usual ones alone, as the numbers that an engine adds
// fastest.

#include <exception>
#include <map>
#include <optional>
#include <string>

#include "sql/sql_cell.hpp"

namespace zonerank::detail {

/// What a column of a quick statement holds: the field's integer is the number times 10^shift.
struct SqlForm {
  enum class Type {
    integer,
    decimal,
    whole_double,  ///< exact, and so are its sums, where all sizes add up to less than 10^15
  };
  Type type = Type::integer;
  int shift = 0;
};
using SqlForms = std::map<int, SqlForm>;  ///< by field

/// Thrown where there is no quick statement.
class NoQuickStatement : public std::exception {};

/// A quick cell and its form. A fault means that the cell is bad or unusual; NaN and infinity make
/// the sum of sizes too large. Nothing where `sql_cell` serves as well.
struct SqlQuickCell {
  SqlCell cell;
  SqlForm form;
};
std::optional<SqlQuickCell> sql_quick_cell(const SqlColumn& column, const Heading& heading,
                                           const Field& field, const Sql& sql,
                                           const std::string& reference, const SqlNames& names,
                                           const SqlSpelling& spelling);

/// Whether a key is blank, without a look at each of its characters; `key` is what `sql_key` gives.
std::string sql_is_blank(const SqlColumn& column, const std::string& reference,
                         const std::string& key, const Sql& sql);

}  // namespace zonerank::detail
