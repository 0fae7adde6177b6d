#pragma once
// What engines write differently.

#include <string>
#include <string_view>
#include <vector>

#include "zonerank/sql/sql.hpp"

namespace zonerank::detail {

class Sql {
 public:
  explicit Sql(SqlDialect dialect) : dialect_(dialect) {}

  std::string name(std::string_view identifier) const;                ///< in quotes
  std::string text(std::string_view literal) const;                   ///< in quotes
  std::string texts(const std::vector<std::string>& literals) const;  ///< 'a', 'b'

  /// One part of WITH, which is not to be kept in memory.
  std::string part(const std::string& name, const std::string& query) const;

  std::string cast(const std::string& x, const std::string& type) const {
    return "CAST(" + x + " AS " + type + ")";
  }
  std::string text_type() const;
  std::string double_type() const;
  std::string single_type() const;
  /// Of whole numbers beyond 64 bits.
  std::string wide_type() const;
  /// What is added up so that the sum of any number of 64-bit integers is exact.
  std::string summand(const std::string& x) const;

  std::string trimmed(const std::string& x) const;  ///< without blanks at both ends
  std::string matches(const std::string& x, std::string_view pattern) const;
  /// Whether x is one of the words: a pattern, as DuckDB makes a join of a long IN list.
  std::string is_one_of(const std::string& x, const std::vector<std::string>& words) const;
  std::string first_group(const std::string& x, std::string_view pattern) const;
  /// What matches the pattern, by what its only group matches.
  std::string replaced_by_group(const std::string& x, std::string_view pattern) const;
  std::string is_nan(const std::string& x) const;
  std::string rounded(const std::string& x) const;  ///< a double to a whole number

  /// A whole double as an integer; not used, or NULL, where `x` is none that fits.
  std::string to_integer(const std::string& whole, const std::string& x) const;

  /// Whether a key is plain and without blanks, by one look; empty where the engine's own order of
  /// characters would be asked.
  std::string is_plain_key(const std::string& x) const;

  /// Half-width, without the .0 that spreadsheets append to whole numbers.
  std::string plain(const std::string& x) const;
  /// Digits, commas, points and signs half-width.
  std::string half_width_number(const std::string& x) const;

 private:
  SqlDialect dialect_;
};

/// 1 and n zeros.
std::string one_and_zeros(int n);

/// The greatest 64-bit integer with a point before its last `places` digits (or without its last
/// ones, where negative).
std::string greatest(int places);

}  // namespace zonerank::detail
