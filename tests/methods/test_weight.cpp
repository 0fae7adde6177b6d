#include "zonerank/methods/weight.hpp"

#include "support/fifty.hpp"
#include "support/testing.hpp"
#include "zonerank/methods/detail/weights.hpp"

namespace zonerank::test_weight {
namespace {

using testing::all_close;
using testing::Fifty;
using ::testing::HasSubstr;

Vector weights(const MatrixRef& scores, const Weighting& method) {
  WeightInput input;
  input.scores = scores;
  input.given = Vector::Ones(scores.cols());
  return weigh(method, input);
}

TEST(GivenWeights, AreSharesOfTheirSum) {
  EXPECT_EQ(given_weights(Vector{{20, 20, 25, 10, 25}}), (Vector{{0.2, 0.2, 0.25, 0.1, 0.25}}));
  EXPECT_EQ(given_weights(Vector{{1e308, 1e308}}), (Vector{{0.5, 0.5}})) << "their sum overflows";
  EXPECT_ERROR(given_weights(Vector{{1, missing}}), HasSubstr("weights[1]: the weight is nan"));
  EXPECT_ERROR(given_weights(Vector{{0, 0}}), HasSubstr("are zero"));
  EXPECT_EQ(equal_weights(4), (Vector{{0.25, 0.25, 0.25, 0.25}}));
  EXPECT_ERROR(equal_weights(0), HasSubstr("at least one is needed"));
}

const Matrix two{{1, 2}, {3, 2}, {5, 8}};

TEST(DataWeights, AreWorkedByHand) {
  // shares 1/9 3/9 5/9 and 1/6 1/6 4/6
  const auto e = [](double a, double b, double c) {
    return 1 + (a * std::log(a) + b * std::log(b) + c * std::log(c)) / std::log(3.0);
  };
  const double e1 = e(1.0 / 9, 3.0 / 9, 5.0 / 9), e2 = e(1.0 / 6, 1.0 / 6, 4.0 / 6);
  EXPECT_NEAR(weights(two, Entropy{})[0], e1 / (e1 + e2), 1e-14);
  EXPECT_NEAR(weights(two, DeviationWeights{})[0], 2 / (2 + std::sqrt(12.0)), 1e-15);
  EXPECT_NEAR(weights(two, VarianceWeights{})[0], 0.25, 1e-15);
  const double v1 = 2.0 / 3, v2 = std::sqrt(12.0) / 4;
  EXPECT_NEAR(weights(two, VariationCoefficient{})[0], v1 / (v1 + v2), 1e-15);
  // mean absolute differences: (2 + 4 + 2) 2 / (2 9 3) and (0 + 6 + 6) 2 / (2 9 4)
  EXPECT_NEAR(weights(two, GiniWeights{})[0], (8.0 / 27) / (8.0 / 27 + 12.0 / 36), 1e-15);
  EXPECT_NEAR(weights(two, Critic{})[0], 2 / (2 + std::sqrt(12.0)), 1e-14)
      << "of two columns both conflicts are the same";
  EXPECT_EQ(weights(two, Independence{})[0], 0.5);
  EXPECT_NEAR(weights(two, PcaWeights{})[0], 0.5, 1e-15);
}

// Saaty (1980): wealth of nations kind; here the consistent table of 4, 2, 1.
TEST(Ahp, OfConsistentJudgmentsIsTheirScale) {
  const Matrix a{{1, 2, 4}, {0.5, 1, 2}, {0.25, 0.5, 1}};
  for (const AhpMethod method :
       {AhpMethod::eigenvector, AhpMethod::geometric, AhpMethod::column_mean}) {
    const AhpResult r = ahp(a, method);
    EXPECT_TRUE(all_close(r.weights, Vector{{4, 2, 1}} / 7, 1e-14));
    EXPECT_NEAR(r.lambda_max, 3.0, 1e-13);
    EXPECT_NEAR(r.ratio, 0.0, 1e-13);
  }
}

// Saaty (1977), A scaling method for priorities in hierarchical structures: choice of a school,
// weights .32 .14 .03 .13 .24 .14; his judgments contradict each other.
TEST(Ahp, MatchesSaatysChoiceOfASchool) {
  const Matrix a{{1, 4, 3, 1, 3, 4},
                 {1.0 / 4, 1, 7, 3, 1.0 / 5, 1},
                 {1.0 / 3, 1.0 / 7, 1, 1.0 / 5, 1.0 / 5, 1.0 / 6},
                 {1, 1.0 / 3, 5, 1, 1, 1.0 / 3},
                 {1.0 / 3, 5, 5, 1, 1, 3},
                 {1.0 / 4, 1, 6, 3, 1.0 / 3, 1}};
  const AhpResult r = ahp(a);
  EXPECT_TRUE(all_close(r.weights, Vector{{.32, .14, .03, .13, .24, .14}}, 0.0055));
  EXPECT_GT(r.ratio, 0.2);
  EXPECT_GT(std::abs(std::log(r.worst[0].given / r.worst[0].implied)), 1.0);
}

TEST(Ahp, OfIncompleteJudgmentsKeepsTheScaleThatTheyImply) {
  Matrix a{{1, 2, 0}, {0.5, 1, 2}, {0, 0.5, 1}};
  EXPECT_TRUE(all_close(ahp(a).weights, Vector{{4, 2, 1}} / 7, 1e-12));
  EXPECT_TRUE(all_close(ahp(a, AhpMethod::geometric).weights, Vector{{4, 2, 1}} / 7, 1e-12));
  a(1, 2) = a(2, 1) = 0;
  const std::vector<std::string> names = {"rd", "patents", "exports"};
  EXPECT_ERROR(ahp(a, AhpMethod::eigenvector, names),
               HasSubstr("no judgment connects exports with rd"));
}

TEST(Ahp, NamesThePairThatIsWrong) {
  const std::vector<std::string> names = {"rd", "patents"};
  EXPECT_ERROR(ahp(Matrix{{1, 3}, {3, 1}}, AhpMethod::eigenvector, names),
               HasSubstr("judgment of patents against rd: the judgment is 3, but must be 1 / 3"));
  EXPECT_ERROR(ahp(Matrix{{1, -2}, {-0.5, 1}}, AhpMethod::eigenvector, names),
               HasSubstr("the judgment is -0.5, but must be a number above 0"));
  WeightInput input;
  input.names = {"a", "b", "c"};
  const Ahp contradicting{Matrix{{1, 9, 1.0 / 9}, {1.0 / 9, 1, 9}, {9, 1.0 / 9, 1}}};
  EXPECT_ERROR(
      weigh(contradicting, input),
      HasSubstr("the judgments contradict each other: the consistency ratio is 6.13, above "
                "0.1; reconsider"));
  EXPECT_ERROR(weigh(Ahp{}, input), HasSubstr("needs the option \"judgments\""));
}

TEST(Ahp, OfAGroupIsTheGeometricMean) {
  const Matrix a{{1, 2}, {0.5, 1}};
  const Matrix b{{1, 8}, {0.125, 1}};
  EXPECT_TRUE(
      all_close(group_judgments(std::vector<Matrix>{a, b}), Matrix{{1, 4}, {0.25, 1}}, 1e-15));
}

TEST(Ahp, OfAGroupTakesThoseWhoJudgedThePair) {
  const Matrix a{{1, 2, 4}, {0.5, 1, 2}, {0.25, 0.5, 1}};
  const Matrix b{{1, 8, 0}, {0.125, 1, 0}, {0, 0, 1}};
  const Matrix both = group_judgments(std::vector<Matrix>{a, b});
  EXPECT_NEAR(both(0, 1), 4.0, 1e-14);
  EXPECT_NEAR(both(1, 2), 2.0, 1e-14) << "one person judged it";
  const Matrix c{{1, 1, 1}, {1, 1, 1}, {1, 1, 1}};
  const Vector w = group_priorities(std::vector<Matrix>{a, c});
  EXPECT_TRUE(all_close(w, Vector{{2, std::sqrt(2.0), 1}} / (3 + std::sqrt(2.0)), 1e-12));
}

TEST(OrderWeights, AreWorkedByHand) {
  EXPECT_TRUE(all_close(rank_order_weights(Vector{{1, 2, 3}}),
                        Vector{{11.0 / 18, 5.0 / 18, 2.0 / 18}}, 1e-15));
  EXPECT_TRUE(all_close(rank_order_weights(Vector{{3, 1, 2}}, RankRule::sum),
                        Vector{{1.0 / 6, 3.0 / 6, 2.0 / 6}}, 1e-15));
  EXPECT_TRUE(all_close(rank_order_weights(Vector{{1, 2, 4, 3}}, RankRule::comparison),
                        Vector{{7, 5, 1, 3}} / 16, 1e-15));
  EXPECT_TRUE(all_close(rank_order_weights(Vector{{1, 2}}, RankRule::reciprocal),
                        Vector{{2.0 / 3, 1.0 / 3}}, 1e-15));
  EXPECT_TRUE(all_close(rank_order_weights(Vector{{1, 2.5, 2.5}}, RankRule::sum),
                        Vector{{0.5, 0.25, 0.25}}, 1e-15));
  WeightInput input;
  input.names = {"x", "y", "z"};
  const OrderRelation g1{{"y", "z", "x"}, {1.5, 2}};
  EXPECT_TRUE(all_close(weigh(g1, input), Vector{{1, 3, 2}} / 6, 1e-15));
  EXPECT_ERROR(weigh(OrderRelation{{"y", "z"}, {1.5}}, input), HasSubstr("\"x\" is not in it"));
  EXPECT_ERROR(weigh(OrderRelation{{"y", "z", "x"}, {1.5, 0.5}}, input),
               HasSubstr("ratios: the judgment is 0.5, but must be 1 or more"));
}

TEST(Combination, IsWorkedByHand) {
  Matrix w(2, 2);
  w << 0.8, 0.3, 0.2, 0.7;
  EXPECT_TRUE(all_close(combine_weights(w, CombineRule::linear, Vector{{1, 1}}),
                        Vector{{0.55, 0.45}}, 1e-15));
  EXPECT_TRUE(all_close(
      combine_weights(w, CombineRule::multiplicative, Vector{{1, 1}}),
      Vector{{std::sqrt(0.24), std::sqrt(0.14)}} / (std::sqrt(0.24) + std::sqrt(0.14)), 1e-15));
  const Vector game = combine_weights(w, CombineRule::game, Vector{{1, 1}});
  EXPECT_NEAR(game.sum(), 1.0, 1e-15);
  EXPECT_GT(game[0], 0.3);
  EXPECT_LT(game[0], 0.8);
}

TEST(EqualImportance, MakesCorrelationsEqual) {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    Matrix x = testing::random_matrix(seed * 5, 60, 4).array().log();
    x.col(1) += 0.5 * x.col(0);
    const Vector w = weights(x, EqualImportance{});
    const Vector sum = x * w;
    Vector r(4);
    for (Index j = 0; j < 4; ++j) {
      r[j] = correlation({x.col(j).data(), 60}, {sum.data(), 60}).r;
    }
    EXPECT_LT(r.maxCoeff() - r.minCoeff(), 1e-6) << "seed " << seed;
  }
}

// Zones best by 1, 2 and 3 are the first, second and third. Losses of the columns there: 0 1/2 1/2,
// 1/4 0 3/4, 1/2 1/4 0: what flows into each column balances what flows out of it.
TEST(Cilos, IsWorkedByHand) {
  const Matrix x{{8, 4, 4}, {6, 8, 2}, {4, 6, 8}};
  const Vector w = weights(x, Cilos{});
  const Matrix loss{{0, 0.5, 0.5}, {0.25, 0, 0.75}, {0.5, 0.25, 0}};  // row: the best zone's column
  for (Index j = 0; j < 3; ++j)
    EXPECT_NEAR(loss.row(j).dot(w), w[j] * loss.col(j).sum(), 1e-15) << j;
  Vector mixed = weights(x, Entropy{}).cwiseProduct(w);
  mixed /= mixed.sum();
  EXPECT_TRUE(all_close(weights(x, Idocriw{}), mixed, 1e-14));
}

TEST(Cilos, TakesTheMeanOverZonesThatShareTheBest) {
  const Matrix x{{8, 4, 4}, {8, 2, 8}, {6, 8, 2}, {4, 6, 8}};
  const Matrix turned{{8, 2, 8}, {8, 4, 4}, {4, 6, 8}, {6, 8, 2}};
  EXPECT_TRUE(all_close(weights(x, Cilos{}), weights(turned, Cilos{}), 1e-14));
}

TEST(Cilos, NamesWhatLosesNothing) {
  const Matrix x{{8, 4}, {6, 2}, {4, 3}};
  EXPECT_ERROR(weights(x, Cilos{}), HasSubstr("the weights cilos are not defined: an indicator "
                                              "loses nothing in the zones that are best by the "
                                              "others"));
}

TEST(ScatterDegree, OfOneColumnSetFollowsItsSize) {
  WeightInput input;
  input.scores = Matrix{{1, 2}, {2, 4}};
  input.panel = {input.scores, input.scores * 3};
  EXPECT_TRUE(all_close(weigh(ScatterDegree{}, input), Vector{{1, 2}} / 3, 1e-12));
}

}  // namespace
}  // namespace zonerank::test_weight
