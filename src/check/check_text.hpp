#pragma once
// A hit as a finding: figures, sentences, and where its row stands in the files.

#include <vector>

#include "check/check_run.hpp"

namespace zonerank::detail {

/// The findings of one check's hits, without places.
std::vector<Finding> findings_of(int check, const std::vector<Hit>& hits, const CheckRows& rows,
                                 const System& system);

/// Fills the places of enterprises' findings: file and line of each file that gives one of the
/// figures. `rows[k]` is the joined row of findings[k].
void locate(std::vector<Finding>& findings, const std::vector<std::uint32_t>& rows,
            const std::vector<RowPlaces>& places, const System& system);

}  // namespace zonerank::detail
