// One call of a method on a table of scores: weights, means, comparisons of zones, ranks.

#include <benchmark/benchmark.h>

#include "support/score_table.hpp"
#include "zonerank/methods/aggregate.hpp"
#include "zonerank/methods/rank.hpp"
#include "zonerank/methods/weight.hpp"
#include "zonerank/ranking/composite.hpp"

namespace {

using namespace zonerank;

/// Weights 1, 2, 3 ... as shares.
Vector rising_weights(Index n) {
  const Vector w = Vector::LinSpaced(n, 1.0, static_cast<double>(n));
  return w / w.sum();
}

void weights_of(benchmark::State& state, const Weighting& method) {
  const Matrix scores = support::score_table(state.range(0));
  const WeightInput input;
  for (auto _ : state) benchmark::DoNotOptimize(weigh(method, scores, input));
}

void means_of(benchmark::State& state, const Aggregation& method) {
  const Matrix scores = support::score_table(state.range(0));
  const Vector w = rising_weights(scores.cols());
  for (auto _ : state) benchmark::DoNotOptimize(aggregate(scores, w, method));
}

void rank_of_scores(benchmark::State& state) {
  const Vector scores = support::score_table(state.range(0)).col(0);
  for (auto _ : state) benchmark::DoNotOptimize(rank_scores(scores, TieRule::min));
}

void composite_of_columns(benchmark::State& state) {
  const Matrix values = support::score_table(state.range(0));
  const Vector w = rising_weights(values.cols());
  const std::vector<Direction> up(static_cast<std::size_t>(values.cols()),
                                  Direction::more_is_better);
  Method method;
  method.treatment = WinsorizePercentile{};
  for (auto _ : state) benchmark::DoNotOptimize(composite(values, w, up, method));
}

void sizes(benchmark::internal::Benchmark* b) {
  b->ArgName("zones")->Arg(169)->Arg(10'000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);
  b->UseRealTime();
}

void one_size(benchmark::internal::Benchmark* b) {
  b->ArgName("zones")->Arg(169)->Unit(benchmark::kMicrosecond);
}

BENCHMARK_CAPTURE(weights_of, entropy, Entropy{})->Apply(sizes);
BENCHMARK_CAPTURE(weights_of, critic, Critic{})->Apply(sizes);
BENCHMARK_CAPTURE(weights_of, pca, PcaWeights{})->Apply(sizes);
BENCHMARK_CAPTURE(means_of, arithmetic, ArithmeticMean{})->Apply(sizes);
BENCHMARK_CAPTURE(means_of, geometric, GeometricMean{})->Apply(sizes);
BENCHMARK_CAPTURE(means_of, copeland, Copeland{})->Apply(one_size);
BENCHMARK_CAPTURE(means_of, kemeny, Kemeny{})->Apply(one_size);
BENCHMARK_CAPTURE(means_of, benefit_of_doubt, BenefitOfDoubt{})->Apply(one_size);
BENCHMARK(rank_of_scores)->Apply(sizes);
BENCHMARK(composite_of_columns)->Apply(sizes);

}  // namespace
