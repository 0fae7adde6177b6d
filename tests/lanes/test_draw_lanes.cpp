#include "zonerank/lanes/draw_lanes.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <numeric>

#include "support/fifty.hpp"
#include "support/testing.hpp"
#include "zonerank/lanes/gamma_root.hpp"
#include "zonerank/lanes/rank_lanes.hpp"
#include "zonerank/methods/weight.hpp"
#include "zonerank/run/detail/level.hpp"

namespace zonerank::detail::test_draw_lanes {
namespace {

std::vector<const DrawLanes*> draw_levels() {
  std::vector<const DrawLanes*> levels = {&draw_lanes_baseline};
#ifdef ZONERANK_LEVELS
  if (has_level(MachineLevel::v3)) levels.push_back(&draw_lanes_v3);
  if (has_level(MachineLevel::v4)) levels.push_back(&draw_lanes_v4);
#endif
  return levels;
}

std::vector<const RankLanes*> rank_levels() {
  std::vector<const RankLanes*> levels = {&rank_lanes_baseline};
#ifdef ZONERANK_LEVELS
  if (has_level(MachineLevel::v3)) levels.push_back(&rank_lanes_v3);
  if (has_level(MachineLevel::v4)) levels.push_back(&rank_lanes_v4);
#endif
  return levels;
}

struct Plan {
  std::vector<DrawChild> children;
  std::vector<std::uint32_t> order;
  std::vector<DrawGroup> groups;
  std::vector<float> roots;
  DrawPlan plan() const {
    return {children.data(), children.size(), groups.data(), groups.size(), roots.data()};
  }
};

/// What DrawLanes::shares() works in.
std::vector<float> room_for(const Plan& plan) {
  return std::vector<float>((3 * plan.children.size() + 12) * lanes);
}

Plan one_group(DrawKind kind, std::vector<float> a) {
  Plan plan;
  for (const float x : a) plan.children.push_back({x, 2 * x, 0});
  plan.order.resize(a.size());
  std::iota(plan.order.begin(), plan.order.end(), 0U);
  const auto size = static_cast<std::uint32_t>(a.size());
  plan.groups.push_back({kind, 0, size, plan.order.data(), size});
  plan.roots.assign(a.size() * gamma_terms, 0.0F);
  for (std::size_t k = 0; k < a.size(); ++k) {
    if (a[k] >= least_gamma_root)
      gamma_root(static_cast<double>(a[k]), plan.roots.data() + k * gamma_terms);
  }
  return plan;
}

std::vector<float> drawn(const DrawLanes& level, const Plan& plan, std::uint64_t first) {
  std::vector<float> share(plan.children.size() * lanes);
  std::vector<float> work = room_for(plan);
  std::uint64_t draws[lanes];
  for (std::size_t l = 0; l < lanes; ++l) draws[l] = first + l;
  const std::uint32_t none[lanes] = {};
  level.shares(plan.plan(), draws, none, 42, share.data(), work.data());
  return share;
}

TEST(DrawLanes, GiveTheSameBitsOnEveryLevel) {
  for (const DrawKind kind : {DrawKind::fixed, DrawKind::between, DrawKind::gamma,
                              DrawKind::log_gamma, DrawKind::exponential, DrawKind::ordered}) {
    Plan plan = one_group(kind, {0.3F, 2.5F, 0.01F, 40.0F, 1.0F, 0.0F, 7.0F});
    for (std::uint64_t first = 0; first < 4000; first += lanes) {
      const std::vector<float> base = drawn(draw_lanes_baseline, plan, first);
      for (const DrawLanes* level : draw_levels()) {
        ASSERT_EQ(drawn(*level, plan, first), base) << level->level << static_cast<int>(kind);
      }
    }
  }
}

/// Means of what is there: against the plain loop, on every level.
TEST(DrawLanes, AddUpWhatIsPresent) {
  const Plan plan = one_group(DrawKind::gamma, {0.3F, 2.5F, 0.01F, 40.0F, 1.0F, 0.0F, 7.0F});
  const std::vector<double> value = {1.5, missing, -2.25, 0.0, 1e9, 3.0, missing};
  const std::vector<float> drawn_share = drawn(draw_lanes_baseline, plan, 160);
  const std::vector<double> share(drawn_share.begin(), drawn_share.end());
  double group[lanes], expected[lanes];
  for (std::size_t l = 0; l < lanes; ++l) {
    group[l] = l % 3 == 0 ? missing : static_cast<double>(l);
    double sum = 0.0, present = 0.0;
    const auto add = [&](std::size_t k, double x) {
      const double w = share[k * lanes + l];
      if (is_missing(x) || l == 5) return;
      sum += w * x;
      present += w;
    };
    for (std::size_t k = 0; k < value.size(); ++k) add(k, value[k]);
    add(3, group[l]);
    expected[l] = present > 0.0 ? sum / present : missing;
  }
  for (const DrawLanes* level : draw_levels()) {
    double sum[lanes] = {}, present[lanes] = {}, found[lanes];
    level->add_present(share.data(), value.data(), value.size(), sum, present);
    level->add_lanes(share.data() + 3 * lanes, group, sum, present);
    sum[5] = present[5] = 0.0;
    level->divide(sum, present, found);
    for (std::size_t l = 0; l < lanes; ++l) {
      if (l == 5)
        EXPECT_TRUE(is_missing(found[l]));
      else
        EXPECT_EQ(found[l], expected[l]) << level->level << l;
    }
  }
}

TEST(DrawLanes, WordsAreThoseOfThePhilox) {
  std::uint64_t draws[lanes];
  for (std::size_t l = 0; l < lanes; ++l) draws[l] = 0x123456789ULL + l;
  std::uint32_t out[8 * lanes];
  for (const DrawLanes* level : draw_levels()) {
    level->words(draws, 2, purpose_choice, 0xABCDEF0123456789ULL, out);
    for (std::uint32_t b = 0; b < 2; ++b) {
      for (std::size_t l = 0; l < lanes; ++l) {
        const Philox4 expected =
            philox4x32({static_cast<std::uint32_t>(draws[l]),
                        static_cast<std::uint32_t>(draws[l] >> 32), b, purpose_choice},
                       {0x23456789, 0xABCDEF01});
        for (std::size_t w = 0; w < 4; ++w) {
          EXPECT_EQ(out[(b * 4 + w) * lanes + l], expected[w]);
        }
      }
    }
  }
}

struct Moments {
  Vector mean, variance;
};

Moments moments(const Plan& plan, std::uint64_t n) {
  const auto m = std::ssize(plan.children);
  Vector sum = Vector::Zero(m), squares = sum;
  for (std::uint64_t first = 0; first < n; first += lanes) {
    const std::vector<float> share = drawn(draw_lanes(), plan, first);
    for (Index k = 0; k < m; ++k) {
      for (std::size_t l = 0; l < lanes; ++l) {
        const double x = share[static_cast<std::size_t>(k) * lanes + l];
        sum[k] += x;
        squares[k] += x * x;
      }
    }
  }
  const auto count = static_cast<double>(n);
  const Vector mean = sum / count;
  return {mean, squares / count - mean.cwiseProduct(mean)};
}

/// Mean a_k / a and variance a_k (a - a_k) / (a^2 (a + 1)), shapes above and below 1.
TEST(DrawLanes, GammasHaveTheMomentsOfTheDirichlet) {
  constexpr std::uint64_t n = 1 << 18;
  for (const std::vector<float>& a :
       {std::vector<float>{2.5F, 10.0F, 40.0F, 0.4F, 0.05F}, std::vector<float>{1.0F, 1.0F, 1.0F},
        std::vector<float>{5.0F, 5.0F, 7.5F}, std::vector<float>{10.0F, 25.0F, 400.0F, 1e4F},
        std::vector<float>{0.1F, 0.2F}}) {
    const Moments found = moments(one_group(DrawKind::gamma, a), n);
    const double whole = std::accumulate(a.begin(), a.end(), 0.0);
    for (std::size_t k = 0; k < a.size(); ++k) {
      const double mean = static_cast<double>(a[k]) / whole;
      const double variance = mean * (1 - mean) / (whole + 1);
      EXPECT_NEAR(found.mean[static_cast<Index>(k)], mean,
                  5 * std::sqrt(variance / static_cast<double>(n)));
      EXPECT_NEAR(found.variance[static_cast<Index>(k)] / variance, 1.0, 0.05);
    }
  }
}

/// Of shapes far below 1 all gammas may be less than the least number; their ratios are not.
TEST(DrawLanes, SharesOfTheSmallestShapesSumToOne) {
  const auto check = [](DrawKind kind, const std::vector<float>& a) {
    const Plan plan = one_group(kind, a);
    for (std::uint64_t first = 0; first < 1 << 15; first += lanes) {
      const std::vector<float> share = drawn(draw_lanes(), plan, first);
      for (std::size_t l = 0; l < lanes; ++l) {
        double sum = 0.0;
        for (std::size_t k = 0; k < a.size(); ++k) sum += static_cast<double>(share[k * lanes + l]);
        ASSERT_NEAR(sum, 1.0, 1e-6) << first + l;
      }
    }
  };
  check(DrawKind::log_gamma, {0.005F, 0.003F, 0.002F});
  check(DrawKind::log_gamma, {0.0005F, 0.0004F, 0.0001F, 0.0F});
  check(DrawKind::log_gamma, {1e-9F, 1e-12F});
  check(DrawKind::gamma, {0.02F, 0.02F, 0.02F, 0.02F, 0.02F});  // one draw in 700 vanished
}

TEST(DrawLanes, LogarithmsOfGammasHaveTheMomentsOfTheDirichlet) {
  constexpr std::uint64_t n = 1 << 18;
  for (const std::vector<float>& a :
       {std::vector<float>{0.005F, 0.003F, 0.002F}, std::vector<float>{0.0009F, 0.0001F}}) {
    const Moments found = moments(one_group(DrawKind::log_gamma, a), n);
    const double whole = std::accumulate(a.begin(), a.end(), 0.0);
    for (std::size_t k = 0; k < a.size(); ++k) {
      const double mean = static_cast<double>(a[k]) / whole;
      const double variance = mean * (1 - mean) / (whole + 1);
      EXPECT_NEAR(found.mean[static_cast<Index>(k)], mean,
                  5 * std::sqrt(variance / static_cast<double>(n)));
      EXPECT_NEAR(found.variance[static_cast<Index>(k)] / variance, 1.0, 0.02);
    }
  }
}

/// Both kinds draw the same gammas, and what is left out has no weight even where it is greatest.
TEST(DrawLanes, LogarithmsOfGammasAreThoseOfTheGammas) {
  Plan plan = one_group(DrawKind::gamma, {0.9F, 0.5F, 0.7F, 0.0F});
  for (std::size_t k = 0; k < 4; ++k) plan.children[k].left_out = static_cast<std::uint32_t>(k + 1);
  Plan logs = plan;
  logs.groups[0].kind = DrawKind::log_gamma;
  std::uint64_t draws[lanes];
  std::uint32_t left_out[lanes];
  std::vector<float> work = room_for(plan), wanted(4 * lanes), found(4 * lanes);
  for (std::uint64_t first = 0; first < 4000; first += lanes) {
    for (std::size_t l = 0; l < lanes; ++l) {
      draws[l] = first + l;
      left_out[l] = static_cast<std::uint32_t>(l % 4);
    }
    draw_lanes().shares(plan.plan(), draws, left_out, 7, wanted.data(), work.data());
    draw_lanes().shares(logs.plan(), draws, left_out, 7, found.data(), work.data());
    for (std::size_t k = 0; k < found.size(); ++k) ASSERT_NEAR(found[k], wanted[k], 1e-5F);
    for (std::size_t l = 0; l < lanes; ++l) {
      if (left_out[l] == 0) continue;
      ASSERT_EQ(found[(left_out[l] - 1) * lanes + l], 0.0F);
    }
  }
}

/// The mean of all shares in an order is the rank order centroid.
TEST(DrawLanes, OrderedSharesAreCentredOnTheCentroid) {
  constexpr std::uint64_t n = 1 << 17;
  const Plan plan = one_group(DrawKind::ordered, {1, 1, 1, 1, 1});
  const Moments found = moments(plan, n);
  const Vector centroid = rank_order_weights(Vector{{1, 2, 3, 4, 5}});
  for (Index k = 0; k < 5; ++k) EXPECT_NEAR(found.mean[k], centroid[k], 2e-3);
  for (std::uint64_t first = 0; first < 1000; first += lanes) {
    const std::vector<float> share = drawn(draw_lanes(), plan, first);
    for (std::size_t k = 1; k < 5; ++k) {
      for (std::size_t l = 0; l < lanes; ++l) {
        EXPECT_GE(share[(k - 1) * lanes + l], share[k * lanes + l]);
      }
    }
  }
}

/// Shares with the second before the fourth: by symmetry half of the simplex, so the means are
/// those of the greater and the less of two among five, 1/5 +- 1/10, and the others keep 1/5.
TEST(DrawLanes, ChildrenOutsideAnOrderAreFree) {
  Plan plan = one_group(DrawKind::ordered, {1, 1, 1, 1, 1});
  plan.order = {1, 3};
  plan.groups[0].order = plan.order.data();
  plan.groups[0].n_ordered = 2;
  const Moments found = moments(plan, 1 << 17);
  EXPECT_TRUE(testing::all_close(found.mean, Vector{{.2, .3, .2, .1, .2}}, 2e-3));
}

/// The ratio of two raw weights that are uniform in [1, 2]: its mean is 1.5 ln 2, and that of its
/// square 7/3 * 1/2.
TEST(DrawLanes, UniformSharesAreUniformBeforeTheyAddUp) {
  const Plan plan = one_group(DrawKind::between, {1.0F, 1.0F});
  constexpr std::uint64_t n = 1 << 17;
  double sum = 0.0, squares = 0.0;
  for (std::uint64_t first = 0; first < n; first += lanes) {
    const std::vector<float> share = drawn(draw_lanes(), plan, first);
    for (std::size_t l = 0; l < lanes; ++l) {
      ASSERT_NEAR(share[l] + share[lanes + l], 1.0F, 1e-6F);
      const double ratio = static_cast<double>(share[l]) / static_cast<double>(share[lanes + l]);
      sum += ratio;
      squares += ratio * ratio;
    }
  }
  const double mean = 1.5 * std::log(2.0);
  const double sd = std::sqrt(7.0 / 6 - mean * mean);
  EXPECT_NEAR(sum / n, mean, 4 * sd / std::sqrt(n));
  EXPECT_NEAR(squares / n, 7.0 / 6, 4 * 0.85 / std::sqrt(n));
}

/// The cube of the polynomial is the quantile of the gamma, to 7e-7 of its cube root.
TEST(GammaRoot, IsTheCubeRootOfTheQuantile) {
  const boost::math::normal_distribution<double> normal;
  for (const double shape : {5.0, 5.3, 6.0, 7.7, 10.0, 25.0, 100.0, 1234.5, 1e5}) {
    float root[gamma_terms];
    gamma_root(shape, root);
    for (double z = -greatest_normal; z <= greatest_normal; z += 0.05) {
      double found = 0.0;
      for (std::size_t i = gamma_terms; i-- > 0;) found = found * z + static_cast<double>(root[i]);
      const double p = boost::math::cdf(normal, -std::abs(z));
      const double wanted =
          z < 0.0 ? boost::math::gamma_p_inv(shape, p) : boost::math::gamma_q_inv(shape, p);
      EXPECT_NEAR(found, std::cbrt(wanted / shape), 7.5e-7) << shape << " " << z;
    }
  }
}

struct Steps {
  std::vector<std::int32_t> pair;
  std::vector<float> squares = std::vector<float>(lanes);
};

Steps steps_of(const DrawLanes& level, const WeightSteps& plan, const std::vector<float>& share) {
  Steps to;
  to.pair.resize(column_pairs(plan.columns) * lanes);
  level.steps(plan, share.data(), to.pair.data(), to.squares.data());
  return to;
}

/// Three columns, of paths of one, two and three children: rounded products, on every level.
TEST(DrawLanes, StepsAreRoundedProducts) {
  const Plan plan = one_group(DrawKind::exponential, {1, 1, 1, 1});
  const std::vector<std::uint32_t> path = {0, 1, 2, 0, 3, 2}, path_end = {1, 3, 6};
  const std::vector<float> per_share = {4096.0F, 20000.0F, 3e6F}, base = {1024.0F, 0.0F, 300.0F};
  const std::vector<double> step = {0.5, 0.25, 3.0};
  const WeightSteps steps{path.data(), path_end.data(), per_share.data(), base.data(), 3};
  for (std::uint64_t first = 0; first < 2000; first += lanes) {
    const std::vector<float> share = drawn(draw_lanes_baseline, plan, first);
    const Steps wanted = steps_of(draw_lanes_baseline, steps, share);
    for (std::size_t l = 0; l < lanes; ++l) {
      double squares = 0.0;
      std::uint32_t at = 0;
      for (std::size_t j = 0; j < 3; ++j) {
        double product = 1.0;
        for (; at < path_end[j]; ++at) product *= static_cast<double>(share[path[at] * lanes + l]);
        const double exact =
            product * static_cast<double>(per_share[j]) - static_cast<double>(base[j]);
        const double x = std::min(32767.0, exact);
        const std::int32_t pair = wanted.pair[j / 2 * lanes + l];
        const auto found = static_cast<std::int16_t>(j % 2 == 0 ? pair & 0xFFFF : pair >> 16);
        ASSERT_NEAR(found, x, 0.51);
        squares += x * x;
      }
      EXPECT_EQ(wanted.pair[lanes + l] >> 16, 0) << "the last column has no other";
      EXPECT_NEAR(wanted.squares[l] / squares, 1.0, 1e-2);
    }
    std::vector<double> weight(3 * lanes), total(lanes);
    for (const DrawLanes* level : draw_levels()) {
      const Steps found = steps_of(*level, steps, share);
      ASSERT_EQ(found.pair, wanted.pair) << level->level;
      ASSERT_EQ(found.squares, wanted.squares) << level->level;
      level->weights(found.pair.data(), step.data(), base.data(), 3, weight.data(), total.data());
      for (std::size_t l = 0; l < lanes; ++l) {
        const auto second = static_cast<double>(found.pair[l] >> 16);
        EXPECT_EQ(weight[lanes + l], 0.25 * second);
        EXPECT_EQ(total[l], weight[l] + weight[lanes + l] + weight[2 * lanes + l]);
      }
    }
  }
}

std::int32_t number(std::uint32_t seed, std::size_t k, std::int32_t low, std::int32_t high) {
  const double u = testing::uniform(seed, static_cast<std::uint32_t>(k));
  return low + static_cast<std::int32_t>(u * static_cast<double>(high - low));
}

TEST(RankLanes, SortAnyNumberOfZones) {
  for (const std::size_t n :
       {1U,   2U,   3U,   7U,   15U,  16U,  17U,  31U,  32U,  33U,  47U,  64U,   65U,  100U,
        127U, 128U, 129U, 169U, 200U, 255U, 256U, 257U, 300U, 512U, 700U, 1100U, 2049U}) {
    std::vector<std::int32_t> key(key_rows(n) * lanes, last_key);
    for (std::size_t k = 0; k < n * lanes; ++k)
      key[k] = first_key + number(static_cast<std::uint32_t>(n), k, 0, 1000);
    for (const RankLanes* level : rank_levels()) {
      std::vector<std::int32_t> sorted = key;
      level->sort(n, 0, sorted.data());
      for (std::size_t l = 0; l < lanes; ++l) {
        std::vector<std::int32_t> wanted, found;
        for (std::size_t i = 0; i < n; ++i) {
          wanted.push_back(key[i * lanes + l]);
          found.push_back(sorted[i * lanes + l]);
        }
        std::sort(wanted.begin(), wanted.end());
        EXPECT_EQ(found, wanted) << n << level->level;
      }
      for (std::size_t k = n * lanes; k < sorted.size(); ++k) ASSERT_EQ(sorted[k], last_key);
    }
  }
}

/// Rows within 16 of their place are in order after three layers; what is not is told.
TEST(RankLanes, SortNearlySortedRowsInLayers) {
  for (const std::size_t n : {16U, 40U, 169U, 257U}) {
    std::vector<std::int32_t> key(key_rows(n) * lanes, last_key);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t l = 0; l < lanes; ++l) {
        const auto row = static_cast<std::int32_t>(l == 3 ? n - 1 - i : i);  // one lane upside down
        key[i * lanes + l] =
            first_key + (1000 * row + number(5, i * lanes + l, 0, 15000)) * 256 + row % 256;
      }
    }
    const std::vector<std::int32_t> none(lanes, -1);
    std::vector<std::uint16_t> place(n * lanes);
    std::vector<CloseRow> found(n + 1);
    for (const RankLanes* level : rank_levels()) {
      std::vector<std::int32_t> sorted = key;
      level->sort(n, 3, sorted.data());
      std::uint32_t unsorted = 0;
      const std::size_t close = level->close_rows(sorted.data(), n, 8, none.data(), place.data(),
                                                  lanes, found.data(), &unsorted);
      EXPECT_EQ(unsorted, n > 64 ? 8U : 0U) << n << level->level;
      if (n <= 64) {
        EXPECT_EQ(close, 0U);
      }
      for (std::size_t l = 0; l < lanes; ++l) {
        for (std::size_t i = 0; i + 1 < n && l != 3; ++i)
          ASSERT_LE(sorted[i * lanes + l], sorted[(i + 1) * lanes + l]);
      }
    }
  }
}

