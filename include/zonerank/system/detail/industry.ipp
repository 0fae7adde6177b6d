#pragma once
// GB/T 4754-2017: which two-digit divisions belong to which section.

#include "zonerank/core/build.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank {
ZONERANK_OWN(industry) {

struct Section {
  char letter;
  int first, last;  ///< divisions
};

constexpr Section sections[] = {{'A', 1, 5},   {'B', 6, 12},  {'C', 13, 43}, {'D', 44, 46},
                                {'E', 47, 50}, {'F', 51, 52}, {'G', 53, 60}, {'H', 61, 62},
                                {'I', 63, 65}, {'J', 66, 69}, {'K', 70, 70}, {'L', 71, 72},
                                {'M', 73, 75}, {'N', 76, 79}, {'O', 80, 82}, {'P', 83, 83},
                                {'Q', 84, 85}, {'R', 86, 90}, {'S', 91, 96}, {'T', 97, 97}};

}  // ZONERANK_OWN(industry)

ZONERANK_INLINE char industry_section(std::string_view code) {
  char letter = 0;
  if (!code.empty() && ((code[0] >= 'A' && code[0] <= 'T') || (code[0] >= 'a' && code[0] <= 't'))) {
    letter = static_cast<char>(code[0] & ~0x20);
    code.remove_prefix(1);
    if (code.empty()) return letter;
  }
  if (code.size() < 2 || code.size() > 4) return 0;
  for (const char c : code) {
    if (c < '0' || c > '9') return 0;
  }
  const int division = (code[0] - '0') * 10 + (code[1] - '0');
  for (const Section& section : sections) {
    if (division < section.first || division > section.last) continue;
    return letter == 0 || letter == section.letter ? section.letter : char{0};
  }
  return 0;
}

}  // namespace zonerank
