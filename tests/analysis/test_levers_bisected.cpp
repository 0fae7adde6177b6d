// Single levers beside bisection by whole rankings.

#include <cmath>
#include <map>

#include "analysis/many_zones.hpp"
#include "support/cases.hpp"
#include "support/testing.hpp"
#include "zonerank/analysis/levers.hpp"
#include "zonerank/analysis/what_if.hpp"

namespace zonerank::test_levers_bisected {
namespace {

using testing::Dice;

Method any_method(Dice& dice, const System& system) {
  using testing::chosen, testing::option;
  const std::vector<std::vector<Setting>> all = {
      {},
      {},
      {chosen("ties", "average")},
      {chosen("aggregation", "geometric"), option("lower", 1.0)},
      {chosen("aggregation", "harmonic"), option("lower", 1.0)},
      {chosen("normalization", "percentile-rank")},
      {chosen("normalization", "percentile")},
      {chosen("aggregation", "minimum")}};
  auto settings = all[static_cast<std::size_t>(dice.from(0, std::ssize(all) - 1))];
  if (dice.chance(0.5)) settings.push_back(option("min_available", 0.0));
  return read_method(system, settings);
}

/// A figure of a zone, step by step from today's one, by whole rankings.
class Tried {
 public:
  Tried(const ZoneTable& table, const System& system, const RankOptions& options, std::string zone,
        const Lever& lever)
      : table_(table),
        system_(system),
        options_(options),
        zone_(std::move(zone)),
        lever_(lever),
        field_(system.fields[static_cast<std::size_t>(system.field(lever.field))]),
        step_(field_.is_exact() ? std::pow(10.0, -field_.places)
                                : (lever.high - lever.low) / 4096.0) {}

  double rank_with(double x) {
    const auto [found, is_new] = known_.try_emplace(x, missing);
    if (is_new) {
      const Edit edit{zone_, lever_.field, Edit::Kind::set, x};
      const Ranking ranked = what_if(table_, system_, options_, {&edit, 1}, Rules::ignored);
      found->second = ranked.group_ranks(ranked.zone(zone_), 0);
      best_ = std::fmin(best_, found->second);
    }
    return found->second;
  }

  double at(std::int64_t steps, int way) const {
    const double x = lever_.today + static_cast<double>(way * steps) * step_;
    return field_.is_exact() ? std::round(x / step_) / std::round(1.0 / step_) : x;
  }

  /// The distance from today's figure at which bisection finds the rank: it goes out in steps that
  /// double, and halves the first stretch at whose far end the zone has it.
  double bisected(double target) {
    double nearest = missing;
    for (const int way : {1, -1}) {
      const double end = way > 0 ? lever_.high : lever_.low;
      const auto most =
          static_cast<std::int64_t>(std::floor(std::abs(end - lever_.today) / step_ + 1e-6));
      std::int64_t low = 0;
      for (std::int64_t high = std::min<std::int64_t>(1, most); high > low;
           high = std::min(most, 2 * high)) {
        if (!(rank_with(at(high, way)) <= target)) {
          low = high;
          continue;
        }
        while (high - low > 1) {
          const std::int64_t middle = low + (high - low) / 2;
          (rank_with(at(middle, way)) <= target ? high : low) = middle;
        }
        nearest = std::fmin(nearest, std::abs(at(high, way) - lever_.today));
        break;
      }
    }
    return nearest;
  }

  /// Of all figures that were tried.
  double best() const { return best_; }
  double step() const { return step_; }
  bool is_exact() const { return field_.is_exact(); }

 private:
  const ZoneTable& table_;
  const System& system_;
  const RankOptions& options_;
  std::string zone_;
  const Lever& lever_;
  const Field& field_;
  double step_, best_ = missing;
  std::map<double, double> known_;
};

struct Counts {
  int levers = 0, proved = 0, reached = 0, nearer = 0;
};

/// What a lever says is so, and bisection finds no nearer figure.
void expect_right(Tried& tried, const Lever& lever, double target, Counts& counts) {
  ++counts.levers;
  const double apart = tried.bisected(target);
  if (is_missing(lever.needed)) {
    ASSERT_EQ(tried.rank_with(lever.best_at), lever.rank);
    ASSERT_GT(lever.rank, target);
    if (!lever.is_proved) return;
    ++counts.proved;
    ASSERT_TRUE(is_missing(apart)) << "bisection finds the rank at a distance of " << apart;
    ASSERT_LE(lever.rank, tried.best()) << "bisection passed a better rank";
    return;
  }
  ++counts.reached;
  ASSERT_EQ(tried.rank_with(lever.needed), lever.rank);
  ASSERT_LE(lever.rank, target);
  ASSERT_GE(lever.needed, lever.low);
  ASSERT_LE(lever.needed, lever.high);
  if (!lever.is_proved) return;
  ++counts.proved;
  const double own = std::abs(lever.needed - lever.today);
  if (own == 0.0) return;
  if (!is_missing(apart)) {
    ASSERT_LE(own, apart + 1e-6 * std::abs(lever.today) + 1e-9) << "bisection finds a nearer one";
  }
  counts.nearer += is_missing(apart) || own < apart - tried.step() / 2 ? 1 : 0;
  if (!tried.is_exact()) return;
  const int way = lever.needed > lever.today ? 1 : -1;
  const auto steps = std::llround(own / tried.step());
  if (steps > 1) {
    const double nearer = tried.rank_with(tried.at(steps - 1, way));
    ASSERT_FALSE(nearer <= target) << "one step nearer will do";
  }
}

class LeversBisected : public ::testing::TestWithParam<int> {};

/// Ten blocks, of 10 000 proved levers each where all cases are tried.
TEST_P(LeversBisected, AreNeverWrong) {
  const int wanted = testing::cases(60, 10'000);
  Counts counts;
  for (auto seed = static_cast<std::uint32_t>(GetParam()) * 1'000'000; counts.proved < wanted;
       ++seed) {
    Dice dice(seed);
    const System system = testing::random_formulas(dice);
    const ZoneTable table = testing::random_figures(dice, system);
    const RankOptions options{.year = 2020, .method = any_method(dice, system)};
    const Ranking ranking = rank(table, system, options);
    const Index zone = dice.from(0, std::ssize(ranking.zones) - 1);
    const double today = ranking.group_ranks(zone, 0);
    if (is_missing(today) || today <= 1.0) continue;
    const std::string& name = ranking.zones[static_cast<std::size_t>(zone)];
    const auto target = static_cast<double>(dice.from(1, static_cast<Index>(today - 0.5)));
    for (const Lever& lever :
         levers(table, system, options, name, target,
                {.times = static_cast<double>(dice.from(2, 6)), .threads = 1})) {
      Tried tried(table, system, options, name, lever);
      expect_right(tried, lever, target, counts);
      if (HasFatalFailure())
        FAIL() << "seed " << seed << ", " << name << ", " << lever.field << ", rank " << target;
    }
  }
  EXPECT_GT(counts.reached, wanted / 10);
  EXPECT_LT(counts.nearer, counts.reached / 2) << "bisection nearly always finds the same";
  RecordProperty("levers", counts.levers);
  RecordProperty("reached", counts.reached);
  RecordProperty("nearer", counts.nearer);
}

INSTANTIATE_TEST_SUITE_P(Blocks, LeversBisected, ::testing::Range(0, 10));

}  // namespace
}  // namespace zonerank::test_levers_bisected
