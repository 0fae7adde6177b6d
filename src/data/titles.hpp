#pragma once
// What a heading can mean: names, form codes, titles, units in brackets and @previous.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "zonerank/spec/system.hpp"

namespace zonerank::detail {

/// A title as it is compared: half-width, lower case, without spaces, numbering and 其中.
std::string simplified(std::string_view title);

bool says_this_year(std::string_view title);  ///< 本年, 本期 ...
bool says_last_year(std::string_view title);  ///< 上年, 上年同期 ...

/// What one heading says.
struct Meaning {
  enum class Kind { blank, zone, year, enterprise, field, form_item, unknown };
  Kind kind = Kind::unknown;
  std::set<int> fields;   ///< of a field; several where the title is ambiguous
  bool previous = false;  ///< field@previous
  bool has_unit = false;  ///< brackets at the end that are no part of the title
  std::string unit;       ///< what stands in them, as written

  bool is_known() const { return kind != Kind::unknown && kind != Kind::blank; }
  bool is_key() const {
    return kind == Kind::zone || kind == Kind::year || kind == Kind::enterprise;
  }
};

/// The headings that a system knows.
class Titles {
 public:
  explicit Titles(const System& system);

  Meaning meaning(std::string_view heading) const;

 private:
  void add(const std::string& title, std::size_t field);
  std::set<int> find(const std::string& title) const;  ///< fields of a simplified title
  bool find_with_unit(std::string_view heading, const std::string& title, Meaning& meaning) const;

  std::map<std::string, int> names_;
  std::map<std::string, std::set<int>> exact_;  ///< codes and aliases
  std::map<std::string, std::set<int>> titles_;
  std::map<std::string, std::set<int>> loose_;  ///< without their bracketed parts
  std::set<std::string> items_;                 ///< of the statistical forms
};

}  // namespace zonerank::detail
