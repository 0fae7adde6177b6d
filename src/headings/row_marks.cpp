#include "headings/row_marks.hpp"

#include <algorithm>
#include <string>

#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

constexpr std::string_view total_endings[] = {"合计", "总计", "小计", "共计", "总和"};
constexpr std::string_view total_words[] = {"total",     "totals",     "subtotal",
                                            "sub-total", "grandtotal", "sum"};
/// Rows of a table of zones that are no zone.
constexpr std::string_view summary_words[] = {"全国",
                                              "全省",
                                              "全市",
                                              "全国平均",
                                              "全国合计",
                                              "全部",
                                              "总体",
                                              "整体",
                                              "平均",
                                              "均值",
                                              "平均值",
                                              "平均数",
                                              "算术平均",
                                              "加权平均",
                                              "最大",
                                              "最大值",
                                              "最小",
                                              "最小值",
                                              "最高",
                                              "最高值",
                                              "最低",
                                              "最低值",
                                              "中位数",
                                              "中值",
                                              "标准差",
                                              "方差",
                                              "极差",
                                              "变异系数",
                                              "排名",
                                              "位次",
                                              "排序",
                                              "名次",
                                              "权重",
                                              "指标权重",
                                              "东部",
                                              "中部",
                                              "西部",
                                              "东北",
                                              "东部地区",
                                              "中部地区",
                                              "西部地区",
                                              "东北地区",
                                              "华北地区",
                                              "华东地区",
                                              "华南地区",
                                              "华中地区",
                                              "西南地区",
                                              "西北地区",
                                              "沿海地区",
                                              "内陆地区",
                                              "长三角",
                                              "珠三角",
                                              "京津冀",
                                              "全球",
                                              "世界",
                                              "世界平均",
                                              "all",
                                              "average",
                                              "mean",
                                              "median",
                                              "max",
                                              "maximum",
                                              "min",
                                              "minimum",
                                              "std",
                                              "stddev",
                                              "sd",
                                              "standarddeviation",
                                              "variance",
                                              "range",
                                              "rank",
                                              "ranking",
                                              "ranks",
                                              "weight",
                                              "weights",
                                              "world",
                                              "worldaverage",
                                              "globalaverage",
                                              "global",
                                              "overall",
                                              "allzones",
                                              "allcountries",
                                              "nationalaverage",
                                              "national",
                                              "oecdaverage",
                                              "euaverage",
                                              "average(all)"};
constexpr std::string_view summary_endings[] = {"平均",      "均值",    "平均值",  "最大值",
                                                "最小值",    "中位数",  "average", "total",
                                                "(average)", "(total)", "(mean)"};
constexpr std::string_view summary_beginnings[] = {"averageof", "meanof", "totalof", "totalfor"};
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

bool is_summary(std::string_view name) {
  if (name.empty() || name.size() > 60) return false;
  std::string text = squeezed(name);
  while (text.ends_with(':')) text.pop_back();
  if (is_total(name) || contains(summary_words, text)) return true;
  return std::any_of(std::begin(summary_endings), std::end(summary_endings),
                     [&](std::string_view end) { return text.ends_with(end); }) ||
         std::any_of(std::begin(summary_beginnings), std::end(summary_beginnings),
                     [&](std::string_view begin) { return text.starts_with(begin); });
}

bool is_caption(std::string_view cell) {
  std::string text = squeezed(cell);
  const auto strip = [&](std::string_view mark) {
    if (text.ends_with(mark)) text.resize(text.size() - mark.size());
  };
  strip(")");
  strip("）");
  if (text.starts_with("续表") || text.starts_with("接上表")) return true;
  if (text.ends_with("continued") || text.ends_with("cont.")) return true;
  return text.starts_with("表") && (text.ends_with("续") || text.ends_with("续表"));
}

bool continues_note(std::string_view cell) {
  constexpr std::size_t longest_name = 60;
  const std::string text = squeezed(cell);
  const bool is_numbered = text.size() > 2 && text[0] >= '0' && text[0] <= '9' &&
                           (text[1] == '.' || text[1] == ')' || text.substr(1, 3) == "、");
  constexpr std::string_view marks[] = {"。", "；", "，"};
  return is_numbered || text.size() > longest_name ||
         std::any_of(std::begin(marks), std::end(marks),
                     [&](std::string_view mark) { return text.find(mark) != text.npos; });
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
