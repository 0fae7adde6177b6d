#pragma once
#include "zonerank/analysis/detail/draw_model.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "zonerank/analysis/detail/factors.hpp"
#include "zonerank/analysis/detail/lane_weights.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/lanes/gamma_root.hpp"

namespace zonerank::detail {
ZONERANK_OWN(draw_model) {

ZONERANK_INLINE bool is_arithmetic(const Aggregation& a) { return sum_of(a) == SumOf::values; }
ZONERANK_INLINE bool is_geometric(const Aggregation& a) { return sum_of(a) == SumOf::logarithms; }

/// Groups from g down.
ZONERANK_INLINE void below(const WeightTree& tree, std::size_t g, std::vector<std::size_t>& to) {
  to.push_back(g);
  for (const Child& child : tree.children[g]) {
    if (!child.is_indicator) below(tree, static_cast<std::size_t>(child.index), to);
  }
}

}  // ZONERANK_OWN(draw_model)

ZONERANK_INLINE DrawPlan PreparedReading::plan() const {
  return {children.data(), children.size(), groups.data(), groups.size(), roots.data()};
}

ZONERANK_INLINE double points(Combine combine, double value) {
  return combine == Combine::logs ? std::exp(value) : value;
}

ZONERANK_INLINE DrawModel::DrawModel(const DrawInput& input, bool with_groups) : input_(input) {
  check_weights(input);
  const Reading& nominal = input.readings[0];
  output_groups_.push_back(0);
  for (const Child& child : nominal.tree.children[0]) {
    if (with_groups && !child.is_indicator)
      output_groups_.push_back(static_cast<std::size_t>(child.index));
  }
  if (input.leave_one_out) {
    for (const std::vector<Child>& children : nominal.tree.children) {
      for (const Child& child : children) {
        if (child.is_indicator && children.size() > 1) candidates_.push_back(child.index);
      }
    }
    std::sort(candidates_.begin(), candidates_.end());
  }
  if (input.leave_one_out && candidates_.empty()) {
    fail(Code::absent_factor, "", Argument::name("leave_one_out"),
         {words("no group has two indicators, one of which could be left out",
                "没有分组含两个指标，因而无法去掉其中之一")});
  }
  readings_.reserve(input.readings.size());
  for (const Reading& reading : input.readings) prepare(reading);
}

ZONERANK_INLINE void DrawModel::plan_group(PreparedReading& to, std::size_t g) {
  const std::vector<Child>& children = to.reading->tree.children[g];
  const WeightDraw fixed = FixedWeights{};
  const WeightDraw& draw = varies(input_, children) ? input_.vary : fixed;
  DrawGroup group{DrawKind::fixed, static_cast<std::uint32_t>(to.children.size()),
                  static_cast<std::uint32_t>(children.size()), nullptr, 0};
  for (const Child& child : children) {
    const auto nominal = static_cast<float>(child.weight);
    DrawChild drawn{nominal, nominal, 0};
    if (child.is_indicator) {
      const auto at = std::lower_bound(candidates_.begin(), candidates_.end(), child.index);
      if (at != candidates_.end() && *at == child.index)
        drawn.left_out = static_cast<std::uint32_t>(at - candidates_.begin()) + 1;
    }
    if (const auto* u = std::get_if<UniformWeights>(&draw)) {
      group.kind = DrawKind::between;
      drawn.a = static_cast<float>(child.weight * (1.0 - u->within));
      drawn.b = static_cast<float>(child.weight * (1.0 + u->within));
    } else if (const auto* d = std::get_if<DirichletWeights>(&draw)) {
      constexpr double small = 0.1;  // below, gammas of single precision are mostly 0
      group.kind = d->concentration < small ? DrawKind::log_gamma : DrawKind::gamma;
      drawn.a = static_cast<float>(d->concentration * child.weight);
    } else if (std::holds_alternative<SimplexWeights>(draw)) {
      group.kind = DrawKind::exponential;
    } else if (std::holds_alternative<OrderedWeights>(draw)) {
      group.kind = DrawKind::ordered;
    } else if (std::holds_alternative<IntervalWeights>(draw)) {
      group.kind = DrawKind::between;
      if (const auto interval = interval_of(input_, child)) {
        drawn.a = static_cast<float>(interval->first);
        drawn.b = static_cast<float>(interval->second);
      }
    }
    to.children.push_back(drawn);
  }
  if (group.kind == DrawKind::ordered) {
    to.orders[g] = order_of(input_, children);
    group.order = to.orders[g].data();
    group.n_ordered = static_cast<std::uint32_t>(to.orders[g].size());
  }
  to.groups.push_back(group);
}

ZONERANK_INLINE void DrawModel::prepare(const Reading& reading) {
  const std::size_t n_groups = reading.tree.children.size();
  PreparedReading& to = readings_.emplace_back();
  to.reading = &reading;
  to.orders.resize(n_groups);
  for (std::size_t g = 0; g < n_groups; ++g) {
    to.first.push_back(to.children.size());
    plan_group(to, g);
  }
  to.roots.assign(to.children.size() * gamma_terms, 0.0F);
  for (const DrawGroup& group : to.groups) {
    for (std::size_t k = group.first; k < group.first + group.size; ++k) {
      const float shape = to.children[k].a;
      if (group.kind == DrawKind::gamma && shape >= least_gamma_root)
        gamma_root(static_cast<double>(shape), to.roots.data() + k * gamma_terms);
    }
  }
  for (const std::size_t g : output_groups_) to.outputs.push_back(output_of(to, g));
}

ZONERANK_INLINE void DrawModel::add_gap_values(const PreparedReading& prepared, Index zone,
                                               Output& output) {
  const Reading& reading = *prepared.reading;
  for (const std::vector<Child>& children : reading.tree.children) {
    for (const Child& child : children) {
      const double s = child.is_indicator ? reading.scores(zone, child.index) : missing;
      output.gap_values.push_back(output.combine == Combine::logs ? std::log(s) : s);
    }
  }
}

ZONERANK_INLINE Output DrawModel::output_of(const PreparedReading& prepared, std::size_t g) const {
  const Reading& reading = *prepared.reading;
  const WeightTree& tree = reading.tree;
  Output output;
  output.group = g;
  std::vector<std::size_t>& groups = output.groups;
  below(tree, g, groups);
  const auto all = [&](auto is) {
    return std::all_of(groups.begin(), groups.end(),
                       [&](std::size_t k) { return is(reading.aggregations[k]); });
  };
  output.combine = all(is_arithmetic)  ? Combine::sums
                   : all(is_geometric) ? Combine::logs
                                       : Combine::any;
  const auto walk = [&](const auto& self, std::size_t at, std::vector<std::size_t> path) -> void {
    for (std::size_t k = 0; k < tree.children[at].size(); ++k) {
      const Child& child = tree.children[at][k];
      path.push_back(prepared.first[at] + k);
      if (child.is_indicator) {
        output.columns.push_back(child.index);
        output.paths.push_back(path);
      } else {
        self(self, static_cast<std::size_t>(child.index), path);
      }
      path.pop_back();
    }
  };
  walk(walk, g, {});
  std::vector<std::size_t> by_indicator(output.columns.size());
  std::iota(by_indicator.begin(), by_indicator.end(), std::size_t{0});
  std::sort(by_indicator.begin(), by_indicator.end(),
            [&](std::size_t a, std::size_t b) { return output.columns[a] < output.columns[b]; });
  Output sorted = output;
  for (std::size_t j = 0; j < by_indicator.size(); ++j) {
    sorted.columns[j] = output.columns[by_indicator[j]];
    sorted.paths[j] = output.paths[by_indicator[j]];
  }
  output.columns = std::move(sorted.columns);
  output.paths = std::move(sorted.paths);
  output.grid = weight_grid(prepared.plan(), output.paths, candidates_.size());

  for (Index i = 0; i < reading.scores.rows(); ++i) {
    if (!is_missing(reading.group_scores(i, static_cast<Index>(g)))) output.zones.push_back(i);
  }
  const std::size_t m = output.columns.size();
  std::vector<double> least(m, std::numeric_limits<double>::infinity());
  std::vector<double> most(m, -std::numeric_limits<double>::infinity());
  for (const Index i : output.zones) {
    bool gap = false;
    for (const std::size_t k : groups) {
      gap = gap || is_missing(reading.group_scores(i, static_cast<Index>(k)));
    }
    for (std::size_t j = 0; j < m; ++j) {
      double s = reading.scores(i, output.columns[j]);
      if (output.combine == Combine::logs && !is_missing(s)) s = std::log(s);
      gap = gap || is_missing(s);
      output.values.push_back(is_missing(s) ? 0.0 : s);
      if (is_missing(s)) continue;
      least[j] = std::min(least[j], s);
      most[j] = std::max(most[j], s);
    }
    output.gaps.push_back(gap ? ++output.n_gaps : 0);
    if (gap) add_gap_values(prepared, i, output);
  }
  output.low = std::numeric_limits<double>::infinity();
  output.high = -output.low;
  for (std::size_t j = 0; j < m; ++j) {
    const bool any = least[j] <= most[j];
    output.centres.push_back(any ? (least[j] + most[j]) / 2.0 : 0.0);
    if (!any) continue;
    output.low = std::min(output.low, least[j]);
    output.high = std::max(output.high, most[j]);
  }
  order_zones(prepared, output);
  if (output.combine != Combine::any && !output.zones.empty()) {
    output.keys = key_scale(output.grid, {output.values, output.centres, output.gaps, output.zones,
                                          output.places.size()});
  }
  return output;
}

/// Puts an output's zones in the order of their scores at the base of the weights.
ZONERANK_INLINE void DrawModel::order_zones(const PreparedReading& prepared, Output& output) const {
  const std::size_t m = output.columns.size();
  LaneWeights weights;
  weights.take_base(output);
  std::vector<double> weight;
  weights.shares(output, 0, weight);
  const double* const of_children =
      output.n_gaps > 0 ? weights.children(prepared, output) : nullptr;
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < output.zones.size(); ++i) {
    if (output.gaps[i] == 0) {
      order.emplace_back(weighted_sum(output, i, weight), i);
      continue;
    }
    std::array<double, lanes> value;
    gap_values(prepared, output, i, of_children, value.data());
    order.emplace_back(value[0], i);
  }
  std::stable_sort(order.begin(), order.end());
  const std::vector<Index> zones = std::move(output.zones);
  const std::vector<std::uint32_t> gaps = std::move(output.gaps);
  const std::vector<double> values = std::move(output.values);
  output.zones.clear();
  output.gaps.clear();
  output.values.clear();
  output.places.assign(static_cast<std::size_t>(prepared.reading->scores.rows()), 0);
  for (const auto& [sum, i] : order) {
    output.places[static_cast<std::size_t>(zones[i])] =
        static_cast<std::uint32_t>(output.zones.size());
    output.zones.push_back(zones[i]);
    output.gaps.push_back(gaps[i]);
    const auto row = values.begin() + static_cast<std::ptrdiff_t>(i * m);
    output.values.insert(output.values.end(), row, row + static_cast<std::ptrdiff_t>(m));
  }
}

