#include "zonerank/analysis/uncertainty.hpp"

#include "analysis/draw_cases.hpp"
#include "support/testing.hpp"

namespace zonerank::test_uncertainty {
namespace {

using testing::CaseShape;
using ::testing::HasSubstr;
using testing::input_of;
using testing::plain_ranks;

const std::vector<WeightDraw>& all_draws() {
  static const std::vector<WeightDraw> draws = [] {
    std::vector<WeightDraw> list;
    list.emplace_back(FixedWeights{});
    list.emplace_back(UniformWeights{});
    list.emplace_back(UniformWeights{0.004});
    list.emplace_back(DirichletWeights{});
    list.emplace_back(DirichletWeights{3.0});
    list.emplace_back(SimplexWeights{});
    list.emplace_back(OrderedWeights{});
    return list;
  }();
  return draws;
}

std::string name_of(const WeightDraw& draw) {
  return std::visit([]<class M>(const M&) { return std::string(M::name); }, draw);
}

/// Counts of the plain double loop over the weights that replay() gives.
Counts plain_frequency(const DrawInput& input, std::uint64_t draws, std::uint64_t seed,
                       bool logs = false) {
  const Index n = input.readings[0].scores.rows();
  Counts counts = Counts::Zero(n, n);
  for (std::uint64_t d = 0; d < draws; ++d) {
    const Replay one = replay(input, d, seed);
    const Reading& reading = input.readings[static_cast<std::size_t>(one.reading)];
    const Vector ranks = plain_ranks(reading, one.weights, logs);
    for (Index i = 0; i < n; ++i) {
      if (!is_missing(ranks[i])) ++counts(i, static_cast<Index>(ranks[i]) - 1);
    }
  }
  return counts;
}

struct Named {
  std::string name;
  CaseShape shape;
  std::uint64_t draws;
};

class Redraw : public ::testing::TestWithParam<Named> {};

/// Certified: the frequency matrix is that of the double loop, number for number.
TEST_P(Redraw, CountsWhatThePlainLoopCounts) {
  const auto& [name, shape, draws] = GetParam();
  for (const WeightDraw& weights : all_draws()) {
    const DrawInput input = input_of(shape, 5, weights);
    const DrawResult result = redraw(input, {.draws = draws, .seed = 7});
    EXPECT_EQ(result.of[0].frequency, plain_frequency(input, draws, 7)) << name_of(weights);
    EXPECT_EQ(result.draws, draws);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, Redraw,
    ::testing::Values(Named{"flat", {.zones = 169, .indicators = 40, .groups = 0}, 600},
                      Named{"nested", {.zones = 169, .indicators = 40, .groups = 4}, 600},
                      Named{"duplicates", {.zones = 169, .duplicates = true}, 600},
                      Named{"near_ties", {.zones = 120, .groups = 2, .whole_scores = true}, 600},
                      Named{"gaps", {.zones = 100, .gaps = true, .duplicates = true}, 300},
                      Named{"two", {.zones = 2, .indicators = 3, .groups = 0}, 300},
                      Named{"one", {.zones = 1, .indicators = 3, .groups = 0}, 50},
                      Named{"most", {.zones = 256, .indicators = 9, .duplicates = true}, 200},
                      Named{"nine", {.zones = 9, .indicators = 13, .groups = 3}, 400},
                      Named{"forty", {.zones = 40, .indicators = 7, .groups = 3}, 400},
                      Named{"odd_groups", {.zones = 169, .indicators = 23, .groups = 5}, 300},
                      Named{"missing_groups",
                            {.zones = 80, .gaps = true, .missing_groups = true, .duplicates = true},
                            300},
                      Named{"more_bits", {.zones = 257, .indicators = 9, .duplicates = true}, 200},
                      Named{"three_hundred", {.zones = 300, .gaps = true, .duplicates = true}, 100},
                      Named{"eleven_hundred", {.zones = 1100, .duplicates = true}, 32}),
    [](const auto& i) { return i.param.name; });

/// The same where draws leave out an indicator, of narrow and of wide kinds.
TEST(Redraws, ThatLeaveOutCountWhatThePlainLoopCounts) {
  for (const WeightDraw& weights : all_draws()) {
    DrawInput input = input_of({.zones = 60, .indicators = 14, .gaps = true}, 5, weights);
    input.leave_one_out = true;
    EXPECT_EQ(redraw(input, {.draws = 300}).of[0].frequency, plain_frequency(input, 300, 1))
        << name_of(weights);
  }
}

TEST(Redraws, OfGeometricMeansCountWhatThePlainLoopCounts) {
  DrawInput input = input_of({.zones = 60, .gaps = true, .duplicates = true}, 3, UniformWeights{});
  Reading& reading = input.readings[0];
  std::fill(reading.aggregations.begin(), reading.aggregations.end(), GeometricMean{});
  testing::with_nominal_scores(reading);
  const DrawResult result = redraw(input, {.draws = 300});
  EXPECT_EQ(result.of[0].frequency, plain_frequency(input, 300, 1, true));
}

/// A mean that has no fast way goes draw by draw, and equals it where both can.
TEST(Redraws, OfAnyMeanAgreeWithTheFastWay) {
  DrawInput input = input_of({.zones = 40, .gaps = true}, 3, DirichletWeights{});
  const DrawResult fast = redraw(input, {.draws = 400, .pairs = true});
  for (Aggregation& a : input.readings[0].aggregations) a = PowerMean{1.0};
  const DrawResult slow = redraw(input, {.draws = 400, .pairs = true});
  for (std::size_t o = 0; o < fast.of.size(); ++o) {
    EXPECT_EQ(fast.of[o].frequency, slow.of[o].frequency);
    EXPECT_EQ(fast.of[o].ahead, slow.of[o].ahead);
    EXPECT_TRUE(testing::all_close(fast.of[o].score_mean, slow.of[o].score_mean, 1e-4));
    EXPECT_TRUE(testing::all_close(fast.of[o].score_sd, slow.of[o].score_sd, 1e-3));
  }
}

TEST(Redraws, ParallelAreTheSameForAnyThreads) {
  DrawInput input = input_of({.zones = 50, .gaps = true}, 9, DirichletWeights{30});
  input.leave_one_out = true;
  const DrawResult one = redraw(input, {.draws = 20000, .threads = 1, .pairs = true});
  for (const int threads : {2, 7}) {
    const DrawResult more = redraw(input, {.draws = 20000, .threads = threads, .pairs = true});
    for (std::size_t o = 0; o < one.of.size(); ++o) {
      EXPECT_EQ(more.of[o].frequency, one.of[o].frequency);
      EXPECT_EQ(more.of[o].ahead, one.of[o].ahead);
      EXPECT_EQ(more.of[o].score_counts, one.of[o].score_counts);
      EXPECT_EQ(more.of[o].score_mean, one.of[o].score_mean);
      EXPECT_EQ(more.of[o].score_sd, one.of[o].score_sd);
    }
  }
  EXPECT_NE(redraw(input, {.draws = 20000, .seed = 0}).of[0].frequency, one.of[0].frequency);
}

/// E w = nominal weights whatever the concentration, so the mean of a score is the nominal one; its
/// variance is that of sum w s: sum w (s - mean)^2 / (concentration + 1).
TEST(Redraws, OfTheLeastConcentrationsHaveWholeWeights) {
  for (const double concentration : {0.001, 0.01, 0.05, 0.1}) {
    const DrawInput input =
        input_of({.zones = 12, .indicators = 5, .groups = 0}, 3, DirichletWeights{concentration});
    const Reading& reading = input.readings[0];
    constexpr std::uint64_t n = 40000;
    const DrawResult result = redraw(input, {.draws = n});
    for (Index i = 0; i < 12; ++i) {
      const double nominal = reading.group_scores(i, 0);
      double variance = 0.0;
      for (Index j = 0; j < 5; ++j)
        variance += reading.tree.effective[j] * std::pow(reading.scores(i, j) - nominal, 2);
      const double sd = std::sqrt(variance / (concentration + 1));
      EXPECT_NEAR(result.of[0].score_mean[i], nominal, 5 * sd / std::sqrt(n));
      EXPECT_NEAR(result.of[0].score_sd[i] / sd, 1.0, 0.02);
    }
    for (std::uint64_t d = 0; d < 2000; ++d)
      ASSERT_NEAR(replay(input, d).weights.sum(), 1.0, 1e-6) << concentration << " " << d;
  }
  DrawInput input = input_of({.zones = 40}, 3, DirichletWeights{0.02});
  input.leave_one_out = true;
  const DrawResult result = redraw(input, {.draws = 2000});
  EXPECT_EQ(result.of[0].frequency, plain_frequency(input, 2000, 1));
}

TEST(Redraws, CountPairsAndGroups) {
  const DrawInput input =
      input_of({.zones = 20, .gaps = true, .duplicates = true}, 2, SimplexWeights{});
  const DrawResult result = redraw(input, {.draws = 300, .pairs = true});
  Counts ahead = Counts::Zero(20, 20);
  for (std::uint64_t d = 0; d < 300; ++d) {
    const Vector ranks = replay(input, d).ranks;
    for (Index i = 0; i < 20; ++i) {
      for (Index k = 0; k < 20; ++k) ahead(i, k) += ranks[i] < ranks[k] ? 1 : 0;
    }
  }
  EXPECT_EQ(result.of[0].ahead, ahead);
  ASSERT_EQ(result.of.size(), 4U) << "overall and the three groups under it";
  EXPECT_EQ(result.of[1].group, 1);
  Counts of_group = Counts::Zero(20, 20);
  for (std::uint64_t d = 0; d < 300; ++d) {
    const Vector ranks = rank_scores(replay(input, d).group_scores.col(1));
    for (Index i = 0; i < 20; ++i) ++of_group(i, static_cast<Index>(ranks[i]) - 1);
  }
  EXPECT_EQ(result.of[1].frequency, of_group);
}

/// Weights (w, 1 - w) with w uniform: the first zone is ahead where 2 w > 1 - w.
TEST(Redraws, OfTwoZonesHaveTheirProbability) {
  DrawInput input;
  Reading r;
  r.scores = Matrix{{2, 0}, {0, 1}};
  r.tree.children = {{{true, 0, 0.5}, {true, 1, 0.5}}};
  r.aggregations = {ArithmeticMean{}};
  r.group_scores = Matrix{{1}, {0.5}};
  input.readings = {r};
  input.vary = SimplexWeights{};
  constexpr double n = 400000;
  const DrawResult any = redraw(input, {.draws = 400000, .pairs = true});
  const double four_errors = 4 * std::sqrt(2.0 / 9 / n);
  EXPECT_NEAR(static_cast<double>(any.of[0].ahead(0, 1)) / n, 2.0 / 3, four_errors);
  EXPECT_NEAR(any.of[0].score_mean[0], 1.0, 4 * std::sqrt(4.0 / 12 / n));
  EXPECT_NEAR(any.of[0].score_sd[0], 2 / std::sqrt(12.0), 4e-3);
  EXPECT_NEAR(any.of[0].score_quantile(0, 0.25), 0.5, 6e-3);
  // within 20 %: w / (w + v) > 1/3 always
  input.vary = UniformWeights{0.2};
  EXPECT_EQ(redraw(input, {.draws = 1000}).of[0].frequency(0, 0), 1000U);
  // the first at least as important as the second
  input.readings[0].tree.children[0] = {{true, 0, 0.4}, {true, 1, 0.6}};
  input.vary = OrderedWeights{};
  const DrawResult ordered = redraw(input, {.draws = 400000});
  EXPECT_NEAR(static_cast<double>(ordered.of[0].frequency(0, 0)) / n, 1.0 / 3, four_errors)
      << "w uniform in [0, 1/2]: above 1/3 for a third of it";
}

TEST(Redraws, StopAtATolerance) {
  const DrawInput input = input_of({.zones = 30}, 4, UniformWeights{});
  const DrawResult loose = redraw(input, {.draws = 1000000, .tolerance = 0.5});
  EXPECT_LE(loose.quantile_error, 0.5);
  EXPECT_LT(loose.draws, 1000000U);
  const DrawResult same = redraw(input, {.draws = loose.draws});
  EXPECT_EQ(same.of[0].frequency, loose.of[0].frequency);
  const DrawResult timed = redraw(input, {.draws = 4000000000, .time_limit = 1e-9});
  EXPECT_FALSE(timed.is_complete);
  EXPECT_LT(timed.draws, 100000U);
  int calls = 0;
  EXPECT_THROW(redraw(input, {.draws = 1000000, .threads = 1}, [&](double) { return ++calls < 3; }),
               Interrupted);
}

TEST(Redraws, ChooseAmongReadingsAndLeaveOut) {
  DrawInput input = input_of({.zones = 25, .indicators = 6, .groups = 2}, 8, FixedWeights{});
  input.readings.push_back(testing::reading_of({.zones = 25, .indicators = 6, .groups = 2}, 77));
  testing::with_nominal_scores(input.readings[1]);
  input.leave_one_out = true;
  EXPECT_EQ(redraw(input, {.draws = 500}).of[0].frequency, plain_frequency(input, 500, 1));
  std::map<std::pair<Index, Index>, int> seen;
  for (std::uint64_t d = 0; d < 1400; ++d) {
    const Replay one = replay(input, d);
    ++seen[{one.reading, one.left_out}];
    if (one.left_out >= 0) {
      EXPECT_EQ(one.weights[one.left_out], 0.0);
    }
    EXPECT_NEAR(one.weights.sum(), 1.0, 1e-6);
  }
  EXPECT_EQ(seen.size(), 14U) << "two readings, none or one of six left out";
  for (const auto& [choice, times] : seen) EXPECT_NEAR(times, 100, 45);
}

TEST(Redraws, SayWhatIsWrong) {
  DrawInput input = input_of({.zones = 5}, 1, IntervalWeights{{"x9"}, {0.1}, {0.2}});
  for (int j = 0; j < 12; ++j) input.child_ids.push_back("x" + std::to_string(j));
  for (int g = 0; g < 5; ++g) input.child_ids.push_back("g" + std::to_string(g));
  EXPECT_NO_THROW(redraw(input, {.draws = 10}));
  input.vary = IntervalWeights{{"y"}, {0.1}, {0.2}};
  EXPECT_ERROR(redraw(input), HasSubstr("\"y\""));
  input.vary = IntervalWeights{{"x1"}, {0.3}, {0.2}};
  EXPECT_ERROR(redraw(input), HasSubstr("interval of x1: is 0.3 to 0.2"));
  EXPECT_ERROR(redraw(input, {.draws = 0}), HasSubstr("draws"));
  const DrawInput many = input_of({.zones = 4097, .indicators = 2, .groups = 0}, 1, FixedWeights{});
  EXPECT_ERROR(redraw(many), HasSubstr("zones: is 4097"));
}

}  // namespace
}  // namespace zonerank::test_uncertainty
