#include "zonerank/check/check.hpp"

#include "check/checked.hpp"

namespace zonerank::test_check {
namespace {

using testing::check_texts;
using testing::checked_system;
using testing::clean_sheet;
using ::testing::ElementsAre;
using testing::found;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Sheet;

CheckList check_sheet(const Sheet& sheet, CheckOptions options = {}) {
  return check_texts({{"e.csv", sheet.csv()}}, options);
}

TEST(Check, FindsNothingInACleanTable) {
  const CheckList list = check_sheet(clean_sheet());
  EXPECT_THAT(found(list), IsEmpty());
  ASSERT_TRUE(list.raw.has_value());
  for (std::size_t c = 0; c < list.counts.size(); ++c) {
    const bool needs_land = checked_system().checks[c].id == "land_stays";
    EXPECT_EQ(list.counts[c].checked > 0, !needs_land) << checked_system().checks[c].id;
  }
}

/// One cell of the clean table, and exactly what it leads to.
struct Fault {
  const char* name;
  const char* enterprise;
  int year;
  const char* column;
  const char* cell;
  std::vector<std::string> expected;
};

class Faults : public ::testing::TestWithParam<Fault> {};

TEST_P(Faults, GivesExactlyItsFinding) {
  Sheet sheet = clean_sheet();
  sheet.cell(GetParam().enterprise, GetParam().year, GetParam().column) = GetParam().cell;
  EXPECT_THAT(found(check_sheet(sheet)), ::testing::ElementsAreArray(GetParam().expected));
}

// e1 has a revenue of 21700.25, 22600.25 and 23500.25, exports of a fifth and 47, 50, 53 employees.
INSTANTIATE_TEST_SUITE_P(
    Planted, Faults,
    ::testing::Values(
        Fault{"PartAboveItsWhole",
              "e1",
              2018,
              "doctors",
              "48",
              {"doctors_in_employees Z1 2018 e1 doctors=48/ employees=47/"}},
        Fault{"PartEqualToItsWhole", "e1", 2018, "doctors", "47", {}},
        Fault{"AHundredthAbove",
              "e1",
              2018,
              "exports",
              "21700.26",
              {"exports_in_revenue Z1 2018 e1 exports=21700.26/ revenue=21700.25/"}},
        Fault{"BlankPartsAreUnknown", "e1", 2018, "doctors", "", {}},
        Fault{"ListedLater",
              "e0",
              2020,
              "listing_year",
              "2021",
              {"listed_by_the_year Z0 2020 e0 is_listed=yes/yes listing_year=2021/2015"}},
        Fault{"ShrunkBelowAQuarter",
              "e1",
              2020,
              "employees",
              "12",
              {"employees_stay Z1 2020 e1 employees=12/50 industry=C3911/C3911"}},
        Fault{"NotBelowAQuarter", "e1", 2020, "employees", "13", {}},
        Fault{"ShrunkInAnotherIndustry", "e4", 2020, "employees", "17", {}},
        Fault{"Negative", "e2", 2018, "exports", "-1", {"not_negative Z2 2018 e2 exports=-1.00/"}},
        Fault{"NegativeWhereAllowed", "e2", 2018, "profit", "-9000", {}},
        Fault{"ThousandTimes",
              "e1",
              2020,
              "revenue",
              "23500250",
              {"slip Z1 2020 e1 revenue=23500250.00/22600.25"}},
        Fault{"TenTimes", "e1", 2020, "employees", "530", {"slip Z1 2020 e1 employees=530/50"}},
        Fault{"ATenThousandth",
              "e1",
              2020,
              "exports",
              "0.47",
              {"slip Z1 2020 e1 exports=0.47/4520.00"}},
        Fault{"Jump",
              "e1",
              2020,
              "revenue",
              "79100.88",
              {"jump Z1 2020 e1 revenue=79100.88/22600.25"}},
        Fault{"ExactlyTheFactor", "e1", 2020, "revenue", "79100.87", {}},
        Fault{"ChangedSign", "e1", 2020, "profit", "-20000", {}},
        Fault{"Blank", "e1", 2020, "exports", "", {"given Z1 2020 e1 exports=/4520.00"}}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Check, DoesNotDependOnTheOrderOfRowsOrOnThreads) {
  Sheet sheet = clean_sheet(9000);  // several parts of rows
  for (int i = 0; i < 40; ++i) {
    sheet.cell("e" + std::to_string(200 * i), 2019, "doctors") = "9999999";
    sheet.cell("e" + std::to_string(200 * i + 1), 2020, "exports") = "-5";
  }
  CheckOptions one;
  one.read.threads = 1;
  const CheckList first = check_sheet(sheet, one);
  std::reverse(sheet.rows.begin(), sheet.rows.end());
  std::rotate(sheet.rows.begin(), sheet.rows.begin() + 777, sheet.rows.end());
  CheckOptions four;
  four.read.threads = 4;
  const CheckList second = check_sheet(sheet, four);
  EXPECT_EQ(found(first), found(second));
  EXPECT_EQ(found(first).size(), 40U + 40U);
}

TEST(Check, KeepsAThousandOfARuleAndCountsTheRest) {
  Sheet sheet = clean_sheet(500);
  for (auto& row : sheet.rows) row[7] = "999999";  // doctors
  const CheckList list = check_sheet(sheet);
  EXPECT_EQ(list.count(Severity::error), 1500U);
  EXPECT_EQ(list.not_listed, 500U);
  EXPECT_EQ(list.unlisted_errors, 500U);
  EXPECT_EQ(found(list).front(), "doctors_in_employees Z0 2018 e0 doctors=999999/ employees=46/");
}

TEST(Check, TakesAMergerForNoSlip) {
  Sheet sheet = clean_sheet();
  sheet.cell("e1", 2020, "revenue") = "235002.50";
  sheet.cell("e1", 2020, "exports") = "47000";
  sheet.cell("e1", 2020, "employees") = "490";
  sheet.cell("e1", 2020, "doctors") = "50";
  sheet.cell("e1", 2020, "profit") = "26111";
  EXPECT_THAT(found(check_sheet(sheet)), ElementsAre("jump Z1 2020 e1 revenue=235002.50/22600.25",
                                                     "jump Z1 2020 e1 profit=26111.00/2511.00"))
      << "everything grew tenfold, so nothing speaks for a wrong unit";
}

TEST(Check, FindsTheSlipOfAWholeForm) {
  Sheet sheet = clean_sheet();
  for (const char* column : {"revenue", "exports", "profit"}) {
    sheet.cell("e1", 2020, column) +=
        sheet.cell("e1", 2020, column).find('.') == std::string::npos ? "000" : "";
  }
  sheet.cell("e1", 2020, "revenue") = "23500250";
  EXPECT_EQ(found(check_sheet(sheet)).size(), 3U) << "employees and doctors stayed";
}

TEST(Check, ComparesANewEnterpriseWithItsZone) {
  Sheet sheet = clean_sheet(60);
  auto newcomer = [&](const char* name, const char* revenue) {
    sheet.rows.push_back({"Z1", "2020", name, revenue, "1", "1", "50", "1", "0", "", "C3911"});
  };
  newcomer("n1", "25000000");  // yuan for thousand yuan
  newcomer("n2", "260000");    // ten times its neighbors, as enterprises are
  newcomer("n3", "25000");
  const CheckList list = check_sheet(sheet);
  ASSERT_THAT(found(list), ElementsAre("unlike Z1 2020 n1 revenue=25000000.00/"));
  EXPECT_EQ(
      list.findings[0].problem.rule(),
      "\"revenue\" is 25000000.00 kCNY, per head about 1000 times the median of its zone: the "
      "unit may be wrong");
  EXPECT_EQ(list.findings[0].problem.rule(Lang::zh),
            "“营业收入”为 25000000.00 千元，人均约为本高新区中位数的 1000 倍，疑似单位填错");
}

TEST(Check, ChecksOneYearWhereItIsNamed) {
  Sheet sheet = clean_sheet();
  sheet.cell("e1", 2018, "doctors") = "99";
  sheet.cell("e2", 2020, "doctors") = "999";
  CheckOptions options;
  options.year = 2020;
  EXPECT_EQ(found(check_sheet(sheet)).size(), 2U);
  EXPECT_THAT(found(check_sheet(sheet, options)),
              ElementsAre("doctors_in_employees Z2 2020 e2 doctors=999/7 employees=54/60"));
}

TEST(Check, ChecksZonesToo) {
  const CheckList list = check_texts(
      {{"z.csv",
        "zone,year,listed,land,listed@previous\nA,2019,4,2,\nA,2020,9,-1,\nB,2020,7,1,3\n"}});
  EXPECT_THAT(found(list),
              ElementsAre("land_stays A 2020  land=-1/2", "listed_grow_slowly A 2020  listed=9/4",
                          "listed_grow_slowly B 2020  listed=7/3"));
  EXPECT_EQ(list.findings.front().problem.place.text(), "A, 2020");
}

TEST(Check, SaysWhereEveryFigureStands) {
  const std::string key = "zone,year,enterprise,";
  const CheckList list = check_texts({{"a.csv", key + "exports\nA,2020,x,1\nA,2020,e,9\n"},
                                      {"b.csv", key + "revenue\nA,2020,e,8\nA,2020,x,8\n"},
                                      {"c.csv", key + "employees\nA,2020,e,8\n"}});
  ASSERT_THAT(found(list), ElementsAre("exports_in_revenue A 2020 e exports=9.00/ revenue=8.00/"));
  EXPECT_THAT(list.findings[0].places,
              ElementsAre(Place::in_file("a.csv", 3), Place::in_file("b.csv", 2)));
  EXPECT_EQ(list.findings[0].problem.text(),
            "A, 2020, enterprise e: Exports are part of revenue: this does not hold (exports = "
            "9.00; revenue = 8.00); correct the figure");
  EXPECT_EQ(
      list.findings[0].problem.text(Lang::zh),
      "A，2020 年，企业 e：不满足“出口不大于收入”（出口总额 = 9.00；营业收入 = 8.00）；请更正");
}

TEST(Check, ReadsAloud) {
  Sheet sheet = clean_sheet();
  sheet.cell("e1", 2019, "exports") = "-5";
  sheet.cell("e1", 2020, "revenue") = "23500250";
  sheet.cell("e2", 2020, "revenue") = "249000.5";
  sheet.cell("e2", 2020, "employees") = "";
  sheet.cell("e3", 2020, "exports") = "";
  std::vector<std::string> en;
  std::vector<std::string> zh;
  for (const Finding& finding : check_sheet(sheet).findings) {
    if (finding.severity == Severity::notice) continue;
    en.push_back(finding.problem.rule() + "; " + finding.problem.cure());
    zh.push_back(finding.problem.rule(Lang::zh) + "；" + finding.problem.cure(Lang::zh));
  }
  EXPECT_THAT(
      en, ElementsAre("\"exports\" is -5.00 kCNY, but cannot be negative; correct the figure",
                      "\"exports\" is blank; last year it was 5200.00 kCNY; fill it in, or explain "
                      "it in writing",
                      "\"revenue\" is 23500250.00 kCNY after 22600.25 kCNY last year, 1040 "
                      "times last year's figure: the unit may have slipped; check the unit, or "
                      "explain it in writing",
                      "\"revenue\" is 249000.50 kCNY after 24300.25 kCNY last year, 10.2 "
                      "times last year's figure: the unit may have slipped; check the unit, or "
                      "explain it in writing"));
  EXPECT_EQ(zh[0], "“出口总额”为 -5.00 千元，不应为负；请更正");
  EXPECT_EQ(zh[1], "“出口总额”未填，上年为 5200.00 千元；请补填，或填写情况说明");
  EXPECT_EQ(zh[2],
            "“营业收入”上年 22600.25 千元，本年 23500250.00 千元，为上年的 1040 倍，疑似单位填错；"
            "请核对计量单位，或填写情况说明");
}

}  // namespace
}  // namespace zonerank::test_check