ZONERANK_INLINE void DrawModel::choose(const std::uint64_t* draws, std::uint64_t seed,
                                       std::array<Choice, lanes>& to) const {
  if (!chooses()) return;
  std::array<std::uint32_t, 4 * lanes> words;
  draw_lanes().words(draws, 1, purpose_choice, seed, words.data());
  for (std::size_t l = 0; l < lanes; ++l) {
    to[l].reading = static_cast<std::uint32_t>((std::uint64_t{words[l]} * readings_.size()) >> 32);
    to[l].left_out = static_cast<std::uint32_t>(
        (std::uint64_t{words[lanes + l]} * (candidates_.size() + 1)) >> 32);
  }
}

/// @param values  the zone's row of gap_values
ZONERANK_INLINE void DrawModel::inside_out(const PreparedReading& prepared, const double* values,
                                           std::size_t g, Index zone, const double* weight,
                                           double* to) const {
  const DrawLanes& kernels = draw_lanes();
  const Reading& reading = *prepared.reading;
  const std::vector<Child>& children = reading.tree.children[g];
  const std::size_t first = prepared.first[g];
  std::array<double, lanes> sum{};
  std::array<double, lanes> present{};
  for (std::size_t k = 0; k < children.size();) {
    const double* const own = weight + (first + k) * lanes;
    if (children[k].is_indicator) {  // with those that follow
      std::size_t end = k + 1;
      while (end < children.size() && children[end].is_indicator) ++end;
      kernels.add_present(own, values + first + k, end - k, sum.data(), present.data());
      k = end;
      continue;
    }
    const Index group = children[k++].index;
    if (is_missing(reading.group_scores(zone, group))) continue;
    std::array<double, lanes> value;
    inside_out(prepared, values, static_cast<std::size_t>(group), zone, weight, value.data());
    kernels.add_lanes(own, value.data(), sum.data(), present.data());
  }
  kernels.divide(sum.data(), present.data(), to);
}

