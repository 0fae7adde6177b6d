#pragma once
// How much of a text is kept.

namespace zonerank {
struct Problem;
}

namespace zonerank::detail {

/// Shortens texts that are far longer than any message shows.
void limit_texts(Problem& problem);

}  // namespace zonerank::detail
