#pragma once
#include "zonerank/ranking/tree.hpp"

#include <algorithm>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/detail/door.hpp"
#include "zonerank/methods/detail/aggregate_doubles.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank {

ZONERANK_OWN(tree) {

/// The columns of indicators in the order of `indicators`.
ZONERANK_INLINE Matrix columns_of(const Matrix& x, const std::vector<int>& indicators) {
  Matrix result(x.rows(), std::ssize(indicators));
  for (std::size_t k = 0; k < indicators.size(); ++k) {
    result.col(static_cast<Index>(k)) = x.col(indicators[k]);
  }
  return result;
}

ZONERANK_INLINE WeightInput input_of(const System& system, const WeightData& data,
                                     const std::vector<int>& indicators) {
  WeightInput input;
  input.scores = columns_of(data.scores, indicators);
  input.values = columns_of(data.values, indicators);
  for (const Matrix& year : data.panel) input.panel.push_back(columns_of(year, indicators));
  input.given.resize(std::ssize(indicators));
  for (std::size_t k = 0; k < indicators.size(); ++k) {
    const Indicator& indicator = system.indicators[static_cast<std::size_t>(indicators[k])];
    input.directions.push_back(indicator.direction);
    input.names.push_back(indicator.id);
    input.given[static_cast<Index>(k)] = indicator.weight;
  }
  return input;
}

class TreeWeigher {
 public:
  TreeWeigher(const System& system, const ResolvedMethod& method, const std::vector<bool>& left_out,
              const WeightData* data)
      : system_(system), method_(method), left_out_(left_out), data_(data) {
    if (data_ == nullptr || method.scope != WeightScope::system ||
        !is_data_driven(method.weighting)) {
      return;
    }
    std::vector<int> all;
    for (std::size_t j = 0; j < system.indicators.size(); ++j) {
      if (!left_out[j]) all.push_back(static_cast<int>(j));
    }
    among_all_ = Vector::Zero(std::ssize(system.indicators));
    if (all.empty()) return;
    const Vector weights = weigh(method.weighting, input_of(system, *data_, all));
    for (std::size_t k = 0; k < all.size(); ++k)
      among_all_[all[k]] = weights[static_cast<Index>(k)];
  }

  WeightTree run() {
    WeightTree tree;
    tree.children.resize(system_.groups.size());
    tree.as_written.resize(system_.groups.size(), true);
    sums_.assign(system_.groups.size(), 0.0);
    for (std::size_t g = system_.groups.size(); g-- > 0;) {  // depth-first: children come later
      std::vector<Child>& children = tree.children[g];
      const std::vector<double> weights = weights_of(g, tree);
      double sum = 0.0;
      for (std::size_t k = 0; k < system_.groups[g].children.size(); ++k) {
        const Child& child = system_.groups[g].children[k];
        if (weights[k] != child.weight) tree.as_written[g] = false;
        if (is_out(child, tree) || weights[k] == 0.0) continue;
        children.push_back({child.is_indicator, child.index, weights[k]});
        sum += weights[k];
      }
      for (Child& child : children) child.weight /= sum;
      sums_[g] = sum;
    }
    share(tree);
    return tree;
  }

 private:
  bool is_out(const Child& child, const WeightTree& tree) const {
    const auto at = static_cast<std::size_t>(child.index);
    return child.is_indicator ? left_out_[at] : tree.children[at].empty();
  }

  /// One weight of any sum for every child of the group, the left-out ones too.
  std::vector<double> weights_of(std::size_t g, const WeightTree& tree) const {
    const std::vector<Child>& children = system_.groups[g].children;
    const Weighting& weighting = method_.weightings[g];
    const bool own = system_.groups[g].weighting.has_value();
    std::vector<double> result;
    if (among_all_.size() > 0 && !own) {
      for (const Child& child : children) {
        result.push_back(child.is_indicator ? among_all_[child.index]
                                            : sums_[static_cast<std::size_t>(child.index)]);
      }
      return result;
    }
    for (const Child& child : children) result.push_back(child.weight);
    if (weights_from(weighting) == WeightsFrom::given) return result;
    if (weights_from(weighting) == WeightsFrom::equal) {
      return std::vector<double>(children.size(), 1.0);
    }
    const bool from_data = is_data_driven(weighting);
    const bool of_indicators = std::all_of(children.begin(), children.end(),
                                           [](const Child& c) { return c.is_indicator; });
    if (from_data && (data_ == nullptr || (!of_indicators && !own))) return result;
    if (!from_data && !own && !of_indicators) return result;
    WeightInput input;
    std::vector<int> used;
    for (const Child& child : children) {
      const auto at = static_cast<std::size_t>(child.index);
      input.names.push_back(child.is_indicator ? system_.indicators[at].id : system_.groups[at].id);
      if (child.is_indicator && !is_out(child, tree)) used.push_back(child.index);
    }
    if (from_data) {
      if (!of_indicators) {
        fail(Code::undefined_weights, words("group {0}", "分组 {0}", {system_.groups[g].id}),
             std::visit([](const auto& m) { return word_of(m); }, weighting),
             {words("it holds groups; weights from data are for groups of indicators",
                    "其下为分组；由数据得出的权重只用于含指标的分组")});
      }
      if (used.empty()) return result;
      input = input_of(system_, *data_, used);
      input.group = system_.groups[g].id;
    }
    const Vector weights = weigh(weighting, input);
    if (!from_data) return {weights.begin(), weights.end()};
    std::vector<double> by_child;
    std::size_t next = 0;
    for (const Child& child : children) {
      by_child.push_back(is_out(child, tree) ? 0.0 : weights[static_cast<Index>(next++)]);
    }
    return by_child;
  }

  void share(WeightTree& tree) const {
    tree.effective = Vector::Zero(std::ssize(system_.indicators));
    std::vector<double> share(system_.groups.size(), 0.0);
    share[0] = 1.0;
    for (std::size_t g = 0; g < system_.groups.size(); ++g) {
      for (const Child& child : tree.children[g]) {
        const double effective = share[g] * child.weight;
        if (child.is_indicator)
          tree.effective[child.index] = effective;
        else
          share[static_cast<std::size_t>(child.index)] = effective;
      }
    }
  }

  const System& system_;
  const ResolvedMethod& method_;
  const std::vector<bool>& left_out_;
  const WeightData* data_;
  Vector among_all_;
  std::vector<double> sums_;
};

}  // ZONERANK_OWN(tree)

