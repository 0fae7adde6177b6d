#pragma once
// Rows of a table that are no data: totals, and notes under the table.

#include <string_view>

namespace zonerank::detail {

/// 合计, "合 计", 总计, 东部地区小计, Total ...
bool is_total(std::string_view cell);

/// A name that stands for several zones or for none: totals, 全国, 平均, 东部地区, World, Rank,
/// 权重.
bool is_summary(std::string_view name);

/// 续表1, 表2（续）, continued: a table goes on.
bool is_caption(std::string_view cell);

/// Whether a text alone in its row, under a note, belongs to the note: "2.数据为修订数据。", no
/// name.
bool continues_note(std::string_view cell);

/// 注：…, 填表人：…, Source: ...
bool is_footnote(std::string_view cell);

}  // namespace zonerank::detail
