#pragma once
#include "zonerank/analysis/industry_effects.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "zonerank/analysis/detail/linear_fraction.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/methods/rank.hpp"
#include "zonerank/ranking/detail/cells.hpp"
#include "zonerank/ranking/detail/figures.hpp"

namespace zonerank {
ZONERANK_OWN(industry_effects) {

using detail::FigureAt;
using detail::FollowedFigures;
using detail::LinearFraction;

/// Two sums of an indicator by industry.
struct Sums {
  Vector over, under;
};

class IndustrySplitter {
 public:
  IndustrySplitter(const ZoneTable& table, const ZoneTable& by_industry, const System& system,
                   const Ranking& ranking)
      : table_(table), by_industry_(by_industry), system_(system), ranking_(ranking) {
    check_table(table, system);
    check_table(by_industry, system);
    std::set<std::string> names = {""};
    for (std::size_t r = 0; r < by_industry.rows.size(); ++r) {
      rows_[by_industry.rows[r]].push_back(r);
      names.insert(by_industry.industries.at(r));
    }
    names_.assign(names.begin(), names.end());
    for (std::size_t k = 0; k < names_.size(); ++k) numbers_[names_[k]] = static_cast<Index>(k);
  }

  IndustryEffects run() {
    const auto n = std::ssize(ranking_.zones);
    const auto columns = std::ssize(system_.indicators);
    sums_.assign(static_cast<std::size_t>(n),
                 std::vector<std::optional<Sums>>(static_cast<std::size_t>(columns)));
    IndustryEffects result;
    result.reference = result.reference_scores = Vector::Constant(columns, missing);
    result.is_split.assign(static_cast<std::size_t>(columns), false);
    for (Index j = 0; j < columns; ++j) pool(j, result);
    Matrix row(1, columns);
    row.row(0) = result.reference;
    result.reference_scores = normalize(row, ranking_.scaling, std::vector<std::string>{""}).row(0);
    for (std::size_t k = 0; k < pooled_.size(); ++k) {
      if (ranking_.left_out[k]) pooled_[k].reset();
    }
    list_rows(result);
    result.reference_ranks = Vector::Constant(n, missing);
    for (Index i = 0; i < n; ++i) share_out(i, result);
    return result;
  }

 private:
  /// The two sums of a zone's indicator, or none where it is no quotient of sums.
  std::optional<Sums> sums_of(Index zone, Index j) const {
    const auto at = table_.find(ranking_.zones[static_cast<std::size_t>(zone)], ranking_.year);
    if (!at) return std::nullopt;
    FollowedFigures followed;
    std::vector<FigureAt> keys;
    detail::ZoneFigures<LinearFraction> figures(
        table_, system_, ranking_.year, {*at}, [&](const FigureAt& figure, LinearFraction& x) {
          const auto known = std::find(keys.begin(), keys.end(), figure);
          const auto k = static_cast<std::size_t>(known - keys.begin());
          if (known == keys.end()) {
            keys.push_back(figure);
            followed.today.push_back(static_cast<double>(x));
          }
          x = LinearFraction::variable(followed, k);
        });
    const Indicator& indicator = system_.indicators[static_cast<std::size_t>(j)];
    const auto found = detail::evaluate_formula(indicator, figures);
    if (found.why[0] != Why::present) return std::nullopt;
    const LinearFraction value = detail::in_own_unit(indicator, found.value[0]);
    const double own = ranking_.indicators.values(zone, j);
    if (value.is_constant() || !followed.is_known ||
        !(std::abs(static_cast<double>(value) - own) <= 1e-9 * std::abs(own)))
      return std::nullopt;
    Sums sums{by_industry(value.over(), keys, followed),
              by_industry(value.under(), keys, followed)};
    if (sums.under.sum() < 0.0) {
      sums.over = -sums.over;
      sums.under = -sums.under;
    }
    return sums;
  }

  /// A linear form's part of each industry; what no industry has is the zone's own.
  Vector by_industry(const detail::Coefficients& form, const std::vector<FigureAt>& keys,
                     const FollowedFigures& followed) const {
    Vector parts = Vector::Zero(std::ssize(names_));
    parts[0] = form[0];
    for (std::size_t k = 1; k < form.size(); ++k) {
      if (form[k] == 0.0) continue;
      const FigureAt& key = keys[k - 1];
      const double whole = followed.today[k - 1];
      double rest = whole;
      for (const auto& [industry, figure] : figures_of(key)) {
        parts[industry] += form[k] * figure;
        rest -= figure;
      }
      if (std::abs(rest) > 1e-12 * std::abs(whole)) parts[0] += form[k] * rest;
    }
    return parts;
  }

  std::vector<std::pair<Index, double>> figures_of(const FigureAt& key) const {
    std::vector<std::pair<Index, double>> found;
    const FigureColumn& column = by_industry_.columns[key.field];
    const auto rows = rows_.find(table_.rows[key.row]);
    if (key.comparable || !column.present() || rows == rows_.end()) return found;
    for (const std::size_t r : rows->second) {
      if (column.valid[r] == 0) continue;
      const Field& field = system_.fields[key.field];
      const double figure =
          field.is_exact() ? to_double(column.digits[r], field.places) : column.reals[r];
      found.emplace_back(numbers_.at(by_industry_.industries[r]), figure);
    }
    return found;
  }

  void pool(Index j, IndustryEffects& result) {
    Sums all{Vector::Zero(std::ssize(names_)), Vector::Zero(std::ssize(names_))};
    bool any = false;
    for (Index i = 0; i < std::ssize(ranking_.zones); ++i) {
      const std::optional<Sums> own = sums_of(i, j);
      if (!own) continue;
      any = true;
      all.over += own->over;
      all.under += own->under;
      sums_[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = own;
    }
    pooled_.emplace_back();
    if (!any || !(all.under.sum() > 0.0)) return;
    pooled_.back() = all;
    result.reference[j] = all.over.sum() / all.under.sum();
    result.is_split[static_cast<std::size_t>(j)] = true;
  }

  /// The industries that each zone has, and "" where something is reported for the whole zone.
  void list_rows(IndustryEffects& result) {
    for (Index i = 0; i < std::ssize(ranking_.zones); ++i) {
      std::set<Index> met = {0};
      for (const auto& [key, rows] : rows_) {
        if (key.zone != ranking_.zones[static_cast<std::size_t>(i)]) continue;
        for (const std::size_t r : rows) met.insert(numbers_.at(by_industry_.industries[r]));
      }
      first_.push_back(std::ssize(result.zone));
      // An industry that the zone does not have is missing in its structure too.
      for (Index k = 0; k < std::ssize(names_); ++k) {
        const bool is_pooled = std::any_of(pooled_.begin(), pooled_.end(), [&](const auto& sums) {
          return sums && (sums->over[k] != 0.0 || sums->under[k] != 0.0);
        });
        if (k > 0 && !is_pooled && !met.contains(k)) continue;
        result.zone.push_back(i);
        result.industry.push_back(names_[static_cast<std::size_t>(k)]);
        of_row_.push_back(k);
      }
    }
    first_.push_back(std::ssize(result.zone));
    const auto rows = std::ssize(result.zone);
    const auto columns = std::ssize(system_.indicators);
    result.structure = result.within = result.scores = Matrix::Constant(rows, columns, missing);
    result.overall = result.places = Vector::Constant(rows, missing);
  }

  void share_out(Index i, IndustryEffects& result) const {
    const Index first = first_[static_cast<std::size_t>(i)];
    const Index n = first_[static_cast<std::size_t>(i) + 1] - first;
    Vector overall = Vector::Zero(n);
    Vector shares = Vector::Zero(std::ssize(system_.indicators));
    const bool is_sum = add_shares(0, i, 1.0, shares);
    for (Index j = 0; j < std::ssize(system_.indicators); ++j) {
      const auto& own = sums_[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
      const auto& all = pooled_[static_cast<std::size_t>(j)];
      if (!own || !all) continue;
      const double value = own->over.sum() / own->under.sum();
      const double slope = value == result.reference[j]
                               ? 0.0
                               : (ranking_.scores(i, j) - result.reference_scores[j]) /
                                     (value - result.reference[j]);
      for (Index r = first; r < first + n; ++r) {
        split(*own, *all, of_row_[static_cast<std::size_t>(r)], result.structure(r, j),
              result.within(r, j));
        const double both = result.structure(r, j) + result.within(r, j);
        result.scores(r, j) = slope * both;
        overall[r - first] += shares[j] * slope * both;
      }
    }
    const double score = ranking_.group_scores(i, 0);
    if (!is_sum || is_missing(score)) return;
    result.overall.segment(first, n) = overall;
    const double lead = overall.sum();
    const double reference = rank_at(score - lead, i);
    result.reference_ranks[i] = reference;
    const double gained = reference - rank_at(score, i);
    result.places.segment(first, n) =
        lead == 0.0 ? Vector::Zero(n) : Vector(overall * (gained / lead));
  }

  /// The rank of a score among the other zones, ties averaged.
  double rank_at(double score, Index zone) const {
    double rank = 1.0;
    for (Index i = 0; i < ranking_.group_scores.rows(); ++i) {
      const double other = ranking_.group_scores(i, 0);
      if (i == zone || is_missing(other)) continue;
      rank += other > score ? 1.0 : other == score ? 0.5 : 0.0;
    }
    return rank;
  }

  static void split(const Sums& own, const Sums& all, Index k, double& structure, double& within) {
    const double under = own.under.sum(), all_under = all.under.sum();
    const double value = own.over.sum() / under, pooled = all.over.sum() / all_under;
    const double share = own.under[k] / under, all_share = all.under[k] / all_under;
    const double total = own.over[k] / under - all.over[k] / all_under;
    const double shift = (share - all_share) * (value + pooled) / 2.0;
    within = 0.0;
    if (own.under[k] == 0.0 && all.under[k] == 0.0) {
      within = total;
    } else if (own.under[k] != 0.0 && all.under[k] != 0.0) {
      within =
          (own.over[k] / own.under[k] - all.over[k] / all.under[k]) * (share + all_share) / 2.0;
    }
    structure = total - within - shift;
  }

  /// The shares of the indicators in the overall score of a zone, those of gaps given to the rest;
  /// false where some mean is not arithmetic.
  bool add_shares(std::size_t g, Index zone, double share, Vector& shares) const {
    if (sum_of(ranking_.method.aggregations[g]) != SumOf::values) return false;
    double present = 0.0;
    const auto has = [&](const Child& child) {
      return !is_missing(
          (child.is_indicator ? ranking_.scores : ranking_.group_scores)(zone, child.index));
    };
    for (const Child& child : ranking_.tree.children[g]) present += has(child) ? child.weight : 0.0;
    for (const Child& child : ranking_.tree.children[g]) {
      if (!has(child) || !(present > 0.0)) continue;
      const double own = share * child.weight / present;
      if (child.is_indicator)
        shares[child.index] += own;
      else if (!add_shares(static_cast<std::size_t>(child.index), zone, own, shares))
        return false;
    }
    return true;
  }

  const ZoneTable& table_;
  const ZoneTable& by_industry_;
  const System& system_;
  const Ranking& ranking_;
  std::map<ZoneYear, std::vector<std::size_t>> rows_;  ///< of the table by industry
  std::vector<std::string> names_;                     ///< of industries; the first is ""
  std::map<std::string, Index> numbers_;
  std::vector<std::vector<std::optional<Sums>>> sums_;  ///< of each zone and indicator
  std::vector<std::optional<Sums>> pooled_;             ///< of each indicator
  std::vector<Index> first_, of_row_;                   ///< rows of a zone; a row's industry
};

}  // ZONERANK_OWN(industry_effects)

ZONERANK_INLINE IndustryEffects industry_effects(const ZoneTable& table,
                                                 const ZoneTable& by_industry, const System& system,
                                                 const Ranking& ranking) {
  return IndustrySplitter(table, by_industry, system, ranking).run();
}

}  // namespace zonerank
