#pragma once
#include "zonerank/system/linear.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "zonerank/core/build.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/error.hpp"

namespace zonerank {
ZONERANK_OWN(linear) {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

/// numerator / denominator, denominator > 0, in lowest terms.
struct Ratio {
  Int128 numerator = 0;
  Int128 denominator = 1;
};

ZONERANK_INLINE Int128 gcd(Int128 a, Int128 b) {
  if (a < 0) a = -a;
  while (b != 0) {
    const Int128 rest = a % b;
    a = b;
    b = rest;
  }
  return a == 0 ? 1 : a;
}

constexpr int no_field = -1;

struct RatioTerm {
  int field = no_field;  ///< no_field: the constant
  Ratio factor;
  int years_back = 0;
};

using RatioForm = std::vector<RatioTerm>;

class Expander {
 public:
  Expander(const BoundFormula& formula, std::span<const Field> fields)
      : formula_(formula), fields_(fields) {}

  [[noreturn]] void inexact(int node, const Argument& why) const {
    fail(Code::not_exact, "", formula_.formula.text(node), {why});
  }

  Ratio times(int node, Ratio a, Ratio b) const {
    const Int128 across = gcd(a.numerator, b.denominator);
    const Int128 back = gcd(b.numerator, a.denominator);
    const auto numerator = checked_multiply(a.numerator / across, b.numerator / back);
    const auto denominator = checked_multiply(a.denominator / back, b.denominator / across);
    if (!numerator || !denominator) inexact(node, words("its factors are too large", "系数过大"));
    return {*numerator, *denominator};
  }

  Ratio plus(int node, const Ratio& a, const Ratio& b) const {
    const Int128 common = gcd(a.denominator, b.denominator);
    const auto left = checked_multiply(a.numerator, b.denominator / common);
    const auto right = checked_multiply(b.numerator, a.denominator / common);
    const auto denominator = checked_multiply(a.denominator, b.denominator / common);
    const auto sum = left && right ? checked_add(*left, *right) : std::nullopt;
    if (!sum || !denominator) inexact(node, words("its factors are too large", "系数过大"));
    const Int128 shared = gcd(*sum, *denominator);
    return {*sum / shared, *denominator / shared};
  }

  Ratio of(int node, const Scale& scale) const {
    if (std::abs(scale.exponent) > max_digits)
      inexact(node, words("its factors are too large", "系数过大"));
    const Int128 power = power_of_ten(std::abs(scale.exponent));
    const Ratio ratio{scale.numerator, scale.denominator};
    return times(node, ratio, scale.exponent >= 0 ? Ratio{power, 1} : Ratio{1, power});
  }

  RatioForm scaled(int node, RatioForm form, const Ratio& factor) const {
    for (RatioTerm& term : form) term.factor = times(node, term.factor, factor);
    return form;
  }

  RatioForm sum(int node, RatioForm a, const RatioForm& b) const {
    for (const RatioTerm& term : b) {
      const auto same = std::find_if(a.begin(), a.end(), [&](const RatioTerm& t) {
        return t.field == term.field && t.years_back == term.years_back;
      });
      if (same == a.end())
        a.push_back(term);
      else
        same->factor = plus(node, same->factor, term.factor);
    }
    return a;
  }

  static std::optional<Ratio> constant(const RatioForm& form) {
    if (form.empty()) return Ratio{};
    if (form.size() == 1 && form[0].field == no_field) return form[0].factor;
    return std::nullopt;
  }

  /// The node's value in its own unit; fields count in their own unit.
  RatioForm expand(int index) const {
    const Node& node = formula_.node(index);
    switch (node.op) {
      case Op::number: {
        const auto number = parse_decimal(node.text);
        if (!number || number->places > max_digits)
          inexact(index, words("the number is too long", "该数过长"));
        return {{no_field, times(index, {number->digits, 1}, {1, power_of_ten(number->places)})}};
      }
      case Op::field: {
        const Field& field = fields_[static_cast<std::size_t>(formula_.type(index).field)];
        if (!field.is_exact()) {
          inexact(index, words("{0} is a {1} figure; only count and decimal(n) are exact",
                               "{0} 是 {1} 型数据；只有 count 和 decimal(n) 是精确的",
                               {in_quotes(field.name), std::string(number_name(field.number))}));
        }
        return {{formula_.type(index).field, {1, power_of_ten(field.places)}}};
      }
      case Op::negate:
        return scaled(index, expand(node.left), {-1, 1});
      case Op::add:
      case Op::subtract:
        return difference(index, node.op == Op::add ? 1 : -1);
      case Op::multiply: {
        RatioForm left = expand(node.left);
        RatioForm right = expand(node.right);
        if (const auto factor = constant(left)) return scaled(index, std::move(right), *factor);
        if (const auto factor = constant(right)) return scaled(index, std::move(left), *factor);
        inexact(index, words("two fields are multiplied", "两个字段相乘"));
      }
      case Op::divide: {
        const auto divisor = constant(expand(node.right));
        if (!divisor || divisor->numerator == 0)
          inexact(index, words("it divides by a field", "它以字段为除数"));
        Ratio inverse{divisor->denominator, divisor->numerator};
        if (inverse.denominator < 0) inverse = {-inverse.numerator, -inverse.denominator};
        return scaled(index, expand(node.left), inverse);
      }
      case Op::previous:
        return year_before(expand(node.left));
      case Op::increase: {
        const RatioForm now = expand(node.left);
        return sum(index, now, scaled(index, year_before(now), {-1, 1}));
      }
      default:
        inexact(index, words("only + - * / of fields and numbers can stand here",
                             "此处只能有字段和数的 + - * /"));
    }
  }

  static RatioForm year_before(RatioForm form) {
    for (RatioTerm& term : form) {
      if (term.field != no_field) ++term.years_back;
    }
    return form;
  }

  /// left + sign * right, in the left side's unit.
  RatioForm difference(int index, int sign) const {
    const Node& node = formula_.node(index);
    const Ratio factor = times(index, of(index, formula_.type(index).right_to_left), {sign, 1});
    return sum(index, expand(node.left), scaled(index, expand(node.right), factor));
  }

  LinearForm whole(int index, const RatioForm& form, const Argument& why) const {
    LinearForm result;
    for (const RatioTerm& term : form) {
      const auto [numerator, denominator] = term.factor;
      if (denominator != 1) inexact(index, why);
      if (numerator > most || numerator < -most)
        inexact(index, words("its factors are too large", "系数过大"));
      const auto factor = static_cast<std::int64_t>(numerator);
      if (term.field == no_field)
        result.constant = factor;
      else if (factor != 0)
        result.terms.push_back({term.field, factor, term.years_back});
    }
    return result;
  }

 private:
  const BoundFormula& formula_;
  std::span<const Field> fields_;
};

}  // ZONERANK_OWN(linear)

ZONERANK_INLINE LinearForm linear_form(const BoundFormula& formula, int node,
                                       std::span<const Field> fields, const Unit& unit,
                                       int places) {
  const Expander expander(formula, fields);
  const Scale scale = conversion(formula.type(node).unit, unit) * Scale{1, 1, places};
  const RatioForm form = expander.scaled(node, expander.expand(node), expander.of(node, scale));
  LinearForm result =
      expander.whole(node, form,
                     words("it has more decimals than the {0} declared in {1}",
                           "小数位多于声明的 {0} 位（单位 {1}）", {places, unit.text}));
  if (result.constant != 0)
    expander.inexact(node, words("a constant is added to a field", "字段与常数相加"));
  return result;
}

ZONERANK_INLINE LinearForm comparison_form(const BoundFormula& formula, int node,
                                           std::span<const Field> fields) {
  const Expander expander(formula, fields);
  RatioForm form = expander.difference(node, -1);
  for (std::size_t i = 0; i < form.size(); ++i) {
    const Ratio denominator{form[i].factor.denominator, 1};
    form = expander.scaled(node, std::move(form), denominator);
  }
  return expander.whole(node, form, words("its factors are too large", "系数过大"));
}

}  // namespace zonerank
