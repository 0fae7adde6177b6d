#pragma once
// Conditions, derived figures and industries of a plan, as SQL over exact columns.

#include <string>
#include <utility>
#include <vector>

#include "rollup/rollup_plan.hpp"
#include "sql/sql_dialect.hpp"
#include "sql/sql_quick.hpp"

namespace zonerank::detail {

class SqlConditions {
 public:
  /// `forms` of the columns of a quick statement; else all columns are the fields' integers.
  SqlConditions(const System& system, const Sql& sql, const SqlForms* forms = nullptr)
      : system_(system), sql_(sql), forms_(forms) {}

  /// True, false or NULL.
  /// @throws Error engine-refuses where decimals of 38 digits could overflow
  std::string condition(const Predicate& predicate) const;

  /// The figure of an enterprise, NULL where every part is.
  std::string derived(const Derived& derived) const;
  /// The same in a quick statement, which fails where a figure is beyond 64 bits.
  std::pair<std::string, SqlForm> quick_derived(const Derived& derived) const;
  /// Whether there is a figure, but not every part of it.
  std::string incomplete(const Derived& derived) const;

  /// Columns of a code's division and section, NULL where it has none; the section needs the
  /// division as a column.
  std::string division(int field) const;
  std::string section(int field) const;
  std::string division_name(int field) const { return named("division of ", field); }
  std::string section_name(int field) const { return named("section of ", field); }

  /// The group of the field `industry`; empty where there is none.
  std::string industry(const IndustryGrouping& grouping) const;

  std::string column(int field) const {
    return sql_.name(system_.fields[static_cast<std::size_t>(field)].name);
  }

 private:
  std::string named(const std::string& what, int field) const {
    return sql_.name(what + system_.fields[static_cast<std::size_t>(field)].name);
  }
  std::string compare(const PredicateStep& step, const std::string& text) const;
  std::string codes(const PredicateStep& step) const;
  std::string side(const PredicateStep::Side& side) const;
  std::string sum(const LinearForm& form, bool blanks_add_nothing, const std::string& what) const;
  /// The form divided by 10^shift.
  std::string quick_sum(const LinearForm& form, bool blanks_add_nothing, int shift) const;
  /// The greatest power of ten that divides every part of a form.
  int common_shift(const LinearForm& form) const;

  const System& system_;
  const Sql& sql_;
  const SqlForms* forms_;
};

}  // namespace zonerank::detail
