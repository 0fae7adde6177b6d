#pragma once
// What a roll-up has to compute: conditions, sums and counts, each once.

#include <cstdint>
#include <string>
#include <vector>

#include "zonerank/data/rollup.hpp"
#include "zonerank/spec/linear.hpp"

namespace zonerank::detail {

/// One step of a condition over a block of rows, in postfix order.
struct PredicateStep {
  enum class Kind { flag, compare, missing, years, codes, negate, both, either } kind{};
  Op op{};                            ///< of compare and years
  int field = -1;                     ///< of flag, missing and codes
  LinearForm form;                    ///< of compare: its sign decides
  bool wide = false;                  ///< of compare: needs 128 bits
  std::vector<std::uint8_t> matches;  ///< of codes: one a code of the table
  /// Of years: the two sides; a field, the row's year, or a constant.
  struct Side {
    int field = -1;
    bool row_year = false;
    std::int64_t constant = 0;
  } left, right;
};

struct Predicate {
  std::string text;
  std::vector<PredicateStep> steps;
};

inline constexpr int every_row = -1;  ///< in place of a predicate

/// The sum (or least, or greatest) of one column over the rows that a predicate selects.
struct Measure {
  enum class Kind { sum, min, max } kind{};
  int field = 0;
  int predicate = every_row;
  bool wide = false;  ///< 64 bits could overflow

  bool same_as(const Measure& other) const {
    return kind == other.kind && field == other.field && predicate == other.predicate;
  }
};

/// How an output field comes from measures and counts.
struct Output {
  int field = 0;
  int predicate = every_row;
  bool counts = false;  ///< the number of selected rows
  struct Part {
    std::size_t measure = 0;
    std::int64_t factor = 1;
  };
  std::vector<Part> parts;
};

struct Plan {
  std::vector<Predicate> predicates;
  std::vector<Measure> measures;
  std::vector<Output> outputs;
};

/// The columns of `rows`, not copied, and the derived ones computed. A given column stands before
/// its formula.
class Columns {
 public:
  Columns(const RowTable& rows, const System& system, int threads, Problems& problems);

  const Column& operator[](std::size_t field) const {
    return derived_[field].present() ? derived_[field] : rows_.columns[field];
  }
  std::size_t size() const { return derived_.size(); }

 private:
  bool derive(std::size_t field, const System& system, int threads, Problems& problems);

  const RowTable& rows_;
  std::vector<Column> derived_;
};

Plan make_plan(const RowTable& rows, const Columns& columns, const System& system,
               const RollupOptions& options);

}  // namespace zonerank::detail
