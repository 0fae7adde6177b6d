#include "zonerank/read/read.hpp"

#include <algorithm>

#include "support/tables.hpp"

namespace zonerank::test_read {
namespace {

using ::testing::AllOf;
using testing::CsvResult;
using ::testing::ElementsAre;
using testing::figure;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::small_system;
using testing::sources;

using Files = std::vector<std::pair<std::string, std::string>>;

Raw read_files(const Files& files, ReadOptions options = {}) {
  options.all_fields = true;
  return read(sources(files), small_system(), options);
}

std::string shown(const Raw& raw, const std::string& zone, int year, const std::string& field) {
  return figure(raw.table, small_system(), zone, year, field);
}

const std::pair<std::string, std::string> accounts = {
    "accounts.csv",
    "zone,year,enterprise,revenue,is_hightech\n"
    "A,2020,e1,10.5,1\nA,2020,e2,4.25,0\nB,2020,e3,7,1\nA,2019,e1,9,1\n"};
const std::pair<std::string, std::string> staff = {
    "staff.csv",
    "zone,year,enterprise,staff\n"
    "A,2019,e1,3\nB,2020,e3,30\nA,2020,e2,20\nA,2020,e1,10\nB,2020,e4,40\n"};
const std::pair<std::string, std::string> zones = {
    "zones.csv", "zone,year,land\nA,2020,2\nB,2020,1\nC,2020,5\n"};

TEST(Read, PutsZonesAndEnterprisesTogether) {
  const Raw raw = read_files({accounts, zones});
  EXPECT_EQ(raw.enterprise_rows, 4U);
  EXPECT_EQ(to_csv(raw.table, small_system()),
            "zone,year,revenue,land,hightech,hightech_revenue\n"
            "A,2019,9.00,,1,9.00\n"
            "A,2020,14.75,2,1,10.50\n"
            "B,2020,7.00,1,1,7.00\n"
            "C,2020,,5,,\n");
}

TEST(Read, JoinsTheFormsOfAnEnterprise) {
  const Raw raw = read_files({accounts, staff});
  EXPECT_EQ(raw.enterprise_rows, 5U);
  EXPECT_EQ(shown(raw, "A", 2020, "staff"), "30");
  EXPECT_EQ(shown(raw, "A", 2019, "staff"), "3");
  EXPECT_EQ(shown(raw, "B", 2020, "staff"), "70");
  EXPECT_EQ(shown(raw, "B", 2020, "revenue"), "7.00") << "e4 has no accounts";
  EXPECT_THAT(CsvResult::texts(raw.problems.notices()),
              ElementsAre(HasSubstr("2020: \"revenue\" is blank for 1 of 4 enterprises (25 %) and "
                                    "skipped in the sum"),
                          HasSubstr("1 enterprises have no value for the condition is_hightech"),
                          HasSubstr("B, 2020, enterprise e4: it has no value for the condition "
                                    "is_hightech")));
}

TEST(Read, SaysWhatBlanksStoodForLastYear) {
  const Raw raw = read_files({{"a.csv",
                               "zone,year,enterprise,revenue\nA,2019,e1,30\nA,2019,e2,10\n"
                               "A,2020,e1,\nA,2020,e2,12\n"}});
  EXPECT_THAT(CsvResult::texts(raw.problems.notices()),
              ElementsAre("2020: \"revenue\" is blank for 1 of 2 enterprises (50 %) and skipped in "
                          "the sum; they stood for 75 % of last year's amount"));
}

TEST(Read, TakesACellGivenTwiceThatAgrees) {
  const Raw raw = read_files({accounts,
                              {"again.csv",
                               "zone,year,enterprise,revenue,staff\nA,2020,e1,10.50,5\n"
                               "A,2020,e2,,6\n"}});
  EXPECT_EQ(shown(raw, "A", 2020, "revenue"), "14.75");
  EXPECT_EQ(shown(raw, "A", 2020, "staff"), "11");
}

TEST(Read, RefusesACellGivenTwiceThatDiffers) {
  EXPECT_ERROR(
      read_files({accounts,
                  {"again.csv",
                   "zone,year,enterprise,revenue,is_hightech\nB,2020,e3,7,1\nA,2020,e1,10.6,0\n"}}),
      AllOf(HasSubstr("again.csv:3, enterprise e1, 2020: the field \"revenue\" is given twice with "
                      "different values: 10.50 and 10.60; correct one of them"),
            HasSubstr("the field \"is_hightech\" is given twice with different values: yes and no"),
            Not(HasSubstr("e3"))));
}

TEST(Read, ShowsTheCodesThatDiffer) {
  const std::string head = "zone,year,enterprise,industry\n";
  EXPECT_ERROR(read_files({{"a.csv", head + "A,2020,e0,C1300\nA,2020,e1,C3911\n"},
                           {"b.csv", head + "A,2020,e1,I6500\n"}}),
               HasSubstr("b.csv:2, enterprise e1, 2020: the field \"industry\" is given twice with "
                         "different values: C3911 and I6500"));
}

TEST(Read, RefusesAnEnterpriseInTwoZones) {
  EXPECT_ERROR(read_files({accounts, {"b.csv", "zone,year,enterprise,staff\nB,2020,e1,1\n"}}),
               HasSubstr("b.csv:2, enterprise e1, 2020: the enterprise stands in two zones in one "
                         "year: A and B; keep it in one of them"));
  EXPECT_NO_THROW(read_files({accounts, {"b.csv", "zone,year,enterprise,staff\nB,2021,e1,1\n"}}))
      << "it may move from year to year";
}

TEST(Read, RefusesAZoneTwiceInAYear) {
  EXPECT_ERROR(
      read_files({{"z.csv", "zone,year,land\nA,2020,1\nB,2020,1\nA,2020,1\n"}}),
      HasSubstr("z.csv:4, zone A, 2020: the zone is given twice in the year, first on line "
                "2; keep one of the rows"));
}

TEST(Read, LetsTwoFilesGiveAZoneDifferentFields) {
  const Raw raw = read_files({zones, {"more.csv", "zone,year,land,staff\nA,2020,2.0,7\n"}});
  EXPECT_EQ(shown(raw, "A", 2020, "staff"), "7");
  EXPECT_EQ(shown(raw, "B", 2020, "staff"), "");
  EXPECT_ERROR(
      read_files({zones, {"more.csv", "zone,year,land\nA,2020,2.5\n"}}),
      HasSubstr("more.csv:2, zone A, 2020: the field \"land\" is given twice with different "
                "values: 2 and 2.5"));
}

TEST(Read, TakesOneFileAYear) {
  const Raw raw = read_files({{"2019.csv", "zone,land\nA,1\n"}, {"2020.csv", "zone,land\nA,2\n"}});
  EXPECT_EQ(shown(raw, "A", 2019, "land"), "1");
  EXPECT_EQ(shown(raw, "A", 2020, "land"), "2");
  EXPECT_THAT(raw.table.years(), ElementsAre(2019, 2020));
  EXPECT_EQ(raw.problems.notices().size(), 2U) << "the years were taken from the names";
}

TEST(Read, TakesTheYearThatIsGiven) {
  EXPECT_EQ(shown(read_files({{"z.csv", "zone,land\nA,1\n"}}, {.year = 2018}), "A", 2018, "land"),
            "1");
  auto files = sources({{"z.csv", "zone,land\nA,1\n"}});
  files[0].year = 2017;
  EXPECT_THAT(read(files, small_system(), {.year = 2018}).table.years(), ElementsAre(2017))
      << "a file's own year stands before that of all files";
}

const std::pair<std::string, std::string> contradicting = {
    "z.csv", "zone,year,revenue,hightech\nA,2020,15,1\nB,2020,7,1\n"};

TEST(Read, RefusesAZoneFigureThatContradictsItsEnterprises) {
  EXPECT_ERROR(read_files({accounts, contradicting}),
               AllOf(HasSubstr("A, 2020: the zone's own figure of \"revenue\" is 15.00, but its "
                               "enterprises add up to 14.75"),
                     HasSubstr("--prefer zone or --prefer rollup"), Not(HasSubstr("hightech")),
                     Not(HasSubstr("B, 2020"))));
}

TEST(Read, PrefersAsTold) {
  const Raw zone = read_files({accounts, contradicting}, {.prefer = Prefer::zone});
  EXPECT_EQ(shown(zone, "A", 2020, "revenue"), "15.00");
  EXPECT_THAT(CsvResult::texts(zone.problems.notices()),
              ElementsAre("A, 2020: \"revenue\": the zone's own figure is 15.00, its enterprises "
                          "add up to 14.75; the zone was used"));
  const Raw rollup = read_files({accounts, contradicting}, {.prefer = Prefer::rollup});
  EXPECT_EQ(shown(rollup, "A", 2020, "revenue"), "14.75");
  EXPECT_THAT(CsvResult::texts(rollup.problems.notices()),
              ElementsAre(HasSubstr("the rollup was used")));
}

TEST(Read, FillsABlankZoneFigureFromTheRollup) {
  const Raw raw = read_files({accounts, {"z.csv", "zone,year,revenue\nA,2020,\nC,2020,3\n"}});
  EXPECT_EQ(shown(raw, "A", 2020, "revenue"), "14.75");
  EXPECT_EQ(shown(raw, "C", 2020, "revenue"), "3.00") << "no enterprises: its own figure holds";
}

TEST(Read, GivesTheSameForAnyOrderOfFilesAndThreads) {
  Files files = {accounts, staff, zones, {"z19.csv", "zone,year,land\nA,2019,8\n"}};
  std::sort(files.begin(), files.end());
  const std::string expected = to_csv(read_files(files).table, small_system());
  do {
    for (const int threads : {1, 2, 7}) {
      const Raw raw = read_files(files, {.threads = threads});
      EXPECT_EQ(to_csv(raw.table, small_system()), expected);
    }
  } while (std::next_permutation(files.begin(), files.end()));
}

TEST(Read, ReportsTheFaultsOfAllFilesTogether) {
  EXPECT_ERROR(read_files({{"a.csv", "zone,year,land\nA,2020,x\n"},
                           {"b.csv", ""},
                           {"c.csv", "zone,year,land\nA,2020,\"1\n"}}),
               AllOf(HasSubstr("a.csv:2, column land: \"x\" is not a number"),
                     HasSubstr("b.csv: the file has no content"),
                     HasSubstr("c.csv:2: the file ends inside a quoted cell")));
}

TEST(Read, ReadsOnlyWhatTheIndicatorsNeed) {
  const Raw raw =
      read(sources({{"a.csv", "zone,year,enterprise,revenue,staff\nA,2020,e1,1,not read\n"}}),
           small_system());
  EXPECT_EQ(shown(raw, "A", 2020, "revenue"), "1.00");
  EXPECT_EQ(shown(raw, "A", 2020, "staff"), "absent");
}

TEST(Read, ReadsFilesAndNamesThoseItCannot) {
  const testing::TemporaryFolder folder;
  Source good;
  good.name = folder.write("2020.csv", "zone,land\nA,1\n");
  EXPECT_EQ(shown(read({good}, small_system(), {.all_fields = true}), "A", 2020, "land"), "1");
  Source bad;
  bad.name = folder.path("none.csv");
  EXPECT_ERROR(
      read({good, bad}, small_system()),
      HasSubstr("none.csv: the file cannot be read (it does not exist or may not be read)"));
  bad.name = folder.path();
  EXPECT_ERROR(read({bad}, small_system()), HasSubstr("the file cannot be read"));
}

TEST(Read, KeepsComparableFigures) {
  const Raw raw = read_files({accounts, {"z.csv", "zone,year,revenue@previous\nA,2020,8.5\n"}});
  const auto f = static_cast<std::size_t>(small_system().field("revenue"));
  ASSERT_TRUE(raw.table.previous[f].present());
  EXPECT_EQ(raw.table.previous[f].digits[*raw.table.find("A", 2020)], 850);
  EXPECT_EQ(raw.table.previous[f].valid[*raw.table.find("B", 2020)], 0);
}

TEST(ZoneTable, AsCsvReadsBack) {
  const Raw raw = read_files({accounts, {"z.csv", "zone,year,land\n\"A, \"\"x\"\"\",2020,0.1\n"}});
  const std::string text = to_csv(raw.table, small_system());
  EXPECT_EQ(to_csv(read_files({{"again.csv", text}}).table, small_system()), text);
  EXPECT_THAT(text, HasSubstr("\"A, \"\"x\"\"\",2020,,0.1,,"));
}

}  // namespace
}  // namespace zonerank::test_read
