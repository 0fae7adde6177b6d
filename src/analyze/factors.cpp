#include "analyze/factors.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

void check_intervals(const IntervalWeights& m, const std::vector<std::string>& known) {
  if (m.ids.empty() || m.low.size() != m.ids.size() || m.high.size() != m.ids.size()) {
    fail(Code::bad_option, "weights",
         std::to_string(m.ids.size()) + " ids, " + std::to_string(m.low.size()) + " low, " +
             std::to_string(m.high.size()) + " high",
         {"one low and one high for each id"});
  }
  for (std::size_t k = 0; k < m.ids.size(); ++k) {
    if (std::find(known.begin(), known.end(), m.ids[k]) == known.end())
      fail(Code::unknown_indicator, "weights", m.ids[k], {suggestion(m.ids[k], known)});
    if (m.low[k] >= 0.0 && m.low[k] <= m.high[k] && std::isfinite(m.high[k])) continue;
    fail(Code::bad_option, "interval of " + m.ids[k],
         shortest(m.low[k]) + " to " + shortest(m.high[k]), {"0 <= low <= high"});
  }
}

}  // namespace

void check_weights(const DrawInput& input) {
  if (input.readings.empty() || input.readings[0].scores.rows() < 1)
    fail(Code::wrong_shape, "readings", "nothing", {"one reading of one zone at least"});
  if (const auto* m = std::get_if<IntervalWeights>(&input.weights))
    check_intervals(*m, input.child_ids);
  if (std::holds_alternative<FixedWeights>(input.weights)) return;
  for (const std::vector<Child>& children : input.readings[0].tree.children) {
    if (children.size() > 1 && varies(input, children)) return;
  }
  const auto level = draw_level_words[static_cast<std::size_t>(input.level)];
  fail(Code::absent_factor, "", "weights",
       {"no group on the level \"" + std::string(level) + "\" has two children"});
}

bool varies(const DrawInput& input, const std::vector<Child>& children) {
  const bool of_indicators =
      std::any_of(children.begin(), children.end(), [](const Child& c) { return c.is_indicator; });
  return input.level == DrawLevel::all || (input.level == DrawLevel::indicators) == of_indicators;
}

std::string id_of(const DrawInput& input, const Child& child) {
  const Index first = child.is_indicator ? 0 : input.readings[0].scores.cols();
  const auto at = static_cast<std::size_t>(child.index + first);
  if (at < input.child_ids.size()) return input.child_ids[at];
  return (child.is_indicator ? "column " : "group ") + std::to_string(child.index);
}

std::optional<std::pair<double, double>> interval_of(const DrawInput& input, const Child& child) {
  const auto* m = std::get_if<IntervalWeights>(&input.weights);
  if (m == nullptr) return std::nullopt;
  const auto found = std::find(m->ids.begin(), m->ids.end(), id_of(input, child));
  if (found == m->ids.end()) return std::nullopt;
  const auto k = static_cast<std::size_t>(found - m->ids.begin());
  return std::pair{m->low[k], m->high[k]};
}

std::vector<std::uint32_t> by_weight(const std::vector<Child>& children) {
  std::vector<std::uint32_t> order(children.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return children[a].weight > children[b].weight;
  });
  return order;
}

}  // namespace zonerank::detail
