#pragma once
// Large forms of enterprises added up as they are read: neither their texts nor their rows are
// kept.

#include <optional>
#include <string>
#include <vector>

#include "rollup/rollup_run.hpp"
#include "zonerank/headings/file_context.hpp"
#include "zonerank/read/read.hpp"

namespace zonerank::detail {

struct FormsSum {
  Run run;
  std::size_t rows = 0;            ///< enterprises
  std::vector<RowTable> names;     ///< of each form: a row a zone, and its columns
  std::vector<Problems> problems;  ///< of each form
};

/// The sums of forms of one year that list the enterprises in one order: the same ones, or by
/// rising codes, where a form may lack some. Nothing where that is not so, or where anything is
/// amiss: read as a whole, the forms say what it is.
std::optional<FormsSum> add_up_forms(const std::vector<std::string>& paths,
                                     const std::vector<FileContext>& contexts, const System& system,
                                     const ReadOptions& options, const Progress& progress);

}  // namespace zonerank::detail
