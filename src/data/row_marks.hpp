#pragma once
// Rows of a table that are no data: totals, and notes under the table.

#include <string_view>

namespace zonerank::detail {

/// 合计, "合 计", 总计, 东部地区小计, Total ...
bool is_total(std::string_view cell);

/// 注：…, 填表人：…, Source: ...
bool is_footnote(std::string_view cell);

}  // namespace zonerank::detail
