#pragma once
// Reported figures against the rules of a system: what has to be corrected, or explained in
// writing.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "zonerank/diagnostics/error.hpp"
#include "zonerank/read/read.hpp"
#include "zonerank/run/parallel.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank {

/// One finding of reading or of a check.
struct Finding {
  struct Figure {
    std::string field;      ///< name
    std::string value;      ///< with every digit, empty where blank
    std::string last_year;  ///< the same of the year before
  };

  Severity severity = Severity::notice;
  int check = -1;   ///< in System::checks; -1: found on reading
  Problem problem;  ///< its place is the zone and year, the enterprise and the field
  std::vector<Figure> figures;
  std::vector<Place> places =
      {};  ///< file and line of every figure; the zone and year without them
};

/// How often a check was decided, and how often it found something.
struct CheckCount {
  std::size_t checked = 0;
  std::size_t found = 0;
};

struct CheckList {
  static constexpr std::size_t kept_per_check = 1000;

  std::vector<Finding> findings;   ///< errors first, then by zone, enterprise and year
  std::vector<CheckCount> counts;  ///< one a check of the system
  std::size_t not_listed = 0;      ///< found beyond 1000 of a check or of a code
  std::optional<Raw> raw;          ///< figures of zones, where reading found no error

  std::size_t count(Severity severity) const;  ///< found, listed or not
  std::size_t unlisted_errors = 0;
  std::size_t unlisted_queries = 0;
};

struct CheckOptions {
  int year = 0;  ///< check the figures of this year alone; 0: of every year
  ReadOptions read = {};
};

/// Checks what was read. Comparisons are exact; what is blank is unknown, and no finding but of
/// rules that look for blanks. The result depends neither on the order of rows nor on threads.
CheckList check(Reported reported, const System& system, const CheckOptions& options = {},
                const Progress& progress = {});

/// Reads every field of the system and checks it.
CheckList check(std::vector<Source> sources, const System& system, const CheckOptions& options = {},
                const Progress& progress = {});

}  // namespace zonerank
