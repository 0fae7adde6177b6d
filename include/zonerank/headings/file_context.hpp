#pragma once
// What is known of a table's file before its rows are read.

#include <functional>
#include <string>
#include <vector>

#include "zonerank/diagnostics/place.hpp"
#include "zonerank/headings/table_format.hpp"

namespace zonerank {

/// What a file says of its rows before they are read.
struct FileContext {
  Place place = {};               ///< the file, and the sheet where others are read
  std::string sheet = {};         ///< of a workbook: the sheet's name, whose year stands first
  int year = 0;                   ///< of a file without a column of years; 0: take it from the name
  bool name_first = false;        ///< a year in the name stands before `year`: one file a year
  std::vector<bool> wanted = {};  ///< fields to read
  TableFormat format = {};
  int threads = 1;                                ///< for the rows of this file
  std::size_t part_bytes = std::size_t{1} << 22;  ///< of its text, that are read at a time
  std::function<void(double)> tick = {};  ///< called now and then with the share of bytes read
};

}  // namespace zonerank
