#pragma once
// Errors of measurement: figures or indicators redrawn around what was reported.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "zonerank/analyze/readings.hpp"

namespace zonerank {

enum class ErrorKind { normal, lognormal, uniform, rounding };
inline constexpr std::string_view error_kind_words[] = {"normal", "lognormal", "uniform",
                                                        "rounding"};

/// What a reported value x may truly be:
///
///     normal     x (1 + size z), not below 0 where x is not
///     lognormal  x exp(size z - size^2 / 2), mean x
///     uniform    x (1 + size u), u in [-1, 1]
///     rounding   x + size u / 2: reported in steps of `size`, in its own unit
struct MeasurementError {
  std::string of;  ///< a field, before formulas, so that ratios move together; or an indicator
  ErrorKind kind = ErrorKind::normal;
  double size = 0.05;  ///< share of the value; of rounding the step
};

/// Gives `input` the errors: every draw reads the data anew, with its own errors for every zone,
/// year and field (or zone and indicator). The table, system and options must outlive the input.
/// @throws Error bad-option for a name that is neither field nor indicator, or for a
/// size
void add_measurement_errors(DrawInput& input, const ZoneTable& table, const System& system,
                            const RankOptions& options, const MethodLists& lists,
                            std::vector<MeasurementError> errors);

}  // namespace zonerank
