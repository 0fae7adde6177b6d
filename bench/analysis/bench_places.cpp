// A rank split into places: 169 zones, 33 indicators in groups of 11, 9, 7 and 6.

#include <benchmark/benchmark.h>

#include "zonerank/analysis/places.hpp"
#include "zonerank/core/random.hpp"

namespace {

using namespace zonerank;

constexpr Index zones = 169, indicators = 33;

/// @param gaps  every third zone lacks an indicator
Reading reading_of(const Aggregation& in_groups, const Aggregation& overall, bool gaps) {
  Reading reading;
  reading.scores.resize(zones, indicators);
  for (Index k = 0; k < reading.scores.size(); ++k) {
    const Philox4 words = philox4x32({static_cast<std::uint32_t>(k), 0, 0, 0}, {1, 9});
    const double u = open_uniform(words[0], words[1]);
    reading.scores.data()[k] = 1.0 + 99.0 * u * u;
  }
  for (Index i = 0; i < zones && gaps; i += 3) reading.scores(i, i % indicators) = missing;
  const std::vector<int> sizes = {11, 9, 7, 6};
  const std::vector<double> shares = {0.3, 0.3, 0.2, 0.2};
  reading.tree.children.resize(5);
  int next = 0;
  for (std::size_t g = 0; g < sizes.size(); ++g) {
    reading.tree.children[0].push_back({false, static_cast<int>(g) + 1, shares[g]});
    for (int k = 0; k < sizes[g]; ++k)
      reading.tree.children[g + 1].push_back({true, next++, 1.0 / sizes[g]});
  }
  reading.aggregations.assign(5, in_groups);
  reading.aggregations[0] = overall;
  reading.group_scores = Matrix::Zero(zones, 5);
  for (Index g = 5; g-- > 0;) {
    const auto& children = reading.tree.children[static_cast<std::size_t>(g)];
    Matrix inside(zones, std::ssize(children));
    Vector weights(inside.cols());
    for (Index k = 0; k < inside.cols(); ++k) {
      const Child& c = children[static_cast<std::size_t>(k)];
      if (c.is_indicator)
        inside.col(k) = reading.scores.col(c.index);
      else
        inside.col(k) = reading.group_scores.col(c.index);
      weights[k] = c.weight;
    }
    reading.group_scores.col(g) =
        aggregate(inside, weights, reading.aggregations[static_cast<std::size_t>(g)]);
  }
  return reading;
}

void one_zone(benchmark::State& state, const Aggregation& in_groups, const Aggregation& overall,
              bool gaps) {
  const Reading reading = reading_of(in_groups, overall, gaps);
  const PlacesOptions options{.threads = static_cast<int>(state.range(0))};
  for (auto _ : state) benchmark::DoNotOptimize(split_rank(reading, 0, options));
}

void all_zones(benchmark::State& state, const Aggregation& in_groups, const Aggregation& overall,
               bool gaps) {
  const Reading reading = reading_of(in_groups, overall, gaps);
  const PlacesOptions options{.threads = static_cast<int>(state.range(0))};
  for (auto _ : state) benchmark::DoNotOptimize(split_ranks(reading, options));
}

const Aggregation arithmetic = ArithmeticMean{}, geometric = GeometricMean{},
                  median = MedianScore{};

}  // namespace

BENCHMARK_CAPTURE(one_zone, arithmetic, arithmetic, arithmetic, false)
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(one_zone, gaps, arithmetic, arithmetic, true)
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(one_zone, geometric_inside, geometric, arithmetic, false)
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(one_zone, median_inside, median, arithmetic, false)
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(all_zones, arithmetic, arithmetic, arithmetic, false)
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(all_zones, gaps, arithmetic, arithmetic, true)
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
