#pragma once
#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace zonerank {
ZONERANK_OWN(text) {

constexpr std::string_view wide_space = "\xE3\x80\x80";

ZONERANK_INLINE std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

}  // ZONERANK_OWN(text)

ZONERANK_INLINE std::string_view trim(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n\f\v";
  for (bool again = true; again;) {
    again = false;
    while (!text.empty() && spaces.find(text.front()) != spaces.npos) text.remove_prefix(1);
    while (!text.empty() && spaces.find(text.back()) != spaces.npos) text.remove_suffix(1);
    if (text.starts_with(wide_space)) text.remove_prefix(wide_space.size()), again = true;
    if (text.ends_with(wide_space)) text.remove_suffix(wide_space.size()), again = true;
  }
  return text;
}

ZONERANK_INLINE std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

ZONERANK_INLINE std::string join(const std::vector<std::string>& parts,
                                 std::string_view separator) {
  std::string result;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) result += separator;
    result += parts[i];
  }
  return result;
}

ZONERANK_INLINE std::string shortest(double value) {
  if (std::isnan(value)) return "nan";
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

ZONERANK_INLINE std::string rounded(double value, int digits) {
  std::array<char, 64> buffer{};
  const int n = std::snprintf(buffer.data(), buffer.size(), "%.*g", digits, value);
  return {buffer.data(), static_cast<std::size_t>(n)};
}

ZONERANK_INLINE std::string in_quotes(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

ZONERANK_INLINE std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;  // goes on
    if (++characters > most) return std::string(text.substr(0, i)) + "...";
  }
  return std::string(text);
}

ZONERANK_INLINE std::string nearest(std::string_view word,
                                    std::span<const std::string> candidates) {
  constexpr std::size_t longest = 100;  // distances cost the product of the lengths
  if (word.size() > longest) return {};
  const std::string wanted = lower(word);
  std::size_t best = std::min(std::max<std::size_t>(2, word.size() / 3) + 1, word.size());
  std::string result;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(wanted, lower(candidate));
    if (distance < best) best = distance, result = candidate;
  }
  return result;
}

ZONERANK_INLINE std::string half_width(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[i + k]); };
    if (i + 2 < text.size() && byte(0) == 0xEF && (byte(1) == 0xBC || byte(1) == 0xBD)) {
      const unsigned code = 0xF000U | ((byte(1) & 0x3FU) << 6) | (byte(2) & 0x3FU);
      if (code >= 0xFF01 && code <= 0xFF5E) {
        result += static_cast<char>(code - 0xFF01 + '!');
        i += 2;
        continue;
      }
    }
    if (text.substr(i).starts_with(wide_space)) {
      result += ' ';
      i += 2;
      continue;
    }
    result += text[i];
  }
  return result;
}

}  // namespace zonerank
