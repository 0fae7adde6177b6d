#pragma once
// From drafts to a checked system: fields found, formulas bound, groups put into a tree.

#include <algorithm>
#include <functional>
#include <optional>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/system/detail/system_draft.hpp"
#include "zonerank/system/linear.hpp"

namespace zonerank::detail {
ZONERANK_OWN(system_build) {

ZONERANK_INLINE bool is_reserved_id(std::string_view id) {
  constexpr std::string_view names[] = {"zone",     "year",      "enterprise",
                                        "industry", "n_missing", "assumed_weight"};
  return std::find(std::begin(names), std::end(names), id) != std::end(names) ||
         id.ends_with("_rank");
}

ZONERANK_INLINE bool is_reserved_field(std::string_view name) {
  constexpr std::string_view names[] = {"zone", "year", "enterprise", "and", "or", "not", "in"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

class Builder {
 public:
  explicit Builder(SystemDraft& draft) : draft_(draft), system_(draft.system) {}

  void build() {
    bind_fields();
    bind_indicators();
    build_tree();
    build_checks(draft_);
    add_ready_made();
  }

 private:
  /// Runs `f`; what it throws is reported at the key of this reader.
  template <class F>
  bool guarded(const DraftPlace& place, const std::string& key, const F& f) {
    try {
      f();
      return true;
    } catch (const Error& error) {
      place.problem(key, error);
      return false;
    }
  }

  void bind_fields() {
    for (auto& draft : draft_.fields) system_.fields.push_back(draft.item);
    for (std::size_t i = 0; i < system_.fields.size(); ++i) {
      const Field& field = system_.fields[i];
      types_.push_back({static_cast<int>(i), field.number, field.unit});
      names_.push_back(field.name);
      if (!draft_.fields[i].has_unit) unitless_.push_back(field.name);
    }
    for (std::size_t i = 0; i < draft_.fields.size(); ++i) {
      auto& [item, place, formula, rollup, has_unit] = draft_.fields[i];
      Field& field = system_.fields[i];
      if (!rollup.empty())
        guarded(place, "rollup", [&, &text = rollup] { bind_rollup(field, text); });
      if (!formula.empty())
        guarded(place, "formula", [&, &text = formula] { bind_derived(field, text); });
    }
    check_field_cycles();
  }

  /// The formula, unless it needs a field whose unit is a mistake: that is reported already, and
  /// what follows from it would mislead.
  std::optional<Formula> parsed(const std::string& text) const {
    Formula formula = Formula::parse(text, system_.units);
    for (const std::string& name : formula.fields()) {
      if (is_unitless(name)) return std::nullopt;
    }
    return formula;
  }

  bool is_unitless(const std::string& name) const {
    return std::find(unitless_.begin(), unitless_.end(), name) != unitless_.end();
  }

  FieldLookup lookup(FormulaPlace place) const {
    return [this, place](std::string_view name) -> const FieldType* {
      const int index = system_.field(name);
      if (index < 0) return nullptr;
      const Field& field = system_.fields[static_cast<std::size_t>(index)];
      if (place != FormulaPlace::zone && field.level == Level::zone) {
        fail(Code::function_misuse, "", in_quotes(name),
             {words("it is a figure of the zone, but this speaks of enterprises",
                    "它是高新区的数据，而此处针对企业"),
              words("use fields whose level is \"enterprise\"",
                    "请用 level 为 \"enterprise\" 的字段")});
      }
      return &types_[static_cast<std::size_t>(index)];
    };
  }

  void check_unit(const BoundFormula& bound, const Unit& unit) const {
    if (bound.types.back().kind != NodeType::Kind::quantity) {
      fail(Code::function_misuse, "", in_quotes(bound.formula.text()),
           {words("it is a condition, not a figure", "它是条件，不是数值"),
            words("count it, as in count(...)", "请计数，如 count(...)")});
    }
    const Unit& computed = bound.unit();
    if (!same_dimension(computed, unit)) {
      fail(Code::wrong_dimension,
           words("formula {0}", "公式 {0}", {in_quotes(bound.formula.text())}), unit.text,
           {computed.is_pure_number() ? words("pure numbers (%)", "纯数（%）") : computed.text});
    }
  }

  void bind_rollup(Field& field, const std::string& text) {
    auto formula = parsed(text);
    if (!formula) return;
    BoundFormula bound = zonerank::bind(std::move(*formula), lookup(FormulaPlace::rollup), names_,
                                        FormulaPlace::rollup);
    const Node& root = bound.formula.nodes().back();
    if (field.level != Level::zone || !field.is_exact()) {
      fail(Code::function_misuse, "", in_quotes(text),
           {words("only zone figures that are count or decimal(n) are rolled up",
                  "只有 count 或 decimal(n) 的高新区数据可以汇总"),
            words("change level or number", "请修改 level 或 number")});
    }
    if (root.op != Op::count && root.op != Op::sum && root.op != Op::min && root.op != Op::max) {
      fail(Code::function_misuse, "", in_quotes(text),
           {words("a rollup is one count(), sum(), min() or max()",
                  "汇总公式是单个 count()、sum()、min() 或 max()"),
            words("combine figures in an indicator instead", "请改在指标中组合数据")});
    }
    if (is_unitless(field.name)) return;
    check_unit(bound, field.unit);
    check_exact(bound, field);
    field.rollup = std::move(bound);
  }

  void check_exact(const BoundFormula& bound, const Field& field) const {
    for (std::size_t k = 0; k < bound.formula.nodes().size(); ++k) {
      const int node = static_cast<int>(k);
      const Node& n = bound.node(node);
      const bool compares = n.op >= Op::less && n.op <= Op::not_equal;
      if (compares && bound.type(n.left).kind == NodeType::Kind::quantity) {
        static_cast<void>(comparison_form(bound, node, system_.fields));
      }
      if (n.op == Op::sum || n.op == Op::min || n.op == Op::max) {
        const LinearForm form =
            linear_form(bound, n.left, system_.fields, field.unit, field.places);
        if (n.op != Op::sum && form.terms.size() != 1) {
          fail(Code::not_exact, "", bound.formula.text(node),
               {words("min() and max() take one field", "min() 和 max() 只取一个字段")});
        }
      }
    }
  }

  void bind_derived(Field& field, const std::string& text) {
    if (field.level != Level::enterprise || !field.is_exact()) {
      fail(Code::function_misuse, "", in_quotes(text),
           {words("only enterprise figures that are count or decimal(n) are derived",
                  "只有 count 或 decimal(n) 的企业数据可以派生"),
            words("change level or number", "请修改 level 或 number")});
    }
    auto formula = parsed(text);
    if (!formula) return;
    BoundFormula bound =
        zonerank::bind(std::move(*formula), lookup(FormulaPlace::row), names_, FormulaPlace::row);
    if (is_unitless(field.name)) return;
    check_unit(bound, field.unit);
    static_cast<void>(
        linear_form(bound, bound.formula.root(), system_.fields, field.unit, field.places));
    field.formula = std::move(bound);
  }

  void check_field_cycles() {
    enum class Mark { open, active, done };
    std::vector<Mark> marks(system_.fields.size(), Mark::open);
    std::vector<std::string> path;
    const std::function<void(int)> visit = [&](int index) {
      Mark& mark = marks[static_cast<std::size_t>(index)];
      const Field& field = system_.fields[static_cast<std::size_t>(index)];
      if (mark == Mark::done) return;
      path.push_back(field.name);
      if (mark == Mark::active) {
        draft_.fields[static_cast<std::size_t>(index)].place.problem(Code::field_cycle, "formula",
                                                                     join(path, " -> "));
      } else if (field.formula) {
        mark = Mark::active;
        for (const std::string& name : field.formula->formula.fields()) visit(system_.field(name));
      }
      mark = Mark::done;
      path.pop_back();
    };
    for (std::size_t i = 0; i < marks.size(); ++i) visit(static_cast<int>(i));
  }

  void bind_indicators() {
    for (auto& [item, place, formula, group, has_unit] : draft_.indicators) {
      if (!item.bounds && has_unit && item.unit.is(Dimension::score)) item.bounds = {0.0, 100.0};
      if (!formula.empty()) {
        guarded(place, "formula", [&, &indicator = item, &text = formula, with_unit = has_unit] {
          auto found = parsed(text);
          if (!found) return;
          indicator.formula = zonerank::bind(std::move(*found), lookup(FormulaPlace::zone), names_,
                                             FormulaPlace::zone);
          if (!with_unit) return;
          check_unit(indicator.formula, indicator.unit);
          const Scale factor = indicator.factor();
          indicator.factor_numerator =
              to_double(Scale{factor.numerator, 1, std::max(0, factor.exponent)});
          indicator.factor_denominator =
              to_double(Scale{factor.denominator, 1, std::max(0, -factor.exponent)});
        });
      }
      system_.indicators.push_back(item);
    }
  }

  /// A field for the values of each indicator that somebody else has computed.
  void add_ready_made() {
    for (std::size_t k = 0; k < system_.indicators.size(); ++k) {
      if (!draft_.indicators[k].has_unit) continue;
      const Indicator& indicator = system_.indicators[k];
      Field field;
      field.name = ready_made_name(indicator.id);
      field.zh = indicator.zh;
      field.en = indicator.en;
      field.unit = indicator.unit;
      field.aliases = {indicator.id};
      // A code such as 1.1 cannot be told from a figure.
      const bool is_number = indicator.code.find_first_not_of("0123456789.") == std::string::npos;
      if (!is_number) field.aliases.push_back(indicator.code);
      field.indicator = static_cast<int>(k);
      system_.fields.push_back(std::move(field));
    }
  }

  void build_tree() {
    std::vector<std::string> ids;
    for (const auto& draft : draft_.groups) ids.push_back(draft.item.id);
    const auto find_group = [&](const DraftPlace& place, const std::string& key,
                                const std::string& id) {
      const auto found = std::find(ids.begin(), ids.end(), id);
      if (found != ids.end()) return static_cast<int>(found - ids.begin());
      place.problem(Code::unknown_group, key, id, {suggestion(id, ids)});
      return 0;
    };
    std::vector<std::vector<int>> inside(draft_.groups.size());
    for (std::size_t g = 1; g < draft_.groups.size(); ++g) {
      inside[static_cast<std::size_t>(
                 find_group(draft_.groups[g].place, "parent", draft_.groups[g].parent))]
          .push_back(static_cast<int>(g));
    }
    std::vector<std::vector<int>> members(draft_.groups.size());
    for (std::size_t k = 0; k < draft_.indicators.size(); ++k) {
      members[static_cast<std::size_t>(
                  find_group(draft_.indicators[k].place, "group", draft_.indicators[k].group))]
          .push_back(static_cast<int>(k));
    }
    std::vector<bool> reached(draft_.groups.size(), false);
    add_group(0, -1, inside, members, reached);
    std::vector<std::string> cyclic;
    for (std::size_t g = 0; g < draft_.groups.size(); ++g) {
      if (!reached[g]) cyclic.push_back(draft_.groups[g].item.id);
    }
    if (!cyclic.empty()) {
      const auto first = std::find(reached.begin(), reached.end(), false) - reached.begin();
      draft_.groups[static_cast<std::size_t>(first)].place.problem(Code::group_cycle, "parent",
                                                                   listed_names(cyclic));
    }
  }

  int add_group(int g, int parent, const std::vector<std::vector<int>>& inside,
                const std::vector<std::vector<int>>& members, std::vector<bool>& reached) {
    const auto at = static_cast<std::size_t>(g);
    reached[at] = true;
    int depth = 0;
    for (int above = parent; above >= 0; ++depth) {
      above = system_.groups[static_cast<std::size_t>(above)].parent;
    }
    if (depth > max_depth) {
      draft_.groups[at].place.problem(Code::groups_too_deep, "parent", {},
                                      {std::to_string(max_depth)});
      draft_.problems.raise_errors();
    }
    const int index = static_cast<int>(system_.groups.size());
    system_.groups.push_back(draft_.groups[at].item);
    system_.groups.back().parent = parent;
    std::vector<Child> children;
    std::vector<const DraftPlace*> places;
    for (const int child : inside[at]) {
      const auto& draft = draft_.groups[static_cast<std::size_t>(child)];
      const int position = add_group(child, index, inside, members, reached);
      children.push_back({false, position, draft.item.weight});
      places.push_back(&draft.place);
    }
    for (const int k : members[at]) {
      const auto& draft = draft_.indicators[static_cast<std::size_t>(k)];
      children.push_back({true, k, draft.item.weight});
      places.push_back(&draft.place);
      system_.indicators[static_cast<std::size_t>(k)].group = index;
    }
    settle_weights(draft_.groups[at], children, places);
    for (const Child& child : children) {
      if (child.is_indicator)
        system_.indicators[static_cast<std::size_t>(child.index)].weight = child.weight;
      else
        system_.groups[static_cast<std::size_t>(child.index)].weight = child.weight;
    }
    system_.groups[static_cast<std::size_t>(index)].children = std::move(children);
    return index;
  }

  /// Weights all given, or none: then they are equal.
  void settle_weights(const GroupDraft& group, std::vector<Child>& children,
                      const std::vector<const DraftPlace*>& places) {
    if (children.empty()) {
      group.place.problem(Code::empty_group, "", group.item.id);
      return;
    }
    const bool any = std::any_of(children.begin(), children.end(),
                                 [](const Child& c) { return c.weight != no_weight; });
    double sum = 0.0;
    for (std::size_t k = 0; k < children.size(); ++k) {
      if (any && children[k].weight == no_weight) {
        places[k]->problem(
            Code::missing_key, "", Argument::name("weight"),
            {words("others in its group have one; give all of them a weight, or none",
                   "同组其他项有权重；请全部给出权重，或全部不给")});
      }
      if (children[k].weight == no_weight) children[k].weight = 1.0;
      sum += children[k].weight;
    }
    if (sum == 0.0) group.place.problem(Code::zero_weights, "", group.item.id);
  }

  static constexpr int max_depth = 256;

  SystemDraft& draft_;
  System& system_;
  std::vector<FieldType> types_;
  std::vector<std::string> names_;
  std::vector<std::string> unitless_;  ///< fields whose unit could not be read
};

}  // ZONERANK_OWN(system_build)

ZONERANK_INLINE void check_field_name(const DraftPlace& place, const std::string& name) {
  if (!name.empty() && !is_id(name)) place.problem(Code::bad_id, "name", name);
  if (is_reserved_field(name)) place.problem(Code::reserved_name, "name", name);
}

ZONERANK_INLINE void check_number(const DraftPlace& place, const Field& field) {
  if (field.level == Level::enterprise && field.number == Number::real) {
    place.problem(Code::wrong_type, "number", Argument::name("real"),
                  {words("count or decimal(n) for a figure of enterprises, so that sums are exact",
                         "企业数据用 count 或 decimal(n)，合计才精确")});
  }
  if (field.level == Level::zone && !field.is_exact() && field.number != Number::real) {
    place.problem(Code::wrong_type, "number", std::string(number_name(field.number)),
                  {words("count, decimal(n) or real for a figure of zones",
                         "高新区数据用 count、decimal(n) 或 real")});
  }
}

ZONERANK_INLINE void check_id(const DraftPlace& place, const std::string& id, bool is_root,
                              std::map<std::string, Place>& ids) {
  if (id.empty()) return;
  if (!is_id(id)) place.problem(Code::bad_id, "id", id);
  if (is_reserved_id(id)) place.problem(Code::reserved_name, "id", id);
  const auto [found, is_new] = ids.emplace(id, place.place());
  if (!is_new) place.problem(Code::duplicate_id, "id", id, {found->second.text()});
  if (id == "overall" && !is_root) place.problem(Code::reserved_name, "id", id);
}

ZONERANK_INLINE void build(SystemDraft& draft) { Builder(draft).build(); }

}  // namespace zonerank::detail
