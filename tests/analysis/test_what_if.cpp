#include "zonerank/analysis/what_if.hpp"

#include "methods/small.hpp"
#include "support/testing.hpp"

namespace zonerank {
namespace {

using testing::figure;
using ::testing::HasSubstr;
using testing::indicator_toml;
using testing::table_of;

const System& system_of_zones() {
  static const System system = parse_system(
      testing::zone_fields + indicator_toml("per_head", "kCNY/person", "revenue / staff") +
          indicator_toml("growing", "1", "growth(patents)") +
          indicator_toml("plain", "1", "real", "direction = \"-\"") +
          "[[check]]\nid = \"sign\"\nkind = \"sign\"\nlevel = \"zone\"\nseverity = \"error\"\n"
          "fields = [\"staff\"]\n",
      "zones.toml");
  return system;
}

const ZoneTable& zones() {
  static const ZoneTable table = table_of(
      "zone,year,revenue,staff,patents,real\n"
      "alpha,2019,1,1,10,1\nbravo,2019,1,1,10,1\ncarol,2019,1,1,10,1\n"
      "alpha,2020,1000.50,10,15,3\nbravo,2020,3000,10,20,2\ncarol,2020,2000,,11,1\n",
      system_of_zones());
  return table;
}

std::string after(const Edit& edit) {
  const ZoneTable table = with_edits(zones(), system_of_zones(), 0, {&edit, 1});
  return figure(table, system_of_zones(), edit.zone, edit.year == 0 ? 2020 : edit.year, edit.name);
}

TEST(Edits, ChangeExactFigures) {
  EXPECT_EQ(after(read_edit("alpha", "revenue", "1200")), "1200.00");
  EXPECT_EQ(after(read_edit("alpha", "revenue", "=-5")), "-5.00");
  EXPECT_EQ(after(read_edit("alpha", "revenue", "+200")), "1200.50");
  EXPECT_EQ(after(read_edit("alpha", "revenue", "-0.5")), "1000.00");
  EXPECT_EQ(after(read_edit("alpha", "revenue", "+10 %")), "1100.55");
  EXPECT_EQ(after(read_edit("alpha", "revenue", "-0.001%")), "1000.49");
  EXPECT_EQ(after(read_edit("alpha", "patents", "+10%")), "17") << "16.5 persons";
  EXPECT_EQ(after(read_edit("alpha", "patents", "+1%")), "15");
  EXPECT_EQ(after(read_edit("alpha", "revenue", "blank")), "");
  EXPECT_EQ(after(read_edit("carol", "staff", "7")), "7");
  EXPECT_EQ(after(read_edit("alpha", "real", "+50 %")), "4.5");
  EXPECT_EQ(after(read_edit("alpha", "patents", "12", 2019)), "12");
  EXPECT_EQ(after(read_edit("alpha", "profit", "3.5")), "3.50") << "no column gave it";
}

TEST(Edits, LeaveTheTableAsItWas) {
  const Edit edit = read_edit("alpha", "revenue", "5");
  with_edits(zones(), system_of_zones(), 0, {&edit, 1});
  EXPECT_EQ(figure(zones(), system_of_zones(), "alpha", 2020, "revenue"), "1000.50");
}

TEST(WhatIf, RanksAsTheTableWithThoseFiguresDoes) {
  const System& system = system_of_zones();
  const std::vector<Edit> edits = {read_edit("alpha", "revenue", "+3000"),
                                   read_edit("carol", "staff", "40"),
                                   read_edit("bravo", "patents", "20", 2019)};
  const Ranking expected = rank(
      table_of("zone,year,revenue,staff,patents,real\n"
               "alpha,2019,1,1,10,1\nbravo,2019,1,1,20,1\ncarol,2019,1,1,10,1\n"
               "alpha,2020,4000.50,10,15,3\nbravo,2020,3000,10,20,2\ncarol,2020,2000,40,11,1\n",
               system),
      system);
  const Ranking ranking = what_if(zones(), system, {}, edits);
  EXPECT_TRUE(testing::all_close(ranking.indicators.values, expected.indicators.values, 0.0));
  EXPECT_TRUE(testing::all_close(ranking.group_scores, expected.group_scores, 0.0));
  EXPECT_TRUE(testing::all_close(ranking.group_ranks, expected.group_ranks, 0.0));
  EXPECT_EQ(ranking.scores(0, 0), 100.0) << "alpha sets the bound of per_head now";
}

TEST(WhatIf, WithoutEditsIsTheRanking) {
  const Ranking expected = rank(zones(), system_of_zones());
  const Ranking ranking = what_if(zones(), system_of_zones(), {}, {});
  EXPECT_TRUE(testing::all_close(ranking.group_scores, expected.group_scores, 0.0));
}

TEST(WhatIf, SetsIndicatorsAfterWhatTheCallerAdjusts) {
  RankOptions options;
  options.adjust = [](Matrix& values) { values(1, 2) = 8.0; };
  const std::vector<Edit> edits = {read_edit("bravo", "plain", "+25 %"),
                                   read_edit("carol", "per_head", "70")};
  const Ranking ranking = what_if(zones(), system_of_zones(), options, edits);
  EXPECT_EQ(ranking.indicators.values(1, 2), 10.0);
  EXPECT_EQ(ranking.indicators.values(2, 0), 70.0);
  EXPECT_EQ(ranking.scores(2, 2), 100.0) << "less is better";
}

TEST(WhatIf, TellsAnIndicatorFromTheFieldOfItsName) {
  const System system =
      parse_system(testing::zone_fields + indicator_toml("staff", "10k person", "staff") +
                       indicator_toml("per_head", "kCNY/person", "revenue / staff"),
                   "zones.toml");
  const ZoneTable table =
      table_of("zone,year,revenue,staff\nalpha,2020,1000,10\nbravo,2020,3000,20\n", system);
  const auto values = [&](const char* name, const char* text) {
    const Edit edit = read_edit("alpha", name, text);
    return what_if(table, system, {}, {&edit, 1}).indicators.values;
  };
  const Matrix of_field = values("staff", "40");
  EXPECT_EQ(of_field(0, 0), 0.004);
  EXPECT_EQ(of_field(0, 1), 25.0) << "every indicator that uses the field moves";
  const Matrix of_indicator = values("indicator:staff", "40");
  EXPECT_EQ(of_indicator(0, 0), 40.0) << "in the unit of the indicator";
  EXPECT_EQ(of_indicator(0, 1), 100.0) << "the field stays";
  EXPECT_EQ(values("indicator:staff", "+100 %")(0, 0), 0.002);
  EXPECT_TRUE(std::isnan(values("indicator:staff", "blank")(0, 0)));
  EXPECT_EQ(values("indicator:per_head", "70")(0, 1), 70.0);
  EXPECT_ERROR(values("indicator:stuff", "5"), HasSubstr("a field or an indicator of the system"));
}

TEST(WhatIf, NamesWhatItCannotDo) {
  const System& system = system_of_zones();
  const auto run = [&](const Edit& edit) { return what_if(zones(), system, {}, {&edit, 1}); };
  EXPECT_ERROR(run(read_edit("alpa", "revenue", "5")), HasSubstr("did you mean \"alpha\"?"));
  EXPECT_ERROR(run(read_edit("alpa", "plain", "5")), HasSubstr("no zone \"alpa\""));
  EXPECT_ERROR(run(read_edit("alpha", "revenu", "5")), HasSubstr("did you mean \"revenue\"?"));
  EXPECT_ERROR(run(read_edit("alpha", "per_heat", "5")), HasSubstr("did you mean \"per_head\"?"));
  EXPECT_ERROR(
      run(read_edit("alpha", "staff", "5.5")),
      HasSubstr("alpha, 2020, staff: is 5.5, but must be a number with at most 0 decimals"));
  EXPECT_ERROR(run(read_edit("carol", "staff", "+5")), HasSubstr("there is none to be changed"));
  EXPECT_ERROR(run(read_edit("carol", "per_head", "+5 %")), HasSubstr("none to be changed"));
  EXPECT_ERROR(run(read_edit("alpha", "staff", "-11")), HasSubstr("at 0 or above"));
  EXPECT_ERROR(run(read_edit("alpha", "plain", "1", 2019)), HasSubstr("fields alone"));
  EXPECT_ERROR(run({"alpha", "real", Edit::Kind::set, missing}), HasSubstr("a finite number"));
  EXPECT_ERROR(read_edit("alpha", "staff", "ten"), HasSubstr("is ten, but must be as 1200"));
  EXPECT_ERROR(read_edit("alpha", "staff", "10 %"), HasSubstr("must be as 1200"));
}

}  // namespace
}  // namespace zonerank
