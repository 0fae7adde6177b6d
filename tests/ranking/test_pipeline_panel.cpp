// Rankings that look at several years: scalings of a panel, base years, weights over a panel.

#include "methods/small.hpp"
#include "zonerank/analysis/importance.hpp"
#include "zonerank/ranking/pipeline.hpp"

namespace zonerank::test_pipeline_panel {
namespace {

using testing::all_close;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::plain_system;
using testing::table_of;

RankOptions with(const Method& method) { return {.year = 2020, .method = method}; }

/// x1 of 2020 over that of 2019: A 15 / 10, B 10 / 20; C has no base; D is gone in 2020.
TEST(Panel, BaseYearIsThatOfEachZone) {
  const System system = plain_system(1, {});
  const ZoneTable table = table_of(
      "zone,year,f1\nA,2019,10\nB,2019,20\nD,2019,4\nA,2020,15\nB,2020,10\nC,2020,3\n", system);
  for (const FitOn fit : {FitOn::year, FitOn::panel}) {
    const Ranking r = rank(table, system, with({.normalization = BaseYear{2019}, .fit = fit}));
    EXPECT_TRUE(all_close(r.scores, Vector{{150, 50, missing}}, 1e-15));
  }
  const Ranking r =
      rank(table, system, with({.normalization = BaseYear{2019}, .fit = FitOn::panel}));
  EXPECT_THAT(r.scaling.zones, ElementsAre("A", "B", "C", "D"));
  EXPECT_TRUE(all_close(Eigen::Map<const Vector>(r.scaling.columns[0].fit.sample.data(), 4),
                        Vector{{10, 20, missing, 4}}, 0));
  RankOptions saved = with({.normalization = BaseYear{2019}});
  saved.scaling = r.scaling;
  EXPECT_TRUE(all_close(rank(table, system, saved).scores, Vector{{150, 50, missing}}, 1e-15));
  EXPECT_ERROR(rank(table, system, with({.normalization = BaseYear{2015}, .fit = FitOn::panel})),
               HasSubstr("2015"));
}

/// Figures 2^k: their logarithms are k ln 2, so that the index is that of k.
const std::string powers =
    "zone,year,f1,f2\n"
    "A,2019,4,2\nB,2019,16,4\nC,2019,8,16\nD,2019,2,8\n"
    "A,2020,16,4\nB,2020,64,2\nC,2020,4,4\nD,2020,32,16\n";

TEST(Panel, BaseYearIsTreatedLikeTheYear) {
  const System system = plain_system(1, {});
  const ZoneTable table = table_of(powers, system);
  for (const FitOn fit : {FitOn::year, FitOn::panel}) {
    const Ranking r = rank(table, system,
                           with({.treatment = TransformAll{Transform::log},
                                 .normalization = BaseYear{2019},
                                 .fit = fit}));
    EXPECT_TRUE(all_close(r.scores, Vector{{200, 150, 200.0 / 3, 500}}, 1e-14));
  }
}

/// The median of 2, 4 and 8 fills the gap of 2019: ln 4 = 2 ln 2.
TEST(Panel, YearsThatWeighAreImputedAndTreated) {
  const System system = plain_system(2, {});
  std::string text = powers;
  text.replace(text.find("B,2019,16,4"), 11, "B,2019,,4");  // 2, 4 and 8 are left of f1
  const ZoneTable table = table_of(text, system);
  for (const FitOn fit : {FitOn::year, FitOn::panel}) {
    const Ranking r = rank(table, system,
                           with({.imputation = ImputeMedian{},
                                 .treatment = TransformAll{Transform::log},
                                 .normalization = NoScaling{},
                                 .fit = fit,
                                 .weighting = PanelEntropy{}}));
    ASSERT_EQ(r.panel_scores.size(), 2U);
    const Matrix k{{4, 2}, {6, 1}, {2, 2}, {5, 4}};
    const Matrix before{{2, 1}, {2, 2}, {3, 4}, {1, 3}};
    EXPECT_TRUE(all_close(r.panel_scores[0], k * std::log(2.0), 1e-15));
    EXPECT_TRUE(all_close(r.panel_scores[1], before * std::log(2.0), 1e-15));
    // 1 - e of both columns of eight by hand: shares k / 25 and k / 19.
    const auto divergence = [](const Vector& x) {
      double e = 0.0;
      for (const double v : x) e -= v / x.sum() * std::log(v / x.sum()) / std::log(8.0);
      return 1.0 - e;
    };
    const double first = divergence(Vector{{4, 6, 2, 5, 2, 2, 3, 1}});
    const double second = divergence(Vector{{2, 1, 2, 4, 1, 2, 4, 3}});
    EXPECT_TRUE(
        all_close(r.weights, Vector{{first / (first + second), second / (first + second)}}, 1e-13));
  }
}

/// 2019 has the fences 2.5 % and 97.5 % of its own four values, or those of all eight.
TEST(Panel, OtherYearsAreTreatedAsTheMethodIsFitted) {
  const System system = plain_system(1, {});
  const ZoneTable table = table_of(
      "zone,year,f1\nA,2019,0\nB,2019,40\nC,2019,80\nD,2019,120\n"
      "A,2020,200\nB,2020,240\nC,2020,280\nD,2020,320\n",
      system);
  const auto before = [&](FitOn fit) {
    return rank(table, system,
                with({.treatment = WinsorizePercentile{},
                      .normalization = NoScaling{},
                      .fit = fit,
                      .weighting = PanelEntropy{}}))
        .panel_scores[1];
  };
  EXPECT_TRUE(all_close(before(FitOn::year), Vector{{3, 40, 80, 117}}, 1e-14));   // 0.075 of 40
  EXPECT_TRUE(all_close(before(FitOn::panel), Vector{{7, 40, 80, 120}}, 1e-14));  // 0.175 of 40
}

/// 2020 is skewed and becomes ln(x - 0 + 1), 1 being a hundredth of 100; 2019 is not, and becomes
/// the same. What was below the least of 2020 counts as it.
TEST(Panel, OtherYearsAreTransformedLikeTheYear) {
  const System system = plain_system(1, {});
  const ZoneTable table = table_of(
      "zone,year,f1\nA,2019,0\nB,2019,1\nC,2019,3\nD,2019,7\nE,2019,-15\n"
      "A,2020,0\nB,2020,1\nC,2020,2\nD,2020,3\nE,2020,100\n",
      system);
  const Method method{.treatment = StepwiseTreatment{.max_points = 0},
                      .normalization = NoScaling{},
                      .weighting = PanelEntropy{}};
  const Ranking r = rank(table, system, with(method));
  EXPECT_EQ(r.treated.columns[0].transform, "log-ct");
  EXPECT_TRUE(all_close(r.panel_scores[1], Vector{{0, 1, 2, 3, 0}} * std::log(2.0), 1e-15));
  Method other = method;
  other.normalization = ZScore{};
  other.weighting = ScatterDegree{};
  const Ranking before = rank(table, system, {.year = 2019, .method = other});
  EXPECT_EQ(before.treated.columns[0].transform, "");
  EXPECT_NEAR(before.panel_scores[1](4, 0) - before.panel_scores[1](3, 0),
              97 / before.scaling.columns[0].fit.second, 1e-12);
}

/// The ranking without an indicator is that of a system that never had it.
TEST(Importance, KeepsThePanelOfItsWeights) {
  const std::string text =
      "zone,year,f1,f2,f3\nA,2019,4,5,7\nB,2019,9,1,9\nC,2019,5,4,7\nD,2019,6,3,3\n"
      "A,2020,7,6,5\nB,2020,4,7,4\nC,2020,3,9,3\nD,2020,3,7,6\n";
  const System system = plain_system(3, {});
  const System without = plain_system(2, {});
  for (const Weighting& weighting : {Weighting(PanelEntropy{}), Weighting(ScatterDegree{})}) {
    for (const FitOn fit : {FitOn::year, FitOn::panel}) {
      const Method method{.fit = fit, .weighting = weighting};
      const Ranking r = rank(table_of(text, system), system, with(method));
      const std::vector<Importance> all = leave_one_out(r, system);
      ASSERT_EQ(all.back().id, "x3");
      const Ranking expected = rank(table_of(text, without), without, with(method));
      EXPECT_EQ(all.back().ranks, Vector(expected.group_ranks.col(0)));
    }
  }
  const Ranking r = rank(table_of(text, system), system, with(Method{.weighting = PanelEntropy{}}));
  EXPECT_EQ(leave_one_out(r, system).back().ranks, (Vector{{3, 2, 1, 4}}));
}

TEST(Panel, NamesZoneAndYearOfWhatHasNoScore) {
  const System system = plain_system(1, {});
  const ZoneTable table = table_of(
      "zone,year,f1\nA,2020,1\nB,2020,2\nC,2020,5\nD,2020,7\n"
      "A,2019,4\nB,2019,0\nC,2019,3\nD,2019,6\n",
      system);
  EXPECT_ERROR(
      rank(table, system, with({.normalization = Logarithmic{}, .fit = FitOn::panel})),
      HasSubstr("zone B, 2019, x1: \"logarithmic\" of 0 is not defined: logarithms need values"));
  for (const FitOn fit : {FitOn::year, FitOn::panel}) {
    EXPECT_ERROR(rank(table, system,
                      with({.treatment = TransformAll{Transform::log},
                            .fit = fit,
                            .weighting = PanelEntropy{}})),
                 HasSubstr("zone B, 2019, x1: \"log\" of 0 is not defined: a logarithm needs"));
  }
  EXPECT_ERROR(
      rank(table, system, with({.normalization = Logarithmic{}, .weighting = PanelEntropy{}})),
      HasSubstr("zone B, 2019, x1: \"logarithmic\" of 0 is not defined"));
  EXPECT_ERROR(
      rank(table, system, with({.normalization = BaseYear{2019}, .fit = FitOn::panel})),
      HasSubstr("zone B, 2019, x1: \"base-year\" of 0 is not defined: the value in the base year"));
  EXPECT_ERROR(rank(table, system,
                    {.year = 2019, .method = Method{.treatment = TransformAll{Transform::log}}}),
               HasSubstr("zone B, x1: \"log\" of 0 is not defined"));
}

/// A reference zone is the one of the year that is ranked, not its rows of other years.
TEST(Panel, ReferenceZoneIsThatOfTheYear) {
  const System system = plain_system(1, {});
  const ZoneTable table =
      table_of("zone,year,f1\nA,2019,0\nB,2019,50\nC,2019,9\nA,2020,20\nB,2020,10\n", system);
  const Ranking r =
      rank(table, system, with({.normalization = DistanceToReference{"A"}, .fit = FitOn::panel}));
  EXPECT_TRUE(all_close(r.scores, Vector{{100, 50}}, 1e-15));
  EXPECT_ERROR(
      rank(table, system, with({.normalization = DistanceToReference{"C"}, .fit = FitOn::panel})),
      HasSubstr("\"C\""));
}

}  // namespace
}  // namespace zonerank::test_pipeline_panel
