// Aggregations by their worked examples, and what compares zones by its evidence.

#include "support/fifty.hpp"
#include "support/testing.hpp"
#include "zonerank/lanes/pair_lanes.hpp"
#include "zonerank/methods/aggregate.hpp"
#include "zonerank/run/detail/level.hpp"
#include "zonerank/stats/linear_program.hpp"

namespace zonerank::test_zone_comparison {
namespace {

using testing::all_close;
using ::testing::ElementsAre;
using testing::Fifty;
using ::testing::HasSubstr;

Vector of(const MatrixRef& s, const Vector& w, const Aggregation& method) {
  return aggregate(s, w, method, 0.0);
}

TEST(Means, AreWorkedByHand) {
  const Matrix s{{2, 8, 4}};
  const Vector w{{1, 1, 2}};
  EXPECT_DOUBLE_EQ(of(s, w, HarmonicMean{})[0], 4 / (0.5 + 0.125 + 0.5));
  EXPECT_DOUBLE_EQ(of(s, w, PowerMean{2})[0], std::sqrt((4.0 + 64 + 32) / 4));
  EXPECT_DOUBLE_EQ(of(s, w, PowerMean{-1})[0], of(s, w, HarmonicMean{})[0]);
  EXPECT_DOUBLE_EQ(of(s, w, PowerMean{0})[0], of(s, w, GeometricMean{})[0]);
  EXPECT_EQ(of(s, w, MedianScore{})[0], 4.0);
  EXPECT_EQ(of(s, Vector{{1, 1, 0}}, MedianScore{})[0], 5.0) << "half on either side";
  EXPECT_EQ(of(s, w, MinimumScore{})[0], 2.0);
  EXPECT_DOUBLE_EQ(of(s, Vector{{1, 1, 1}}, OrderedAverage{0.5, {1, 2, 1}})[0],
                   (8 + 2 * 4 + 2) / 4.0);
  EXPECT_DOUBLE_EQ(of(s, w, OrderedAverage{})[0], of(s, w, ArithmeticMean{})[0]);
  EXPECT_DOUBLE_EQ(of(Matrix{{80, 120}}, Vector{{1, 1}}, MazziottaPareto{})[0], 100 - 400.0 / 100);
  EXPECT_DOUBLE_EQ(of(Matrix{{80, 120}}, Vector{{1, 1}}, MazziottaPareto{true})[0], 104.0);
  EXPECT_DOUBLE_EQ(of(Matrix{{80, 120}}, Vector{{1, 1}}, MeanMin{0.5, 0})[0], 90.0);
  EXPECT_DOUBLE_EQ(of(Matrix{{80, 120}}, Vector{{1, 1}}, MeanMin{0.5, 15})[0], 95.0);
  for (const double unit : {0x1p660, 0x1p-660, 0x1p-1000}) {  // whose squares are no doubles
    const Matrix far{{80 * unit, 120 * unit}};
    EXPECT_DOUBLE_EQ(of(far, Vector{{1, 1}}, MazziottaPareto{})[0] / unit, 96.0);
    EXPECT_DOUBLE_EQ(of(far, Vector{{1, 1}}, MeanMin{0.5, 0})[0] / unit, 90.0);
  }
}

TEST(RankSumRatio, IsWorkedByHand) {
  const Matrix s{{10, 3}, {20, 3}, {40, 9}};
  const Vector w{{1, 1}};
  EXPECT_TRUE(all_close(of(s, w, RankSumRatio{}), Vector{{2.5, 3.5, 6}} * 100 / 6, 1e-14));
  EXPECT_TRUE(all_close(of(s, w, RankSumRatio{false}),
                        Vector{{1.0 + 1, 1 + 2.0 / 3 + 1, 3.0 + 3}} * 100 / 6, 1e-14));
  EXPECT_TRUE(all_close(of(s, w, BordaCount{}), Vector{{25.0 / 2, 75.0 / 2, 100}}, 1e-13));
}

TEST(RankSumRatio, OfEqualRankSumsIsEqual) {
  const Matrix s{{10, 3, 2}, {7, 4, 1}, {3, 7, 3}};  // places 3 1 2, 2 2 1, 1 3 3
  const Matrix same{{9, 1, 4, 3, 2}, {1, 9, 4, 2, 3}, {4, 4, 1, 9, 9}, {5, 2, 3, 1, 4}};
  for (const Aggregation& method : {Aggregation{RankSumRatio{}}, Aggregation{BordaCount{}}}) {
    const Vector found = of(s, Vector{{1, 1, 1}} / 3, method);
    EXPECT_LT(found[0], found[2]);
    const Vector level = of(same, Vector{{1, 1, 1, 1, 1}} / 5, method);
    EXPECT_EQ(level[0], level[1]);
  }
}

TEST(RankSumRatio, HasNoLineOfOneRatio) {
  const RankSumRatioResult one = rank_sum_ratio(Matrix{{7, 3}}, Vector{{1, 1}});
  EXPECT_EQ(one.ratios[0], 1.0);
  EXPECT_NEAR(one.probits[0], 5.674489750196082, 1e-14) << "the normal quantile of 3/4";
  EXPECT_TRUE(is_missing(one.slope));
  EXPECT_TRUE(is_missing(one.fitted[0]));
  EXPECT_EQ(one.grades[0], 2.0);
}

TEST(RankSumRatio, LeavesOutAZoneWithoutScores) {
  const Matrix s{{10, 3}, {missing, missing}, {20, 5}, {40, 9}};
  const RankSumRatioResult r = rank_sum_ratio(s, Vector{{1, 1}});
  EXPECT_TRUE(is_missing(r.ratios[1]) && is_missing(r.probits[1]) && is_missing(r.grades[1]));
  EXPECT_DOUBLE_EQ(r.ratios[0], 1.0 / 3);
  EXPECT_NEAR(r.probits[3], 6.382994127100638, 1e-14) << "of 11/12";
  EXPECT_DOUBLE_EQ(r.fitted[0], r.intercept + r.slope * r.probits[0]);
}

TEST(RankSumRatio, RefusesOneGrade) {
  try {
    rank_sum_ratio(Matrix{{1}, {2}}, Vector{{1}}, {}, 1);
    FAIL();
  } catch (const Error& e) {
    EXPECT_THAT(e.what(), HasSubstr("grades: is 1, but must be from 2 to 10"));
  }
}

// Condorcet's paradox: three voters, A B C, B C A, C A B: each beats one and loses to one.
TEST(Copeland, OfCondorcetsParadoxIsATie) {
  const Matrix paradox{{3, 1, 2}, {2, 3, 1}, {1, 2, 3}};
  EXPECT_EQ(of(paradox, Vector{{1, 1, 1}}, Copeland{}), Vector::Zero(3));
  EXPECT_EQ(of(paradox, Vector{{2, 1, 1}}, Copeland{}), (Vector{{1, 0, -1}}))
      << "A beats B, ties with C; B beats C";
}

/// The definition, pair by pair in double precision.
Vector wins_less_losses(const Matrix& s, const Vector& w) {
  Vector result = Vector::Zero(s.rows());
  for (Index i = 0; i < s.rows(); ++i) {
    for (Index k = 0; k < s.rows(); ++k) {
      double lead = 0.0;
      for (Index j = 0; j < s.cols(); ++j)
        lead += (s(i, j) > s(k, j) ? w[j] : 0.0) - (s(i, j) < s(k, j) ? w[j] : 0.0);
      result[i] += lead > 1e-9 ? 1.0 : lead < -1e-9 ? -1.0 : 0.0;
    }
  }
  return result;
}

struct PairCase {
  const char* name;
  Index zones, columns;
  double
      spread;   ///< of scores around 1: below single precision's 6e-8, only double tells them apart
  int levels;   ///< different scores in a column, so that there are ties
  double gaps;  ///< share of the cells
  bool are_equal;  ///< the weights
};

class CopelandPairs : public ::testing::TestWithParam<PairCase> {};

TEST_P(CopelandPairs, AreDecidedAsInDoublePrecision) {
  const PairCase& c = GetParam();
  for (std::uint32_t seed = 0; seed < 5; ++seed) {
    Matrix s(c.zones, c.columns);
    for (Index k = 0; k < s.size(); ++k) {
      const double u = testing::uniform(seed, static_cast<std::uint32_t>(k));
      s.data()[k] = 1.0 + c.spread * std::floor(u * c.levels) / c.levels;
      if (testing::uniform(seed + 100, static_cast<std::uint32_t>(k)) < c.gaps)
        s.data()[k] = missing;
    }
    Vector w = Vector::Ones(c.columns);
    if (!c.are_equal) {
      for (Index j = 0; j < w.size(); ++j)
        w[j] = testing::uniform(seed + 200, static_cast<std::uint32_t>(j)) + 0.1;
    }
    EXPECT_EQ(of(s, w, Copeland{}), wins_less_losses(s, w)) << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Cases, CopelandPairs,
    ::testing::Values(PairCase{"Many", 257, 40, 100, 1 << 20, 0, false},
                      PairCase{"EqualWeights", 169, 40, 100, 1 << 20, 0, true},
                      PairCase{"BeyondSinglePrecision", 70, 9, 1e-8, 1 << 20, 0, false},
                      PairCase{"TiedScores", 64, 6, 1, 4, 0, true},
                      PairCase{"TiedBeyondSinglePrecision", 65, 6, 1e-10, 5, 0, true},
                      PairCase{"Gaps", 100, 12, 10, 50, 0.3, false},
                      PairCase{"GapsAndEqualWeights", 63, 12, 10, 50, 0.3, true},
                      PairCase{"Two", 2, 3, 10, 50, 0, false}),
    [](const auto& test) { return test.param.name; });

TEST(PairLanes, CountAlikeOnEveryLevel) {
  std::vector<const detail::PairLanes*> levels = {&detail::pair_lanes_baseline};
#ifdef ZONERANK_LEVELS
  if (detail::has_level(detail::MachineLevel::v3)) levels.push_back(&detail::pair_lanes_v3);
  if (detail::has_level(detail::MachineLevel::v4)) levels.push_back(&detail::pair_lanes_v4);
#endif
  constexpr std::size_t rows = 9 * detail::pair_rows;  // many together, and some apart
  std::vector<float> scores;
  for (std::uint32_t k = 0; k < 3 * rows; ++k)
    scores.push_back(static_cast<float>(std::floor(9 * testing::uniform(1, k))));
  const float own[] = {4, 4, 5};
  const std::int32_t units[] = {3, 10, 100};
  for (const detail::PairLanes* level : levels) {
    std::vector<std::int32_t> above(rows), below(rows);
    level->count({scores.data(), rows, 3, units}, own, 0, above.data(), below.data());
    for (std::size_t k = 0; k < rows; ++k) {
      std::int32_t more = 0, less = 0;
      for (std::size_t j = 0; j < 3; ++j) {
        more += own[j] > scores[j * rows + k] ? units[j] : 0;
        less += own[j] < scores[j * rows + k] ? units[j] : 0;
      }
      ASSERT_EQ(above[k], more) << level->level << k;
      ASSERT_EQ(below[k], less) << level->level << k;
    }
    for (const std::size_t from : {std::size_t{1}, rows - 3}) {
      for (const detail::LeadRule& rule :
           {detail::LeadRule{113, 0, true}, detail::LeadRule{113, 3, false}}) {
        std::vector<std::int32_t> wins(rows, 5);
        const detail::LeadsWon won =
            level->won(&above[from], &below[from], rows - from, rule, &wins[from]);
        std::int32_t all = 0, unsure = 0;
        for (std::size_t k = from; k < rows; ++k) {
          const std::int32_t lead = above[k] - below[k];
          const std::int32_t level_units = 113 - above[k] - below[k];
          const bool is_right = level_units == 0 && rule.is_exact;
          const std::int32_t most_wrong = level_units + rule.slack;
          const bool is_sure = is_right || std::abs(lead) > most_wrong;
          const std::int32_t one = is_sure ? (lead > 0) - (lead < 0) : 0;
          all += one;
          unsure += is_sure ? 0 : 1;
          ASSERT_EQ(wins[k], 5 - one) << level->level << k;
        }
        EXPECT_EQ(won.wins, all);
        EXPECT_EQ(won.unsure, unsure);
        EXPECT_EQ(wins[0], 5);
      }
    }
  }
}

TEST(Outranking, SharesWhatBothHave) {
  Matrix s{{5, missing, 1}, {3, 4, 2}};
  const Matrix o = outranking(s, Vector{{1, 5, 3}});
  EXPECT_DOUBLE_EQ(o(0, 1), 0.25);
  EXPECT_DOUBLE_EQ(o(1, 0), 0.75);
  EXPECT_DOUBLE_EQ(outranking(s.colwise().reverse(), Vector{{1, 5, 3}})(1, 0), 0.25)
      << "whichever row comes first";
}

/// All orders tried.
double least_cost(const Matrix& ahead) {
  std::vector<Index> order(static_cast<std::size_t>(ahead.rows()));
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = static_cast<Index>(k);
  double best = 1e300;
  do {
    double cost = 0;
    for (std::size_t a = 0; a < order.size(); ++a) {
      for (std::size_t b = a + 1; b < order.size(); ++b) cost += ahead(order[b], order[a]);
    }
    best = std::min(best, cost);
  } while (std::next_permutation(order.begin(), order.end()));
  return best;
}

TEST(KemenyOrder, CostsNoMoreThanAnyOther) {
  for (std::uint32_t seed = 0; seed < 30; ++seed) {
    Matrix s(7, 5);
    for (Index k = 0; k < s.size(); ++k) {
      s.data()[k] = std::floor(5 * testing::uniform(seed, static_cast<std::uint32_t>(k)));
    }
    const Vector w{{1, 2, 3, 4, 5}};
    const KemenyResult r = kemeny(s, w);
    EXPECT_TRUE(r.is_proved);
    EXPECT_NEAR(r.cost, least_cost(outranking(s, w)), 1e-12);
    EXPECT_GE(r.cost, r.bound - 1e-12);
  }
}

TEST(KemenyOrder, OfManyZonesSaysWhetherItIsProved) {
  const Matrix s = testing::random_matrix(1, 60, 3);
  const KemenyResult r = kemeny(s, Vector{{1, 1, 1}});
  EXPECT_GE(r.cost, r.bound);
  EXPECT_EQ(r.ranks.minCoeff(), 1.0);
  EXPECT_EQ(r.ranks.maxCoeff(), 60.0);
  Matrix agreed(60, 2);
  for (Index i = 0; i < 60; ++i) agreed.row(i).setConstant(static_cast<double>(i * 37 % 60));
  const KemenyResult same = kemeny(agreed, Vector{{1, 1}});
  EXPECT_TRUE(same.is_proved);
  EXPECT_EQ(same.cost, 0.0);
}

// Chvatal (1983), Linear Programming, chapter 1: 5, 4, 3 with value 13 at (2, 0, 1).
TEST(LinearProgram, MatchesChvatalsExample) {
  const auto r =
      detail::maximize<double>({{2, 3, 1}, {4, 1, 2}, {3, 4, 2}}, {5, 11, 8}, {5, 4, 3}, 1e-12);
  EXPECT_NEAR(r.value, 13.0, 1e-12);
  EXPECT_THAT(r.x,
              ElementsAre(::testing::DoubleNear(2, 1e-12), 0, ::testing::DoubleNear(1, 1e-12)));
}

// Beale (1955), on which the simplex method cycles without a rule against it: value 1/20.
TEST(LinearProgram, DoesNotCycleOnBealesExample) {
  const auto r =
      detail::maximize<double>({{0.25, -60, -1.0 / 25, 9}, {0.5, -90, -1.0 / 50, 3}, {0, 0, 1, 0}},
                               {0, 0, 1}, {0.75, -150, 1.0 / 50, -6}, 1e-12);
  EXPECT_NEAR(r.value, 0.05, 1e-12);
  EXPECT_FALSE(detail::maximize<double>({{-1}}, {1}, {1}, 1e-12).bounded);
}

TEST(BenefitOfTheDoubt, GivesEachZoneItsBestWeights) {
  const Matrix s{{10, 2}, {2, 10}, {5, 5}, {1, 1}};
  const BenefitResult r = benefit_of_doubt(s);
  EXPECT_TRUE(all_close(r.scores, Vector{{1, 1, 5.0 / 6, 1.0 / 6}}, 1e-12))
      << "5, 5 against the line through the two best";
  EXPECT_EQ(r.at_one, 2);
  for (Index i = 0; i < 4; ++i) {
    EXPECT_NEAR(r.weights.row(i).dot(s.row(i)), r.scores[i], 1e-12);
    EXPECT_LE((s * r.weights.row(i).transpose()).maxCoeff(), 1 + 1e-12);
  }
}

TEST(BenefitOfTheDoubt, KeepsPartsWithinTheirBounds) {
  const Matrix s{{10, 2}, {2, 10}, {5, 5}, {0, 8}};
  const BenefitResult r = benefit_of_doubt(s, {.share_low = 0.3, .share_high = 0.7});
  for (Index i = 0; i < 3; ++i) {
    const double part = r.weights(i, 0) * s(i, 0) / r.scores[i];
    EXPECT_GE(part, 0.3 - 1e-9);
    EXPECT_LE(part, 0.7 + 1e-9);
  }
  EXPECT_THAT(r.infeasible, ElementsAre(3)) << "0 can be no 30 percent of a score";
  EXPECT_TRUE(is_missing(r.scores[3]));
  EXPECT_ERROR(
      benefit_of_doubt(s, {.share_low = 0.6}),
      HasSubstr("share_low and share_high: is 0.6 and 1, but must be bounds that parts of 2"));
  EXPECT_ERROR(benefit_of_doubt(Matrix{{-1, 2}}), HasSubstr("zone 0, column 0: score -1 cannot"));
}

TEST(Coupling, IsWorkedByHand) {
  const CouplingResult r =
      coupling_coordination(Matrix{{50, 50}, {80, 20}, {0, 60}, {missing, 1}}, Vector{{1, 1}});
  EXPECT_TRUE(all_close(r.coupling, Vector{{1, 0.8, 0, missing}}, 1e-15));
  EXPECT_TRUE(all_close(r.development, Vector{{0.5, 0.5, 0.3, missing}}, 1e-15));
  EXPECT_TRUE(
      all_close(r.coordination, Vector{{std::sqrt(0.5), std::sqrt(0.4), 0, missing}}, 1e-15));
  EXPECT_ERROR(
      coupling_coordination(Matrix{{50, 120}}, Vector{{1, 1}}),
      HasSubstr("zone 0, group 1: score 120 cannot enter the coupling coordination degree"));
}

TEST(Aggregations, NameTheScoreThatTheyCannotTake) {
  const Matrix s{{1, 2}, {3, 0}};
  const Vector w{{1, 1}};
  EXPECT_ERROR(of(s, w, HarmonicMean{}),
               HasSubstr("zone 1, column 1: score 0 cannot enter the harmonic mean, which needs "
                         "scores above 0"));
  EXPECT_ERROR(of(-s, w, PowerMean{0.5}), HasSubstr("which needs scores >= 0"));
  EXPECT_ERROR(of(-s, w, MazziottaPareto{}), HasSubstr("the Mazziotta-Pareto index as its mean"));
  EXPECT_ERROR(of(s, w, OrderedAverage{0.5, {1, 2, 3}}),
               HasSubstr("owa_weights: has 3 entries, but the group has 2 children"));
}

/// A mean of m = 40 scores loses at most 2 m + 1 roundings, a power a few more, the difference of a
/// mean and a variance what their ratio multiplies.
TEST(FiftyDigitsAggregation, AreWithinTheirBounds) {
  const std::pair<Aggregation, double> bounds[] = {{ArithmeticMean{}, 81},
                                                   {HarmonicMean{}, 85},
                                                   {PowerMean{0.5}, 100},
                                                   {PowerMean{3}, 100},
                                                   {MedianScore{}, 2},
                                                   {MinimumScore{}, 0},
                                                   {OrderedAverage{0.3, {}}, 400},
                                                   {MeanMin{0.5, 1}, 200},
                                                   {MazziottaPareto{true}, 400}};
  for (const auto& [method, bound] : bounds) {
    double worst = 0.0;
    testing::for_each_matrix([&](const Matrix& x, std::uint32_t seed) {
      std::vector<double> w;
      for (Index j = 0; j < x.cols(); ++j) {
        w.push_back(testing::uniform(seed, static_cast<std::uint32_t>(90'000 + j)));
      }
      const std::vector<Fifty> exact_w = testing::widened(w);
      for (Index i = 0; i < std::min<Index>(x.rows(), 12); ++i) {
        const Vector row = x.row(i);
        const std::vector<double> s(row.begin(), row.end());
        const std::vector<Fifty> exact = testing::widened(s);
        std::visit(
            [&]<class M>(const M& m) {
              if constexpr (requires {
                              detail::combine(m, std::span<const double>(s),
                                              std::span<const double>(w));
                            }) {
                const double y =
                    detail::combine(m, std::span<const double>(s), std::span<const double>(w));
                const Fifty reference = detail::combine(m, std::span<const Fifty>(exact),
                                                        std::span<const Fifty>(exact_w));
                worst = std::max(worst, testing::roundings(y, reference, reference));
              }
            },
            method);
      }
    });
    EXPECT_LE(worst, bound) << std::visit([]<class M>(const M&) { return M::name; }, method);
  }
}

/// Columns of noise and of equal scores, zones repeated: the few-columns way against the simplex.
TEST(BenefitOfTheDoubt, OfFewColumnsEqualsTheGeneralProgram) {
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    Matrix x = testing::random_matrix(seed, 20 + seed % 7, 2 + seed % 9);
    for (Index k = 0; k < x.size(); ++k) {
      if (seed % 3 == 1) x.data()[k] = std::floor(std::fmod(x.data()[k], 5.0));
      if (seed % 3 == 2) x.data()[k] = 50 + std::fmod(x.data()[k], 10.0);
    }
    x.row(3) = x.row(0);
    x.col(1).array() += 1;
    const BenefitResult fast = benefit_of_doubt(x);
    // bounds of weights that bind nobody take the general way
    const std::vector<double> none(static_cast<std::size_t>(x.cols()), 1e9);
    const BenefitResult general = benefit_of_doubt(x, {.weight_high = none});
    EXPECT_TRUE(all_close(fast.scores, general.scores, 1e-9)) << seed;
    EXPECT_EQ(fast.at_one, general.at_one) << seed;
    EXPECT_EQ(fast.scores[3], fast.scores[0]) << "equal zones";
  }
}

TEST(BenefitOfTheDoubt, KeepsWeightsWithinTheirBounds) {
  const Matrix s{{10, 2}, {2, 10}, {5, 5}};
  const BenefitResult r = benefit_of_doubt(s, {.weight_low = {0.04, 0}, .weight_high = {1, 0.06}});
  EXPECT_NEAR(r.scores[1], 0.776, 1e-12) << "0.06 x 10, and 0.088 x 2: zone 0 is then at 1";
  EXPECT_NEAR(r.weights(1, 1), 0.06, 1e-12);
  EXPECT_ERROR(benefit_of_doubt(s, {.weight_low = {0.11, 0}}),
               HasSubstr("zone 0 scores 1.1 under it"));
  EXPECT_ERROR(benefit_of_doubt(s, {.weight_low = {0.1}}), HasSubstr("1 numbers"));
  EXPECT_ERROR(benefit_of_doubt(s, {.share_low = 0.1, .direction = {1, 1}}),
               HasSubstr("more than one of"));
}

TEST(BenefitOfTheDoubt, AlongADirectionIsTheDistanceToMixtures) {
  const Matrix s{{10, 2}, {2, 10}, {5, 5}, {3, 3}};
  const BenefitResult r = benefit_of_doubt(s, {.direction = {1, 1}});
  EXPECT_TRUE(all_close(r.scores, Vector{{1, 1, 1.0 / 2, 1.0 / 4}}, 1e-12)) << "6, 6 is between";
  EXPECT_TRUE(r.weights.hasNaN());
}

/// Of a linear program the value is compared.
TEST(FiftyDigitsAggregation, BenefitOfTheDoubtIsWithinItsBound) {
  double worst = 0.0;
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const Matrix x = testing::random_matrix(seed, 12, 6);
    const BenefitResult r = benefit_of_doubt(x);
    std::vector<std::vector<Fifty>> a;
    for (Index i = 0; i < 12; ++i) {
      a.emplace_back();
      for (Index j = 0; j < 6; ++j) a.back().push_back(Fifty(x(i, j)) / x.col(j).maxCoeff());
    }
    for (std::size_t i = 0; i < 3; ++i) {
      const auto exact = detail::maximize(a, std::vector<Fifty>(12, Fifty(1)), a[i], Fifty(1e-40));
      worst = std::max(
          worst, std::abs(static_cast<double>(exact.value) - r.scores[static_cast<Index>(i)]));
    }
  }
  EXPECT_LE(worst, 1e-9);
}

}  // namespace
}  // namespace zonerank::test_zone_comparison
