#pragma once
// Every code with its sentences: what is wrong, and what to do. {v} is the value, {0} {1}.. the
// arguments. Written to be read aloud to an analyst.

#include <array>
#include <utility>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/detail/limits.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/diagnostics/exit_class.hpp"

namespace zonerank {
ZONERANK_OWN(messages) {

/// How grave a code is, and whether an error is the fault of the call, not of the data.
struct Kind {
  Severity severity;
  ExitClass exit = ExitClass::data;
};

constexpr Kind E{Severity::error}, U{Severity::error, ExitClass::usage}, Q{Severity::query},
    N{Severity::notice};

struct Message {
  Code code;
  std::string_view name;
  Kind kind;
  std::string_view rule_en, cure_en, rule_zh, cure_zh;
};

constexpr auto messages = std::to_array<Message>({
    // options and stages
    {Code::unknown_system, "unknown-system", U, "there is no indicator system \"{v}\"", "{0}",
     "没有名为“{v}”的指标体系", "{0}"},
    {Code::unknown_option, "unknown-option", U, "there is no option \"{v}\"", "{0}",
     "没有选项“{v}”", "{0}"},
    {Code::bad_option, "bad-option", U, "is {v}, but must be {0}", "change the option",
     "为 {v}，但应为 {0}", "请修改该选项"},
    {Code::ambiguous_option, "ambiguous-option", U, "\"{v}\" is an option of {0} alike",
     "write it inside the one that is meant: a table of its method and its options",
     "“{v}”同时是 {0} 的选项", "请写入所指方法的表中（method 及其选项）"},
    {Code::option_of_other, "option-of-other", U,
     "\"{v}\" is no option of the methods chosen, but of {0}", "choose that too, or leave it out",
     "“{v}”不是所选方法的选项，而是 {0} 的选项", "请同时选择该方法，或删去该选项"},
    {Code::wrong_shape, "wrong-shape", E, "has {v}, but {0}", "pass arrays of matching sizes",
     "为 {v}，但{0}", "请传入大小相符的数组"},
    {Code::unknown_zone, "unknown-zone", U, "there is no zone \"{v}\" in the data", "{0}",
     "数据中没有高新区“{v}”", "{0}"},
    {Code::unknown_indicator, "unknown-indicator", U, "the system has no indicator \"{v}\"", "{0}",
     "该体系没有指标“{v}”", "{0}"},
    {Code::bad_score, "bad-score", E, "score {v} cannot enter {0}, which needs scores {1}",
     "choose a range of scores that starts above 0 (lower = 1), or the arithmetic mean",
     "得分 {v} 不能进入所选的汇总方法（{0}；要求得分 {1}）",
     "请让得分区间从大于 0 处开始（lower = 1），或改用算术平均"},
    {Code::needs_option, "needs-option", U, "the method {0} needs the option \"{v}\": {1}",
     "give it", "方法 {0} 需要选项“{v}”：{1}", "请给出该选项"},
    {Code::needs_bounds, "needs-bounds", E,
     "the method {0} scores against bounds that are given, and \"{v}\" has none",
     "give bounds in its own unit: bounds = [a, b] of the indicator, bounds=, or --bound",
     "方法 {0} 按给定的上下限计分，而“{v}”没有上下限",
     "请以其自身单位给出上下限：指标的 bounds = [a, b]、bounds= 或 --bound"},
    {Code::undefined_score, "undefined-score", E, "{0} of {v} is not defined: {1}",
     "choose another normalization for it, or correct the figure", "{v} 的 {0} 无定义：{1}",
     "请为其另选标准化方法，或更正数据"},
    {Code::unknown_category, "unknown-category", E,
     "the value {v} is no category of the scale: {0}", "add it to the scale, or correct the figure",
     "值 {v} 不在量表之内：{0}", "请把它加入量表，或更正数据"},
    {Code::bad_judgment, "bad-judgment", E, "the judgment is {v}, but must be {0}",
     "correct the judgment", "判断值为 {v}，但应为 {0}", "请更正该判断"},
    {Code::inconsistent_judgments, "inconsistent-judgments", E,
     "the judgments contradict each other: the consistency ratio is {v}, above {0}",
     "reconsider {1}", "判断相互矛盾：一致性比率为 {v}，高于 {0}", "请重新考虑 {1}"},
    {Code::undefined_weights, "undefined-weights", E, "the weights {v} are not defined: {0}",
     "choose other weights here", "{v} 权重无定义：{0}", "请在此处另选权重"},
    {Code::alternative_fails, "alternative-fails", U, "with {v} there is no ranking: {0}",
     "take this choice out of the lists, or change what it needs", "采用 {v} 时无法排名：{0}",
     "请从备选方法中去掉此项，或满足其要求"},
    {Code::absent_factor, "absent-factor", U, "{v} cannot vary here: {0}",
     "leave this factor out, or choose another", "{v} 在此无法变动：{0}", "请去掉此因素或另选因素"},
    {Code::empty_weight_set, "empty-weight-set", U, "no weights are within the bounds {v}: {0}",
     "widen the bounds so that shares can sum to 1", "没有权重满足上下限 {v}：{0}",
     "请放宽上下限，使组内权重之和可为 1"},
    {Code::own_method_failed, "own-method-failed", E, "your method \"{v}\" failed: {0}",
     "correct the function", "自定义方法“{v}”出错：{0}", "请修改该函数"},
    {Code::own_method_result, "own-method-result", E,
     "your method \"{v}\" gave {0}, but must give {1}", "correct the function",
     "自定义方法“{v}”给出 {0}，但应给出{1}", "请修改该函数"},
    {Code::needs_parameters, "needs-parameters", E,
     "your normalization \"{v}\" learned nothing that can be applied to these rows: {0}",
     "give fit(x) that returns parameters, and apply(x, parameters)",
     "自定义标准化方法“{v}”没有可用于这些行的参数：{0}",
     "请提供返回参数的 fit(x)，以及 apply(x, parameters)"},
    // indicator systems
    {Code::unreadable_file, "unreadable-file", E, "the file cannot be read ({0})",
     "check the path and the permissions", "无法读取文件（{0}）", "请检查路径和权限"},
    {Code::unreadable_workbook, "unreadable-workbook", E, "the workbook cannot be read: {0}",
     "open it in Excel or WPS and save it again as .xlsx, without a password",
     "无法读取工作簿：{0}", "请用 Excel 或 WPS 打开，另存为 .xlsx（不设密码）"},
    {Code::unwritable_file, "unwritable-file", E, "this cannot be written ({0})",
     "check the path, the permissions and the free space", "无法写入（{0}）",
     "请检查路径、权限和剩余空间"},
    {Code::toml_syntax, "toml-syntax", E, "this is not TOML: {0}", "correct the line",
     "不是合法的 TOML：{0}", "请修改该行"},
    {Code::unknown_key, "unknown-key", E, "there is no key \"{v}\" here", "{0}", "此处没有键“{v}”",
     "{0}"},
    {Code::missing_key, "missing-key", E, "the key \"{v}\" is missing", "{0}", "缺少键“{v}”",
     "{0}"},
    {Code::wrong_type, "wrong-type", E, "the value is {v}, but must be {0}", "correct the value",
     "值为 {v}，但应为 {0}", "请更正该值"},
    {Code::unknown_value, "unknown-value", U, "\"{v}\" is not one of the values of this key", "{0}",
     "“{v}”不是该键允许的值", "{0}"},
    {Code::bad_id, "bad-id", E, "\"{v}\" is not an id",
     "use letters, digits and _, beginning with a letter", "“{v}”不能作为标识",
     "请用字母、数字和下划线，并以字母开头"},
    {Code::duplicate_id, "duplicate-id", E, "\"{v}\" is given twice, first at {0}",
     "give each its own name", "“{v}”重复定义，首次出现在 {0}", "请改用不同的名称"},
    {Code::reserved_name, "reserved-name", E, "\"{v}\" is a reserved column name",
     "choose another id", "“{v}”是保留的列名", "请另选标识"},
    {Code::unknown_group, "unknown-group", E, "there is no group \"{v}\"", "{0}", "没有分组“{v}”",
     "{0}"},
    {Code::group_cycle, "group-cycle", E,
     "the parents of {v} lead in a circle and never to \"overall\"",
     "let one of them have the parent \"overall\"", "{v} 的上级循环，无法到达“overall”",
     "请让其中之一的上级为“overall”"},
    {Code::groups_too_deep, "groups-too-deep", E,
     "groups stand inside each other deeper than {0} levels", "put some of them side by side",
     "分组嵌套超过 {0} 层", "请减少层数"},
    {Code::empty_group, "empty-group", E, "the group \"{v}\" has no indicator and no group inside",
     "remove it, or put an indicator into it", "分组“{v}”内既无指标也无下级分组",
     "请删除它，或放入指标"},
    {Code::bad_weight, "bad-weight", E, "the weight is {v}, but must be a number >= 0",
     "correct the weight", "权重为 {v}，但应为不小于 0 的数", "请更正权重"},
    {Code::zero_weights, "zero-weights", E, "all weights inside \"{v}\" are zero",
     "give at least one a weight above 0", "“{v}”内的权重全部为零",
     "请至少给其中一个大于 0 的权重"},
    {Code::bad_range, "bad-range", U,
     "the range is {v}, but needs two finite numbers, the first below the second",
     "write [lower, upper]", "区间为 {v}，但应为两个有限数且前小后大", "请写成 [下限, 上限]"},
    {Code::unknown_unit, "unknown-unit", E, "\"{v}\" is not a unit ({0})", "{1}",
     "“{v}”不是计量单位（{0}）", "{1}"},
    // formulas
    {Code::formula_syntax, "formula-syntax", E,
     "the formula \"{v}\" cannot be read at character {0}: {1}", "correct the formula",
     "公式“{v}”第 {0} 个字符处无法解析：{1}", "请修改公式"},
    {Code::formula_too_deep, "formula-too-deep", E,
     "the formula nests deeper than {0} levels (at character {1})", "split it into derived fields",
     "公式嵌套超过 {0} 层（第 {1} 个字符处）", "请拆成若干派生字段"},
    {Code::unknown_field, "unknown-field", E,
     "the formula names the field \"{v}\", which the system does not have", "{0}",
     "公式用到字段“{v}”，但体系中没有", "{0}"},
    {Code::field_cycle, "field-cycle", E, "a derived field needs itself: {v}",
     "let one of them be reported instead", "派生字段依赖自身：{v}", "请让其中之一改为直接填报"},
    {Code::incompatible_units, "incompatible-units", E,
     "{0} and {1} cannot be added or compared, in \"{v}\"", "bring both sides to one kind of unit",
     "“{v}”中 {0} 与 {1} 不能相加或比较", "请使两边为同类单位"},
    {Code::wrong_dimension, "wrong-dimension", E,
     "the unit \"{v}\" does not fit: the figure is in {0}",
     "use a unit of the same kind, such as {0}", "单位“{v}”不符：该数据的单位是 {0}",
     "请使用同类单位，如 {0}"},
    {Code::unit_needed, "unit-needed", E,
     "the number {v} is compared with or added to an amount in {0}, so it needs a unit",
     "write it with its unit, as in {v} {0}", "数 {v} 与单位为 {0} 的量比较或相加，须带单位",
     "请带单位书写，如 {v} {0}"},
    {Code::no_arithmetic, "no-arithmetic", E, "\"{v}\" is a {0} and takes no arithmetic here",
     "use count(...) or a comparison", "“{v}”是{0}，此处不能参与运算", "请用 count(...) 或比较"},
    {Code::function_misuse, "function-misuse", E, "{v}: {0}", "{1}", "{v}：{0}", "{1}"},
    {Code::not_exact, "not-exact", E, "\"{v}\" does not add up exactly: {0}",
     "roll-ups use sums, differences and whole multiples of fields; form ratios in an indicator",
     "“{v}”不能精确汇总：{0}", "汇总只用字段的和、差与整数倍；比率请写在指标中"},
    // raw statistics
    {Code::empty_file, "empty-file", E, "the file has no {0}",
     "give a file with a heading line and data", "文件没有{0}", "请提供含表头和数据的文件"},
    {Code::no_heading, "no-heading", E,
     "none of the first {v} rows is a heading: no cell is a known name of a column",
     "name the columns by field name, form code or Chinese name, as in zone, year, qc05_0",
     "前 {v} 行中没有表头：没有单元格是已知的列名",
     "列名请用字段名、表式代码或中文名称，如 高新区、年份、qc05_0"},
    {Code::bad_encoding, "bad-encoding", E, "the text is neither UTF-8 nor GB18030 ({0})",
     "save the file as \"CSV UTF-8\", or name its encoding: --encoding",
     "文本既非 UTF-8 也非 GB18030（{0}）", "请另存为“CSV UTF-8”，或指明编码：--encoding"},
    {Code::open_quote, "open-quote", E, "the file ends inside a quoted cell that begins here",
     "close the quote, or check that the file is complete", "文件在此处开始的引号内结束",
     "请补上引号，或检查文件是否完整"},
    {Code::ragged_row, "ragged-row", E, "the line has {v} cells, but the heading has {0}",
     "check commas and quotes in this line", "该行有 {v} 个单元格，但表头有 {0} 个",
     "请检查该行的逗号和引号"},
    {Code::no_column, "no-column", E, "there is no column {0}", "{1}", "没有{0}列", "{1}"},
    {Code::duplicate_column, "duplicate-column", E, "the columns {v} both mean the field \"{0}\"",
     "keep one of them", "列 {v} 都表示字段“{0}”", "请只保留一列"},
    {Code::ambiguous_title, "ambiguous-title", E, "the heading \"{v}\" can mean {0}",
     "use the form code or the field's name", "表头“{v}”可指 {0}", "请改用表式代码或字段名"},
    {Code::two_units, "two-units", E, "two units are given: {v} and {0}", "keep the right one",
     "给出了两个计量单位：{v} 与 {0}", "请保留正确的一个"},
    {Code::contradicting_heading, "contradicting-heading", E,
     "the heading \"{v}\" stands over \"{0}\", which is another field",
     "correct the one that is wrong", "表头“{v}”下方为“{0}”，两者不是同一字段", "请更正有误的一个"},
    {Code::contradicting_year, "contradicting-year", E,
     "the name says {v}, but a title in the file says {0}",
     "correct one of them, or add a column of the year", "名称为 {v} 年，而表内标题为 {0} 年",
     "请更正其中之一，或增加年份列"},
    {Code::bad_number, "bad-number", E, "\"{v}\" is not a number",
     "write a number, or leave the cell empty where there is none", "“{v}”不是数字",
     "请填数字；没有数据则留空"},
    {Code::cell_error, "cell-error", E, "the cell holds the spreadsheet's error {v}",
     "correct the formula, or leave the cell empty where there is no figure",
     "单元格为表格软件的错误值 {v}", "请更正公式；没有数据则留空"},
    {Code::bad_flag, "bad-flag", E, "\"{v}\" is not one of the answers {0}",
     "write one of them, or leave the cell empty", "“{v}”不在可选答案 {0} 之内",
     "请填其中之一，或留空"},
    {Code::bad_year, "bad-year", E, "\"{v}\" is not a year", "write four digits, as in 2020",
     "“{v}”不是年份", "请写四位数字，如 2020"},
    {Code::misplaced_percent, "misplaced-percent", E,
     "\"{v}\" is a share, but the column holds amounts in {0}",
     "write the amount, or give the share in a column of its own",
     "“{v}”是比例，而该列为单位是 {0} 的数值", "请填数值，或把比例另列一栏"},
    {Code::mixed_percent, "mixed-percent", E,
     "{3} cells are written with a sign of per cent (\"{v}\", line {0}) and {4} without "
     "(\"{1}\", line {2}); it is not clear whether these mean the same",
     "write all cells of the column in one way; where 60% beside 55.2 means 60, let the sign be "
     "ignored: --ignore-mark %",
     "{3} 个单元格带百分号（“{v}”，第 {0} 行），{4} 个不带（“{1}”，第 {2} 行），"
     "无法判断口径是否一致",
     "请统一该列的写法；若 60% 与 55.2 并列、均按数字理解，可忽略百分号：--ignore-mark %"},
    {Code::footnote_mark, "footnote-mark", E, "\"{v}\" is a number with the mark \"{0}\"",
     "remove the mark, or let it be ignored: --ignore-mark \"{0}\"; if the cell says that there "
     "is no figure: --missing \"{v}\"",
     "“{v}”是带注记“{0}”的数字",
     "请删去注记，或忽略它：--ignore-mark \"{0}\"；若表示没有数据：--missing \"{v}\""},
    {Code::band_of_values, "band-of-values", E, "\"{v}\" is a band of values, not one figure",
     "write one figure, or choose what stands for a band: --bands middle, lower or upper",
     "“{v}”是数值区间，不是一个数",
     "请填一个数，或选择以何值代表区间：--bands middle、lower 或 upper"},
    {Code::undecided_decimal_sign, "undecided-decimal-sign", E,
     "\"{v}\" can be read in two ways: the sign before its last three digits may separate "
     "decimals or thousands, and no other number of the file tells",
     "say which sign separates decimals: --decimal , or --decimal .",
     "“{v}”有两种读法：末三位前的符号可能是小数点，也可能是千位分隔，文件中没有其他数字可以判断",
     "请说明小数点用哪个符号：--decimal , 或 --decimal ."},
    {Code::mixed_decimal_signs, "mixed-decimal-signs", E,
     "\"{v}\" has another decimal sign than the comma of this table{0}",
     "write all numbers of the table with the same decimal sign",
     "“{v}”的小数点与本表所用的逗号不一致{0}", "请统一本表数字的小数点"},
    {Code::doubtful_encoding, "doubtful-encoding", E,
     "the text is not UTF-8, and read as GB18030 it has words such as \"{v}\", which nobody writes",
     "save the file as \"CSV UTF-8\", or name its encoding: --encoding {0} (--encoding gb18030 if "
     "these words are right)",
     "文件不是 UTF-8 编码，按 GB18030 读取则出现“{v}”这样不成词的文字",
     "请另存为“CSV UTF-8”，或指明编码：--encoding {0}（若文字无误：--encoding gb18030）"},
    {Code::too_many_decimals, "too-many-decimals", E,
     "{v} has more decimals than the field's {0} in {1}",
     "give the figure with at most {0} decimals, as the forms do",
     "{v} 的小数位多于该字段的 {0} 位（单位 {1}）", "请按报表填写，至多 {0} 位小数"},
    {Code::cell_too_large, "cell-too-large", E,
     "{v} is too large for an exact figure (64 bits at the field's decimals)",
     "check the figure and its unit", "{v} 超出精确数值范围（按小数位折算超过 64 位）",
     "请检查数值和单位"},
    {Code::sum_too_large, "sum-too-large", E, "the sum of \"{v}\" goes beyond 38 digits",
     "check the figures and their unit", "“{v}”的合计超过 38 位数字", "请检查数值和单位"},
    {Code::blank_key, "blank-key", E, "the cell of \"{v}\" is empty", "every row needs it",
     "“{v}”单元格为空", "每行都必须填写"},
    {Code::shortened_key, "shortened-key", E,
     "\"{v}\" is a code that a spreadsheet took for a number, its last digits are lost",
     "format the column as text and enter the codes again",
     "“{v}”是被表格软件当作数字的代码，末位数字已丢失", "请将该列设为文本格式并重新填写代码"},
    {Code::duplicate_zone, "duplicate-zone", E,
     "the zone is given twice in the year, first on line {0}", "keep one of the rows",
     "该高新区同一年出现两次，首次在第 {0} 行", "请只保留一行"},
    {Code::conflicting_cell, "conflicting-cell", E,
     "the field \"{2}\" is given twice with different values: {0} and {1}", "correct one of them",
     "字段“{2}”给出两次且不一致：{0} 与 {1}", "请更正其中之一"},
    {Code::two_zones, "two-zones", E, "the enterprise stands in two zones in one year: {0} and {1}",
     "keep it in one of them", "该企业同一年出现在两个高新区：{0} 与 {1}", "请只保留一处"},
    {Code::contradicts_rollup, "contradicts-rollup", E,
     "the zone's own figure of \"{2}\" is {0}, but its enterprises add up to {1}",
     "correct one of them, or decide with --prefer zone or --prefer rollup",
     "高新区填报的“{2}”为 {0}，而企业汇总为 {1}",
     "请更正其中之一，或用 --prefer zone 或 --prefer rollup 决定取舍"},
    {Code::no_year, "no-year", U, "there are no data of {v}", "years in the data: {0}",
     "没有 {v} 年的数据", "数据中的年份：{0}"},
    {Code::unclear_layout, "unclear-layout", E, "this looks like {2}, but {0}", "{1}",
     "这像是{2}，但{0}", "{1}"},
    {Code::repeated_figure, "repeated-figure", E, "\"{v}\" is given twice for {0}: {1} and {2}",
     "keep the right one", "{0} 的“{v}”出现两次：{1} 与 {2}", "请保留正确的一个"},
    {Code::contradicts_ready_made, "contradicts-ready-made", E,
     "\"{v}\" is given as {0}, but the figures that it is computed from give {1}",
     "correct one of them, or leave out the column of \"{v}\"",
     "“{v}”直接给出 {0}，而按其原始数据计算为 {1}", "请更正其一，或删去“{v}”列"},
    {Code::nothing_to_rank, "nothing-to-rank", E, "no zone can be ranked in {v}: {0}", "{1}",
     "{v} 年没有高新区可以排名：{0}", "{1}"},
    // findings of checks
    {Code::duplicate_enterprise, "duplicate-enterprise", Q,
     "the enterprise is given twice in the year, first on line {0}; the rows were joined",
     "keep one of the rows, or correct the code", "该企业同一年出现两次，首次在第 {0} 行；已合并",
     "请只保留一行，或更正企业代码"},
    {Code::broken_rule, "broken-rule", N, "{0}: this does not hold ({1})", "{2}",
     "不满足“{0}”（{1}）", "{2}"},
    {Code::negative_figure, "negative-figure", N, "\"{0}\" is {1}, but cannot be negative", "{3}",
     "“{0}”为 {1}，不应为负", "{3}"},
    {Code::jump, "jump", N, "\"{0}\" is {1} after {2} last year, {4} times as much", "{3}",
     "“{0}”上年 {2}，本年 {1}，为上年的 {4} 倍", "{3}"},
    {Code::unit_slip, "unit-slip", N,
     "\"{0}\" is {1} after {2} last year, {4} times last year's figure: the unit may have slipped",
     "{3}", "“{0}”上年 {2}，本年 {1}，为上年的 {4} 倍，疑似单位填错", "{3}"},
    {Code::unlike_zone, "unlike-zone", N,
     "\"{0}\" is {1}, per head about {4} the median of its zone: the unit may be wrong", "{3}",
     "“{0}”为 {1}，人均约为本高新区中位数的 {4}，疑似单位填错", "{3}"},
    {Code::needed_blank, "needed-blank", N, "\"{0}\" is blank{2}", "{3}", "“{0}”未填{2}", "{3}"},
    {Code::beyond_scale, "beyond-scale", N, "the score \"{0}\" is {v}, on a scale of {1} to {2}",
     "correct the score, or confirm it in writing", "评分“{0}”为 {v}，量表为 {1} 至 {2}",
     "请更正评分，或书面确认"},
    {Code::bad_industry, "bad-industry", N, "\"{v}\" is no industry code of GB/T 4754",
     "correct the code, as in 3911 or C3911", "“{v}”不是 GB/T 4754 的行业代码",
     "请更正代码，如 3911 或 C3911"},
    {Code::two_codes, "two-codes", N, "the enterprise \"{v}\" is also given under the code {0}",
     "keep one code, or explain why there are two", "企业“{v}”另以代码 {0} 出现",
     "请只保留一个代码，或说明原因"},
    {Code::same_figures, "same-figures", N,
     "all {1} figures are equal to those of the enterprise {0}: is it one firm under two codes?",
     "keep one code, or explain why the figures are equal",
     "{1} 项数据与企业 {0} 完全相同：是否同一企业以两个代码填报？",
     "请只保留一个代码，或说明数据为何相同"},
    {Code::lone_code, "lone-code", N, "the code stands in {0} alone, not in {1}{2}",
     "correct the code, or explain why the enterprise has one form",
     "该代码只见于 {0}，不见于 {1}{2}", "请更正代码，或说明该企业为何只有一张表"},
    // notices
    {Code::absent_column, "absent-column", N, "no column gives the field \"{v}\"; without it: {0}",
     "add the column where you have it", "没有列给出字段“{v}”；因此缺：{0}", "如有数据请补充该列"},
    {Code::left_out_indicator, "left-out-indicator", N,
     "the indicator \"{v}\" is left out for all zones ({0}); {1} of the overall weight goes to the "
     "others of its group",
     "", "指标“{v}”对所有高新区均不计入（{0}）；其 {1} 的总权重由同组其他指标分担", ""},
    {Code::unknown_column, "unknown-column", N, "the column \"{v}\" is not known and was not used",
     "{0}", "列“{v}”无法识别，未使用", "{0}"},
    {Code::unused_column, "unused-column", N,
     "{v} columns are items of the statistical forms that this system does not use", "",
     "{v} 列是统计表中的项目，但该体系不使用", ""},
    {Code::skipped_sheet, "skipped-sheet", N, "the sheet was not read: {0}", "",
     "未读取该工作表：{0}", ""},
    {Code::title_rows, "title-rows", N, "{0} rows above the heading were taken as titles: {v}", "",
     "表头上方的 {0} 行按标题处理：{v}", ""},
    {Code::unit_from_title, "unit-from-title", N,
     "{0} columns without a unit of their own are in {v}, as the title says", "",
     "{0} 列未注明单位，按标题所写的 {v} 读取", ""},
    {Code::numbering_row, "numbering-row", N,
     "the row \"{v}\" numbers the columns and was not read", "", "“{v}”为栏次行，未读取", ""},
    {Code::dropped_total, "dropped-total", N, "the row \"{v}\" is a total and was not read", "",
     "“{v}”为合计行，未读取", ""},
    {Code::text_row, "text-row", N, "the row \"{v}\" holds only text and was not read", "",
     "“{v}”行只有文字，未读取", ""},
    {Code::column_in_some_years, "column-in-some-years", N,
     "only the tables of {v} have these columns of {2}, those of {0} do not: {1}",
     "check that no column was renamed or left out",
     "{2}的下列各列只出现在 {v} 年，{0} 年没有：{1}", "请检查是否有列改名或遗漏"},
    {Code::no_previous_year, "no-previous-year", N,
     "there are no data of {v}, so growth and increase are missing: {0}",
     "add last year's file, or columns field@previous", "没有 {v} 年的数据，增长率和增量缺失：{0}",
     "请加入上年文件，或提供“字段@previous”列"},
    {Code::zero_denominator, "zero-denominator", N, "\"{v}\" divides by zero and is missing",
     "check the zone's figures", "“{v}”的分母为零，按缺失处理", "请核对该高新区数据"},
    {Code::nonpositive_denominator, "nonpositive-denominator", N,
     "\"{v}\" divides by a negative figure ({0}) and is missing", "check the zone's figures",
     "“{v}”的分母为负（{0}），按缺失处理", "请核对该高新区数据"},
    {Code::nonpositive_base, "nonpositive-base", N,
     "\"{v}\" grows from a base that is not positive ({0}) and is missing",
     "check last year's figure", "“{v}”的基期值不为正（{0}），按缺失处理", "请核对上年数据"},
    {Code::undefined_logarithm, "undefined-logarithm", N,
     "\"{v}\" takes the logarithm of {0} and is missing", "check the figure",
     "“{v}”对 {0} 取对数，按缺失处理", "请核对数据"},
    {Code::overflowed, "overflowed", N, "\"{v}\" is beyond the range of numbers and is missing",
     "check the zone's figures", "“{v}”超出数值范围，按缺失处理", "请核对该高新区数据"},
    {Code::empty_whole, "empty-whole", N,
     "the whole of the share \"{v}\" is empty; taken as {0}, as the system says", "",
     "占比“{v}”的总量为零；按体系规定取 {0}", ""},
    {Code::small_denominator, "small-denominator", N,
     "\"{v}\" is a ratio per head on only {0} persons", "read it with care",
     "“{v}”仅以 {0} 人为分母", "请谨慎解读"},
    {Code::small_base, "small-base", N,
     "\"{v}\" grows from a small base ({0}, below the 5th percentile)", "read it with care",
     "“{v}”的基数很小（{0}，低于第 5 百分位）", "请谨慎解读"},
    {Code::outside_range, "outside-range", N, "\"{v}\" is {0}, outside its plausible range {1}",
     "check the zone's figures", "“{v}”为 {0}，超出合理区间 {1}", "请核对该高新区数据"},
    {Code::clipped, "clipped", N,
     "\"{v}\" is {0}, outside its bounds {1}; its score is that of the nearer bound", "",
     "“{v}”为 {0}，超出上下限 {1}，得分取最近的一端", ""},
    {Code::skewed_indicator, "skewed-indicator", N,
     "\"{v}\" is skewed (skewness {0}, excess kurtosis {1}): min-max squeezes most zones together",
     "compare with the ranks under percentile bounds",
     "“{v}”分布偏斜（偏度 {0}，超额峰度 {1}）：极差法会使多数高新区得分挤在一起",
     "请对照以百分位数为上下限的排名"},
    {Code::concentrated_weight, "concentrated-weight", N,
     "{v} gets {0} of the weight of {1}, more than three times an equal share",
     "look at its distribution: data-driven weights follow skewed indicators",
     "{v} 占 {1} 权重的 {0}，超过等权的三倍", "请查看其分布：数据驱动的权重会偏向偏态指标"},
    {Code::imputed, "imputed", N, "{0} of {1} values of \"{v}\" were missing: {2}",
     "the list of imputed values names each; compare with the ranks without them",
     "“{v}”的 {1} 个值中有 {0} 个缺失：{2}", "插补清单列出每一个值；请与不插补时的排名对照"},
    {Code::not_imputed, "not-imputed", N,
     "{0} missing values of \"{v}\" could not be filled ({1}); they stay missing",
     "choose another imputation for it", "“{v}”有 {0} 个缺失值无法插补（{1}），仍为缺失",
     "请为其另选插补方法"},
    {Code::treated, "treated", N, "\"{v}\" was treated for outliers: {0}",
     "the list of treated values names each", "“{v}”已作异常值处理：{0}", "处理清单列出每一个值"},
    {Code::infeasible_weights, "infeasible-weights", N,
     "no weights satisfy the bounds of {v} here ({0}); there is no score", "widen the bounds",
     "{v} 的上下限在此无可行权重（{0}），没有得分", "请放宽上下限"},
    {Code::unranked_zone, "unranked-zone", N,
     "has no overall score: less than {0} of the weight of {v} is present",
     "see which indicators are missing", "没有总分：{v} 的有效权重不足 {0}", "请查看缺失的指标"},
    {Code::accepted_number, "accepted-number", N, "{0} cells such as \"{v}\" were read as numbers",
     "", "{0} 个形如“{v}”的单元格已按数字读取", ""},
    {Code::read_as_blank, "read-as-blank", N, "{0} cells such as \"{v}\" were read as blank", "",
     "{0} 个形如“{v}”的单元格按空白读取", ""},
    {Code::read_as_percent, "read-as-percent", N,
     "{0} cells are written with a sign such as in \"{v}\" and were read as shares", "",
     "{0} 个单元格写有“{v}”这样的百分号，已按比例读取", ""},
    {Code::mark_ignored, "mark-ignored", N,
     "{0} cells such as \"{v}\" were read without their footnote marks", "",
     "{0} 个形如“{v}”的单元格已略去注记读取", ""},
    {Code::read_as_band, "read-as-band", N,
     "{0} cells such as \"{v}\" are bands of values; one figure was taken for each", "",
     "{0} 个形如“{v}”的单元格是数值区间，各取一个数", ""},
    {Code::serial_dates, "serial-dates", N,
     "{0} cells such as \"{v}\" are serial numbers of dates; they were read as the years {1}", "",
     "{0} 个形如“{v}”的单元格是日期序号，已按 {1} 年读取", ""},
    {Code::decimal_comma, "decimal-comma", N,
     "numbers such as \"{v}\" were read with the comma as decimal sign", "",
     "形如“{v}”的数字以逗号为小数点读取", ""},
    {Code::decoded_text, "decoded-text", N, "the file was read as {v}", "", "文件按 {v} 编码读取",
     ""},
    {Code::rounded_judgments, "rounded-judgments", N,
     "{0} judgments such as {v} are printed with two decimals; the inverse of the judgment the "
     "other "
     "way round was taken",
     "", "{0} 个判断值（如 {v}）只印两位小数，已取另一方向判断值的倒数", ""},
    {Code::settled_scores, "settled-scores", N,
     "{v} scores are equal or nearer to each other than rounding tells apart; their ranks were "
     "decided on exact figures",
     "", "有 {v} 个得分相等或差距小于舍入误差，名次已按精确数值确定", ""},
    {Code::decoded_gb18030, "decoded-gb18030", N, "the file was read as GB18030", "",
     "文件按 GB18030 编码读取", ""},
    {Code::year_from_name, "year-from-name", N,
     "the table has no column of the year; {v} was taken from the {0}'s name", "",
     "没有年份列；按{0}名取 {v} 年", ""},
    {Code::year_from_title, "year-from-title", N,
     "the file has no column of the year; {v} was taken from a title above the heading", "",
     "文件没有年份列；按表头上方的标题取 {v} 年", ""},
    {Code::year_not_in_name, "year-not-in-name", N,
     "the file's name or title says {0}, but it was read as {v}, the year given", "",
     "文件名或标题为 {0} 年，但按给定的 {v} 年读取", ""},
    {Code::zones_do_not_meet, "zones-do-not-meet", N,
     "the enterprises name zones that no table of zones names ({v}), and the other way round "
     "({0}); "
     "they are ranked as different zones",
     "use one spelling for a zone in all files",
     "企业表中的高新区 {v} 不在高新区表中，高新区表中的 {0} 不在企业表中；它们按不同高新区排名",
     "请在所有文件中使用相同的名称"},
    {Code::near_names, "near-names", Q,
     "\"{v}\" ({1}) and \"{0}\" ({2}) may be one zone; they are ranked as two",
     "if they are one, give --names FILE with the columns variant, name, or [[zone]] with aliases",
     "“{v}”（{1}）与“{0}”（{2}）可能是同一高新区，现按两个排名",
     "若为同一个，请用 --names 文件（列 variant, name）或体系文件的 [[zone]] aliases 指明"},
    {Code::marked_names, "marked-names", N,
     "{0} names of zones have marks that do not belong to them; \"{v}\" was read as \"{1}\"", "",
     "{0} 个高新区名称带有标记；“{v}”按“{1}”读取", ""},
    {Code::layout_read, "layout-read", N, "the table was read as {2}: {0} rows, {1} columns",
     "--layout says how it is laid out, where this is wrong", "表格按{2}读取：{0} 行，{1} 列",
     "如有误，请用 --layout 指明布局"},
    {Code::zone_from_column, "zone-from-column", N,
     "no heading says which column names the zones; \"{v}\" was taken{0}",
     "--zone-column names another one", "没有表头指明高新区列；按“{v}”列读取{0}",
     "如有误，请用 --zone-column 指明"},
    {Code::zone_from_name, "zone-from-name", N,
     "the table names no zone; \"{v}\" was taken from its name", "",
     "表中没有高新区名称；按文件名取“{v}”", ""},
    {Code::column_without_year, "column-without-year", N,
     "\"{v}\" has no year, as other columns have; it was read as of {0}",
     "write its year into the heading", "“{v}”没有像其他列那样标明年份；按 {0} 年读取",
     "请在表头写明年份"},
    {Code::default_units, "default-units", N,
     "{0} columns give no unit and were read in the unit of their field: {v}",
     "write another unit into the heading, as in 营业收入(亿元)",
     "{0} 列未注明单位，按字段的单位读取：{v}", "如非此单位，请在表头写明，如 营业收入(亿元)"},
    {Code::summary_row, "summary-row", N, "\"{v}\" is no zone: {0}; the row was left out",
     "--keep-row NAME keeps it", "“{v}”不是高新区：{0}；该行未参与",
     "如确为高新区，请用 --keep-row 名称"},
    {Code::rounded_figure, "rounded-figure", N,
     "\"{2}\" is given as {0} and, rounded, as {1}; the exact figure was used", "",
     "“{2}”有 {0} 和四舍五入的 {1}；采用精确值", ""},
    {Code::ready_made, "ready-made", N,
     "\"{v}\" was taken as it is given for {0} zones that lack figures to compute it", "",
     "{0} 个高新区缺少计算“{v}”的数据，采用直接给出的值", ""},
    {Code::year_passed_over, "year-passed-over", Q,
     "{v} was not ranked by default: {0}; {1} was ranked", "--year {v} ranks it",
     "默认不排 {v} 年：{0}；已排 {1} 年", "如需排名请用 --year {v}"},
    {Code::year_to_come, "year-to-come", Q,
     "{v} was ranked, and lies in the future: the data have figures of no earlier year",
     "look at the year column, or at the year in the file's name",
     "已排 {v} 年，但该年份在今年之后：数据中没有更早年份的数值", "请核对年份列或文件名中的年份"},
    {Code::zone_without_year, "zone-without-year", N,
     "not ranked, as they have no row in {v}: {1} ({0} in all)", "",
     "{0} 个高新区没有 {v} 年数据，未参与排名：{1}", ""},
    {Code::not_applied, "not-applied", N,
     "\"{v}\": values are taken as scores, so the {0} is not applied", "",
     "“{v}”：数值直接作为得分，{0}不起作用", ""},
    {Code::slow_own_method, "slow-own-method", N,
     "the aggregation \"{v}\" is a function of your own: it is called anew in every draw, which is "
     "slower than a built-in method",
     "ask for fewer draws if it takes too long",
     "汇总方法“{v}”是自定义函数：每次抽样都要重新调用，比内置方法慢", "如耗时过长，请减少抽样次数"},
    {Code::blank_cells, "blank-cells", N,
     "\"{v}\" is blank for {0} of {1} enterprises ({2} %) and skipped in the sum{3}", "",
     "“{v}”在 {1} 家企业中有 {0} 家空白（{2} %），合计时跳过{3}", ""},
    {Code::blank_parts, "blank-parts", N,
     "in {0} rows one of the columns that are added up to \"{v}\" is blank; it was counted as 0",
     "", "“{v}”由几列相加得出，其中 {0} 行有空白列，空白按 0 计", ""},
    {Code::unknown_predicate, "unknown-predicate", N,
     "{0} enterprises have no value for the condition {v}, so they were not counted in "
     "figures that need it",
     "", "有 {0} 家企业缺少条件 {v} 所需的数据，未计入用到该条件的数据", ""},
    {Code::unknown_enterprise, "unknown-enterprise", N,
     "it has no value for the condition {v}, so it was not counted", "",
     "缺少条件 {v} 所需的数据，未计入", ""},
    {Code::preferred, "preferred", N,
     "\"{3}\": the zone's own figure is {0}, its enterprises add up to {1}; the {2} was used", "",
     "“{3}”：高新区填报 {0}，企业汇总 {1}；采用 {2}", ""},
    // partial results, streams and other engines
    {Code::partials_differ, "partials-differ", E,
     "the partial results do not fit together: different {v} (one has {0}, the other {1})",
     "compute all parts with the same system, the same columns (an empty one will do) and the same "
     "grouping",
     "两份汇总中间结果不能合并：{v}不同（一份为 {0}，另一份为 {1}）",
     "请用相同的体系、相同的列（可为空列）和相同的分组计算各部分"},
    {Code::bad_partial, "bad-partial", E, "this is not a partial result that can be used: {0}",
     "compute and save it again", "这不是可用的汇总中间结果：{0}", "请重新计算并保存"},
    {Code::over_limit, "over-limit", E, "{0}: {v}, and at most {1} can be read", "{2}",
     "{0}：{v}，最多可读取 {1}", "{2}"},
    {Code::formula_without_value, "formula-without-value", E,
     "{0} cells hold a formula whose value was never computed: {v}",
     "open the file in Excel or WPS and save it, or export the values",
     "{0} 个单元格只有公式、没有计算结果：{v}", "请用 Excel 或 WPS 打开并保存，或导出为数值"},
    {Code::no_sheet, "no-sheet", E, "the workbook has no sheet \"{v}\"; its sheets: {0}",
     "choose one of them, as in --sheet NAME or book.xlsx[NAME]",
     "工作簿中没有工作表“{v}”；现有：{0}", "请选择其中之一，如 --sheet 名称 或 book.xlsx[名称]"},
    {Code::given_in_two_sheets, "given-in-two-sheets", E,
     "the sheets {v} of {0} give {1} different figures for the same zones and fields, such as {2}",
     "choose one with --sheet NAME or book.xlsx[NAME]",
     "{0} 的工作表 {v} 对相同的高新区和字段给出 {1} 个不同的数值，例如 {2}",
     "请用 --sheet 名称 或 book.xlsx[名称] 选择其一"},
    {Code::repeated_enterprise, "repeated-enterprise", E,
     "the enterprise \"{v}\" is given twice in {0}",
     "keep one row an enterprise and year; forms with different columns are given as a list, and "
     "are "
     "then joined",
     "企业“{v}”在 {0} 年出现两次",
     "每家企业每年只保留一行；列不同的各表请作为列表给出，将自动合并"},
    {Code::column_type, "column-type", E,
     "the column holds neither numbers nor text (Arrow type \"{v}\")",
     "convert it to a number or to text", "该列既不是数字也不是文本（Arrow 类型“{v}”）",
     "请转换为数字或文本"},
    {Code::identities_sampled, "identities-sampled", N,
     "with this many rows, one in {v} enterprises was watched for being given twice; none was", "",
     "行数很多，仅抽查了 1/{v} 的企业是否重复，未发现重复", ""},
    {Code::no_enterprises, "no-enterprises", E, "there are no rows of enterprises to add up",
     "give tables with a column enterprise or 统一社会信用代码", "没有可汇总的企业数据",
     "请提供含“统一社会信用代码”列的企业表"},
    {Code::zones_not_added, "zones-not-added", N,
     "{v} rows of zones have no part in sums of enterprises and were not used", "",
     "{v} 行高新区数据不参与企业汇总，未使用", ""},
    {Code::engine_refuses, "engine-refuses", E, "\"{v}\" cannot be computed by this engine: {0}",
     "change it, or use engine=\"kernel\"", "此引擎无法计算“{v}”：{0}",
     "请修改，或改用 engine=\"kernel\""},
    {Code::engine_cell, "engine-cell", E, "this engine cannot read \"{v}\": {0}",
     "correct it, or use engine=\"kernel\", which reads it", "此引擎无法读取“{v}”：{0}",
     "请更正，或改用能够读取它的 engine=\"kernel\""},
    {Code::engine_failed, "engine-failed", E, "{v} could not run the statement: {0}\n{1}",
     "correct the source that the statement names, or use engine=\"kernel\"",
     "{v} 无法执行语句：{0}\n{1}", "请更正语句所指的数据来源，或改用 engine=\"kernel\""},
});

constexpr std::size_t n_codes = static_cast<std::size_t>(Code::engine_failed) + 1;
static_assert(messages.size() == n_codes);
static_assert([] {
  for (std::size_t i = 0; i < messages.size(); ++i) {
    if (messages[i].code != static_cast<Code>(i)) return false;
  }
  return true;
}());

constexpr std::size_t longest_value = 120, longest_list = 2000, longest_place = 400;

ZONERANK_INLINE const Message& message(Code code) {
  return messages[static_cast<std::size_t>(code)];
}

ZONERANK_INLINE std::string fill(std::string_view sentence, const Problem& problem, Lang lang) {
  std::string result;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    if (sentence[i] == '{' && i + 2 < sentence.size() && sentence[i + 2] == '}') {
      const char slot = sentence[i + 1];
      if (slot == 'v') {
        const bool is_list = message(problem.code).kind.severity == Severity::notice ||
                             problem.code == Code::alternative_fails;
        result += shortened(problem.value.text(lang), is_list ? longest_list : longest_value);
      } else if (const auto k = static_cast<std::size_t>(slot - '0'); k < problem.args.size()) {
        result += problem.args[k].text(lang);
      }
      i += 2;
    } else {
      result += sentence[i];
    }
  }
  return result;
}

ZONERANK_INLINE std::string text_of(const std::vector<Problem>& problems, std::size_t not_listed,
                                    Lang lang) {
  std::string result;
  for (const Problem& problem : problems) {
    if (!result.empty()) result += '\n';
    result += problem.text(lang);
  }
  if (not_listed > 0) {
    result += lang == Lang::zh ? "\n另有 " + std::to_string(not_listed) + " 条未列出"
                               : "\nand " + std::to_string(not_listed) + " more of the same";
  }
  return result;
}

}  // ZONERANK_OWN(messages)

