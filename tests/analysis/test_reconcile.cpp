#include "zonerank/analysis/reconcile.hpp"

#include <random>

#include "methods/small.hpp"
#include "support/testing.hpp"
#include "zonerank/methods/rank.hpp"

namespace zonerank::test_reconcile {
namespace {

using ::testing::HasSubstr;
using testing::plain_system;
using testing::table_of;

/// x1, x2 in a; x3, x4, x5 in b; the weights are the system's own.
System five_indicators(double a, double b, const std::string& mean = "arithmetic") {
  const std::string groups =
      "[[group]]\nid = \"a\"\nparent = \"overall\"\nweight = " + std::to_string(a) +
      "\n[[group]]\nid = \"b\"\nparent = \"overall\"\nweight = " + std::to_string(b) +
      "\n[method]\naggregation = \"" + mean + "\"\nlower = 1\n";
  const std::string in_a = "group = \"a\"", in_b = "group = \"b\"";
  return plain_system(5, {in_a, in_a, in_b, in_b, in_b}, groups);
}

std::string made_up(std::uint32_t seed, int zones) {
  std::mt19937 random(seed);
  std::string text = "zone,year,f1,f2,f3,f4,f5\n";
  for (int i = 0; i < zones; ++i) {
    text += "zone" + std::to_string(i) + ",2020";
    for (int j = 0; j < 5; ++j) text += "," + std::to_string(random() % 1000);
    text += "\n";
  }
  return text;
}

struct Case {
  System ours = five_indicators(0.5, 0.5), theirs = five_indicators(0.8, 0.2);
  Ranking ranking, published;
  explicit Case(std::uint32_t seed) {
    const ZoneTable table = table_of(made_up(seed, 30), ours);
    ranking = rank(table, ours, {.year = 2020});
    published = rank(table, theirs, {.year = 2020});
  }
};

TEST(Reconcile, WeightsOfGroupsThatGiveTheRanksAreFoundAndRankedAnew) {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    const Case c(seed);
    const RankedYear year{c.ranking, c.published.group_ranks.col(0)};
    const Reconciled r = reconcile({&year, 1}, c.ours, 0);
    ASSERT_EQ(r.found.agreement, Agreement::found);
    ASSERT_EQ(r.columns.size(), 2u);
    EXPECT_EQ(r.columns[0].weight, 0.5);
    EXPECT_LE(r.found.low[0], 0.8);
    EXPECT_GE(r.found.high[0], 0.8);
    EXPECT_EQ(r.reranked[0], c.published.group_ranks.col(0));
    EXPECT_EQ(r.ours[0], c.ranking.group_ranks.col(0));
    // What the weights change of a rank is the difference of the places.
    const Vector change = (r.places_found - r.places).rowwise().sum();
    EXPECT_TRUE(testing::all_close(change, r.ours[0] - r.reranked[0], 1e-9));
  }
}

TEST(Reconcile, WeightsOfIndicatorsAreFoundThroughTheTree) {
  for (std::uint32_t seed = 0; seed < 10; ++seed) {
    const Case c(seed);
    const RankedYear year{c.ranking, c.published.group_ranks.col(0)};
    const Reconciled r = reconcile({&year, 1}, c.ours, 0, WeightsOf::indicators);
    ASSERT_EQ(r.columns.size(), 5u);
    EXPECT_EQ(r.found.agreement, Agreement::found);
    EXPECT_EQ(r.reranked[0], c.published.group_ranks.col(0));
    EXPECT_LE(r.found.low[0], 0.4);
    EXPECT_GE(r.found.high[0], 0.4);
    const Vector change = (r.places_found - r.places).rowwise().sum();
    EXPECT_TRUE(testing::all_close(change, r.ours[0] - r.reranked[0], 1e-9));
  }
}

TEST(Reconcile, AGroupOfIndicatorsHasItsOwnRanks) {
  const Case c(3);
  Vector ranks = c.ranking.group_ranks.col(2);  // b, as we rank it
  const RankedYear year{c.ranking, ranks};
  const Reconciled r = reconcile({&year, 1}, c.ours, 2);
  ASSERT_EQ(r.columns.size(), 3u);
  EXPECT_TRUE(r.columns[0].is_indicator);
  EXPECT_EQ(r.found.agreement, Agreement::found);
  EXPECT_LE(r.found.low[1], 1.0 / 3.0);
  EXPECT_GE(r.found.high[1], 1.0 / 3.0);
  EXPECT_EQ(r.reranked[0], ranks);
}

TEST(Reconcile, GeometricMeansAreReadInLogarithms) {
  const System ours = five_indicators(0.5, 0.5, "geometric");
  const System theirs = five_indicators(0.3, 0.7, "geometric");
  const ZoneTable table = table_of(made_up(5, 30), ours);
  const Ranking ranking = rank(table, ours, {.year = 2020});
  const Vector published = rank(table, theirs, {.year = 2020}).group_ranks.col(0);
  for (const WeightsOf of : {WeightsOf::children, WeightsOf::indicators}) {
    const RankedYear year{ranking, published};
    const Reconciled r = reconcile({&year, 1}, ours, 0, of);
    EXPECT_EQ(r.found.agreement, Agreement::found);
    EXPECT_EQ(r.reranked[0], published);
  }
}

TEST(Reconcile, OtherMeansAreRefused) {
  const System ours = five_indicators(0.5, 0.5, "harmonic");
  const Ranking ranking = rank(table_of(made_up(5, 30), ours), ours, {.year = 2020});
  const RankedYear year{ranking, ranking.group_ranks.col(0)};
  EXPECT_ERROR(reconcile({&year, 1}, ours, 0), HasSubstr("geometric mean"));
}

}  // namespace
}  // namespace zonerank::test_reconcile
