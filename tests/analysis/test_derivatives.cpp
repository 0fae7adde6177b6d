#include "zonerank/analysis/derivatives.hpp"

#include "support/score_chain.hpp"
#include "support/testing.hpp"
#include "zonerank/analysis/what_if.hpp"

namespace zonerank::test_derivatives {
namespace {

using testing::Fifty;
using ::testing::HasSubstr;
using testing::indicator_toml;
using testing::table_of;

class Derivatives : public ::testing::TestWithParam<std::size_t> {
 protected:
  static const System& torch() {
    static const System system = load_system("torch-2013");
    return system;
  }
};

/// Every figure of a zone, of the year and of the year before, against differences of 50 digits.
TEST_P(Derivatives, MeetDifferencesOfFiftyDigits) {
  const testing::RankedChain ranked(torch(), testing::chain_methods()[GetParam()]);
  const Index zone = 7;
  const std::string& name = ranked.ranking.zones[zone];
  const auto found = derivatives(ranked.table, torch(), ranked.options, name);
  ASSERT_GT(found.figures.size(), 40U);
  const Index ahead = ranked.ranking.zone(found.ahead);
  int moving = 0;
  for (std::size_t k = 0; k < found.figures.size(); k += GetParam() == 0 ? 1 : 5) {
    const FigureDerivative& by = found.figures[k];
    Fifty at = 0;
    const auto moved = [&](const Fifty& step) {
      auto chain = ranked.chain<Fifty>([&](const detail::FigureAt& figure, Fifty& x) {
        const ZoneYear& row = ranked.table.rows[figure.row];
        if (torch().fields[figure.field].name != by.field || row != ZoneYear{name, by.year}) return;
        at = x;
        x *= 1 + step;
      });
      const Fifty own = chain.group(zone, 0);
      return std::tuple{own, chain.group(zone, 1), Fifty(own - chain.group(ahead, 0))};
    };
    const Fifty step("1e-16");
    const auto up = moved(step), down = moved(-step);
    const auto meets = [&](const Slope& slope, const Fifty& difference, const char* what) {
      const auto expected = static_cast<double>(difference / (2 * step * at));
      const double within = 1e-12 * std::max(std::abs(expected), 1e-3 * std::abs(by.overall.left));
      EXPECT_NEAR(slope.right, expected, within) << what << by.field << ", " << by.year;
      EXPECT_NEAR(slope.left, expected, within) << what << by.field << ", " << by.year;
    };
    EXPECT_EQ(by.figure, static_cast<double>(at));
    meets(by.overall, std::get<0>(up) - std::get<0>(down), "overall by ");
    meets(by.groups[1], std::get<1>(up) - std::get<1>(down), "first group by ");
    meets(by.margin, std::get<2>(up) - std::get<2>(down), "margin by ");
    EXPECT_EQ(by.percent_points, by.overall.right * (by.figure / 100.0));
    moving += by.overall.right != 0.0 ? 1 : 0;
  }
  EXPECT_GT(moving, GetParam() == 0 ? 30 : 3);
}

INSTANTIATE_TEST_SUITE_P(Methods, Derivatives,
                         ::testing::Range(std::size_t{0}, testing::chain_methods().size()));

const System& system_of_two() {
  static const System system = parse_system(
      testing::zone_fields + indicator_toml("per_head", "kCNY/person", "revenue / staff") +
          indicator_toml("patents", "item", "patents"),
      "zones.toml");
  return system;
}

const FigureDerivative& by_field(const zonerank::Derivatives& found, const std::string& field) {
  return *std::find_if(found.figures.begin(), found.figures.end(),
                       [&](const FigureDerivative& by) { return by.field == field; });
}

/// per_head is 100, 100, 50, 0 and patents 10, 20, 30, 0.
ZoneTable tied() {
  return table_of(
      "zone,year,revenue,staff,patents\nalpha,2020,1000,10,10\nbravo,2020,2000,20,20\n"
      "carol,2020,500,10,30\ndelta,2020,0,10,0\n",
      system_of_two());
}

TEST(DerivativesAtKinks, HaveTwoSides) {
  const auto found = derivatives(tied(), system_of_two(), {}, "alpha");
  // alpha shares the greatest value per head: less is a loss of 1/10 of 100 points in 100, half of
  // it overall; more leaves its own score at 100 and lowers the scores of the others.
  const FigureDerivative& revenue = by_field(found, "revenue");
  EXPECT_NEAR(revenue.overall.left, 0.05, 1e-15);
  EXPECT_EQ(revenue.overall.right, 0.0);
  EXPECT_NEAR(revenue.percent_points, 0.0, 1e-15);
  EXPECT_EQ(found.ahead, "carol") << "75 points, bravo has 83";
  EXPECT_NEAR(found.margin, 200.0 / 3.0 - 75.0, 1e-12);
  EXPECT_NEAR(revenue.margin.left, 0.05, 1e-15) << "bravo still sets the bound";
  EXPECT_NEAR(revenue.margin.right, 0.025, 1e-15) << "carol has 50 of 100 per head";
  const FigureDerivative& staff = by_field(found, "staff");
  EXPECT_EQ(staff.overall.left, 0.0);
  EXPECT_NEAR(staff.overall.right, -5.0, 1e-13) << "100 less 10 a person";
}

TEST(DerivativesAtKinks, AreNotThereWhereAScoreJumps) {
  const Method percentile = read_method(
      system_of_two(), std::vector<Setting>{testing::chosen("normalization", "percentile-rank")});
  const auto found = derivatives(tied(), system_of_two(), {.method = percentile}, "alpha");
  EXPECT_EQ(by_field(found, "revenue").overall.left, 0.0) << "level or behind, two are worse";
  EXPECT_TRUE(is_missing(by_field(found, "revenue").overall.right)) << "ahead of bravo at once";
  EXPECT_EQ(by_field(found, "patents").overall.left, 0.0) << "between 0 and 20";
}

TEST(Derivatives, OfOnePerCentMoreAreRankedAgain) {
  const ZoneTable table = table_of(
      "zone,year,revenue,staff,patents\nalpha,2020,99.5,1,1\nbravo,2020,100,1,1\n"
      "carol,2020,200,1,0\ndelta,2020,0,1,2\n",
      system_of_two());
  const auto found = derivatives(table, system_of_two(), {}, "alpha");
  EXPECT_EQ(by_field(found, "revenue").percent_places, 3.0) << "the others share 50 points";
  EXPECT_EQ(by_field(found, "patents").percent_places, 0.0) << "1.01 patents are 1";
}

TEST(Derivatives, SayWhatTheyDoNotFollow) {
  const Method method =
      read_method(system_of_two(), std::vector<Setting>{testing::chosen("treatment", "transform")});
  const auto found = derivatives(tied(), system_of_two(), {.method = method}, "bravo");
  const FigureDerivative& revenue = by_field(found, "revenue");
  EXPECT_EQ(revenue.not_followed, std::vector<std::string>{"per_head"});
  EXPECT_TRUE(is_missing(revenue.overall.left));
  EXPECT_EQ(revenue.figure, 2000.0);
}

TEST(Derivatives, AreOfComparableFiguresToo) {
  const System system = parse_system(
      testing::zone_fields + indicator_toml("growing", "%", "growth(revenue)"), "zones.toml");
  const ZoneTable table = table_of(
      "zone,year,revenue,revenue@previous\nalpha,2019,900,\nbravo,2019,100,\n"
      "carol,2019,100,\nalpha,2020,1500,1000\nbravo,2020,100,\ncarol,2020,200,\n",
      system);
  const auto found = derivatives(table, system, {}, "alpha");
  ASSERT_EQ(found.figures.size(), 3U);
  EXPECT_NEAR(found.figures[0].overall.right, 0.1, 1e-15) << "a point in 100 of 1000";
  const FigureDerivative& own = found.figures[1].comparable ? found.figures[2] : found.figures[1];
  const FigureDerivative& again = found.figures[1].comparable ? found.figures[1] : found.figures[2];
  EXPECT_EQ(own.overall.right, 0.0) << "what was reported again stands before it";
  EXPECT_EQ(again.year, 2019);
  EXPECT_EQ(again.figure, 1000.0);
  EXPECT_NEAR(again.overall.right, -0.15, 1e-15);
  EXPECT_TRUE(is_missing(again.percent_places));
}

TEST(Derivatives, RefuseWhatHasNone) {
  const RankOptions by_hand{.adjust = [](Matrix&) {}};
  EXPECT_ERROR(derivatives(tied(), system_of_two(), by_hand, "alpha"), HasSubstr("raw figures"));
  const Method copeland = read_method(
      system_of_two(), std::vector<Setting>{testing::chosen("aggregation", "copeland")});
  EXPECT_ERROR(derivatives(tied(), system_of_two(), {.method = copeland}, "alpha"),
               HasSubstr("has derivatives"));
  EXPECT_ERROR(derivatives(tied(), system_of_two(), {}, "alfa"), HasSubstr("alpha"));
}

}  // namespace
}  // namespace zonerank::test_derivatives
