#pragma once
// Names of units for Chinese readers.

#include <string>
#include <string_view>

namespace zonerank {

/// "item/10k person" is 件/万人; what has no Chinese name stays as it is.
std::string chinese_unit(std::string_view unit);

}  // namespace zonerank
