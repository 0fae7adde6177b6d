#include "zonerank/methods/detail/best_worst.hpp"

#include "support/fifty.hpp"
#include "support/testing.hpp"
#include "zonerank/methods/weight.hpp"

namespace zonerank::test_best_worst {
namespace {

using testing::all_close;
using ::testing::HasSubstr;

// Rezaei (2016), the linear model: three criteria, the judgments 1 2 8 and 8 4 1 agree.
TEST(BestWorst, OfConsistentJudgmentsIsTheirScale) {
  const std::vector<double> to = {1, 2, 8}, from = {8, 4, 1};
  for (const BestWorstModel model : {BestWorstModel::linear, BestWorstModel::interval}) {
    const BestWorstResult r = best_worst(to, from, model);
    EXPECT_TRUE(all_close(r.weights, Vector{{8, 4, 1}} / 13, 1e-12));
    EXPECT_NEAR(r.xi, 0.0, 1e-15);
    EXPECT_EQ(r.input_ratio, 0.0);
    EXPECT_EQ(r.to_reconsider, -1);
  }
}

// Child 2: (4 - xi)(4 - xi) = 8 + xi, so xi = 1; child 3: (2 + xi)(2 + xi) = 8 - xi asks for less.
TEST(BestWorst, OfRatiosIsWorkedByHand) {
  const std::vector<double> to = {2, 1, 4, 2, 8}, from = {4, 8, 4, 2, 1};
  const BestWorstResult r = best_worst(to, from, BestWorstModel::interval);
  EXPECT_NEAR(r.xi, 1.0, 1e-14);
  EXPECT_NEAR(r.ratio, 2.0 / (17 - std::sqrt(65.0)), 1e-14) << "Rezaei's index of 8 is 4.47";
  EXPECT_EQ(r.best, 1);
  EXPECT_EQ(r.worst, 4);
  EXPECT_EQ(r.to_reconsider, 2);
  EXPECT_NEAR(r.input_ratio, 8.0 / 56, 1e-15);
  // With w_W = 1: w_B = 9; child 0 in [9 / 3, 9 / 1] and [3, 5]; child 2 is 3; child 3 in [3, 3].
  EXPECT_NEAR(r.low[0], 3.0 / (3 + 9 + 3 + 3 + 1), 1e-12);
  EXPECT_NEAR(r.high[0], 5.0 / (5 + 9 + 3 + 3 + 1), 1e-12);
  EXPECT_NEAR(r.low[2], 3.0 / (5 + 9 + 3 + 3 + 1), 1e-12);
}

/// No weights deviate less, and each weight attains xi across its interval (sampled).
TEST(BestWorst, IsTheLeastDeviation) {
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    std::vector<double> to = {1}, from = {9};
    for (std::uint32_t j = 0; j < 3; ++j) {
      to.push_back(1 + std::floor(9 * testing::uniform(seed, j)));
      from.push_back(1 + std::floor(9 * testing::uniform(seed, 10 + j)));
    }
    to.push_back(9);
    from.push_back(1);
    const BestWorstResult linear = best_worst(to, from);
    const BestWorstResult interval = best_worst(to, from, BestWorstModel::interval);
    const Index best = linear.best, worst = linear.worst;
    const auto deviation = [&](const Vector& w, bool ratios) {
      double most = 0;
      for (Index j = 0; j < 5; ++j) {
        const auto k = static_cast<std::size_t>(j);
        const double of_best = ratios ? w[best] / w[j] - to[k] : w[best] - to[k] * w[j];
        const double of_worst = ratios ? w[j] / w[worst] - from[k] : w[j] - from[k] * w[worst];
        if (j != best) most = std::max(most, std::abs(of_best));
        if (j != worst) most = std::max(most, std::abs(of_worst));
      }
      return most;
    };
    EXPECT_NEAR(deviation(linear.weights, false), linear.xi, 1e-11);
    for (std::uint32_t k = 0; k < 300; ++k) {
      Vector w(5);
      for (Index j = 0; j < 5; ++j) {
        w[j] = linear.weights[j] *
               (0.7 + 0.6 * testing::uniform(seed + 100, k * 5 + static_cast<std::uint32_t>(j)));
      }
      w /= w.sum();
      EXPECT_GE(deviation(w, false), linear.xi - 1e-12);
      EXPECT_GE(deviation(w, true), interval.xi - 1e-12);
    }
    EXPECT_TRUE((interval.low.array() <= interval.weights.array() + 1e-12).all());
    EXPECT_TRUE((interval.weights.array() <= interval.high.array() + 1e-12).all());
    const std::vector<testing::Fifty> to50(to.begin(), to.end()), from50(from.begin(), from.end());
    const auto exact = detail::best_worst_linear<testing::Fifty>(
        to50, from50, static_cast<std::size_t>(best), static_cast<std::size_t>(worst), 1e-40);
    EXPECT_NEAR(linear.xi, static_cast<double>(exact.xi), 1e-13);
    const auto ranges = detail::best_worst_interval<testing::Fifty>(
        to50, from50, static_cast<std::size_t>(best), static_cast<std::size_t>(worst));
    EXPECT_NEAR(interval.xi, static_cast<double>(ranges.xi), 1e-14);
  }
}

TEST(BestWorst, NamesTheJudgmentThatIsWrong) {
  const std::vector<std::string> names = {"rd", "patents", "exports"};
  const auto of = [&](std::vector<double> to, std::vector<double> from) {
    return best_worst(to, from, BestWorstModel::linear, names);
  };
  EXPECT_ERROR(of({1, 2, 8}, {8, 0.5, 1}), HasSubstr("others_to_worst, patents"));
  EXPECT_ERROR(of({2, 2, 8}, {8, 4, 1}), HasSubstr("best_to_others"));
  EXPECT_ERROR(of({1, 2, 8}, {7, 4, 1}), HasSubstr("rd against exports"));
  WeightInput input;
  input.names = names;
  EXPECT_ERROR(weigh(BestWorst{{1, 9, 9}, {9, 9, 1}, BestWorstModel::linear, 0.3}, input),
               HasSubstr("patents: 9 times 9 should be near 9"));
  EXPECT_ERROR(weigh(BestWorst{}, input), HasSubstr("best_to_others"));
}

}  // namespace
}  // namespace zonerank::test_best_worst
