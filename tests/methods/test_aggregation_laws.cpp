// Laws of every aggregation, on random scores with ties. What a method does not obey is declared,
// and checked too.

#include "support/fifty.hpp"
#include "support/testing.hpp"
#include "zonerank/methods/aggregate.hpp"
#include "zonerank/methods/rank.hpp"

namespace zonerank::test_aggregation_laws {
namespace {

using testing::all_close;

/// An aggregation and the laws it is declared to obey.
struct Declared {
  std::string name;
  Aggregation method;
  bool internal = true;      ///< the result lies between the zone's least and greatest score
  bool homogeneous = true;   ///< scores times 2 give results times 2
  bool monotone = true;      ///< raising a score never costs its zone a place
  bool compensates = false;  ///< a deficit is made good by an equal surplus elsewhere
  bool compares = false;     ///< looks at the other zones
  bool ties = true;          ///< equal zones get equal results
};

Aggregation own_mean() {
  return CustomAggregation::by_zone("own",
                                    [](std::span<const double> s, std::span<const double> w) {
                                      return detail::weighted_arithmetic_mean(s, w);
                                    });
}

class AggregationLaws : public ::testing::TestWithParam<Declared> {
 protected:
  Vector of(const MatrixRef& s, const Vector& w = Vector{{1, 2, 3, 4}}) const {
    return aggregate(s, w, GetParam().method, 0.0);
  }
  static constexpr std::uint32_t seeds = 60;
};

/// Scores from 1 to 100, many of them equal.
Matrix random_scores(std::uint32_t seed) {
  Matrix s(10, 4);
  for (Index k = 0; k < s.size(); ++k) {
    s.data()[k] = 1 + 9 * std::floor(12 * testing::uniform(seed, static_cast<std::uint32_t>(k)));
  }
  return s;
}

TEST_P(AggregationLaws, ResultsLieBetweenTheZonesScores) {
  bool inside = true;
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    const Matrix s = random_scores(seed);
    const Vector y = of(s);
    for (Index i = 0; i < s.rows(); ++i) {
      inside = inside && y[i] >= s.row(i).minCoeff() * (1 - 1e-14) &&
               y[i] <= s.row(i).maxCoeff() * (1 + 1e-14);
    }
  }
  EXPECT_EQ(inside, GetParam().internal);
}

TEST_P(AggregationLaws, ACommonUnitChangesNoRank) {
  bool homogeneous = true;
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    const Matrix s = random_scores(seed);
    homogeneous = homogeneous && all_close(of(2 * s), 2 * of(s), 1e-14);
    EXPECT_EQ(rank_scores(of(2 * s)), rank_scores(of(s)));
  }
  EXPECT_EQ(homogeneous, GetParam().homogeneous);
}

TEST_P(AggregationLaws, OrderOfZonesAndIndicatorsChangesNothingElse) {
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    Matrix s = random_scores(seed);
    for (Index k = 0; k < s.size(); ++k) {
      s.data()[k] += testing::uniform(seed, static_cast<std::uint32_t>(500 + k));
    }
    if (std::holds_alternative<Kemeny>(GetParam().method))
      continue;  // several orders may cost the same
    EXPECT_TRUE(all_close(of(s.colwise().reverse()), of(s).reverse(), 1e-12));
    EXPECT_TRUE(all_close(of(s.rowwise().reverse(), Vector{{4, 3, 2, 1}}), of(s), 1e-12));
  }
}

TEST_P(AggregationLaws, RaisingAScoreCostsNoPlaceUnlessDeclared) {
  bool never = true;
  for (std::uint32_t seed = 0; seed < 4 * seeds; ++seed) {
    const Matrix s = random_scores(seed);
    const Vector before = rank_scores(of(s));
    const Vector y = of(s);
    for (Index j = 0; j < 4; ++j) {
      const Index i = static_cast<Index>(seed) % 10;
      Matrix better = s;
      better(i, j) += seed % 2 == 0 ? 2 : 150;
      const Vector after = of(better);
      never = never && rank_scores(after)[i] <= before[i];
      if (!GetParam().compares) never = never && after[i] >= y[i] * (1 - 1e-14);
    }
  }
  EXPECT_EQ(never, GetParam().monotone);
}

