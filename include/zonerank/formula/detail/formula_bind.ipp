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

ZONERANK_INLINE Argument kind_name(Number number) {
  switch (number) {
    case Number::flag:
      return words("yes/no answer", "是否型字段");
    case Number::code:
      return words("code", "代码");
    case Number::year:
      return words("year", "年份");
    default:
      return words("number", "数");
  }
}

ZONERANK_INLINE Argument kind_name(Kind kind) {
  switch (kind) {
    case Kind::truth:
      return words("condition", "条件");
    case Kind::code:
      return words("code", "代码");
    case Kind::year:
      return words("year", "年份");
    default:
      return words("number", "数");
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
           {words("it needs figures of {0} years before", "它用到 {0} 年前的数据",
                  {bound_.formula.years_back()}),
            words("at most {0} are used", "至多可用 {0} 年前", {Formula::max_years_back})});
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
        only_in(FormulaPlace::zone, index, words("it belongs into indicators", "只能用在指标中"));
        return of_several(index);
      case Op::absolute:
        only_in(FormulaPlace::zone, index, words("it belongs into indicators", "只能用在指标中"));
        return quantity(node.left);
      case Op::log: {
        only_in(FormulaPlace::zone, index, words("it belongs into indicators", "只能用在指标中"));
        const NodeType argument = quantity(node.left);
        if (!argument.unit.is_pure_number()) {
          fail(Code::function_misuse, "", in_quotes(shown(index)),
               {words("a logarithm needs a pure number, but this is in {0}",
                      "取对数须为纯数，而此处单位为 {0}", {argument.unit.text}),
                words("divide by a reference amount, as in log(x / 100 {0})",
                      "请除以参照量，如 log(x / 100 {0})", {argument.unit.text})});
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
               {words("in a rollup it is of the rows, not of several figures",
                      "汇总公式中它针对各行，不能比较几个数值"),
                words("give one figure, and a condition for the rows if need be",
                      "请给出一个数值，必要时加上各行的条件")});
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
               {words("missing() takes one field", "missing() 只取一个字段"),
                words("name a field, as in missing(gross_output)",
                      "请写字段名，如 missing(gross_output)")});
        }
        return truth();
      case Op::section: {
        row_only(index);
        const NodeType& argument = bound_.type(node.left);
        if (argument.kind != Kind::code) {
          fail(
              Code::function_misuse, "", in_quotes(shown(index)),
              {words("section() takes an industry code", "section() 取行业代码"),
               words("give a field whose number is \"code\"", "请给出 number 为 \"code\" 的字段")});
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
           {words("it compares several figures of a zone", "它比较高新区的几个数值"),
            words("give two or more", "请给出两个或更多")});
    }
    if (node.right < 0) return quantity(node.left);
    return matched(index, quantity(node.left), quantity(node.right));
  }

  void only_in(FormulaPlace place, int index, const Argument& why) const {
    if (place_ == place) return;
    fail(Code::function_misuse, "", in_quotes(shown(index)),
         {words("it cannot stand here", "此处不能使用"), why});
  }

  /// growth() is no sum, so no check could compare it exactly.
  void years(int index) const {
    if (!is_check(place_))
      only_in(FormulaPlace::zone, index,
              words("it compares years of a zone", "它比较高新区的不同年份"));
    if (is_check(place_) && bound_.node(index).op == Op::growth) {
      fail(Code::function_misuse, "", in_quotes(shown(index)),
           {words("a check compares sums of whole multiples", "核查规则只比较整数倍之和"),
            words("write it with previous(), as in 2 * x <= 3 * previous(x)",
                  "请用 previous() 书写，如 2 * x <= 3 * previous(x)")});
    }
  }

  void row_only(int index) const {
    if (speaks_of_zones(place_)) {
      fail(Code::function_misuse, "", in_quotes(shown(index)),
           {words("it speaks of one enterprise's row", "它针对单个企业的行"),
            is_check(place_) ? words("use it in a check of enterprises", "请用在企业的核查规则中")
                             : words("use it in a rollup", "请用在汇总公式中")});
    }
    if (place_ == FormulaPlace::rollup && !inside_aggregate_[static_cast<std::size_t>(index)]) {
      fail(Code::function_misuse, "", in_quotes(shown(index)),
           {words("it stands outside of count(), sum(), min() or max()",
                  "它不在 count()、sum()、min() 或 max() 之内"),
            words("put it inside one of them", "请放入其中之一")});
    }
  }

  void aggregate(int index) const {
    only_in(FormulaPlace::rollup, index,
            words("count(), sum(), min() and max() belong into a rollup",
                  "count()、sum()、min() 和 max() 只能用在汇总公式中"));
    if (inside_aggregate_[static_cast<std::size_t>(index)]) {
      fail(Code::function_misuse, "", in_quotes(shown(index)),
           {words("it stands inside another of its kind", "它在另一个同类函数之内"),
            words("add up once", "只汇总一次")});
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
      fail(Code::no_arithmetic, "", node.text, {kind_name(found->number)});
    }
    return type;
  }

  NodeType quantity(int index) const {
    const NodeType& type = bound_.type(index);
    if (type.kind != Kind::quantity) {
      fail(Code::no_arithmetic, "", shown(index), {kind_name(type.kind)});
    }
    NodeType result = type;
    result.field = -1;
    return result;
  }

  void condition(int index) const {
    if (bound_.type(index).kind == Kind::truth) return;
    fail(Code::function_misuse, "", in_quotes(shown(index)),
         {words("a condition is needed here, but this is a {0}", "此处须为条件，而这是{0}",
                {kind_name(bound_.type(index).kind)}),
          words("compare it with something, as in {0} > 0", "请与其他量比较，如 {0} > 0",
                {shown(index)})});
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
             {words("{0} is not a year", "{0} 不是年份", {in_quotes(shown(side))}),
              words("compare a year with a year or a number such as 2019",
                    "年份请与年份或 2019 这样的数比较")});
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
           {words("\"in\" compares codes, but {0} is not one",
                  "\"in\" 用于比较代码，而 {0} 不是代码", {in_quotes(shown(node.left))}),
            words("compare numbers with <, ==, >", "数请用 <、==、> 比较")});
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
