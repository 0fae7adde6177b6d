// One reported cell to its value: numbers, flags, years and codes as people write them.

#include "support/tables.hpp"
#include "zonerank/cells/csv_cells.hpp"

namespace zonerank::test_csv_cells {
namespace {

using testing::csv;
using testing::CsvResult;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::one_cell;
using testing::stored;

std::vector<std::string> notices(const std::string& heading, const std::string& cell) {
  return one_cell(heading, cell).notices();
}

TEST(NumberCell, IsExactAtTheFieldsDecimals) {
  EXPECT_EQ(stored("revenue", "12.5"), "1250");
  EXPECT_EQ(stored("revenue", "-0.07"), "-7");
  EXPECT_EQ(stored("revenue", "+3"), "300");
  EXPECT_EQ(stored("revenue", " 3 "), "300");
  EXPECT_EQ(stored("revenue", ".5"), "50");
  EXPECT_EQ(stored("revenue", "1.2e3"), "120000");
  EXPECT_EQ(stored("revenue", "1.500000000000000000000000000000"), "150");
  EXPECT_EQ(stored("staff", "12.00"), "12") << "zeros are no decimals";
  EXPECT_EQ(stored("revenue", "90071992547409.93"), "9007199254740993") << "2^53 + 1";
  EXPECT_THAT(notices("revenue", "12.5"), IsEmpty());
}

TEST(NumberCell, TakesThousandsAndFullWidthWithANotice) {
  EXPECT_EQ(stored("revenue", "\"1,234.5\""), "123450");
  EXPECT_EQ(stored("revenue", "\"-1,234,567\""), "-123456700");
  EXPECT_EQ(stored("revenue", "１２３．４"), "12340");
  EXPECT_EQ(stored("revenue", "\"１，２３４\""), "123400");
  EXPECT_EQ(stored("revenue", "￥12"), "1200");
  EXPECT_EQ(stored("revenue", "¥12"), "1200");
  EXPECT_EQ(stored("revenue", "−12"), "-1200") << "a true minus sign";
  EXPECT_THAT(notices("revenue", "\"1,234.5\""),
              ElementsAre("f.csv, column revenue: 1 cells such as \"1,234.5\" were read as "
                          "numbers"));
}

TEST(NumberCell, ReadsMarksOfNothingAsBlankWithANotice) {
  for (const std::string mark : {"-", "--", "—", "/", "无", "NA", "N/A", "nan", "NULL"}) {
    EXPECT_EQ(stored("revenue", mark), "blank") << mark;
    EXPECT_THAT(notices("revenue", mark),
                ElementsAre(HasSubstr("1 cells such as \"" + mark + "\" were read as blank")));
  }
  EXPECT_EQ(stored("revenue", ""), "blank");
  EXPECT_EQ(stored("revenue", " 　"), "blank") << "a full-width space";
  EXPECT_THAT(notices("revenue", ""), IsEmpty());
}

TEST(NumberCell, CountsWhatWasAcceptedAndShowsTheFirst) {
  const CsvResult file =
      csv("zone,year,land\nA,2020,\"1,000\"\nB,2020,\"2,000.5\"\nC,2020,-\nD,2020,3\n");
  EXPECT_THAT(file.errors(), IsEmpty());
  EXPECT_THAT(file.column("land").reals, ElementsAre(1000.0, 2000.5, 0.0, 3.0));
  EXPECT_THAT(file.column("land").valid, ElementsAre(1, 1, 0, 1));
  EXPECT_THAT(file.notices(), ElementsAre(HasSubstr("2 cells such as \"1,000\""),
                                          HasSubstr("1 cells such as \"-\"")));
}

TEST(NumberCell, RefusesWhatIsNoNumber) {
  for (const std::string cell : {"abc", "12 34", "约12", "0x10", "1..2", "1.2.3", "2020-12", "1e+",
                                 "12,34", "1234,567", "1,23,456", ",123", "1,234,", "inf"}) {
    EXPECT_EQ(stored("revenue", "\"" + cell + "\""),
              "f.csv:2, column revenue: \"" + cell +
                  "\" is not a number; write a number, or leave the cell empty where there is none")
        << cell;
  }
}

TEST(NumberCell, RefusesMoreDecimalsThanReported) {
  EXPECT_EQ(stored("revenue", "1.005"),
            "f.csv:2, column revenue: 1.005 has more decimals than the field's 2 in kCNY; give the "
            "figure with at most 2 decimals, as the forms do");
  EXPECT_THAT(stored("staff", "12.5"), HasSubstr("12.5 has more decimals than the field's 0"));
  EXPECT_THAT(stored("revenue", "1e-3"), HasSubstr("1e-3 has more decimals than the field's 2"));
}

TEST(NumberCell, RefusesWhatGoesBeyond64Bits) {
  EXPECT_EQ(stored("staff", "9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(stored("staff", "-9223372036854775807"), "-9223372036854775807");
  EXPECT_THAT(stored("staff", "9223372036854775808"),
              HasSubstr("9223372036854775808 is too large for an exact figure (64 bits at the "
                        "field's decimals)"));
  EXPECT_THAT(stored("revenue", "92233720368547758.08"), HasSubstr("is too large"));
  EXPECT_THAT(stored("staff", "1e60"), HasSubstr("1e60 is too large"));
  EXPECT_THAT(stored("staff", std::string(50, '9')), HasSubstr("is too large"));
}

TEST(FlagCell, TakesEveryFormOfAnAnswer) {
  for (const std::string yes : {"1", "是", "有", "true", "TRUE", "Yes", "y", "1.是", "１", "1.0"}) {
    EXPECT_EQ(stored("is_hightech", yes), "1") << yes;
  }
  for (const std::string no : {"0", "2", "否", "无", "false", "No", "N", "2.否", "２", "0.0"}) {
    EXPECT_EQ(stored("is_hightech", no), "0") << no;
  }
  EXPECT_EQ(stored("is_hightech", ""), "blank");
  EXPECT_EQ(stored("is_hightech", "-"), "blank");
}

TEST(FlagCell, TakesTheFieldsOwnAnswers) {
  EXPECT_EQ(stored("is_domestic", "内资控股"), "1");
  EXPECT_EQ(stored("is_domestic", "1.内资控股"), "1");
  EXPECT_EQ(stored("is_domestic", "１．内资控股"), "1");
  EXPECT_EQ(stored("is_domestic", "3.外商控股"), "0");
  EXPECT_THAT(stored("is_domestic", "国有"),
              HasSubstr("f.csv:2, column is_domestic: \"国有\" is not one of the answers 1, 2, 0, "
                        "是, 否, 内资控股, 外商控股; write one of them"));
  EXPECT_THAT(stored("is_hightech", "内资控股"), HasSubstr("is not one of the answers"));
  EXPECT_THAT(stored("is_hightech", "3"), HasSubstr("\"3\" is not one of the answers"));
}

TEST(YearCell, OfTheRowIsFourDigits) {
  const auto year = [](const std::string& cell) {
    const CsvResult file = csv("zone,year,land\nA," + cell + ",1\n");
    return file.problems.has_errors() ? file.errors().front() : std::to_string(file.table.year[0]);
  };
  EXPECT_EQ(year("2020"), "2020");
  EXPECT_EQ(year("2020年"), "2020");
  EXPECT_EQ(year("2020年度"), "2020");
  EXPECT_EQ(year("2020.0"), "2020");
  EXPECT_EQ(year("202012"),
            "f.csv:2, column year: \"202012\" is not a year; write four digits, as in 2020");
  EXPECT_THAT(year("20"), HasSubstr("\"20\" is not a year"));
  EXPECT_THAT(year("two"), HasSubstr("\"two\" is not a year"));
  EXPECT_THAT(year("0999"), HasSubstr("\"0999\" is not a year"));
  EXPECT_THAT(year("-"), HasSubstr("\"-\" is not a year")) << "a key is never blank";
  EXPECT_THAT(year(""), HasSubstr("f.csv:2: the cell of \"year\" is empty; every row needs it"));
}

TEST(YearCell, OfAListingMayHaveItsMonth) {
  EXPECT_EQ(stored("listing_year", "202012"), "2020");
  EXPECT_EQ(stored("listing_year", "2020-12-31"), "2020");
  EXPECT_EQ(stored("listing_year", "２０１９年"), "2019");
  EXPECT_EQ(stored("listing_year", ""), "blank");
  EXPECT_EQ(stored("listing_year", "-"), "blank");
  EXPECT_THAT(stored("listing_year", "soon"), HasSubstr("\"soon\" is not a year"));
}

TEST(CodeCell, IsAnyText) {
  const CsvResult file =
      csv("zone,year,enterprise,industry\nA,2020,e1,C3911\nA,2020,e2, 0112 \nA,2020,e3,\n"
          "A,2020,e4,C3911\n");
  EXPECT_THAT(file.errors(), IsEmpty());
  EXPECT_THAT(file.table.codes, ElementsAre("C3911", "0112"));
  EXPECT_THAT(file.column("industry").values, ElementsAre(0, 1, 0, 0));
  EXPECT_THAT(file.column("industry").valid, ElementsAre(1, 1, 0, 1));
}

}  // namespace
}  // namespace zonerank::test_csv_cells
