#pragma once
#include "zonerank/core/build.hpp"
#include "zonerank/diagnostics/detail/phrases.hpp"

#include <utility>

namespace zonerank::detail {
ZONERANK_OWN(phrases) {

/// Whole details, or what they begin with where the English ends in a space.
constexpr std::pair<std::string_view, std::string_view> phrases[] = {
    {"did you mean ", "您是否指 "},
    {"known: ", "可用："},
    {"a method of your own is registered under its name first, in the same program (in Python "
     "@zonerank.normalization(\"name\") and so on; the command line has none)",
     "自定义方法须先在同一程序中按名称注册（Python 中用 @zonerank.normalization(\"名称\") "
     "等；命令行没有）"},
    {"no zone has a value", "没有高新区有该值"},
    {"it is the same for all zones", "所有高新区数值相同"},
    {"one zone alone has a value", "只有 1 个高新区有该值"},
    {"it lies in the future", "该年份在今年之后"},
    {"few zones have figures of it: ", "有数据的高新区较少："},
    {"no indicator can be computed or compared", "没有指标可以计算或比较"},
    {"no zone has enough of the weight of its indicators", "没有高新区具备足够权重的指标"},
    {"see which figures lack, or allow fewer with --min-available",
     "请查看缺少哪些数据，或用 --min-available 放宽"},
    {"check that the headings are names, codes or titles of the system's fields",
     "请核对表头是否为体系字段的名称、代码或标题"},
    {"the result is beyond the range of numbers", "结果超出数值范围"},
    {"the score is beyond the range of numbers", "得分超出数值范围"},
    {"the standard deviation is beyond the range of numbers", "标准差超出数值范围"},
    {"one zone alone needs bounds given by hand", "只有一个高新区时须手工给定上下限"},
    {"heading line", "表头行"},
    {"content", "内容"},
    {"line of data under its heading", "表头以下的数据行"},
    {"of the zone", "高新区"},
    {"of the year", "年份"},
    {"file", "文件"},
    {"sheet", "工作表"},
    {"of the enterprise", "企业"},
    {"of the industry", "行业"},
    {"name it zone or 高新区, or name the column with --zone-column",
     "列名请用 高新区 或 zone，或用 --zone-column 指明"},
    {"the zones are named by ", "高新区名称取自 "},
    {"its name says so", "名称即为汇总"},
    {"it was to be left out", "按要求不参与"},
    {"its amounts are the sums of all others", "其数值为其余各行之和"},
    {"its figures are the means of all others", "其数值为其余各行的平均"},
    {"its amounts are the sums of the ", "其数值为相邻若干行之和："},
    {"name it year or 年份, put the year into the file's name, or give --year",
     "列名请用 year 或 年份，或在文件名中写明年份，或使用 --year"},
    {"it is a figure of zones, but these rows are enterprises",
     "它是高新区数据，而该文件各行是企业"},
    {"it describes enterprises, but these rows are zones", "它描述企业，而该文件各行是高新区"},
    {"a comparable figure of last year belongs into a table of zones",
     "上年同口径数应放在高新区表中"},
    {"it does not exist or may not be read", "文件不存在或无读取权限"},
    {"it does not exist or is not a file", "不存在或不是文件"},
    {"it is not a file", "不是文件"},
    {"it begins like UTF-16", "开头像 UTF-16 编码"},
    {"it is hidden", "该工作表已隐藏"},
    {"it holds results of a ranking", "其中是排名结果"},
    {"no row in it is a heading", "其中没有表头"},
    {"it has no row of data", "其中没有数据行"},
    {"it is protected by a password", "文件设有密码"},
    {"it is cut off or damaged; copy or download it again", "文件不完整或已损坏，请重新复制或下载"},
    {"it is a web page with the name of a workbook", "文件实为网页，只是以工作簿命名"},
    {"it is no workbook", "文件不是工作簿"},
    {"it is empty", "文件为空"},
    {"another program has locked it, or it may not be read", "文件被其他程序占用，或无读取权限"},
    {"no sheet has a cell with content", "没有任何工作表含有内容"},
    {"every sheet with content is hidden", "含有内容的工作表都已隐藏"},
    {"zones", "高新区表"},
    {"enterprises", "企业表"},
    {"reading stopped in the middle", "读取中断"},
    {"direction -", "负方向"},
    {"pair of bounds", "上下限"},
    {"zone", "高新区数"},
    {"rollup", "企业汇总数"},
    {"correct the figure", "请更正"},
    {"correct it, or explain it in writing", "请更正，或填写情况说明"},
    {"fill it in, or explain it in writing", "请补填，或填写情况说明"},
    {"fill it in", "请补填"},
    {"check the unit, or explain it in writing", "请核对计量单位，或填写情况说明"},
    {"check the unit", "请核对计量单位"},
    {"its unit is no power of ten of the field's", "其单位与字段单位之比不是 10 的幂"},
    {"its factors are too large for decimals of 38 digits", "其系数超出 38 位十进制数"},
    {"it reads tables of one row an enterprise", "它只读取一行一个企业的表"},
    {"it reads numbers with a decimal point", "它只读取用小数点书写的数值"},
    {"it reads no bands of values", "它不读取数值区间"},
    {"it reads no numbers with footnote marks", "它不读取带脚注标记的数值"},
    {"it reads text in UTF-8 alone", "它只读取 UTF-8 文本"},
    {"a mark of missing values is a number", "缺失标记本身是数值"},
    {"a long table", "长表（一行一个指标）"},
    {"a table with years as columns", "以年份为列的表"},
    {"a table with indicators as rows", "以指标为行的表"},
    {"tables side by side", "左右并排的表"},
    {"no column names the indicators", "没有一列给出指标名称"},
    {"head it indicator or 指标, and the column of figures value or 数值",
     "请把该列命名为 指标 或 indicator，把数值列命名为 数值 或 value"},
    {"no column holds the figures", "没有一列是数值"},
    {"head it value or 数值", "请把该列命名为 数值 或 value"},
    {"no cell of a column is a known name of a field", "没有一列的单元格是已知的字段名"},
    {"name the indicators as the system does, or give --rename \"old=new\"",
     "请使用体系中的指标名称，或用 --rename \"旧名=新名\""},
    {"no row over them names the zones or years of the columns",
     "其上没有一行给出各列的高新区或年份"},
    {"write the names of the zones over the columns of figures", "请在数值各列之上写明高新区名称"},
    {"nothing says which figure stands under ", "没有说明这些列是哪项指标："},
    {"write it over the table, as in 指标：营业收入(亿元), or name the file or sheet after it",
     "请在表格上方写明，如 指标：营业收入(亿元)，或以指标命名文件或工作表"},
    {"the table has too many columns", "表格列数过多"},
    {"check the separator, or split the table", "请检查分隔符，或拆分表格"},
    {"a cell is too long", "单元格过长"},
    {"a row is too long", "一行过长"},
    {"the cell is too long for a name, a code or a year", "单元格过长，不可能是名称、代码或年份"},
    {"check the quotes and line ends of this line", "请检查此行的引号和换行"},
    {"check the separators and line ends of this line", "请检查此行的分隔符和换行"},
    {"this system has no converter of ", "本系统无法转换编码 "},
    {"name it enterprise or 统一社会信用代码; where every row is another enterprise, distinct=True "
     "does without it",
     "列名请用 统一社会信用代码 或 enterprise；若每行都是不同企业，可用 distinct=True 省去"},
    {"name it industry (an empty one will do), or do not group by it",
     "请加上 industry 列（可为空），或不按行业分组"},
    {"the system needs a field industry, a code of the enterprise",
     "体系需要字段 industry（企业的行业代码）"},
    {"it is not written as a year", "未写成年份"},
    {"it is not written as a plain number", "未写成普通数字"},
    {"it looks like a row of totals", "疑为合计行"},
    {"these rows are not of enterprises", "这些行不是企业数据"},
    {"a share from 0 to 1", "0 到 1 之间的比例"},
    {"a number from ", "数值，范围 "},
};

constexpr std::pair<std::string_view, std::string_view> place_words[] = {
    {", column ", "，列 "}, {", enterprise ", "，企业 "}, {", zone ", "，高新区 "},
    {", key ", "，键 "},    {", field ", "，字段 "},
};

}  // ZONERANK_OWN(phrases)

ZONERANK_INLINE std::string place_in_chinese(std::string_view place) {
  std::string result(place);
  if (constexpr std::string_view zone = "zone "; result.starts_with(zone))
    result.replace(0, zone.size(), "高新区 ");
  for (const auto& [english, chinese] : place_words) {
    for (std::size_t at = result.find(english); at != result.npos; at = result.find(english, at)) {
      result.replace(at, english.size(), chinese);
    }
  }
  return result;
}

ZONERANK_INLINE std::string in_chinese(std::string_view detail) {
  for (const auto& [english, chinese] : phrases) {
    if (english == detail) return std::string(chinese);
  }
  if (const std::size_t at = detail.find("; "); at != detail.npos) {
    const std::string_view last = detail.substr(at + 2);
    for (const auto& [english, chinese] : phrases) {
      if (english == last) return in_chinese(detail.substr(0, at)) + "；" + std::string(chinese);
    }
  }
  for (const auto& [english, chinese] : phrases) {
    if (english.ends_with(' ') && detail.starts_with(english)) {
      return std::string(chinese) + std::string(detail.substr(english.size()));
    }
  }
  return std::string(detail);
}

}  // namespace zonerank::detail