ZONERANK_INLINE std::string_view code_name(Code code) { return message(code).name; }
ZONERANK_INLINE std::optional<Code> code_of(std::string_view name) {
  for (const Message& one : messages) {
    if (one.name == name) return one.code;
  }
  return std::nullopt;
}
ZONERANK_INLINE Severity severity(Code code) { return message(code).kind.severity; }
ZONERANK_INLINE ExitClass exit_class(Code code) { return message(code).kind.exit; }
ZONERANK_INLINE std::string_view severity_name(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::query ? "query" : "notice";
}

ZONERANK_INLINE std::string Problem::where(Lang lang) const {
  return shortened(place.text(lang), longest_place);
}

ZONERANK_INLINE std::string Problem::rule(Lang lang) const {
  return fill(lang == Lang::zh ? message(code).rule_zh : message(code).rule_en, *this, lang);
}

ZONERANK_INLINE std::string Problem::cure(Lang lang) const {
  return fill(lang == Lang::zh ? message(code).cure_zh : message(code).cure_en, *this, lang);
}

ZONERANK_INLINE std::string Problem::text(Lang lang) const {
  std::string result = where(lang);
  if (!result.empty()) result += lang == Lang::zh ? "：" : ": ";
  result += rule(lang);
  const std::string what_to_do = cure(lang);
  if (!what_to_do.empty()) result += (lang == Lang::zh ? "；" : "; ") + what_to_do;
  return result;
}

ZONERANK_INLINE Error::Error(std::vector<Problem> problems, std::size_t not_listed)
    : std::invalid_argument(text_of(problems, not_listed, Lang::en)),
      problems_(std::move(problems)),
      not_listed_(not_listed) {}

ZONERANK_INLINE std::string Error::text(Lang lang) const {
  return text_of(problems_, not_listed_, lang);
}

ZONERANK_INLINE void fail(Code code, Place place, Argument value, std::vector<Argument> args) {
  Problem problem{code, std::move(place), std::move(value), std::move(args)};
  detail::limit_texts(problem);
  throw Error(std::move(problem));
}

}  // namespace zonerank
