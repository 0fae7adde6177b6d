#pragma once
// Writes the statements of a roll-up.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "headings/cell_rules.hpp"
#include "headings/layout.hpp"
#include "sql/sql_cell.hpp"
#include "sql/sql_condition.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {

inline constexpr const char* line = "\n       ";

inline std::string list(const std::vector<std::string>& items) {
  return zonerank::join(items, std::string(",") + line);
}

inline std::string call(const std::string& function, const std::string& x) {
  return function + "(" + x + ")";
}

/// True where a condition holds; otherwise false or NULL.
inline std::string any_of(const std::vector<std::string>& conditions) {
  if (conditions.empty()) return "FALSE";
  return "(" + zonerank::join(conditions, std::string(line) + "  OR ") + ")";
}

}  // namespace zonerank::detail

namespace zonerank {

class SqlWriter {
 public:
  SqlWriter(SqlRollup& to, const System& system, const SqlOptions& options, bool is_quick)
      : to_(to),
        system_(system),
        options_(options),
        is_quick_(is_quick),
        sql_(options.dialect),
        conditions_(system, sql_, is_quick ? &forms_ : nullptr),
        spelling_(spelling_of(system, options.format)),
        names_(system, options.format) {}

  /// @throws NoQuickStatement where a quick one was asked for and cannot be written
  void write(std::vector<SqlTable> tables, Problems& problems);

 private:
  /// Tables with the same fields.
  struct Kind {
    std::set<int> fields;
    std::vector<std::size_t> tables;
  };
  struct Part {
    std::string name, query;
  };

  /// What the parts of one table select.
  struct Columns {
    std::vector<std::string> cells, plainly, values, faults, spelled, shown_faults, counted;
  };

  /// A column of the totals: a count, or a sum to be multiplied by 10^shift.
  struct Total {
    std::string expression, title;
    bool is_count = true;
    int shift = 0;
  };

  static detail::SqlSpelling spelling_of(const System& system, const TableFormat& format);
  void refuse_own_reading(const std::string& table) const;
  void understand(std::vector<SqlTable> tables, Problems& problems);
  void plan();
  void add_keys(const SqlRollup::Known& known, Columns& to) const;
  bool has_written_keys() const;
  void add_written_keys(const SqlRollup::Known& known, Columns& to) const;
  void add_form(int field, const detail::SqlForm& form);
  void add_field(SqlRollup::Known& known, std::size_t c, const detail::Heading& heading,
                 Columns& to);
  void write_table(std::size_t t);
  std::string reference(const SqlColumn& column) const;
  std::string suspicious(const std::string& key) const;
  std::string renamed(const std::string& zone) const;
  std::string is_one_of(const std::string& zone, const std::vector<std::string>& names) const;
  void write_kinds();
  void write_kind_checks(std::size_t k);
  std::string join_kinds();
  void write_conflicts();
  std::vector<int> sectioned_fields() const;
  void write_steps();
  void write_overflows();
  std::string is_beyond(const detail::Derived& derived) const;
  std::string industry_group() const;
  std::vector<Total> make_totals();
  std::pair<Total, Total> make_totals(const detail::Measure& measure) const;
  std::string aggregate(const std::string& function, const std::string& x,
                        const std::string& condition) const;
  std::string where(int predicate) const {
    return sql_.name("where " + std::to_string(predicate + 1));
  }
  void write_totals();
  void write_quick_totals();
  std::string statement(const std::string& last) const;
  std::string field_name(int field) const { return conditions_.column(field); }
  std::string named(const std::string& what, int field) const {
    return sql_.name(what + system_.fields[static_cast<std::size_t>(field)].name);
  }

  SqlRollup& to_;
  const System& system_;
  const SqlOptions& options_;
  bool is_quick_;
  bool has_text_ = false;  ///< cells that may be written in unusual ways
  detail::Sql sql_;
  detail::SqlForms forms_;  ///< of a quick statement
  detail::SqlConditions conditions_;
  detail::SqlSpelling spelling_;
  detail::ZoneNames names_;
  std::vector<detail::Layout> layouts_;
  detail::Plan plan_;
  std::set<int> needed_;  ///< fields that are read
  std::vector<Kind> kinds_;
  std::vector<Part> parts_;  ///< of WITH
  std::string rows_;         ///< the part that has the rows so far
};

}  // namespace zonerank
