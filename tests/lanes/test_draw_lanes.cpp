#include "zonerank/lanes/draw_lanes.hpp"

#include <numeric>

#include "support/fifty.hpp"
#include "support/testing.hpp"
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
  DrawPlan plan() const { return {children.data(), children.size(), groups.data(), groups.size()}; }
};

Plan one_group(DrawKind kind, std::vector<float> a) {
  Plan plan;
  for (const float x : a) plan.children.push_back({x, 2 * x, 0});
  plan.order.resize(a.size());
  std::iota(plan.order.begin(), plan.order.end(), 0U);
  const auto size = static_cast<std::uint32_t>(a.size());
  plan.groups.push_back({kind, 0, size, plan.order.data(), size});
  return plan;
}

std::vector<float> drawn(const DrawLanes& level, const Plan& plan, std::uint64_t first) {
  std::vector<float> share(plan.children.size() * lanes);
  std::vector<float> work((2 * plan.children.size() + 1) * lanes);
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
  const std::vector<float> share = drawn(draw_lanes_baseline, plan, 160);
  double group[lanes], expected[lanes];
  for (std::size_t l = 0; l < lanes; ++l) {
    group[l] = l % 3 == 0 ? missing : static_cast<double>(l);
    double sum = 0.0, present = 0.0;
    const auto add = [&](std::size_t k, double x) {
      const double w = static_cast<double>(share[k * lanes + l]);
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
  std::vector<float> work(9 * lanes), wanted(4 * lanes), found(4 * lanes);
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

TEST(DrawLanes, UniformSharesAreUniformBeforeTheyAddUp) {
  // one child far above the other: its share is nearly 1, the other's follows its own draw
  const Moments found = moments(one_group(DrawKind::between, {1.0F, 1.0F}), 1 << 16);
  EXPECT_NEAR(found.mean[0], 0.5, 1e-3);
  EXPECT_NEAR(found.mean.sum(), 1.0, 1e-7);
}

TEST(RankLanes, SortAnyNumberOfZones) {
  for (std::size_t n = 1; n <= 256; n = n < 40 ? n + 1 : n + 27) {
    std::vector<std::int32_t> key(key_rows(n) * lanes, last_key);
    for (std::size_t k = 0; k < n * lanes; ++k) {
      key[k] = static_cast<std::int32_t>(
          1000 * testing::uniform(static_cast<std::uint32_t>(n), static_cast<std::uint32_t>(k)));
    }
    for (const RankLanes* level : rank_levels()) {
      std::vector<std::int32_t> sorted = key;
      level->sort(n, sorted.data());
      for (std::size_t l = 0; l < lanes; ++l) {
        std::vector<std::int32_t> wanted, found;
        for (std::size_t i = 0; i < n; ++i) {
          wanted.push_back(key[i * lanes + l]);
          found.push_back(sorted[i * lanes + l]);
        }
        std::sort(wanted.begin(), wanted.end());
        EXPECT_EQ(found, wanted) << n << level->level;
      }
    }
  }
}

TEST(RankLanes, KeysAreNearTheirSums) {
  constexpr std::size_t zones = 37, columns = 40;
  std::vector<float> score(zones * columns), weight(columns * lanes);
  for (std::size_t k = 0; k < score.size(); ++k)
    score[k] = static_cast<float>(testing::uniform(1, static_cast<std::uint32_t>(k)) - 0.5);
  for (std::size_t k = 0; k < weight.size(); ++k)
    weight[k] = static_cast<float>(testing::uniform(2, static_cast<std::uint32_t>(k))) / 40;
  for (const RankLanes* level : rank_levels()) {
    std::vector<std::int32_t> key(key_rows(zones) * lanes);
    level->keys(score.data(), zones, columns, weight.data(), key.data(), nullptr);
    for (std::size_t i = 0; i < zones; ++i) {
      for (std::size_t l = 0; l < lanes; ++l) {
        double sum = 0;
        for (std::size_t j = 0; j < columns; ++j) {
          sum += static_cast<double>(score[i * columns + j]) *
                 static_cast<double>(weight[j * lanes + l]);
        }
        EXPECT_EQ(key[i * lanes + l] & 0xFF, static_cast<std::int32_t>(i));
        EXPECT_NEAR(key[i * lanes + l] >> 8, (0.5 + sum) * static_cast<double>(key_units), 6.0);
      }
    }
  }
}

}  // namespace
}  // namespace zonerank::detail::test_draw_lanes
