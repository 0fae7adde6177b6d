// Statistics of a table's columns: what data-driven weights and the descriptive table rest on.

#include <benchmark/benchmark.h>

#include "support/score_table.hpp"
#include "zonerank/stats/correlation.hpp"
#include "zonerank/stats/principal_components.hpp"
#include "zonerank/stats/statistics.hpp"

namespace {

using namespace zonerank;

void correlations_of(benchmark::State& state, CorrelationKind kind) {
  const Matrix x = support::score_table(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(correlation_matrix(x, kind));
}
BENCHMARK_CAPTURE(correlations_of, pearson, CorrelationKind::pearson)
    ->ArgName("zones")
    ->Arg(169)
    ->Arg(10'000)
    ->Arg(1'000'000)
    ->UseRealTime()
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(correlations_of, spearman, CorrelationKind::spearman)
    ->ArgName("zones")
    ->Arg(169)
    ->UseRealTime()
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(correlations_of, kendall, CorrelationKind::kendall)
    ->ArgName("zones")
    ->Arg(169)
    ->UseRealTime()
    ->Unit(benchmark::kMicrosecond);

void components_of(benchmark::State& state) {
  const Matrix x = support::score_table(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(principal_components(x));
}
BENCHMARK(components_of)->ArgName("zones")->Arg(169)->Unit(benchmark::kMicrosecond);

}  // namespace
