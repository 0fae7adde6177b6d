#include "zonerank/analysis/detail/lane_ranker.hpp"

#include <numeric>

#include "analysis/draw_cases.hpp"
#include "support/testing.hpp"

namespace zonerank::detail::test_lane_ranker {
namespace {

using testing::CaseShape;
using testing::input_of;

/// Shares, weights and ranks of 16 draws after one another.
class Draws {
 public:
  explicit Draws(const DrawInput& input) : model_(input, false) {}

  const PreparedReading& reading() const { return model_.readings()[0]; }
  const Output& output() const { return reading().outputs[0]; }
  const DrawModel& model() const { return model_; }

  const float* shares(std::uint64_t first) {
    std::array<std::uint64_t, lanes> draws;
    std::iota(draws.begin(), draws.end(), first);
    std::array<DrawModel::Choice, lanes> choices{};
    model_.choose(draws.data(), 3, choices);
    std::array<std::uint32_t, lanes> left_out;
    for (std::size_t l = 0; l < lanes; ++l) left_out[l] = choices[l].left_out;
    const std::size_t n = reading().children.size();
    share_.resize(n * lanes);
    std::vector<float> room((3 * n + 12) * lanes);
    draw_lanes().shares(reading().plan(), draws.data(), left_out.data(), 3, share_.data(),
                        room.data());
    return share_.data();
  }