/// Key for key the same sums of whole numbers on every level, beyond 16 bits, of odd blocks.
TEST(RankLanes, KeysAreTheirSums) {
  constexpr std::size_t pairs = 7;
  for (const std::size_t zones : {1U, 5U, 12U, 13U, 37U}) {
    std::vector<std::int32_t> score((zones + score_block) * pairs), step(pairs * lanes), nominal;
    for (std::size_t k = 0; k < score.size(); ++k)
      score[k] = number(1, 2 * k, -32767, 32768) * 65536 + number(1, 2 * k + 1, 0, 65536);
    for (std::size_t k = 0; k < step.size(); ++k)
      step[k] = number(2, 2 * k, -8000, 8000) * 65536 + number(2, 2 * k + 1, 0, 65536);
    for (std::size_t i = 0; i < zones; ++i)
      nominal.push_back(number(3, i, 3'000'000, 4'000'000) * 256 + static_cast<std::int32_t>(i));
    const KeyTable table{score.data(), nominal.data(), zones, pairs, 2, 8};
    for (const RankLanes* level : rank_levels()) {
      std::vector<std::int32_t> key(key_rows(zones) * lanes, last_key), sum(zones * lanes);
      level->keys(table, step.data(), key.data(), sum.data());
      for (std::size_t i = 0; i < zones; ++i) {
        for (std::size_t l = 0; l < lanes; ++l) {
          std::uint32_t wanted = 0;  // of 32 bits
          for (std::size_t p = 0; p < pairs; ++p) {
            const std::int32_t a = score[score_place(i, p, pairs)], b = step[p * lanes + l];
            wanted += static_cast<std::uint32_t>((a >> 16) * (b >> 16));
            wanted += static_cast<std::uint32_t>(static_cast<std::int16_t>(a & 0xFFFF) *
                                                 static_cast<std::int16_t>(b & 0xFFFF));
          }
          const auto whole = static_cast<std::int32_t>(wanted);
          ASSERT_EQ(sum[i * lanes + l], whole) << level->level;
          const std::int32_t above = (whole >> 2) & ~0xFF;
          ASSERT_EQ(static_cast<std::uint32_t>(key[i * lanes + l]),
                    static_cast<std::uint32_t>(above) + static_cast<std::uint32_t>(nominal[i]));
        }
      }
      for (std::size_t k = zones * lanes; k < key.size(); ++k) ASSERT_EQ(key[k], last_key);
    }
  }
}

