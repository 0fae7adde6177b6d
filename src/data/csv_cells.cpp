#include <iconv.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "zonerank/core/text.hpp"
#include "zonerank/data/csv.hpp"

namespace zonerank {
namespace {

constexpr std::size_t longest_cell = 1 << 20;  ///< bytes
constexpr std::size_t most_cells = 16'384;     ///< of a row, as in Excel

constexpr std::string_view utf8_bom = "\xEF\xBB\xBF";

/// The first byte that is not UTF-8, or npos.
std::size_t first_invalid_utf8(std::string_view text) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  const std::size_t n = text.size();
  for (std::size_t i = 0; i < n;) {
    std::uint64_t eight = 0;
    while (i + 8 <= n && (std::memcpy(&eight, p + i, 8), (eight & 0x8080808080808080U) == 0))
      i += 8;
    if (i == n) break;
    if (p[i] < 0x80) {
      ++i;
      continue;
    }
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

std::string from_gb18030(std::string_view bytes, const std::string& file) {
  const iconv_t converter = iconv_open("UTF-8", "GB18030");
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    fail(Code::bad_encoding, file, "", {"this system has no GB18030 converter"});
  }
  std::string result(bytes.size() * 2 + 16, '\0');
  char* in = const_cast<char*>(bytes.data());
  std::size_t in_left = bytes.size();
  char* out = result.data();
  std::size_t out_left = result.size();
  const std::size_t status = iconv(converter, &in, &in_left, &out, &out_left);
  iconv_close(converter);
  if (status == static_cast<std::size_t>(-1)) {
    const auto at = static_cast<std::size_t>(in - bytes.data());
    const auto line =
        1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    fail(Code::bad_encoding, file + ":" + std::to_string(line), "",
         {"byte " + std::to_string(at + 1) + " fits neither"});
  }
  result.resize(result.size() - out_left);
  return result;
}

}  // namespace

std::string decode(std::string bytes, const std::string& file, Problems& problems) {
  if (bytes.starts_with(utf8_bom)) bytes.erase(0, utf8_bom.size());
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    fail(Code::bad_encoding, file, "", {"it begins like UTF-16"});
  }
  const std::size_t zero = bytes.find('\0');
  if (zero != bytes.npos) {
    fail(Code::bad_encoding, file, "",
         {"byte " + std::to_string(zero + 1) + " is zero; is this a text file?"});
  }
  if (bytes.find('\n') == bytes.npos) std::replace(bytes.begin(), bytes.end(), '\r', '\n');
  if (first_invalid_utf8(bytes) == bytes.npos) return bytes;
  bytes = from_gb18030(bytes, file);
  problems.add(Code::decoded_gb18030, file);
  return bytes;
}

CsvCells::CsvCells(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {
  constexpr int lines_looked_at = 30;
  std::size_t begin = 0;
  for (int n = 0; n < lines_looked_at && begin < text_.size(); ++n) {
    const std::size_t end = std::min(text_.find('\n', begin), text_.size());
    const std::string_view line = text_.substr(begin, end - begin);
    for (const char separator : {',', '\t', ';'}) {
      if (line.find(separator) == line.npos) continue;
      separator_ = separator;
      return;
    }
    begin = end + 1;
  }
}

std::string_view CsvCells::quoted_cell() {
  const std::size_t opened = line_;
  const std::size_t begin = ++at_;
  bool escaped = false;
  for (;;) {
    const char* const found = static_cast<const char*>(
        at_ < text_.size() ? std::memchr(text_.data() + at_, '"', text_.size() - at_) : nullptr);
    if (found == nullptr) fail(Code::open_quote, file_ + ":" + std::to_string(opened));
    const auto quote = static_cast<std::size_t>(found - text_.data());
    line_ += static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                                 text_.begin() + static_cast<std::ptrdiff_t>(quote),
                                                 '\n'));
    at_ = quote + 1;
    if (at_ < text_.size() && text_[at_] == '"') {
      escaped = true;
      ++at_;
      continue;
    }
    const std::string_view inside = text_.substr(begin, quote - begin);
    const std::size_t closed = at_;
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') ++at_;
    // "12"3 is shown as it is written: it is neither 12 nor 123.
    if (!trim(text_.substr(closed, at_ - closed)).empty()) {
      return trim(text_.substr(begin - 1, at_ - begin + 1));
    }
    if (!escaped) return inside;
    if (n_unescaped_ == unescaped_.size()) unescaped_.emplace_back();
    std::string& cell = unescaped_[n_unescaped_++];
    cell.clear();
    for (std::size_t i = 0; i < inside.size(); ++i) {
      cell += inside[i];
      if (inside[i] == '"') ++i;
    }
    return cell;
  }
}

bool CsvCells::next(std::vector<std::string_view>& cells) {
  while (at_ < text_.size()) {
    cells.clear();
    n_unescaped_ = 0;
    row_line_ = line_;
    bool blank = true;
    for (bool more = true; more;) {
      std::string_view cell;
      if (at_ < text_.size() && text_[at_] == '"') {
        cell = quoted_cell();
      } else {
        const std::size_t begin = at_;
        const char* p = text_.data() + at_;
        const char* const end = text_.data() + text_.size();
        while (p != end && *p != separator_ && *p != '\n') ++p;
        at_ = static_cast<std::size_t>(p - text_.data());
        cell = text_.substr(begin, at_ - begin);
        if (!cell.empty() && cell.back() == '\r') cell.remove_suffix(1);
      }
      if (cell.size() > longest_cell) {
        fail(Code::over_limit, file_ + ":" + std::to_string(row_line_),
             std::to_string(cell.size()) + " bytes",
             {"a cell is too long", std::to_string(longest_cell),
              "check the quotes and line ends of this line"});
      }
      if (cells.size() == most_cells) {
        fail(Code::over_limit, file_ + ":" + std::to_string(row_line_),
             "more than " + std::to_string(most_cells) + " cells",
             {"a row is too long", std::to_string(most_cells),
              "check the separators and line ends of this line"});
      }
      blank = blank && trim(cell).empty();
      cells.push_back(cell);
      more = at_ < text_.size() && text_[at_] == separator_;
      if (more) ++at_;
    }
    if (at_ < text_.size()) ++at_, ++line_;  // the line end
    if (!blank) return true;
  }
  return false;
}

}  // namespace zonerank