 private:
  DrawModel model_;
  std::vector<float> share_;
};

DrawInput flat(const std::vector<double>& weights, const WeightDraw& vary) {
  const Index m = std::ssize(weights);
  DrawInput input = input_of({.zones = 3, .indicators = m, .groups = 0}, 1, FixedWeights{});
  for (std::size_t k = 0; k < weights.size(); ++k)
    input.readings[0].tree.children[0][k].weight = weights[k];
  input.vary = vary;
  for (Index k = 0; k < m; ++k) input.child_ids.push_back("x" + std::to_string(k));
  input.child_ids.emplace_back("all");
  return input;
}

struct Moments {
  std::vector<double> mean, variance;
};

Moments moments(const DrawInput& input, std::uint64_t n) {
  Draws draws(input);
  const std::size_t m = draws.output().columns.size();
  std::vector<double> sum(m), squares(m), weight;
  LaneWeights weights;
  for (std::uint64_t first = 0; first < n; first += lanes) {
    weights.draw(draws.output(), draws.shares(first));
    for (std::size_t l = 0; l < lanes; ++l) {
      weights.shares(draws.output(), l, weight);
      EXPECT_NEAR(std::accumulate(weight.begin(), weight.end(), 0.0), 1.0, 1e-14);
      for (std::size_t j = 0; j < m; ++j) {
        sum[j] += weight[j];
        squares[j] += weight[j] * weight[j];
      }
    }
  }
  const auto count = static_cast<double>(n);
  Moments found;
  for (std::size_t j = 0; j < m; ++j) {
    found.mean.push_back(sum[j] / count);
    found.variance.push_back(squares[j] / count - std::pow(sum[j] / count, 2));
  }
  return found;
}

constexpr std::uint64_t many = 1 << 17;  // draws

/// Mean w and variance w (1 - w) / (c + 1), from where one weight has all to where none moves.
TEST(DrawnWeights, OfADirichletHaveItsMoments) {
  const std::vector<double> w = {0.4, 0.3, 0.15, 0.1, 0.05};
  for (const double c : {0.05, 1.0, 8.0, 60.0, 400.0, 1e5, 1e8}) {
    const Moments found = moments(flat(w, DirichletWeights{c}), many);
    for (std::size_t j = 0; j < w.size(); ++j) {
      const double variance = w[j] * (1 - w[j]) / (c + 1);
      EXPECT_NEAR(found.mean[j], w[j],
                  4.5 * std::sqrt(variance / static_cast<double>(many)) + 2e-8);
      EXPECT_NEAR(found.variance[j] / variance, 1.0, c < 1.0 ? 0.06 : 0.03) << c << " " << j;
    }
  }
}

/// Of equal weights within a few per cent the deviations are w times those of the raw ones less
/// their mean: variance w^2 within^2 / 3 (1 - 1 / m).
TEST(DrawnWeights, OfNarrowKindsAreAsFine) {
  constexpr double m = 8;
  for (const double within : {0.03, 0.003, 3e-4, 3e-5}) {
    const Moments found =
        moments(flat(std::vector<double>(8, 1 / m), UniformWeights{within}), many);
    const double variance = within * within / 3 * (1 - 1 / m) / (m * m);
    for (std::size_t j = 0; j < 8; ++j) {
      EXPECT_NEAR(found.mean[j], 1 / m,
                  4.5 * std::sqrt(variance / static_cast<double>(many)) + 2e-8);
      EXPECT_NEAR(found.variance[j] / variance, 1.0, 0.03) << within;
    }
  }
}

TEST(DrawnWeights, OfASimplexHaveItsMoments) {
  const Moments found = moments(flat({0.7, 0.1, 0.1, 0.1}, SimplexWeights{}), many);
  for (std::size_t j = 0; j < 4; ++j) {
    EXPECT_NEAR(found.mean[j], 0.25, 4.5 * std::sqrt(0.0375 / static_cast<double>(many)));
    EXPECT_NEAR(found.variance[j] / 0.0375, 1.0, 0.03);
  }
}

/// One of two weights uniform in [1, 3], the other at 1: its share is 1 - 1 / (1 + u), the mean of
/// which is 1 - ln 2 / 2.
TEST(DrawnWeights, OfAnIntervalHaveItsMean) {
  const Moments found = moments(flat({0.5, 1.0}, IntervalWeights{{"x0"}, {1.0}, {3.0}}), many);
  EXPECT_NEAR(found.mean[0], 1 - std::log(2.0) / 2, 4.5 * 0.071 / std::sqrt(many));
}

/// Steps are fine beside the spread, whole numbers within 16 bits, and the nearest ones.
TEST(DrawnWeights, AreTheNearestSteps) {
  std::vector<WeightDraw> kinds;
  kinds.emplace_back(UniformWeights{});
  kinds.emplace_back(UniformWeights{1.0});
  kinds.emplace_back(DirichletWeights{});
  kinds.emplace_back(DirichletWeights{4.0});
  kinds.emplace_back(SimplexWeights{});
  kinds.emplace_back(OrderedWeights{});
  for (const WeightDraw& kind : kinds) {
    for (const bool leave_one_out : {false, true}) {
      DrawInput input = input_of({.zones = 5, .indicators = 40, .groups = 4}, 2, kind);
      input.leave_one_out = leave_one_out;
      Draws draws(input);
      const Output& output = draws.output();
      LaneWeights weights;
      for (std::uint64_t first = 0; first < 4096; first += lanes) {
        const float* const share = draws.shares(first);
        weights.draw(output, share);
        weights.to_doubles(output);
        for (std::size_t j = 0; j < output.columns.size(); ++j) {
          for (std::size_t l = 0; l < lanes; ++l) {
            double product = 1.0;
            for (const std::size_t child : output.paths[j])
              product *= static_cast<double>(share[child * lanes + l]);
            const double found = weights.columns()[j * lanes + l];
            ASSERT_NEAR(found, product, 0.502 * output.grid.step[j] + 4e-7 * product)
                << kind.index() << leave_one_out;
            ASSERT_GE(found, 0.0);
          }
        }
      }
      for (std::size_t j = 0; j < output.columns.size(); ++j) {
        EXPECT_TRUE(output.grid.deviation[j] > 540.0 || output.grid.step[j] < 1.0 / 16000)
            << kind.index() << " step " << output.grid.step[j];
      }
    }
  }
}

/// Ranks by zone and scores by place of 16 draws.
struct Ranked {
  std::vector<std::int32_t> ranks;
  std::vector<double> values;
};

Ranked ranked(LaneRanker& ranker, Draws& draws, const Output& output, std::uint64_t first) {
  std::vector<std::uint16_t> place(output.zones.size() * lanes);
  ranker.run(draws.model(), draws.reading(), output, draws.shares(first), lanes, true, place.data(),
             lanes);
  const std::size_t n = output.places.size();
  Ranked to;
  to.ranks.resize(n * lanes);
  for (std::size_t l = 0; l < lanes; ++l) {
    ranker.ranks(l, to.ranks.data() + l * n);
    for (std::size_t i = 0; i < output.zones.size(); ++i) to.values.push_back(ranker.value(i, l));
  }
  return to;
}

/// Whatever way draws go (all in double precision, few layers that leave most out of order, whole
/// sorts), ranks are the same; scores agree as far as keys do.
TEST(LaneRanker, RanksAreTheSameOnEveryWay) {
  const std::vector<CaseShape> shapes = {
      {.zones = 169, .indicators = 40, .groups = 4},
      {.zones = 300, .indicators = 13, .groups = 4, .gaps = true, .duplicates = true},
      {.zones = 90, .groups = 2, .duplicates = true, .whole_scores = true}};
  for (const CaseShape& shape : shapes) {
    const DrawInput input = input_of(shape, 4, UniformWeights{});
    Draws draws(input);
    const Output& output = draws.output();
    EXPECT_EQ(output.keys.layers, shape.indicators == 40 ? 4 : output.keys.layers);
    Output whole = output, one_layer = output, close = output, wide = output;
    whole.keys.layers = 0;
    one_layer.keys.layers = 1;
    close.keys.close = 1e12;
    wide.keys.most_norm = output.grid.norm / 2.6;  // about half of the draws are beyond
    std::size_t n_wide = 0;
    for (std::uint64_t first = 0; first < 800; first += lanes) {
      LaneRanker ranker;
      const Ranked usual = ranked(ranker, draws, output, first);
      for (const Output* other : {&whole, &one_layer, &close, &wide}) {
        LaneRanker own;
        const Ranked found = ranked(own, draws, *other, first);
        ASSERT_EQ(found.ranks, usual.ranks) << first;
        for (std::size_t k = 0; k < found.values.size(); ++k)
          ASSERT_NEAR(found.values[k], usual.values[k], 3e-4);
        n_wide += static_cast<std::size_t>(std::popcount(own.wide_lanes()));
      }
    }
    EXPECT_GT(n_wide, 80U);
    EXPECT_LT(n_wide, 720U);
  }
}

/// A ranker that mends most lanes goes over to whole sorts.
TEST(LaneRanker, LayersThatDoNotFitAreGivenUp) {
  const DrawInput input = input_of({.zones = 169, .indicators = 40}, 4, SimplexWeights{});
  Draws draws(input);
  EXPECT_EQ(draws.output().keys.layers, 0) << "zones move far";
  Output layered = draws.output();
  layered.keys.layers = 4;
  LaneRanker usual, other;
  for (std::uint64_t first = 0; first < 1600; first += lanes) {
    ASSERT_EQ(ranked(other, draws, layered, first).ranks,
              ranked(usual, draws, draws.output(), first).ranks);
  }
}

}  // namespace
}  // namespace zonerank::detail::test_lane_ranker