/// Close rows, places and counts of sorted keys, against plain loops.
TEST(RankLanes, CloseRowsAndCountsAreThoseOfThePlainLoop) {
  for (const std::size_t n : {1U, 3U, 4U, 9U, 169U}) {
    std::vector<std::int32_t> key(key_rows(n) * lanes, last_key), limit(lanes);
    for (std::size_t l = 0; l < lanes; ++l) {
      limit[l] = l == 2 ? all_close : l == 5 ? -1 : static_cast<std::int32_t>(l) * 1000;
      std::vector<std::int32_t> own;
      for (std::size_t i = 0; i < n; ++i)
        own.push_back(first_key + number(7, i * lanes + l, 0, 4000) * 1024 +
                      static_cast<std::int32_t>(i));
      std::sort(own.begin(), own.end());
      for (std::size_t i = 0; i < n; ++i) key[i * lanes + l] = own[i];
    }
    std::vector<CloseRow> wanted;
    for (std::size_t r = 0; r + 1 < n; ++r) {
      std::uint32_t bits = 0;
      for (std::size_t l = 0; l < lanes; ++l)
        bits |= (key[(r + 1) * lanes + l] - key[r * lanes + l] < limit[l] ? 1U : 0U) << l;
      if (bits != 0)
        wanted.push_back({static_cast<std::uint16_t>(r), static_cast<std::uint16_t>(bits)});
    }
    std::vector<std::uint32_t> counts(n * n);
    for (std::size_t r = 0; r < n; ++r) {
      for (std::size_t l = 0; l + 1 < lanes; ++l)
        ++counts[(n - 1 - r) * n + static_cast<std::size_t>(key[r * lanes + l] & 1023)];
    }
    for (const RankLanes* level : rank_levels()) {
      constexpr std::size_t stride = 40;
      std::vector<std::uint16_t> place(n * stride);
      std::vector<CloseRow> found(n + 1);
      std::uint32_t unsorted = 1;
      found.resize(level->close_rows(key.data(), n, 10, limit.data(), place.data(), stride,
                                     found.data(), &unsorted));
      EXPECT_EQ(unsorted, 0U);
      ASSERT_EQ(found.size(), wanted.size()) << n << level->level;
      for (std::size_t k = 0; k < wanted.size(); ++k) {
        EXPECT_EQ(found[k].row, wanted[k].row);
        EXPECT_EQ(found[k].lanes, wanted[k].lanes);
      }
      std::vector<std::uint32_t> frequency(n * n);
      level->count({place.data(), stride, n, lanes - 1}, n, frequency.data());
      EXPECT_EQ(frequency, counts) << n << level->level;
    }
  }
}

TEST(RankLanes, LeadsAreSumsOfProducts) {
  constexpr std::size_t pairs = 5;
  std::vector<std::int32_t> step(pairs * lanes);
  std::vector<double> a(2 * pairs), b(2 * pairs);
  for (std::size_t k = 0; k < step.size(); ++k)
    step[k] = number(2, 2 * k, -8000, 8000) * 65536 + number(2, 2 * k + 1, 0, 65536);
  double wanted = 0.0;
  for (std::size_t j = 0; j < a.size(); ++j) {
    a[j] = number(3, j, -1000, 1000);
    b[j] = number(4, j, -1000, 1000);
    const std::int32_t pair = step[j / 2 * lanes + 6];
    wanted += (a[j] - b[j]) * (j % 2 == 0 ? static_cast<std::int16_t>(pair & 0xFFFF) : pair >> 16);
  }
  for (const RankLanes* level : rank_levels())
    EXPECT_EQ(level->lead(step.data() + 6, a.data(), b.data(), pairs), wanted) << level->level;
}

}  // namespace
}  // namespace zonerank::detail::test_draw_lanes
