#include "zonerank/ranking/indicator.hpp"

#include "methods/small.hpp"

namespace zonerank::test_indicator {
namespace {

using testing::Computed;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::indicator_toml;
using ::testing::IsEmpty;
using testing::notices_of;

TEST(Indicator, TakesItsFactorFromTheUnits) {
  const std::string text = "zone,year,revenue,profit,staff,patents\nA,2020,120000.5,3000,6000,3\n";
  const auto value = [&](const std::string& unit, const std::string& formula) {
    return Computed(indicator_toml("i", unit, formula), text).at("A");
  };
  EXPECT_DOUBLE_EQ(value("item/10k person", "patents / staff"), 5.0);
  EXPECT_DOUBLE_EQ(value("件/万人", "patents / staff"), 5.0);
  EXPECT_DOUBLE_EQ(value("%", "profit / revenue"), 300000.0 / 120000.5);
  EXPECT_DOUBLE_EQ(value("1", "profit / revenue"), 3000.0 / 120000.5);
  EXPECT_DOUBLE_EQ(value("10k CNY/person", "revenue / staff"), 120000.5 / 60000);
  EXPECT_DOUBLE_EQ(value("100m CNY", "revenue"), 1.200005);
  EXPECT_DOUBLE_EQ(value("item/100m CNY", "patents / revenue"), 3.0 / 1.200005);
  EXPECT_DOUBLE_EQ(value("CNY", "revenue - profit"), 117000500.0);
}

TEST(Indicator, OfTheLatestYearUnlessTold) {
  const std::string text = "zone,year,patents\nB,2019,1\nB,2020,2\nA,2020,3\n";
  const Computed latest(indicator_toml("i", "item", "patents"), text);
  EXPECT_EQ(latest.table.year, 2020);
  EXPECT_THAT(latest.table.zones, ElementsAre("A", "B"));
  const Computed before(indicator_toml("i", "item", "patents"), text, 2019);
  EXPECT_THAT(before.table.zones, ElementsAre("B"));
  EXPECT_EQ(before.at("B"), 1.0);
}

TEST(Indicator, OfAYearWithoutDataIsAnError) {
  EXPECT_ERROR(Computed(indicator_toml("i", "item", "patents"),
                        "zone,year,patents\nA,2018,1\nA,2020,1\n", 2019),
               HasSubstr("there are no data of 2019; years in the data: 2018, 2020"));
}

TEST(Growth, ComparesWithTheYearBefore) {
  const Computed c(indicator_toml("i", "%", "growth(revenue)") +
                       indicator_toml("ratio", "%", "growth(revenue / staff)") +
                       indicator_toml("more", "kCNY", "increase(revenue)"),
                   "zone,year,revenue,staff\nA,2019,200,10\nA,2020,250,5\nB,2020,7,1\n");
  EXPECT_DOUBLE_EQ(c.at("A"), 25.0);
  EXPECT_DOUBLE_EQ(c.at("A", "ratio"), 150.0) << "20 to 50 kCNY a person";
  EXPECT_DOUBLE_EQ(c.at("A", "more"), 50.0);
  for (const std::string id : {"i", "ratio", "more"}) {
    EXPECT_TRUE(is_missing(c.at("B", id))) << "a new zone is missing, not 0";
    EXPECT_EQ(c.why("B", id), Why::no_previous);
  }
}

TEST(Growth, TakesAComparableFigureFirst) {
  const Computed c(indicator_toml("i", "%", "growth(revenue)"),
                   "zone,year,revenue,revenue@previous\nA,2019,100,\nA,2020,110,55\n"
                   "B,2019,88,\nB,2020,110,\nC,2020,110,88\n");
  EXPECT_DOUBLE_EQ(c.at("A"), 100.0);
  EXPECT_DOUBLE_EQ(c.at("B"), 25.0) << "no comparable figure: last year's own";
  EXPECT_DOUBLE_EQ(c.at("C"), 25.0) << "no row last year";
}

TEST(Growth, NeedsOnlyComparableFiguresOfOneYear) {
  const Computed c(indicator_toml("i", "%", "growth(revenue)"),
                   "zone,year,revenue,revenue@previous\nA,2020,110,55\nB,2020,110,\n");
  EXPECT_DOUBLE_EQ(c.at("A"), 100.0);
  EXPECT_EQ(c.why("B"), Why::no_previous);
}

TEST(Growth, WithoutAYearBeforeIsNoticedOnce) {
  const Computed c(indicator_toml("i", "%", "growth(revenue)", "code = \"2.1\"") +
                       indicator_toml("j", "kCNY", "increase(revenue)"),
                   "zone,year,revenue\nA,2020,5\nB,2020,6\n");
  EXPECT_THAT(
      c.notices(),
      ElementsAre("there are no data of 2019, so growth and increase are missing: 2.1 i, j; "
                  "add last year's file, or columns field@previous"));
}

TEST(Growth, FromABaseThatIsNotPositiveIsMissing) {
  const Computed c(
      indicator_toml("i", "%", "growth(profit)"),
      "zone,year,profit\nA,2019,0\nA,2020,5\nB,2019,-4\nB,2020,5\nC,2019,4\nC,2020,5\n");
  EXPECT_EQ(c.why("A"), Why::nonpositive_base);
  EXPECT_TRUE(is_missing(c.at("B")));
  EXPECT_THAT(
      c.notices(),
      ElementsAre("A, 2020: \"i\" grows from a base that is not positive (0) and is missing; "
                  "check last year's figure",
                  HasSubstr("B, 2020: \"i\" grows from a base that is not positive (-4)")));
}

/// Bases 1..21: the 5th percentile is 2, so that only 1 is below it.
TEST(Growth, FromASmallBaseIsFlagged) {
  std::string text = "zone,year,profit\n";
  for (int k = 1; k <= 21; ++k) {
    const std::string zone = "z" + std::to_string(k);
    text += zone + ",2019," + std::to_string(k) + "\n" + zone + ",2020,30\n";
  }
  EXPECT_THAT(Computed(indicator_toml("i", "%", "growth(profit)"), text).notices(),
              ElementsAre("z1, 2020: \"i\" grows from a small base (1, below the 5th percentile); "
                          "read it with care"));
}

TEST(Ratio, NeedsAPositiveDenominator) {
  const Computed c(indicator_toml("i", "%", "profit / revenue"),
                   "zone,year,profit,revenue\nA,2020,5,0\nB,2020,5,-2.5\nC,2020,0,0\nD,2020,,4\n"
                   "E,2020,-1,4\n");
  EXPECT_EQ(c.why("A"), Why::zero_denominator);
  EXPECT_EQ(c.why("B"), Why::nonpositive_denominator);
  EXPECT_EQ(c.why("C"), Why::empty_whole);
  EXPECT_EQ(c.why("D"), Why::blank);
  EXPECT_DOUBLE_EQ(c.at("E"), -25.0);
  for (const std::string zone : {"A", "B", "C", "D"}) EXPECT_TRUE(is_missing(c.at(zone))) << zone;
  EXPECT_THAT(
      c.notices(),
      ElementsAre("A, 2020: \"i\" divides by zero and is missing; check the zone's figures",
                  "B, 2020: \"i\" divides by a negative figure (-2.5) and is missing; check "
                  "the zone's figures",
                  HasSubstr("C, 2020: \"i\" divides by zero")));
}

TEST(Ratio, OfAnEmptyWholeIsWhatTheSystemSays) {
  const Computed c(indicator_toml("i", "%", "exports / revenue", "when_empty = 12.5"),
                   "zone,year,exports,revenue\nA,2020,0,0\nB,2020,5,0\n");
  EXPECT_EQ(c.at("A"), 12.5) << "in the indicator's own unit";
  EXPECT_EQ(c.why("A"), Why::present);
  EXPECT_TRUE(is_missing(c.at("B"))) << "5 of 0 is a fault";
  EXPECT_THAT(c.notices(),
              ElementsAre("A, 2020: the whole of the share \"i\" is empty; taken as 12.5 %, as the "
                          "system says",
                          HasSubstr("B, 2020: \"i\" divides by zero")));
}

TEST(Ratio, PerHeadOnFewPersonsIsFlagged) {
  const std::string text = "zone,year,patents,staff,revenue\nA,2020,1,999,1\nB,2020,1,1000,1\n";
  EXPECT_THAT(Computed(indicator_toml("i", "item/10k person", "patents / staff"), text).notices(),
              ElementsAre("A, 2020: \"i\" is a ratio per head on only 999 persons; read it with "
                          "care"));
  EXPECT_THAT(Computed(indicator_toml("i", "%", "staff / staff"), text).notices(), IsEmpty())
      << "a share of persons is no ratio per head";
}

TEST(Indicator, OutsideItsPlausibleRangeIsListedNotClipped) {
  const Computed c(indicator_toml("i", "%", "profit / revenue", "range = [-10, 50.5]"),
                   "zone,year,profit,revenue\nA,2020,60,100\nB,2020,50.5,100\nC,2020,-11,100\n");
  EXPECT_DOUBLE_EQ(c.at("A"), 60.0);
  EXPECT_THAT(c.notices(),
              ElementsAre("A, 2020: \"i\" is 60, outside its plausible range [-10, 50.5] %; check "
                          "the zone's figures",
                          HasSubstr("C, 2020: \"i\" is -11, outside")));
}

TEST(Indicator, OfAnAbsentColumnIsNoticedWithWhatIsLost) {
  const Computed c(indicator_toml("a", "%", "profit / revenue") +
                       indicator_toml("b", "kCNY", "revenue", "code = \"1.2\"") +
                       indicator_toml("c", "item", "patents"),
                   "zone,year,profit,patents\nA,2020,1,2\n");
  EXPECT_EQ(c.why("A", "a"), Why::absent_column);
  EXPECT_EQ(c.at("A", "c"), 2.0);
  EXPECT_THAT(
      notices_of(c.problems, Code::absent_column),
      ElementsAre("no column gives the field \"revenue 营业收入\"; without it: a, 1.2 b; add "
                  "the column where you have it"));
}

TEST(Indicator, BeyondDoublesIsMissingAndSaid) {
  const Computed c(indicator_toml("i", "%", "real / divisor"),
                   "zone,year,real,divisor\nA,2020,1e300,1e-300\nB,2020,1e300,1e300\n");
  EXPECT_TRUE(is_missing(c.at("A")));
  EXPECT_NE(c.why("A"), Why::present);
  EXPECT_DOUBLE_EQ(c.at("B"), 100.0);
  EXPECT_THAT(c.notices(), ElementsAre(HasSubstr("A, 2020: \"i\"")));
}

TEST(Indicator, OfALogarithmNeedsAPositiveArgument) {
  const Computed c(indicator_toml("i", "1", "log(real)"),
                   "zone,year,real\nA,2020,1\nB,2020,0\nC,2020,-2\n");
  EXPECT_EQ(c.at("A"), 0.0);
  EXPECT_EQ(c.why("B"), Why::undefined_logarithm);
  EXPECT_THAT(c.notices(), ElementsAre(HasSubstr("B, 2020: \"i\" takes the logarithm of 0"),
                                       HasSubstr("C, 2020: \"i\" takes the logarithm of -2")));
}

TEST(WhyText, HasAWordForEveryReasonInBothLanguages) {
  std::vector<std::string> seen;
  for (int k = 0; k <= static_cast<int>(Why::undefined_logarithm); ++k) {
    for (const Lang lang : {Lang::en, Lang::zh}) {
      seen.emplace_back(why_text(static_cast<Why>(k), lang));
    }
  }
  EXPECT_THAT(seen, Each(::testing::Not(IsEmpty())));
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
  EXPECT_EQ(why_text(Why::blank, Lang::zh), "空白");
}

}  // namespace
}  // namespace zonerank::test_indicator
