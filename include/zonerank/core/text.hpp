#pragma once
// Small text tools: numbers as people read them, and the nearest right word for a wrong one.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zonerank {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trim(std::string_view text);  ///< without ASCII and full-width spaces at both ends
std::string lower(std::string_view text);      ///< ASCII letters only
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string shortest(double value);             ///< fewest digits that read back as the same double
std::string rounded(double value, int digits);  ///< at most that many significant digits
std::string in_quotes(std::string_view text);   ///< "text"

/// A text of at most `most` characters; of a longer one the beginning, and "...".
std::string shortened(std::string_view text, std::size_t most = 80);

/// The candidate with the smallest edit distance to `word`, at most 2 or a third of its length
/// away and sharing something with it, else empty.
std::string nearest(std::string_view word, std::span<const std::string> candidates);

/// Full-width ASCII (U+FF01..U+FF5E, U+3000) to ASCII; other text unchanged.
std::string half_width(std::string_view text);

}  // namespace zonerank
