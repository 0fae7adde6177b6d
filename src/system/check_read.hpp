#pragma once
// [[check]] tables of a system file.

#include "system/system_draft.hpp"
#include "system/toml_reader.hpp"

namespace zonerank::detail {

/// One [[check]] table: a new rule, one in place of an inherited rule, or one turned off.
void read_check(SystemDraft& draft, TomlReader& reader);

}  // namespace zonerank::detail
