#pragma once
// Zones compared in pairs, and the order by Kemeny.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "zonerank/core/build.hpp"
#include "zonerank/diagnostics/detail/door.hpp"
#include "zonerank/lanes/pair_lanes.hpp"
#include "zonerank/methods/detail/zone_comparison.hpp"
#include "zonerank/methods/weight.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank {

ZONERANK_OWN(outranking) {

/// Weight ahead less weight behind of zone i against every zone.
ZONERANK_INLINE void leads_over(const MatrixRef& scores, const Vector& w, Index i, double* lead) {
  const Vector own = scores.row(i);
  const detail::PairTable table{scores.data(), scores.outerStride(),
                                static_cast<std::size_t>(scores.cols()), w.data()};
  detail::pair_lanes().leads(table, own.data(), static_cast<std::size_t>(scores.rows()), lead);
}

/// The weight of the indicators that zone i and every other both have.
ZONERANK_INLINE void shared_with_all(const MatrixRef& scores, const Vector& w, Index i,
                                     double* shared) {
  std::fill(shared, shared + scores.rows(), 0.0);
  for (Index j = 0; j < scores.cols(); ++j) {
    if (is_missing(scores(i, j))) continue;
    for (Index k = 0; k < scores.rows(); ++k) {
      if (!is_missing(scores(k, j))) shared[k] += w[j];
    }
  }
}

}  // ZONERANK_OWN(outranking)

ZONERANK_INLINE Matrix outranking(const MatrixRef& scores, const VectorRef& weights) {
  detail::check_entries("weights", weights.size(), scores.cols(),
                        words("the scores have {0} columns", "得分有 {0} 列", {scores.cols()}));
  const Index n = scores.rows();
  const Vector w = given_weights(weights);
  const bool whole = !scores.hasNaN();
  Matrix result(n, n);
  Vector lead(n);
  Vector shared = Vector::Ones(n);
  for (Index i = 0; i < n; ++i) {
    poll_interrupt();
    leads_over(scores, w, i, lead.data());
    if (!whole) shared_with_all(scores, w, i, shared.data());
    // As a difference, so that both sides of a tie are exactly half; in columns, which lie
    // together.
    for (Index k = 0; k < n; ++k) {
      result(k, i) = shared[k] > 0.0 ? 0.5 - 0.5 * lead[k] / shared[k] : missing;
    }
    result(i, i) = 0.5;
  }
  return result;
}

