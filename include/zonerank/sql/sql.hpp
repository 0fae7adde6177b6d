#pragma once
// The roll-up as SQL: the same sums of integers, computed where the rows are.

#include <cstdint>
#include <string>
#include <vector>

#include "zonerank/diagnostics/error.hpp"
#include "zonerank/headings/table_format.hpp"
#include "zonerank/rollup/rollup.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank {

enum class SqlDialect { duckdb, spark, postgres };

/// What a column of a relation holds.
enum class SqlKind {
  boolean,
  integer,  ///< of at most 64 bits, with a sign
  wide,     ///< integers that may go beyond
  single,   ///< floating point of 32 bits
  real,     ///< floating point of 64 bits
  decimal,
  date,  ///< or a point in time
  text,
  other,
};

struct SqlColumn {
  std::string heading;  ///< what says which field it is
  SqlKind kind = SqlKind::text;
  int digits = 0, scale = 0;   ///< of a decimal
  std::string reference = {};  ///< what gives it in SQL; empty: the heading
};

/// A table or view of enterprises.
struct SqlTable {
  std::string name;      ///< in messages
  std::string relation;  ///< what stands after FROM
  std::vector<SqlColumn> columns;
  int year = 0;            ///< where there is no column of years; 0: take it from the name
  bool is_text = false;    ///< lines of text: blank ones are skipped, rows of totals refused
  std::string place = {};  ///< SQL that gives the file of a row; empty: there is only `name`
  bool commas = true;      ///< numbers may have commas between thousands
};

struct SqlOptions {
  SqlDialect dialect = SqlDialect::duckdb;
  std::vector<bool> wanted = {};  ///< fields to compute; empty: all whose columns are present
  IndustryGrouping industry = {};
  int year = 0;  ///< of tables without a column of years and without a year of their own
  bool distinct =
      false;  ///< each row of a table is another enterprise and year: not looked at again
  /// Headings, names of zones and marks of missing values are understood as it says. What only the
  /// library's own reader can do (another layout, decimal commas, bands, footnote marks) is
  /// refused.
  TableFormat format = {};
};

/// The statements of one roll-up, and what their results mean.
///
/// Tables with the same fields are put under each other, those with other fields are joined by
/// enterprise and year. Every cell becomes an exact integer, or its row is counted as faulty; sums
/// are of integers that cannot overflow, nothing is divided, and unknown conditions are SQL's own
/// NULL. A cell of a result is given as text: whole numbers with all digits, empty where NULL.
class SqlRollup {
 public:
  using Rows = std::vector<std::vector<std::string>>;

  /// A statement, and which table it asks about.
  struct Check {
    std::string statement;
    std::size_t table = 0;
  };

  /// Notices about columns are added to `problems`.
  /// @throws Error with what is wrong with the columns; engine-refuses where something cannot be
  /// written exactly, or needs the library's own reader
  SqlRollup(std::vector<SqlTable> tables, const System& system, SqlOptions options,
            Problems& problems);

  /// One row a group: zone, year, industry, rows; selected and unknown of every condition; value
  /// and cells of every sum; rows that lack a part of every derived figure; then the numbers of
  /// rows with cells that could not be read, with contradictions between tables, and with cells
  /// that were understood though not written plainly.
  const std::string& totals() const { return totals_; }
  /// The same rows in less time for DuckDB, where they count no fault and no contradiction. Where
  /// they count any, or the statement fails, totals() decides: unusual cells such as NaN are faults
  /// here. Empty for other dialects and for lines of text.
  const std::string& quick() const { return quick_; }
  /// Enterprises given twice in a table; none with `distinct`.
  const std::vector<Check>& repeated() const { return repeated_; }
  const std::vector<Check>& faults() const { return faults_; }
  const std::string& conflicts() const { return conflicts_; }  ///< empty for one kind of table
  const std::string& overflows() const { return overflows_; }  ///< empty without derived figures
  const std::vector<Check>& spellings() const { return spellings_; }

  struct Result {
    Partial partial;
    std::int64_t faults = 0, conflicts = 0, spellings = 0;
  };
  /// @throws Error bad-partial where the rows are not those of totals()
  Result result(const Rows& totals) const;

  void add_repeated(const Check& check, const Rows& rows, Problems& problems) const;
  void add_faults(const Check& check, const Rows& rows, Problems& problems) const;
  void add_conflicts(const Rows& rows, Problems& problems) const;
  void add_overflows(const Rows& rows, Problems& problems) const;
  void add_spellings(const Check& check, const Rows& rows, Problems& problems) const;

 private:
  friend class SqlWriter;
  SqlRollup(const System& system, SqlOptions options)
      : system_(system), options_(std::move(options)) {}
  void write_quick(std::vector<SqlTable> tables);

  /// A column that is read: its place among the table's columns, and its field.
  struct Read {
    std::size_t column = 0;
    int field = -1;
  };
  /// What is known of a table once its headings are understood.
  struct Known {
    SqlTable table;
    int zone = -1, year = -1, enterprise = -1;  ///< columns
    int fixed_year = 0;
    std::vector<Read> faulty;   ///< columns whose cells can be faulty, as the faults list them
    std::vector<Read> spelled;  ///< columns of text, as the spellings list them
  };

  const System& system_;
  SqlOptions options_;
  std::vector<Known> known_;
  std::vector<std::string> fields_;  ///< reported, in the system's order
  std::vector<std::string> shared_;  ///< fields that several kinds of tables give
  std::vector<int> derived_;         ///< fields
  std::string totals_, quick_, conflicts_, overflows_;
  std::vector<Check> repeated_, faults_, spellings_;
};

}  // namespace zonerank
