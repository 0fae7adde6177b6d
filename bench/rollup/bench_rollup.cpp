// The roll-up kernel over rows in memory, and the reading of CSV text.

#include <benchmark/benchmark.h>

#include "zonerank/core/decimal.hpp"
#include "zonerank/core/random.hpp"
#include "zonerank/read/csv.hpp"
#include "zonerank/rollup/rollup.hpp"

namespace {

using namespace zonerank;

constexpr int zones = 169;

std::uint32_t word(std::size_t row, std::size_t field) {
  return philox4x32({static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(field), 7, 0},
                    {1, 0})[0];
}

/// Every enterprise column of the shipped fields, 5 % of the cells blank, fixed seed.
RowTable synthetic_rows(const System& system, std::size_t n) {
  RowTable rows;
  for (int z = 0; z < zones; ++z) rows.zones.push_back("zone " + std::to_string(1000 + z));
  rows.codes = {"C3911", "I6510", "M7320", "D4411", "F5171"};
  rows.columns.resize(system.fields.size());
  rows.previous.resize(system.fields.size());
  const std::vector<bool> needed = system.needed_fields();
  for (std::size_t r = 0; r < n; ++r) {
    rows.zone.push_back(static_cast<std::int32_t>(word(r, 900) % zones));
    rows.year.push_back(2019);
    rows.line.push_back(static_cast<std::int64_t>(r));
    rows.enterprises.push_back(std::to_string(r));
  }
  for (std::size_t f = 0; f < system.fields.size(); ++f) {
    const Field& field = system.fields[f];
    if (field.level != Level::enterprise || field.formula || !needed[f]) continue;
    Column& column = rows.columns[f];
    for (std::size_t r = 0; r < n; ++r) {
      const std::uint32_t random = word(r, f);
      const bool blank = random % 20 == 0;
      const std::int64_t value = field.number == Number::flag   ? (random >> 8) % 2
                                 : field.number == Number::code ? (random >> 8) % 5
                                 : field.number == Number::year ? 2010 + (random >> 8) % 10
                                                                : (random >> 4) % 10'000'000;
      column.values.push_back(blank ? 0 : value);
      column.valid.push_back(blank ? 0 : 1);
    }
  }
  return rows;
}

void roll_up_rows(benchmark::State& state) {
  const System system = load_system("torch-2013");
  const RowTable rows = synthetic_rows(system, static_cast<std::size_t>(state.range(0)));
  RollupOptions options;
  options.wanted = system.needed_fields();
  options.threads = static_cast<int>(state.range(1));
  for (auto _ : state) {
    Problems problems;
    benchmark::DoNotOptimize(roll_up(rows, system, options, problems));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(roll_up_rows)
    ->ArgNames({"rows", "threads"})
    ->Args({140'000, 1})  // one year of all zones
    ->Args({420'000, 1})
    ->Args({420'000, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void read_csv_text(benchmark::State& state) {
  const System system = load_system("torch-2013");
  const RowTable rows = synthetic_rows(system, 20'000);
  std::string text = "zone,year,enterprise";
  std::vector<std::size_t> columns;
  for (std::size_t f = 0; f < system.fields.size(); ++f) {
    if (!rows.columns[f].present() || !system.fields[f].is_exact()) continue;
    columns.push_back(f);
    text += "," + system.fields[f].name;
  }
  for (std::size_t r = 0; r < rows.size(); ++r) {
    text += "\n" + rows.zones[static_cast<std::size_t>(rows.zone[r])] + ",2019," +
            std::string(rows.enterprises[r]);
    for (const std::size_t f : columns) {
      const Column& column = rows.columns[f];
      text += ",";
      if (column.valid[r] != 0) text += format_decimal(column.values[r], system.fields[f].places);
    }
  }
  FileContext context;
  context.place = Place::in_file("bench.csv");
  for (auto _ : state) {
    Problems problems;
    benchmark::DoNotOptimize(read_csv(text, system, context, problems));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(read_csv_text)->Unit(benchmark::kMillisecond);

}  // namespace
