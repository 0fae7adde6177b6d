#pragma once
#include "zonerank/analysis/drill.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "zonerank/analysis/detail/rerank.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/decimal.hpp"

namespace zonerank {
ZONERANK_OWN(drill) {

using detail::FigureCell;
using detail::FigureVariants;
using RowList = std::vector<std::uint32_t>;

class EnterpriseDriller {
 public:
  EnterpriseDriller(const ZoneTable& table, const System& system, const RankOptions& options,
                    const EnterpriseSums& sums, const DrillOptions& what)
      : table_(table),
        system_(system),
        sums_(sums),
        what_(what),
        reranker_(table, system, options),
        n_backs_(static_cast<std::size_t>(reranker_.years_back()) + 1) {
    const Ranking& base = reranker_.base();
    chosen_ = what.zone.empty() ? -1 : base.zone(what.zone);
    place_groups();
    find_moving();
    list_enterprises();
  }

  Drill run(const Progress& progress) {
    const Ranking& base = reranker_.base();
    Drill result;
    result.year = base.year;
    result.zones = base.zones;
    const std::size_t n = listed_.size();
    const auto rows = static_cast<Index>(n);
    const auto n_indicators = static_cast<Index>(system_.indicators.size());
    const auto n_groups = static_cast<Index>(system_.groups.size());
    result.values.resize(rows, n_indicators);
    result.scores.resize(rows, n_indicators);
    result.group_scores.resize(rows, n_groups);
    result.group_ranks.resize(rows, n_groups);
    for (const std::size_t e : listed_) {
      result.enterprises.emplace_back(sums_.enterprise(e));
      result.zone.push_back(zone_of_[e]);
      const RowList of_window = window_rows(e);
      const bool is_in_year = std::any_of(of_window.begin(), of_window.end(),
                                          [&](std::uint32_t r) { return back_of(r) == 0; });
      result.in_year.push_back(is_in_year ? 1 : 0);
    }
    std::vector<std::pair<std::size_t, std::size_t>> parts;
    for (std::size_t begin = 0; begin < n;) {
      std::size_t end = begin + 1;
      while (end < n && end - begin < most_variants && result.zone[end] == result.zone[begin])
        ++end;
      parts.emplace_back(begin, end);
      begin = end;
    }
    std::mutex mutex;
    parallel_for(
        parts.size(), what_.threads,
        [&](std::size_t part) {
          const auto [begin, end] = parts[part];
          std::vector<RowList> without;
          for (std::size_t k = begin; k < end; ++k) without.push_back(window_rows(listed_[k]));
          const FigureVariants variants = variants_of(result.zone[begin], without);
          const auto first = static_cast<Index>(begin), size = static_cast<Index>(end - begin);
          const detail::VariantCounts counts =
              reranker_.rank(variants, {result.values.middleRows(first, size),
                                        result.scores.middleRows(first, size),
                                        result.group_scores.middleRows(first, size),
                                        result.group_ranks.middleRows(first, size)});
          const std::lock_guard lock(mutex);
          result.n_anew += counts.anew;
          result.n_unranked += counts.failed;
        },
        [&](double share) { return !progress || progress(0.9 * share); });
    concentrate(result);
    for (const int field : kept_)
      result.kept.push_back(system_.fields[static_cast<std::size_t>(field)].name);
    report(progress, 1.0);
    return result;
  }

 private:
  struct Moving {
    FigureCell cell;
    std::size_t field;  ///< a number into the fields of the sums
  };
  struct Figures {
    std::vector<Int128> digits;
    std::vector<std::uint8_t> valid;
  };

  static constexpr std::size_t most_variants = 256;
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  /// Which zone of the ranking, and how many years back, every group of the sums is.
  void place_groups() {
    const Ranking& base = reranker_.base();
    group_at_.assign(base.zones.size() * n_backs_, none);
    std::map<std::string, Index> numbers;
    for (std::size_t i = 0; i < base.zones.size(); ++i)
      numbers.emplace(base.zones[i], static_cast<Index>(i));
    for (std::size_t g = 0; g < sums_.groups().size(); ++g) {
      const ZoneYear& key = sums_.groups()[g];
      const auto zone = numbers.find(key.zone);
      const int back = base.year - key.year;
      const bool is_used = zone != numbers.end() && back >= 0 && back < static_cast<int>(n_backs_);
      group_zones_.push_back(is_used ? zone->second : -1);
      group_backs_.push_back(is_used ? back : -1);
      if (!is_used) continue;
      group_at_[at(zone->second, static_cast<std::size_t>(back))] = g;
    }
  }

  std::size_t at(Index zone, std::size_t back) const {
    return static_cast<std::size_t>(zone) * n_backs_ + back;
  }

  int back_of(std::uint32_t row) const { return group_backs_[sums_.group_of(row)]; }

  /// Which figures are the sums of the enterprises: only those are others without one of them.
  void find_moving() {
    const Ranking& base = reranker_.base();
    const std::size_t n_fields = sums_.fields().size();
    moving_.resize(group_at_.size());
    figures_.resize(group_at_.size());
    for (std::size_t i = 0; i < base.zones.size(); ++i) {
      for (std::size_t back = 0; back < n_backs_; ++back) {
        const std::size_t place = at(static_cast<Index>(i), back);
        if (group_at_[place] == none) continue;
        const auto row = table_.find(base.zones[i], base.year - static_cast<int>(back));
        if (!row) continue;
        Figures& own = figures_[place];
        own.digits.resize(n_fields);
        own.valid.resize(n_fields);
        sums_.figures(group_at_[place], {}, own.digits.data(), own.valid.data());
        for (std::size_t k = 0; k < n_fields; ++k) {
          const auto field = static_cast<std::size_t>(sums_.fields()[k]);
          const FigureColumn& column = table_.columns[field];
          if (!reranker_.is_needed(field) || !column.present()) continue;
          const bool is_sum = column.valid[*row] == own.valid[k] &&
                              (own.valid[k] == 0 || column.digits[*row] == own.digits[k]);
          if (is_sum)
            moving_[place].push_back({{*row, field}, k});
          else
            kept_.insert(static_cast<int>(field));
        }
      }
    }
  }

  /// The enterprises by zone, in the order of their rows; each in the zone of its last year.
  void list_enterprises() {
    zone_of_.assign(sums_.n_enterprises(), -1);
    std::vector<std::size_t> counts(reranker_.base().zones.size() + 1, 0);
    for (std::size_t e = 0; e < zone_of_.size(); ++e) {
      int least = static_cast<int>(n_backs_);
      for (const std::uint32_t row : sums_.rows_of_enterprise(e)) {
        const std::size_t group = sums_.group_of(row);
        if (group_backs_[group] < 0 || group_backs_[group] >= least) continue;
        least = group_backs_[group];
        zone_of_[e] = group_zones_[group];
      }
      if (chosen_ >= 0 && zone_of_[e] != chosen_) zone_of_[e] = -1;
      if (zone_of_[e] >= 0) ++counts[static_cast<std::size_t>(zone_of_[e]) + 1];
    }
    for (std::size_t i = 1; i < counts.size(); ++i) counts[i] += counts[i - 1];
    listed_.resize(counts.back());
    row_of_.assign(zone_of_.size(), none);
    for (std::size_t e = 0; e < zone_of_.size(); ++e) {
      if (zone_of_[e] < 0) continue;
      row_of_[e] = counts[static_cast<std::size_t>(zone_of_[e])]++;
      listed_[row_of_[e]] = e;
    }
    if (listed_.empty()) fail(Code::no_enterprises, Place::of_zone(what_.zone), {});
  }

  /// The rows of an enterprise in the years that are ranked from.
  RowList window_rows(std::size_t enterprise) const {
    RowList rows;
    for (const std::uint32_t row : sums_.rows_of_enterprise(enterprise)) {
      if (back_of(row) >= 0) rows.push_back(row);
    }
    return rows;
  }

  /// The figures of a zone without some rows at a time.
  FigureVariants variants_of(Index zone, const std::vector<RowList>& without) const {
    FigureVariants variants;
    variants.zone = zone;
    variants.n = without.size();
    variants.gone.assign(without.size(), 0);
    for (std::size_t back = 0; back < n_backs_; ++back) {
      for (const Moving& moving : moving_[at(zone, back)]) variants.cells.push_back(moving.cell);
    }
    variants.digits.resize(variants.cells.size() * variants.n);
    variants.valid.resize(variants.digits.size());
    Figures left;
    left.digits.resize(sums_.fields().size());
    left.valid.resize(sums_.fields().size());
    RowList own;  // rows of the zone and year at hand
    for (std::size_t v = 0; v < without.size(); ++v) {
      std::size_t cell = 0;
      for (std::size_t back = 0; back < n_backs_; ++back) {
        const std::size_t place = at(zone, back), group = group_at_[place];
        const Figures* figures = &figures_[place];
        own.clear();
        for (const std::uint32_t row : without[v]) {
          if (sums_.group_of(row) == group) own.push_back(row);
        }
        if (!own.empty()) {
          sums_.figures(group, own, left.digits.data(), left.valid.data());
          figures = &left;
          if (back == 0 && own.size() == sums_.rows_of_group(group).size())
            variants.gone[v] = has_own_figures(zone) ? 0 : 1;
        }
        for (const Moving& moving : moving_[place]) {
          const std::size_t to = cell++ * variants.n + v;
          variants.digits[to] = figures->digits[moving.field];
          variants.valid[to] = figures->valid[moving.field];
        }
      }
      add_elsewhere(variants, v, without[v], left);
    }
    return variants;
  }

  /// An enterprise that moved from one zone to another is taken out of both.
  void add_elsewhere(FigureVariants& variants, std::size_t variant, const RowList& rows,
                     Figures& left) const {
    std::map<std::size_t, RowList> others;
    for (const std::uint32_t row : rows) {
      const std::size_t group = sums_.group_of(row);
      if (group_zones_[group] != variants.zone) others[group].push_back(row);
    }
    for (const auto& [group, own] : others) {
      sums_.figures(group, own, left.digits.data(), left.valid.data());
      const std::size_t place =
          at(group_zones_[group], static_cast<std::size_t>(group_backs_[group]));
      for (const Moving& moving : moving_[place])
        variants.elsewhere.push_back(
            {variant, moving.cell, left.digits[moving.field], left.valid[moving.field]});
    }
  }

  /// Whether the zone has figures of the year besides the sums of its enterprises.
  bool has_own_figures(Index zone) const {
    const Ranking& base = reranker_.base();
    const auto row = table_.find(base.zones[static_cast<std::size_t>(zone)], base.year);
    if (!row) return false;
    std::set<std::size_t> summed;
    for (const Moving& moving : moving_[at(zone, 0)]) summed.insert(moving.cell.field);
    for (std::size_t f = 0; f < table_.columns.size(); ++f) {
      const auto is_given = [&](const FigureColumn& column) {
        return column.present() && column.valid[*row] != 0;
      };
      if ((is_given(table_.columns[f]) && !summed.contains(f) && !is_rolled_up(f)) ||
          is_given(table_.previous[f]))
        return true;
    }
    return false;
  }

  bool is_rolled_up(std::size_t field) const {
    const std::vector<int>& fields = sums_.fields();
    return std::find(fields.begin(), fields.end(), static_cast<int>(field)) != fields.end() &&
           !kept_.contains(static_cast<int>(field));
  }

  // ---- concentration

  struct Part {
    Int128 digits;
    std::uint32_t row;
  };

  void concentrate(Drill& result) const {
    const std::size_t n_zones = reranker_.base().zones.size();
    std::vector<std::vector<Concentration>> of_zones(n_zones);
    parallel_for(n_zones, what_.threads, [&](std::size_t i) {
      const auto zone = static_cast<Index>(i);
      if (chosen_ < 0 || zone == chosen_) of_zones[i] = concentration_of(zone, result);
    });
    for (std::vector<Concentration>& list : of_zones)
      std::move(list.begin(), list.end(), std::back_inserter(result.concentration));
  }

  std::vector<Concentration> concentration_of(Index zone, const Drill& result) const {
    std::vector<Concentration> list;
    std::vector<RowList> without;
    const std::size_t group = group_at_[at(zone, 0)];
    if (group == none) return list;
    for (const Moving& moving : moving_[at(zone, 0)]) {
      if (!sums_.is_sum(moving.field)) continue;
      std::vector<Part> parts = parts_of(group, moving.field);
      if (parts.empty()) continue;
      Concentration one;
      one.zone = zone;
      const Field& field = system_.fields[moving.cell.field];
      one.field = field.name;
      one.n = std::ssize(parts);
      const Int128 total = figures_[at(zone, 0)].digits[moving.field];
      one.total = to_double(total, field.places);
      const bool has_shares =
          total > 0 && std::all_of(parts.begin(), parts.end(),
                                   [](const Part& part) { return part.digits >= 0; });
      const std::size_t n_top = std::min<std::size_t>(10, parts.size());
      std::partial_sort(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(n_top),
                        parts.end(), [&](const Part& a, const Part& b) {
                          if (a.digits != b.digits) return a.digits > b.digits;
                          return name_of(a.row) < name_of(b.row);
                        });
      const auto share = [&](std::size_t top) {
        Int128 sum = 0;
        for (std::size_t k = 0; k < std::min(top, n_top); ++k) sum += parts[k].digits;
        return has_shares ? to_double(sum, 0) / to_double(total, 0) : missing;
      };
      one.share_1 = share(1);
      one.share_5 = share(5);
      one.share_10 = share(10);
      one.largest = name_of(parts[0].row);
      const std::size_t row = row_of_[sums_.enterprise_of(parts[0].row)];
      one.rank_without_1 = result.group_ranks(static_cast<Index>(row), 0);
      for (const std::size_t top : {std::size_t{5}, std::size_t{10}}) {
        RowList rows;
        for (std::size_t k = 0; k < std::min(top, n_top); ++k) {
          const RowList own = window_rows(sums_.enterprise_of(parts[k].row));
          rows.insert(rows.end(), own.begin(), own.end());
        }
        without.push_back(std::move(rows));
      }
      list.push_back(std::move(one));
    }
    const auto n = static_cast<Index>(without.size());
    Matrix values(n, std::ssize(system_.indicators)), scores = values;
    Matrix group_scores(n, std::ssize(system_.groups)), group_ranks = group_scores;
    reranker_.rank(variants_of(zone, without), {values, scores, group_scores, group_ranks});
    for (std::size_t k = 0; k < list.size(); ++k) {
      list[k].rank_without_5 = group_ranks(static_cast<Index>(2 * k), 0);
      list[k].rank_without_10 = group_ranks(static_cast<Index>(2 * k + 1), 0);
    }
    return list;
  }

  std::string name_of(std::uint32_t row) const {
    return std::string(sums_.enterprise(sums_.enterprise_of(row)));
  }

  /// What the rows of a group add to a sum, without those that add nothing.
  std::vector<Part> parts_of(std::size_t group, std::size_t field) const {
    std::vector<Part> parts;
    for (const std::uint32_t row : sums_.rows_of_group(group)) {
      Part part{0, row};
      if (sums_.part(field, row, part.digits) && part.digits != 0) parts.push_back(part);
    }
    return parts;
  }

  const ZoneTable& table_;
  const System& system_;
  const EnterpriseSums& sums_;
  const DrillOptions& what_;
  detail::Reranker reranker_;
  std::size_t n_backs_;
  Index chosen_ = -1;
  std::vector<std::size_t> group_at_;  ///< of a zone, so many years back
  std::vector<Index> group_zones_;     ///< of a group; -1 where nothing is ranked from it
  std::vector<int> group_backs_;
  std::vector<std::vector<Moving>> moving_;  ///< as group_at_
  std::vector<Figures> figures_;             ///< as group_at_
  std::set<int> kept_;
  std::vector<Index> zone_of_;       ///< of an enterprise; -1: not listed
  std::vector<std::size_t> row_of_;  ///< of the result
  std::vector<std::size_t> listed_;  ///< enterprises
};

}  // ZONERANK_OWN(drill)

ZONERANK_INLINE Drill drill(const ZoneTable& table, const System& system,
                            const RankOptions& options, const EnterpriseSums& sums,
                            const DrillOptions& what, const Progress& progress) {
  return EnterpriseDriller(table, system, options, sums, what).run(progress);
}

}  // namespace zonerank
