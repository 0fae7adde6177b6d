// Ranking zones from their figures: what an analyst waits for after reading.

#include <benchmark/benchmark.h>

#include "zonerank/core/random.hpp"
#include "zonerank/ranking/pipeline.hpp"

namespace {

using namespace zonerank;

/// Two years of figures for every field that the system needs, fixed seed.
ZoneTable synthetic_table(const System& system, int zones) {
  std::vector<ZoneYear> rows;
  for (int z = 0; z < zones; ++z) {
    const std::string name = "zone " + std::to_string(10000 + z);
    for (const int year : {2018, 2019}) rows.push_back({name, year});
  }
  ZoneTable table = empty_table(std::move(rows), system.fields.size());
  const std::vector<bool> needed = system.needed_fields();
  for (std::size_t f = 0; f < system.fields.size(); ++f) {
    const Field& field = system.fields[f];
    if (!needed[f] || field.indicator >= 0) continue;  // ready-made values stand for themselves
    if (!field.is_exact() && field.number != Number::real) continue;
    FigureColumn& column = table.columns[f];
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      const Philox4 words =
          philox4x32({static_cast<std::uint32_t>(r), static_cast<std::uint32_t>(f), 0, 0}, {1, 0});
      const double u = open_uniform(words[0], words[1]);
      if (field.is_exact())
        column.digits.push_back(static_cast<Int128>(1e4 + 1e6 * u));
      else
        column.reals.push_back(100.0 * u);
      column.valid.push_back(1);
    }
  }
  return table;
}

void rank_zones(benchmark::State& state) {
  const System system = load_system("torch-2013");
  const ZoneTable table = synthetic_table(system, static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(rank(table, system));
  state.counters["zones/s"] = benchmark::Counter(
      static_cast<double>(state.iterations() * state.range(0)), benchmark::Counter::kIsRate);
}
BENCHMARK(rank_zones)
    ->ArgName("zones")
    ->Arg(169)     // the size users have
    ->Arg(10'000)  // headroom
    ->Unit(benchmark::kMicrosecond);

void load_shipped_system(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(load_system("torch-2013"));
}
BENCHMARK(load_shipped_system)->Unit(benchmark::kMillisecond);

}  // namespace
