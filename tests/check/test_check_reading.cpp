// What reading finds stands in the same list, and does not hide what the rules find.

#include "check/checked.hpp"

namespace zonerank::test_check_reading {
namespace {

using testing::check_texts;
using ::testing::ElementsAre;
using testing::found;
using ::testing::IsEmpty;

const std::string head = "zone,year,enterprise,revenue,exports,employees\n";

TEST(CheckReading, BadCellsDoNotHideTheRules) {
  const CheckList list = check_texts({{"e.csv", head + "A,2020,e1,many,9,3\n"    // no number
                                                       "A,2020,e2,8,9,3\n"       // part above whole
                                                       ",2020,e3,8,9,3\n"        // no zone
                                                       "A,20x0,e4,8,9,3\n"       // no year
                                                       "A,2020,e5,8,9\n"         // a cell too few
                                                       "A,2020,e6,8,7,-3\n"}});  // negative
  EXPECT_THAT(found(list), ElementsAre("ragged-row  0 ", "blank-key  2020 e3",
                                       "bad-number A 2020 e1 revenue=many/",
                                       "exports_in_revenue A 2020 e2 exports=9.00/ revenue=8.00/",
                                       "bad-year A 0 e4", "not_negative A 2020 e6 employees=-3/"));
  EXPECT_FALSE(list.raw.has_value()) << "sums would lack what could not be read";
}

TEST(CheckReading, AFileWhoseHeadingIsWrongIsNotChecked) {
  const CheckList list =
      check_texts({{"e.csv", "zone,year,enterprise,revenue,营业收入\nA,2020,e1,-1,-1\n"},
                   {"f.csv", "year,enterprise,revenue\n2020,e1,-1\n"},
                   {"g.csv", "zone,year,enterprise,exports\nA,2020,e1,-1\n"}});
  EXPECT_THAT(found(list), ElementsAre("duplicate-column  0 ", "no-column  0 ",
                                       "not_negative A 2020 e1 exports=-1.00/"));
}

TEST(CheckReading, DuplicatesAreFindingsWithEverythingFilledIn) {
  const CheckList list = check_texts({{"e.csv", head + "A,2020,e1,8,1,3\nA,2020,e1,8,1,3\n"},
                                      {"f.csv", "zone,year,enterprise,revenue\nB,2020,e1,9\n"}});
  EXPECT_THAT(found(list),
              ElementsAre("two-zones B 2020 e1", "conflicting-cell B 2020 e1 revenue=8.00; 9.00/",
                          "duplicate-enterprise A 2020 e1"));
  EXPECT_EQ(
      list.findings[2].problem.text(),
      "e.csv:3, enterprise e1, 2020: the enterprise is given twice in the year, first on line "
      "2; the rows were joined; keep one of the rows, or correct the code");
}

TEST(CheckReading, ContradictionsOfZonesAreFindings) {
  const CheckList list = check_texts(
      {{"e.csv", head + "A,2020,e1,8,1,3\n"}, {"z.csv", "zone,year,revenue\nA,2020,9\n"}});
  EXPECT_THAT(found(list), ElementsAre("contradicts-rollup A 2020  revenue=9.00; 8.00/"));
  CheckOptions options;
  options.read.prefer = Prefer::zone;
  EXPECT_THAT(found(check_texts({{"e.csv", head + "A,2020,e1,8,1,3\n"},
                                 {"z.csv", "zone,year,revenue\nA,2020,9\n"}},
                                options)),
              IsEmpty());
}

TEST(CheckReading, NothingToCheckIsNoFinding) {
  EXPECT_THAT(found(check_texts({})), IsEmpty());
  EXPECT_THAT(found(check_texts({{"e.csv", ""}})), ElementsAre("empty-file  0 "));
}

}  // namespace
}  // namespace zonerank::test_check_reading
