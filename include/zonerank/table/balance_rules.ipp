#pragma once
#include "zonerank/table/balance_rules.hpp"

#include "zonerank/core/build.hpp"
#include "zonerank/core/decimal.hpp"

namespace zonerank {

ZONERANK_INLINE bool BalanceRule::holds(const Int128& difference) const {
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
      return true;
  }
}

ZONERANK_INLINE std::vector<BalanceRule> balance_rules(const System& system) {
  std::vector<BalanceRule> rules;
  for (const Check& check : system.checks) {
    if (check.kind != Check::Kind::balance || !check.is_error) continue;
    const int root = static_cast<int>(check.rule.formula.nodes().size()) - 1;
    const Op op = check.rule.node(root).op;
    if (op != Op::less && op != Op::less_equal && op != Op::greater && op != Op::greater_equal &&
        op != Op::equal)
      continue;
    try {
      BalanceRule rule{&check, op, comparison_form(check.rule, root, system.fields)};
      if (rule.form.constant == 0 || check.level == Level::zone) rules.push_back(std::move(rule));
    } catch (const Error&) {
      // No comparison of sums: such a rule says nothing here.
    }
  }
  return rules;
}

ZONERANK_INLINE std::optional<Int128> difference(const BalanceRule& rule, const ZoneTable& table,
                                                 std::size_t row) {
  Int128 sum = rule.form.constant;
  for (const LinearForm::Term& term : rule.form.terms) {
    const ZoneYear& own = table.rows[row];
    const std::optional<std::size_t> at =
        term.years_back == 0 ? row : table.find(own.zone, own.year - term.years_back);
    const FigureColumn& column = table.columns[static_cast<std::size_t>(term.field)];
    if (!at || !column.present() || column.valid[*at] == 0) return std::nullopt;
    const auto product = checked_multiply(column.digits[*at], term.factor);
    const auto next = product ? checked_add(sum, *product) : std::nullopt;
    if (!next) return std::nullopt;
    sum = *next;
  }
  return sum;
}

}  // namespace zonerank
