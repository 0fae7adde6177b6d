#pragma once
// A check's condition over one row, in exact arithmetic and three-valued logic.

#include <cstdint>
#include <string>
#include <vector>

#include "check/check_rows.hpp"
#include "zonerank/system/linear.hpp"

namespace zonerank::detail {

enum class Verdict : std::uint8_t { fails, holds, unknown };

class Condition {
 public:
  Condition(const BoundFormula& rule, const CheckRows& rows, const System& system);

  /// False where a column is absent that the condition needs: it is not run then.
  bool is_available() const { return is_available_; }
  Verdict at(std::size_t row) const { return at(rule_.formula.root(), row); }

 private:
  Verdict at(int node, std::size_t row) const;
  Verdict compare(int node, std::size_t row) const;
  Verdict compare_years(const Node& node, std::size_t row) const;
  Verdict match_code(int node, std::size_t row) const;
  Figure year(int node, std::size_t row) const;

  const BoundFormula& rule_;
  const CheckRows& rows_;
  bool is_available_ = true;
  std::vector<LinearForm> forms_;              ///< of comparisons, one a node
  std::vector<std::vector<Verdict>> matches_;  ///< of `in {..}`: a node, a code
};

}  // namespace zonerank::detail
