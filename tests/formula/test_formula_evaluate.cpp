// Values of formulas over the figures of zones, and why one is missing.

#include <cmath>

#include "formula/formulas.hpp"
#include "support/testing.hpp"
#include "zonerank/formula/formula.hpp"

namespace zonerank::test_formula_evaluate {
namespace {

using ::testing::ElementsAre;
using testing::Figures;

constexpr double nan = missing;

TEST(Evaluate, FollowsTheGrammar) {
  const Figures figures = Figures().set("ratio", {3.0}).set("profit", {8.0}).set("revenue", {2.0});
  EXPECT_EQ(figures.value("1 + 2 * ratio"), 7.0);
  EXPECT_EQ(figures.value("(1 + 2) * ratio"), 9.0);
  EXPECT_EQ(figures.value("12 / 2 / ratio"), 2.0);
  EXPECT_EQ(figures.value("12 - 2 - ratio"), 7.0);
  EXPECT_EQ(figures.value("-ratio * 2 + 1"), -5.0);
  EXPECT_EQ(figures.value("2 * -ratio"), -6.0);
  EXPECT_EQ(figures.value("profit / revenue"), 4.0);
}

TEST(Evaluate, OneZoneAfterTheOther) {
  const Evaluated result = Figures()
                               .set("revenue", {10.0, 20.0, nan})
                               .set("employees", {5.0, 0.0, 1.0})
                               .evaluate("revenue / employees", 3);
  EXPECT_EQ(result.value[0], 2.0);
  EXPECT_TRUE(is_missing(result.value[1]));
  EXPECT_TRUE(is_missing(result.value[2]));
  EXPECT_THAT(result.why, ElementsAre(Why::present, Why::zero_denominator, Why::blank));
}

TEST(Evaluate, SumsConvertTheRightSide) {
  const Figures figures = Figures().set("revenue", {500.0}).set("grants", {3.0});  // kCNY, 10k CNY
  EXPECT_EQ(figures.value("revenue + grants"), 530.0);
  EXPECT_EQ(figures.value("grants + revenue"), 53.0);
  EXPECT_EQ(figures.value("revenue - grants"), 470.0);
  EXPECT_EQ(figures.value("revenue + 1 10k CNY"), 510.0);
  EXPECT_EQ(figures.value("grants - 20000 CNY"), 1.0);
  EXPECT_EQ(figures.value("0 - grants"), -3.0);
  EXPECT_EQ(figures.value("revenue + (grants + grants)"), 560.0);
}

TEST(Evaluate, PercentAndPureNumbersAddUp) {
  const Figures figures = Figures().set("share", {5.0}).set("ratio", {0.25});
  EXPECT_DOUBLE_EQ(figures.value("ratio + share"), 0.30);
  EXPECT_DOUBLE_EQ(figures.value("share + ratio"), 30.0) << "in %";
  EXPECT_DOUBLE_EQ(figures.value("1 - share"), 0.95);
}

TEST(Evaluate, GrowthOfAFormulaTakesTheWholeOfTheYearBefore) {
  const Figures figures =
      Figures().set("revenue", {120.0}, {100.0}).set("employees", {10.0}, {20.0});
  EXPECT_DOUBLE_EQ(figures.value("growth(revenue)"), 0.2);
  EXPECT_DOUBLE_EQ(figures.value("growth(employees)"), -0.5);
  EXPECT_DOUBLE_EQ(figures.value("growth(revenue / employees)"), 12.0 / 5.0 - 1.0);
  EXPECT_DOUBLE_EQ(figures.value("previous(revenue / employees)"), 5.0);
  EXPECT_DOUBLE_EQ(figures.value("increase(revenue / employees)"), 7.0);
  EXPECT_DOUBLE_EQ(figures.value("increase(revenue) / previous(employees)"), 1.0);
}

TEST(Evaluate, YearsBackAddUp) {
  Figures figures = Figures().set("revenue", {150.0}, {120.0});
  figures.set_two_years_before("revenue", {100.0});
  EXPECT_EQ(figures.value("previous(previous(revenue))"), 100.0);
  EXPECT_DOUBLE_EQ(figures.value("previous(growth(revenue))"), 0.2);
  EXPECT_DOUBLE_EQ(figures.value("increase(increase(revenue))"), 10.0);
}

TEST(Evaluate, AnInnerNodeIsInItsOwnUnit) {
  const BoundFormula formula = testing::bound("revenue + grants / 2");
  const std::vector<double> column{4.0};
  const auto source = [&](int, int) { return std::span<const double>(column); };
  EXPECT_EQ(evaluate(formula, formula.formula.root(), 1, source).value[0], 24.0);
  const int half = formula.node(formula.formula.root()).right;
  EXPECT_EQ(formula.formula.text(half), "grants / 2");
  EXPECT_EQ(evaluate(formula, half, 1, source).value[0], 2.0) << "in 10k CNY";
}

TEST(Evaluate, LogarithmIsOfThePureNumberWhateverTheUnits) {
  const Figures figures = Figures().set("revenue", {5.0}).set("share", {5.0}).set("ratio", {0.05});
  EXPECT_DOUBLE_EQ(figures.value("log(ratio)"), std::log(0.05));
  EXPECT_DOUBLE_EQ(figures.value("log(share)"), std::log(0.05)) << "5 % is 0.05";
  EXPECT_DOUBLE_EQ(figures.value("log(revenue / 1 kCNY)"), std::log(5.0));
  EXPECT_DOUBLE_EQ(figures.value("log(revenue / 1000 CNY)"), std::log(5.0));
  EXPECT_DOUBLE_EQ(figures.value("log(revenue / 1 CNY)"), std::log(5000.0));
}

TEST(EvaluateWhy, AbsentColumn) {
  EXPECT_EQ(Figures().why("revenue"), Why::absent_column);
  EXPECT_EQ(Figures().set("employees", {1.0}).why("revenue / employees"), Why::absent_column);
  EXPECT_EQ(Figures().set("revenue", {1.0}).why("revenue / employees"), Why::absent_column);
  EXPECT_EQ(Figures().why("growth(revenue)"), Why::absent_column);
}

TEST(EvaluateWhy, BlankCell) {
  const Figures figures = Figures().set("revenue", {nan}, {1.0}).set("profit", {1.0}, {1.0});
  EXPECT_EQ(figures.why("revenue"), Why::blank);
  EXPECT_EQ(figures.why("profit + revenue"), Why::blank) << "a blank is not zero";
  EXPECT_EQ(figures.why("0 * revenue"), Why::blank);
  EXPECT_EQ(figures.why("growth(revenue)"), Why::blank);
  EXPECT_TRUE(is_missing(figures.value("0 * revenue")));
}

TEST(EvaluateWhy, NoPreviousYear) {
  const Figures one_year = Figures().set("revenue", {1.0});
  for (const char* text : {"growth(revenue)", "increase(revenue)", "previous(revenue)"}) {
    EXPECT_EQ(one_year.why(text), Why::no_previous) << text;
  }
  EXPECT_EQ(Figures().set("revenue", {1.0}, {nan}).why("growth(revenue)"), Why::no_previous)
      << "the zone's cell of last year is blank";
}

TEST(EvaluateWhy, ZeroDenominatorAndEmptyWhole) {
  const Figures figures =
      Figures().set("revenue", {0.0}).set("profit", {0.0}).set("grants", {-2.0});
  EXPECT_EQ(figures.why("grants / revenue"), Why::zero_denominator);
  EXPECT_EQ(figures.why("profit / revenue"), Why::empty_whole);
  EXPECT_EQ(figures.why("1 + profit / revenue"), Why::empty_whole) << "passed on";
  EXPECT_EQ(figures.evaluate("grants / revenue").cause[0], 0.0);
}

TEST(EvaluateWhy, NonpositiveDenominatorKeepsTheFigure) {
  const Evaluated result =
      Figures().set("profit", {5.0}).set("revenue", {-4.0}).evaluate("2 * (profit / revenue)");
  EXPECT_TRUE(is_missing(result.value[0]));
  EXPECT_EQ(result.why[0], Why::nonpositive_denominator);
  EXPECT_EQ(result.cause[0], -4.0);
}

TEST(EvaluateWhy, NonpositiveBaseKeepsTheFigure) {
  for (const double base : {0.0, -3.0}) {
    const Evaluated result = Figures().set("profit", {5.0}, {base}).evaluate("growth(profit)");
    EXPECT_EQ(result.why[0], Why::nonpositive_base) << base;
    EXPECT_EQ(result.cause[0], base);
    EXPECT_TRUE(is_missing(result.value[0]));
  }
  EXPECT_EQ(Figures().set("profit", {-5.0}, {10.0}).value("growth(profit)"), -1.5)
      << "a loss after a profit is a growth";
  EXPECT_EQ(Figures().set("profit", {5.0}, {-3.0}).value("increase(profit)"), 8.0);
}

TEST(EvaluateWhy, UndefinedLogarithm) {
  for (const double argument : {0.0, -1.0}) {
    const Evaluated result = Figures().set("ratio", {argument}).evaluate("log(ratio)");
    EXPECT_EQ(result.why[0], Why::undefined_logarithm) << argument;
    EXPECT_EQ(result.cause[0], argument);
    EXPECT_TRUE(is_missing(result.value[0]));
  }
}

TEST(EvaluateWhy, TheLeftReasonIsNamedFirst) {
  const Figures figures = Figures().set("revenue", {nan}).set("profit", {0.0}).set("grants", {1.0});
  EXPECT_EQ(figures.why("revenue / profit"), Why::blank);
  EXPECT_EQ(figures.why("grants / profit * revenue"), Why::zero_denominator);
}

TEST(EvaluateWhy, PresentExactlyWhereTheValueIs) {
  const Evaluated result = Figures()
                               .set("revenue", {1.0, nan, 3.0, 4.0}, {1.0, 2.0, 0.0, nan})
                               .evaluate("growth(revenue)", 4);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(result.why[i] == Why::present, !is_missing(result.value[i])) << i;
  }
  EXPECT_THAT(result.why,
              ElementsAre(Why::present, Why::blank, Why::nonpositive_base, Why::no_previous));
}

}  // namespace
}  // namespace zonerank::test_formula_evaluate
