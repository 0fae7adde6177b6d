// CSV text to cells, and its encodings.

#include "zonerank/cells/csv_cells.hpp"
#include "zonerank/read/csv.hpp"

#include "support/tables.hpp"

namespace zonerank::test_csv {
namespace {

using ::testing::AllOf;
using testing::csv;
using testing::CsvResult;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Rows = std::vector<std::vector<std::string>>;

Rows cells(const std::string& text) {
  CsvCells reader(text, Place::in_file("f.csv"));
  Rows rows;
  std::vector<std::string_view> row;
  while (reader.next(row)) rows.emplace_back(row.begin(), row.end());
  return rows;
}

std::vector<std::size_t> lines(const std::string& text) {
  CsvCells reader(text, Place::in_file("f.csv"));
  std::vector<std::size_t> result;
  std::vector<std::string_view> row;
  while (reader.next(row)) result.push_back(reader.line());
  return result;
}

TEST(CsvCells, QuotedCellsHoldSeparatorsLineEndsAndQuotes) {
  EXPECT_EQ(cells("a,\"b,c\",\"d\ne\"\n\"say \"\"x\"\"\",\"\",\"\"\"\"\n"),
            (Rows{{"a", "b,c", "d\ne"}, {"say \"x\"", "", "\""}}));
}

TEST(CsvCells, SeveralEscapedCellsOfARowKeepTheirText) {
  EXPECT_EQ(cells("\"a\"\"\",\"b\"\"\",\"c\"\"\"\n\"d\"\"\",\"e\",f\n"),
            (Rows{{"a\"", "b\"", "c\""}, {"d\"", "e", "f"}}));
}

TEST(CsvCells, ReadsEveryLineEnd) {
  const Rows expected{{"a", "b"}, {"1", "2"}};
  EXPECT_EQ(cells("a,b\n1,2\n"), expected);
  EXPECT_EQ(cells("a,b\r\n1,2\r\n"), expected);
  EXPECT_EQ(cells("a,b\r\n1,2"), expected) << "no line end after the last line";
  EXPECT_EQ(cells("a,\"b\"\r\n1,\"2\"\r\n"), expected);
}

TEST(CsvCells, FindsTheSeparatorInTheFirstLine) {
  EXPECT_EQ(cells("a\tb\n1,5\t2\n"), (Rows{{"a", "b"}, {"1,5", "2"}}));
  EXPECT_EQ(cells("a;b\n1,5;2\n"), (Rows{{"a", "b"}, {"1,5", "2"}}));
  EXPECT_EQ(cells("a,b;c\n1;5,2\n"), (Rows{{"a", "b;c"}, {"1;5", "2"}}));
}

TEST(CsvCells, SkipsBlankRowsAndKeepsCountingLines) {
  const std::string text = "a,b\n\n1,\"x\ny\"\n,\n\r\n3,4\n";
  EXPECT_EQ(cells(text), (Rows{{"a", "b"}, {"1", "x\ny"}, {"3", "4"}}));
  EXPECT_THAT(lines(text), ElementsAre(1, 3, 7));
}

TEST(CsvCells, KeepsEmptyCells) {
  EXPECT_EQ(cells("a,,\n,,c\n"), (Rows{{"a", "", ""}, {"", "", "c"}}));
}

TEST(CsvCells, OfNothingAreNone) {
  EXPECT_THAT(cells(""), IsEmpty());
  EXPECT_THAT(cells("\n\r\n,,\n"), IsEmpty());
}

TEST(CsvCells, SayWhereAnOpenQuoteBegins) {
  EXPECT_ERROR(cells("a,b\n1,2\n3,\"4\n5,6\n"),
               HasSubstr("f.csv:3: the file ends inside a quoted cell that begins here"));
  EXPECT_ERROR(cells("a,b\n\"x\ny\",\"z"), HasSubstr("f.csv:3: the file ends inside"));
  EXPECT_ERROR(cells("a,b\n1,\"2\"\""), HasSubstr("f.csv:2: the file ends inside"));
}

/// "12"3 is neither 12 nor 123.
TEST(CsvCells, TextAfterAClosingQuoteIsNotDropped) {
  EXPECT_EQ(cells("a,b\n\"12\"3,4\n"), (Rows{{"a", "b"}, {"\"12\"3", "4"}}));
  EXPECT_EQ(cells("a,b\n\"12\" ,4\n"), (Rows{{"a", "b"}, {"12", "4"}})) << "spaces are";
}

TEST(Decode, TakesUtf8WithAndWithoutBom) {
  Problems problems;
  EXPECT_EQ(decode("高新区", Place::in_file("f.csv"), problems), "高新区");
  EXPECT_EQ(decode("\xEF\xBB\xBF高新区", Place::in_file("f.csv"), problems), "高新区");
  EXPECT_THAT(problems.list(), IsEmpty());
}

TEST(Decode, TakesGb18030WithANotice) {
  Problems problems;
  // 高新区 in GB 2312, and U+3400 in the four bytes that only GB 18030 has.
  EXPECT_EQ(decode("\xB8\xDF\xD0\xC2\xC7\xF8,\x81\x39\xEE\x39", Place::in_file("g.csv"), problems),
            "高新区,㐀");
  EXPECT_THAT(CsvResult::texts(problems.notices()),
              ElementsAre("g.csv: the file was read as GB18030"));
}

TEST(Decode, RefusesWhatIsNeitherWithItsLine) {
  Problems problems;
  EXPECT_ERROR(decode("ok\nok\n\xFF\xFF", Place::in_file("f.csv"), problems),
               AllOf(HasSubstr("f.csv:3: the text is neither UTF-8 nor GB18030 (byte 7 fits "
                               "neither)"),
                     HasSubstr("save the file as \"CSV UTF-8\"")));
  EXPECT_ERROR(decode("\xB8\xDF\xD0", Place::in_file("f.csv"), problems),
               HasSubstr("byte 3 fits neither"));
}

TEST(Decode, ReadsUtf16WithItsMarkAndRefusesBinary) {
  Problems problems;
  EXPECT_EQ(decode(std::string("\xFF\xFE"
                               "a\0",
                               4),
                   Place::in_file("f.csv"), problems),
            "a");
  EXPECT_EQ(decode(std::string("\xFE\xFF\0a", 4), Place::in_file("f.csv"), problems), "a");
  EXPECT_THAT(problems.list().back().text(), HasSubstr("f.csv: the file was read as UTF-16BE"));
  EXPECT_ERROR(decode(std::string("\xFE\xFF\0a\0", 5), Place::in_file("f.csv"), problems),
               HasSubstr("is no text in UTF-16BE"));
  EXPECT_ERROR(decode(std::string("PK\x03\x04\0", 5), Place::in_file("f.xlsx"), problems),
               HasSubstr("f.xlsx: the text is neither UTF-8 nor GB18030 (byte 5 is zero; is this "
                         "a text file?)"));
}

TEST(ReadCsv, ReadsAFileInGb18030) {
  // 所属地域代码,年份,统一社会信用代码,营业收入
  const CsvResult file =
      csv("\xCB\xF9\xCA\xF4\xB5\xD8\xD3\xF2\xB4\xFA\xC2\xEB,\xC4\xEA\xB7\xDD,"
          "\xCD\xB3\xD2\xBB\xC9\xE7\xBB\xE1\xD0\xC5\xD3\xC3\xB4\xFA\xC2\xEB,"
          "\xD3\xAA\xD2\xB5\xCA\xD5\xC8\xEB\n\xB3\xC9\xB6\xBC,2020,e1,1.5\n");
  EXPECT_THAT(file.errors(), IsEmpty());
  EXPECT_THAT(file.table.zones, ElementsAre("成都"));
  EXPECT_THAT(file.column("revenue").values, ElementsAre(150));
}

TEST(ReadCsv, SaysThatAFileIsEmpty) {
  EXPECT_THAT(csv("").errors(), ElementsAre(HasSubstr("f.csv: the file has no heading line")));
  EXPECT_THAT(csv("\xEF\xBB\xBF\n").errors(), ElementsAre(HasSubstr("has no heading line")));
  EXPECT_THAT(csv("zone,year,land\n").errors(),
              ElementsAre(HasSubstr("f.csv: the file has no line of data under its heading")));
}

TEST(ReadCsv, SaysWhichLineIsRagged) {
  const CsvResult file = csv("zone,year,land\nA,2020,1,9\nB,2020,2\nC,2020\n");
  EXPECT_THAT(file.errors(),
              ElementsAre("f.csv:2: the line has 4 cells, but the heading has 3; check commas and "
                          "quotes in this line",
                          HasSubstr("f.csv:4: the line has 2 cells")));
}

TEST(ReadCsv, KeepsZonesYearsLinesAndEnterprises) {
  const CsvResult file =
      csv("enterprise,zone,revenue,year\n e1 ,A,1,2020\n\ne2,B,,2021年\n\"e\"\"3\",A,3,２０２１\n");
  EXPECT_THAT(file.errors(), IsEmpty());
  EXPECT_THAT(file.table.zones, ElementsAre("A", "B"));
  EXPECT_THAT(file.table.zone, ElementsAre(0, 1, 0));
  EXPECT_THAT(file.table.year, ElementsAre(2020, 2021, 2021));
  EXPECT_THAT(file.table.line, ElementsAre(2, 4, 5));
  EXPECT_EQ(file.table.enterprises[0], "e1");
  EXPECT_EQ(file.table.enterprises[2], "e\"3");
  EXPECT_THAT(file.column("revenue").values, ElementsAre(100, 0, 300));
  EXPECT_THAT(file.column("revenue").valid, ElementsAre(1, 0, 1));
}

/// One look at the file finds everything that is wrong with it.
TEST(ReadCsv, ReportsAllFaultsTogether) {
  const CsvResult file =
      csv("zone,year,enterprise,revenue,staff,is_hightech\n"
          "A,2020,e1,abc,1.5,maybe\n"
          ",202012,,1.234,5,1\n"
          "A,2020\n"
          "A,2020,e4,1,\"6\n");
  EXPECT_THAT(
      file.errors(),
      ElementsAre(HasSubstr("f.csv:2, column revenue: \"abc\" is not a number"),
                  HasSubstr("f.csv:2, column staff: 1.5 has more decimals than the field's 0 in "
                            "person"),
                  HasSubstr("f.csv:2, column is_hightech: \"maybe\" is not one of the answers"),
                  HasSubstr("f.csv:3, column year: \"202012\" is not a year"),
                  HasSubstr("f.csv:3: the cell of \"zone\" is empty"),
                  HasSubstr("f.csv:3: the cell of \"enterprise\" is empty"),
                  HasSubstr("f.csv:3, column revenue: 1.234 has more decimals than the field's 2"),
                  HasSubstr("f.csv:4: the line has 2 cells"),
                  HasSubstr("f.csv:5: the file ends inside a quoted cell")));
}

}  // namespace
}  // namespace zonerank::test_csv
