#pragma once
// A number as people write it to the plain number that it is.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zonerank/diagnostics/error.hpp"

namespace zonerank::detail {

/// Which sign separates the decimals.
enum class DecimalSign {
  point,
  comma,
  either,  ///< of a sheet: its numbers have points, its texts commas
};

/// 12.3% is 12.3 of 1/100.
enum class Share { none, percent, permille };

/// A number that is not written plainly.
struct WrittenNumber {
  std::string number;  ///< sign, digits, point, exponent
  Share share = Share::none;
};

/// What `cell` writes with signs of groups (1,234; 1 234; 1’234), a currency, full-width digits,
/// another decimal sign, % or ‰. Groups have three digits, and the first does not begin with 0.
std::optional<WrittenNumber> written_number(std::string_view cell, DecimalSign sign);

/// A band of values: 801–850, or with one end: 1601+, >100.
struct Band {
  std::string low, high;  ///< plain numbers; equal where only one end is given
};
std::optional<Band> written_band(std::string_view cell, DecimalSign sign);

/// The middle of a band with every digit; nothing beyond 38 digits.
std::optional<std::string> middle_of(const Band& band);

/// What stands behind (or before) a number like a reference to a footnote: "q" of "10.1 q", "*" of
/// "5.2*", "[1]"; empty where the cell is no such number.
std::string footnote_mark(std::string_view cell, DecimalSign sign);

/// `cell` without the marks at its ends that are among `marks` (in lower case).
std::string_view without_marks(std::string_view cell, const std::vector<std::string>& marks);

/// Without spaces of every kind at both ends: also no-break, narrow and zero-width ones.
std::string_view without_spaces(std::string_view text);

/// What the commas and points of a text's numbers say about its decimal sign.
class DecimalEvidence {
 public:
  void add(std::string_view cell, std::size_t line);

  /// The sign where it is proved or where nothing has to be; what contradicts or cannot be decided
  /// is added to `problems`.
  DecimalSign sign(const Place& file, Problems& problems) const;
  const std::string& example() const { return comma_is_decimal_.cell; }

 private:
  struct Example {
    std::string cell;
    std::size_t line = 0;
  };
  static void keep(Example& example, std::string_view cell, std::size_t line) {
    if (example.line == 0) example = {std::string(cell), line};
  }
  Example comma_is_decimal_, comma_groups_, comma_open_;
  Example point_is_decimal_, point_groups_, point_open_;
};

}  // namespace zonerank::detail
