#include "check/check_rule.hpp"

#include <algorithm>

#include "zonerank/core/decimal.hpp"

namespace zonerank::detail {
namespace {

Verdict verdict(bool holds) { return holds ? Verdict::holds : Verdict::fails; }

template <class Integer>
bool compares(Op op, Integer difference) {
  switch (op) {
    case Op::less:
      return difference < 0;
    case Op::less_equal:
      return difference <= 0;
    case Op::greater:
      return difference > 0;
    case Op::greater_equal:
      return difference >= 0;
    case Op::equal:
      return difference == 0;
    default:
      return difference != 0;
  }
}

bool is_comparison(Op op) { return op >= Op::less && op <= Op::not_equal; }

}  // namespace

Condition::Condition(const BoundFormula& rule, const CheckRows& rows, const System& system)
    : rule_(rule), rows_(rows) {
  const std::size_t n = rule.formula.nodes().size();
  forms_.resize(n);
  matches_.resize(n);
  for (const std::string& name : rule.formula.fields()) {
    is_available_ &= rows.column(system.field(name)).present();
  }
  for (std::size_t k = 0; k < n; ++k) {
    const Node& node = rule.formula.nodes()[k];
    if (is_comparison(node.op) && rule.type(node.left).kind == NodeType::Kind::quantity &&
        rule.type(node.right).kind == NodeType::Kind::quantity) {
      forms_[k] = comparison_form(rule, static_cast<int>(k), system.fields);
    }
    if (node.op != Op::in_set) continue;
    const bool by_section = rule.node(node.left).op == Op::section;
    for (const std::string& code : rows.codes()) {
      const char section = industry_section(code);
      const std::string shown = !by_section ? code : section != 0 ? std::string(1, section) : "";
      const bool is_in = std::find(node.words.begin(), node.words.end(), shown) != node.words.end();
      matches_[k].push_back(shown.empty() ? Verdict::unknown : verdict(is_in));
    }
  }
}

Verdict Condition::at(int index, std::size_t row) const {
  const Node& node = rule_.node(index);
  switch (node.op) {
    case Op::field: {
      const Figure flag = rows_.figure(rule_.type(index).field, row);
      return flag.known ? verdict(flag.digits != 0) : Verdict::unknown;
    }
    case Op::missing_value:
      return verdict(!rows_.is_valid(rule_.type(node.left).field, row));
    case Op::in_set:
      return match_code(index, row);
    case Op::logical_not: {
      const Verdict inner = at(node.left, row);
      if (inner == Verdict::unknown) return inner;
      return verdict(inner == Verdict::fails);
    }
    case Op::logical_and:
    case Op::logical_or: {
      const Verdict decides = node.op == Op::logical_and ? Verdict::fails : Verdict::holds;
      const Verdict left = at(node.left, row);
      if (left == decides) return decides;
      const Verdict right = at(node.right, row);
      if (right == decides) return decides;
      return left == Verdict::unknown ? left : right;
    }
    default:
      return compare(index, row);
  }
}

Verdict Condition::compare(int index, std::size_t row) const {
  const Node& node = rule_.node(index);
  const auto is_year = [&](int i) { return rule_.type(i).kind == NodeType::Kind::year; };
  if (is_year(node.left) || is_year(node.right)) return compare_years(node, row);
  const LinearForm& form = forms_[static_cast<std::size_t>(index)];
  Int128 difference = form.constant;
  for (const LinearForm::Term& term : form.terms) {
    const Figure figure = rows_.figure(term.field, row, term.years_back);
    if (!figure.known) return Verdict::unknown;
    Int128 product = 0;
    if (__builtin_mul_overflow(figure.digits, Int128{term.factor}, &product) ||
        __builtin_add_overflow(difference, product, &difference)) {
      return Verdict::unknown;  // beyond 38 digits; no sum of reported figures comes near
    }
  }
  return verdict(compares(node.op, difference));
}

Figure Condition::year(int index, std::size_t row) const {
  const Node& node = rule_.node(index);
  if (node.op == Op::field) return rows_.figure(rule_.type(index).field, row);
  if (node.op == Op::year) return {rows_.year(row), true};
  return {static_cast<std::int64_t>(node.number), true};
}

Verdict Condition::compare_years(const Node& node, std::size_t row) const {
  const Figure left = year(node.left, row);
  const Figure right = year(node.right, row);
  if (!left.known || !right.known) return Verdict::unknown;
  return verdict(compares(node.op, left.digits - right.digits));
}

Verdict Condition::match_code(int index, std::size_t row) const {
  const Node& left = rule_.node(rule_.node(index).left);
  const int field = left.op == Op::section ? rule_.type(left.left).field
                                           : rule_.type(rule_.node(index).left).field;
  const Figure code = rows_.figure(field, row);
  if (!code.known) return Verdict::unknown;
  return matches_[static_cast<std::size_t>(index)][static_cast<std::size_t>(code.digits)];
}

}  // namespace zonerank::detail
