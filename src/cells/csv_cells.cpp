#include <algorithm>
#include <cstring>

#include "zonerank/cells/csv_cells.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank {
namespace {

constexpr std::size_t longest_cell = 1 << 20;  ///< bytes
constexpr std::size_t most_cells = 16'384;     ///< of a row, as in Excel

}  // namespace

CsvCells::CsvCells(std::string_view text, Place file) : text_(text), file_(std::move(file)) {
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
    if (found == nullptr) fail(Code::open_quote, file_.with_line(opened));
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
        fail(Code::over_limit, file_.with_line(row_line_),
             words("{0} bytes", "{0} 字节", {cell.size()}),
             {words("a cell is too long", "单元格过长"), std::to_string(longest_cell),
              words("check the quotes and line ends of this line", "请检查此行的引号和换行")});
      }
      if (cells.size() == most_cells) {
        fail(
            Code::over_limit, file_.with_line(row_line_),
            words("more than {0} cells", "超过 {0} 个单元格", {most_cells}),
            {words("a row is too long", "一行过长"), std::to_string(most_cells),
             words("check the separators and line ends of this line", "请检查此行的分隔符和换行")});
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
