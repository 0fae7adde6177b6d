#pragma once
// Files of zones and enterprises, in: figures of zones and years, and what was done to get them.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "zonerank/arrow/arrow.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/headings/table_format.hpp"
#include "zonerank/run/parallel.hpp"
#include "zonerank/system/system.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank {

/// CSV text or an Arrow stream, and where it comes from.
struct Source {
  std::string name = {};   ///< of the file, in messages
  std::string bytes = {};  ///< its content, where in_memory
  bool in_memory = false;  ///< else the file `name` is read
  int year = 0;            ///< of a file without a column of years; 0: as ReadOptions says
  std::string sheet = {};  ///< of a workbook: the sheet; `name` is the workbook, `bytes` its cells
  Argument skipped = {};   ///< why a sheet is not read: a notice
  Argument fault = {};     ///< why a file cannot be read: an error
  ArrowArrayStream* stream = nullptr;  ///< read instead of text; the caller's to release
};

/// Which figure holds where a zone's own contradicts the sum of its enterprises.
enum class Prefer { neither, zone, rollup };

struct ReadOptions {
  int year = 0;             ///< of files without a column of years; 0: take it from their names
  bool all_fields = false;  ///< every field of the system, not only those its indicators reach
  Prefer prefer = Prefer::neither;
  int threads = 0;  ///< 0: the cores allowed
  TableFormat format = {};
  bool keep_enterprises = false;  ///< keep the joined rows of enterprises, for drill()
  /// Larger files are read on all threads, and in parts of about this size where they can be.
  std::size_t part_bytes = std::size_t{1} << 22;
};

/// Where the rows of one file of enterprises came to stand.
struct RowPlaces {
  Place file;
  std::vector<bool> fields;         ///< one a field of the system: whether the file gives it
  std::vector<std::uint32_t> rows;  ///< the joined row of each of its rows
  std::vector<std::int64_t> lines;
};

/// What the files say, before enterprises are added up. Rows and cells that could not be read are
/// left out, each with an error in `problems`.
struct Reported {
  RowTable rows;  ///< of enterprises, their forms joined
  std::vector<RowPlaces> places;
  ZoneTable zones;  ///< the zones' own figures
  Problems problems;
};

/// Raw statistics of zones and years, ready for indicators.
struct Raw {
  ZoneTable table;
  Problems problems;                                 ///< notices of reading and rolling up
  std::size_t enterprise_rows = 0;                   ///< joined rows of enterprises and years
  std::shared_ptr<const RowTable> enterprises = {};  ///< these rows, where they were to be kept
};

/// Reads tables of zones and of enterprises and joins their rows; what is wrong with the data is in
/// the result's problems.
Reported read_rows(std::vector<Source> sources, const System& system,
                   const ReadOptions& options = {}, const Progress& progress = {});

/// The zones' own figures together with the sums of their enterprises; adds to `problems`.
ZoneTable add_up(const Reported& reported, const System& system, const ReadOptions& options,
                 Problems& problems, const Progress& progress = {});

/// The same of enterprises that were added up elsewhere.
ZoneTable add_up(const ZoneTable& zones, const ZoneTable& rolled, const System& system,
                 Prefer prefer, Problems& problems);

/// Reads tables of zones and of enterprises, in any mixture; enterprise rows are joined and
/// rolled up on the way.
/// @throws Error with every problem of every file
Raw read(std::vector<Source> sources, const System& system, const ReadOptions& options = {},
         const Progress& progress = {});

}  // namespace zonerank
