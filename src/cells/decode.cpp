// The bytes of a text file to UTF-8.

#include <iconv.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#include "cells/gb18030.hpp"
#include "zonerank/cells/csv_cells.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank {
namespace {

constexpr std::string_view utf8_bom = "\xEF\xBB\xBF";

/// The first byte that is not UTF-8, or npos.
std::size_t first_invalid_utf8(std::string_view text) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  const std::size_t n = text.size();
  for (std::size_t i = 0; i < n;) {
    std::uint64_t bits = 0;  // the high ones of the next eight bytes
    while (i + 8 <= n && (std::memcpy(&bits, p + i, 8), (bits &= 0x8080808080808080U) == 0)) i += 8;
    if (i + 8 <= n && std::endian::native == std::endian::little)
      i += static_cast<std::size_t>(std::countr_zero(bits)) / 8;
    if (i == n) break;
    if (p[i] < 0x80) {
      ++i;
      continue;
    }
    // Nearly all of Chinese text: three bytes that need no further test.
    while (i + 3 <= n && p[i] >= 0xE1 && p[i] <= 0xEC && (p[i + 1] & 0xC0) == 0x80 &&
           (p[i + 2] & 0xC0) == 0x80)
      i += 3;
    if (i == n) break;
    if (p[i] < 0x80) continue;
    const std::size_t length = p[i] >= 0xF0 && p[i] <= 0xF4  ? 4
                               : p[i] >= 0xE0 && p[i] < 0xF0 ? 3
                               : p[i] >= 0xC2 && p[i] < 0xE0 ? 2
                                                             : 0;
    if (length == 0 || i + length > n) return i;
    // Overlong forms, surrogates and what lies beyond U+10FFFF.
    const unsigned char low = p[i] == 0xE0 ? 0xA0 : p[i] == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = p[i] == 0xED ? 0x9F : p[i] == 0xF4 ? 0x8F : 0xBF;
    if (p[i + 1] < low || p[i + 1] > high) return i;
    for (std::size_t k = 1; k < length; ++k) {
      if ((p[i + k] & 0xC0) != 0x80) return i;
    }
    i += length;
  }
  return text.npos;
}

/// Names that people use to those that iconv knows everywhere.
constexpr std::pair<std::string_view, std::string_view> encoding_names[] = {
    {"utf-8", "UTF-8"},           {"utf8", "UTF-8"},
    {"utf-8-sig", "UTF-8"},       {"gb18030", "GB18030"},
    {"gbk", "GB18030"},           {"gb2312", "GB18030"},
    {"cp936", "GB18030"},         {"big5", "BIG5-HKSCS"},
    {"big5-hkscs", "BIG5-HKSCS"}, {"cp950", "CP950"},
    {"latin-1", "ISO-8859-1"},    {"latin1", "ISO-8859-1"},
    {"iso-8859-1", "ISO-8859-1"}, {"iso-8859-15", "ISO-8859-15"},
    {"windows-1252", "CP1252"},   {"cp1252", "CP1252"},
    {"windows-1251", "CP1251"},   {"cp1251", "CP1251"},
    {"windows-1250", "CP1250"},   {"cp1250", "CP1250"},
    {"shift-jis", "SHIFT_JIS"},   {"shift_jis", "SHIFT_JIS"},
    {"cp932", "CP932"},           {"euc-jp", "EUC-JP"},
    {"euc-kr", "EUC-KR"},         {"cp949", "CP949"},
    {"euc-tw", "EUC-TW"},         {"utf-16", "UTF-16"},
    {"utf-16le", "UTF-16LE"},     {"utf-16be", "UTF-16BE"}};

class Converter {
 public:
  explicit Converter(const std::string& encoding)
      : handle_(iconv_open("UTF-8", encoding.c_str())) {}
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() {
    if (is_known()) iconv_close(handle_);
  }

  bool is_known() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  /// The text as UTF-8, or where its first byte stands that does not fit.
  bool convert(std::string_view bytes, std::string& to, std::size_t& at) const {
    to.assign(bytes.size() * 2 + 16, '\0');
    char* in = const_cast<char*>(bytes.data());
    std::size_t in_left = bytes.size();
    std::size_t done = 0;
    for (;;) {
      char* out = to.data() + done;
      std::size_t out_left = to.size() - done;
      const std::size_t status = iconv(handle_, &in, &in_left, &out, &out_left);
      done = to.size() - out_left;
      if (status != static_cast<std::size_t>(-1)) break;
      if (errno != E2BIG) {
        at = static_cast<std::size_t>(in - bytes.data());
        return false;
      }
      to.resize(to.size() * 2);
    }
    to.resize(done);
    return true;
  }

