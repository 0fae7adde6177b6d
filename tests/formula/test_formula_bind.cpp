// Units and kinds of formulas: what binds, in which unit, and what each mistake is called.

#include "formula/formulas.hpp"
#include "support/testing.hpp"
#include "zonerank/formula/formula.hpp"

namespace zonerank::test_formula_bind {
namespace {

using ::testing::AllOf;
using testing::bound;
using testing::bound_in_rollup;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using testing::test_units;

/// The formula's result is in `unit`, scale included.
::testing::AssertionResult is_in(const BoundFormula& formula, const std::string& unit) {
  const Unit expected = test_units().parse(unit);
  if (same_dimension(formula.unit(), expected) && formula.unit().scale == expected.scale) {
    return ::testing::AssertionSuccess();
  }
  return ::testing::AssertionFailure()
         << formula.formula.text() << " is in " << formula.unit().text << ", expected " << unit;
}

TEST(BindUnits, FollowFromTheFields) {
  EXPECT_TRUE(is_in(bound("revenue / employees"), "kCNY/person"));
  EXPECT_TRUE(is_in(bound("patents / (employees + doctors)"), "item/person"));
  EXPECT_TRUE(is_in(bound("profit / revenue"), "1"));
  EXPECT_TRUE(is_in(bound("grants / revenue"), "10k CNY/kCNY"));
  EXPECT_TRUE(is_in(bound("1000 * revenue / 12"), "kCNY")) << "numbers are not scale factors";
  EXPECT_TRUE(is_in(bound("-share"), "%"));
  EXPECT_TRUE(is_in(bound("growth(revenue / employees)"), "1"));
  EXPECT_TRUE(is_in(bound("increase(revenue)"), "kCNY"));
  EXPECT_TRUE(is_in(bound("previous(grants)"), "10k CNY"));
  EXPECT_TRUE(is_in(bound("log(revenue / 1 CNY)"), "1"));
}

TEST(BindUnits, SumsAreInTheLeftSidesUnit) {
  const BoundFormula formula = bound("revenue + grants");
  EXPECT_TRUE(is_in(formula, "kCNY"));
  EXPECT_EQ(formula.types.back().right_to_left, (Scale{1, 1, 1}));
  EXPECT_TRUE(is_in(bound("grants + revenue"), "10k CNY"));
  EXPECT_EQ(bound("grants - revenue").types.back().right_to_left, (Scale{1, 1, -1}));
  EXPECT_TRUE(is_in(bound("0 + grants"), "10k CNY")) << "0 takes any unit";
  EXPECT_TRUE(is_in(bound("grants - 0"), "10k CNY"));
}

TEST(BindUnits, RollupsKeepTheUnitAndCountInItems) {
  EXPECT_TRUE(is_in(bound_in_rollup("sum(revenue, is_hightech)"), "kCNY"));
  EXPECT_TRUE(is_in(bound_in_rollup("max(employees)"), "person"));
  EXPECT_TRUE(is_in(bound_in_rollup("count()"), "count"));
  EXPECT_TRUE(is_in(bound_in_rollup("count(revenue > 3e9 CNY and not is_hightech)"), "count"));
}

TEST(BindKinds, ConditionsOfRowsBind) {
  for (const char* text :
       {"count(section(industry) in {B, C, D})", "count(industry in {C3911})",
        "count(listing_year == year)", "count(listing_year >= 2020 and year != 2021)",
        "count(missing(revenue) or revenue == 0)", "count(20 * profit >= revenue)",
        "count(revenue > grants)", "sum(revenue, profit / revenue > 5 %)", "count(share > 0.5)"}) {
    EXPECT_TRUE(bound_in_rollup(text).unit().text.size() > 0) << text;
  }
}

TEST(BindErrors, PersonsAndYuanAreNotAdded) {
  EXPECT_ERROR(bound("employees + revenue"),
               AllOf(HasSubstr("person and kCNY cannot be added or compared"),
                     HasSubstr("in \"employees + revenue\""),
                     EndsWith("bring both sides to one kind of unit")));
  EXPECT_ERROR(
      bound("revenue / (patents - employees)"),
      HasSubstr("item and person cannot be added or compared, in \"patents - employees\""));
  EXPECT_ERROR(bound_in_rollup("count(employees > 3 kCNY)"),
               HasSubstr("person and kCNY cannot be added or compared, in \"employees > 3 kCNY\""));
}

TEST(BindErrors, UnknownFieldsNameTheNearest) {
  EXPECT_ERROR(bound("revnue / employees"),
               AllOf(HasSubstr("the formula names the field \"revnue\", which the system does not"),
                     EndsWith("did you mean \"revenue\"?")));
  EXPECT_ERROR(bound("something_else"), HasSubstr("known: revenue, profit, "));
}

TEST(BindErrors, NumbersAgainstAmountsNeedTheirUnit) {
  EXPECT_ERROR(bound_in_rollup("count(revenue > 3e9)"),
               AllOf(HasSubstr("the number 3e9 is compared with or added to an amount in kCNY"),
                     EndsWith("write it with its unit, as in 3e9 kCNY")));
  EXPECT_ERROR(bound("1 + employees"), HasSubstr("the number 1 is compared with or added to an "
                                                 "amount in person, so it needs a unit"));
  EXPECT_ERROR(bound("employees - 2 * 3"), HasSubstr("the number 2 * 3 is compared"));
}

TEST(BindErrors, ZeroAndPureNumbersNeedNone) {
  EXPECT_TRUE(is_in(bound_in_rollup("count(revenue > 0)"), "count"));
  EXPECT_TRUE(is_in(bound_in_rollup("count(0 < revenue)"), "count"));
  EXPECT_TRUE(is_in(bound("profit / revenue - 1"), "1"));
  EXPECT_TRUE(is_in(bound("1 + ratio"), "1"));
}

TEST(BindErrors, FlagsCodesAndYearsTakeNoArithmetic) {
  EXPECT_ERROR(bound("is_hightech / employees"),
               HasSubstr("\"is_hightech\" is a yes/no answer and takes no arithmetic here"));
  EXPECT_ERROR(bound("industry"), HasSubstr("\"industry\" is a code and takes no arithmetic"));
  EXPECT_ERROR(bound("listing_year + 1"), HasSubstr("\"listing_year\" is a year and takes no"));
  EXPECT_ERROR(bound_in_rollup("sum(is_hightech)"), HasSubstr("\"is_hightech\" is a condition and "
                                                              "takes no arithmetic"));
  EXPECT_ERROR(bound_in_rollup("sum(2 * is_hightech)"), HasSubstr("takes no arithmetic"));
  EXPECT_ERROR(bound_in_rollup("count(industry == 39)"), HasSubstr("\"industry\" is a code and "));
  EXPECT_ERROR(bound_in_rollup("count(year == revenue)"),
               HasSubstr("\"revenue\" is not a year; compare a year with a year"));
  EXPECT_ERROR(bound_in_rollup("count(year + 1 == listing_year)"), HasSubstr("is a year and"));
  for (const char* side : {"2019 - 3", "-5", "2014.5"}) {
    EXPECT_ERROR(bound_in_rollup("count(listing_year > " + std::string(side) + ")"),
                 HasSubstr("is not a year; compare a year with a year or a number such as 2019"));
  }
  EXPECT_ERROR(bound_in_rollup("count((revenue > 0) + 1 > 0)"),
               HasSubstr("\"revenue > 0\" is a condition and takes no arithmetic"));
}

TEST(BindErrors, FunctionsOfIndicatorsDoNotStandInRollups) {
  EXPECT_ERROR(bound_in_rollup("sum(growth(revenue))"),
               HasSubstr("\"growth(revenue)\": it cannot stand here; it compares years of a zone"));
  EXPECT_ERROR(bound_in_rollup("sum(previous(revenue))"), HasSubstr("it cannot stand here"));
  EXPECT_ERROR(bound_in_rollup("sum(increase(revenue))"), HasSubstr("it cannot stand here"));
  EXPECT_ERROR(bound_in_rollup("sum(log(ratio))"),
               HasSubstr("it cannot stand here; it belongs into indicators"));
}

TEST(BindErrors, FunctionsOfRollupsDoNotStandInIndicators) {
  for (const char* text : {"count()", "count(revenue > 0)", "sum(revenue)"}) {
    EXPECT_ERROR(bound(text), HasSubstr("\"" + std::string(text) +
                                        "\": it cannot stand here; count(), sum(), min() and max() "
                                        "belong into a rollup"));
  }
  EXPECT_ERROR(
      bound("min(revenue)"),
      HasSubstr("\"min(revenue)\": it compares several figures of a zone; give two or more"));
  for (const char* text : {"missing(revenue)", "year"}) {
    EXPECT_ERROR(bound(text), HasSubstr("it speaks of one enterprise's row; use it in a rollup"));
  }
}

TEST(BindErrors, RowsStandInsideOneAggregate) {
  EXPECT_ERROR(bound_in_rollup("missing(revenue)"),
               HasSubstr("it stands outside of count(), sum(), min() or max()"));
  EXPECT_ERROR(bound_in_rollup("sum(max(revenue))"), HasSubstr("it stands inside another of its "
                                                               "kind; add up once"));
}

TEST(BindErrors, ConditionsAreAskedForWhereTheyAreNeeded) {
  EXPECT_ERROR(
      bound_in_rollup("count(revenue)"),
      HasSubstr("\"revenue\": a condition is needed here, but this is a number; compare it "
                "with something, as in revenue > 0"));
  EXPECT_ERROR(bound_in_rollup("sum(revenue, employees)"), HasSubstr("a condition is needed here"));
  EXPECT_ERROR(bound_in_rollup("count(is_hightech and industry)"),
               HasSubstr("a condition is needed here, but this is a code"));
  EXPECT_ERROR(bound_in_rollup("count(not revenue)"), HasSubstr("a condition is needed here"));
}

TEST(BindErrors, FunctionsSayWhatTheyTake) {
  EXPECT_ERROR(bound("log(revenue)"),
               HasSubstr("a logarithm needs a pure number, but this is in kCNY; divide by a "
                         "reference amount, as in log(x / 100 kCNY)"));
  EXPECT_ERROR(bound_in_rollup("count(missing(revenue + profit))"),
               HasSubstr("missing() takes one field"));
  EXPECT_ERROR(bound_in_rollup("count(section(revenue) in {B})"),
               HasSubstr("section() takes an industry code"));
  EXPECT_ERROR(bound_in_rollup("count(revenue in {B})"),
               HasSubstr("\"in\" compares codes, but \"revenue\" is not one"));
}

}  // namespace
}  // namespace zonerank::test_formula_bind
