#pragma once
// Enterprises to zones: exact integer sums, the same bits for any number of threads, any order of
// the rows and any partition of them.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "zonerank/diagnostics/error.hpp"
#include "zonerank/run/parallel.hpp"
#include "zonerank/system/system.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank {

/// Rows of several forms as one table: one row an enterprise and year, cells joined.
/// Adds conflicting-cell and two-zones to `problems`.
RowTable join(std::vector<RowTable> tables, const std::vector<std::string>& names,
              const System& system, Problems& problems);

/// What beside zone and year makes a group: the industry of GB/T 4754 by the system's field
/// `industry`, as a section (C), a division (39), the code as it is, or the caller's own groups by
/// the beginnings of codes (the longest that fits decides).
struct IndustryGrouping {
  enum class By { nothing, section, division, code, own } by = By::nothing;
  std::map<std::string, std::string> own = {};  ///< beginning of a code -> name of the group

  /// The group of a code; empty where it has none.
  std::string group_of(std::string_view code) const;
  friend bool operator==(const IndustryGrouping&, const IndustryGrouping&) = default;
};

/// The rows with "zone, tab, group of the industry" in place of the enterprise: what takes the rows
/// of an enterprise away then takes those of an industry in a zone.
/// @throws Error absent-column without the column or the field `industry`
RowTable with_industries(const RowTable& rows, const System& system,
                         const IndustryGrouping& grouping);

struct RollupOptions {
  std::vector<bool> wanted = {};  ///< fields to compute; empty: all whose columns are present
  int threads = 0;                ///< 0: the cores allowed
  IndustryGrouping industry = {};
};

struct GroupKey {
  std::string zone;
  int year = 0;
  std::string industry = {};  ///< empty where not grouped by industry, or where there is no code

  friend auto operator<=>(const GroupKey&, const GroupKey&) = default;
};

enum class SumKind { sum, min, max };

/// Of one sum in one group: its value, and how many cells were not blank.
struct Total {
  Int128 value = 0;
  std::int64_t cells = 0;

  friend bool operator==(const Total&, const Total&) = default;
};

/// Of one condition in one group.
struct Selection {
  std::int64_t selected = 0;
  std::int64_t unknown = 0;

  friend bool operator==(const Selection&, const Selection&) = default;
};

/// Sums of enterprises by group, before they become figures of zones: what months, provinces and
/// machines compute apart, save, and merge. Equal rows give equal partial results, however they
/// are divided.
struct Partial {
  std::string system;               ///< id
  std::vector<std::string> fields;  ///< reported by the rows, in the system's order
  IndustryGrouping industry;
  std::vector<GroupKey> groups;    ///< ascending
  std::vector<std::int64_t> rows;  ///< of each group

  struct Condition {
    std::string text;
    std::vector<Selection> of;  ///< of each group
  };
  struct Sum {
    SumKind kind{};
    std::string field, condition;  ///< no condition: every row
    std::vector<Total> of;         ///< of each group
  };
  struct Derivation {
    std::string field;
    std::int64_t incomplete = 0;  ///< rows that lack a part of it
  };
  std::vector<Condition> conditions;
  std::vector<Sum> sums;
  std::vector<Derivation> derivations;

  std::int64_t n_rows() const;
};

/// The sums of rows in memory.
/// @throws Error cell-too-large where a derived figure does not fit 64 bits
Partial accumulate(const RowTable& rows, const System& system, const RollupOptions& options,
                   Problems& problems, const Progress& progress = {});

/// Both together. @throws Error partials-differ unless both come from the same fields, system and
/// grouping; sum-too-large beyond 38 digits
Partial merge(const Partial& a, const Partial& b);

/// The partial result as CSV with every digit, and back.
/// @throws Error bad-partial, partials-differ
std::string save(const Partial& partial);
Partial load_partial(std::string_view text, const std::string& name, const System& system);

/// The figures of zones and years (and industries, then with `industries` one a row) by the
/// system's rollup rules; an enterprise figure without a rule is summed under its own name.
///
/// Blank cells: a sum skips them, no selected row gives 0, selected rows all blank give missing.
/// Conditions with a blank are unknown (three-valued logic); unknown selects nothing. What was
/// skipped or unknown is added to `problems` as notices. A field whose rule needs an absent column
/// is absent.
/// @throws Error sum-too-large beyond 38 digits
ZoneTable finish(const Partial& partial, const System& system, Problems& problems,
                 const std::vector<bool>& wanted = {});

/// accumulate and finish; the notices say more, as the rows are still there.
ZoneTable roll_up(const RowTable& rows, const System& system, const RollupOptions& options,
                  Problems& problems, const Progress& progress = {});

}  // namespace zonerank
