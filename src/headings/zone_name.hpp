#pragma once
// Names of zones: what is layout in them, and which may mean one zone.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "zonerank/diagnostics/error.hpp"
#include "zonerank/headings/table_format.hpp"
#include "zonerank/system/system.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank::detail {

/// A zone's name without what is layout: spaces inside Chinese names, full width, no-break spaces,
/// invisible characters, footnote marks at its end, letters and accents written apart.
std::string zone_name(std::string_view cell);

/// The same in lower case, as names are compared.
std::string zone_key(std::string_view name);

/// Whether there is a footnote mark in it: *, ①, #.
bool has_marks(std::string_view cell);

/// What is left of a name without the words that people add or leave out: 国家级, 高新区, 市 ...
std::string zone_stem(std::string_view name);

/// Names as they are kept: the system's and the user's other names stand for one.
class ZoneNames {
 public:
  ZoneNames(const System& system, const TableFormat& format);
  std::string operator()(std::string_view cell) const;
  /// The variants, in lower case, and their names.
  const std::map<std::string, std::string>& variants() const { return names_; }

 private:
  std::map<std::string, std::string> names_;
};

/// In which tables and years each name stands.
class NameUse {
 public:
  void add(const RowTable& table, const Place& file);
  /// Near names that no table has side by side in one year are queries.
  void report(Problems& problems) const;

 private:
  bool meet(const std::string& a, const std::string& b) const;

  std::map<std::string, std::set<std::pair<std::size_t, std::int32_t>>> uses_;
  std::map<std::string, std::string> files_;
  std::size_t n_tables_ = 0;
};

}  // namespace zonerank::detail
