#include "data/rollup_plan.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <limits>

#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

/// A power of two above every magnitude of the column: or-ing the bits needs no comparisons.
Int128 magnitude_bound(const Column& column) {
  std::uint64_t bits = 0;
  for (const std::int64_t value : column.values) {
    bits |= static_cast<std::uint64_t>(value ^ (value >> 63));
  }
  return Int128{1} << (64 - std::countl_zero(bits));
}

constexpr Int128 int64_limit = Int128{std::numeric_limits<std::int64_t>::max()};

class Planner {
 public:
  Planner(const RowTable& rows, const Columns& columns, const System& system, int threads)
      : rows_(rows), columns_(columns), system_(system), bounds_(columns.size()) {
    parallel_for(columns.size(), threads,
                 [&](std::size_t f) { bounds_[f] = magnitude_bound(columns[f]); });
  }

  Plan make(const std::vector<bool>& wanted) {
    for (std::size_t f = 0; f < system_.fields.size(); ++f) {
      const Field& field = system_.fields[f];
      if (!wanted.empty() && !wanted[f]) continue;
      if (field.rollup) {
        if (available(*field.rollup)) add_rule(static_cast<int>(f), *field.rollup);
      } else if (field.level == Level::enterprise && field.is_exact() && columns_[f].present()) {
        Output output;
        output.field = static_cast<int>(f);
        output.parts.push_back({measure(Measure::Kind::sum, static_cast<int>(f), every_row), 1});
        plan_.outputs.push_back(std::move(output));
      }
    }
    return std::move(plan_);
  }

 private:
  bool available(const BoundFormula& rule) const {
    const auto names = rule.formula.fields();
    return std::all_of(names.begin(), names.end(), [this](const std::string& name) {
      return columns_[static_cast<std::size_t>(system_.field(name))].present();
    });
  }

  void add_rule(int index, const BoundFormula& rule) {
    const Field& field = system_.fields[static_cast<std::size_t>(index)];
    const Node& root = rule.formula.nodes().back();
    Output output;
    output.field = index;
    output.counts = root.op == Op::count;
    const int condition = output.counts ? root.left : root.right;
    if (condition >= 0) output.predicate = predicate(rule, condition);
    if (!output.counts) {
      const LinearForm form =
          linear_form(rule, root.left, system_.fields, field.unit, field.places);
      for (const LinearForm::Term& term : form.terms) {
        output.parts.push_back(
            {measure(kind_of(root.op, term.factor), term.field, output.predicate), term.factor});
      }
    }
    plan_.outputs.push_back(std::move(output));
  }

  /// The least of -x is the greatest of x, negated.
  static Measure::Kind kind_of(Op op, std::int64_t factor) {
    if (op == Op::sum) return Measure::Kind::sum;
    return (op == Op::min) == (factor > 0) ? Measure::Kind::min : Measure::Kind::max;
  }

  std::size_t measure(Measure::Kind kind, int field, int predicate) {
    Measure wanted{kind, field, predicate, false};
    for (std::size_t m = 0; m < plan_.measures.size(); ++m) {
      if (plan_.measures[m].same_as(wanted)) return m;
    }
    const Int128 bound = bounds_[static_cast<std::size_t>(field)];
    wanted.wide =
        kind == Measure::Kind::sum && bound * static_cast<Int128>(rows_.size()) > int64_limit;
    plan_.measures.push_back(wanted);
    return plan_.measures.size() - 1;
  }

  int predicate(const BoundFormula& rule, int node) {
    const std::string text = rule.formula.text(node);
    for (std::size_t p = 0; p < plan_.predicates.size(); ++p) {
      if (plan_.predicates[p].text == text) return static_cast<int>(p);
    }
    Predicate result{text, {}};
    compile(rule, node, result.steps);
    plan_.predicates.push_back(std::move(result));
    return static_cast<int>(plan_.predicates.size()) - 1;
  }

  void compile(const BoundFormula& rule, int index, std::vector<PredicateStep>& steps) const {
    const Node& node = rule.node(index);
    PredicateStep step;
    step.op = node.op;
    switch (node.op) {
      case Op::field:
        step.kind = PredicateStep::Kind::flag;
        step.field = rule.type(index).field;
        break;
      case Op::missing_value:
        step.kind = PredicateStep::Kind::missing;
        step.field = rule.type(node.left).field;
        break;
      case Op::in_set:
        compile_codes(rule, node, step);
        break;
      case Op::logical_not:
        compile(rule, node.left, steps);
        step.kind = PredicateStep::Kind::negate;
        break;
      case Op::logical_and:
      case Op::logical_or:
        compile(rule, node.left, steps);
        compile(rule, node.right, steps);
        step.kind =
            node.op == Op::logical_and ? PredicateStep::Kind::both : PredicateStep::Kind::either;
        break;
      default:
        compile_comparison(rule, index, step);
        break;
    }
    steps.push_back(std::move(step));
  }

