// Rankings redrawn, beside a plain version: Eigen's product, std::sort, doubles throughout.

#include <benchmark/benchmark.h>

#include <numeric>
#include <random>

#include "zonerank/analysis/uncertainty.hpp"
#include "zonerank/core/random.hpp"

namespace {

using namespace zonerank;

constexpr Index zones = 169, indicators = 40, groups = 4;

/// 169 zones, 40 indicators in 4 groups.
DrawInput input_of(const WeightDraw& weights) {
  DrawInput input;
  input.vary = weights;
  Reading reading;
  reading.scores.resize(zones, indicators);
  for (Index k = 0; k < reading.scores.size(); ++k) {
    const Philox4 words = philox4x32({static_cast<std::uint32_t>(k), 0, 0, 0}, {1, 9});
    reading.scores.data()[k] = 100 * open_uniform(words[0], words[1]);
  }
  reading.tree.children.resize(groups + 1);
  for (int g = 1; g <= groups; ++g) {
    reading.tree.children[0].push_back({false, g, 1.0 / groups});
    for (int j = 0; j < indicators / groups; ++j) {
      reading.tree.children[static_cast<std::size_t>(g)].push_back(
          {true, (g - 1) * static_cast<int>(indicators / groups) + j, 0.1});
    }
  }
  reading.tree.effective = Vector::Constant(indicators, 1.0 / indicators);
  reading.aggregations.assign(groups + 1, ArithmeticMean{});
  reading.group_scores = Matrix::Zero(zones, groups + 1);
  input.readings.push_back(reading);
  return input;
}

constexpr std::uint64_t draws = 65536;

void redraw_ranks(benchmark::State& state, const WeightDraw& weights, bool scores, bool pairs) {
  const DrawInput input = input_of(weights);
  const DrawOptions options{.draws = draws,
                            .threads = static_cast<int>(state.range(0)),
                            .groups = false,
                            .scores = scores,
                            .pairs = pairs};
  for (auto _ : state) benchmark::DoNotOptimize(redraw(input, options));
  state.counters["us/draw"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * static_cast<double>(draws) / 1e6,
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// @param raw  the weight of an indicator, or of a group, before shares are taken
template <class F>
void plain(benchmark::State& state, const F& raw) {
  const DrawInput input = input_of(FixedWeights{});
  const Matrix& scores = input.readings[0].scores;
  std::mt19937_64 random(1);
  constexpr int n = 2048;
  for (auto _ : state) {
    Counts counts = Counts::Zero(zones, zones);
    Vector w(indicators), top(groups);
    std::vector<int> order(zones);
    for (int d = 0; d < n; ++d) {
      for (Index g = 0; g < groups; ++g) top[g] = raw(random, 0.25);
      for (Index j = 0; j < indicators; ++j) w[j] = raw(random, 0.1);
      top /= top.sum();
      for (Index g = 0; g < groups; ++g) {
        auto own = w.segment(g * indicators / groups, indicators / groups);
        own *= top[g] / own.sum();
      }
      const Vector s = scores * w;
      std::iota(order.begin(), order.end(), 0);
      std::sort(order.begin(), order.end(), [&](int a, int b) { return s[a] > s[b]; });
      for (Index r = 0; r < zones; ++r) ++counts(order[static_cast<std::size_t>(r)], r);
    }
    benchmark::DoNotOptimize(counts);
  }
  state.counters["us/draw"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * n / 1e6,
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void plain_uniform(benchmark::State& state) {
  plain(state, [](std::mt19937_64& random, double w) {
    return w * std::uniform_real_distribution<double>(0.75, 1.25)(random);
  });
}

void plain_dirichlet(benchmark::State& state) {
  plain(state, [](std::mt19937_64& random, double w) {
    return std::gamma_distribution<double>(100 * w, 1.0)(random);
  });
}

BENCHMARK_CAPTURE(redraw_ranks, uniform, UniformWeights{}, false, false)
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime();
BENCHMARK_CAPTURE(redraw_ranks, dirichlet, DirichletWeights{}, false, false)
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime();
BENCHMARK_CAPTURE(redraw_ranks, uniform_with_scores, UniformWeights{}, true, false)
    ->Arg(1)
    ->UseRealTime();
BENCHMARK_CAPTURE(redraw_ranks, uniform_with_pairs, UniformWeights{}, false, true)
    ->Arg(1)
    ->UseRealTime();
BENCHMARK(plain_uniform)->UseRealTime();
BENCHMARK(plain_dirichlet)->UseRealTime();

}  // namespace