ZONERANK_INLINE void DrawModel::gap_values(const PreparedReading& prepared, const Output& output,
                                           std::size_t place, const double* weight,
                                           double* to) const {
  const double* const values =
      output.gap_values.data() + (output.gaps[place] - 1) * prepared.children.size();
  inside_out(prepared, values, output.group, output.zones[place], weight, to);
  for (std::size_t l = 0; l < lanes; ++l) {
    if (is_missing(to[l])) to[l] = -std::numeric_limits<double>::infinity();
  }
}

ZONERANK_INLINE Matrix DrawModel::group_scores(const PreparedReading& prepared,
                                               const Output& output, const double* weight,
                                               const float* share, std::size_t lane) const {
  const Reading& reading = *prepared.reading;
  const std::size_t n_groups = reading.tree.children.size();
  Matrix groups = Matrix::Constant(zones(), static_cast<Index>(n_groups), missing);
  for (std::size_t at_group = output.groups.size(); at_group-- > 0;) {
    const std::size_t g = output.groups[at_group];
    const std::vector<Child>& children = reading.tree.children[g];
    if (children.empty()) continue;
    const std::size_t first = prepared.first[g];
    double all = 0.0;
    for (std::size_t k = 0; k < children.size(); ++k) all += weight[(first + k) * lanes + lane];
    Matrix inside(zones(), std::ssize(children));
    Vector weights(inside.cols());
    for (std::size_t k = 0; k < children.size(); ++k) {
      const Child& child = children[k];
      const auto at = static_cast<Index>(k);
      if (child.is_indicator)
        inside.col(at) = reading.scores.col(child.index);
      else
        inside.col(at) = groups.col(child.index);
      const std::size_t drawn = (first + k) * lanes + lane;
      // What does not vary keeps its digits: medians and ties may depend on them.
      if (prepared.groups[g].kind == DrawKind::fixed && share[drawn] > 0.0F)
        weights[at] = child.weight;
      else
        weights[at] = all > 0.0 ? weight[drawn] : static_cast<double>(share[drawn]);
    }
    const Aggregation& aggregation = reading.aggregations[g];
    for (Index i = 0; i < zones() && compares_zones(aggregation); ++i) {
      if (is_missing(reading.group_scores(i, static_cast<Index>(g))))
        inside.row(i).setConstant(missing);
    }
    const Child own{false, static_cast<int>(g), 1.0};
    Vector result = aggregate(inside, weights, aggregation, 0.0, {id_of(input_, own), {}});
    for (Index i = 0; i < zones(); ++i) {
      if (is_missing(reading.group_scores(i, static_cast<Index>(g)))) result[i] = missing;
    }
    groups.col(static_cast<Index>(g)) = result;
  }
  return groups;
}

}  // namespace zonerank::detail