/// A balanced zone against one that has 10 points less here and 10 more there.
TEST_P(AggregationLaws, CompensationIsAsDeclared) {
  if (GetParam().compares) return;  // see what they compare
  const Vector y = of(Matrix{{50, 50}, {40, 60}}, Vector{{1, 1}});
  EXPECT_EQ(std::abs(y[0] - y[1]) < 1e-9, GetParam().compensates);
  EXPECT_GE(y[0], y[1] - 1e-9) << "imbalance is never rewarded";
}

TEST_P(AggregationLaws, EqualZonesGetEqualBits) {
  bool equal = true;
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    Matrix s = random_scores(seed);
    s.row(9) = s.row(2);
    s.row(5) = s.row(2);
    const Vector y = of(s);
    equal = equal && y[2] == y[5] && y[2] == y[9];
  }
  EXPECT_EQ(equal, GetParam().ties);
}

TEST_P(AggregationLaws, ExtremesStayFinite) {
  Matrix s = random_scores(1);
  s(0, 0) = 1e300;
  s(1, 1) = 1e-300;
  s(2, 2) = 1e-300;
  if (std::holds_alternative<MazziottaPareto>(GetParam().method) ||
      std::holds_alternative<MeanMin>(GetParam().method) ||
      std::holds_alternative<Wroclaw>(GetParam().method)) {
    s(0, 0) = 1e150;  // they square differences
  }
  EXPECT_TRUE(of(s).allFinite());
}

TEST_P(AggregationLaws, GapsAndLoneZones) {
  Matrix s = random_scores(2);
  s.row(3).setConstant(missing);
  const Vector y = of(s);
  EXPECT_TRUE(is_missing(y[3]));
  EXPECT_EQ(y.array().isNaN().count(), 1);
  s = random_scores(2);
  s.col(1).setConstant(missing);
  const Matrix without = (Matrix(10, 3) << s.col(0), s.col(2), s.col(3)).finished();
  const bool needs_all = std::holds_alternative<BenefitOfDoubt>(GetParam().method);
  if (needs_all) {
    EXPECT_TRUE(of(s).array().isNaN().all());
  } else {
    EXPECT_TRUE(all_close(of(s), of(without, Vector{{1, 3, 4}}), 1e-13));
  }
  EXPECT_TRUE(of(random_scores(2).topRows(1)).allFinite());
}

INSTANTIATE_TEST_SUITE_P(
    Aggregations, AggregationLaws,
    ::testing::Values(Declared{"Arithmetic", ArithmeticMean{}, true, true, true, true},
                      Declared{"Geometric", GeometricMean{}}, Declared{"Harmonic", HarmonicMean{}},
                      Declared{"Power", PowerMean{0.5}}, Declared{"PowerMinusTwo", PowerMean{-2}},
                      Declared{"Median", MedianScore{}, true, true, true, true},
                      Declared{"Minimum", MinimumScore{}}, Declared{"Owa", OrderedAverage{0.3, {}}},
                      Declared{"Mpi", MazziottaPareto{}, false, true, false},
                      Declared{"MeanMin", MeanMin{0.5, 0}},
                      Declared{"Wroclaw", Wroclaw{}, false, false, true, false, true},
                      Declared{"Rsr", RankSumRatio{}, false, false, true, false, true},
                      Declared{"RsrByValue", RankSumRatio{false}, false, false, true, false, true},
                      Declared{"BenefitOfDoubt", BenefitOfDoubt{}, false, false, true, false, true},
                      Declared{"Copeland", Copeland{}, false, false, true, false, true},
                      Declared{"Borda", BordaCount{}, false, false, true, false, true},
                      Declared{"Kemeny", Kemeny{}, false, false, true, false, true, false},
                      Declared{"Own", own_mean(), true, true, true, true}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace zonerank::test_aggregation_laws