ZONERANK_OWN(outranking) {

using detail::no_preference;

ZONERANK_INLINE std::vector<Index> with_scores(const MatrixRef& scores) {
  std::vector<Index> zones;
  for (Index i = 0; i < scores.rows(); ++i) {
    if (!scores.row(i).array().isNaN().all()) zones.push_back(i);
  }
  return zones;
}

/// Orders of zones by the weight against them; cost(a, b) is that of a before b.
class KemenySolver {
 public:
  explicit KemenySolver(Matrix cost) : cost_(std::move(cost)) {}

  struct Order {
    std::vector<Index> zones;
    bool is_proved = true;
  };

  Order solve() const {
    Order order;
    for (std::vector<Index>& component : components()) {
      if (component.size() <= exact) {
        component = exact_order(component);
      } else {
        improve(component);
        order.is_proved = order.is_proved && of(component) <= bound(component) + no_preference;
      }
      order.zones.insert(order.zones.end(), component.begin(), component.end());
    }
    return order;
  }

  double of(const std::vector<Index>& order) const {
    double sum = 0.0;
    for (std::size_t a = 0; a < order.size(); ++a) {
      for (std::size_t b = a + 1; b < order.size(); ++b) sum += cost_(order[a], order[b]);
    }
    return sum;
  }

  double bound(const std::vector<Index>& zones) const {
    double sum = 0.0;
    for (std::size_t a = 0; a < zones.size(); ++a) {
      for (std::size_t b = a + 1; b < zones.size(); ++b) {
        sum += std::min(cost_(zones[a], zones[b]), cost_(zones[b], zones[a]));
      }
    }
    return sum;
  }

 private:
  static constexpr std::size_t exact = 15;

  bool beats(Index a, Index b) const { return cost_(a, b) + no_preference < cost_(b, a); }

  /// Sets of zones, best first, such that every zone of one beats all of the next.
  std::vector<std::vector<Index>> components() const {
    const Index n = cost_.rows();
    std::vector<Index> order(static_cast<std::size_t>(n));
    std::iota(order.begin(), order.end(), Index{0});
    Vector wins = Vector::Zero(n);
    for (Index a = 0; a < n; ++a) {
      for (Index b = 0; b < n; ++b) {
        if (a != b) wins[a] += beats(a, b) ? 1.0 : beats(b, a) ? 0.0 : 0.5;
      }
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](Index a, Index b) { return wins[a] > wins[b]; });
    // A cut after k zones holds where all their wins are those among themselves and over the rest.
    std::vector<std::vector<Index>> result(1);
    double sum = 0.0;
    for (Index k = 0; k < n; ++k) {
      const Index zone = order[static_cast<std::size_t>(k)];
      result.back().push_back(zone);
      sum += wins[zone];
      const auto done = static_cast<double>(k + 1);
      const double all = done * (done - 1) / 2 + done * (static_cast<double>(n) - done);
      if (sum >= all - 0.25 && k + 1 < n) result.emplace_back();
    }
    return result;
  }

  /// By dynamic programming over the sets of zones that stand first.
  std::vector<Index> exact_order(const std::vector<Index>& zones) const {
    const std::size_t n = zones.size();
    const std::size_t sets = std::size_t{1} << n;
    std::vector<double> best(sets, std::numeric_limits<double>::infinity());
    std::vector<std::uint8_t> last(sets, 0);
    best[0] = 0.0;
    for (std::size_t set = 0; set < sets; ++set) {
      poll_interrupt();
      for (std::size_t k = 0; k < n; ++k) {
        if ((set >> k & 1U) != 0) continue;
        double sum = best[set];
        for (std::size_t a = 0; a < n; ++a) {
          if ((set >> a & 1U) != 0) sum += cost_(zones[a], zones[k]);
        }
        const std::size_t next = set | std::size_t{1} << k;
        if (sum + no_preference < best[next]) {
          best[next] = sum;
          last[next] = static_cast<std::uint8_t>(k);
        }
      }
    }
    std::vector<Index> order;
    for (std::size_t set = sets - 1; set != 0;) {
      const std::size_t k = last[set];
      order.push_back(zones[k]);
      set &= ~(std::size_t{1} << k);
    }
    std::reverse(order.begin(), order.end());
    return order;
  }

  /// Moves single zones to where they cost least, until none moves.
  void improve(std::vector<Index>& order) const {
    bool moved = true;
    while (moved) {
      moved = false;
      for (std::size_t from = 0; from < order.size(); ++from) {
        poll_interrupt();
        const Index zone = order[from];
        double best = -no_preference;
        std::size_t to = from;
        double change = 0.0;
        for (std::size_t k = from; k-- > 0;) {
          change += cost_(zone, order[k]) - cost_(order[k], zone);
          if (change < best) best = change, to = k;
        }
        change = 0.0;
        for (std::size_t k = from + 1; k < order.size(); ++k) {
          change += cost_(order[k], zone) - cost_(zone, order[k]);
          if (change < best) best = change, to = k;
        }
        if (to == from) continue;
        order.erase(order.begin() + static_cast<std::ptrdiff_t>(from));
        order.insert(order.begin() + static_cast<std::ptrdiff_t>(to), zone);
        moved = true;
      }
    }
  }

  Matrix cost_;
};

}  // ZONERANK_OWN(outranking)

ZONERANK_INLINE KemenyResult kemeny(const MatrixRef& scores, const VectorRef& weights) {
  detail::check_entries("weights", weights.size(), scores.cols(),
                        words("the scores have {0} columns", "得分有 {0} 列", {scores.cols()}));
  const std::vector<Index> zones = with_scores(scores);
  KemenyResult result;
  result.ranks = Vector::Constant(scores.rows(), missing);
  if (zones.empty()) return result;
  const Matrix ahead = outranking(scores, weights);
  Matrix cost(std::ssize(zones), std::ssize(zones));
  for (std::size_t a = 0; a < zones.size(); ++a) {
    for (std::size_t b = 0; b < zones.size(); ++b) {
      const double against = ahead(zones[b], zones[a]);
      cost(static_cast<Index>(a), static_cast<Index>(b)) = is_missing(against) ? 0.5 : against;
    }
  }
  const KemenySolver solver(cost);
  const KemenySolver::Order order = solver.solve();
  result.cost = solver.of(order.zones);
  result.bound = solver.bound(order.zones);
  result.is_proved = order.is_proved;
  for (std::size_t k = 0; k < order.zones.size(); ++k) {
    result.ranks[zones[static_cast<std::size_t>(order.zones[k])]] = static_cast<double>(k + 1);
  }
  return result;
}

namespace detail {

ZONERANK_INLINE Vector compare_zones(const Kemeny&, const MatrixRef& scores,
                                     const VectorRef& weights) {
  const KemenyResult order = kemeny(scores, weights);
  const auto n = static_cast<double>((!order.ranks.array().isNaN()).count());
  if (n < 2.0) return order.ranks.array() * 0.0 + 100.0;
  return (100.0 * (n - order.ranks.array()) / (n - 1.0)).matrix();
}

}  // namespace detail
}  // namespace zonerank
