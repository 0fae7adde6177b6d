#pragma once
#include "zonerank/analysis/robust.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "zonerank/analysis/detail/factors.hpp"
#include "zonerank/analysis/detail/weight_set.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/methods/rank.hpp"

namespace zonerank {
ZONERANK_OWN(robust) {

using detail::WeightSet;

/// Shares of every group's children.
using Shares = std::vector<std::vector<double>>;

class RobustRanker {
 public:
  explicit RobustRanker(const DrawInput& input) : input_(input) {
    detail::check_weights(input);
    for (const Aggregation& a : reading().aggregations) {
      if (sum_of(a) == SumOf::values) continue;
      fail(Code::bad_option, "aggregation", choice_text(a),
           {words("the arithmetic mean: bounds are proved for weighted sums",
                  "算术平均：上下限只对加权和成立")});
    }
    if (std::holds_alternative<DirichletWeights>(input.vary)) {
      fail(Code::bad_option, "vary", Argument::name("dirichlet"),
           {words("a set with bounds: uniform, simplex, ordered or interval",
                  "有界的权重集合：uniform、simplex、ordered 或 interval")});
    }
    for (std::size_t g = 0; g < tree().children.size(); ++g) sets_.push_back(set_of(g));
    nominal_ = shares_of([](const Child& c) { return c.weight; });
    for (Index i = 0; i < reading().scores.rows(); ++i) {
      if (!is_missing(reading().group_scores(i, 0))) zones_.push_back(i);
    }
    double span = 0.0;
    for (Index k = 0; k < reading().scores.size(); ++k) {
      const double s = reading().scores.data()[k];
      if (!is_missing(s)) span = std::max(span, std::abs(s));
    }
    rounding_ = 1e-12 * span * static_cast<double>(reading().scores.cols() + 1);
  }

  RobustResult run(int threads, const Progress& progress) {
    const Index n = reading().scores.rows();
    RobustResult result;
    result.least_lead = Matrix::Constant(n, n, missing);
    parallel_for(
        zones_.size(), threads,
        [&](std::size_t a) {
          for (const Index b : zones_) {
            Shares unused = nominal_;
            // The least lead of b over a is - the greatest of a over b.
            result.least_lead(b, zones_[a]) =
                zones_[a] == b ? 0.0 : -greatest_lead(zones_[a], b, 0, unused);
          }
        },
        [&](double share) { return !progress || progress(share / 2.0); });
    result.zones.resize(static_cast<std::size_t>(n));
    const Vector nominal = rank_scores(reading().group_scores.col(0));
    parallel_for(
        static_cast<std::size_t>(n), threads,
        [&](std::size_t i) {
          RankBounds& bounds = result.zones[i];
          bounds.zone = static_cast<Index>(i);
          bounds.nominal = nominal[bounds.zone];
          if (!is_missing(bounds.nominal)) bound(bounds, result.least_lead);
        },
        [&](double share) { return !progress || progress(0.5 + share / 2.0); });
    return result;
  }

 private:
  const Reading& reading() const { return input_.readings[0]; }
  const WeightTree& tree() const { return reading().tree; }

  template <class F>
  Shares shares_of(const F& f) const {
    Shares shares;
    for (const std::vector<Child>& children : tree().children) {
      shares.emplace_back();
      for (const Child& child : children) shares.back().push_back(f(child));
    }
    return shares;
  }

  WeightSet set_of(std::size_t g) const {
    const std::vector<Child>& children = tree().children[g];
    const bool varies = detail::varies(input_, children);
    const auto* uniform = std::get_if<UniformWeights>(&input_.vary);
    WeightSet set;
    set.raw = varies && uniform != nullptr;
    std::vector<std::string> named;
    for (const Child& child : children) {
      double low = child.weight;
      double high = child.weight;
      if (set.raw) {
        low *= 1.0 - uniform->within;
        high *= 1.0 + uniform->within;
      } else if (varies && !std::holds_alternative<FixedWeights>(input_.vary)) {
        low = 0.0;
        high = 1.0;
      }
      if (const auto interval = detail::interval_of(input_, child); interval && varies) {
        low = interval->first;
        high = std::min(1.0, interval->second);
        named.push_back(detail::id_of(input_, child));
      }
      set.low.push_back(low);
      set.high.push_back(high);
    }
    if (varies && std::holds_alternative<OrderedWeights>(input_.vary))
      set.order = detail::order_of(input_, children);
    if (set.raw) return set;
    const double least = std::accumulate(set.low.begin(), set.low.end(), 0.0);
    const double most = std::accumulate(set.high.begin(), set.high.end(), 0.0);
    if (!children.empty() && (least > 1.0 + 1e-9 || most < 1.0 - 1e-9)) {
      fail(Code::empty_weight_set, "", listed_names(named),
           {least > 1.0 ? words("the low ones sum to {0}", "下限之和为 {0}", {shortest(least)})
                        : words("the high ones sum to {0}", "上限之和为 {0}", {shortest(most)})});
    }
    return set;
  }

  bool has(Index zone, const Child& child) const {
    return child.is_indicator ? !is_missing(reading().scores(zone, child.index))
                              : !is_missing(reading().group_scores(zone, child.index));
  }

  /// Whether some weights of the set leave a zone nothing in g: all of it where the zone has gaps.
  bool can_vanish(Index zone, std::size_t g) const {
    const std::vector<Child>& children = tree().children[g];
    const WeightSet& set = sets_[g];
    double least = 0.0;
    bool all = true;
    for (std::size_t k = 0; k < children.size(); ++k) {
      const Child& child = children[k];
      if (!has(zone, child) ||
          (!child.is_indicator && can_vanish(zone, static_cast<std::size_t>(child.index)))) {
        all = false;
      } else if (set.order.empty()) {
        least += set.low[k];
      } else if (set.order[0] == k && set.order.size() == children.size()) {
        least = 1.0;
      }
    }
    return !all && !(least > 0.0);
  }

  bool child_can_vanish(Index zone, const Child& child) const {
    return !child.is_indicator && can_vanish(zone, static_cast<std::size_t>(child.index));
  }

  /// The greatest, over the sets of g and below, of sign * score of one zone, gaps made up for.
  double greatest_score(Index zone, double sign, std::size_t g) const {
    const std::vector<Child>& children = tree().children[g];
    std::vector<std::size_t> present;
    std::vector<double> value;
    for (std::size_t k = 0; k < children.size(); ++k) {
      if (!has(zone, children[k])) continue;
      present.push_back(k);
      value.push_back(
          children[k].is_indicator
              ? sign * reading().scores(zone, children[k].index)
              : greatest_score(zone, sign, static_cast<std::size_t>(children[k].index)));
    }
    for (const Child& child : children) {  // its share may then go to any of the others
      if (has(zone, child) && child_can_vanish(zone, child))
        return *std::max_element(value.begin(), value.end());
    }
    std::vector<double> shares(present.size());
    const bool all = present.size() == children.size();
    return (all ? sets_[g] : sets_[g].among(present)).greatest(value, shares);
  }

  /// The greatest of score a - score b in group g; of zones without gaps `shares` attain it.
  double greatest_lead(Index a, Index b, std::size_t g, Shares& shares) const {
    const std::vector<Child>& children = tree().children[g];
    const bool same = std::all_of(children.begin(), children.end(), [&](const Child& c) {
      return has(a, c) && has(b, c) && !child_can_vanish(a, c) && !child_can_vanish(b, c);
    });
    if (g == 0 && can_vanish(b, 0)) return std::numeric_limits<double>::infinity();
    if (!same) return greatest_score(a, 1.0, g) + greatest_score(b, -1.0, g);
    std::vector<double> value;
    for (const Child& child : children) {
      value.push_back(child.is_indicator
                          ? reading().scores(a, child.index) - reading().scores(b, child.index)
                          : greatest_lead(a, b, static_cast<std::size_t>(child.index), shares));
    }
    return sets_[g].greatest(value, shares[g]);
  }

  double score(Index zone, std::size_t g, const Shares& shares) const {
    double sum = 0.0;
    double present = 0.0;
    for (std::size_t k = 0; k < tree().children[g].size(); ++k) {
      const Child& child = tree().children[g][k];
      if (!has(zone, child)) continue;
      const double s = child.is_indicator
                           ? reading().scores(zone, child.index)
                           : score(zone, static_cast<std::size_t>(child.index), shares);
      if (is_missing(s)) continue;
      sum += shares[g][k] * s;
      present += shares[g][k];
    }
    return present > 0.0 ? sum / present : missing;
  }

  /// The rank of a zone under some weights; equal to rounding counts against an attained best and
  /// for an attained worst, so that both are truly attained.
  double rank_under(Index zone, const Shares& shares, bool best) const {
    const double own = score(zone, 0, shares);
    if (is_missing(own)) return missing;
    double rank = 1.0;
    for (const Index other : zones_) {
      if (other == zone) continue;
      const double lead = score(other, 0, shares) - own;
      if (is_missing(lead)) return missing;  // all weight is where the other has a gap
      const bool equal_rows = reading().scores.row(other) == reading().scores.row(zone);
      if (!equal_rows && lead > (best ? -rounding_ : rounding_)) rank += 1.0;
    }
    return rank;
  }

  Vector flat(const Shares& shares) const {
    Vector result = Vector::Zero(reading().scores.cols());
    std::vector<double> share(tree().children.size(), 0.0);
    share[0] = 1.0;
    for (std::size_t g = 0; g < tree().children.size(); ++g) {
      for (std::size_t k = 0; k < tree().children[g].size(); ++k) {
        const Child& child = tree().children[g][k];
        const double w = share[g] * shares[g][k];
        if (child.is_indicator)
          result[child.index] = w;
        else
          share[static_cast<std::size_t>(child.index)] = w;
      }
    }
    return result;
  }

  void try_shares(RankBounds& bounds, const Shares& shares) const {
    const double best = rank_under(bounds.zone, shares, true);
    const double worst = rank_under(bounds.zone, shares, false);
    if (!is_missing(best) && !(best >= bounds.best)) {
      bounds.best = best;
      bounds.best_weights = flat(shares);
    }
    if (!is_missing(worst) && !(worst <= bounds.worst)) {
      bounds.worst = worst;
      bounds.worst_weights = flat(shares);
    }
  }

  void bound(RankBounds& bounds, const Matrix& least_lead) const {
    const Index zone = bounds.zone;
    double certainly_ahead = 0.0;
    double certainly_behind = 0.0;
    std::vector<Index> open;
    for (const Index other : zones_) {
      if (other == zone) continue;
      if (least_lead(other, zone) > rounding_) {
        certainly_ahead += 1.0;
      } else if (least_lead(zone, other) > rounding_ ||
                 reading().scores.row(other) == reading().scores.row(zone)) {
        certainly_behind += 1.0;  // or level in every case, which takes no rank
      } else {
        open.push_back(other);
      }
    }
    const auto ranked = static_cast<double>(zones_.size());
    bounds.best_outer = 1.0 + certainly_ahead;
    bounds.worst_outer = ranked - certainly_behind;
    try_shares(bounds, nominal_);
    if (!open.empty()) {
      Shares shares = nominal_;
      for (const Index other : open) {
        if (bounds.best > bounds.best_outer) {
          greatest_lead(zone, other, 0, shares = nominal_);
          try_shares(bounds, shares);
        }
        if (bounds.worst < bounds.worst_outer) {
          greatest_lead(other, zone, 0, shares = nominal_);
          try_shares(bounds, shares);
        }
      }
    }
    improve(bounds, open, 1.0);
    improve(bounds, open, -1.0);
    bounds.best_exact = bounds.best == bounds.best_outer;
    bounds.worst_exact = bounds.worst == bounds.worst_outer;
  }

  /// Tries the weights of the greatest lead over the mean of the zones that still are ahead (sign
  /// -1: of the greatest deficit to those that still are behind), as long as that changes them.
  void improve(RankBounds& bounds, const std::vector<Index>& open, double sign) const {
    std::vector<Index> others = open;
    for (int round = 0; round < 12 && !others.empty(); ++round) {
      Shares shares = nominal_;
      towards_mean(bounds, others, sign, shares);
      try_shares(bounds, shares);
      const double own = score(bounds.zone, 0, shares);
      std::vector<Index> left;
      for (const Index other : open) {
        if (sign * (score(other, 0, shares) - own) > 0.0) left.push_back(other);
      }
      if (left == others) break;
      others = std::move(left);
    }
  }

  /// The weights of the greatest lead over (or, sign -1, deficit to) the mean of some zones.
  double towards_mean(const RankBounds& bounds, const std::vector<Index>& others, double sign,
                      Shares& shares, std::size_t g = 0) const {
    std::vector<double> value;
    for (const Child& child : tree().children[g]) {
      if (!child.is_indicator) {
        value.push_back(
            towards_mean(bounds, others, sign, shares, static_cast<std::size_t>(child.index)));
        continue;
      }
      double sum = 0.0;
      double count = 0.0;
      for (const Index other : others) {
        const double s = reading().scores(other, child.index);
        if (is_missing(s)) continue;
        sum += s;
        count += 1.0;
      }
      const double own = reading().scores(bounds.zone, child.index);
      value.push_back(count > 0.0 && !is_missing(own) ? sign * (own - sum / count) : 0.0);
    }
    return sets_[g].greatest(value, shares[g]);
  }

  const DrawInput& input_;
  std::vector<WeightSet> sets_;
  Shares nominal_;
  std::vector<Index> zones_;
  double rounding_ = 0.0;
};

}  // ZONERANK_OWN(robust)

ZONERANK_INLINE RobustResult robust(const DrawInput& input, int threads, const Progress& progress) {
  return RobustRanker(input).run(threads, progress);
}

ZONERANK_INLINE WeightChange smallest_change(const MatrixRef& scores, const VectorRef& weights,
                                             Index ahead, Index behind) {
  if (weights.size() != scores.cols() || ahead < 0 || behind < 0 || ahead >= scores.rows() ||
      behind >= scores.rows()) {
    fail(Code::wrong_shape, "weights", words("{0} entries", "{0} 个元素", {weights.size()}),
         {words("one for each of {0} columns, and two rows of {1}",
                "{0} 列各一个，并取 {1} 行中的两行", {scores.cols(), scores.rows()})});
  }
  WeightChange change;
  change.weights = given_weights(weights);
  const Vector lead = scores.row(ahead) - scores.row(behind);
  if (lead.hasNaN()) {
    fail(Code::bad_score, "scores", words("missing", "缺失"),
         {words("the smallest change", "最小变动"),
          words("there for both zones", "两个高新区都具备")});
  }
  double rest = change.weights.dot(lead);
  if (rest <= 0.0) return change;
  Index to = 0;
  if (lead.minCoeff(&to) >= 0.0) {
    change.size = std::numeric_limits<double>::infinity();
    return change;
  }
  std::vector<Index> from(static_cast<std::size_t>(lead.size()));
  std::iota(from.begin(), from.end(), Index{0});
  std::stable_sort(from.begin(), from.end(), [&](Index a, Index b) { return lead[a] > lead[b]; });
  for (const Index j : from) {  // weight moves from the greatest leads to the least
    if (rest <= 0.0 || j == to) continue;
    const double gain = lead[j] - lead[to];
    const double moved = std::min(change.weights[j], rest / gain);
    change.weights[j] -= moved;
    change.weights[to] += moved;
    change.size += 2.0 * moved;
    rest -= moved * gain;
  }
  return change;
}

}  // namespace zonerank
