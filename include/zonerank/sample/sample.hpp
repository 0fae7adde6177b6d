#pragma once
// Made-up records of enterprises and zones, in the columns of the real forms: for trying things
// out, for tests and for benchmarks. Nothing in them is about a real enterprise or zone.

#include <cstdint>
#include <filesystem>
#include <vector>

#include "zonerank/run/parallel.hpp"

namespace zonerank {

struct SampleOptions {
  std::int64_t enterprises = 140'000;  ///< about this many in the last year; >= zones
  int zones = 169;                     ///< 1..1 000 000
  int first_year = 2017;               ///< 1990..2900
  int years = 3;                       ///< 1..100
  std::uint64_t seed = 1;              ///< another seed, other records
  int threads = 0;                     ///< 0: the cores allowed; the bytes do not depend on it
};

/// Writes made-up records into `directory` (created if absent) and returns the paths written:
/// README.md, and for each year Y made-up-GQ-001-Y.csv (also -002, -003, -005),
/// made-up-derived-Y.csv and made-up-zones-Y.csv. UTF-8 with BOM; amounts in 千元; about 1 % of the
/// cells blank.
///
/// An enterprise's mean revenue, output, profit, exports, taxes, R&D and employees in the last year
/// are those of the 169 national high-tech zones in 2019, for any number of enterprises: 140 000 of
/// them add up to about the national totals. Files of the same names are replaced.
///
/// @throws Error on a bad option, an unwritable directory, or a README.md in it that is not a
/// sample's
/// @throws Interrupted when `progress` returns false; the year being written is removed
std::vector<std::filesystem::path> write_sample(const std::filesystem::path& directory,
                                                const SampleOptions& options = {},
                                                const Progress& progress = {});

}  // namespace zonerank
