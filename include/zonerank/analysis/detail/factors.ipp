#pragma once
#include "zonerank/analysis/detail/factors.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/detail/door.hpp"

namespace zonerank::detail {
ZONERANK_OWN(factors) {

ZONERANK_INLINE void check_known(const std::vector<std::string>& ids,
                                 const std::vector<std::string>& known) {
  for (const std::string& id : ids) {
    if (std::find(known.begin(), known.end(), id) == known.end())
      fail(Code::unknown_indicator, "vary", id, {suggestion(id, known)});
  }
}

ZONERANK_INLINE void check_intervals(const IntervalWeights& m,
                                     const std::vector<std::string>& known) {
  if (m.ids.empty() || m.low.size() != m.ids.size() || m.high.size() != m.ids.size()) {
    fail(Code::bad_option, "vary",
         words("{0} ids, {1} low, {2} high", "{0} 个标识、{1} 个下限、{2} 个上限",
               {m.ids.size(), m.low.size(), m.high.size()}),
         {words("one low and one high for each id", "每个标识各有一个下限和一个上限")});
  }
  check_known(m.ids, known);
  for (std::size_t k = 0; k < m.ids.size(); ++k) {
    if (m.low[k] >= 0.0 && m.low[k] <= m.high[k] && std::isfinite(m.high[k])) continue;
    fail(Code::bad_option, words("interval of {0}", "{0} 的区间", {m.ids[k]}),
         words("{0} to {1}", "{0} 至 {1}", {shortest(m.low[k]), shortest(m.high[k])}),
         {Argument::name("0 <= low <= high")});
  }
}

/// An order says something where it names two children of one group, each once.
ZONERANK_INLINE void check_order(const OrderedWeights& m, const DrawInput& input) {
  check_known(m.ids, input.child_ids);
  for (std::size_t k = 0; k < m.ids.size(); ++k) {
    if (std::find(m.ids.begin(), m.ids.begin() + static_cast<std::ptrdiff_t>(k), m.ids[k]) !=
        m.ids.begin() + static_cast<std::ptrdiff_t>(k))
      fail(Code::bad_option, "vary, ids", words("{0} twice", "两次 {0}", {m.ids[k]}),
           {words("each once, in one order", "每个只出现一次，按同一次序")});
  }
  for (const std::vector<Child>& children : input.readings[0].tree.children) {
    if (order_of(input, children).size() > 1) return;
  }
  fail(Code::bad_option, "vary, ids", listed_names(m.ids),
       {words("two children of one group at least, the greatest first",
              "同一分组的至少两个下级，权重最大的在前")});
}

/// Weights and children of a reading are of its indicators and groups; a child group comes later.
ZONERANK_INLINE void check_tree(const Reading& reading) {
  const Index indicators = reading.scores.cols();
  const Index groups = std::ssize(reading.tree.children);
  const Argument of = words("there are {0} groups", "共有 {0} 个分组", {groups});
  if (reading.tree.effective.size() > 0) {
    check_entries(words("effective weights", "实际权重"), reading.tree.effective.size(), indicators,
                  words("the scores have {0} columns", "得分有 {0} 列", {indicators}));
  }
  check_entries("aggregations", std::ssize(reading.aggregations), groups, of);
  check_entries(words("columns of the groups' scores", "分组得分的列"), reading.group_scores.cols(),
                groups, of);
  for (Index g = 0; g < groups; ++g) {
    for (const Child& child : reading.tree.children[static_cast<std::size_t>(g)]) {
      check_index(words("child of group {0}", "分组 {0} 的下级", {g}), child.index,
                  child.is_indicator ? indicators : groups);
      const bool comes_later = child.is_indicator || child.index > g;
      if (comes_later && child.weight >= 0.0 && std::isfinite(child.weight)) continue;
      fail(Code::bad_option, words("child of group {0}", "分组 {0} 的下级", {g}),
           std::to_string(child.index),
           {words("a group that comes after it, with a finite weight >= 0",
                  "排在其后的分组，权重为不小于 0 的有限数")});
    }
  }
}

ZONERANK_INLINE void check_readings(const DrawInput& input) {
  if (input.readings.empty() || input.readings[0].scores.rows() < 1 ||
      input.readings[0].tree.children.empty())
    fail(Code::wrong_shape, "readings", words("nothing", "没有算法"),
         {words("one reading of one zone at least", "至少有一种算法和一个高新区")});
  const Reading& first = input.readings[0];
  for (const Reading& reading : input.readings) {
    check_entries(words("rows of the scores", "得分的行"), reading.scores.rows(),
                  first.scores.rows(),
                  words("the first reading has {0} zones", "第一种算法有 {0} 个高新区",
                        {first.scores.rows()}));
    check_entries(words("columns of the scores", "得分的列"), reading.scores.cols(),
                  first.scores.cols(),
                  words("the first reading has {0} indicators", "第一种算法有 {0} 个指标",
                        {first.scores.cols()}));
    check_entries(
        "groups", std::ssize(reading.tree.children), std::ssize(first.tree.children),
        words("the first reading has {0}", "第一种算法有 {0} 个", {first.tree.children.size()}));
    check_entries(words("rows of the groups' scores", "分组得分的行"), reading.group_scores.rows(),
                  first.scores.rows(),
                  words("there are {0} zones", "共有 {0} 个高新区", {first.scores.rows()}));
    check_tree(reading);
  }
  if (input.nominal.size() > 0) {
    check_entries(words("rows of the nominal scores", "原得分的行"), input.nominal.rows(),
                  first.scores.rows(),
                  words("there are {0} zones", "共有 {0} 个高新区", {first.scores.rows()}));
    check_entries(words("columns of the nominal scores", "原得分的列"), input.nominal.cols(),
                  std::ssize(first.tree.children),
                  words("there are {0} groups", "共有 {0} 个分组", {first.tree.children.size()}));
  }
}

}  // ZONERANK_OWN(factors)

ZONERANK_INLINE void check_weights(const DrawInput& input) {
  check_readings(input);
  check_choice(input.vary);
  if (const auto* m = std::get_if<IntervalWeights>(&input.vary))
    check_intervals(*m, input.child_ids);
  if (const auto* m = std::get_if<OrderedWeights>(&input.vary); m && !m->ids.empty())
    check_order(*m, input);
  if (std::holds_alternative<FixedWeights>(input.vary)) return;
  for (const std::vector<Child>& children : input.readings[0].tree.children) {
    if (children.size() > 1 && varies(input, children)) return;
  }
  const auto level = draw_level_words[static_cast<std::size_t>(input.level)];
  fail(Code::absent_factor, "", Argument::name("weights"),
       {words("no group on the level \"{0}\" has two children", "“{0}”层没有含两个下级的分组",
              {std::string(level)})});
}

ZONERANK_INLINE bool varies(const DrawInput& input, const std::vector<Child>& children) {
  if (std::holds_alternative<IntervalWeights>(input.vary)) {
    const auto is_named = [&](const Child& c) { return interval_of(input, c).has_value(); };
    if (std::none_of(children.begin(), children.end(), is_named)) return false;
  }
  if (const auto* m = std::get_if<OrderedWeights>(&input.vary); m && !m->ids.empty()) {
    if (order_of(input, children).size() < 2) return false;
  }
  const bool of_indicators =
      std::any_of(children.begin(), children.end(), [](const Child& c) { return c.is_indicator; });
  return input.level == DrawLevel::all || (input.level == DrawLevel::indicators) == of_indicators;
}

ZONERANK_INLINE std::string id_of(const DrawInput& input, const Child& child) {
  const Index first = child.is_indicator ? 0 : input.readings[0].scores.cols();
  const auto at = static_cast<std::size_t>(child.index + first);
  if (at < input.child_ids.size()) return input.child_ids[at];
  return (child.is_indicator ? "column " : "group ") + std::to_string(child.index);
}

ZONERANK_INLINE std::optional<std::pair<double, double>> interval_of(const DrawInput& input,
                                                                     const Child& child) {
  const auto* m = std::get_if<IntervalWeights>(&input.vary);
  if (m == nullptr) return std::nullopt;
  const auto found = std::find(m->ids.begin(), m->ids.end(), id_of(input, child));
  if (found == m->ids.end()) return std::nullopt;
  const auto k = static_cast<std::size_t>(found - m->ids.begin());
  return std::pair{m->low[k], m->high[k]};
}

ZONERANK_INLINE std::vector<std::uint32_t> order_of(const DrawInput& input,
                                                    const std::vector<Child>& children) {
  const auto* m = std::get_if<OrderedWeights>(&input.vary);
  std::vector<std::uint32_t> order;
  if (m != nullptr && !m->ids.empty()) {
    for (const std::string& id : m->ids) {
      for (std::uint32_t k = 0; k < children.size(); ++k) {
        if (id_of(input, children[k]) == id) order.push_back(k);
      }
    }
    return order;
  }
  order.resize(children.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return children[a].weight > children[b].weight;
  });
  return order;
}

ZONERANK_INLINE DrawInput with_reading(const DrawInput& input, Reading reading) {
  DrawInput one;
  one.nominal = input.nominal.size() > 0 ? input.nominal : input.readings[0].group_scores;
  one.readings.push_back(std::move(reading));
  one.child_ids = input.child_ids;
  one.vary = input.vary;
  one.level = input.level;
  one.leave_one_out = input.leave_one_out;
  return one;
}

}  // namespace zonerank::detail
