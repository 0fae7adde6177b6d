#pragma once
// [[check]] tables of a system file.

#include "zonerank/system/detail/system_draft.hpp"
#include "zonerank/system/detail/toml_reader.hpp"

namespace zonerank::detail {

/// One [[check]] table: a new rule, one in place of an inherited rule, or one turned off.
void read_check(SystemDraft& draft, TomlReader& reader);

}  // namespace zonerank::detail
