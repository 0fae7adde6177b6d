#include "zonerank/methods/rank.hpp"

#include "support/fifty.hpp"
#include "support/testing.hpp"

namespace zonerank::test_rank {
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

/// Very many are sorted by several threads: ties within and between them.
TEST(RankScores, OfVeryManyEqualTheDefinitionUnderEveryRule) {
  constexpr Index n = 300'000;
  Vector scores(n);
  for (Index i = 0; i < n; ++i) {
    const double u = testing::uniform(2, static_cast<std::uint32_t>(i));
    // a third of them on a few values, some a rounding apart
    scores[i] = i % 3 == 0 ? std::floor(50 * u) : 50 * u;
    if (i % 1000 == 7) scores[i] = std::nextafter(25.0, i % 2 == 0 ? 0.0 : 50.0);
    if (i % 997 == 5) scores[i] = missing;
  }
  std::vector<double> sorted;
  for (const double s : scores) {
    if (!is_missing(s)) sorted.push_back(s);
  }
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  std::vector<double> levels = sorted;
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  const Vector least = rank_scores(scores), most = rank_scores(scores, TieRule::max),
               middle = rank_scores(scores, TieRule::average),
               dense = rank_scores(scores, TieRule::dense);
  for (Index i = 0; i < n; ++i) {
    if (is_missing(scores[i])) {
      ASSERT_TRUE(is_missing(least[i]) && is_missing(dense[i]));
      continue;
    }
    const auto [first, last] =
        std::equal_range(sorted.begin(), sorted.end(), scores[i], std::greater<>());
    const auto level = std::lower_bound(levels.begin(), levels.end(), scores[i], std::greater<>());
    ASSERT_EQ(least[i], static_cast<double>(first - sorted.begin() + 1)) << i;
    ASSERT_EQ(most[i], static_cast<double>(last - sorted.begin())) << i;
    ASSERT_EQ(middle[i], (least[i] + most[i]) / 2) << i;
    ASSERT_EQ(dense[i], static_cast<double>(level - levels.begin() + 1)) << i;
  }
}

}  // namespace
}  // namespace zonerank::test_rank
