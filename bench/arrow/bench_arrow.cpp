// The roll-up of rows that lie in memory as Arrow columns, beside a plain read of the same bytes.

#include <benchmark/benchmark.h>

#include <numeric>
#include <thread>

#include "support/arrow_rows.hpp"

namespace {

using namespace zonerank;

bench::ArrowRows& rows() {
  static bench::ArrowRows rows(4'000'000);
  return rows;
}

void roll_up_arrow(benchmark::State& state) {
  const System system = parse_system(bench::ArrowRows::system(state.range(1) != 0), "bench.toml");
  StreamOptions options;
  options.distinct = true;
  options.rollup.threads = static_cast<int>(state.range(0));
  for (auto _ : state) {
    ArrowArrayStream stream = rows().stream();
    Problems problems;
    benchmark::DoNotOptimize(
        accumulate({{"rows", &stream, 0, static_cast<std::int64_t>(rows().size())}}, system,
                   options, problems));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows().size()));
}
BENCHMARK(roll_up_arrow)
    ->ArgNames({"threads", "predicates"})
    ->ArgsProduct({{1, 2}, {0, 1}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

std::uint64_t read_bytes(const void* data, std::size_t n) {
  const auto* const words = static_cast<const std::uint64_t*>(data);
  std::uint64_t bits[8] = {};
  for (std::size_t i = 0; i + 8 <= n / 8; i += 8) {
    for (std::size_t k = 0; k < 8; ++k) bits[k] |= words[i + k];
  }
  return std::accumulate(std::begin(bits), std::end(bits), std::uint64_t{0});
}

void read_the_same_bytes(benchmark::State& state) {
  const auto threads = static_cast<std::size_t>(state.range(0));
  const auto buffers = rows().buffers();
  for (auto _ : state) {
    parallel_for(threads, static_cast<int>(threads), [&](std::size_t t) {
      for (const auto& [data, n] : buffers) {
        const std::size_t part = n / threads / 64 * 64;
        benchmark::DoNotOptimize(read_bytes(static_cast<const char*>(data) + t * part, part));
      }
    });
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows().size()));
}
BENCHMARK(read_the_same_bytes)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
