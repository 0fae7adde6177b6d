#include "zonerank/analysis/change.hpp"

#include <algorithm>
#include <map>

#include "methods/small.hpp"
#include "support/fifty.hpp"
#include "support/testing.hpp"

namespace zonerank::test_change {
namespace {

using ::testing::HasSubstr;
using testing::plain_system;
using testing::table_of;
using testing::uniform;

std::string groups_of(const std::string& a, const std::string& b) {
  return "[[group]]\nid = \"a\"\nparent = \"overall\"\nweight = " + a +
         "\n[[group]]\nid = \"b\"\nparent = \"overall\"\nweight = " + b + "\n";
}

/// Two indicators in a, two in b.
System system_of(const std::string& a, const std::string& b, const std::string& method = {}) {
  const std::string in_a = "group = \"a\"", in_b = "group = \"b\"";
  return plain_system(4, {in_a, in_a, in_b, in_b}, groups_of(a, b), method);
}

/// Zones z0, z1, ... with figures from 1 on, of which some may be blank.
ZoneTable zones_of(std::uint32_t seed, int first, int last, const System& system, double gaps) {
  std::string text = "zone,year,f1,f2,f3,f4\n";
  std::uint32_t at = 0;
  for (int z = first; z < last; ++z) {
    text += "z" + std::to_string(z) + ",2020";
    for (int j = 0; j < 4; ++j) {
      const double value = 1 + std::floor(50 * uniform(seed, at++));
      text += uniform(seed, at++) < gaps ? "," : "," + shortest(value);
    }
    text += "\n";
  }
  return table_of(text, system);
}

double sum_of(const RankChange& c) { return c.own + c.others + c.bounds + c.membership + c.method; }

TEST(RankChanges, AddUpExactly) {
  const std::vector<std::string> methods = {
      "", "[method]\naggregation = \"median\"\nties = \"average\"\n",
      "[method]\naggregation = \"geometric\"\nlower = 1\nties = \"dense\"\n",
      "[method]\nnormalization = \"z-score\"\nties = \"max\"\nmin_available = 0.4\n"};
  int moved = 0, split = 0;
  for (std::uint32_t seed = 0; seed < 32; ++seed) {
    const System before = system_of("0.5", "0.5", methods[seed % 4]);
    const System now = system_of("0.3", "0.7", methods[seed / 4 % 4]);
    const double gaps = seed % 3 == 0 ? 0.2 : 0.0;
    const Ranking last = rank(zones_of(seed, 0, 20, before, gaps), before);
    const Ranking today = rank(zones_of(seed + 500, 4, 25, now, gaps), now);
    for (const RankChange& c : rank_changes({last, before}, {today, now})) {
      if (is_missing(c.rank_before) || is_missing(c.rank)) {
        ASSERT_TRUE(is_missing(c.own));
        continue;
      }
      ASSERT_NEAR(sum_of(c), c.rank_before - c.rank, 1e-12) << "seed " << seed << ", " << c.zone;
      const double of_score = c.score_own + c.score_bounds + c.score_method;
      if (!is_missing(of_score)) {  // a geometric mean of another method's scores may not exist
        ASSERT_NEAR(of_score, c.score - c.score_before, 1e-12) << c.zone;
        ++split;
      }
      moved += c.rank != c.rank_before ? 1 : 0;
    }
  }
  EXPECT_GT(moved, 200);
  EXPECT_GT(split, 200);
}

/// Figures as in the table of before but for the cells given; bounds from 0 to 100.
struct Case {
  System system = system_of("0.5", "0.5");
  RankOptions options;
  std::string rest = "z1,2020,20,30,40,50\nz2,2020,60,50,40,30\nz3,2020,10,90,10,90\n";

