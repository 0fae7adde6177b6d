#pragma once
// One thread's share of a roll-up: blocks of rows into integer sums a group.

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "rollup/rollup_groups.hpp"
#include "rollup/rollup_plan.hpp"
#include "rollup/rollup_predicate.hpp"

namespace zonerank::detail {

/// A row for which a condition is unknown, as far as the list keeps them.
struct UnknownRow {
  std::size_t predicate = 0;
  std::size_t row = 0;  ///< counted over the whole input
  Place place;
};

/// Adds to the total of a group of a partial result.
/// @throws Error sum-too-large
void add_total(Partial::Sum& sum, std::size_t at, const Total& total);

/// One cache line of sums.
struct alignas(64) LaneSums {
  std::array<std::int64_t, lane_group> of{};
};

class Worker {
 public:
  /// `industry_field` is grouped by, or -1.
  Worker(const Plan& plan, const System& system, const IndustryGrouping& grouping);

  Dictionaries& dictionaries() { return dictionaries_; }

  /// Adds rows [begin, end) of the source; `offset` is what counts its first row in the whole.
  void add(BlockSource& source, std::size_t begin, std::size_t end, std::size_t offset);

  /// Of a group: its zone and industry as numbers in zones() and industries().
  struct Key {
    std::uint32_t zone;
    std::int32_t year;
    std::uint32_t industry;
  };
  std::size_t n_groups() const { return groups_.size(); }
  Key key(std::size_t group) const;
  const std::vector<std::string>& zones() const { return dictionaries_.zones.texts(); }
  /// Empty where rows are not grouped by it.
  const std::vector<std::string>& industries() const { return industries_.names(); }

  /// A partial result of the same sums, of no groups yet.
  Partial no_groups(const std::vector<std::string>& fields) const;
  struct PlacedGroup {
    std::size_t group, at;
  };
  /// Adds everything of groups to what stands at their places of a partial result.
  void add_to(Partial& partial, std::span<const PlacedGroup> groups) const;
  const std::vector<std::int64_t>& incomplete() const { return incomplete_; }  ///< a derived field
  const std::vector<UnknownRow>& unknown_rows() const { return unknown_; }

 private:
  /// A sum of values and a count of cells, added up in one integer (see LaneSource).
  struct Lane {
    int column = -1;     ///< of the block, or
    int predicate = -1;  ///< -1 with a column: every row; without one: the counts of a predicate
    std::size_t measure = 0;
    int late_field = -1;    ///< whose column is read only now, while the first cache holds it
    bool is_first = false;  ///< of the lanes over its column
  };

  void arrange_lanes();
  void add_block(BlockSource& source, std::size_t begin, std::size_t n, std::size_t offset);
  void find_groups(BlockSource& source, std::size_t begin, std::size_t n);
  void find_industries(BlockSource& source, std::size_t begin, std::size_t n);
  void derive(BlockSource& source, std::size_t begin, std::size_t n);
  void derive_exactly(const Derived& derived, BlockSource& source, std::size_t begin,
                      std::size_t n);
  void fill(BlockSource& source, int field, std::size_t begin, std::size_t n);
  void add_lanes(BlockSource& source, std::size_t begin, std::size_t n);
  bool pack(BlockSource& source, int field, std::size_t begin, std::size_t n);
  void prepare_lane(BlockSource& source, std::size_t k, std::size_t begin, std::size_t n,
                    LaneSource& to);
  void add_wide(const Lane& lane, std::size_t k, std::size_t n);
  void add_extreme(const Measure& measure, std::size_t at, std::size_t n);
  void count_rows(std::size_t n);
  void make_room();
  void limit_magnitude(std::uint64_t magnitude);
  void flush(std::size_t group);
  Total* totals_of(std::size_t group);
  Total total_of(std::size_t group, std::size_t lane) const;
  void list_unknown(BlockSource& source, std::size_t begin, std::size_t n, std::size_t offset);
  Place place_of(BlockSource& source, std::size_t begin, std::size_t i) const;

  std::size_t column_of(int field) const {
    return static_cast<std::size_t>(column_of_[static_cast<std::size_t>(field)]);
  }
  std::int64_t* accumulators() { return sums_.empty() ? nullptr : sums_.front().of.data(); }
  bool is_chosen(int predicate, std::size_t i) const {
    return predicate < 0 || truths_[static_cast<std::size_t>(predicate)].holds(i);
  }

  const Plan& plan_;
  const System& system_;
  const IndustryGrouping& grouping_;
  const LaneKernels& kernels_;
  Dictionaries dictionaries_;
  Groups groups_;
  Industries industries_;

  // The block at hand
  std::vector<int> column_of_;  ///< a field's column, or -1
  std::vector<std::unique_ptr<BlockColumn>> columns_;
  struct Early {
    int field;
    bool is_compared;  ///< and nothing else: its packed cells are enough
  };
  std::vector<Early> early_;  ///< what conditions, derived figures or extremes look at
  PredicateRunner predicates_;
  std::vector<Truth> truths_;
  std::vector<BlockInts> truth_counts_;  ///< a predicate: packed, selected and unknown
  alignas(64) BlockInts zero_;
  /// The packed cells that are added now: of a column with one lane, or selected.
  alignas(64) std::array<BlockInts, lane_group> block_;
  std::array<std::uint32_t, block_rows> zone_{}, industry_{}, slot_{};
  std::array<std::int32_t, block_rows> year_{};
  int industry_column_ = -1;

  // The sums
  std::vector<Lane> lanes_;
  std::size_t stride_ = 0;              ///< lanes, in whole groups of them
  std::vector<LaneSums> sums_;          ///< a group, a group of lanes
  std::vector<std::uint32_t> pending_;  ///< a group: rows in its accumulators
  std::uint32_t most_pending_ = 0;
  std::uint64_t magnitude_ = 0;  ///< of everything in the accumulators
  static constexpr std::uint32_t no_totals = 0xFFFFFFFF;
  std::uint32_t n_emptied_ = 0;           ///< groups with totals
  std::vector<std::uint32_t> totals_of_;  ///< a group: its number in `totals_`, or none
  std::vector<Total> totals_;             ///< of a group that was emptied, a lane
  std::vector<std::int64_t> rows_;        ///< a group
  std::vector<Total> extremes_;           ///< a group, a measure that is no sum
  std::vector<std::size_t> extreme_measures_;
  std::vector<std::int64_t> incomplete_;  ///< a derived field
  std::vector<UnknownRow> unknown_;
  std::vector<std::size_t> n_unknown_;  ///< a predicate, listed
};

}  // namespace zonerank::detail
