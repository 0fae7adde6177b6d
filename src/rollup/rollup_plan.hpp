#pragma once
// What a roll-up has to compute, from the system and the columns there are: derived figures,
// conditions, sums and counts, each once. Every engine computes this plan.

#include <cstdint>
#include <string>
#include <vector>

#include "zonerank/rollup/rollup.hpp"
#include "zonerank/system/linear.hpp"

namespace zonerank::detail {

/// An enterprise's figure from its other figures: blank where all of them are, else the sum of
/// those there are.
struct Derived {
  int field = 0;
  LinearForm form;
};

/// One step of a condition, in postfix order.
struct PredicateStep {
  enum class Kind { flag, compare, missing, years, codes, negate, both, either } kind{};
  Op op{};                         ///< of compare and years
  int field = -1;                  ///< of flag, missing and codes
  LinearForm form;                 ///< of compare: its sign decides
  bool by_section = false;         ///< of codes: the code's section is looked for
  std::vector<std::string> words;  ///< of codes
  /// Of years: the two sides; a field, the row's year, or a constant.
  struct Side {
    int field = -1;
    bool row_year = false;
    std::int64_t constant = 0;
  } left, right;
};

/// Whether a code is among the words of a step; unknown where it belongs to no section.
enum class Match : std::uint8_t { no, yes, unknown };
Match match_code(const PredicateStep& step, const std::string& code);

struct Predicate {
  std::string text;
  std::vector<PredicateStep> steps;
};

inline constexpr int every_row = -1;  ///< in place of a predicate

/// The sum (or least, or greatest) of one column over the rows that a predicate selects.
struct Measure {
  SumKind kind{};
  int field = 0;
  int predicate = every_row;

  friend bool operator==(const Measure&, const Measure&) = default;
};

/// How an output field comes from measures and counts.
struct OutputSum {
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
  std::vector<int> inputs;       ///< reported fields that are read, ascending
  std::vector<Derived> derived;  ///< each after those it needs
  std::vector<Predicate> predicates;
  std::vector<Measure> measures;
  std::vector<OutputSum> outputs;
};

/// The plan for rows that report the fields `present`. A given column stands before its formula; a
/// field whose rule needs an absent column is left out. `wanted` empty: every field.
Plan make_plan(const System& system, const std::vector<bool>& present,
               const std::vector<bool>& wanted);

/// The conditions, sums and derivations of a plan, of no groups yet.
Partial shape_of(const Plan& plan, const System& system);

}  // namespace zonerank::detail
