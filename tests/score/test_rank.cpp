#include "zonerank/score/rank.hpp"

#include "support/fifty.hpp"
#include "support/testing.hpp"

namespace zonerank {
namespace {

using testing::all_close;

TEST(RankScores, FollowTheTieRules) {
  const Vector s{{7, 9, 5, 7}};
  EXPECT_EQ(rank_scores(s), (Vector{{2, 1, 4, 2}}));
  EXPECT_EQ(rank_scores(s, TieRule::min), (Vector{{2, 1, 4, 2}}));
  EXPECT_EQ(rank_scores(s, TieRule::max), (Vector{{3, 1, 4, 3}}));
  EXPECT_EQ(rank_scores(s, TieRule::average), (Vector{{2.5, 1, 4, 2.5}}));
  EXPECT_EQ(rank_scores(s, TieRule::dense), (Vector{{2, 1, 3, 2}}));
}

TEST(RankScores, LeaveOutWhatHasNoScore) {
  const Vector s{{missing, 7, missing, 9, 7}};
  EXPECT_TRUE(all_close(rank_scores(s), Vector{{missing, 2, missing, 1, 2}}, 0));
  EXPECT_TRUE(rank_scores(Vector{{missing}}).array().isNaN().all());
  EXPECT_EQ(rank_scores(Vector(0)).size(), 0);
}

TEST(RankScores, CompareExactly) {
  const double next = std::nextafter(1.0, 2.0);
  EXPECT_EQ(rank_scores(Vector{{1.0, next}}), (Vector{{2, 1}})) << "no tolerance";
  EXPECT_EQ(rank_scores(Vector{{0.0, -0.0}}), (Vector{{1, 1}}));
  EXPECT_EQ(rank_scores(Vector{{-1, INFINITY, -INFINITY}}), (Vector{{2, 1, 3}}));
}

TEST(RankScores, OfAllEqualAreOneOrTheMiddleOrLast) {
  const Vector s = Vector::Constant(5, 3.0);
  EXPECT_EQ(rank_scores(s), Vector::Constant(5, 1.0));
  EXPECT_EQ(rank_scores(s, TieRule::max), Vector::Constant(5, 5.0));
  EXPECT_EQ(rank_scores(s, TieRule::average), Vector::Constant(5, 3.0));
}

/// Many scores are sorted by another road than few: both against counting the greater ones.
TEST(RankScores, OfManyEqualTheDefinition) {
  Vector scores(6000);
  for (Index i = 0; i < scores.size(); ++i) {
    const double u = testing::uniform(1, static_cast<std::uint32_t>(i));
    scores[i] =
        i % 7 == 0 ? missing : std::floor(2000 * u - 1000) * std::pow(10.0, i % 5 * 60 - 120);
    if (i % 11 == 0) scores[i] = i % 2 == 0 ? 0.0 : -0.0;
  }
  const Vector ranks = rank_scores(scores);
  const Vector worst = rank_scores(scores, TieRule::max);
  for (Index i = 0; i < scores.size(); i += 13) {
    if (is_missing(scores[i])) {
      EXPECT_TRUE(is_missing(ranks[i]));
      continue;
    }
    EXPECT_EQ(ranks[i], 1 + static_cast<double>((scores.array() > scores[i]).count()));
    EXPECT_EQ(worst[i], static_cast<double>((scores.array() >= scores[i]).count()));
  }
}

}  // namespace
}  // namespace zonerank