ZONERANK_INLINE WeightTree weight_tree(const System& system, const ResolvedMethod& method,
                                       const std::vector<bool>& left_out, const WeightData* data) {
  const Index n = std::ssize(system.indicators);
  const Argument of = words("the system has {0} indicators", "体系有 {0} 个指标", {n});
  detail::check_entries("left_out", std::ssize(left_out), n, of);
  if (data != nullptr) {
    detail::check_entries(words("columns of the scores", "得分的列"), data->scores.cols(), n, of);
    detail::check_entries(words("columns of the values", "数值的列"), data->values.cols(), n, of);
    for (const Matrix& year : data->panel)
      detail::check_entries(words("columns of a year's scores", "一年得分的列"), year.cols(), n,
                            of);
  }
  return TreeWeigher(system, method, left_out, data).run();
}

ZONERANK_INLINE Matrix aggregate_tree(const MatrixRef& scores, const System& system,
                                      const WeightTree& tree, const ResolvedMethod& method,
                                      const std::vector<std::string>& zones) {
  const Index n = scores.rows();
  const auto counted = [](Index have, const Argument& what) {
    return words("there are {0} {1}", "共有 {0} {1}", {have, what});
  };
  detail::check_entries(words("columns of the scores", "得分的列"), scores.cols(),
                        std::ssize(system.indicators),
                        counted(std::ssize(system.indicators), words("indicators", "个指标")));
  detail::check_entries("weights", std::ssize(tree.children), std::ssize(system.groups),
                        counted(std::ssize(system.groups), words("groups", "个分组")));
  detail::check_entries("zones", std::ssize(zones), n,
                        counted(n, words("rows of scores", "行得分")));
  Matrix groups = Matrix::Constant(n, static_cast<Index>(system.groups.size()), missing);
  for (std::size_t g = system.groups.size(); g-- > 0;) {
    poll_interrupt();
    const std::vector<Child>& children = tree.children[g];
    if (children.empty()) continue;
    const Aggregation& aggregation = method.aggregations[g];
    Matrix inside(n, static_cast<Index>(children.size()));
    Vector weights(inside.cols());
    for (Index k = 0; k < inside.cols(); ++k) {
      const Child& child = children[static_cast<std::size_t>(k)];
      weights[k] = child.weight;
      if (child.is_indicator)
        inside.col(k) = scores.col(child.index);
      else
        inside.col(k) = groups.col(child.index);
    }
    const std::string_view needed = needed_scores(aggregation);
    for (Index k = 0; k < inside.cols() && !needed.empty(); ++k) {
      const Child& child = children[static_cast<std::size_t>(k)];
      const auto at = static_cast<std::size_t>(child.index);
      const std::string& id = child.is_indicator ? system.indicators[at].id : system.groups[at].id;
      for (Index i = 0; i < n; ++i) {
        const double s = inside(i, k);
        if (is_missing(s) || s > 0.0 || (needed == ">= 0" && s >= 0.0)) continue;
        const Argument name =
            std::visit([](const auto& m) { return title_in_both(m); }, aggregation);
        fail(Code::bad_score, Place::of_zone(zones[static_cast<std::size_t>(i)]).with_key(id),
             shortest(s), {words("the {0}", "{0}", {name}), detail::needed_in_words(needed)});
      }
    }
    const std::optional<double>& own = system.groups[g].min_available;
    Vector result =
        detail::aggregate_doubles(inside, weights, aggregation, own.value_or(method.min_available),
                                  {system.groups[g].id, zones});
    // Where the group says nothing of its own, one that is missing is not made up for.
    for (Index k = 0; k < inside.cols() && !own && method.min_available > 0.0; ++k) {
      if (children[static_cast<std::size_t>(k)].is_indicator) continue;
      for (Index i = 0; i < n; ++i) {
        if (is_missing(inside(i, k))) result[i] = missing;
      }
    }
    groups.col(static_cast<Index>(g)) = result;
  }
  return groups;
}

}  // namespace zonerank
