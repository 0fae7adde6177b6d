#include "zonerank/analysis/robust.hpp"

#include "analysis/draw_cases.hpp"
#include "support/testing.hpp"

namespace zonerank::test_robust {
namespace {

using testing::CaseShape;
using ::testing::HasSubstr;
using testing::input_of;

DrawInput flat(const Matrix& scores, const Vector& weights, const WeightDraw& set) {
  DrawInput input;
  Reading r;
  r.scores = scores;
  r.tree.children.resize(1);
  for (Index j = 0; j < scores.cols(); ++j)
    r.tree.children[0].push_back({true, static_cast<int>(j), weights[j]});
  r.aggregations = {ArithmeticMean{}};
  r.group_scores = scores * weights;
  input.readings = {r};
  input.vary = set;
  return input;
}

/// Two zones that each beat the third on one indicator: pairwise programs allow rank 1 for it, no
/// weights give better than 2.
TEST(Robust, OuterBoundsNeedNotBeAttained) {
  const Matrix s{{1, .1}, {.1, 1}, {.5, .5}};
  const RobustResult r = robust(flat(s, Vector{{.5, .5}}, SimplexWeights{}));
  EXPECT_EQ(r.zones[2].best_outer, 1.0);
  EXPECT_EQ(r.zones[2].best, 2.0);
  EXPECT_FALSE(r.zones[2].best_exact);
  EXPECT_EQ(r.zones[0].best, 1.0);
  EXPECT_TRUE(r.zones[0].best_exact);
  EXPECT_EQ(r.zones[0].worst, 3.0);
  EXPECT_NEAR(r.least_lead(0, 1), -0.9, 1e-12);
}

TEST(Robust, LeadsAreWorkedByHand) {
  const Matrix s{{10, 0, 4}, {0, 6, 4}};
  // within 20 % of 0.5, 0.3, 0.2: the least lead takes 0.4 of the first, 0.36 of the second, and
  // 0.24 of the third, which together are 1
  const RobustResult r = robust(flat(s, Vector{{.5, .3, .2}}, UniformWeights{0.2}));
  EXPECT_NEAR(r.least_lead(0, 1), 0.4 * 10 - 0.36 * 6, 1e-12);
  EXPECT_NEAR(r.least_lead(1, 0), 0.24 * 6 - 0.6 * 10, 1e-12);
  EXPECT_EQ(r.zones[0].worst_outer, 1.0) << "ahead under every weight in the set";
  EXPECT_TRUE(r.zones[0].worst_exact);
  // 0.9 and 0.1 before shares: the first has 0.45 of 0.6 at least, where shares within 50 % had
  // 0.85
  const Matrix two{{1, 0}, {0, 1}};
  const RobustResult raw = robust(flat(two, Vector{{.9, .1}}, UniformWeights{0.5}));
  EXPECT_NEAR(raw.least_lead(0, 1), 0.75 - 0.25, 1e-12);
  DrawInput interval = flat(two, Vector{{.9, .1}}, IntervalWeights{{"a"}, {.85}, {1}});
  interval.child_ids = {"a", "b", "overall"};
  EXPECT_NEAR(robust(interval).least_lead(0, 1), 0.85 - 0.15, 1e-12);
  // in the order of the weights: corners 1 0 0, 1/2 1/2 0, 1/3 1/3 1/3
  const RobustResult o = robust(flat(s, Vector{{.5, .3, .2}}, OrderedWeights{}));
  EXPECT_NEAR(o.least_lead(0, 1), (10.0 - 6) / 3, 1e-12);
  EXPECT_NEAR(o.least_lead(1, 0), -10.0, 1e-12);
  // only b before c: corners 1 0 0, 0 1 0, 0 1/2 1/2
  DrawInput chain = flat(s, Vector{{.5, .3, .2}}, OrderedWeights{{"b", "c"}});
  chain.child_ids = {"a", "b", "c", "overall"};
  const RobustResult c = robust(chain);
  EXPECT_NEAR(c.least_lead(0, 1), -6.0, 1e-12);
  EXPECT_NEAR(c.least_lead(1, 0), -10.0, 1e-12);
  chain.vary = OrderedWeights{{"c", "b"}};
  EXPECT_NEAR(robust(chain).least_lead(0, 1), -3.0, 1e-12) << "corners 1 0 0, 0 0 1, 0 1/2 1/2";
}

std::vector<WeightDraw> sets() {
  std::vector<WeightDraw> list;
  list.emplace_back(UniformWeights{0.25});
  list.emplace_back(SimplexWeights{});
  list.emplace_back(OrderedWeights{});
  return list;
}

/// Ranks drawn from the set lie within the outer bounds, attained ones too; weights attain them.
TEST(RobustLaws, DrawnRanksLieWithinOuterBounds) {
  const std::vector<CaseShape> shapes = {{.zones = 25, .indicators = 6, .groups = 0},
                                         {.zones = 25, .indicators = 10, .groups = 4},
                                         {.zones = 25, .indicators = 10, .groups = 4, .gaps = true},
                                         {.zones = 25, .groups = 3, .duplicates = true}};
  for (std::size_t k = 0; k < shapes.size(); ++k) {
    for (const WeightDraw& set : sets()) {
      const DrawInput input = input_of(shapes[k], static_cast<std::uint32_t>(20 + k), set);
      const RobustResult r = robust(input);
      const DrawResult drawn = redraw(input, {.draws = 4000});
      for (const RankBounds& b : r.zones) {
        const Index n = drawn.of[0].frequency.cols();
        for (Index rank = 1; rank <= n; ++rank) {
          if (drawn.of[0].frequency(b.zone, rank - 1) == 0) continue;
          EXPECT_LE(b.best_outer, static_cast<double>(rank));
          EXPECT_GE(b.worst_outer, static_cast<double>(rank));
        }
        EXPECT_LE(b.best_outer, b.best) << k << set.index() << " zone " << b.zone;
        EXPECT_LE(b.best, b.nominal);
        EXPECT_GE(b.worst, b.nominal);
        EXPECT_GE(b.worst_outer, b.worst);
        EXPECT_EQ(b.best_exact, b.best == b.best_outer);
        const Vector best = testing::plain_ranks(input.readings[0], b.best_weights);
        if (!shapes[k].gaps && !shapes[k].duplicates) {
          EXPECT_LE(best[b.zone], b.best) << "attained by these weights";
        }
      }
    }
  }
}

/// With three indicators under one group a fine grid of weights finds the extremes of leads.
TEST(RobustLaws, LeadsAreTheExtremesOfAGrid) {
  const DrawInput input =
      input_of({.zones = 12, .indicators = 3, .groups = 0}, 3, SimplexWeights{});
  const Matrix& s = input.readings[0].scores;
  const RobustResult r = robust(input);
  Matrix least = Matrix::Constant(12, 12, 1e9);
  for (int a = 0; a <= 50; ++a) {
    for (int b = 0; a + b <= 50; ++b) {
      const Vector score = s * Vector{{a / 50.0, b / 50.0, (50 - a - b) / 50.0}};
      for (Index i = 0; i < 12; ++i)
        least.row(i) = least.row(i).cwiseMin((score[i] - score.array()).matrix().transpose());
    }
  }
  EXPECT_TRUE(testing::all_close(r.least_lead, least, 1e-9)) << "corners are on the grid";
}

TEST(Robust, SaysWhatIsWrong) {
  const Matrix s{{1, 0}, {0, 1}};
  const Vector w{{.5, .5}};
  EXPECT_ERROR(robust(flat(s, w, DirichletWeights{})), HasSubstr("a set with bounds"));
  DrawInput low = flat(s, w, IntervalWeights{{"a", "b"}, {.6, .6}, {.7, .7}});
  low.child_ids = {"a", "b", "overall"};
  EXPECT_ERROR(robust(low),
               HasSubstr("no weights are within the bounds a, b: the low ones sum to 1.2"));
  low.vary = IntervalWeights{{"a", "b"}, {.6}, {.7}};
  EXPECT_ERROR(robust(low), HasSubstr("one low and one high for each id"));
  DrawInput mean = flat(s, w, SimplexWeights{});
  mean.readings[0].aggregations = {GeometricMean{}};
  EXPECT_ERROR(robust(mean), HasSubstr("arithmetic mean"));
}

/// Weight moves from where the zone leads most to where it leads least; nothing smaller suffices.
TEST(SmallestChange, SwapsTwoZones) {
  const Matrix s{{10, 0, 4}, {0, 6, 3}};
  const WeightChange change = smallest_change(s, Vector{{.5, .3, .2}}, 0, 1);
  // lead .5 x 10 - .3 x 6 + .2 = 3.4; a unit from the first to the second takes away 16
  EXPECT_NEAR(change.size, 2 * 3.4 / 16, 1e-12);
  EXPECT_NEAR((s.row(0) - s.row(1)).dot(change.weights), 0.0, 1e-12);
  EXPECT_EQ(smallest_change(s, Vector{{.5, .3, .2}}, 1, 0).size, 0.0) << "it is behind already";
  EXPECT_TRUE(std::isinf(smallest_change(Matrix{{2, 2}, {1, 1}}, Vector{{1, 1}}, 0, 1).size));
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const Matrix x = testing::random_matrix(seed * 5, 2, 5);
    Vector w(5), other(5);
    for (Index j = 0; j < 5; ++j) {
      w[j] = testing::uniform(seed, 50 + static_cast<std::uint32_t>(j));
      other[j] = testing::uniform(seed, 60 + static_cast<std::uint32_t>(j));
    }
    w /= w.sum();
    other /= other.sum();
    const Vector lead = x.row(0) - x.row(1);
    if (lead.dot(w) <= 0 || lead.dot(other) > 0) continue;
    const WeightChange least = smallest_change(x, w, 0, 1);
    EXPECT_LE(least.size, (other - w).cwiseAbs().sum() + 1e-12);
    EXPECT_NEAR((least.weights - w).cwiseAbs().sum(), least.size, 1e-12);
    EXPECT_NEAR(least.weights.sum(), 1.0, 1e-12);
    EXPECT_GE(least.weights.minCoeff(), 0.0);
  }
}

}  // namespace
}  // namespace zonerank::test_robust
