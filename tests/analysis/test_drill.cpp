#include "zonerank/analysis/drill.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/drill_cases.hpp"
#include "zonerank/ranking/method.hpp"

namespace zonerank::test_drill {
namespace {

using testing::EnterpriseShape;
using ::testing::HasSubstr;
using testing::read_enterprises;
using testing::system_of_enterprises;

struct Case {
  Raw raw;
  ZoneTable own;
  RowSums sums;

  explicit Case(std::uint32_t seed, const EnterpriseShape& shape = {})
      : raw(read_enterprises(seed, shape)),
        own(testing::own_figures(seed, shape)),
        sums(raw.enterprises, system_of_enterprises(), [] {
          RollupOptions options;
          options.wanted = system_of_enterprises().needed_fields();
          return options;
        }()) {}
};

RankOptions with(const std::vector<Setting>& settings) {
  RankOptions options;
  options.method = read_method(system_of_enterprises(), settings);
  return options;
}

Setting word(const std::string& key, const std::string& value) {
  Setting setting;
  setting.key = key;
  setting.text = value;
  return setting;
}

/// Every row is what a roll-up and a ranking without the enterprise give.
/// @param step  so many enterprises are taken together: every step-th is checked
void expect_from_scratch(const Case& c, const RankOptions& options, std::size_t step = 1) {
  const System& system = system_of_enterprises();
  const Drill found = drill(c.raw.table, system, options, c.sums);
  ASSERT_EQ(std::ssize(found.enterprises), found.group_ranks.rows());
  for (std::size_t k = 0; k < found.enterprises.size(); k += step) {
    const std::string& zone = found.zones[static_cast<std::size_t>(found.zone[k])];
    const RowTable rows = testing::rows_without(*c.raw.enterprises, found.enterprises[k]);
    const ZoneTable table = testing::added_up(c.own, rows, system);
    const auto row = static_cast<Index>(k);
    Ranking expected;
    try {
      expected = rank(table, system, options);
    } catch (const Error&) {
      EXPECT_TRUE(std::isnan(found.group_ranks(row, 0))) << "the method fails without it";
      continue;
    }
    const Index i = expected.zone(zone);
    EXPECT_TRUE(testing::all_close(found.group_ranks.row(row), expected.group_ranks.row(i), 0.0))
        << zone << " without " << found.enterprises[k];
    EXPECT_TRUE(
        testing::all_close(found.values.row(row), expected.indicators.values.row(i), 1e-14));
    EXPECT_TRUE(testing::all_close(found.scores.row(row), expected.scores.row(i), 1e-12));
    EXPECT_TRUE(
        testing::all_close(found.group_scores.row(row), expected.group_scores.row(i), 1e-12));
  }
}

TEST(Drill, IsTheRankingWithoutEachEnterprise) {
  for (const std::uint32_t seed : {1U, 2U, 3U, 4U, 5U, 6U}) expect_from_scratch(Case(seed), {});
}

TEST(Drill, IsExactWithoutGapsAndWithManyZones) {
  EnterpriseShape shape;
  shape.gaps = shape.movers = false;
  shape.zones = 60;
  shape.enterprises = 20;
  expect_from_scratch(Case(11, shape), {});
}

TEST(Drill, OfALargeZoneIsExactForAThousandEnterprises) {
  EnterpriseShape shape;
  shape.zones = 6;
  shape.enterprises = 500;
  shape.outlier = 0.02;
  const Case c(21, shape);
  ASSERT_GT(c.sums.n_enterprises(), 2000U);
  expect_from_scratch(c, {}, c.sums.n_enterprises() / 1000);
}

TEST(Drill, IsExactUnderBoundsGapsAndTies) {
  RankOptions options;
  options.bounds = {{"heads", {0.0, 500.0}}, {"share", {0.0, 100.0}}};
  expect_from_scratch(Case(31), options);
  options = {};
  options.common = -1;
  expect_from_scratch(Case(32), options);
  for (const char* ties : {"max", "average", "dense"})
    expect_from_scratch(Case(33), with({word("ties", ties)}));
}

TEST(Drill, IsExactWhereEverythingIsRankedAnew) {
  for (const auto& [key, value] :
       std::vector<std::pair<std::string, std::string>>{{"normalization", "z-score"},
                                                        {"normalization", "percentile"},
                                                        {"normalization", "rank"},
                                                        {"weights", "critic"},
                                                        {"aggregation", "borda"},
                                                        {"imputation", "median"},
                                                        {"treatment", "winsorize"},
                                                        {"fit", "panel"},
                                                        {"aggregation", "median"}})
    expect_from_scratch(Case(41), with({word(key, value)}));
}

TEST(Drill, RanksEveryEnterpriseWithoutDoingItAnewUnderTheDefault) {
  EnterpriseShape shape;
  shape.gaps = shape.movers = false;
  shape.zones = 40;
  const Drill found =
      drill(Case(51, shape).raw.table, system_of_enterprises(), {}, Case(51, shape).sums);
  EXPECT_LT(found.n_anew, found.enterprises.size() / 20) << "of " << found.enterprises.size();
  EXPECT_EQ(found.n_unranked, 0U);
}

TEST(Drill, GivesTheSameBitsForAnyNumberOfThreads) {
  const Case c(61);
  DrillOptions what;
  what.threads = 1;
  const Drill one = drill(c.raw.table, system_of_enterprises(), {}, c.sums, what);
  what.threads = 3;
  const Drill three = drill(c.raw.table, system_of_enterprises(), {}, c.sums, what);
  EXPECT_EQ(one.enterprises, three.enterprises);
  EXPECT_TRUE(testing::all_close(one.values, three.values, 0.0));
  EXPECT_TRUE(testing::all_close(one.scores, three.scores, 0.0));
  EXPECT_TRUE(testing::all_close(one.group_scores, three.group_scores, 0.0));
  EXPECT_TRUE(testing::all_close(one.group_ranks, three.group_ranks, 0.0));
  EXPECT_EQ(one.n_anew, three.n_anew);
}

TEST(Drill, OfOneZoneHasItsRowsOfTheWhole) {
  const Case c(62);
  const Drill whole = drill(c.raw.table, system_of_enterprises(), {}, c.sums);
  DrillOptions what;
  what.zone = "zone13";
  const Drill found = drill(c.raw.table, system_of_enterprises(), {}, c.sums, what);
  std::size_t at = 0;
  for (std::size_t k = 0; k < whole.enterprises.size(); ++k) {
    if (whole.zones[static_cast<std::size_t>(whole.zone[k])] != "zone13") continue;
    ASSERT_LT(at, found.enterprises.size());
    EXPECT_EQ(found.enterprises[at], whole.enterprises[k]);
    EXPECT_TRUE(testing::all_close(found.group_ranks.row(static_cast<Index>(at)),
                                   whole.group_ranks.row(static_cast<Index>(k)), 0.0));
    ++at;
  }
  EXPECT_EQ(at, found.enterprises.size());
  for (const Concentration& one : found.concentration)
    EXPECT_EQ(found.zones[static_cast<std::size_t>(one.zone)], "zone13");
}

TEST(Drill, SaysWhatTheLargestHoldAndTheRankWithoutThem) {
  const System& system = system_of_enterprises();
  const Case c(63);
  const Drill found = drill(c.raw.table, system, {}, c.sums);
  const RowTable& rows = *c.raw.enterprises;
  std::size_t n_checked = 0;
  for (const Concentration& one : found.concentration) {
    const std::string& zone = found.zones[static_cast<std::size_t>(one.zone)];
    if (one.field != "revenue") continue;
    const Column& column = rows.columns[static_cast<std::size_t>(system.field("revenue"))];
    std::vector<std::pair<std::int64_t, std::string>> parts;
    std::int64_t total = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (rows.zones[static_cast<std::size_t>(rows.zone[r])] != zone || rows.year[r] != 2020 ||
          column.valid[r] == 0 || column.values[r] == 0)
        continue;
      parts.emplace_back(-column.values[r], std::string(rows.enterprises[r]));
      total += column.values[r];
    }
    std::sort(parts.begin(), parts.end());
    ASSERT_EQ(one.n, std::ssize(parts));
    EXPECT_EQ(one.largest, parts.front().second);
    EXPECT_DOUBLE_EQ(one.total, static_cast<double>(total) / 100.0);
    for (const auto& [top, share, rank_without] :
         {std::tuple(1U, one.share_1, one.rank_without_1),
          std::tuple(5U, one.share_5, one.rank_without_5),
          std::tuple(10U, one.share_10, one.rank_without_10)}) {
      std::int64_t sum = 0;
      RowTable left = rows;
      for (std::size_t k = 0; k < std::min<std::size_t>(top, parts.size()); ++k) {
        sum -= parts[k].first;
        left = testing::rows_without(left, parts[k].second);
      }
      EXPECT_NEAR(share, static_cast<double>(sum) / static_cast<double>(total), 1e-15);
      const Ranking expected = rank(testing::added_up(c.own, left, system), system);
      EXPECT_TRUE(testing::all_close(Vector::Constant(1, rank_without),
                                     expected.group_ranks.row(expected.zone(zone)).leftCols(1),
                                     0.0))
          << zone << " without " << top;
      ++n_checked;
    }
  }
  EXPECT_GE(n_checked, 18U);
  const auto has = [&](const std::string& field) {
    return std::any_of(found.concentration.begin(), found.concentration.end(),
                       [&](const Concentration& one) { return one.field == field; });
  };
  EXPECT_TRUE(has("makers")) << "a sum over a condition";
  EXPECT_FALSE(has("hightech")) << "a count";
  EXPECT_FALSE(has("most")) << "a greatest value";
  for (const Concentration& one : found.concentration) {
    if (one.field == "value_added" && std::isnan(one.share_1)) return;
  }
  ADD_FAILURE() << "some enterprise adds less than 0";
}

TEST(Drill, LeavesFiguresThatAreNoSums) {
  const System& system = system_of_enterprises();
  Case c(64);
  EXPECT_THAT(drill(c.raw.table, system, {}, c.sums).kept, ::testing::IsEmpty());
  const auto f = static_cast<std::size_t>(system.field("revenue"));
  const std::size_t row = *c.raw.table.find("zone12", 2020);
  c.raw.table.columns[f].digits[row] += 1000;  // as what_if() does
  DrillOptions what;
  what.zone = "zone12";
  const Drill found = drill(c.raw.table, system, {}, c.sums, what);
  EXPECT_THAT(found.kept, ::testing::ElementsAre("revenue"));
  const Ranking today = rank(c.raw.table, system);
  const auto j = static_cast<Index>(system.indicator("per_land"));
  for (Index k = 0; k < found.values.rows(); ++k)
    EXPECT_EQ(found.values(k, j), today.indicators.values(today.zone("zone12"), j));
}

TEST(Drill, NamesWhatItCannotFind) {
  const Case c(65);
  DrillOptions what;
  what.zone = "zone1";
  EXPECT_ERROR(drill(c.raw.table, system_of_enterprises(), {}, c.sums, what), HasSubstr("zone10"));
  const RowSums none(std::make_shared<const RowTable>(detail::select_rows(
                         *c.raw.enterprises, std::vector<bool>(c.raw.enterprises->size(), false))),
                     system_of_enterprises());
  EXPECT_ERROR(drill(c.raw.table, system_of_enterprises(), {}, none),
               HasSubstr("no rows of enterprises"));
}

TEST(Drill, StopsWhereItsProgressSaysSo) {
  const Case c(66);
  EXPECT_THROW(
      drill(c.raw.table, system_of_enterprises(), {}, c.sums, {}, [](double) { return false; }),
      Interrupted);
}

}  // namespace
}  // namespace zonerank::test_drill
