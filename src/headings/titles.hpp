#pragma once
// What a heading can mean: names, form codes, titles, units in brackets and @previous.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "zonerank/headings/table_format.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank::detail {

/// A title as it is compared: half-width, lower case, without spaces, numbering and 其中.
std::string simplified(std::string_view title);

bool says_this_year(std::string_view title);  ///< 本年, 本期 ...
bool says_last_year(std::string_view title);  ///< 上年, 上年同期 ...
bool says_indicator(std::string_view title);  ///< 指标, indicator ... of a long table
bool says_value(std::string_view title);      ///< 数值, value ...
bool says_unit(std::string_view title);       ///< 计量单位, unit ...

/// What one heading says.
struct Meaning {
  enum class Kind { blank, zone, year, enterprise, field, form_item, unknown };
  Kind kind = Kind::unknown;
  std::set<int> fields;   ///< of a field; several where the title is ambiguous
  bool previous = false;  ///< field@previous
  bool has_unit = false;  ///< brackets at the end that are no part of the title
  std::string unit;       ///< what stands in them, as written
  bool is_item = false;   ///< of the statistical forms
  int area = 0;           ///< of a zone: above 0 a word for any area (省份, city), smaller first

  bool is_known() const { return kind != Kind::unknown && kind != Kind::blank; }
  bool is_key() const {
    return kind == Kind::zone || kind == Kind::year || kind == Kind::enterprise;
  }
};

/// A heading that carries a year: 2019年营业收入, GDP 2019, 2019.
struct YearHeading {
  int year = 0;
  std::string title;  ///< what is left; blank where the year stands alone
};

/// Every way to part a heading into a year from 1900 to 2099 and the rest.
std::vector<YearHeading> years_in_heading(std::string_view heading);
bool is_year(std::string_view heading);  ///< 2019, 2019年, #2019

/// The headings that a system knows.
class Titles {
 public:
  /// `system` must outlive this.
  explicit Titles(const System& system, const TableFormat& format = {});

  Meaning meaning(std::string_view heading) const;
  bool is_unit(const std::string& text) const;
  /// A unit as units are written here: 单位：亿元 and 100 million yuan are 亿元 and 100m CNY.
  /// Nothing where it is none.
  std::string known_unit(const std::string& text) const;
  /// Nothing where the heading is known as it is, or what is left is not.
  std::optional<YearHeading> year_heading(std::string_view heading) const;

 private:
  void add(const std::string& title, std::size_t field);
  std::set<int> find(const std::string& title) const;  ///< fields of a simplified title
  bool find_with_unit(std::string_view heading, const std::string& title, Meaning& meaning) const;
  bool find_with_suffix(std::string_view heading, Meaning& meaning) const;
  bool find_before_colon(std::string_view heading, const std::string& title,
                         Meaning& meaning) const;
  std::string unit_inside(const std::string& inside, const std::set<int>& fields) const;

  const System& system_;

  std::map<std::string, int> names_;
  std::map<std::string, std::set<int>> exact_;  ///< codes and aliases
  std::map<std::string, std::set<int>> titles_;
  std::map<std::string, std::set<int>> loose_;  ///< without their bracketed parts
  std::set<std::string> items_;                 ///< of the statistical forms
  std::map<std::string, std::string> rename_;   ///< simplified, to the heading that is meant
  std::set<std::string> zone_titles_;           ///< the system's own
  std::string zone_column_, year_column_;       ///< simplified
};

}  // namespace zonerank::detail
