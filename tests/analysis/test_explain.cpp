#include "zonerank/analysis/explain.hpp"

#include "methods/small.hpp"
#include "support/testing.hpp"

namespace zonerank {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::plain_system;
using testing::table_of;

const std::string two_groups = R"toml([[group]]
id = "a"
parent = "overall"
weight = 0.5
[[group]]
id = "b"
parent = "overall"
weight = 0.5
)toml";

/// x1, x2 and x3 (less is better) in a, x4 in b; scores are the values, of x3 turned by min-max.
System four_indicators() {
  const std::string in_a = "group = \"a\"", in_b = "group = \"b\"";
  return plain_system(4, {in_a, in_a, in_a + "\ndirection = \"-\"", in_b}, two_groups);
}

const std::string five_zones =
    "zone,year,f1,f2,f3,f4\n"
    "alpha,2020,100,0,10,50\n"
    "bravo,2020,80,100,20,100\n"
    "carol,2020,0,50,30,75\n"
    "delta,2020,60,25,15,\n"
    "echo,2020,20,75,18,0\n";

struct Ranked {
  System system = four_indicators();
  Ranking ranking = rank(table_of(five_zones, system), system, {.year = 2020});
};

TEST(Explain, PlacesAddUpToTheRankOfARanking) {
  const Ranked r;
  for (const std::string& zone : r.ranking.zones) {
    const Explanation e = explain(r.ranking, r.system, zone);
    const Vector ranks = rank_scores(r.ranking.group_scores.col(0), TieRule::average);
    if (is_missing(ranks[e.zone])) {
      EXPECT_EQ(zone, "delta") << "it lacks the one indicator of b";
      EXPECT_TRUE(is_missing(e.places.rank));
      continue;
    }
    EXPECT_EQ(e.places.rank, ranks[e.zone]);
    EXPECT_NEAR(2.5 - e.places.indicators.sum(), ranks[e.zone], 1e-12);
    EXPECT_NEAR(e.contributions.indicators.sum(),
                e.contributions.score - e.contributions.reference_score, 1e-12);
  }
}

/// Overall: bravo 77.8, alpha 58.3, carol 45.8, echo 29.2; delta has none. Scores of x3 are 100,
/// 50, 0, 75 and 60.
TEST(Explain, TellsScoresRanksAndOfHowMany) {
  const Ranked r;
  const Explanation e = explain(r.ranking, r.system, "alpha");
  EXPECT_EQ(e.name, "alpha");
  EXPECT_EQ(e.values, (Vector{{100, 0, 10, 50}}));
  EXPECT_EQ(e.scores, (Vector{{100, 0, 100, 50}}));
  EXPECT_EQ(e.indicator_ranks, (Vector{{1, 5, 1, 3}}));
  EXPECT_EQ(e.n_indicator, (Vector{{5, 5, 5, 4}}));
  EXPECT_EQ(e.n_group, (Vector{{4, 5, 4}}));
  EXPECT_NEAR(e.group_scores[0], (200.0 / 3 + 50) / 2, 1e-12);
  EXPECT_EQ(e.group_ranks[0], 2.0);
}

TEST(Explain, ContributionsAreAgainstTheNamedReference) {
  const Ranked r;
  EXPECT_EQ(explain(r.ranking, r.system, "alpha").reference, "median");
  const Explanation ahead = explain(r.ranking, r.system, "alpha", {.against = "ahead"});
  EXPECT_EQ(ahead.reference, "bravo");
  // A sixth of the weight for each of a, half for x4.
  EXPECT_TRUE(testing::all_close(ahead.contributions.indicators,
                                 Vector{{20 / 6.0, -100 / 6.0, 50 / 6.0, -25.0}}, 1e-12));
  EXPECT_EQ(explain(r.ranking, r.system, "alpha", {.against = "echo"}).reference, "echo");
  EXPECT_EQ(explain(r.ranking, r.system, "bravo", {.against = "ahead"}).reference, "median");
  EXPECT_EQ(explain(r.ranking, r.system, "bravo", {.against = "mean"}).reference, "mean");
}

