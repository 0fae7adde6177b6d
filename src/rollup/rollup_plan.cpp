#include "rollup/rollup_plan.hpp"

#include <algorithm>

namespace zonerank::detail {
namespace {

class Planner {
 public:
  Planner(const System& system, const std::vector<bool>& present)
      : system_(system), present_(present), needed_(present.size()) {}

  Plan make(const std::vector<bool>& wanted) {
    for (std::size_t f = 0; f < system_.fields.size(); ++f) {
      const Field& field = system_.fields[f];
      if (!wanted.empty() && !wanted[f]) continue;
      if (field.rollup) {
        if (available(*field.rollup)) add_rule(static_cast<int>(f), *field.rollup);
      } else if (field.level == Level::enterprise && field.is_exact() && available(f)) {
        OutputSum output;
        output.field = static_cast<int>(f);
        output.parts.push_back({measure(SumKind::sum, static_cast<int>(f), every_row), 1});
        plan_.outputs.push_back(std::move(output));
      }
    }
    for (std::size_t f = 0; f < needed_.size(); ++f) {
      if (needed_[f] && present_[f]) plan_.inputs.push_back(static_cast<int>(f));
    }
    return std::move(plan_);
  }

 private:
  /// Reported, or derived from what is.
  bool available(std::size_t f) const {
    if (present_[f]) return true;
    return system_.fields[f].formula && available(*system_.fields[f].formula);
  }

  bool available(const BoundFormula& rule) const {
    const auto names = rule.formula.fields();
    return std::all_of(names.begin(), names.end(), [this](const std::string& name) {
      return available(static_cast<std::size_t>(system_.field(name)));
    });
  }

  /// Marks the field as read, or derives it after the fields it needs.
  void need(int index) {
    const auto f = static_cast<std::size_t>(index);
    if (needed_[f]) return;
    needed_[f] = true;
    if (present_[f]) return;
    const Field& field = system_.fields[f];
    Derived derived{index, linear_form(*field.formula, field.formula->formula.root(),
                                       system_.fields, field.unit, field.places)};
    for (const LinearForm::Term& term : derived.form.terms) need(term.field);
    plan_.derived.push_back(std::move(derived));
  }

  void add_rule(int index, const BoundFormula& rule) {
    const Field& field = system_.fields[static_cast<std::size_t>(index)];
    const Node& root = rule.formula.nodes().back();
    OutputSum output;
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
  static SumKind kind_of(Op op, std::int64_t factor) {
    if (op == Op::sum) return SumKind::sum;
    return (op == Op::min) == (factor > 0) ? SumKind::min : SumKind::max;
  }

  std::size_t measure(SumKind kind, int field, int predicate) {
    const Measure wanted{kind, field, predicate};
    need(field);
    const auto found = std::find(plan_.measures.begin(), plan_.measures.end(), wanted);
    const auto place = static_cast<std::size_t>(found - plan_.measures.begin());
    if (found == plan_.measures.end()) plan_.measures.push_back(wanted);
    return place;
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

  void compile(const BoundFormula& rule, int index, std::vector<PredicateStep>& steps) {
    const Node& node = rule.node(index);
    PredicateStep step;
    step.op = node.op;
    switch (node.op) {
      case Op::field:
        step.kind = PredicateStep::Kind::flag;
        need(step.field = rule.type(index).field);
        break;
      case Op::missing_value:
        step.kind = PredicateStep::Kind::missing;
        need(step.field = rule.type(node.left).field);
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

  void compile_comparison(const BoundFormula& rule, int index, PredicateStep& step) {
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
    for (const LinearForm::Term& term : step.form.terms) need(term.field);
  }

  PredicateStep::Side side(const BoundFormula& rule, int index) {
    const Node& node = rule.node(index);
    PredicateStep::Side result;
    if (node.op == Op::field)
      need(result.field = rule.type(index).field);
    else if (node.op == Op::year)
      result.row_year = true;
    else
      result.constant = static_cast<std::int64_t>(node.number);
    return result;
  }

  void compile_codes(const BoundFormula& rule, const Node& node, PredicateStep& step) {
    step.kind = PredicateStep::Kind::codes;
    const Node& left = rule.node(node.left);
    step.by_section = left.op == Op::section;
    need(step.field = rule.type(step.by_section ? left.left : node.left).field);
    step.words = node.words;
  }

  const System& system_;
  const std::vector<bool>& present_;
  std::vector<bool> needed_;
  Plan plan_;
};

}  // namespace

Match match_code(const PredicateStep& step, const std::string& code) {
  std::string shown = code;
  if (step.by_section) {
    const char section = industry_section(code);
    shown = section != 0 ? std::string(1, section) : "";
  }
  if (shown.empty()) return Match::unknown;
  const auto found = std::find(step.words.begin(), step.words.end(), shown);
  return found != step.words.end() ? Match::yes : Match::no;
}

Plan make_plan(const System& system, const std::vector<bool>& present,
               const std::vector<bool>& wanted) {
  return Planner(system, present).make(wanted);
}

Partial shape_of(const Plan& plan, const System& system) {
  const auto name = [&](int field) { return system.fields[static_cast<std::size_t>(field)].name; };
  const auto text = [&](int predicate) {
    return predicate == every_row ? std::string()
                                  : plan.predicates[static_cast<std::size_t>(predicate)].text;
  };
  Partial partial;
  partial.system = system.id;
  for (const Predicate& predicate : plan.predicates)
    partial.conditions.push_back({predicate.text, {}});
  for (const Measure& measure : plan.measures)
    partial.sums.push_back({measure.kind, name(measure.field), text(measure.predicate), {}});
  for (const Derived& derived : plan.derived)
    partial.derivations.push_back({name(derived.field), 0});
  return partial;
}

}  // namespace zonerank::detail
