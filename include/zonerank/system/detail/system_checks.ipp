#pragma once
// Rules of checking: their fields found and their conditions bound.

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "zonerank/core/build.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/system/detail/system_draft.hpp"
#include "zonerank/system/linear.hpp"

namespace zonerank {

ZONERANK_INLINE std::string_view check_kind_name(Check::Kind kind) {
  constexpr std::string_view names[] = {"balance",   "sign",        "jump",
                                        "unit-slip", "unlike-zone", "missing"};
  return names[static_cast<std::size_t>(kind)];
}

ZONERANK_INLINE std::string Check::title(Lang lang) const {
  const std::string& own = lang == Lang::zh ? zh : en;
  const std::string& other = lang == Lang::zh ? en : zh;
  if (!own.empty() || !other.empty()) return own.empty() ? other : own;
  return rule.formula.empty() ? id : rule.formula.text();
}

namespace detail {
ZONERANK_OWN(system_checks) {

using Kind = Check::Kind;

/// The least whole number of digits that is `number` units or more.
ZONERANK_INLINE Int128 digits_of(const Node& number, const Field& field) {
  const auto written = parse_decimal(number.text);
  const Scale scale = conversion(number.unit, field.unit) * Scale{1, 1, field.places};
  const int exponent = scale.exponent - (written ? written->places : 0);
  if (!written || std::abs(exponent) > max_digits) {
    fail(Code::not_exact, "", number.text, {words("the number is too long", "该数过长")});
  }
  auto top = checked_multiply(written->digits, scale.numerator);
  if (top && exponent > 0) top = checked_multiply(*top, power_of_ten(exponent));
  const auto bottom =
      checked_multiply(scale.denominator, power_of_ten(exponent < 0 ? -exponent : 0));
  if (!top || !bottom)
    fail(Code::not_exact, "", number.text, {words("the number is too long", "该数过长")});
  return *top / *bottom + (*top % *bottom > 0 ? 1 : 0);
}

class CheckBuilder {
 public:
  explicit CheckBuilder(SystemDraft& draft)
      : draft_(draft), system_(draft.system), needed_(system_.needed_fields()) {
    for (std::size_t f = 0; f < system_.fields.size(); ++f) {
      const Field& field = system_.fields[f];
      types_.push_back({static_cast<int>(f), field.number, field.unit});
      names_.push_back(field.name);
    }
  }

  void build() {
    for (CheckDraft& draft : draft_.checks) {
      try {
        if (draft.item.kind == Kind::balance)
          bind_rule(draft);
        else
          find_subjects(draft);
      } catch (const Error& error) {
        if (!is_overtaken(draft))
          draft.place.problem(draft.item.kind == Kind::balance ? "rule" : "least", error);
        continue;
      }
      system_.checks.push_back(draft.item);
    }
  }

 private:
  /// An inherited rule over fields that the system's own file gives another meaning.
  bool is_overtaken(const CheckDraft& draft) const {
    if (draft.place.file() == system_.file) return false;
    return std::any_of(draft_.fields.begin(), draft_.fields.end(), [&](const FieldDraft& field) {
      return field.place.file() == system_.file &&
             (draft.rule.find(field.item.name) != draft.rule.npos || draft.rule.empty());
    });
  }

  bool has_unit(const std::string& name) const {
    return std::all_of(draft_.fields.begin(), draft_.fields.end(), [&](const FieldDraft& field) {
      return field.item.name != name || field.has_unit;
    });
  }

  void bind_rule(CheckDraft& draft) const {
    Check& check = draft.item;
    if (draft.rule.empty()) return;  // reported when it was read
    Formula formula = Formula::parse(draft.rule, system_.units);
    const std::vector<std::string> used = formula.fields();
    if (!std::all_of(used.begin(), used.end(), [&](const auto& name) { return has_unit(name); }))
      return;
    if (used.empty()) {
      fail(Code::function_misuse, "", in_quotes(formula.text()),
           {words("it names no field", "其中没有字段"),
            words("say what must hold of the figures", "请写明数据必须满足的条件")});
    }
    const FormulaPlace place =
        check.level == Level::zone ? FormulaPlace::zone_check : FormulaPlace::row_check;
    check.rule = zonerank::bind(std::move(formula), lookup(check.level), names_, place);
    if (check.rule.types.back().kind != NodeType::Kind::truth) {
      fail(Code::function_misuse, "", in_quotes(check.rule.formula.text()),
           {words("it is a figure, not a condition", "它是数值，不是条件"),
            words("compare it with something, as in a + b <= c", "请与其他量比较，如 a + b <= c")});
    }
    if (check.rule.formula.years_back() > 1) {
      fail(Code::function_misuse, "", in_quotes(check.rule.formula.text()),
           {words("it looks further back than the year before", "它用到上年之前的数据"),
            words("use previous() once", "previous() 只用一次")});
    }
    for (std::size_t k = 0; k < check.rule.formula.nodes().size(); ++k) {
      require_exact(check.rule, static_cast<int>(k));
    }
  }

  FieldLookup lookup(Level level) const {
    return [this, level](std::string_view name) -> const FieldType* {
      const int index = system_.field(name);
      if (index < 0) return nullptr;
      const auto f = static_cast<std::size_t>(index);
      if (level == Level::enterprise && system_.fields[f].level == Level::zone) {
        fail(Code::function_misuse, "", in_quotes(name),
             {words("it is a figure of the zone, but this speaks of enterprises",
                    "它是高新区的数据，而此处针对企业"),
              words("use fields whose level is \"enterprise\", or give the check level = \"zone\"",
                    "请用 level 为 \"enterprise\" 的字段，或令规则的 level = \"zone\"")});
      }
      return &types_[f];
    };
  }

  void require_exact(const BoundFormula& rule, int index) const {
    const Node& node = rule.node(index);
    const bool compares = node.op >= Op::less && node.op <= Op::not_equal;
    if (!compares || rule.type(node.left).kind != NodeType::Kind::quantity) return;
    try {
      static_cast<void>(comparison_form(rule, index, system_.fields));
    } catch (const Error& error) {
      const Problem& found = error.problems().front();
      fail(Code::function_misuse, "", in_quotes(found.value.text()),
           {found.args.empty() ? words("it is not exact", "它不精确") : found.args.front(),
            words("compare sums of whole multiples of fields, as in 10 * a <= 3 * b",
                  "请比较字段的整数倍之和，如 10 * a <= 3 * b")});
    }
  }

  bool fits(const Check& check, const Field& field) const {
    const bool any_number = check.kind == Kind::sign || check.kind == Kind::blank;
    if (check.level == Level::enterprise && field.level == Level::zone) return false;
    return field.is_exact() || (any_number && field.number == Number::real);
  }

  /// Without `fields`: every amount that is reported; of `missing` those that the system needs.
  bool is_default(const Check& check, std::size_t f) const {
    const Field& field = system_.fields[f];
    if (!fits(check, field) || field.formula) return false;
    if (check.kind != Kind::blank) return true;
    return needed_[f] &&
           (check.level == Level::enterprise || (field.level == Level::zone && !field.rollup));
  }

  void check_names(const CheckDraft& draft, const std::string& key,
                   const std::vector<std::string>& names) const {
    std::vector<std::string> known;
    for (const Field& field : system_.fields) {
      if (fits(draft.item, field)) known.push_back(field.name);
    }
    for (const std::string& name : names) {
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      draft.place.problem(Code::unknown_value, key, name, {suggestion(name, known)});
    }
  }

  void find_subjects(CheckDraft& draft) const {
    Check& check = draft.item;
    if (!is_overtaken(draft)) {
      check_names(draft, "fields", draft.fields);
      check_names(draft, "except", draft.except);
    }
    if (check.kind == Kind::unlike_zone) {
      if (!draft.per.empty()) check_names(draft, "per", {draft.per});
      check.heads = system_.field(draft.per);
      if (check.level == Level::zone) {
        draft.place.problem(Code::unknown_value, "level", Argument::name("zone"),
                            {words("write enterprise: a zone is compared with last year instead",
                                   "请写 enterprise：高新区改与上年比较")});
      }
    }
    const auto listed = [](const std::vector<std::string>& names, const std::string& name) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    const std::vector<Node> floors = floors_of(draft);
    for (std::size_t f = 0; f < system_.fields.size(); ++f) {
      const Field& field = system_.fields[f];
      const bool named = draft.fields.empty()
                             ? is_default(check, f)
                             : listed(draft.fields, field.name) && fits(check, field);
      if (!named || listed(draft.except, field.name) || !has_unit(field.name)) continue;
      Check::Subject subject{static_cast<int>(f), 0};
      for (const Node& floor : floors) {
        if (field.is_exact() && same_dimension(floor.unit, field.unit))
          subject.least = digits_of(floor, field);
      }
      check.subjects.push_back(subject);
    }
  }

  /// The amounts of `least`: numbers with their units, one a kind of amount.
  std::vector<Node> floors_of(const CheckDraft& draft) const {
    std::vector<Node> floors;
    for (const std::string& text : draft.least) {
      const Formula formula = Formula::parse(text, system_.units);
      const Node& node = formula.nodes().back();
      if (formula.nodes().size() != 1 || node.op != Op::number || !node.has_unit) {
        fail(Code::function_misuse, "", in_quotes(text),
             {words("it is not an amount with its unit", "它不是带单位的数值"),
              words("write a number and a unit, as in 10m CNY", "请写数和单位，如 10m CNY")});
      }
      floors.push_back(node);
    }
    return floors;
  }

  SystemDraft& draft_;
  System& system_;
  std::vector<bool> needed_;
  std::vector<FieldType> types_;
  std::vector<std::string> names_;
};

}  // ZONERANK_OWN(system_checks)

ZONERANK_INLINE bool is_id(std::string_view text) {
  return !text.empty() && std::isalpha(static_cast<unsigned char>(text[0])) != 0 &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
         });
}

ZONERANK_INLINE void settle_factor(const DraftPlace& place, const std::string& key, double factor,
                                   double fallback, double limit, Check& check) {
  if (!(factor > 1.0 && factor < limit)) {
    place.problem(
        Code::wrong_type, key, shortest(factor),
        {words("a number above 1 and below {0}", "大于 1、小于 {0} 的数", {shortest(limit)})});
    factor = fallback;
  }
  check.factor_text = shortest(factor);
  const auto decimal = parse_decimal(check.factor_text);
  check.factor = static_cast<std::int64_t>(decimal->digits);
  check.factor_places = decimal->places;
}

ZONERANK_INLINE void build_checks(SystemDraft& draft) { CheckBuilder(draft).build(); }

}  // namespace detail
}  // namespace zonerank
