#pragma once
// Fields found, units checked: a formula that binds can be evaluated.

#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/formula/formula.hpp"

namespace zonerank {
ZONERANK_OWN(formula_bind) {

using Kind = NodeType::Kind;

ZONERANK_INLINE std::string_view kind_name(Number number) {
  switch (number) {
    case Number::flag:
      return "yes/no answer";
    case Number::code:
      return "code";
    case Number::year:
      return "year";
    default:
      return "number";
  }
}

ZONERANK_INLINE std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::truth:
      return "condition";
    case Kind::code:
      return "code";
    case Kind::year:
      return "year";
    default:
      return "number";
  }
}

class Binder {
 public:
  Binder(Formula formula, const FieldLookup& lookup, std::span<const std::string> known,
         FormulaPlace place)
      : lookup_(lookup), known_(known), place_(place) {
    bound_.formula = std::move(formula);
    inside_aggregate_.assign(bound_.formula.nodes().size(), false);
  }

  BoundFormula bind() {
    const auto& nodes = bound_.formula.nodes();
    if (bound_.formula.years_back() > Formula::max_years_back) {
      fail(Code::function_misuse, "", in_quotes(shown(bound_.formula.root())),
           {"it needs figures of " + std::to_string(bound_.formula.years_back()) + " years before",
            "at most " + std::to_string(Formula::max_years_back) + " are used"});
    }
    mark_aggregates();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      bound_.types.push_back(type_of(static_cast<int>(i)));
    }
    return std::move(bound_);
  }

 private:
  void mark_aggregates() {  // children stand before their parents
    const auto& nodes = bound_.formula.nodes();
    for (std::size_t k = nodes.size(); k-- > 0;) {
      const Node& node = nodes[k];
      const bool inside = inside_aggregate_[k] || is_aggregate(node.op);
      if (node.left >= 0) inside_aggregate_[static_cast<std::size_t>(node.left)] = inside;
      if (node.right >= 0) inside_aggregate_[static_cast<std::size_t>(node.right)] = inside;
    }
  }

  static bool is_aggregate(Op op) {
    return op == Op::count || op == Op::sum || op == Op::min || op == Op::max;
  }

  std::string shown(int node) const { return bound_.formula.text(node); }

  NodeType type_of(int index) const {
    const Node& node = bound_.node(index);
    switch (node.op) {
      case Op::number:
        return number(node);
      case Op::field:
        return field(node);
      case Op::negate:
        return quantity(node.left);
      case Op::add:
      case Op::subtract:
        return matched(index, quantity(node.left), quantity(node.right));
      case Op::multiply:
        return product(quantity(node.left), quantity(node.right), false);
      case Op::divide:
        return product(quantity(node.left), quantity(node.right), true);
      case Op::less:
      case Op::less_equal:
      case Op::greater:
      case Op::greater_equal:
      case Op::equal:
      case Op::not_equal:
        return comparison(index);
      case Op::in_set:
        return membership(index);
      case Op::logical_not:
      case Op::logical_and:
      case Op::logical_or:
        condition(node.left);
        if (node.right >= 0) condition(node.right);
        return truth();
      case Op::growth:
      case Op::increase:
      case Op::previous: {
        years(index);
        NodeType type = quantity(node.left);
        if (node.op == Op::growth) type = {};
        return type;
      }
      case Op::list:
        return matched(index, quantity(node.left), quantity(node.right));
      case Op::mean:
        only_in(FormulaPlace::zone, index, "it belongs into indicators");
        return of_several(index);
      case Op::absolute:
        only_in(FormulaPlace::zone, index, "it belongs into indicators");
        return quantity(node.left);
      case Op::log: {
        only_in(FormulaPlace::zone, index, "it belongs into indicators");
        const NodeType argument = quantity(node.left);
        if (!argument.unit.is_pure_number()) {
          fail(Code::function_misuse, "", in_quotes(shown(index)),
               {"a logarithm needs a pure number, but this is in " + argument.unit.text,
                "divide by a reference amount, as in log(x / 100 " + argument.unit.text + ")"});
        }
        return {};
      }
      case Op::count: {
        aggregate(index);
        if (node.left >= 0) condition(node.left);
        NodeType type;
        type.unit.powers[static_cast<std::size_t>(Dimension::count)] = 1;
        type.unit.text = "count";
        return type;
      }
      case Op::sum:
      case Op::min:
      case Op::max: {
        if (place_ == FormulaPlace::zone && node.op != Op::sum) return of_several(index);
        aggregate(index);
        if (bound_.node(node.left).op == Op::list) {
          fail(Code::function_misuse, "", in_quotes(shown(index)),
               {"in a rollup it is of the rows, not of several figures",
                "give one figure, and a condition for the rows if need be"});
        }
        if (node.right >= 0) condition(node.right);
        NodeType type = quantity(node.left);
        type.field = -1;
        return type;
      }
      case Op::missing_value:
        if (place_ != FormulaPlace::zone_check) row_only(index);
        if (bound_.node(node.left).op != Op::field) {
          fail(Code::function_misuse, "", in_quotes(shown(index)),
               {"missing() takes one field", "name a field, as in missing(gross_output)"});
        }
        return truth();
      case Op::section: {
        row_only(index);
        const NodeType& argument = bound_.type(node.left);
        if (argument.kind != Kind::code) {
          fail(Code::function_misuse, "", in_quotes(shown(index)),
               {"section() takes an industry code", "give a field whose number is \"code\""});
        }
        NodeType type;
        type.kind = Kind::code;
        return type;
      }
      case Op::year: {
        row_only(index);
        NodeType type;
        type.kind = Kind::year;
        return type;
      }
    }
    return {};
  }

  /// Of one dimension, in the unit of the first.
  NodeType of_several(int index) const {
    const Node& node = bound_.node(index);
    if (node.op != Op::mean && node.right < 0 && bound_.node(node.left).op != Op::list) {
      fail(Code::function_misuse, "", in_quotes(shown(index)),
           {"it compares several figures of a zone", "give two or more"});
    }
    if (node.right < 0) return quantity(node.left);
    return matched(index, quantity(node.left), quantity(node.right));
  }

  void only_in(FormulaPlace place, int index, const std::string& why) const {
    if (place_ == place) return;
    fail(Code::function_misuse, "", in_quotes(shown(index)), {"it cannot stand here", why});
  }

  /// growth() is no sum, so no check could compare it exactly.
  void years(int index) const {
    if (!is_check(place_)) only_in(FormulaPlace::zone, index, "it compares years of a zone");
    if (is_check(place_) && bound_.node(index).op == Op::growth) {
      fail(Code::function_misuse, "", in_quotes(shown(index)),
           {"a check compares sums of whole multiples",
            "write it with previous(), as in 2 * x <= 3 * previous(x)"});
    }
  }

  void row_only(int index) const {
    if (speaks_of_zones(place_)) {
      fail(Code::function_misuse, "", in_quotes(shown(index)),
           {"it speaks of one enterprise's row",
            is_check(place_) ? "use it in a check of enterprises" : "use it in a rollup"});
    }
    if (place_ == FormulaPlace::rollup && !inside_aggregate_[static_cast<std::size_t>(index)]) {
      fail(Code::function_misuse, "", in_quotes(shown(index)),
           {"it stands outside of count(), sum(), min() or max()", "put it inside one of them"});
    }
  }

  void aggregate(int index) const {
    only_in(FormulaPlace::rollup, index, "count(), sum(), min() and max() belong into a rollup");
    if (inside_aggregate_[static_cast<std::size_t>(index)]) {
      fail(Code::function_misuse, "", in_quotes(shown(index)),
           {"it stands inside another of its kind", "add up once"});
    }
  }

  static NodeType truth() {
    NodeType type;
    type.kind = Kind::truth;
    return type;
  }

  static NodeType number(const Node& node) {
    NodeType type;
    type.unit = node.unit;
    type.bare_number = !node.has_unit;
    return type;
  }

  NodeType field(const Node& node) const {
    const FieldType* const found = lookup_(node.text);
    if (found == nullptr) fail(Code::unknown_field, "", node.text, {suggestion(node.text, known_)});
    NodeType type;
    type.field = found->index;
    type.unit = found->unit;
    if (found->number == Number::flag) type.kind = Kind::truth;
    if (found->number == Number::code) type.kind = Kind::code;
    if (found->number == Number::year) type.kind = Kind::year;
    if (speaks_of_zones(place_) && type.kind != Kind::quantity) {
      fail(Code::no_arithmetic, "", node.text, {std::string(kind_name(found->number))});
    }
    return type;
  }

  NodeType quantity(int index) const {
    const NodeType& type = bound_.type(index);
    if (type.kind != Kind::quantity) {
      fail(Code::no_arithmetic, "", shown(index), {std::string(kind_name(type.kind))});
    }
    NodeType result = type;
    result.field = -1;
    return result;
  }

  void condition(int index) const {
    if (bound_.type(index).kind == Kind::truth) return;
    fail(Code::function_misuse, "", in_quotes(shown(index)),
         {"a condition is needed here, but this is a " +
              std::string(kind_name(bound_.type(index).kind)),
          "compare it with something, as in " + shown(index) + " > 0"});
  }

  static NodeType product(const NodeType& left, const NodeType& right, bool divide) {
    NodeType type;
    type.unit = divide ? left.unit / right.unit : left.unit * right.unit;
    type.bare_number = left.bare_number && right.bare_number;
    return type;
  }

  bool is_zero(int index) const {
    const Node& node = bound_.node(index);
    return node.op == Op::number && node.number == 0.0;
  }

  NodeType matched(int index, const NodeType& left, const NodeType& right) const {
    const Node& node = bound_.node(index);
    NodeType type = left;
    type.bare_number = left.bare_number && right.bare_number;
    if (right.bare_number && is_zero(node.right)) return type;
    if (left.bare_number && is_zero(node.left)) {
      type.unit = right.unit;
      type.swapped = true;
      return type;
    }
    if (same_dimension(left.unit, right.unit)) {
      type.right_to_left = conversion(right.unit, left.unit);
      return type;
    }
    if (left.bare_number || right.bare_number) {
      fail(Code::unit_needed, "", shown(left.bare_number ? node.left : node.right),
           {left.bare_number ? right.unit.text : left.unit.text});
    }
    fail(Code::incompatible_units, "", shown(index), {left.unit.text, right.unit.text});
  }

  NodeType comparison(int index) const {
    const Node& node = bound_.node(index);
    const NodeType& left = bound_.type(node.left);
    const NodeType& right = bound_.type(node.right);
    const bool years = left.kind == Kind::year || right.kind == Kind::year;
    if (years) {
      for (const int side : {node.left, node.right}) {
        const Node& n = bound_.node(side);
        const bool whole = n.op == Op::number && !n.has_unit && n.number == std::floor(n.number);
        if (bound_.type(side).kind == Kind::year || whole) continue;
        fail(Code::function_misuse, "", in_quotes(shown(index)),
             {in_quotes(shown(side)) + " is not a year",
              "compare a year with a year or a number such as 2019"});
      }
      return truth();
    }
    NodeType type = matched(index, quantity(node.left), quantity(node.right));
    type.kind = Kind::truth;
    return type;
  }

  NodeType membership(int index) const {
    const Node& node = bound_.node(index);
    if (bound_.type(node.left).kind != Kind::code) {
      fail(Code::function_misuse, "", in_quotes(shown(index)),
           {"\"in\" compares codes, but " + in_quotes(shown(node.left)) + " is not one",
            "compare numbers with <, ==, >"});
    }
    return truth();
  }

  const FieldLookup& lookup_;
  std::span<const std::string> known_;
  FormulaPlace place_;
  BoundFormula bound_;
  std::vector<bool> inside_aggregate_;
};

}  // ZONERANK_OWN(formula_bind)

ZONERANK_INLINE BoundFormula bind(Formula formula, const FieldLookup& lookup,
                                  std::span<const std::string> known, FormulaPlace place) {
  return Binder(std::move(formula), lookup, known, place).bind();
}

}  // namespace zonerank
