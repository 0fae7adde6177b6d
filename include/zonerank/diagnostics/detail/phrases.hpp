#pragma once
// Details that fill the sentences of several codes, in Chinese.

#include <string>
#include <string_view>

namespace zonerank {
struct Problem;
}

namespace zonerank::detail {

/// Shortens texts that are far longer than any message shows.
void limit_texts(Problem& problem);

/// `detail` with its fixed phrases in Chinese; names, numbers and formulas stay as they are.
std::string in_chinese(std::string_view detail);

/// A place such as "file.csv:3, column 营业收入" with its fixed words in Chinese.
std::string place_in_chinese(std::string_view place);

}  // namespace zonerank::detail
