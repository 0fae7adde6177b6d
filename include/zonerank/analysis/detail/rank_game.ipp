#pragma once
#include "zonerank/analysis/detail/rank_game.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "zonerank/core/build.hpp"
#include "zonerank/core/random.hpp"
#include "zonerank/diagnostics/detail/door.hpp"
#include "zonerank/methods/detail/methods.hpp"

namespace zonerank::detail {
ZONERANK_OWN(rank_game) {

constexpr double most_sets = 0x1p24;          ///< of a group, times what stands around it
constexpr double most_surroundings = 0x1p12;  ///< without orders

/// t! (n - 1 - t)! / n!: the share of orders in which t given members of n come before another and
/// the rest behind it.
ZONERANK_INLINE double order_share(std::size_t t, std::size_t n) {
  double share = 1.0 / static_cast<double>(n);
  for (std::size_t k = 0; k < t; ++k)
    share *= static_cast<double>(k + 1) / static_cast<double>(n - 1 - k);
  return share;
}

/// Permutations of n members, one for each order; the same for the same seed and group.
ZONERANK_INLINE std::vector<std::vector<std::size_t>> random_orders(std::size_t n,
                                                                    std::size_t group,
                                                                    const GameLimits& limits) {
  constexpr std::uint32_t purpose = 0x706c6163;
  std::vector<std::vector<std::size_t>> orders(limits.orders, std::vector<std::size_t>(n));
  for (std::size_t o = 0; o < orders.size(); ++o) {
    std::iota(orders[o].begin(), orders[o].end(), std::size_t{0});
    for (std::size_t k = n; k > 1; --k) {
      const Philox4 words = philox4x32(
          {static_cast<std::uint32_t>(o), static_cast<std::uint32_t>(k),
           static_cast<std::uint32_t>(group), purpose},
          {static_cast<std::uint32_t>(limits.seed), static_cast<std::uint32_t>(limits.seed >> 32)});
      const double u = open_uniform(words[0], words[1]) * static_cast<double>(k);
      std::swap(orders[o][k - 1], orders[o][static_cast<std::size_t>(u)]);
    }
  }
  return orders;
}

class GameBuilder {
 public:
  GameBuilder(const Reading& reading, const GameLimits& limits)
      : reading_(reading), limits_(limits) {}

  RankGame run() {
    const Index n = reading_.scores.rows();
    const Index n_groups = std::ssize(reading_.tree.children);
    game_.n_indicators = reading_.scores.cols();
    game_.values = Matrix::Constant(n, game_.n_indicators + n_groups, missing);
    game_.overall = reading_.group_scores.col(0);
    if (is_split(0))
      add(0, -1, 0, 1.0, std::vector<bool>(static_cast<std::size_t>(n)));
    else
      game_.values.col(game_.n_indicators) = game_.overall;
    for (GameGroup& group : game_.groups) surround(group);
    for (Index i = 0; i < n; ++i) {
      std::vector<double> row = game_.row(i);
      game_.fill_groups(row);
      for (Index j = 0; j < game_.values.cols(); ++j)
        game_.values(i, j) = row[static_cast<std::size_t>(j)];
    }
    return std::move(game_);
  }

 private:
  bool is_split(std::size_t g) const { return !compares_zones(reading_.aggregations[g]); }

  /// @param ways    combinations of what stands around the group
  /// @param absent  zones without a score of a group above
  void add(std::size_t g, int parent, std::size_t place, double ways, std::vector<bool> absent) {
    const auto own = static_cast<int>(game_.groups.size());
    game_.groups.push_back(
        {.group = g, .aggregation = reading_.aggregations[g], .parent = parent, .place = place});
    const auto column = static_cast<Index>(g);
    for (std::size_t i = 0; i < absent.size(); ++i)
      absent[i] = absent[i] || is_missing(reading_.group_scores(static_cast<Index>(i), column));
    std::vector<Child> children;
    for (const Child& child : reading_.tree.children[g]) {
      if (child.weight > 0.0) children.push_back(child);
    }
    const bool has_groups = std::any_of(children.begin(), children.end(),
                                        [](const Child& c) { return !c.is_indicator; });
    const double sets = std::exp2(static_cast<double>(children.size()));
    if (std::ssize(children) > limits_.exact_members || ways * sets > most_sets ||
        (has_groups && ways * sets / 2.0 > most_surroundings)) {
      game_.groups.back().orders = random_orders(children.size(), g, limits_);
    } else {
      ways *= sets / 2.0;
    }
    for (std::size_t k = 0; k < children.size(); ++k) add_member(children[k], own, k, ways, absent);
  }

  void add_member(const Child& child, int group, std::size_t place, double ways,
                  const std::vector<bool>& absent) {
    const auto at = static_cast<std::size_t>(child.index);
    const bool splits = !child.is_indicator && is_split(at);
    GameMember member{child.is_indicator ? child.index : game_.n_indicators + child.index,
                      child.weight, splits ? static_cast<int>(game_.groups.size()) : -1};
    game_.groups[static_cast<std::size_t>(group)].members.push_back(member);
    if (splits) {
      add(at, group, place, ways, absent);
      return;
    }
    const Matrix& from = child.is_indicator ? reading_.scores : reading_.group_scores;
    for (std::size_t i = 0; i < absent.size(); ++i) {
      const auto zone = static_cast<Index>(i);
      if (!absent[i]) game_.values(zone, member.column) = from(zone, child.index);
    }
  }

  /// Members of `above` around the one at `place`: every set of the others, or those before it in
  /// an order; joined to each of `inner`.
  static std::vector<Surrounding> beside(const std::vector<Surrounding>& inner,
                                         const GameGroup& above, std::size_t place,
                                         std::size_t order) {
    const std::size_t n = above.members.size();
    std::vector<Surrounding> result;
    const auto join = [&](const std::vector<std::uint8_t>& own, std::size_t t, double share) {
      for (const Surrounding& from : inner) {
        result.push_back(from);
        Surrounding& made = result.back();
        made.share *= share;
        made.own.push_back(own);
        made.is_all = made.is_all && t == n - 1;
        made.is_none = made.is_none && t == 0;
      }
    };
    std::vector<std::uint8_t> own(n, 0);
    if (!above.orders.empty()) {
      std::size_t t = 0;
      for (; above.orders[order][t] != place; ++t) own[above.orders[order][t]] = 1;
      join(own, t, 1.0);
      return result;
    }
    for (std::size_t set = 0; set < std::size_t{1} << (n - 1); ++set) {
      std::size_t t = 0;
      for (std::size_t k = 0, bit = 0; k < n; ++k) {
        own[k] = 0;
        if (k != place) own[k] = static_cast<std::uint8_t>(set >> bit++ & 1U);
        t += own[k];
      }
      join(own, t, order_share(t, n));
    }
    return result;
  }

  void surround(GameGroup& group) const {
    bool has_orders = !group.orders.empty();
    for (int a = group.parent; a >= 0; a = game_.groups[static_cast<std::size_t>(a)].parent)
      has_orders = has_orders || !game_.groups[static_cast<std::size_t>(a)].orders.empty();
    group.around.resize(has_orders ? limits_.orders : 1);
    for (std::size_t order = 0; order < group.around.size(); ++order) {
      std::vector<Surrounding> around(1);
      const GameGroup* inner = &group;
      while (inner->parent >= 0) {
        const GameGroup& above = game_.groups[static_cast<std::size_t>(inner->parent)];
        around = beside(around, above, inner->place, order);
        inner = &above;
      }
      group.around[order] = std::move(around);
    }
  }

  const Reading& reading_;
  const GameLimits& limits_;
  RankGame game_;
};

}  // ZONERANK_OWN(rank_game)

ZONERANK_INLINE double game_mean(const Aggregation& aggregation, std::span<const double> scores,
                                 std::span<const double> weights) {
  if (scores.empty()) return missing;
  return std::visit(
      [&]<class M>(const M& m) -> double {
        if constexpr (M::compares_zones) {
          return missing;
        } else {
          constexpr double undefined = -std::numeric_limits<double>::infinity();
          const std::string_view needed = m.needed();
          for (const double s : scores) {
            const bool fits = needed.empty() || s > 0.0 || (needed == ">= 0" && s >= 0.0);
            if (!fits || s == undefined) return undefined;
          }
          if constexpr (M::needs_positive_mean) {
            if (!(weighted_arithmetic_mean(scores, weights) > 0.0)) return undefined;
          }
          return combine(m, scores, weights);
        }
      },
      aggregation);
}

ZONERANK_INLINE double level_within(double score, double greatest) {
  return std::max(1e-9 * std::abs(score), 1e-13 * greatest);
}

ZONERANK_INLINE double greatest_size(std::span<const double> row) {
  double most = 0.0;
  for (const double value : row) {
    if (std::abs(value) > most) most = std::abs(value);
  }
  return most;
}

ZONERANK_INLINE std::vector<double> RankGame::row(Index zone) const {
  std::vector<double> result(static_cast<std::size_t>(values.cols()));
  for (std::size_t j = 0; j < result.size(); ++j) result[j] = values(zone, static_cast<Index>(j));
  return result;
}

ZONERANK_INLINE void RankGame::fill_groups(std::span<double> row) const {
  std::vector<double> s, w;
  for (std::size_t g = groups.size(); g-- > 0;) {  // parents come first
    s.clear();
    w.clear();
    for (const GameMember& member : groups[g].members) {
      const double value = row[static_cast<std::size_t>(member.column)];
      if (is_missing(value)) continue;
      s.push_back(value);
      w.push_back(member.weight);
    }
    row[static_cast<std::size_t>(n_indicators) + groups[g].group] =
        game_mean(groups[g].aggregation, s, w);
  }
}

ZONERANK_INLINE std::vector<double> shapley(std::span<double> worth, std::size_t n) {
  // A set that holds k counts for it by the orders in which k comes last; one without k against it
  // by those in which k is next: sum over sets with k of both, less the second of all sets.
  std::vector<double> last(n + 1, 0.0), next(n + 1, 0.0);
  for (std::size_t t = 0; t < n; ++t) next[t] = last[t + 1] = order_share(t, n);
  double against = 0.0;
  for (std::size_t set = 0; set < worth.size(); ++set) {
    const auto t = static_cast<std::size_t>(std::popcount(set));
    against += next[t] * worth[set];
    worth[set] *= last[t] + next[t];
  }
  std::vector<double> result(n, 0.0);
  for (std::size_t k = n; k-- > 0;) {
    const std::size_t half = std::size_t{1} << k;
    for (std::size_t set = 0; set < half; ++set) {
      result[k] += worth[set + half];
      worth[set] += worth[set + half];
    }
    result[k] -= against;
  }
  return result;
}

ZONERANK_INLINE RankGame rank_game(const Reading& reading, const GameLimits& limits) {
  const Index n = reading.scores.rows();
  const Index n_groups = std::ssize(reading.tree.children);
  check_entries("aggregations", std::ssize(reading.aggregations), n_groups,
                words("there are {0} groups", "共有 {0} 个分组", {n_groups}));
  check_entries(words("rows of the groups' scores", "分组得分的行"), reading.group_scores.rows(), n,
                words("there are {0} rows of scores", "共有 {0} 行得分", {n}));
  check_entries(words("columns of the groups' scores", "分组得分的列"), reading.group_scores.cols(),
                n_groups, words("there are {0} groups", "共有 {0} 个分组", {n_groups}));
  for (Index g = 0; g < n_groups; ++g) {
    for (const Child& child : reading.tree.children[static_cast<std::size_t>(g)]) {
      const Place what = words("child of group {0}", "分组 {0} 的下级", {g});
      check_index(what, child.index, child.is_indicator ? reading.scores.cols() : n_groups);
      if (!child.is_indicator && child.index <= g)
        fail(Code::bad_option, what, std::to_string(child.index),
             {words("a group that comes after it", "排在其后的分组")});
    }
  }
  return GameBuilder(reading, limits).run();
}

}  // namespace zonerank::detail
