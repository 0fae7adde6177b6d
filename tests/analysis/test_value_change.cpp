#include "zonerank/analysis/value_change.hpp"

#include <algorithm>

#include "methods/small.hpp"
#include "support/testing.hpp"

namespace zonerank::test_value_change {
namespace {

using ::testing::HasSubstr;
using testing::indicator_toml;
using testing::table_of;

System system_with(const std::string& indicators) {
  return parse_system(testing::zone_fields + indicators, "zones.toml");
}

double part_of(const std::vector<FigurePart>& parts, const std::string& field, int years_back = 0) {
  for (const FigurePart& part : parts) {
    if (part.field == field && part.years_back == years_back) return part.part;
  }
  ADD_FAILURE() << "no part of " << field << ", " << years_back;
  return missing;
}

double sum_of(const std::vector<FigurePart>& parts) {
  double sum = 0.0;
  for (const FigurePart& part : parts) sum += part.part;
  return sum;
}

/// Of one indicator and one zone, from 2019 to 2020.
std::vector<FigurePart> split(const std::string& unit, const std::string& formula,
                              const std::string& csv, const std::string& more = {}) {
  const System system = system_with(indicator_toml("i", unit, formula, more));
  const ZoneTable table = table_of(csv, system);
  return value_changes({table, system, 2019}, {table, system, 2020}, "a");
}

/// By hand: the numerator's part is its change times the mean of 1 / staff, the denominator's the
/// change of 1 / staff times the mean of the numerator.
TEST(ValueChanges, OfARatioAreOfNumeratorAndDenominator) {
  const std::vector<FigurePart> parts = split(
      "CNY/person", "revenue / staff", "zone,year,revenue,staff\na,2019,100,10\na,2020,240,16\n");
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].indicator, "i");
  EXPECT_EQ(parts[0].field, "revenue");
  EXPECT_EQ(parts[0].figure_before, 100.0);
  EXPECT_EQ(parts[0].figure, 240.0);
  EXPECT_NEAR(parts[0].part, 1000 * 140 * (1 / 10.0 + 1 / 16.0) / 2, 1e-9) << "kCNY are 1000 CNY";
  EXPECT_NEAR(parts[1].part, 1000 * (1 / 16.0 - 1 / 10.0) * (100 + 240) / 2, 1e-9);
  EXPECT_NEAR(sum_of(parts), 1000 * (240 / 16.0 - 100 / 10.0), 1e-9);
}

/// By definition, over the six orders of the three figures.
TEST(ValueChanges, AreTheMeanOverTheOrdersOfTheFigures) {
  const std::vector<FigurePart> parts =
      split("kCNY/person", "(revenue + profit) / staff",
            "zone,year,revenue,profit,staff\na,2019,100,7,10\na,2020,60,90,13\n");
  const double figures[2][3] = {{100, 7, 10}, {60, 90, 13}};
  double expected[3] = {};
  int order[3] = {0, 1, 2};
  do {
    double now[3] = {figures[0][0], figures[0][1], figures[0][2]};
    for (const int k : order) {
      const double before = (now[0] + now[1]) / now[2];
      now[k] = figures[1][k];
      expected[k] += ((now[0] + now[1]) / now[2] - before) / 6.0;
    }
  } while (std::next_permutation(order, order + 3));
  EXPECT_NEAR(part_of(parts, "revenue"), expected[0], 1e-12);
  EXPECT_NEAR(part_of(parts, "profit"), expected[1], 1e-12);
  EXPECT_NEAR(part_of(parts, "staff"), expected[2], 1e-12);
}

TEST(ValueChanges, OfGrowthAreOfBothYears) {
  const std::vector<FigurePart> parts =
      split("%", "growth(patents)", "zone,year,patents\na,2018,10\na,2019,20\na,2020,25\n");
  ASSERT_EQ(parts.size(), 2U) << "from 100 % to 25 %";
  EXPECT_EQ(parts[1].years_back, 1);
  EXPECT_EQ(parts[1].figure_before, 10.0);
  EXPECT_EQ(parts[1].figure, 20.0);
  EXPECT_NEAR(part_of(parts, "patents"), ((150 - 100) + (25 - 0)) / 2.0, 1e-12);
  EXPECT_NEAR(part_of(parts, "patents", 1), ((0 - 100) + (25 - 150)) / 2.0, 1e-12);
}

TEST(ValueChanges, OfWhatStandsStillAreZero) {
  const std::vector<FigurePart> parts =
      split("kCNY/person", "revenue / staff", "zone,year,revenue,staff\na,2019,7,3\na,2020,8,3\n");
  EXPECT_EQ(part_of(parts, "staff"), 0.0);
  EXPECT_NEAR(part_of(parts, "revenue"), 1 / 3.0, 1e-15);
}

TEST(ValueChanges, TakeTheValueOfAnEmptyWhole) {
  const std::vector<FigurePart> parts =
      split("%", "exports / revenue", "zone,year,exports,revenue\na,2019,0,0\na,2020,20,50\n",
            "when_empty = 10");
  EXPECT_TRUE(is_missing(sum_of(parts))) << "20 / 0 has no value";
  const std::vector<FigurePart> of_one =
      split("%", "exports / revenue", "zone,year,exports,revenue\na,2019,0,0\na,2020,0,50\n",
            "when_empty = 10");
  EXPECT_EQ(part_of(of_one, "revenue"), -10.0);
}

TEST(ValueChanges, AreMissingWhereAFigureIs) {
  const std::vector<FigurePart> parts =
      split("kCNY/person", "revenue / staff", "zone,year,revenue,staff\na,2019,7,\na,2020,8,3\n");
  EXPECT_TRUE(is_missing(part_of(parts, "revenue")));
  EXPECT_TRUE(is_missing(parts[1].figure_before));
  EXPECT_EQ(parts[1].figure, 3.0);
}

TEST(ValueChanges, AreOfTheFormulasThatBothSystemsHave) {
  const std::string same = indicator_toml("same", "kCNY/person", "revenue / staff");
  const System before = system_with(same + indicator_toml("other", "item", "patents"));
  const System now = system_with(indicator_toml("other", "item", "2 * patents") +
                                 indicator_toml("more", "kCNY", "profit") + same);
  const std::string csv =
      "zone,year,revenue,staff,patents,profit\na,2019,7,2,1,1\na,2020,8,2,3,4\n";
  const ZoneTable table_before = table_of(csv, before), table_now = table_of(csv, now);
  const std::vector<FigurePart> parts =
      value_changes({table_before, before, 2019}, {table_now, now, 2020}, "a");
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].indicator, "same");
  EXPECT_NEAR(sum_of(parts), 0.5, 1e-15);
}

TEST(ValueChanges, NameAZoneThatIsNotThere) {
  const System system = system_with(indicator_toml("i", "item", "patents"));
  const ZoneTable table = table_of("zone,year,patents\nalpha,2019,1\nbravo,2020,3\n", system);
  EXPECT_ERROR(value_changes({table, system, 2019}, {table, system, 2020}, "bravo"),
               HasSubstr("\"bravo\""));
  EXPECT_ERROR(value_changes({table, system, 2019}, {table, system, 2020}, "alpha"),
               HasSubstr("\"alpha\""));
}

}  // namespace
}  // namespace zonerank::test_value_change
