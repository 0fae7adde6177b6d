#pragma once
// One `key = value` of a method, from TOML, keyword arguments or the command line alike.

#include <any>
#include <optional>
#include <string>
#include <vector>

#include "zonerank/diagnostics/place.hpp"

namespace zonerank {

struct Setting {
  std::string key;
  std::string text;              ///< the value where it is a word
  std::optional<double> number;  ///< the value where it is a number, or 1 and 0 for true and false
  Place place;                   ///< file and line, or the name under which it was given

  bool is_list = false;
  std::vector<std::vector<double>> rows = {};  ///< [1, 2] is one row, [[1, 2], [3, 4]] are two
  std::vector<std::string> words = {};         ///< ["a", "b"]

  bool is_table = false;
  std::vector<Setting> table = {};  ///< { method = "owa", orness = 0.7 }

  /// The value where it is a user's own function, named by `text`: as a method of each family.
  std::vector<std::any> own = {};

  std::string shown() const;  ///< the value as it would be written in TOML
};

}  // namespace zonerank
