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
         std::to_string(m.ids.size()) + " ids, " + std::to_string(m.low.size()) + " low, " +
             std::to_string(m.high.size()) + " high",
         {"one low and one high for each id"});
  }
  check_known(m.ids, known);
  for (std::size_t k = 0; k < m.ids.size(); ++k) {
    if (m.low[k] >= 0.0 && m.low[k] <= m.high[k] && std::isfinite(m.high[k])) continue;
    fail(Code::bad_option, "interval of " + m.ids[k],
         shortest(m.low[k]) + " to " + shortest(m.high[k]), {"0 <= low <= high"});
  }
}

/// An order says something where it names two children of one group, each once.
ZONERANK_INLINE void check_order(const OrderedWeights& m, const DrawInput& input) {
  check_known(m.ids, input.child_ids);
  for (std::size_t k = 0; k < m.ids.size(); ++k) {
    if (std::find(m.ids.begin(), m.ids.begin() + static_cast<std::ptrdiff_t>(k), m.ids[k]) !=
        m.ids.begin() + static_cast<std::ptrdiff_t>(k))
      fail(Code::bad_option, "vary, ids", m.ids[k] + " twice", {"each once, in one order"});
  }
  for (const std::vector<Child>& children : input.readings[0].tree.children) {
    if (order_of(input, children).size() > 1) return;
  }
  fail(Code::bad_option, "vary, ids", join(m.ids, ", "),
       {"two children of one group at least, the greatest first"});
}

/// Weights and children of a reading are of its indicators and groups; a child group comes later.
ZONERANK_INLINE void check_tree(const Reading& reading) {
  const Index indicators = reading.scores.cols();
  const Index groups = std::ssize(reading.tree.children);
  const std::string of = "there are " + std::to_string(groups) + " groups";
  if (reading.tree.effective.size() > 0) {
    check_entries("effective weights", reading.tree.effective.size(), indicators,
                  "the scores have " + std::to_string(indicators) + " columns");
  }
  check_entries("aggregations", std::ssize(reading.aggregations), groups, of);
  check_entries("columns of the groups' scores", reading.group_scores.cols(), groups, of);
  for (Index g = 0; g < groups; ++g) {
    for (const Child& child : reading.tree.children[static_cast<std::size_t>(g)]) {
      check_index("child of group " + std::to_string(g), child.index,
                  child.is_indicator ? indicators : groups);
      const bool comes_later = child.is_indicator || child.index > g;
      if (comes_later && child.weight >= 0.0 && std::isfinite(child.weight)) continue;
      fail(Code::bad_option, "child of group " + std::to_string(g), std::to_string(child.index),
           {"a group that comes after it, with a finite weight >= 0"});
    }
  }
}

ZONERANK_INLINE void check_readings(const DrawInput& input) {
  if (input.readings.empty() || input.readings[0].scores.rows() < 1 ||
      input.readings[0].tree.children.empty())
    fail(Code::wrong_shape, "readings", "nothing", {"one reading of one zone at least"});
  const Reading& first = input.readings[0];
  for (const Reading& reading : input.readings) {
    check_entries("rows of the scores", reading.scores.rows(), first.scores.rows(),
                  "the first reading has " + std::to_string(first.scores.rows()) + " zones");
    check_entries("columns of the scores", reading.scores.cols(), first.scores.cols(),
                  "the first reading has " + std::to_string(first.scores.cols()) + " indicators");
    check_entries("groups", std::ssize(reading.tree.children), std::ssize(first.tree.children),
                  "the first reading has " + std::to_string(first.tree.children.size()));
    check_entries("rows of the groups' scores", reading.group_scores.rows(), first.scores.rows(),
                  "there are " + std::to_string(first.scores.rows()) + " zones");
    check_tree(reading);
  }
  if (input.nominal.size() > 0) {
    check_entries("rows of the nominal scores", input.nominal.rows(), first.scores.rows(),
                  "there are " + std::to_string(first.scores.rows()) + " zones");
    check_entries("columns of the nominal scores", input.nominal.cols(),
                  std::ssize(first.tree.children),
                  "there are " + std::to_string(first.tree.children.size()) + " groups");
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
  fail(Code::absent_factor, "", "weights",
       {"no group on the level \"" + std::string(level) + "\" has two children"});
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