TEST(Distances, AreInTheUnitAndDirectionOfTheIndicator) {
  const Ranked r;
  const Index echo = r.ranking.zone("echo");
  const Distances d = distances(r.ranking, r.system, echo, 2.0, r.ranking.zone("delta"));
  EXPECT_TRUE(testing::all_close(d.to_median, Vector{{40, -25, 0, 62.5}}, 1e-12));
  EXPECT_TRUE(testing::all_close(d.to_quartile, Vector{{60, 0, -3, 81.25}}, 1e-12));
  EXPECT_TRUE(testing::all_close(d.to_next, Vector{{40, 25, -3, 50}}, 1e-12));
  EXPECT_TRUE(testing::all_close(d.to_rank, Vector{{80, -75, -8, 50}}, 1e-12)) << "alpha is 2nd";
  EXPECT_TRUE(testing::all_close(d.to_zone, Vector{{40, -50, -3, missing}}, 1e-12));
  const Distances best = distances(r.ranking, r.system, r.ranking.zone("alpha"));
  EXPECT_TRUE(is_missing(best.to_next[0])) << "no zone is better";
  EXPECT_TRUE(best.to_rank.array().isNaN().all());
  EXPECT_TRUE(best.to_zone.array().isNaN().all());
}

TEST(Distances, FindTheZoneAtARank) {
  const Ranked r;
  EXPECT_EQ(zone_at_rank(r.ranking, 1), r.ranking.zone("bravo"));
  EXPECT_EQ(zone_at_rank(r.ranking, 4), r.ranking.zone("echo"));
  EXPECT_EQ(zone_at_rank(r.ranking, 9), r.ranking.zone("echo"));
  EXPECT_ERROR(zone_at_rank(r.ranking, 0), HasSubstr("rank: is 0, but must be from 1 to 4"));
  Ranking tied = r.ranking;
  tied.group_ranks.col(0) = Vector{{2, 1, 2, missing, 4}};
  EXPECT_EQ(zone_at_rank(tied, 3), 0) << "the first of those that share the second rank";
}

TEST(Benchmarks, AreRatiosOfValues) {
  const Ranked r;
  const Explanation e = explain(r.ranking, r.system, "bravo", {.benchmarks = {"alpha", "delta"}});
  EXPECT_TRUE(testing::all_close(
      e.ratios, Matrix{{0.8, 80 / 60.0}, {missing, 4}, {2, 20 / 15.0}, {2, missing}}, 1e-12));
}

TEST(RanksAmong, AreThoseOfZonesWithTheSameLabel) {
  const Ranked r;
  const std::map<std::string, std::string> labels = {
      {"alpha", "north"}, {"carol", "north"}, {"delta", "north"}, {"bravo", "south"}};
  const Explanation e = explain(r.ranking, r.system, "carol", {.labels = labels});
  ASSERT_TRUE(e.among);
  EXPECT_EQ(e.among->label, "north");
  EXPECT_EQ(e.among->n, 2) << "delta has no overall score";
  EXPECT_TRUE(testing::all_close(e.among->group_ranks, Vector{{2, 3, 1}}, 0.0));
  EXPECT_EQ(e.among->indicator_ranks, (Vector{{3, 1, 3, 1}}));
  EXPECT_FALSE(explain(r.ranking, r.system, "echo", {.labels = labels}).among);
}

/// 20 ranked zones: 5 % of them is one rank.
TEST(Boards, StandBesideTheOverallRank) {
  Ranking ranking;
  ranking.zones.assign(20, "z");
  ranking.group_ranks = Matrix::Ones(20, 6);
  ranking.group_ranks.row(4) = Vector{{10, 8, 9, 11, 12, missing}}.transpose();
  EXPECT_THAT(boards(ranking, 4), ElementsAre(Board::even, Board::strong, Board::even, Board::even,
                                              Board::weak, Board::none));
  EXPECT_EQ(boards(ranking, 4, 0.1)[1], Board::even);
  EXPECT_EQ(boards(ranking, 4, 0.0)[3], Board::weak);
  EXPECT_ERROR(boards(ranking, 4, 1.5), HasSubstr("threshold"));
  EXPECT_ERROR(boards(ranking, 20), HasSubstr("zone: is 20"));
}

/// Zone 0 among 11 zones has rank 1 + j in the indicator j of 10, percentile (10 - j) / 10.
struct Ladder {
  System system = plain_system(10, {});
  Ranking ranking;

  Ladder() {
    ranking.zones.assign(11, "z");
    ranking.scores.resize(11, 10);
    for (Index j = 0; j < 10; ++j) {
      for (Index i = 0; i < 11; ++i) ranking.scores(i, j) = i == 0 ? 50.0 : i <= j ? 60.0 : 10.0;
    }
    ranking.left_out.assign(10, false);
    ranking.weights = Vector::Constant(10, 0.1);
  }
};

