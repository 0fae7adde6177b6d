#pragma once
// Conditions over a block of rows, with three-valued logic.

#include <functional>
#include <vector>

#include "rollup/rollup_block.hpp"
#include "rollup/rollup_plan.hpp"

namespace zonerank::detail {

/// Where a condition holds, and where it does not; unknown where neither.
struct Truth {
  BlockBits yes;
  BlockBits no;

  bool holds(std::size_t row) const { return ((yes[row / 8] >> (row % 8)) & 1) != 0; }
};

class PredicateRunner {
 public:
  using ColumnOf = std::function<const BlockColumn&(int field)>;

  PredicateRunner(ColumnOf column_of, const Dictionary& codes)
      : column_of_(std::move(column_of)), codes_(codes) {}

  /// The truth of a block of n rows; `year` is their own.
  void run(const Predicate& predicate, const std::int32_t* year, std::size_t n, Truth& result);

 private:
  using Kind = PredicateStep::Kind;

  Truth& push();
  Truth& top(std::size_t below = 0);
  void run(const PredicateStep& step, const std::int32_t* year, std::size_t n);
  void push_masks(std::size_t n);
  void codes(const PredicateStep& step, std::size_t n);
  void compare(const PredicateStep& step, std::size_t n);
  template <class Sum>
  void compare_values(const PredicateStep& step, std::size_t n);
  void compare_years(const PredicateStep& step, const std::int32_t* year, std::size_t n);

  ColumnOf column_of_;
  const Dictionary& codes_;
  const Predicate* predicate_ = nullptr;
  Truth* result_ = nullptr;   ///< the lowest of the stack
  std::vector<Truth> stack_;  ///< those above it
  std::size_t top_ = 0;
  std::unordered_map<const PredicateStep*, std::vector<Match>> matches_;  ///< a code each
  std::vector<LaneTerm> terms_;
  alignas(64) BlockInts yes_, no_;  ///< of one step, as masks of -1 and 0
};

}  // namespace zonerank::detail
