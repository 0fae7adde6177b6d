#include "cells/gb18030.hpp"

#include <algorithm>

namespace zonerank::detail {
namespace {

unsigned byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<unsigned char>(bytes[i]);
}

bool is_letter(std::string_view bytes, std::size_t i) {
  if (i >= bytes.size()) return false;
  const unsigned c = byte_at(bytes, i) | 0x20U;
  return c >= 'a' && c <= 'z';
}

enum class Kind {
  common,   ///< the first level of GB 2312, by sound
  second,   ///< its second level, by radical
  mark,     ///< punctuation, numbers, letters of full width, frames
  foreign,  ///< Japanese, Greek, Cyrillic
  rare,     ///< other characters of GBK and GB18030
  own,      ///< private
};

/// Of a character of two bytes.
Kind kind_of(unsigned lead, unsigned trail) {
  const bool is_low = trail < 0xA1;
  if (lead < 0xA1) return Kind::rare;
  if (lead <= 0xA7) {
    if (is_low) return Kind::own;
    return lead <= 0xA3 ? Kind::mark : Kind::foreign;
  }
  if (lead <= 0xA9) return Kind::mark;
  if (is_low) return Kind::rare;
  if (lead < 0xB0 || lead > 0xF7) return Kind::own;
  return lead < 0xD8 ? Kind::common : Kind::second;
}

bool is_big5(unsigned lead, unsigned trail) {
  return lead >= 0xA1 && lead <= 0xF9 && ((trail >= 0x40 && trail <= 0x7E) || trail >= 0xA1);
}

struct Counts {
  std::size_t common = 0, second = 0, foreign = 0, rare = 0, own = 0;
  bool fits_big5 = true;

  std::size_t all() const { return common + second + foreign + rare + own; }
  std::size_t odd() const { return foreign + rare + own; }
};

/// The cell around a byte, as an example.
Doubt doubt_at(std::string_view bytes, std::size_t at, Argument likely) {
  constexpr std::string_view ends = ",;\t\r\n\"";
  constexpr std::size_t longest = 40;
  // Cells begin and end at bytes that are never a part of a character.
  std::size_t begin = bytes.substr(0, at).find_last_of(ends);
  begin = begin == bytes.npos ? 0 : begin + 1;
  std::size_t end = std::min(bytes.find_first_of(ends, at), bytes.size());
  if (end - begin > longest) begin = at, end = std::min(end, at + 2);
  return {at, std::string(bytes.substr(begin, end - begin)), std::move(likely)};
}

}  // namespace

std::optional<Doubt> doubtful_gb18030(std::string_view bytes) {
  Counts counts;
  std::size_t first_odd = bytes.npos, first_rare = bytes.npos, first_second = bytes.npos;
  const std::size_t n = bytes.size();
  bool after_ascii = true, after_letter = false;
  for (std::size_t i = 0; i < n;) {
    if (byte_at(bytes, i) < 0x80) {
      after_ascii = true, after_letter = is_letter(bytes, i);
      ++i;
      continue;
    }
    const std::size_t begin = i;
    if (i + 1 >= n) break;
    const unsigned lead = byte_at(bytes, i), trail = byte_at(bytes, i + 1);
    const bool is_four = trail >= '0' && trail <= '9';
    const Kind kind = is_four ? Kind::rare : kind_of(lead, trail);
    i += is_four ? 4 : 2;
    const bool is_low = trail < 0x80 && !is_four;
    const bool stands_alone = after_ascii && (i >= n || byte_at(bytes, i) < 0x80);
    const bool touches = after_letter || is_letter(bytes, i);
    after_ascii = after_letter = false;
    if (kind != Kind::mark && is_low && is_letter(bytes, begin + 1) && stands_alone && touches)
      return doubt_at(bytes, begin, Argument::name("latin-1"));
    counts.fits_big5 = counts.fits_big5 && is_big5(lead, trail);
    switch (kind) {
      case Kind::common:
        ++counts.common;
        break;
      case Kind::second:
        ++counts.second;
        if (first_second == bytes.npos) first_second = begin;
        break;
      case Kind::foreign:
        ++counts.foreign;
        break;
      case Kind::rare:
        ++counts.rare;
        if (first_rare == bytes.npos) first_rare = begin;
        break;
      case Kind::own:
        ++counts.own;
        break;
      case Kind::mark:
        break;
    }
    const bool is_odd = kind == Kind::foreign || kind == Kind::rare || kind == Kind::own;
    if (is_odd && first_odd == bytes.npos) first_odd = begin;
  }
  if (first_rare != bytes.npos) first_odd = first_rare;  // private characters have no shape
  if (counts.fits_big5 && counts.odd() * 5 >= counts.all() && counts.odd() > 0)
    return doubt_at(bytes, first_odd, Argument::name("big5"));
  if (counts.own > 0 && counts.odd() * 5 >= counts.all())
    return doubt_at(bytes, first_odd,
                    words("big5, shift-jis or latin-1", "big5、shift-jis 或 latin-1"));
  constexpr std::size_t enough = 6;
  if (counts.second >= enough && counts.second * 5 >= counts.all() * 3)
    return doubt_at(bytes, first_second,
                    words("windows-1251, euc-kr or latin-1", "windows-1251、euc-kr 或 latin-1"));
  return std::nullopt;
}

}  // namespace zonerank::detail
