#pragma once
// Methods and directions from what Python hands over.

#include "bind.hpp"
#include "zonerank/methods/treat.hpp"
#include "zonerank/ranking/method.hpp"
#include "zonerank/ranking/pipeline.hpp"

namespace binding {

using namespace zonerank;  // NOLINT: for files of bindings alone

using Settings = std::vector<Setting>;

inline std::vector<Direction> directions_of(const std::vector<std::string>& texts) {
  std::vector<Direction> directions;
  for (const std::string& text : texts) {
    if (text != "+" && text != "-")
      fail(Code::unknown_value, "directions", text, {words("write + or -", "请写 + 或 -")});
    directions.push_back(text == "+" ? Direction::more_is_better : Direction::less_is_better);
  }
  return directions;
}

/// What a ranking is asked for.
inline RankOptions rank_options(const System& system, int year, const Settings& settings,
                                const BoundsById& bounds, const std::optional<Scaling>& scaling,
                                const std::map<std::string, std::string>& zone_groups, int common) {
  RankOptions options;
  options.year = year;
  options.method = read_method(system, settings);
  options.bounds = bounds;
  options.scaling = scaling;
  options.zone_groups = zone_groups;
  options.common = common;
  return options;
}

using TreatedRow = std::tuple<Index, Index, double, double, std::string>;

inline std::vector<TreatedRow> list_of(const std::vector<TreatedValue>& changes) {
  std::vector<TreatedRow> list;
  for (const TreatedValue& v : changes) {
    list.emplace_back(v.row, v.column, v.before, v.after, v.how);
  }
  return list;
}

/// One method for all columns, or with settings of single columns merged over it.
template <class V>
std::vector<V> methods_of(const V& common, const std::map<Index, Settings>& columns, Index n) {
  std::vector<V> result(static_cast<std::size_t>(n), common);
  Problems problems;
  for (const auto& [j, settings] : columns) {
    if (j < 0 || j >= n) {
      fail(Code::unknown_indicator, "columns", std::to_string(j),
           {words("the columns are 0 to {0}", "列为 0 到 {0}", {n - 1})});
    }
    Setting table;
    table.is_table = true;
    table.table = settings;
    table.place = "columns[" + std::to_string(j) + "]";
    for (Setting& setting : table.table) setting.place = setting.place.within(table.place);
    V& one = result[static_cast<std::size_t>(j)];
    one = read_choice(table, one, problems);
  }
  problems.raise_errors();
  return result;
}

}  // namespace binding
