#include "zonerank/score/tree.hpp"

#include "zonerank/core/text.hpp"

namespace zonerank {

WeightTree weight_tree(const System& system, const Weighting& weighting,
                       const std::vector<bool>& left_out) {
  const std::size_t n_groups = system.groups.size();
  const bool equal = std::holds_alternative<EqualWeights>(weighting);
  WeightTree tree;
  tree.children.resize(n_groups);
  for (std::size_t g = n_groups; g-- > 0;) {  // groups stand depth-first: children come later
    double sum = 0.0;
    for (const Child& child : system.groups[g].children) {
      const auto at = static_cast<std::size_t>(child.index);
      const double weight = equal ? 1.0 : child.weight;
      const bool is_out = child.is_indicator ? left_out[at] : tree.children[at].empty();
      if (is_out || weight == 0.0) continue;
      tree.children[g].push_back({child.is_indicator, child.index, weight});
      sum += weight;
    }
    for (Child& child : tree.children[g]) child.weight /= sum;
  }
  tree.effective = Vector::Zero(static_cast<Index>(system.indicators.size()));
  std::vector<double> share(n_groups, 0.0);
  share[0] = 1.0;
  for (std::size_t g = 0; g < n_groups; ++g) {
    for (const Child& child : tree.children[g]) {
      const double effective = share[g] * child.weight;
      if (child.is_indicator)
        tree.effective[child.index] = effective;
      else
        share[static_cast<std::size_t>(child.index)] = effective;
    }
  }
  return tree;
}

Matrix aggregate_tree(const MatrixRef& scores, const System& system, const WeightTree& tree,
                      const Method& method, const std::vector<std::string>& zones) {
  const Index n = scores.rows();
  Matrix groups = Matrix::Constant(n, static_cast<Index>(system.groups.size()), missing);
  for (std::size_t g = system.groups.size(); g-- > 0;) {
    const std::vector<Child>& children = tree.children[g];
    if (children.empty()) continue;
    const Aggregation aggregation = group_aggregation(system.groups[g], method);
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
    if (std::holds_alternative<GeometricMean>(aggregation)) {
      for (Index k = 0; k < inside.cols(); ++k) {
        const Child& child = children[static_cast<std::size_t>(k)];
        const auto at = static_cast<std::size_t>(child.index);
        const std::string& id =
            child.is_indicator ? system.indicators[at].id : system.groups[at].id;
        for (Index i = 0; i < n; ++i) {
          if (!(inside(i, k) <= 0.0)) continue;
          fail(Code::bad_score, "zone " + zones[static_cast<std::size_t>(i)] + ", " + id,
               shortest(inside(i, k)));
        }
      }
    }
    Vector result = aggregate(inside, weights, aggregation, method.min_available);
    for (Index k = 0; k < inside.cols() && method.min_available > 0.0; ++k) {
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
