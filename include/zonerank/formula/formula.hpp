#pragma once
// Formulas: one expression tree for units, evaluation, roll-ups and the text a reader sees.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "zonerank/core/types.hpp"
#include "zonerank/units/unit.hpp"

namespace zonerank {

/// How a field is reported; decides what may be done with it.
enum class Number { count, decimal, real, flag, code, year };

enum class Op {
  number,
  field,
  negate,
  add,
  subtract,
  multiply,
  divide,
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  not_equal,
  in_set,
  logical_not,
  logical_and,
  logical_or,
  growth,
  increase,
  previous,
  log,  // of zone figures
  absolute,
  mean,
  list,  ///< arguments of mean, min, max: those of the left, then the right one
  count,
  sum,
  min,
  max,
  missing_value,
  section,
  year,  // of enterprise rows
};

/// One step of the tree; children come before their parents in Formula::nodes().
struct Node {
  Op op{};
  int left = -1;     ///< first operand or argument
  int right = -1;    ///< second operand or argument
  int position = 0;  ///< 1-based character of the formula
  std::string text;  ///< field name, or the number as written
  double number = 0.0;
  bool has_unit = false;
  Unit unit;                       ///< of a number that carries one
  std::vector<std::string> words;  ///< of `in {..}`
};

/// A parsed formula. Grammar, loosest first: or, and, not, comparison (no chaining; also
/// `x in {A, B}`), + -, unary minus, * /, then numbers (a unit may follow), fields, calls and
/// parentheses; at most 256 levels of nesting.
class Formula {
 public:
  static constexpr int max_depth = 256;
  static constexpr std::size_t max_nodes = 2000;
  static constexpr int max_years_back = 10;  ///< growth of growth costs twice as much each time

  Formula() = default;
  /// @throws Error formula-syntax, formula-too-deep or unknown-unit, with the character
  static Formula parse(std::string_view text, const Units& units);

  const std::vector<Node>& nodes() const { return nodes_; }
  int root() const { return static_cast<int>(nodes_.size()) - 1; }
  bool empty() const { return nodes_.empty(); }

  /// The formula in its shortest form; `rename` may give the fields a reader's names.
  std::string text(const std::function<std::string(const std::string&)>& rename = {}) const {
    return text(root(), rename);
  }
  std::string text(int node,
                   const std::function<std::string(const std::string&)>& rename = {}) const;

  std::vector<std::string> fields() const;  ///< each once, in order of appearance
  int years_back() const;  ///< years before the data year it needs: 0, 1 for growth, ...

 private:
  friend class FormulaParser;
  std::vector<Node> nodes_;
};

/// What a formula knows of a field.
struct FieldType {
  int index = -1;
  Number number{};
  Unit unit;
};

using FieldLookup = std::function<const FieldType*(std::string_view)>;

/// Where a formula stands: over the figures of a zone and year, over one enterprise's row, adding
/// up the rows of a zone, or as a check's condition over one row of enterprises or of zones.
enum class FormulaPlace { zone, row, rollup, row_check, zone_check };

inline bool is_check(FormulaPlace place) {
  return place == FormulaPlace::row_check || place == FormulaPlace::zone_check;
}
inline bool speaks_of_zones(FormulaPlace place) {
  return place == FormulaPlace::zone || place == FormulaPlace::zone_check;
}

/// The value a node stands for.
struct NodeType {
  enum class Kind { quantity, truth, code, year } kind = Kind::quantity;
  Unit unit;
  bool bare_number = false;  ///< a number without unit: fits pure numbers; 0 fits everything
  int field = -1;            ///< index of the field, where the node is one
  Scale right_to_left;       ///< of sums and comparisons: the right operand into the left's unit
  bool swapped = false;      ///< the left operand is a bare 0 and the result is in the right's unit
};

/// A formula with its fields found and its units checked.
struct BoundFormula {
  Formula formula;
  std::vector<NodeType> types;  ///< one a node

  const Node& node(int i) const { return formula.nodes()[static_cast<std::size_t>(i)]; }
  const NodeType& type(int i) const { return types[static_cast<std::size_t>(i)]; }
  const Unit& unit() const { return types.back().unit; }
};

/// @throws Error unknown-field (with the nearest of `known`), incompatible-units, unit-needed,
///         no-arithmetic or function-misuse
BoundFormula bind(Formula formula, const FieldLookup& lookup, std::span<const std::string> known,
                  FormulaPlace place);

/// Why a value is missing.
enum class Why : std::uint8_t {
  present,
  absent_column,  ///< no column gives a field
  blank,          ///< the zone's cell is empty
  no_previous,    ///< last year's figure is not there
  zero_denominator,
  empty_whole,  ///< 0 / 0
  nonpositive_denominator,
  nonpositive_base,  ///< growth needs previous > 0
  undefined_logarithm,
  overflow,  ///< beyond the range of doubles
};

}  // namespace zonerank
