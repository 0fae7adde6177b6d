#pragma once
// One zone ranked again and again with other figures: what can only move with them is computed, for
// many variants at once.

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "zonerank/core/detail/bounded.hpp"
#include "zonerank/ranking/pipeline.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank::detail {

/// A cell of a ZoneTable.
struct FigureCell {
  std::size_t row = 0;
  std::size_t field = 0;

  friend auto operator<=>(const FigureCell&, const FigureCell&) = default;
};

/// Exact figures of one zone as they would be otherwise, many times over.
struct FigureVariants {
  Index zone = 0;  ///< row of the ranking
  std::size_t n = 0;
  std::vector<FigureCell> cells;    ///< of the zone, in the years that are ranked from
  std::vector<Int128> digits;       ///< cell by cell, of each variant
  std::vector<std::uint8_t> valid;  ///< the same; 0 where blank
  std::vector<std::uint8_t> gone;   ///< a variant without the zone, which then has nothing
  struct Elsewhere {
    std::size_t variant;
    FigureCell cell;
    Int128 digits;
    std::uint8_t valid;
  };
  std::vector<Elsewhere> elsewhere;  ///< figures of other zones that change along, by variant
};

/// The zone in every variant: rows of matrices with columns in the order of the system.
struct VariantRows {
  Eigen::Ref<Matrix> values, scores, group_scores, group_ranks;
};

struct VariantCounts {
  std::size_t anew = 0;    ///< variants that were ranked anew as a whole
  std::size_t failed = 0;  ///< that cannot be ranked: all missing
};

/// The ranking of a table, and what it takes to rank one of its zones with other figures.
///
/// Where scores follow from a zone's own values and the least and greatest value of every column,
/// as under min-max and the arithmetic mean, only what moves is computed: the zone, and the others
/// where it set an end. Where two scores are then nearer than their errors, where an indicator may
/// come or go, and under all other methods, the whole table is ranked anew. Ranks are those of
/// rank() in every case, values and scores up to their rounding.
class Reranker {
 public:
  Reranker(const ZoneTable& table, const System& system, const RankOptions& options);

  const Ranking& base() const { return base_; }
  /// How many years back the formulas look.
  int years_back() const { return years_back_; }
  /// Whether an indicator is computed from the field.
  bool is_needed(std::size_t field) const { return needed_.contains(static_cast<int>(field)); }

  /// May be called from several threads.
  VariantCounts rank(const FigureVariants& variants, VariantRows to) const;

 private:
  struct Batch;
  struct Column {
    bool is_fixed = false;  ///< its scores need nothing of the other zones
    bool is_ends = false;   ///< or only their least and greatest value
    double error = 0.0;     ///< of the values, the greatest
    double size = 0.0;      ///< of the scores, the greatest
  };

  void find_columns();
  void find_tolerances();
  void find_shares();
  std::vector<Bounded> figures(const FigureVariants& variants, std::size_t field, int back) const;
  void compute(const FigureVariants& variants, Batch& batch) const;
  void compute(const FigureVariants& variants, std::size_t indicator, Batch& batch) const;
  bool score(std::size_t variant, Batch& batch) const;
  void move_others(std::size_t variant, std::size_t group, Batch& batch) const;
  bool place(std::size_t variant, Batch& batch, VariantRows& to) const;
  void rank_anew(const FigureVariants& variants, std::size_t variant, const Batch& batch,
                 ZoneTable& table, VariantRows& to, VariantCounts& counts) const;
  double error_of(std::size_t indicator, double low, double high, double of_value) const;

  const ZoneTable& table_;
  const System& system_;
  RankOptions options_;
  Ranking base_;
  int years_back_ = 0;
  bool is_simple_ =
      false;  ///< indicators are scored one by one and averaged with weights that stay
  std::vector<Column> columns_;
  std::set<int> needed_;
  std::vector<std::set<int>> fields_;  ///< an indicator's
  std::vector<int> ready_made_;        ///< the field of each indicator's ready-made values, or -1
  Vector tolerances_;                  ///< a group [points]
  std::vector<Matrix> shares_;  ///< a group: of each zone and indicator, the share in its score
  std::vector<std::vector<std::size_t>> above_;  ///< the groups that an indicator is in
};

}  // namespace zonerank::detail
