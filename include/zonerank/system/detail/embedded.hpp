#pragma once
// The TOML files of src/systems, compiled in.

#include <span>
#include <string_view>

namespace zonerank::detail {

struct EmbeddedFile {
  std::string_view id;
  std::string_view text;
};

std::span<const EmbeddedFile> embedded_files();

}  // namespace zonerank::detail
