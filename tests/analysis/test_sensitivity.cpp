#include "zonerank/analysis/sensitivity.hpp"

#include "analysis/draw_cases.hpp"
#include "support/testing.hpp"
#include "zonerank/methods/rank.hpp"
#include "zonerank/stats/sobol.hpp"

namespace zonerank::test_sensitivity {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::Gt;
using ::testing::HasSubstr;
using testing::input_of;
using ::testing::Lt;

constexpr double pi = 3.14159265358979323846;

/// f at A, B, every A with a column of B, and where asked every B with a column of A.
template <class F>
Vector evaluations(Index n, Index d, std::uint64_t seed, const F& f, bool second_order = false) {
  const Matrix points = sobol_points(n, 2 * d, seed);
  Vector y(n * ((second_order ? 2 : 1) * d + 2));
  for (Index i = 0; i < n; ++i) {
    Vector a = points.row(i).head(d);
    Vector b = points.row(i).tail(d);
    y[i] = f(a);
    y[n + i] = f(b);
    for (Index k = 0; k < d; ++k) {
      const double own = a[k];
      a[k] = b[k];
      y[(k + 2) * n + i] = f(a);
      a[k] = own;
      if (!second_order) continue;
      const double other = b[k];
      b[k] = own;
      y[(d + k + 2) * n + i] = f(b);
      b[k] = other;
    }
  }
  return y;
}

// Ishigami and Homma (1990) with a = 7, b = 0.1: V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8,
// V13 = b^2 pi^8 (1 / 18 - 1 / 50).
TEST(SobolIndices, OfTheIshigamiFunctionAreAnalytic) {
  const auto f = [](const Vector& u) {
    const Vector x = (u.array() * 2 * pi - pi).matrix();
    return std::sin(x[0]) + 7 * std::pow(std::sin(x[1]), 2) +
           0.1 * std::pow(x[2], 4) * std::sin(x[0]);
  };
  const double v1 = std::pow(1 + 0.1 * std::pow(pi, 4) / 5, 2) / 2;
  const double v2 = 49.0 / 8;
  const double v13 = 0.01 * std::pow(pi, 8) * (1.0 / 18 - 1.0 / 50);
  const double v = v1 + v2 + v13;
  const SobolIndices s = sobol_indices(evaluations(1 << 14, 3, 1, f, true), 3,
                                       {.second_order = true, .resamples = 200});
  EXPECT_NEAR(s.variance, v, 0.01 * v);
  EXPECT_TRUE(testing::all_close(s.first, Vector{{v1 / v, v2 / v, 0}}, 0.01));
  EXPECT_TRUE(testing::all_close(s.total, Vector{{(v1 + v13) / v, v2 / v, v13 / v}}, 0.01));
  EXPECT_NEAR(s.second(0, 2), v13 / v, 0.02);
  EXPECT_NEAR(s.second(0, 1), 0.0, 0.02);
  EXPECT_NEAR(s.second(1, 2), 0.0, 0.02);
  EXPECT_TRUE(is_missing(s.second(2, 0)));
  EXPECT_THAT(s.total_error, Each(AllOf(Gt(1e-3), Lt(0.03))));
  EXPECT_LT(std::abs(s.second(0, 1)), 3 * s.second_error(0, 1));
}

// Sobol' G with a = 0, 1, 4.5, 9, 99, 99, 99, 99: V_k = (1 / 3) / (1 + a_k)^2.
TEST(SobolIndices, OfTheGFunctionAreAnalytic) {
  const std::vector<double> a = {0, 1, 4.5, 9, 99, 99, 99, 99};
  const auto f = [&](const Vector& u) {
    double product = 1;
    for (std::size_t k = 0; k < a.size(); ++k)
      product *= (std::abs(4 * u[static_cast<Index>(k)] - 2) + a[k]) / (1 + a[k]);
    return product;
  };
  double all = 1;
  for (const double x : a) all *= 1 + 1.0 / 3 / std::pow(1 + x, 2);
  const SobolIndices s = sobol_indices(evaluations(1 << 14, 8, 3, f), 8);
  for (std::size_t k = 0; k < a.size(); ++k) {
    const double vk = 1.0 / 3 / std::pow(1 + a[k], 2);
    EXPECT_NEAR(s.first[static_cast<Index>(k)], vk / (all - 1), 0.01);
    EXPECT_NEAR(s.total[static_cast<Index>(k)], vk * all / (1 + vk) / (all - 1), 0.01);
  }
  EXPECT_THAT(sobol_indices(Vector::Ones(8), 2).first, ::testing::Each(::testing::IsNan()));
  EXPECT_ERROR(sobol_indices(Vector::Ones(9), 2), HasSubstr("9 entries"));
}

/// Small changes of raw weights: score + sum_k w_k delta_k (s_k - score), a sum of independent
/// parts, so that indices are the squares of w_k (s_k - score) as shares.
TEST(Sensitivity, OfSmallChangesIsThatOfALinearModel) {
  DrawInput input = input_of({.zones = 6, .indicators = 4, .groups = 0}, 11, UniformWeights{0.01});
  const SensitivityResult r = sensitivity(input, {.points = 256, .scramblings = 8});
  ASSERT_EQ(r.factors.size(), 4U);
  EXPECT_EQ(r.factors[0], "weight of column 0");
  EXPECT_EQ(r.rankings, 256U * 6 * 8);
  const Reading& reading = input.readings[0];
  for (Index i = 0; i < 6; ++i) {
    Vector parts(4);
    for (Index k = 0; k < 4; ++k) {
      const double w = reading.tree.children[0][static_cast<std::size_t>(k)].weight;
      parts[k] = std::pow(w * (reading.scores(i, k) - reading.group_scores(i, 0)), 2);
    }
    parts /= parts.sum();
    EXPECT_TRUE(testing::all_close(r.scores.first.row(i).transpose(), parts, 0.02));
    EXPECT_TRUE(testing::all_close(r.scores.total.row(i).transpose(), parts, 0.02));
    EXPECT_LT(r.scores.total_error.row(i).maxCoeff(), 0.02);
  }
}

/// Same for any threads; ranks from the fast way and from aggregate() agree.
TEST(Sensitivity, ParallelIsTheSameForAnyThreads) {
  DrawInput input =
      input_of({.zones = 30, .indicators = 8, .groups = 2, .gaps = true}, 4, SimplexWeights{});
  input.leave_one_out = true;
  const SensitivityOptions options{.points = 32, .scramblings = 4, .threads = 1};
  const SensitivityResult one = sensitivity(input, options);
  EXPECT_EQ(one.factors.back(), "indicator left out");
  for (const int threads : {2, 7}) {
    SensitivityOptions more = options;
    more.threads = threads;
    const SensitivityResult other = sensitivity(input, more);
    EXPECT_EQ(other.shift.total, one.shift.total);
    EXPECT_TRUE(testing::all_close(other.ranks.first, one.ranks.first, 0.0));
  }
  for (Aggregation& a : input.readings[0].aggregations) a = PowerMean{1.0};
  const SensitivityResult slow = sensitivity(input, options);
  EXPECT_TRUE(testing::all_close(slow.shift.total, one.shift.total, 1e-9));
  EXPECT_TRUE(testing::all_close(slow.ranks.total, one.ranks.total, 1e-9));
}

/// Two readings of which the second turns the order round: the choice explains everything. Wherever
/// the other is taken it moves the first and the last of five zones by four places, the middle one
/// by none.
TEST(Sensitivity, OfAChoiceThatDecidesIsOne) {
  DrawInput input = input_of({.zones = 5, .indicators = 3, .groups = 0}, 6, FixedWeights{});
  input.readings.push_back(input.readings[0]);
  input.readings[0].choices = {"as it is"};
  input.readings[1].choices = {"turned round"};
  input.readings[1].scores = (101 - input.readings[0].scores.array()).matrix();
  testing::with_nominal_scores(input.readings[1]);
  const SensitivityResult r = sensitivity(input, {.points = 64, .scramblings = 4});
  EXPECT_EQ(r.factors, (std::vector<std::string>{"as it is | turned round"}));
  EXPECT_NEAR(r.shift.first(0, 0), 1.0, 1e-12);
  EXPECT_NEAR(r.shift.total(0, 0), 1.0, 1e-12);
  // the zone in the middle never moves: no index, and said so
  Index middle = 0;
  while (redraw(input, {.draws = 1}).of[0].nominal[middle] != 3) ++middle;
  EXPECT_TRUE(is_missing(r.ranks.first(middle, 0)));
  const Vector nominal = rank_scores(input.readings[0].group_scores.col(0));
  for (Index i = 0; i < 5; ++i) EXPECT_DOUBLE_EQ(r.places(i, 0), std::abs(6 - 2 * nominal[i]));
}

/// Two weights whose ratio alone decides: raw weights interact, and what both explain is all.
TEST(Sensitivity, SecondOrderAndFirstAddUpWithTwoFactors) {
  DrawInput input = input_of({.zones = 7, .indicators = 2, .groups = 0}, 9, UniformWeights{0.9});
  const SensitivityResult r =
      sensitivity(input, {.points = 512, .scramblings = 16, .second_order = true});
  EXPECT_EQ(r.rankings, 512U * 6 * 16);
  ASSERT_EQ(r.scores.second.cols(), 1);
  for (Index i = 0; i < 7; ++i) {
    const double sum = r.scores.first.row(i).sum() + r.scores.second(i, 0);
    EXPECT_NEAR(sum, 1.0, 0.02) << "all of the variance of a model with two factors";
    EXPECT_NEAR(r.scores.total(i, 0), r.scores.first(i, 0) + r.scores.second(i, 0), 0.02);
    EXPECT_LT(r.scores.second_error(i, 0), 0.02);
  }
}

/// Errors of the data are factors, each as a whole: with one that adds to the first zone alone and
/// one that does nothing, the first explains everything.
TEST(Sensitivity, ParallelErrorsOfTheDataAreFactors) {
  DrawInput input = input_of({.zones = 5, .indicators = 3, .groups = 0}, 6, FixedWeights{});
  input.errors = {"error of a", "error of b"};
  const Reading base = input.readings[0];
  input.redraw_reading = [base](std::size_t, std::span<const std::uint64_t> draws, std::uint64_t) {
    Reading reading = base;
    reading.scores.row(0).array() += 40 * testing::uniform(1, static_cast<std::uint32_t>(draws[0]));
    testing::with_nominal_scores(reading);
    return reading;
  };
  const SensitivityOptions options{.points = 32, .scramblings = 4, .threads = 1};
  const SensitivityResult r = sensitivity(input, options);
  EXPECT_EQ(r.factors, input.errors);
  EXPECT_NEAR(r.scores.total(0, 0), 1.0, 0.35);
  EXPECT_EQ(r.scores.total(0, 1), 0.0);
  EXPECT_EQ(r.places.col(1), Vector::Zero(5));
  SensitivityOptions more = options;
  more.threads = 2;
  EXPECT_EQ(sensitivity(input, more).scores.total.row(0), r.scores.total.row(0));
  input.vary = UniformWeights{};
  EXPECT_EQ(sensitivity(input, options).factors.size(), 5U);
}

/// With a concentration near 0 one of two children has all of the weight: what both
/// explain, alone and together, is all.
TEST(Sensitivity, OfTheLeastConcentrationsHasWholeWeights) {
  for (const double concentration : {0.001, 0.01, 0.1, 0.2}) {
    const DrawInput input =
        input_of({.zones = 5, .indicators = 2, .groups = 0}, 9, DirichletWeights{concentration});
    const SensitivityResult r =
        sensitivity(input, {.points = 1024, .scramblings = 8, .second_order = true});
    for (Index i = 0; i < 5; ++i) {
      const double sum = r.scores.first.row(i).sum() + r.scores.second(i, 0);
      EXPECT_NEAR(sum, 1.0, 0.05) << concentration;
    }
    EXPECT_GT(r.places.minCoeff(), 0.0);
  }
}

TEST(Sensitivity, SaysWhatIsWrong) {
  DrawInput input = input_of({.zones = 5}, 6, FixedWeights{});
  EXPECT_ERROR(sensitivity(input), HasSubstr("cannot vary here"));
  input.vary = OrderedWeights{};
  EXPECT_ERROR(sensitivity(input), HasSubstr("independent weights"));
  input.vary = UniformWeights{};
  input.readings.push_back(input.readings[0]);
  input.readings[1].choices = input.readings[0].choices = {"entropy weights"};
  input.readings[1].tree.children[1].pop_back();
  EXPECT_ERROR(sensitivity(input),
               HasSubstr("entropy weights, but must be choices that leave out"));
  input.readings.pop_back();
  EXPECT_ERROR(sensitivity(input, {.points = 100}), HasSubstr("a power of two"));
}

}  // namespace
}  // namespace zonerank::test_sensitivity
