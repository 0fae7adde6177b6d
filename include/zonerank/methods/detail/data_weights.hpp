#pragma once
// Weights from data: what every column counts for, before shares are taken.

#include <string>

#include "zonerank/methods/weight.hpp"

namespace zonerank::detail {

/// The importance of each column under a data-driven method, >= 0, of any sum.
/// @throws Error undefined-weights where it has none, with the indicator and why
Vector importance(const Weighting& method, const MatrixRef& scores, const WeightInput& input);

[[noreturn]] void undefined_weights(const Weighting& method, const Place& place,
                                    const Argument& why);

}  // namespace zonerank::detail
