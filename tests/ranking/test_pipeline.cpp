#include "zonerank/ranking/pipeline.hpp"

#include "methods/small.hpp"

namespace zonerank::test_pipeline {
namespace {

using testing::all_close;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::notices_of;
using testing::plain_system;
using testing::table_of;

/// overall = 3/4 left + 1/4 x3; left = 1/4 x1 + 3/4 inner; inner = x2 (less is better) and x4.
const std::string nested = R"toml([[group]]
id = "left"
weight = 3
[[group]]
id = "inner"
parent = "left"
weight = 3
)toml";

System nested_system(const std::string& more_of_x4 = {}) {
  return plain_system(
      4,
      {"group = \"left\"\nweight = 1\n", "group = \"inner\"\ndirection = \"-\"\nweight = 1\n",
       "weight = 1\n", "group = \"inner\"\nweight = 1\n" + more_of_x4},
      nested);
}

const std::string head = "zone,year,f1,f2,f3,f4\n";

double overall(const Ranking& r, const std::string& zone) {
  return r.group_scores(r.zone(zone), 0);
}

/// Scores: A 0, 100, 100, 50; B 50, 0, 0, 100; C 100, 50, 75, 0.
/// inner: A 75, B 50, C 25; left: A 56.25, B 50, C 43.75; overall: A 67.1875, B 37.5, C 51.5625.
TEST(Rank, AddsUpNestedGroups) {
  const System system = nested_system();
  const Ranking r =
      rank(table_of(head + "A,2020,1,10,8,5\nB,2020,2,30,4,6\nC,2020,3,20,7,4\n", system), system);
  Matrix scores(3, 4);
  scores << 0, 100, 100, 50, 50, 0, 0, 100, 100, 50, 75, 0;
  EXPECT_TRUE(all_close(r.scores, scores, 0));
  Matrix groups(3, 3);
  groups << 67.1875, 56.25, 75, 37.5, 50, 50, 51.5625, 43.75, 25;
  EXPECT_TRUE(all_close(r.group_scores, groups, 0)) << "overall, left, inner";
  EXPECT_TRUE(all_close(r.weights, Vector{{0.1875, 0.28125, 0.25, 0.28125}}, 1e-15));
  EXPECT_EQ(r.group_ranks.col(0), (Vector{{1, 3, 2}}));
  EXPECT_EQ(r.group_ranks.col(1), (Vector{{1, 2, 3}}));
  EXPECT_EQ(r.indicator_ranks().col(1), (Vector{{1, 3, 2}}));
  EXPECT_EQ(r.weight_left_out, 0.0);
  EXPECT_THAT(r.problems.list(), IsEmpty());
  EXPECT_EQ(r.year, 2020);
}

TEST(Rank, LeavesOutWhatTellsNoZonesApart) {
  const System system = nested_system();
  const Ranking r =
      rank(table_of(head + "A,2020,1,10,8,5\nB,2020,2,10,8,6\nC,2020,3,10,8,4\n", system), system);
  EXPECT_THAT(r.left_out, ElementsAre(false, true, true, false));
  EXPECT_EQ(r.left_out_why[1].text(), "it is the same for all zones");
  EXPECT_DOUBLE_EQ(r.weight_left_out, 0.53125);
  EXPECT_TRUE(all_close(r.weights, Vector{{0.25, 0, 0, 0.75}}, 1e-15));
  EXPECT_TRUE(all_close(r.group_scores.col(0), Vector{{37.5, 87.5, 25}}, 1e-14));
  EXPECT_THAT(notices_of(r.problems, Code::left_out_indicator),
              ElementsAre("the indicator \"x2\" is left out for all zones (it is the same for all "
                          "zones); 28.1 % of the overall weight goes to the others of its group",
                          HasSubstr("\"x3\" is left out for all zones")));
  EXPECT_EQ(r.n_missing, Vector::Zero(3)) << "the values are there";
}

TEST(Rank, GivesTheWeightOfAnEmptyGroupToItsSiblings) {
  const System system = nested_system();
  const Ranking r = rank(table_of("zone,year,f1,f3\nA,2020,1,8\nB,2020,2,4\n", system), system);
  EXPECT_THAT(r.left_out, ElementsAre(false, true, false, true));
  EXPECT_EQ(r.left_out_why[3].text(), "no zone has a value");
  EXPECT_DOUBLE_EQ(r.weight_left_out, 0.5625);
  EXPECT_EQ(r.weights, (Vector{{0.75, 0, 0.25, 0}}));
  EXPECT_TRUE(r.group_scores.col(2).array().isNaN().all()) << "inner";
  EXPECT_EQ(r.group_scores.col(0), (Vector{{25, 75}}));
  EXPECT_EQ(r.n_missing, (Vector{{2, 2}}));
}

/// Five indicators of equal weight: one gap leaves 80 %, two leave 60 %.
TEST(Rank, RedistributesTheWeightOfGapsDownToEightyPercent) {
  const System system = plain_system(5, {});
  const ZoneTable table = table_of(
      "zone,year,f1,f2,f3,f4,f5\nA,2020,0,0,0,0,0\nB,2020,1,1,1,1,1\n"
      "C,2020,1,1,0.5,0,\nD,2020,1,1,1,,\n",
      system);
  const Ranking r = rank(table, system);
  EXPECT_TRUE(all_close(r.group_scores, Vector{{0, 100, 62.5, missing}}, 1e-15));
  EXPECT_TRUE(all_close(r.group_ranks, Vector{{3, 1, 2, missing}}, 0));
  EXPECT_EQ(r.n_missing, (Vector{{0, 0, 1, 2}}));
  EXPECT_THAT(
      notices_of(r.problems, Code::unranked_zone),
      ElementsAre("zone D: has no overall score: less than 80 % of the weight of overall is "
                  "present; see which indicators are missing"));
  RankOptions lenient;
  lenient.method.emplace().min_available = 0.6;
  EXPECT_TRUE(
      all_close(rank(table, system, lenient).group_scores, Vector{{0, 100, 62.5, 100}}, 1e-15));
}

TEST(Rank, NamesTheGroupsThatAnUnrankedZoneLacks) {
  const System system = nested_system();
  const Ranking r =
      rank(table_of(head + "A,2020,1,10,8,5\nB,2020,2,30,4,6\nC,2020,3,20,7,\n", system), system);
  EXPECT_TRUE(is_missing(overall(r, "C")));
  EXPECT_TRUE(all_close(r.group_scores.row(2), Matrix{{missing, missing, missing}}, 0));
  EXPECT_THAT(notices_of(r.problems, Code::unranked_zone),
              ElementsAre(HasSubstr("zone C: has no overall score: less than 80 % of the weight of "
                                    "left, inner is present")));
}

/// A group is not made up for by its siblings, however small: x1 weighs 5 % of the whole.
TEST(Rank, NeedsEveryGroup) {
  const System system = plain_system(2, {"group = \"small\"\n", "weight = 95\n"},
                                     "[[group]]\nid = \"small\"\nweight = 5\n");
  const ZoneTable table = table_of("zone,year,f1,f2\nA,2020,1,1\nB,2020,2,2\nC,2020,,2\n", system);
  const Ranking r = rank(table, system);
  EXPECT_TRUE(all_close(r.group_scores.col(0), Vector{{0, 100, missing}}, 0));
  EXPECT_THAT(notices_of(r.problems, Code::unranked_zone),
              ElementsAre(HasSubstr("zone C: has no overall score: less than 80 % of the weight of "
                                    "small is present")));
  RankOptions options;
  options.method.emplace().min_available = 0.0;
  EXPECT_TRUE(
      all_close(rank(table, system, options).group_scores.col(0), Vector{{0, 100, 100}}, 0));
}

TEST(Rank, GivesTheShareOfAssumedWeightThatIsPresent) {
  const System system = plain_system(
      3, {"weight = 5\nformula_status = \"assumed\"\n", "weight = 3\nname_status = \"inferred\"\n",
          "weight = 2\nweight_status = \"assumed\"\n"});
  RankOptions options;
  options.method.emplace().min_available = 0.0;
  const Ranking r =
      rank(table_of("zone,year,f1,f2,f3\nA,2020,1,1,1\nB,2020,2,2,2\nC,2020,,1.5,1\n", system),
           system, options);
  EXPECT_TRUE(all_close(r.assumed_weight, Vector{{0.8, 0.8, 0.6}}, 1e-15));
}

TEST(Rank, OfOneZoneAloneNeedsBoundsByHand) {
  const System system = nested_system();
  const ZoneTable one = table_of(head + "A,2020,1,10,8,5\n", system);
  const Ranking without = rank(one, system);
  EXPECT_TRUE(is_missing(overall(without, "A")));
  EXPECT_EQ(without.left_out_why[0].text(), "one zone alone needs bounds given by hand");
  EXPECT_DOUBLE_EQ(without.weight_left_out, 1.0);
  RankOptions options;
  options.bounds = {{"x1", {0, 4}}, {"x2", {0, 40}}, {"x3", {0, 10}}, {"x4", {-5, 5}}};
  const Ranking r = rank(one, system, options);
  EXPECT_EQ(r.scores, (Matrix{{25, 75, 80, 100}}));
  EXPECT_EQ(overall(r, "A"), 73.90625) << "3/4 (25/4 + 3/4 * 87.5) + 80/4";
  EXPECT_EQ(r.group_ranks(0, 0), 1.0);
}

TEST(Rank, ClipsAtBoundsByHandAndSaysSo) {
  const System system = plain_system(1, {"bounds = [0, 100]\n"});
  const ZoneTable table = table_of("zone,year,f1\nA,2020,5\nB,2020,20\n", system);
  EXPECT_EQ(rank(table, system).scores, (Matrix{{5}, {20}})) << "the system's own bounds";
  RankOptions options;
  options.bounds = {{"x1", {0, 10}}};
  const Ranking r = rank(table, system, options);
  EXPECT_EQ(r.scores, (Matrix{{50}, {100}})) << "those by hand stand before them";
  EXPECT_THAT(
      r.problems.list().at(0).text(),
      HasSubstr("B, 2020: \"x1\" is 20, outside its bounds [0, 10]; its score is that of the "
                "nearer bound"));
}

TEST(Rank, NamesBoundsThatDoNotFit) {
  const System system = plain_system(2, {});
  const ZoneTable table = table_of("zone,year,f1\nA,2020,5\n", system);
  RankOptions options;
  options.bounds = {{"y1", {0, 1}}, {"x2", {1, 1}}, {"x1", {0, INFINITY}}};
  EXPECT_ERROR(
      rank(table, system, options),
      AllOf(HasSubstr("bounds: the system has no indicator \"y1\"; did you mean \"x1\"?"),
            HasSubstr("bounds of x2: the range is [1, 1], but needs two finite numbers, the "
                      "first below the second"),
            HasSubstr("bounds of x1: the range is [0, inf]")));
}

TEST(Rank, TakesReviewerScoresOnTheirOwnScale) {
  const System system = parse_system(
      "[system]\nid = \"s\"\n[[field]]\nname = \"m\"\nunit = \"score\"\nnumber = \"real\"\n" +
          testing::indicator_toml("i", "score", "m") +
          testing::indicator_toml("j", "score", "m", "bounds = [50, 90]"),
      "s.toml");
  const Ranking r = rank(table_of("zone,year,m\nA,2020,70\nB,2020,90\n", system), system);
  EXPECT_EQ(r.scores, (Matrix{{70, 50}, {90, 100}}));
}

TEST(Rank, FlagsSkewedIndicators) {
  const System system = plain_system(2, {});
  std::string text = "zone,year,f1,f2\n";
  for (int k = 10; k < 30; ++k) {
    text += "z" + std::to_string(k) + ",2020," + std::to_string(k) + "," +
            (k == 29 ? "1000" : std::to_string(k % 5)) + "\n";
  }
  EXPECT_THAT(notices_of(rank(table_of(text, system), system).problems, Code::skewed_indicator),
              ElementsAre(AllOf(HasSubstr("\"x2\" is skewed (skewness 4.47, excess kurtosis 20): "
                                          "min-max squeezes most zones together"),
                                HasSubstr("compare with the ranks under percentile bounds"))));
}

TEST(Rank, LetsAGroupHaveItsOwnMean) {
  const System system = plain_system(3, {"group = \"g\"\n", "group = \"g\"\n"},
                                     "[[group]]\nid = \"g\"\naggregation = \"geometric\"\n",
                                     "[method]\nlower = 1\nupper = 100\n");
  RankOptions options;
  options.method = read_method(system);
  const Ranking r =
      rank(table_of("zone,year,f1,f2,f3\nA,2020,0,1,0\nB,2020,1,0,1\nC,2020,1,1,0\n", system),
           system, options);
  EXPECT_TRUE(all_close(r.group_scores.col(1), Vector{{10, 10, 100}}, 1e-14));
  EXPECT_TRUE(all_close(r.group_scores.col(0), Vector{{5.5, 55, 50.5}}, 1e-14));
}

TEST(Rank, SaysWhereAGeometricMeanMeetsZero) {
  const System system = plain_system(2, {"group = \"g\"\n"}, "[[group]]\nid = \"g\"\n");
  RankOptions options;
  options.method.emplace().aggregation = GeometricMean{};
  EXPECT_ERROR(rank(table_of("zone,year,f1,f2\nA,2020,2,3\nB,2020,1,4\n", system), system, options),
               HasSubstr("zone B, x1: score 0 cannot enter the geometric mean"));
}

TEST(Ranking, KnowsItsZones) {
  const System system = plain_system(1, {});
  const Ranking r = rank(table_of("zone,year,f1\nalpha,2020,1\nbeta,2020,2\n", system), system);
  EXPECT_EQ(r.zone("beta"), 1);
  EXPECT_ERROR(r.zone("bta"),
               HasSubstr("there is no zone \"bta\" in the data; did you mean \"beta\"?"));
}

TEST(Ranking, SaysTheEvaluationYear) {
  const System system = parse_system(
      "[system]\nid = \"s\"\nevaluation_offset = 1\n[[field]]\nname = \"f\"\nunit = \"1\"\nnumber "
      "= \"real\"\n" +
          testing::indicator_toml("i", "1", "f"),
      "s.toml");
  EXPECT_EQ(rank(table_of("zone,year,f\nA,2020,1\nB,2020,2\n", system), system).evaluation_year,
            2021);
}

}  // namespace
}  // namespace zonerank::test_pipeline
