#include "zonerank/rollup/rollup.hpp"

#include "support/tables.hpp"

namespace zonerank::test_rollup {
namespace {

using testing::CsvResult;
using ::testing::ElementsAre;
using testing::figure;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::sources;

const std::string head = R"toml([system]
id = "r"
[[field]]
name = "a"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
[[field]]
name = "b"
unit = "kCNY"
number = "decimal(4)"
level = "enterprise"
[[field]]
name = "n"
unit = "person"
number = "count"
level = "enterprise"
[[field]]
name = "yes"
number = "flag"
level = "enterprise"
[[field]]
name = "listed"
number = "year"
level = "enterprise"
[[field]]
name = "code"
number = "code"
level = "enterprise"
[[indicator]]
id = "i"
unit = "kCNY"
formula = "z"
)toml";

/// A system whose zone figure `z` follows the rule.
System rule(const std::string& rollup, const std::string& unit = "kCNY",
            const std::string& number = "decimal(4)") {
  return parse_system(head + "[[field]]\nname = \"z\"\nunit = \"" + unit + "\"\nnumber = \"" +
                          number + "\"\nrollup = \"" + rollup + "\"\n",
                      "r.toml");
}

/// The rule's figure for zone A in 2020 from rows "a,b,n,yes,listed,code".
std::string rolled(const std::string& rollup, const std::vector<std::string>& rows,
                   const std::string& unit = "kCNY", const std::string& number = "decimal(4)") {
  std::string text = "zone,year,enterprise,a,b,n,yes,listed,code\n";
  for (std::size_t r = 0; r < rows.size(); ++r) {
    text += "A,2020,e" + std::to_string(r) + "," + rows[r] + "\n";
  }
  std::string toml = head;
  if (unit != "kCNY") toml.replace(toml.rfind("kCNY"), 4, unit);
  const System system =
      parse_system(toml + "[[field]]\nname = \"z\"\nunit = \"" + unit + "\"\nnumber = \"" + number +
                       "\"\nrollup = \"" + rollup + "\"\n",
                   "r.toml");
  const Raw raw = read(sources({{"e.csv", text}}), system, {.all_fields = true});
  return figure(raw.table, system, "A", 2020, "z");
}

std::string counted(const std::string& condition, const std::vector<std::string>& rows) {
  return rolled("count(" + condition + ")", rows, "count", "count");
}

TEST(Rollup, OfNoSelectedRowIsZero) {
  EXPECT_EQ(rolled("sum(a, yes)", {"1,,,0,,", "2,,,0,,"}), "0.0000");
  EXPECT_EQ(counted("yes", {"1,,,0,,"}), "0");
}

TEST(Rollup, OfSelectedRowsThatAreAllBlankIsMissing) {
  EXPECT_EQ(rolled("sum(a, yes)", {",,,1,,", ",,,1,,", "5,,,0,,"}), "");
  EXPECT_EQ(rolled("sum(a)", {",,,,,"}), "");
  EXPECT_EQ(counted("yes", {",,,1,,"}), "1") << "a count needs no figure";
}

TEST(Rollup, SumOfASumIsTheSumOfTheSums) {
  EXPECT_EQ(rolled("sum(a + b)", {"1.5,,,,,", ",2.0001,,,,", "3,4,,,,"}), "10.5001");
  EXPECT_EQ(rolled("sum(a - b)", {"1.5,,,,,", ",2.0001,,,,"}), "-0.5001");
  EXPECT_EQ(rolled("sum(2 * a + a)", {"1.5,,,,,"}), "4.5000");
  EXPECT_EQ(rolled("sum(a)", {"1,,,,,"}, "CNY", "decimal(0)"), "1000");
}

TEST(Rollup, LeastAndGreatestSkipBlanks) {
  const std::vector<std::string> rows = {"-3,,,1,,", ",,,1,,", "7,,,0,,", "2.5,,,1,,"};
  EXPECT_EQ(rolled("min(a)", rows), "-3.0000");
  EXPECT_EQ(rolled("max(a)", rows), "7.0000");
  EXPECT_EQ(rolled("max(a, yes)", rows), "2.5000");
  EXPECT_EQ(rolled("min(-a)", rows), "-7.0000") << "the greatest, negated";
  EXPECT_EQ(rolled("min(a, n > 0)", rows), "") << "of nothing there is no least";
}

TEST(Rollup, ComparesExactlyAtTheThreshold) {
  EXPECT_EQ(counted("a > 3e9 CNY", {"3000000,,,,,", "3000000.01,,,,,", "2999999.99,,,,,"}), "1");
  EXPECT_EQ(counted("a >= 3e9 CNY", {"3000000,,,,,", "3000000.01,,,,,", "2999999.99,,,,,"}), "2");
  EXPECT_EQ(counted("20 * b >= a", {"100,5,,,,", "100,4.9999,,,,", "100,5.0001,,,,", "-1,0,,,,"}),
            "3");
  EXPECT_EQ(counted("a != b", {"100,100,,,,", "100,100.0001,,,,"}), "1");
  EXPECT_EQ(counted("a <= b", {"-1.5,-1.5,,,,", "-1.5,-1.5001,,,,"}), "1");
}

/// In ten-thousandths, 100 * a and 20 * b of these rows are beyond 64 bits.
TEST(Rollup, ComparesBeyond64Bits) {
  EXPECT_EQ(counted("20 * b >= a", {"18446744073709551.61,922337203685477.5807,,,,"}), "1");
  EXPECT_EQ(counted("20 * b >= a", {"18446744073709551.62,922337203685477.5807,,,,"}), "0");
  EXPECT_EQ(counted("20 * b >= a", {"18446744073709551.61,-922337203685477.5807,,,,"}), "0")
      << "the difference would wrap around to 4";
  EXPECT_EQ(counted("20 * b >= a", {"-18446744073709551.61,-922337203685477.5807,,,,"}), "0");
}

TEST(Rollup, SumsBeyond64Bits) {
  EXPECT_EQ(rolled("sum(n)", {",,9223372036854775807,,,", ",,9223372036854775807,,,", ",,2,,,"},
                   "person", "count"),
            "18446744073709551616")
      << "2^64";
  EXPECT_EQ(rolled("sum(n)", {",,-9223372036854775807,,,", ",,-9223372036854775807,,,"}, "person",
                   "count"),
            "-18446744073709551614");
}

TEST(Rollup, RefusesSumsBeyond38Digits) {
  EXPECT_ERROR(rolled("sum(9e18 * n)", {",,9223372036854775807,,,", ",,9223372036854775807,,,"},
                      "person", "count"),
               HasSubstr("A, 2020: the sum of \"z\" goes beyond 38 digits; check the figures and "
                         "their unit"));
  EXPECT_EQ(rolled("sum(9e18 * n)", {",,9,,,"}, "person", "count"), "81000000000000000000");
}

TEST(Rollup, UnknownSelectsNothingAndIsListed) {
  const System system = rule("sum(a, yes and n > 1 person)");
  const Raw raw = read(sources({{"e.csv",
                                 "zone,year,enterprise,a,yes,n\nA,2020,e1,1,1,2\nA,2020,e2,10,,2\n"
                                 "A,2020,e3,100,1,\nA,2020,e4,1000,0,\nB,2020,e5,5,,\n"}}),
                       system);
  EXPECT_EQ(figure(raw.table, system, "A", 2020, "z"), "1.0000");
  EXPECT_EQ(figure(raw.table, system, "B", 2020, "z"), "0.0000");
  EXPECT_THAT(CsvResult::texts(raw.problems.notices()),
              ElementsAre(HasSubstr("\"n\" is blank for 3 of 5 enterprises"),
                          "3 enterprises have no value for the condition yes and n > 1 person, so "
                          "they were not counted in figures that need it",
                          "A, 2020, enterprise e2: it has no value for the condition yes and n > 1 "
                          "person, so it was not counted",
                          HasSubstr("A, 2020, enterprise e3"), HasSubstr("B, 2020, enterprise e5")))
      << "e4 is no whatever its n";
}

TEST(Rollup, FollowsThreeValuedLogic) {
  EXPECT_EQ(counted("yes or n > 0", {",,1,,,", ",,,1,,", ",,,0,,", ",,0,,,"}), "2");
  EXPECT_EQ(counted("not yes", {",,,1,,", ",,,0,,", ",,,,,"}), "1") << "not unknown is unknown";
  EXPECT_EQ(counted("missing(a)", {"1,,,,,", ",,,,,"}), "1") << "never unknown";
  EXPECT_EQ(counted("a == 0 or missing(a)", {"0,,,,,", ",,,,,", "1,,,,,"}), "2");
}

TEST(Rollup, KnowsSectionsOfIndustries) {
  const std::vector<std::string> rows = {",,,,,C3911", ",,,,,3911", ",,,,,39",    ",,,,,c39",
                                         ",,,,,C",     ",,,,,B06",  ",,,,,I6510", ",,,,,B3911",
                                         ",,,,,x",     ",,,,,9999", ",,,,,"};
  EXPECT_EQ(counted("section(code) in {C}", rows), "5");
  EXPECT_EQ(counted("section(code) in {B, C}", rows), "6");
  EXPECT_EQ(counted("not section(code) in {C}", rows), "2") << "nonsense and blank are unknown";
  EXPECT_EQ(counted("code in {C3911, 3911}", rows), "2") << "codes themselves are texts";
}

TEST(Rollup, ComparesYearsWithTheRows) {
  EXPECT_EQ(counted("listed == year", {",,,,2020,", ",,,,2019,", ",,,,,", ",,,,202006,"}), "2");
  EXPECT_EQ(counted("listed < year", {",,,,2020,", ",,,,2019,", ",,,,,"}), "1");
  EXPECT_EQ(counted("listed >= 2020", {",,,,2020,", ",,,,2021,", ",,,,2019,"}), "2");
}

TEST(Rollup, OfAnAbsentColumnIsAbsent) {
  const System system = rule("sum(a, yes)");
  const Raw raw = read(sources({{"e.csv", "zone,year,enterprise,a\nA,2020,e1,1\n"}}), system,
                       {.all_fields = true});
  EXPECT_EQ(figure(raw.table, system, "A", 2020, "z"), "absent");
  EXPECT_EQ(figure(raw.table, system, "A", 2020, "a"), "1.00") << "summed under its own name";
  EXPECT_EQ(figure(raw.table, system, "A", 2020, "b"), "absent");
}

TEST(Rollup, DerivedFigureIsBlankOnlyIfEveryPartIs) {
  const System system = load_system("torch-2013");
  const std::string head_line =
      "zone,year,enterprise,operating_profit,payroll,depreciation,vat_payable,taxes_surcharges,"
      "fair_value_gain,investment_income\n";
  const auto value_added = [&](const std::string& rows, Problems* problems = nullptr) {
    const Raw raw = read(sources({{"e.csv", head_line + rows}}), system, {.all_fields = true});
    if (problems != nullptr) *problems = raw.problems;
    return figure(raw.table, system, "A", 2020, "value_added");
  };
  EXPECT_EQ(value_added("A,2020,e1,1,2,3,4,5,6.5,0\nA,2020,e2,,,,,,,\n"), "8.50");
  EXPECT_EQ(value_added("A,2020,e1,,,,,,,\n"), "");
  Problems problems;
  EXPECT_EQ(value_added("A,2020,e1,,2,,,,,0.5\nA,2020,e2,1,1,1,1,1,1,1\n", &problems), "4.50");
  std::vector<std::string> partial;
  for (const Problem& p : problems.notices()) {
    if (p.code == Code::blank_parts) partial.push_back(p.text());
  }
  EXPECT_THAT(partial,
              ElementsAre("in 1 rows one of the columns that are added up to \"value_added\" is "
                          "blank; it was counted as 0"));
}

TEST(Rollup, DerivedFigureMustFit64Bits) {
  const std::string most = "92233720368547758.07";
  EXPECT_ERROR(
      read(sources({{"e.csv",
                     "zone,year,enterprise,operating_profit,payroll,depreciation,vat_payable,"
                     "taxes_surcharges,fair_value_gain,investment_income\nA,2020,e1," +
                         most + "," + most + ",0,0,0,0,0\n"}}),
           load_system("torch-2013")),
      HasSubstr("A, 2020, enterprise e1, field value_added: 184467440737095516.14 is too large"));
}

}  // namespace
}  // namespace zonerank::test_rollup