  explicit Case(double most = 100.0) {
    for (const char* id : {"x1", "x2", "x3", "x4"}) options.bounds[id] = {0.0, most};
  }
  Ranking run(const std::string& z0, const std::string& more = {}) const {
    return rank(table_of("zone,year,f1,f2,f3,f4\nz0,2020," + z0 + "\n" + rest + more, system),
                system, options);
  }
};

/// What one cause alone moved is that cause's.
TEST(RankChanges, AreOfTheOneCauseThatMoved) {
  const Case c;
  const Ranking before = c.run("30,30,30,30");
  const Ranking own = c.run("70,70,70,70");
  const std::vector<RankChange> of_figures = rank_changes({before, c.system}, {own, c.system});
  EXPECT_EQ(of_figures[0].own, 3.0) << "from the last to the first";
  EXPECT_EQ(sum_of(of_figures[0]), 3.0);
  EXPECT_EQ(of_figures[1].others, -1.0);
  EXPECT_EQ(of_figures[1].own, 0.0);
  EXPECT_EQ(of_figures[0].score_before, 30.0);
  EXPECT_EQ(of_figures[0].score_own, 40.0);
  EXPECT_EQ(of_figures[0].score_bounds, 0.0);
  EXPECT_EQ(of_figures[1].score_own, 0.0) << "other figures reach no score where bounds are given";

  const Ranking joined = c.run("30,30,30,30", "z4,2020,99,99,99,99\nz5,2020,1,1,1,1\n");
  const std::vector<RankChange> of_members = rank_changes({before, c.system}, {joined, c.system});
  EXPECT_EQ(of_members.size(), 6U);
  EXPECT_EQ(of_members[3].membership, -1.0);
  EXPECT_EQ(sum_of(of_members[3]), -1.0);
  EXPECT_TRUE(is_missing(of_members[4].rank_before));
  EXPECT_TRUE(is_missing(of_members[4].membership));
  EXPECT_EQ(of_members[4].percentile, 1.0);
  EXPECT_NEAR(of_members[3].percentile, 0.8, 1e-15);

  const System heavy = system_of("0.9", "0.1");
  const Ranking weighed = rank(
      table_of("zone,year,f1,f2,f3,f4\nz0,2020,30,30,30,30\n" + c.rest, heavy), heavy, c.options);
  const std::vector<RankChange> of_weights = rank_changes({before, c.system}, {weighed, heavy});
  EXPECT_EQ(of_weights[0].method, of_weights[0].rank_before - of_weights[0].rank);
  EXPECT_EQ(of_weights[2].method, of_weights[2].rank_before - of_weights[2].rank);
  EXPECT_EQ(of_weights[2].method, 1.0) << "z2 has 52 after 45, z3 50 before and now";

  Case steep;
  steep.options.bounds["x2"] = {80.0, 100.0};  // only z3 scores there
  const Ranking bounded = steep.run("30,30,30,30");
  const std::vector<RankChange> of_bounds = rank_changes({before, c.system}, {bounded, c.system});
  for (const RankChange& change : of_bounds)
    EXPECT_EQ(change.bounds, change.rank_before - change.rank) << change.zone;
  EXPECT_EQ(of_bounds[0].score_bounds, of_bounds[0].score - of_bounds[0].score_before);
  EXPECT_EQ(of_weights[0].score_method, 0.0) << "30 everywhere";
  EXPECT_EQ(of_weights[2].score_method, of_weights[2].score - of_weights[2].score_before);
}

/// By definition, over the 120 orders of the causes; each of their 32 states is ranked by rank().
/// Where the own figures move, they do so one after the other, those of a group together.
TEST(RankChanges, AreTheMeanOverTheOrdersOfTheCauses) {
  for (std::uint32_t seed = 0; seed < 12; ++seed) {
    const System systems[2] = {system_of("0.6", "0.4"), system_of("0.2", "0.8")};
    const ZoneTable tables[2] = {zones_of(seed, 0, 7, systems[0], 0.0),
                                 zones_of(seed + 90, 2, 9, systems[0], 0.0)};
    const Ranking rankings[2] = {rank(tables[0], systems[0]), rank(tables[1], systems[1])};
    const std::string zone = "z4";
    const auto figures = [&](const std::string& name, int is_now) {  // a bit a figure
      std::string cells;
      for (int f = 0; f < 4; ++f) {
        const int year = is_now >> f & 1;
        const int other = tables[year].find(name, 2020) ? year : 1 - year;
        cells += "," + testing::figure(tables[other], systems[0], name, 2020,
                                       "f" + std::to_string(f + 1));
      }
      return cells;
    };
    using Seen = std::pair<double, double>;  // rank and score
    std::map<int, Seen> known;
    // Of the own figures some alone may be as now: from bit 5 on, where bit 0 is not set.
    const auto seen_in = [&](int state) {
      if (state & 1) state = (state & 30) | 15 << 5;
      if (known.contains(state)) return known[state];
      const auto bit = [&](int cause) { return state >> cause & 1; };
      std::string text = "zone,year,f1,f2,f3,f4\n";
      for (const std::string& name : rankings[bit(3)].zones)
        text += name + ",2020" + figures(name, name == zone ? state >> 5 : 15 * bit(1)) + "\n";
      RankOptions options;
      options.scaling = rankings[bit(2)].scaling;
      const System& system = systems[bit(4)];
      const Ranking r = rank(table_of(text, system), system, options);
      return known[state] = {r.group_ranks(r.zone(zone), 0), r.group_scores(r.zone(zone), 0)};
    };
    double expected[5] = {}, of_score[5] = {};
    Vector of_figures = Vector::Zero(4);
    constexpr int in_groups[8][4] = {{0, 1, 2, 3}, {1, 0, 2, 3}, {0, 1, 3, 2}, {1, 0, 3, 2},
                                     {2, 3, 0, 1}, {2, 3, 1, 0}, {3, 2, 0, 1}, {3, 2, 1, 0}};
    int order[5] = {0, 1, 2, 3, 4};
    do {
      int state = 0;
      for (const int cause : order) {
        const Seen before = seen_in(state);
        for (const auto& figures_in_turn : in_groups) {
          for (int k = 0, moved = state; k < 4 && cause == 0; ++k) {
            const double rank_before = seen_in(moved).first;
            moved |= 1 << (5 + figures_in_turn[k]);
            of_figures[figures_in_turn[k]] += (rank_before - seen_in(moved).first) / (120.0 * 8.0);
          }
        }
        state |= 1 << cause;
        expected[cause] += (before.first - seen_in(state).first) / 120.0;
        of_score[cause] += (seen_in(state).second - before.second) / 120.0;
      }
    } while (std::next_permutation(order, order + 5));
    const std::vector<RankChange> changes =
        rank_changes({rankings[0], systems[0]}, {rankings[1], systems[1]});
    const RankChange& c = changes[static_cast<std::size_t>(rankings[1].zone(zone))];
    EXPECT_NEAR(sum_of(c), rankings[0].group_ranks(4, 0) - rankings[1].group_ranks(2, 0), 1e-12);
    EXPECT_NEAR(c.own, expected[0], 1e-12);
    EXPECT_NEAR(c.others, expected[1], 1e-12);
    EXPECT_NEAR(c.bounds, expected[2], 1e-12);
    EXPECT_NEAR(c.membership, expected[3], 1e-12);
    EXPECT_NEAR(c.method, expected[4], 1e-12);
    const Vector parts = own_changes({rankings[0], systems[0]}, {rankings[1], systems[1]}, zone);
    EXPECT_TRUE(testing::all_close(parts, of_figures, 1e-12)) << "seed " << seed;
    EXPECT_NEAR(c.score_own, of_score[0], 1e-12);
    EXPECT_NEAR(c.score_bounds, of_score[2], 1e-12);
    EXPECT_NEAR(c.score_method, of_score[4], 1e-12);
    EXPECT_NEAR(of_score[1] + of_score[3], 0.0, 1e-12) << "others reach no score of its own";
  }
}

TEST(RankChanges, WithinTheNoiseAreMarked) {
  const Case c;
  const Ranking before = c.run("30,30,30,30");
  const Ranking now = c.run("70,70,70,70");
  const std::vector<RankChange> changes =
      rank_changes({before, c.system}, {now, c.system}, Vector{{2.5, 1.0, 0.5, 0.0}});
  EXPECT_FALSE(changes[0].within_noise) << "three ranks";
  EXPECT_TRUE(changes[1].within_noise) << "one rank";
  EXPECT_FALSE(changes[2].within_noise);
  EXPECT_FALSE(rank_changes({before, c.system}, {now, c.system})[1].within_noise);
}

TEST(OwnChanges, AddUpToThePartOfTheOwnFigures) {
  for (std::uint32_t seed = 0; seed < 30; ++seed) {
    const System before = system_of("0.5", "0.5");
    const System now =
        system_of("0.3", "0.7", seed % 2 == 0 ? "" : "[method]\naggregation = \"mean-min\"\n");
    const double gaps = seed % 3 == 0 ? 0.1 : 0.0;
    const Ranking last = rank(zones_of(seed, 0, 20, before, gaps), before);
    const Ranking today = rank(zones_of(seed + 500, 4, 25, now, gaps), now);
    for (const RankChange& c : rank_changes({last, before}, {today, now})) {
      if (is_missing(c.own)) continue;
      const Vector parts = own_changes({last, before}, {today, now}, c.zone);
      ASSERT_NEAR(parts.sum(), c.own, 1e-9) << "seed " << seed << ", " << c.zone;
    }
  }
  const Case c;
  const Ranking a = c.run("30,30,30,30");
  const Ranking b = c.run("30,30,30,95");
  const Vector parts = own_changes({a, c.system}, {b, c.system}, "z0");
  EXPECT_TRUE(testing::all_close(parts.head(3), Vector::Zero(3), 1e-12)) << "they did not change";
  EXPECT_NEAR(parts[3], 2.0, 1e-12) << "46.25 is ahead of 45 and 35, behind 50";
}

TEST(Passings, NameTheZoneAndTheIndicator) {
  const Case c;
  const Ranking before = c.run("30,30,30,30");
  const Ranking now = c.run("30,40,30,95");
  const std::vector<Passing> found = passings({before, c.system}, {now, c.system}, "z0");
  ASSERT_EQ(found.size(), 2U) << "48.75 is ahead of 45 and 35, behind 50";
  EXPECT_EQ(found[0].other, "z2");
  EXPECT_EQ(found[1].other, "z1");
  EXPECT_TRUE(found[0].passed);
  EXPECT_EQ(found[0].indicator, "x4");
  EXPECT_NEAR(found[0].moved, 65 / 4.0, 1e-12);
  const std::vector<Passing> other = passings({before, c.system}, {now, c.system}, "z1");
  ASSERT_EQ(other.size(), 1U);
  EXPECT_FALSE(other[0].passed);
  EXPECT_EQ(other[0].other, "z0");
  EXPECT_NEAR(other[0].moved, -65 / 4.0, 1e-12);
}

TEST(RankChanges, NameWhatCannotBe) {
  const Case c;
  const Ranking before = c.run("30,30,30,30");
  const System compares = system_of("0.5", "0.5", "[method]\naggregation = \"borda\"\n");
  const Ranking borda =
      rank(table_of("zone,year,f1,f2,f3,f4\nz0,2020,30,30,30,30\n" + c.rest, compares), compares);
  EXPECT_ERROR(
      rank_changes({before, c.system}, {borda, compares}),
      HasSubstr("aggregation of overall: is Borda, but must be a mean of each zone's own"));
  EXPECT_ERROR(rank_changes({before, c.system}, {before, c.system}, Vector{{1.0}}),
               HasSubstr("noise: has 1 entries"));
  EXPECT_ERROR(own_changes({before, c.system}, {before, c.system}, "z9"), HasSubstr("\"z9\""));
  EXPECT_ERROR(passings({before, c.system}, {before, c.system}, "z9"), HasSubstr("\"z9\""));
}

}  // namespace
}  // namespace zonerank::test_change
