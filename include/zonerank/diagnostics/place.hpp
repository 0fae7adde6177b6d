#pragma once
// Where something was found: in which file and line, or of which zone and year.

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "zonerank/diagnostics/argument.hpp"

namespace zonerank {

/// Each part as far as it is known and applies; else it is empty, and numbers are 0.
struct Place {
  std::string file = {};    ///< as it was given
  std::string sheet = {};   ///< of a workbook of which several sheets are read
  std::int64_t line = 0;    ///< of the file, 1 is the first; of a sheet, the row
  std::string column = {};  ///< its heading, or its number where it has none
  std::string zone = {};    ///< its name, or its number where it has none
  int year = 0;
  std::string enterprise = {};  ///< its code
  std::string field = {};       ///< of the system; "x@previous" where a column gives last year's
  Argument section = {};        ///< of a system: the table of its file, as [[field]] revenue
  Argument key = {};            ///< a key of a file, an option, an argument

  Place() = default;
  // NOLINTBEGIN(google-explicit-constructor): the name of an option is a place
  Place(Argument of_key) : key(std::move(of_key)) {}
  Place(std::string of_key) : key(std::move(of_key)) {}
  Place(std::string_view of_key) : key(of_key) {}
  Place(const char* of_key) : key(std::string_view(of_key)) {}
  // NOLINTEND(google-explicit-constructor)

  static Place in_file(std::string name, std::integral auto at_line) {
    return in_file(std::move(name)).with_line(at_line);
  }
  static Place in_file(std::string name);
  static Place of_zone(std::string name, int year = 0);
  static Place of_enterprise(std::string code, int year = 0);
  static Place of_year(int year);
  static Place in_column(std::string heading);

  Place with_line(std::integral auto number) const {
    Place place = *this;
    place.line = static_cast<std::int64_t>(number);
    return place;
  }
  Place with_column(std::string heading) const;
  Place with_zone(std::string name, int of_year = 0) const;
  Place with_enterprise(std::string code) const;
  Place with_field(std::string name) const;
  Place with_key(Argument name) const;

  /// This place as a part of `outer`: what it does not say is as there, and its key follows.
  Place within(const Place& outer) const;

  bool empty() const { return *this == Place(); }

  /// What finds the figure: file, line and column where they are known, else zone, year and
  /// enterprise. With a line or without an enterprise the field is left to the sentence.
  std::string text(Lang lang = Lang::en) const;

  friend bool operator==(const Place&, const Place&) = default;
  friend auto operator<=>(const Place&, const Place&) = default;
};

}  // namespace zonerank
