#include "sql/sql_condition.hpp"

#include <algorithm>
#include <cmath>

#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

std::string or_zero(const std::string& x) { return "COALESCE(" + x + ", 0)"; }

std::string two_digits(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }

/// The case of one section: its divisions, and its letter before them or none.
std::string section_case(const std::string& division, const std::string& first, int begin, int end,
                         const std::string& letter) {
  return " WHEN " + division + " BETWEEN '" + two_digits(begin) + "' AND '" + two_digits(end) +
         "' AND (" + first + " BETWEEN '0' AND '9' OR " + first + " = " + letter + ") THEN " +
         letter;
}

std::string_view sign_of(Op op) {
  switch (op) {
    case Op::less:
      return " < ";
    case Op::less_equal:
      return " <= ";
    case Op::greater:
      return " > ";
    case Op::greater_equal:
      return " >= ";
    case Op::equal:
      return " = ";
    default:
      return " <> ";
  }
}

}  // namespace

std::string SqlConditions::condition(const Predicate& predicate) const {
  using Kind = PredicateStep::Kind;
  std::vector<std::string> stack;
  for (const PredicateStep& step : predicate.steps) {
    switch (step.kind) {
      case Kind::flag:
        stack.push_back(column(step.field) + " = 1");
        break;
      case Kind::missing:
        stack.push_back(column(step.field) + " IS NULL");
        break;
      case Kind::compare:
        stack.push_back(compare(step, predicate.text));
        break;
      case Kind::codes:
        stack.push_back(codes(step));
        break;
      case Kind::years:
        stack.push_back(side(step.left) + std::string(sign_of(step.op)) + side(step.right));
        break;
      case Kind::negate:
        stack.back() = "NOT (" + stack.back() + ")";
        break;
      case Kind::both:
      case Kind::either: {
        const std::string right = std::move(stack.back());
        stack.pop_back();
        const char* const word = step.kind == Kind::both ? " AND " : " OR ";
        stack.back() = "(" + stack.back() + word + right + ")";
        break;
      }
    }
  }
  return stack.back();
}

std::string SqlConditions::side(const PredicateStep::Side& side) const {
  if (side.field >= 0) return column(side.field);
  return side.row_year ? sql_.name("year") : std::to_string(side.constant);
}

std::string SqlConditions::compare(const PredicateStep& step, const std::string& text) const {
  const std::string left = forms_ != nullptr ? quick_sum(step.form, false, common_shift(step.form))
                                             : sum(step.form, false, text);
  return left + std::string(sign_of(step.op)) + "0";
}

/// Terms of the form; it stays below 10^37 for any cells of 64 bits.
std::string SqlConditions::sum(const LinearForm& form, bool blanks_add_nothing,
                               const std::string& what) const {
  double most = std::abs(static_cast<double>(form.constant));
  std::string result;
  for (const LinearForm::Term& term : form.terms) {
    most += std::abs(static_cast<double>(term.factor)) * 9.3e18;
    std::string value = column(term.field);
    if (blanks_add_nothing) value = or_zero(value);
    const std::string size = std::to_string(term.factor < 0 ? -term.factor : term.factor);
    if (term.factor < 0)
      result += result.empty() ? "-" : " - ";
    else if (!result.empty())
      result += " + ";
    result += sql_.cast(value, sql_.wide_type());
    if (size != "1") result.append(" * ").append(size);
  }
  if (most >= 1e37) {
    fail(
        Code::engine_refuses, "", what,
        {words("its factors are too large for decimals of 38 digits", "其系数超出 38 位十进制数")});
  }
  if (form.constant != 0 || result.empty()) {
    const std::string size = std::to_string(form.constant < 0 ? -form.constant : form.constant);
    result += (form.constant < 0 ? " - " : result.empty() ? "" : " + ") + size;
  }
  return result;
}

std::string SqlConditions::derived(const Derived& derived) const {
  std::vector<std::string> parts;
  for (const LinearForm::Term& term : derived.form.terms) parts.push_back(column(term.field));
  const std::string& name = system_.fields[static_cast<std::size_t>(derived.field)].name;
  return "CASE WHEN " + join(parts, " IS NOT NULL OR ") + " IS NOT NULL THEN " +
         sum(derived.form, true, name) + " END";
}

std::string SqlConditions::incomplete(const Derived& derived) const {
  std::vector<std::string> parts;
  for (const LinearForm::Term& term : derived.form.terms) parts.push_back(column(term.field));
  return column(derived.field) + " IS NOT NULL AND (" + join(parts, " IS NULL OR ") + " IS NULL)";
}

std::string SqlConditions::codes(const PredicateStep& step) const {
  const std::string code = step.by_section ? section_name(step.field) : column(step.field);
  return code + " IN (" + sql_.texts(step.words) + ")";
}

std::string SqlConditions::division(int field) const {
  return sql_.first_group(column(field), "^[A-Ta-t]?([0-9][0-9])[0-9]{0,2}$");
}

std::string SqlConditions::section(int field) const {
  const std::string code = column(field);
  const std::string first = "UPPER(SUBSTR(" + code + ", 1, 1))";
  const std::string two = division_name(field);
  std::string result = "CASE WHEN " + sql_.matches(code, "^[A-Ta-t]$") + " THEN " + first;
  int begin = 1;
  for (int d = 1; d <= 99; ++d) {
    const char here = industry_section(two_digits(d));
    if (d < 99 && industry_section(two_digits(d + 1)) == here) continue;
    if (here != 0) result += section_case(two, first, begin, d, sql_.text(std::string(1, here)));
    begin = d + 1;
  }
  return result + " END";
}

std::string SqlConditions::industry(const IndustryGrouping& grouping) const {
  const int field = system_.field("industry");
  if (grouping.by == IndustryGrouping::By::nothing || field < 0) return "''";
  const std::string code = column(field);
  switch (grouping.by) {
    case IndustryGrouping::By::nothing:
      return "''";
    case IndustryGrouping::By::section:
      return "COALESCE(" + section_name(field) + ", '')";
    case IndustryGrouping::By::division:
      return "CASE WHEN " + section_name(field) + " IS NOT NULL THEN COALESCE(" +
             division_name(field) + ", '') ELSE '' END";
    case IndustryGrouping::By::code:
      return "COALESCE(" + code + ", '')";
    case IndustryGrouping::By::own:
      break;
  }
  std::vector<std::pair<std::string, std::string>> longest_first(grouping.own.begin(),
                                                                 grouping.own.end());
  std::stable_sort(longest_first.begin(), longest_first.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  std::string result = "CASE";
  for (const auto& [beginning, group] : longest_first) {
    if (beginning.empty()) continue;
    const auto is_character = [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    };
    const auto n = std::count_if(beginning.begin(), beginning.end(), is_character);
    result += " WHEN SUBSTR(" + code + ", 1, " + std::to_string(n) + ") = " + sql_.text(beginning) +
              " THEN " + sql_.text(group);
  }
  return result == "CASE" ? "''" : result + " ELSE '' END";
}

}  // namespace zonerank::detail