  void compile_comparison(const BoundFormula& rule, int index, PredicateStep& step) const {
    const Node& node = rule.node(index);
    const auto is_year = [&](int i) { return rule.type(i).kind == NodeType::Kind::year; };
    if (is_year(node.left) || is_year(node.right)) {
      step.kind = PredicateStep::Kind::years;
      step.left = side(rule, node.left);
      step.right = side(rule, node.right);
      return;
    }
    step.kind = PredicateStep::Kind::compare;
    step.form = comparison_form(rule, index, system_.fields);
    Int128 bound =
        step.form.constant < 0 ? -Int128{step.form.constant} : Int128{step.form.constant};
    for (const LinearForm::Term& term : step.form.terms) {
      const Int128 factor = term.factor < 0 ? -Int128{term.factor} : Int128{term.factor};
      const auto product = checked_multiply(factor, bounds_[static_cast<std::size_t>(term.field)]);
      const auto sum = product ? checked_add(bound, *product) : std::nullopt;
      if (!sum) fail(Code::sum_too_large, "", rule.formula.text(index));
      bound = *sum;
    }
    step.wide = bound > int64_limit;
  }

  static PredicateStep::Side side(const BoundFormula& rule, int index) {
    const Node& node = rule.node(index);
    PredicateStep::Side result;
    if (node.op == Op::field)
      result.field = rule.type(index).field;
    else if (node.op == Op::year)
      result.row_year = true;
    else
      result.constant = static_cast<std::int64_t>(node.number);
    return result;
  }

  void compile_codes(const BoundFormula& rule, const Node& node, PredicateStep& step) const {
    step.kind = PredicateStep::Kind::codes;
    const Node& left = rule.node(node.left);
    const bool by_section = left.op == Op::section;
    step.field = rule.type(by_section ? left.left : node.left).field;
    for (const std::string& code : rows_.codes) {
      const char section = industry_section(code);
      const std::string shown = by_section ? (section != 0 ? std::string(1, section) : "") : code;
      const auto found = std::find(node.words.begin(), node.words.end(), shown);
      // 2: the code is in no section, so it is unknown whether it matches
      step.matches.push_back(shown.empty() ? 2 : found != node.words.end() ? 1 : 0);
    }
  }

  const RowTable& rows_;
  const Columns& columns_;
  const System& system_;
  std::vector<Int128> bounds_;  ///< a column: above every magnitude
  Plan plan_;
};

}  // namespace

Columns::Columns(const RowTable& rows, const System& system, int threads, Problems& problems)
    : rows_(rows), derived_(rows.columns.size()) {
  for (std::size_t f = 0; f < derived_.size(); ++f) derive(f, system, threads, problems);
}

bool Columns::derive(std::size_t f, const System& system, int threads, Problems& problems) {
  const Field& field = system.fields[f];
  if ((*this)[f].present()) return true;
  if (!field.formula) return false;
  const LinearForm form = linear_form(*field.formula, field.formula->formula.root(), system.fields,
                                      field.unit, field.places);
  for (const LinearForm::Term& term : form.terms) {
    if (!derive(static_cast<std::size_t>(term.field), system, threads, problems)) return false;
  }
  Column result;
  result.values.resize(rows_.size());
  result.valid.resize(rows_.size());
  std::atomic<std::size_t> partial{0};
  const auto derive_row = [&](std::size_t r) {
    Int128 sum = 0;
    std::size_t parts = 0;
    bool overflow = false;
    for (const LinearForm::Term& term : form.terms) {
      const Column& part = (*this)[static_cast<std::size_t>(term.field)];
      if (part.valid[r] == 0) continue;
      overflow |= __builtin_add_overflow(sum, Int128{term.factor} * part.values[r], &sum);
      ++parts;
    }
    if (overflow || sum > int64_limit || sum < -int64_limit) {
      fail(Code::cell_too_large,
           "enterprise " + std::string(rows_.enterprises[r]) + ", " +
               std::to_string(rows_.year[r]) + ", field " + field.name,
           overflow ? "the figure" : format_decimal(sum, field.places));
    }
    result.values[r] = static_cast<std::int64_t>(sum);
    result.valid[r] = parts > 0 ? 1 : 0;
    return parts > 0 && parts < form.terms.size();
  };
  constexpr std::size_t part_rows = 65536;
  parallel_for((rows_.size() + part_rows - 1) / part_rows, threads, [&](std::size_t part) {
    std::size_t lacking = 0;
    for (std::size_t r = part * part_rows; r < std::min(rows_.size(), (part + 1) * part_rows);
         ++r) {
      if (derive_row(r)) ++lacking;
    }
    partial += lacking;
  });
  derived_[f] = std::move(result);
  if (partial > 0) problems.add(Code::blank_parts, "", field.name, {std::to_string(partial)});
  return true;
}

Plan make_plan(const RowTable& rows, const Columns& columns, const System& system,
               const RollupOptions& options) {
  return Planner(rows, columns, system, options.threads).make(options.wanted);
}

}  // namespace zonerank::detail
