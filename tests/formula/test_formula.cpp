#include "zonerank/formula/formula.hpp"

#include "formula/formulas.hpp"
#include "support/testing.hpp"

namespace zonerank::test_formula {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::test_units;

Formula parse(const std::string& text) { return Formula::parse(text, test_units()); }
std::string printed(const std::string& text) { return parse(text).text(); }

/// The operators of a formula in the order of evaluation: shows what binds tighter.
Op root_op(const std::string& text) { return parse(text).nodes().back().op; }

TEST(FormulaGrammar, MultiplicationBindsTighterThanAddition) {
  EXPECT_EQ(root_op("a + b * c"), Op::add);
  EXPECT_EQ(root_op("(a + b) * c"), Op::multiply);
  EXPECT_EQ(printed("(a) + ((b * c))"), "a + b * c");
  EXPECT_EQ(printed("(a - b) - c"), "a - b - c");
  EXPECT_EQ(printed("a - (b - c)"), "a - (b - c)");
  EXPECT_EQ(printed("(a / b) / c"), "a / b / c");
  EXPECT_EQ(printed("a / (b / c)"), "a / (b / c)");
}

TEST(FormulaGrammar, UnaryMinusIsLooserThanTimesAndTighterThanPlus) {
  EXPECT_EQ(root_op("-a * b"), Op::negate);
  EXPECT_EQ(root_op("-a + b"), Op::add);
  EXPECT_EQ(root_op("(-a) * b"), Op::multiply);
  EXPECT_EQ(root_op("a * -b"), Op::multiply);
  EXPECT_EQ(printed("-(a * b)"), "-a * b");
  EXPECT_EQ(printed("(-a) * b"), "(-a) * b");
}

TEST(FormulaGrammar, LogicIsOrThenAndThenNotThenComparison) {
  EXPECT_EQ(root_op("a and b or c"), Op::logical_or);
  EXPECT_EQ(root_op("a or b and c"), Op::logical_or);
  EXPECT_EQ(root_op("not a and b"), Op::logical_and);
  EXPECT_EQ(root_op("not a == b"), Op::logical_not);
  EXPECT_EQ(root_op("a + b < c"), Op::less);
  EXPECT_EQ(printed("(a and b) or c"), "a and b or c");
  EXPECT_EQ(printed("a and (b or c)"), "a and (b or c)");
  EXPECT_EQ(printed("not (a and b)"), "not (a and b)");
}

TEST(FormulaGrammar, EveryComparison) {
  for (const auto& [text, op] : {std::pair{"a < b", Op::less},
                                 {"a <= b", Op::less_equal},
                                 {"a > b", Op::greater},
                                 {"a >= b", Op::greater_equal},
                                 {"a == b", Op::equal},
                                 {"a != b", Op::not_equal}}) {
    EXPECT_EQ(root_op(text), op) << text;
    EXPECT_EQ(printed(text), text);
  }
}

TEST(FormulaGrammar, SetsHoldCodesAsTheyStand) {
  const Formula formula = parse("section(industry) in {B, C , 制造业}");
  EXPECT_THAT(formula.nodes().back().words, ElementsAre("B", "C", "制造业"));
  EXPECT_THAT(formula.fields(), ElementsAre("industry")) << "words inside are codes, not fields";
}

TEST(FormulaGrammar, NumbersTakeUnits) {
  const auto unit_after = [](const std::string& text) {
    const Formula formula = parse("revenue > " + text);
    const Node& number = formula.nodes()[1];
    return number.has_unit
               ? std::to_string(static_cast<int>(number.number)) + "|" + number.unit.text
               : "none";
  };
  EXPECT_EQ(unit_after("500 m CNY"), "500|m CNY");
  EXPECT_EQ(unit_after("30亿元"), "30|亿元");
  EXPECT_EQ(unit_after("30 亿元 and a"), "30|亿元");
  EXPECT_EQ(unit_after("5 %"), "5|%");
  EXPECT_EQ(unit_after("5 kCNY/person"), "5|kCNY/person");
  EXPECT_EQ(unit_after("1 10k CNY"), "1|10k CNY");
  EXPECT_EQ(unit_after("3 CNY / 1.5"), "3|CNY") << "1 begins a number here";
  EXPECT_EQ(unit_after("3 CNY / employees"), "3|CNY");
  EXPECT_EQ(unit_after("5"), "none");
  EXPECT_EQ(unit_after("5 * m"), "none");
  EXPECT_EQ(unit_after("5 and m"), "none");
  EXPECT_EQ(parse("revenue > 3e9 CNY").nodes()[1].number, 3e9);
}

TEST(FormulaPrinting, IsReadBackAsTheSameFormula) {
  for (const char* text : {"a + b * c - d / e",
                           "-a * b",
                           "(-a) * b",
                           "a - -b",
                           "--a",
                           "a * -b",
                           "a - (b + c)",
                           "a / (b * c)",
                           "(a + b) * (c - d) / e",
                           "not not a",
                           "not (a or b) and c",
                           "a == b or c",
                           "not a in {B, C}",
                           "section(industry) in {B} and x > 3e9 CNY",
                           "count()",
                           "count(a)",
                           "sum(a + b, c or d)",
                           "growth(a / b)",
                           "increase(previous(a))",
                           "log(a / 100 m CNY)",
                           "sum(revenue, gross_output == 0 or missing(gross_output))",
                           "1000 * payroll / 12 / price",
                           "(3 CNY) * m",
                           "(a * 3 CNY) * m",
                           "a > 3 CNY * 2",
                           "a > (5 % + b) * m",
                           "year == 2020",
                           "a > 30亿元 and b",
                           "(a == b) == c",
                           "a + 5 1/person"}) {
    const std::string once = printed(text);
    EXPECT_EQ(printed(once), once) << "from " << text;
    const Formula first = parse(text);
    const Formula second = parse(once);
    ASSERT_EQ(first.nodes().size(), second.nodes().size()) << once;
    for (std::size_t i = 0; i < first.nodes().size(); ++i) {
      EXPECT_EQ(first.nodes()[i].op, second.nodes()[i].op) << once << ", node " << i;
    }
  }
}

TEST(FormulaPrinting, KeepsNumbersAsWrittenAndRenamesFields) {
  EXPECT_EQ(printed("0.10*a"), "0.10 * a");
  EXPECT_EQ(printed("a>30亿元"), "a > 30 亿元");
  const auto rename = [](const std::string& name) { return "<" + name + ">"; };
  EXPECT_EQ(parse("growth(a / b) + a").text(rename), "growth(<a> / <b>) + <a>");
  EXPECT_EQ(Formula().text(), "");
}

TEST(Formula, ListsItsFieldsOnceInOrder) {
  EXPECT_THAT(parse("growth(b / a) + b - c").fields(), ElementsAre("b", "a", "c"));
  EXPECT_THAT(parse("count(listing_year == year)").fields(), ElementsAre("listing_year"));
  EXPECT_THAT(parse("1 + 2").fields(), IsEmpty());
}

TEST(Formula, KnowsHowManyYearsBackItNeeds) {
  EXPECT_EQ(parse("a / b").years_back(), 0);
  EXPECT_EQ(parse("a / growth(b)").years_back(), 1);
  EXPECT_EQ(parse("growth(a) + increase(b)").years_back(), 1);
  EXPECT_EQ(parse("growth(previous(a)) + b").years_back(), 2);
  EXPECT_EQ(parse("a + previous(previous(previous(a)))").years_back(), 3);
}

std::string nested(std::size_t levels) {
  return std::string(levels, '(') + "a" + std::string(levels, ')');
}

TEST(FormulaDepth, TwoHundredFiftySixLevelsAreFine) {
  EXPECT_EQ(printed(nested(256)), "a");
  EXPECT_ERROR(parse(nested(257)),
               HasSubstr("the formula nests deeper than 256 levels (at character 258)"));
}

TEST(FormulaDepth, TenThousandParenthesesAreAnErrorNotACrash) {
  EXPECT_ERROR(parse(nested(10'000)), HasSubstr("nests deeper than 256 levels"));
  EXPECT_ERROR(parse(std::string(10'000, '(')), HasSubstr("nests deeper than 256 levels"));
  std::string minus(10'000, '-');
  EXPECT_ERROR(parse(minus + "a"), HasSubstr("nests deeper than 256 levels"));
  std::string negations;
  for (int i = 0; i < 10'000; ++i) negations += "not ";
  EXPECT_ERROR(parse(negations + "a"), HasSubstr("nests deeper than 256 levels"));
}

TEST(FormulaDepth, LongSumsAreNotDeepButEndAtTwoThousandParts) {
  std::string sum = "a";
  for (int i = 0; i < 999; ++i) sum += " + a";
  EXPECT_EQ(printed(sum), sum) << "1999 nodes";
  EXPECT_ERROR(parse(sum + " + a"), AllOf(HasSubstr("more than 2000 numbers, fields and operators"),
                                          Not(HasSubstr("nests"))));
}

TEST(FormulaSyntax, SaysWhatIsWrongAndWhere) {
  for (const auto& [text, message] :
       {std::pair{"", "at character 1: the formula ends too early"},
        {"  ", "the formula ends too early"},
        {"a +", "at character 4: the formula ends too early"},
        {"a b", "at character 3: there is something after the end"},
        {"a)", "at character 2: there is something after the end"},
        {"(a", "at character 3: expected \")\""},
        {"a = b", "at character 3: equality is written =="},
        {"a < b < c", "comparisons do not chain; join two of them with and"},
        {"a == b in {C}", "comparisons do not chain"},
        {"a in B", "expected \"{\""},
        {"a in {}", "a code is missing between the braces"},
        {"a in {B, }", "a code is missing between the braces"},
        {"a in {B", "expected \"}\""},
        {"a + and", "\"and\" stands where a value is expected"},
        {"* a", "at character 1: expected a number, a field or \"(\""},
        {"1..2", "at character 3: there is something after the end"},
        {"a + 5 1", "at character 7: there is something after the end"},
        {"1e999", "the number cannot be read"}}) {
    EXPECT_ERROR(parse(text),
                 AllOf(HasSubstr("the formula \"" + std::string(text) + "\" cannot be"),
                       HasSubstr(message)));
  }
}

TEST(FormulaSyntax, CountsCharactersNotBytes) {
  EXPECT_ERROR(parse("a > 30 亿元 )"), HasSubstr("at character 11:"));
  EXPECT_ERROR(parse("营业收入 / a"), HasSubstr("at character 1: expected a number, a field"));
}

TEST(FormulaSyntax, ShowsLongFormulasCutBetweenCharacters) {
  for (std::size_t spaces = 0; spaces < 3; ++spaces) {
    std::string text = std::string(spaces, ' ') + "a in {";
    for (int i = 0; i < 100; ++i) text += "业";
    const std::string cut = text.substr(0, 6 + spaces + (120 - 6 - spaces) / 3 * 3);
    EXPECT_ERROR(parse(text), HasSubstr("the formula \"" + cut + "\" cannot be read"));
  }
}

TEST(FormulaSyntax, NamesTheNearestFunctionAndCountsArguments) {
  EXPECT_ERROR(parse("grwth(a)"), HasSubstr("\"grwth\": there is no such function; did you mean "
                                            "\"growth\"?"));
  EXPECT_ERROR(parse("growth(a, b)"), EndsWith("growth(...): it is given 2 arguments; give 1"));
  EXPECT_ERROR(parse("log()"), EndsWith("log(...): it is given 0 arguments; give 1"));
  EXPECT_ERROR(parse("sum()"), EndsWith("it is given 0 arguments; give 1 or 2"));
  EXPECT_ERROR(parse("count(a, b)"), EndsWith("it is given 2 arguments; give 0 or 1"));
  EXPECT_ERROR(parse("max()"), EndsWith("it is given 0 arguments; give 1 to 200"));
}

TEST(FormulaSyntax, NamesTheUnknownUnit) {
  EXPECT_ERROR(parse("revenue > 3 kCYN"),
               AllOf(HasSubstr("\"kCYN\" is not a unit"), HasSubstr("did you mean \"kCNY\"?")));
  EXPECT_ERROR(parse("revenue > 3 美元"), HasSubstr("\"美元\" is not a unit"));
}

}  // namespace
}  // namespace zonerank::test_formula
