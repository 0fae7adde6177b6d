#include "data/row_marks.hpp"

#include <algorithm>
#include <string>

#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

constexpr std::string_view total_endings[] = {"合计", "总计", "小计", "共计", "总和"};
constexpr std::string_view total_words[] = {"total",     "totals",     "subtotal",
                                            "sub-total", "grandtotal", "sum"};
constexpr std::string_view note_words[] = {
    "注",       "备注",     "说明",     "填表说明",  "填表人",     "填报人",     "制表人",
    "制表",     "审核人",   "复核人",   "负责人",    "单位负责人", "统计负责人", "财务负责人",
    "填表单位", "填报单位", "报出日期", "填报日期",  "填表日期",   "日期",       "联系人",
    "联系电话", "电话",     "资料来源", "数据来源",  "来源",       "note",       "notes",
    "source",   "sources",  "remark",   "preparedby"};

/// Half-width, lower case, without spaces.
std::string squeezed(std::string_view cell) {
  std::string text = lower(half_width(cell));
  text.erase(std::remove_if(text.begin(), text.end(),
                            [](char c) { return c == ' ' || c == '\t' || c == '\n'; }),
             text.end());
  return text;
}

template <class Words>
bool contains(const Words& words, std::string_view text) {
  return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

}  // namespace

bool is_total(std::string_view cell) {
  // Codes of enterprises are told at a glance.
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (cell.empty() || cell.size() > 60 || is_digit(cell.front()) || is_digit(cell.back())) {
    return false;
  }
  std::string text = squeezed(cell);
  while (text.ends_with(':')) text.pop_back();
  if (contains(total_words, text)) return true;
  return std::any_of(std::begin(total_endings), std::end(total_endings),
                     [&](std::string_view ending) { return text.ends_with(ending); });
}

bool is_footnote(std::string_view cell) {
  const std::string text = squeezed(cell);
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return false;
  std::string_view before = std::string_view(text).substr(0, colon);
  while (!before.empty() && before.back() >= '0' && before.back() <= '9') before.remove_suffix(1);
  return contains(note_words, before);
}

}  // namespace zonerank::detail
