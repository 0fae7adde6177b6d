#pragma once
// Indicator systems as data: fields, indicators, groups and weights, read from TOML.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zonerank/diagnostics/error.hpp"
#include "zonerank/diagnostics/setting.hpp"
#include "zonerank/formula/formula.hpp"
#include "zonerank/units/unit.hpp"

namespace zonerank {

enum class Level { enterprise, zone };

/// How sure a name, a formula or a weight is.
enum class Status {
  document,          ///< an official text states it
  verified,          ///< reproduces a real zone
  implementation,    ///< a third-party tool computes it so
  seed,              ///< named in a speech, without a formula
  inferred,          ///< our reading of the name
  supplied,          ///< the zone supplies the figure itself
  assumed,           ///< not public; evidence supports the theme only
  secondary_source,  ///< stated by a third party
};

std::string_view status_name(Status status);
inline bool is_assumed(Status status) {
  return status == Status::assumed || status == Status::inferred;
}

std::string_view number_name(Number number);

/// A raw statistic.
struct Field {
  std::string name, zh, en;
  Unit unit;
  Number number = Number::real;
  int places = 0;  ///< decimals kept of a `decimal(n)`
  Level level = Level::zone;
  std::vector<std::string> codes;       ///< of the statistical forms
  std::vector<std::string> aliases;     ///< other headings
  std::vector<std::string> yes, no;     ///< answers of a flag beside 1/是 and 0/2/否
  std::optional<BoundFormula> rollup;   ///< a zone's figure from its enterprises
  std::optional<BoundFormula> formula;  ///< an enterprise's figure from its other figures
  Status status = Status::document;
  std::string note;
  int indicator = -1;  ///< of the ready-made values of an indicator: its index

  /// Adds up over enterprises, exactly.
  bool is_exact() const { return number == Number::count || number == Number::decimal; }
};

/// One item of the statistical forms, so that real headings are recognised.
struct FormItem {
  std::string form, code, zh, unit;
};

struct Indicator {
  std::string id, code, zh, en;
  int group = 0;
  Unit unit;
  Direction direction = Direction::more_is_better;
  BoundFormula formula;
  double factor_numerator = 1.0;  ///< value in `unit` = formula * numerator / denominator
  double factor_denominator = 1.0;
  double weight = 1.0;
  Status name_status = Status::document;
  Status formula_status = Status::document;
  Status weight_status = Status::document;
  std::optional<double> when_empty;                             ///< value of 0 / 0, in `unit`
  std::optional<std::pair<double, double>> range;               ///< plausible values, in `unit`
  std::optional<std::pair<double, double>> bounds;              ///< scored against these, in `unit`
  std::optional<std::pair<double, double>> scores;              ///< its own range of scores
  std::optional<Setting> imputation, treatment, normalization;  ///< merged over the method's
  std::string note;

  Scale factor() const { return conversion(formula.unit(), unit); }
};

struct Child {
  bool is_indicator = false;
  int index = 0;
  double weight = 1.0;
};

struct Group {
  std::string id, code, zh, en;
  int parent = -1;
  double weight = 1.0;
  Status weight_status = Status::document;
  std::optional<Setting> weighting;     ///< of its children; else the method's
  std::optional<Setting> aggregation;   ///< of its children; else the method's
  std::optional<double> min_available;  ///< share of its weight a zone must have; else the method's
  std::vector<Child> children;
};

/// A rule that reported figures are checked against; see docs/methods/checks.md.
struct Check {
  enum class Kind {
    balance,      ///< a condition that must hold
    sign,         ///< not negative
    jump,         ///< far from last year's figure
    unit_slip,    ///< a power of ten away from last year's figure
    unlike_zone,  ///< a power of ten away, per head, from the median of the zone
    blank,        ///< missing where the system needs it
  };

  /// A field of the rule, and the amount below which it says nothing.
  struct Subject {
    int field = 0;
    Int128 least = 0;  ///< digits at the field's decimals
  };

  std::string id, zh, en, note;
  Kind kind = Kind::balance;
  Level level = Level::enterprise;
  bool is_error = false;          ///< else a query: to be explained in writing
  BoundFormula rule;              ///< of a balance
  std::vector<Subject> subjects;  ///< of the other kinds
  int heads = -1;                 ///< of unlike_zone: the field of persons, the key `per`
  std::int64_t factor = 1;        ///< of jump and unit_slip, times 10^factor_places
  int factor_places = 0;
  std::string factor_text, least_text;  ///< as written, for readers

  std::string title(Lang lang) const;  ///< its name, else the rule, else the id
};

std::string_view check_kind_name(Check::Kind kind);  ///< "unit-slip"

/// An indicator system. groups[0] is `overall`; groups stand depth-first.
struct System {
  std::string id, zh, en, document, note;
  std::string file;           ///< where it was read
  int evaluation_offset = 0;  ///< evaluation year - data year
  Units units;
  std::vector<Field> fields;
  std::vector<FormItem> forms;
  std::vector<Group> groups;
  std::vector<Indicator> indicators;
  std::vector<Check> checks;
  std::vector<Setting> method;
  std::vector<std::string> zone_titles;             ///< headings of the column that names zones
  std::map<std::string, std::string> zone_aliases;  ///< other names of zones, to their names
  std::vector<std::string> missing;  ///< cells of its tables that say that there is no value

  int field(std::string_view name) const;    ///< index, or -1
  int group(std::string_view id) const;      ///< index, or -1
  int indicator(std::string_view id) const;  ///< index, or -1
  std::vector<std::string> field_names() const;
  std::vector<std::string> indicator_ids() const;

  /// One flag a field: reached by the indicators, through roll-ups and derived fields too.
  std::vector<bool> needed_fields() const;
};

/// The name of the field that holds ready-made values of an indicator: "indicator:ID". Such fields
/// stand after all others.
std::string ready_made_name(const std::string& indicator);

/// The ids of the systems that ship.
std::vector<std::string> system_ids();

/// A system that ships, or a user's TOML file.
/// @throws Error with every mistake of the file: file, line, key, and what would be right
System load_system(const std::string& id_or_path);

/// The same from text; `file` names it in messages, and relative paths start from its folder.
System parse_system(std::string_view toml, const std::string& file);

/// The industry section 'A'..'T' of a GB/T 4754-2017 code, with its letter or without
/// (C3911, 3911, 39); 0 where it is none.
char industry_section(std::string_view code);

}  // namespace zonerank
