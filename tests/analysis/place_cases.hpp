#pragma once
// Random rankings, and a rank split by definition: every order of the indicators in which groups
// stand together.

#include <algorithm>
#include <numeric>

#include "analysis/draw_cases.hpp"
#include "zonerank/analysis/places.hpp"

namespace zonerank::testing {

/// Numbers of one seed, one after the other.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : seed_(seed) {}
  double share() { return uniform(seed_, at_++); }
  Index from(Index least, Index most) {
    return least + static_cast<Index>(share() * static_cast<double>(most - least + 1));
  }
  bool chance(double p) { return share() < p; }

 private:
  std::uint32_t seed_, at_ = 0;
};

struct SystemShape {
  Index zones = 10;
  Index indicators = 7;
  int depth = 3;          ///< of groups inside groups
  Index most_groups = 3;  ///< in a group
  bool gaps = true, ties = true;
  double least = 1.0;  ///< score
};

/// Adds a group with some of the indicators in [first, last) below it.
inline int add_group(Reading& r, Dice& dice, const SystemShape& shape, int depth, int first,
                     int last) {
  const auto g = static_cast<int>(r.tree.children.size());
  r.tree.children.emplace_back();
  Index n_groups = depth < shape.depth ? dice.from(0, shape.most_groups) : 0;
  int at = first;
  for (; n_groups > 0 && last - at > 1; --n_groups) {
    const int end = at + 1 + static_cast<int>(dice.from(0, (last - at) / 2));
    const int child = add_group(r, dice, shape, depth + 1, at, std::min(end, last));
    r.tree.children[static_cast<std::size_t>(g)].push_back({false, child, 0.2 + dice.share()});
    at = std::min(end, last);
  }
  for (; at < last; ++at)
    r.tree.children[static_cast<std::size_t>(g)].push_back({true, at, 0.2 + dice.share()});
  double sum = 0;
  for (const Child& c : r.tree.children[static_cast<std::size_t>(g)]) sum += c.weight;
  for (Child& c : r.tree.children[static_cast<std::size_t>(g)]) c.weight /= sum;
  return g;
}

/// A random system; the means of its groups are taken from the list in turn.
inline Reading random_system(const SystemShape& shape, const std::vector<Aggregation>& means,
                             std::uint32_t seed) {
  Dice dice(seed);
  Reading r;
  r.scores.resize(shape.zones, shape.indicators);
  for (Index k = 0; k < r.scores.size(); ++k) {
    double s = 100 * dice.share();
    if (shape.ties) s = 25 * std::floor(s / 25);
    s = shape.least + s * (100 - shape.least) / 100;
    if (shape.gaps && dice.chance(0.1)) s = missing;
    r.scores.data()[k] = s;
  }
  for (Index i = 3; shape.ties && i < shape.zones; i += 5) r.scores.row(i) = r.scores.row(i - 2);
  add_group(r, dice, shape, 0, 0, static_cast<int>(shape.indicators));
  const std::size_t n = r.tree.children.size();
  for (std::size_t g = 0; g < n; ++g) r.aggregations.push_back(means[g % means.size()]);
  r.group_scores = Matrix::Constant(shape.zones, static_cast<Index>(n), missing);
  with_nominal_scores(r);
  return r;
}

/// The score of a group of a made-up zone, for the definition.
inline double score_of(const Reading& r, std::size_t g, const Vector& scores) {
  std::vector<double> s, w;
  for (const Child& c : r.tree.children[g]) {
    const double value =
        c.is_indicator ? scores[c.index] : score_of(r, static_cast<std::size_t>(c.index), scores);
    if (is_missing(value)) continue;
    s.push_back(value);
    w.push_back(c.weight);
  }
  if (s.empty()) return missing;
  return aggregate(Eigen::Map<const Matrix>(s.data(), 1, std::ssize(s)),
                   Eigen::Map<const Vector>(w.data(), std::ssize(w)), r.aggregations[g], 0.0)[0];
}

/// Every order of the indicators below a group in which its members stand together.
inline std::vector<std::vector<int>> orders_of(const Reading& r, std::size_t g) {
  std::vector<std::vector<std::vector<int>>> of_members;
  for (const Child& c : r.tree.children[g]) {
    if (c.is_indicator)
      of_members.push_back({{c.index}});
    else
      of_members.push_back(orders_of(r, static_cast<std::size_t>(c.index)));
  }
  std::vector<std::size_t> order(of_members.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<std::vector<int>> result;
  do {
    std::vector<std::vector<int>> joined = {{}};
    for (const std::size_t member : order) {
      std::vector<std::vector<int>> longer;
      for (const auto& begin : joined) {
        for (const auto& end : of_members[member]) {
          longer.push_back(begin);
          longer.back().insert(longer.back().end(), end.begin(), end.end());
        }
      }
      joined = std::move(longer);
    }
    result.insert(result.end(), joined.begin(), joined.end());
  } while (std::next_permutation(order.begin(), order.end()));
  return result;
}

/// The mean over the orders of what each indicator adds to worth(score of the made-up zone).
template <class Worth>
Vector parts_by_orders(const Reading& r, const Vector& own, const Vector& other,
                       const Worth& worth) {
  const std::vector<std::vector<int>> orders = orders_of(r, 0);
  std::map<std::vector<bool>, double> known;
  const auto worth_of = [&](const std::vector<bool>& is_own) {
    const auto found = known.find(is_own);
    if (found != known.end()) return found->second;
    Vector made = other;
    for (Index j = 0; j < made.size(); ++j) {
      if (is_own[static_cast<std::size_t>(j)]) made[j] = own[j];
    }
    return known[is_own] = worth(score_of(r, 0, made));
  };
  Vector parts = Vector::Zero(own.size());
  for (const std::vector<int>& order : orders) {
    std::vector<bool> is_own(static_cast<std::size_t>(own.size()), false);
    double before = worth_of(is_own);
    for (const int j : order) {
      is_own[static_cast<std::size_t>(j)] = true;
      const double after = worth_of(is_own);
      parts[j] += (after - before) / static_cast<double>(orders.size());
      before = after;
    }
  }
  return parts;
}

}  // namespace zonerank::testing
