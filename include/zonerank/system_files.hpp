#pragma once
// Systems from TOML files. Included as headers alone it needs toml++, and knows no system by its
// id: give the path of the file.

#include "zonerank/system.hpp"

#ifdef ZONERANK_HEADER_ONLY
#include "zonerank/system/detail/check_read.ipp"
#include "zonerank/system/detail/system_read.ipp"
#include "zonerank/system/detail/toml_reader.ipp"

namespace zonerank::detail {

inline std::span<const EmbeddedFile> embedded_files() { return {}; }

}  // namespace zonerank::detail
#endif
