#pragma once
// Whether bytes that GB18030 can read are Chinese text in it, or text in another encoding.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "zonerank/diagnostics/error.hpp"

namespace zonerank::detail {

struct Doubt {
  std::size_t at = 0;  ///< byte
  std::string word;    ///< the bytes of the word that nobody writes
  Argument likely;     ///< the encoding that it may be: "latin-1", "big5"
};

/// Signs that text is not GB18030, though its bytes are:
///  - a rare character alone between Latin letters (M\xE1laga): a Latin alphabet;
///  - every fifth character or more is rare, Greek, Japanese or private, and all fit Big5;
///  - a private character, or mostly characters of the second level: another encoding.
/// Rare is what lies outside the 6763 characters of GB 2312, such as those of some names.
std::optional<Doubt> doubtful_gb18030(std::string_view bytes);

}  // namespace zonerank::detail
