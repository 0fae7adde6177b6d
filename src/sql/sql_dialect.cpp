#include "sql/sql_dialect.hpp"

#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

std::string doubled(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    result += c;
    if (c == quote) result += c;
  }
  return result + quote;
}

/// The characters of U+FF01 to U+FF5E that stand for `ascii`.
std::string full_width(std::string_view ascii) {
  std::string result;
  for (const char c : ascii) {
    const unsigned code = 0xFF01U + static_cast<unsigned char>(c) - '!';
    result += static_cast<char>(0xEF);
    result += static_cast<char>(0x80U | ((code >> 6) & 0x3FU));
    result += static_cast<char>(0x80U | (code & 0x3FU));
  }
  return result;
}

std::string all_ascii() {
  std::string result;
  for (char c = '!'; c <= '~'; ++c) result += c;
  return result;
}

constexpr std::string_view wide_space = "\xE3\x80\x80";

}  // namespace

std::string Sql::name(std::string_view identifier) const {
  return doubled(identifier, dialect_ == SqlDialect::spark ? '`' : '"');
}

std::string Sql::text(std::string_view literal) const {
  if (dialect_ != SqlDialect::spark) return doubled(literal, '\'');
  std::string escaped;
  for (const char c : literal) {
    if (c == '\\' || c == '\'') escaped += '\\';
    escaped += c;
  }
  return "'" + escaped + "'";
}

std::string Sql::texts(const std::vector<std::string>& literals) const {
  std::vector<std::string> quoted_ones;
  for (const std::string& literal : literals) quoted_ones.push_back(text(literal));
  return join(quoted_ones, ", ");
}

std::string Sql::part(const std::string& name, const std::string& query) const {
  const char* const as = dialect_ == SqlDialect::spark ? " AS (\n  " : " AS NOT MATERIALIZED (\n  ";
  return name + as + query + "\n)";
}

std::string Sql::text_type() const { return dialect_ == SqlDialect::spark ? "STRING" : "VARCHAR"; }

std::string Sql::double_type() const {
  return dialect_ == SqlDialect::postgres ? "DOUBLE PRECISION" : "DOUBLE";
}

std::string Sql::single_type() const { return dialect_ == SqlDialect::spark ? "FLOAT" : "REAL"; }

std::string Sql::wide_type() const {
  switch (dialect_) {
    case SqlDialect::duckdb:
      return "HUGEINT";
    case SqlDialect::spark:
      return "DECIMAL(28, 0)";  // a sum of these has 38 digits: 10^19 rows do not overflow it
    case SqlDialect::postgres:
      break;
  }
  return "NUMERIC";
}

std::string Sql::summand(const std::string& x) const {
  // The sum of BIGINT is HUGEINT in DuckDB and NUMERIC in PostgreSQL, but BIGINT in Spark.
  return dialect_ == SqlDialect::spark ? cast(x, wide_type()) : x;
}

std::string Sql::trimmed(const std::string& x) const {
  return "TRIM(BOTH " + text(" " + std::string(wide_space)) +
         " || CHR(9) || CHR(10) || CHR(13) FROM " + x + ")";
}

std::string Sql::matches(const std::string& x, std::string_view pattern) const {
  switch (dialect_) {
    case SqlDialect::duckdb:
      return "REGEXP_MATCHES(" + x + ", " + text(pattern) + ")";
    case SqlDialect::spark:
      return "(" + x + " RLIKE " + text(pattern) + ")";
    case SqlDialect::postgres:
      break;
  }
  return "(" + x + " ~ " + text(pattern) + ")";
}

std::string Sql::is_one_of(const std::string& x, const std::vector<std::string>& words) const {
  std::string pattern;
  for (const std::string& word : words) {
    if (!pattern.empty()) pattern += '|';
    for (const char c : word) {
      if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) pattern += '\\';
      pattern += c;
    }
  }
  return matches(x, "^(" + pattern + ")$");
}

std::string Sql::first_group(const std::string& x, std::string_view pattern) const {
  if (dialect_ == SqlDialect::postgres) return "SUBSTRING(" + x + " FROM " + text(pattern) + ")";
  return "NULLIF(REGEXP_EXTRACT(" + x + ", " + text(pattern) + ", 1), '')";
}

std::string Sql::replaced_by_group(const std::string& x, std::string_view pattern) const {
  const std::string group = dialect_ == SqlDialect::spark ? "$1" : "\\1";
  return "REGEXP_REPLACE(" + x + ", " + text(pattern) + ", " + text(group) + ")";
}

std::string Sql::is_nan(const std::string& x) const {
  if (dialect_ == SqlDialect::postgres) return "(" + x + " = 'NaN')";
  return "ISNAN(" + x + ")";
}

std::string Sql::rounded(const std::string& x) const {
  return (dialect_ == SqlDialect::spark ? "RINT(" : "ROUND(") + x + ")";
}

std::string Sql::to_integer(const std::string& whole, const std::string& x) const {
  if (dialect_ != SqlDialect::postgres) return "TRY_CAST(" + whole + " AS BIGINT)";
  return "CASE WHEN ABS(" + x + ") < 1e15 THEN CAST(" + whole + " AS BIGINT) END";
}

std::string Sql::plain(const std::string& x) const {
  const std::string ascii = all_ascii();
  const std::string unusual =
      "[\xEF\xBC\x81-\xEF\xBD\x9E" + std::string(wide_space) + "]|^[0-9]+[.]0$";
  const std::string narrow = "TRANSLATE(" + x + ", " +
                             text(full_width(ascii) + std::string(wide_space)) + ", " +
                             text(ascii + " ") + ")";
  return "CASE WHEN " + matches(x, unusual) + " THEN " +
         replaced_by_group(narrow, "^([0-9]+)[.]0$") + " ELSE " + x + " END";
}

std::string Sql::is_plain_key(const std::string& x) const {
  if (dialect_ != SqlDialect::duckdb) return "";
  return matches(x, "^[0-9A-Za-z\xE4\xB8\x80-\xE9\xBE\xA0]+$");  // U+4E00 to U+9FA0
}

std::string Sql::half_width_number(const std::string& x) const {
  const std::string ascii = "0123456789.,-+";
  return "TRANSLATE(" + x + ", " + text(full_width(ascii) + "\xE2\x88\x92") + ", " +
         text(ascii + "-") + ")";
}

std::string one_and_zeros(int n) { return "1" + std::string(static_cast<std::size_t>(n), '0'); }

std::string greatest(int places) {
  std::string digits = "9223372036854775807";
  if (places <= 0) return digits.substr(0, digits.size() - static_cast<std::size_t>(-places));
  const auto p = static_cast<std::size_t>(places);
  if (digits.size() <= p) digits.insert(0, p + 1 - digits.size(), '0');
  return digits.insert(digits.size() - p, 1, '.');
}

}  // namespace zonerank::detail
