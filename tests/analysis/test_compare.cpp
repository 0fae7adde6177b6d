#include "zonerank/analysis/compare.hpp"

#include "support/testing.hpp"

namespace zonerank::test_compare {
namespace {

using ::testing::HasSubstr;

// Salabun & Urbaniak (2020), A new coefficient of rankings similarity in decision-making problems:
// for 1..5 against 1 2 3 5 4, and 2 1 3 4 5, WS is 0.9688 (1 - 1/16/3 - 1/32/4) and 0.7917.
TEST(RankAgreement, WeighsTheTopMore) {
  const std::vector<double> reference = {1, 2, 3, 4, 5};
  const RankAgreement tail = rank_agreement(reference, std::vector<double>{1, 2, 3, 5, 4});
  const RankAgreement top = rank_agreement(reference, std::vector<double>{2, 1, 3, 4, 5});
  EXPECT_NEAR(tail.ws, 1 - 1.0 / 48 - 1.0 / 128, 1e-15);
  EXPECT_NEAR(top.ws, 1 - 1.0 / 8 - 1.0 / 12, 1e-15);
  EXPECT_GT(tail.weighted_spearman, top.weighted_spearman);
  EXPECT_EQ(tail.spearman, top.spearman);
  EXPECT_NEAR(tail.spearman, 0.9, 1e-15);
  EXPECT_NEAR(tail.kendall, 0.8, 1e-15);
  EXPECT_EQ(tail.mean_shift, 0.4);
  EXPECT_EQ(tail.max_shift, 1.0);
}

TEST(RankAgreement, OfARankingWithItselfIsOne) {
  const std::vector<double> ranks = {3, 1, 2, missing, 4};
  const RankAgreement a = rank_agreement(ranks, ranks);
  EXPECT_EQ(a.n, 4);
  for (const double one : {a.spearman, a.weighted_spearman, a.kendall, a.gamma, a.ws}) {
    EXPECT_NEAR(one, 1.0, 1e-15);
  }
  EXPECT_EQ(a.max_shift, 0.0);
}

TEST(RankAgreement, OfTheReverseIsMinusOneButForWs) {
  const RankAgreement a =
      rank_agreement(std::vector<double>{1, 2, 3, 4}, std::vector<double>{4, 3, 2, 1});
  EXPECT_NEAR(a.spearman, -1.0, 1e-15);
  EXPECT_NEAR(a.kendall, -1.0, 1e-15);
  EXPECT_NEAR(a.gamma, -1.0, 1e-15);
  EXPECT_NEAR(a.weighted_spearman, -1.0, 1e-15);
  EXPECT_GE(a.ws, 0.0);
}

TEST(RankAgreement, LeavesTiesOutOfGammaAndCorrectsTauForThem) {
  const RankAgreement a =
      rank_agreement(std::vector<double>{1, 2, 2, 4}, std::vector<double>{1, 2, 3, 4});
  EXPECT_EQ(a.gamma, 1.0);
  EXPECT_NEAR(a.kendall, 5 / std::sqrt(30.0), 1e-15);
}

TEST(RankAgreement, NamesWhatIsNoRank) {
  EXPECT_ERROR(rank_agreement(std::vector<double>{1, 0.5}, std::vector<double>{1, 2}),
               HasSubstr("rank of row 1: is 0.5, but must be 1 or more; for scores, rank them"));
  EXPECT_ERROR(rank_agreement(std::vector<double>{1}, std::vector<double>{1, 2}),
               HasSubstr("other: has 2 entries"));
}

}  // namespace
}  // namespace zonerank::test_compare