TEST(Profiles, ListTheBestAndTheWorstPercentiles) {
  const Ladder l;
  const Profile p = profile(l.ranking, l.system, 0, {.listed = 4});
  EXPECT_NEAR(p.percentiles[0], 1.0, 1e-15);
  EXPECT_NEAR(p.percentiles[9], 0.1, 1e-15);
  EXPECT_THAT(p.strengths, ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(p.weaknesses, ElementsAre(9, 8, 7, 6));
  const Profile few = profile(l.ranking, l.system, 0, {.listed = 1});
  EXPECT_THAT(few.strengths, ElementsAre(0, 1, 2)) << "third or better is always a strength";
  EXPECT_THAT(few.weaknesses, ElementsAre(9));
  EXPECT_THAT(profile(l.ranking, l.system, 0).strengths, ElementsAre(0, 1, 2, 3, 4))
      << "half of the indicators at most";
}

TEST(Profiles, ListNothingWhereAFifthOfTheGroupIsMissing) {
  Ladder l;
  l.ranking.scores(0, 4) = missing;
  EXPECT_FALSE(profile(l.ranking, l.system, 0).strengths.empty()) << "a tenth is missing";
  l.ranking.scores(0, 5) = missing;
  EXPECT_TRUE(profile(l.ranking, l.system, 0).strengths.empty());
  EXPECT_TRUE(profile(l.ranking, l.system, 0).weaknesses.empty());
  l.ranking.left_out[5] = true;  // for all zones: the zone does not lack it, one of nine is missing
  EXPECT_FALSE(profile(l.ranking, l.system, 0).strengths.empty());
}

TEST(Profiles, ListThoseThatAreLevelWithTheLastOne) {
  Ladder l;
  for (Index j = 4; j < 10; ++j) l.ranking.scores.col(j) = l.ranking.scores.col(4);
  const Profile p = profile(l.ranking, l.system, 0, {.listed = 2, .top_rank = 0});
  EXPECT_THAT(p.strengths, ElementsAre(0, 1));
  EXPECT_EQ(p.weaknesses.size(), 6U);
}

/// Deficits 0.5 * 0.2, 0.3 * 0.5 and 0.2 * 0.25: of 0.3 a third, a half, a sixth.
TEST(Obstacles, AreSharesOfTheWeightedDeficits) {
  Ranking ranking;
  ranking.zones = {"a", "b", "c"};
  ranking.scores = Matrix{{80, 50, 75, missing}, {100, 100, 100, 100}, {80, 101, 0, 0}};
  ranking.weights = Vector{{0.5, 0.3, 0.2, 0.0}};
  ranking.left_out.assign(4, false);
  EXPECT_TRUE(testing::all_close(obstacle_degrees(ranking, 0),
                                 Vector{{1 / 3.0, 1 / 2.0, 1 / 6.0, missing}}, 1e-12));
  EXPECT_EQ(obstacle_degrees(ranking, 1), Vector::Zero(4));
  EXPECT_TRUE(obstacle_degrees(ranking, 2).array().isNaN().all()) << "101 points of 100";
}

TEST(Explain, NamesTheNearestZone) {
  const Ranked r;
  EXPECT_ERROR(explain(r.ranking, r.system, "alphe"), HasSubstr("did you mean \"alpha\"?"));
  EXPECT_ERROR(explain(r.ranking, r.system, "alpha", {.against = "ekko"}),
               HasSubstr("there is no zone \"ekko\""));
  EXPECT_ERROR(explain(r.ranking, r.system, "alpha", {.opponents = {"bravos"}}),
               HasSubstr("did you mean \"bravo\"?"));
  EXPECT_ERROR(explain(r.ranking, r.system, "alpha", {.benchmarks = {"x"}}),
               HasSubstr("there is no zone \"x\""));
}

TEST(Explain, SplitsAgainstNamedOpponents) {
  const Ranked r;
  const Explanation e = explain(r.ranking, r.system, "carol", {.opponents = {"echo", "delta"}});
  EXPECT_EQ(e.places.n_opponents, 1) << "delta has no score";
  EXPECT_EQ(e.places.rank, 1.0);
}

}  // namespace
}  // namespace zonerank
