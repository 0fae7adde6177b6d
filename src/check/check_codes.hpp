#pragma once
// What codes and scores say of themselves, and causes that are told once.

#include <vector>

#include "zonerank/check/check.hpp"

namespace zonerank::detail {

/// Queries about the codes of enterprises in `year` (0: in every year):
///  - an industry code (of a field that section() takes) without a section in GB/T 4754;
///  - one name (a code field `name` or `enterprise_name`) under two codes;
///  - the same figures under two codes in one year: all that are given, three or more of them not
///  0,
///    with digits enough that chance is no explanation;
///  - a code that stands in one form alone while a code that differs in one or two characters
///  stands
///    in another form alone: probably one enterprise.
std::vector<Finding> code_findings(const RowTable& rows, const std::vector<RowPlaces>& places,
                                   const System& system, int year);

/// Scores of zones (fields in the unit score) that are 0 or beyond their scale, 0 to 100 or the
/// bounds of the indicator that is the score.
std::vector<Finding> score_findings(const ZoneTable& table, const System& system, int year);

/// Takes out findings about a zone whose cause is listed for its enterprises: the same rule, or
/// most of the field's change. @return how many were taken out of each check
std::vector<std::size_t> tell_once(std::vector<Finding>& findings, const System& system);

}  // namespace zonerank::detail