 private:
  iconv_t handle_;
};

Place place_of(std::string_view bytes, std::size_t at, const Place& file) {
  const auto line =
      1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  return file.with_line(line);
}

std::string converted(std::string_view bytes, const std::string& encoding, const Place& file,
                      const Argument& fault) {
  const Converter converter(encoding);
  if (!converter.is_known()) {
    fail(Code::bad_encoding, file, {},
         {words("this system has no converter of {0}", "本系统无法转换编码 {0}", {encoding})});
  }
  std::string text;
  std::size_t at = 0;
  if (!converter.convert(bytes, text, at)) {
    fail(Code::bad_encoding, place_of(bytes, at, file), {},
         {words("byte {0} {1}", "第 {0} 个字节{1}", {at + 1, fault})});
  }
  return text;
}

/// What iconv calls the encoding that the user names.
std::string known_encoding(const std::string& name) {
  std::string wanted = lower(trim(name));
  for (const auto& [known, inner] : encoding_names) {
    if (known == wanted) return std::string(inner);
  }
  if (!wanted.empty() && Converter(wanted).is_known()) return wanted;
  std::vector<std::string> names;
  for (const auto& [known, inner] : encoding_names) names.emplace_back(known);
  fail(Code::unknown_value, "encoding", name, {suggestion(wanted, names)});
}

/// By the mark that a file of UTF-16 or UTF-32 begins with; its length.
std::pair<std::string_view, std::size_t> marked_encoding(std::string_view bytes) {
  constexpr std::string_view utf32_le("\xFF\xFE\0\0", 4), utf32_be("\0\0\xFE\xFF", 4);
  if (bytes.starts_with(utf32_le)) return {"UTF-32LE", 4};
  if (bytes.starts_with(utf32_be)) return {"UTF-32BE", 4};
  if (bytes.starts_with("\xFF\xFE")) return {"UTF-16LE", 2};
  if (bytes.starts_with("\xFE\xFF")) return {"UTF-16BE", 2};
  return {"", 0};
}

std::string with_line_ends(std::string text) {
  if (text.find('\n') == text.npos) std::replace(text.begin(), text.end(), '\r', '\n');
  return text;
}

}  // namespace

bool is_utf8(std::string_view bytes) { return first_invalid_utf8(bytes) == bytes.npos; }

std::string decode(std::string bytes, const Place& file, Problems& problems,
                   const std::string& encoding) {
  if (bytes.starts_with(utf8_bom)) bytes.erase(0, utf8_bom.size());
  const auto [marked, mark] = marked_encoding(bytes);
  const std::string given = encoding.empty() ? std::string(marked) : known_encoding(encoding);
  if (!given.empty()) {
    const std::string_view text = std::string_view(bytes).substr(mark);
    if (given == "UTF-8" && first_invalid_utf8(text) == text.npos) return with_line_ends(bytes);
    std::string result = converted(
        text, mark > 0 ? std::string(marked) : given, file,
        words("is no text in {0}", "不是 {0} 文本", {(mark > 0 ? std::string(marked) : given)}));
    problems.add(Code::decoded_text, file, mark > 0 ? std::string(marked) : given);
    return with_line_ends(std::move(result));
  }
  const std::size_t zero = bytes.find('\0');
  if (zero != bytes.npos) {
    fail(Code::bad_encoding, file, {},
         {words("byte {0} is zero; is this a text file?", "第 {0} 个字节为零；这是文本文件吗？",
                {zero + 1})});
  }
  bytes = with_line_ends(std::move(bytes));
  if (first_invalid_utf8(bytes) == bytes.npos) return bytes;
  std::string text = converted(bytes, "GB18030", file, words("fits neither", "两者都不符"));
  if (const auto doubt = detail::doubtful_gb18030(bytes)) {
    std::size_t at = 0;
    std::string word;
    if (!Converter("GB18030").convert(doubt->word, word, at)) word = text.substr(0, 20);
    fail(Code::doubtful_encoding, place_of(bytes, doubt->at, file), word, {doubt->likely});
  }
  problems.add(Code::decoded_gb18030, file);
  return text;
}

}  // namespace zonerank
