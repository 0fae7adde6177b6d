#pragma once
#include "zonerank/analysis/consistent_weights.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "zonerank/analysis/detail/contradiction.hpp"
#include "zonerank/analysis/detail/weight_polytope.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/methods/rank.hpp"

namespace zonerank {
ZONERANK_OWN(consistent_weights) {

using detail::Lead;
using detail::WeightPolytope;

[[noreturn]] ZONERANK_INLINE void refuse_ranks(const Argument& value, const Argument& rule) {
  fail(Code::bad_option, words("published ranks", "公布的名次"), value, {rule});
}

ZONERANK_INLINE double size_of(const PublishedRanks& year) {
  return is_missing(year.of) ? static_cast<double>(year.scores.rows()) : year.of;
}

ZONERANK_INLINE void check_published(std::span<const PublishedRanks> years) {
  bool is_known = false;
  if (years.empty() || years[0].scores.cols() == 0)
    refuse_ranks(words("no columns", "没有得分列"),
                 words("of a year with at least one column of scores", "至少有一列得分的年份"));
  for (const PublishedRanks& year : years) {
    if (year.ranks.size() != year.scores.rows() || year.scores.cols() != years[0].scores.cols()) {
      fail(Code::wrong_shape, words("published ranks", "公布的名次"),
           words("{0} ranks, {1} columns", "{0} 个名次、{1} 列",
                 {year.ranks.size(), year.scores.cols()}),
           {words("one rank for each of {0} zones, and {1} columns in every year",
                  "{0} 个高新区各一个名次，各年份均为 {1} 列",
                  {year.scores.rows(), years[0].scores.cols()})});
    }
    const double of = size_of(year);
    if (!(of >= static_cast<double>(year.scores.rows())))
      refuse_ranks(words("of {0}", "共 {0} 个", {shortest(of)}),
                   words("among at least the {0} zones that there are",
                         "至少在现有的 {0} 个高新区中排名", {year.scores.rows()}));
    for (Index i = 0; i < year.ranks.size(); ++i) {
      const double rank = year.ranks[i];
      if (is_missing(rank)) continue;
      is_known = true;
      if (!(rank >= 1.0 && rank <= of))
        refuse_ranks(shortest(rank), words("1 to {0}", "1 至 {0}", {shortest(of)}));
    }
    for (Index k = 0; k < year.scores.size(); ++k) {
      if (std::isinf(year.scores.data()[k]))
        refuse_ranks(words("an infinite score", "无穷大的得分"),
                     words("of finite scores", "得分均为有限数"));
    }
  }
  if (!is_known)
    refuse_ranks(words("none", "无"), words("at least one rank of a zone", "至少一个高新区的名次"));
}

constexpr std::size_t most_summed = 600;  // leads whose sum below 0 is minimized

/// The search for weights that give the ranks.
class RankReader {
 public:
  explicit RankReader(std::span<const PublishedRanks> years)
      : years_(years), columns_(years[0].scores.cols()) {
    double span = 0.0;
    for (const PublishedRanks& year : years) {
      compared_.push_back(detail::compared(year));
      for (const Index i : compared_.back())
        span = std::max(span, year.scores.row(i).cwiseAbs().maxCoeff());
      for (Index i = 0; i < year.ranks.size(); ++i) {
        if (is_missing(year.ranks[i])) continue;
        ++(year.scores.row(i).hasNaN() ? found_.n_with_gaps : found_.n_known);
      }
    }
    tolerance_ = 1e-12 * span;
    counted_.resize(years.size());
  }

  ConsistentWeights run() {
    for (const PublishedPair& pair : detail::neighbours(years_))
      leads_.push_back({detail::lead_of(years_, pair), true});
    const auto margin = polytope(leads_).margin();
    found_.margin = margin->size;
    if (margin->size <= tolerance_) {
      auto [pairs, is_smallest] = detail::contradiction(years_, tolerance_);
      found_.contradiction = std::move(pairs);
      found_.is_smallest = is_smallest;
      return contradicted(leads_.size() > most_summed ? margin->weights
                                                      : polytope(leads_).nearest());
    }
    if (!count()) return contradicted(margin->weights);
    intervals();
    choose();
    return std::move(found_);
  }

 private:
  WeightPolytope polytope(std::vector<Lead> leads) const {
    return WeightPolytope(std::move(leads), columns_, 1e-12);
  }

  ConsistentWeights contradicted(const Vector& weights) {
    found_.agreement = Agreement::contradicted;
    found_.low = found_.high = Vector::Constant(columns_, missing);
    settle(weights);
    return std::move(found_);
  }

  /// How a zone stands to the other compared ones, as far as ranks and weights tell.
  struct Standing {
    double ahead = 0.0, behind = 0.0;
    std::vector<Index> open;
    double most_ahead = 0.0, least_ahead = 0.0;  ///< that the rank leaves
  };

  Standing standing(std::size_t y, Index zone, WeightPolytope& weights) const {
    const PublishedRanks& year = years_[y];
    const double rank = year.ranks[zone];
    Standing result;
    result.most_ahead = rank - 1.0;
    result.least_ahead = rank - 1.0 - (size_of(year) - static_cast<double>(compared_[y].size()));
    for (const Index other : compared_[y]) {
      if (other == zone) continue;
      const double known = year.ranks[other];
      if (!is_missing(known)) {
        ++(known < rank ? result.ahead : result.behind);
        continue;
      }
      if (counted_[y].contains({other, zone})) {
        ++result.ahead;
        continue;
      }
      if (counted_[y].contains({zone, other})) {
        ++result.behind;
        continue;
      }
      const auto [low, high] = weights.range(year.scores.row(other) - year.scores.row(zone));
      if (low > tolerance_)
        ++result.ahead;
      else if (high <= tolerance_)
        ++result.behind;
      else
        result.open.push_back(other);
    }
    return result;
  }

  /// What the number of zones ahead says of those whose rank is not known; false where it leaves no
  /// weights.
  bool count() {
    WeightPolytope weights = polytope(leads_);
    for (bool more = true; more;) {
      more = false;
      for (std::size_t y = 0; y < years_.size(); ++y) {
        for (const Index zone : compared_[y]) {
          if (is_missing(years_[y].ranks[zone])) continue;
          const Standing now = standing(y, zone, weights);
          const auto open = static_cast<double>(now.open.size());
          if (now.ahead > now.most_ahead || now.ahead + open < now.least_ahead) {
            found_.impossible.push_back(
                {y, zone, years_[y].ranks[zone], now.ahead + 1.0, size_of(years_[y]) - now.behind});
            return false;
          }
          if (now.open.empty()) continue;
          const bool all_behind = now.ahead == now.most_ahead;
          const bool all_ahead = now.ahead + open == now.least_ahead;
          if (!all_behind && !all_ahead) continue;
          for (const Index other : now.open) {
            const PublishedPair pair =
                all_behind ? PublishedPair{y, zone, other} : PublishedPair{y, other, zone};
            leads_.push_back({detail::lead_of(years_, pair), false});
            counted_[y].insert({pair.ahead, pair.behind});
            ++found_.n_counted;
          }
          weights = polytope(leads_);
          if (!weights.margin()) {
            found_.impossible.push_back({y, zone, years_[y].ranks[zone], missing, missing});
            return false;
          }
          more = true;
        }
      }
    }
    return true;
  }

  void intervals() {
    WeightPolytope weights = polytope(leads_);
    found_.low.resize(columns_);
    found_.high.resize(columns_);
    for (Index j = 0; j < columns_; ++j) {
      const auto [low, high] = weights.range(Vector::Unit(columns_, j));
      found_.low[j] = std::clamp(low, 0.0, 1.0);
      found_.high[j] = std::clamp(high, 0.0, 1.0);
    }
  }

  /// The most even weights with some leads, all of them strict; the nearest ones where that cannot
  /// be.
  Vector most_even(std::vector<Lead> leads) const {
    if (leads.empty()) return Vector::Constant(columns_, 1.0 / static_cast<double>(columns_));
    for (Lead& lead : leads) lead.is_strict = true;
    const WeightPolytope weights = polytope(std::move(leads));
    const auto margin = weights.margin();
    if (!(margin->size > tolerance_)) return margin->weights;
    return weights.most_even(margin->size / 2.0, margin->weights);
  }

  void choose() {
    const Vector even = most_even(leads_);
    settle(even);
    if (found_.agreement == Agreement::found) return;
    // Some ranks are not known: which zones are ahead is taken from weights, and these are
    // improved.
    improve();
    WeightPolytope weights = polytope(leads_);
    for (Index j = 0; j < 2 * columns_ && found_.agreement != Agreement::found; ++j) {
      const Vector towards = (j % 2 == 0 ? 1.0 : -1.0) * Vector::Unit(columns_, j / 2);
      const ConsistentWeights before = found_;
      settle((even + *weights.corner(towards)) / 2.0);
      improve();
      if (distance(found_) > distance(before)) found_ = before;
    }
  }

  void improve() {
    for (int round = 0; round < 20 && found_.agreement != Agreement::found; ++round) {
      const ConsistentWeights before = found_;
      settle(most_even(as_ranked()));
      if (found_.agreement != Agreement::found && distance(found_) >= distance(before)) {
        found_ = before;
        return;
      }
    }
  }

  /// The leads, and for every known rank the zones of the greatest leads over it ahead.
  std::vector<Lead> as_ranked() const {
    std::vector<Lead> leads = leads_;
    for (std::size_t y = 0; y < years_.size(); ++y) {
      const PublishedRanks& year = years_[y];
      const Vector scores = year.scores * found_.weights;
      for (const Index zone : compared_[y]) {
        if (is_missing(year.ranks[zone])) continue;
        std::vector<Index> unknown;
        double ahead = 0.0;
        for (const Index other : compared_[y]) {
          if (other == zone) continue;
          if (is_missing(year.ranks[other]))
            unknown.push_back(other);
          else if (year.ranks[other] < year.ranks[zone])
            ++ahead;
        }
        std::stable_sort(unknown.begin(), unknown.end(),
                         [&](Index a, Index b) { return scores[a] > scores[b]; });
        const double most = year.ranks[zone] - 1.0 - ahead;
        const double least = most - (size_of(year) - static_cast<double>(compared_[y].size()));
        for (std::size_t k = 0; k < unknown.size(); ++k) {
          const auto place = static_cast<double>(k);
          const bool is_ahead = scores[unknown[k]] > scores[zone];
          if (place < least || (place < most && is_ahead))
            leads.push_back({detail::lead_of(years_, {y, unknown[k], zone}), true});
          else
            leads.push_back({detail::lead_of(years_, {y, zone, unknown[k]}), true});
        }
      }
    }
    return leads;
  }

  /// How far the ranks under the weights are from the published ones, in all.
  double distance(const ConsistentWeights& found) const {
    double sum = 0.0;
    for (std::size_t y = 0; y < years_.size(); ++y) {
      const double outside = size_of(years_[y]) - static_cast<double>(compared_[y].size());
      for (const Index zone : compared_[y]) {
        const double published = years_[y].ranks[zone];
        if (is_missing(published)) continue;
        const double rank = found.ranks[y][zone];
        sum += std::max({0.0, rank - published, published - outside - rank});
      }
    }
    return sum;
  }

  /// Takes weights, and says what ranks they give.
  void settle(const Vector& weights) {
    found_.weights = weights;
    found_.ranks.clear();
    for (const PublishedRanks& year : years_)
      found_.ranks.push_back(rank_scores(year.scores * weights));
    if (found_.agreement == Agreement::contradicted) return;
    found_.agreement = distance(found_) == 0.0 ? Agreement::found : Agreement::open;
  }

  std::span<const PublishedRanks> years_;
  Index columns_;
  std::vector<std::vector<Index>> compared_;
  std::vector<Lead> leads_;
  std::vector<std::set<std::pair<Index, Index>>> counted_;  // of each year: ahead, behind
  double tolerance_ = 0.0;
  ConsistentWeights found_;
};

}  // ZONERANK_OWN(consistent_weights)

ZONERANK_INLINE ConsistentWeights consistent_weights(std::span<const PublishedRanks> years) {
  check_published(years);
  return RankReader(years).run();
}

}  // namespace zonerank
