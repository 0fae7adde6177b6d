// Headings of several rows, titles above them, and rows under the data that are no data.

#include "support/tables.hpp"
#include "zonerank/read/csv.hpp"

namespace zonerank::test_heading_block {
namespace {

using ::testing::Contains;
using testing::csv;
using testing::CsvResult;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::small_system;

const std::string head = "zone,year,enterprise,";

const Column& previous(const CsvResult& file, const std::string& field) {
  return file.table.previous.at(static_cast<std::size_t>(small_system().field(field)));
}

TEST(HeadingBlock, RowsAboveTheHeadingAreTitles) {
  const CsvResult file = csv(
      "附件1 主要指标,,,\n\n填报单位：某高新区,,,2020-03-01\n高新区,年份,面积(km2),\nA,2020,1,\n");
  EXPECT_THAT(file.errors(), IsEmpty());
  EXPECT_THAT(file.table.line, ElementsAre(5)) << "lines are counted from the top of the file";
  EXPECT_THAT(file.notices(), ElementsAre("f.csv: 2 rows above the heading were taken as titles: "
                                          "附件1 主要指标; 填报单位：某高新区 | 2020-03-01"));
}

TEST(HeadingBlock, ATitleMayGiveTheUnit) {
  for (const std::string title : {"单位：万元", "计量单位:万元、人", "主要指标（单位：万元）,,",
                                  "填报单位：甲公司,计量单位：万元", "Unit: 10k CNY"}) {
    const CsvResult file = csv(title + "\n" + head + "revenue,qd01\nA,2020,e,1.5,7\n");
    EXPECT_THAT(file.errors(), IsEmpty()) << title;
    EXPECT_THAT(file.column("revenue").values, ElementsAre(1500)) << title;
    EXPECT_THAT(file.column("staff").values, ElementsAre(7)) << title;
    EXPECT_THAT(file.notices(), Contains(HasSubstr("f.csv:2: 1 columns without a unit of their own "
                                                   "are in ")))
        << title;
  }
}

TEST(HeadingBlock, AHeadingsOwnUnitStandsBeforeTheTitles) {
  const CsvResult file = csv("单位：万元\n" + head + "revenue(元)\nA,2020,e,1500\n");
  EXPECT_THAT(file.column("revenue").values, ElementsAre(150));
  EXPECT_THAT(file.notices(), Each(Not(HasSubstr("without a unit of their own"))));
}

TEST(HeadingBlock, AnOrganisationIsNoUnitButUnreadableMoneyIsAnError) {
  EXPECT_THAT(csv("单位：成都高新区\n" + head + "revenue\nA,2020,e,1\n").errors(), IsEmpty());
  EXPECT_THAT(csv("单位：美元\n" + head + "revenue\nA,2020,e,1\n").errors(),
              ElementsAre(HasSubstr("f.csv:1: \"美元\" is not a unit")));
  EXPECT_THAT(csv("单位：千元\n单位：万元\n" + head + "revenue\nA,2020,e,1\n").errors(),
              ElementsAre("f.csv:2: two units are given: 千元 and 万元; keep the right one"));
}

TEST(HeadingBlock, ATitleMayGiveTheYear) {
  const std::string rows = "\nzone,land\nA,1\n";
  for (const std::string title :
       {"2019年主要指标", "主要指标（２０１９年）", "2019年主要指标 报出日期：2020年3月1日",
        "京统字〔2020〕1号 2019年", "按2013年修订的指标体系 2019年"}) {
    const CsvResult file = csv(title + rows);
    EXPECT_THAT(file.errors(), IsEmpty()) << title;
    EXPECT_THAT(file.table.year, ElementsAre(2019)) << title;
    EXPECT_THAT(file.notices(), Contains(HasSubstr("2019 was taken from a title above")));
  }
  for (const std::string title : {"2018年和2019年", "2020年3月", "201912", "主要指标"}) {
    EXPECT_THAT(csv(title + rows).errors(), ElementsAre(HasSubstr("no column of the year")))
        << title;
  }
}

TEST(HeadingBlock, ATitleThatContradictsTheNameIsAnError) {
  const std::string text = "2019年主要指标\nzone,land\nA,1\n";
  EXPECT_THAT(
      csv(text, "2020.csv").errors(),
      ElementsAre("2020.csv: the name says 2020, but a title in the file says 2019; correct "
                  "one of them, or add a column of the year"));
  EXPECT_THAT(csv(text, "2019.csv").errors(), IsEmpty());
  const CsvResult given = csv(text, "f.csv", 2018);
  EXPECT_THAT(given.table.year, ElementsAre(2018));
  EXPECT_THAT(given.notices(), Contains(HasSubstr("name or title says 2019, but it was read as")));
  EXPECT_THAT(csv("2019年\nzone,year,land\nA,2018,1\n").table.year, ElementsAre(2018))
      << "a column of years stands before all";
}

TEST(HeadingBlock, ParentAndChildAreOneTitle) {
  const CsvResult file =
      csv("zone,year,enterprise,经济,,从业,\n"
          ",,,营业收入,入区时间,人员,(年末)\n"
          "A,2020,e,5,6,7,8\n");
  EXPECT_THAT(file.errors(), IsEmpty());
  EXPECT_THAT(file.column("revenue").values, ElementsAre(500)) << "a child that is known";
  EXPECT_THAT(file.column("staff").values, ElementsAre(7)) << "parent and child together";
  EXPECT_THAT(file.notices(), Contains(HasSubstr("the column \"从业 (年末)\" is not known")));
}

TEST(HeadingBlock, ATotalUnderAParentIsTheParent) {
  for (const std::string child : {"合计", "总 计", "本年", "本期"}) {
    const CsvResult file =
        csv("zone,year,营业收入,,面积\n,," + child + ",其中：出口,\nA,2020,5,1,2\n");
    EXPECT_THAT(file.errors(), IsEmpty()) << child;
    EXPECT_THAT(file.column("revenue").values, ElementsAre(500)) << child;
  }
}

TEST(HeadingBlock, AParentsUnitHoldsForItsChildren) {
  for (const std::string text :
       {",,,营业收入(万元),备注\n,,,qc05_0\n", ",,,经济（万元）,\n,,,营业收入,从业人员\n",
        ",,,营业收入(万元),\n,,,qc05_0,qd01\n"}) {
    const CsvResult file = csv("zone,year,enterprise" + text.substr(2) + "A,2020,e,1.5,7\n");
    EXPECT_THAT(file.column("revenue").values, ElementsAre(1500)) << text;
  }
  EXPECT_THAT(
      previous(csv("zone,year,营业收入@previous(万元)\n,,qc05_0\nA,2020,1.5\n"), "revenue").values,
      ElementsAre(1500));
}

TEST(HeadingBlock, LastYearsColumnIsComparable) {
  for (const std::string text :
       {"zone,year,营业收入(万元),,面积,\n,,本年,上年,本期,上年同期\nA,2020,5,4,2,1\n",
        "zone,year,本年,,上年,\n,,营业收入(万元),面积,营业收入(万元),面积\nA,2020,5,2,4,1\n",
        "zone,year,营业收入(万元),营业收入(万元)@previous,面积(本年),面积(上年)\nA,2020,5,4,2,"
        "1\n"}) {
    const CsvResult file = csv(text);
    EXPECT_THAT(file.errors(), IsEmpty()) << text;
    EXPECT_THAT(file.column("revenue").values, ElementsAre(5000)) << text;
    EXPECT_THAT(previous(file, "revenue").values, ElementsAre(4000)) << text;
    EXPECT_THAT(file.column("land").reals, ElementsAre(2.0)) << text;
    EXPECT_THAT(previous(file, "land").reals, ElementsAre(1.0)) << text;
  }
}

TEST(HeadingBlock, RowsOfCodesUnitsAndNumbersBelongToIt) {
  const std::string titles = "高新区,年份,企业代码,营业收入,从业人员(年末)\n";
  const std::string data = "A,2020,e,1.5,7\n";
  for (const std::string under :
       {",,,万元,人\n", "单位,—,—,万元,人\n", ",,,（万元）,(人)\n", ",,,qc05_0,qd01\n,,,万元,人\n",
        "甲,乙,丙,1,2\n,,,万元,人\n", ",,,万元,人\n1,2,3,4,5\n", ",,,万元,人\n甲,乙,丙,4,5\n",
        "甲,乙,丙,丁,戊\n,,,万元,人\n"}) {
    const CsvResult file = csv(titles + under + data);
    EXPECT_THAT(file.errors(), IsEmpty()) << under;
    EXPECT_THAT(file.notices(), Each(HasSubstr("numbers the columns and was not read"))) << under;
    EXPECT_THAT(file.table.zones, ElementsAre("A")) << under;
    EXPECT_THAT(file.column("revenue").values, ElementsAre(1500)) << under;
    EXPECT_THAT(file.column("staff").values, ElementsAre(7)) << under;
  }
}

TEST(HeadingBlock, ACodeUnderAnotherTitleIsAnError) {
  EXPECT_THAT(
      csv(head + "营业收入,从业人员\n,,,qd01,qc05_0\nA,2020,e,1,2\n").errors(),
      ElementsAre("f.csv:2: the heading \"营业收入\" stands over \"qd01\", which is another "
                  "field; correct the one that is wrong",
                  HasSubstr("the heading \"从业人员\" stands over \"qc05_0\"")));
  EXPECT_THAT(
      csv(head + "营业收入(万元)\n,,,千元\nA,2020,e,1\n").errors(),
      ElementsAre("f.csv:1, column 营业收入(万元): two units are given: 万元 and 千元; keep "
                  "the right one"));
}

/// Rows of data that look a little like headings.
TEST(HeadingBlock, DataAreNotTakenForIt) {
  const CsvResult file = csv("zone,year,land\n1,2020,3\n甲,2021,—\n人,2022,5\n");
  EXPECT_THAT(file.errors(), IsEmpty());
  EXPECT_THAT(file.table.zones, ElementsAre("1", "甲", "人"));
  EXPECT_THAT(csv("zone,land,hightech\n1,2,3\n甲,1,2\n", "2019.csv").table.zones,
              ElementsAre("1", "甲"));
}

TEST(HeadingBlock, MustBeThere) {
  EXPECT_THAT(
      csv("国家高新区\n说明\n").errors(),
      ElementsAre("f.csv: none of the first 2 rows is a heading: no cell is a known name of a "
                  "column; name the columns by field name, form code or Chinese name, as in "
                  "zone, year, qc05_0"));
  EXPECT_THAT(csv("revenue,营业收入,qc05_0\nstaff,从业人员,qd01\n").errors(),
              ElementsAre(HasSubstr("is a heading")))
      << "a list of fields is no table";
}

TEST(DataRows, TotalsAreDroppedAndListed) {
  for (const std::string total :
       {"合计,2020,e,9", "合 计,,,9", "总计：,2020,,9", "东部地区小计,,,9", "Total,2020,,9",
        ",,合计,9", ",2020,全国合计,9", "合计,9"}) {
    const CsvResult file = csv(head + "revenue\nA,2020,e,1\n" + total + "\nB,2020,f,2\n");
    EXPECT_THAT(file.errors(), IsEmpty()) << total;
    EXPECT_THAT(file.table.zones, ElementsAre("A", "B")) << total;
    EXPECT_THAT(file.column("revenue").values, ElementsAre(100, 200)) << total;
    EXPECT_THAT(file.notices(), ElementsAre(HasSubstr("is a total and was not read"))) << total;
  }
}

TEST(DataRows, NotesUnderTheTableAreListed) {
  for (const std::string note : {"注：本表为快报数,,,", "注：本表为快报数", "注1：甲、乙,丙",
                                 "填表人：张三,,单位负责人：李四,", "数据来源：统计局",
                                 "说明：含分园,,,", "以上为快报数据"}) {
    const CsvResult file = csv(head + "revenue\nA,2020,e,1\n" + note + "\n");
    EXPECT_THAT(file.errors(), IsEmpty()) << note;
    EXPECT_THAT(file.table.zones, ElementsAre("A")) << note;
    EXPECT_THAT(file.notices(), ElementsAre(HasSubstr("f.csv:3: the row \""))) << note;
  }
  const CsvResult zones = csv("zone,land,hightech\nA,1,2\n注：快报,,\nB,,\n", "2019.csv");
  EXPECT_THAT(zones.table.zones, ElementsAre("A", "B")) << "a zone without figures stays";
}

TEST(DataRows, AFileThatIsCutOffIsAnError) {
  EXPECT_THAT(csv(head + "revenue\nA,2020,e,1\n示例").errors(),
              ElementsAre(HasSubstr("f.csv:3: the line has 1 cells, but the heading has 4")));
}

TEST(DataRows, ErrorsOfASpreadsheetAreNamed) {
  const CsvResult file = csv(head + "revenue\nA,2020,e,#DIV/0!\nA,2020,f,#N/A\n#REF!,2020,g,1\n");
  EXPECT_THAT(
      file.errors(),
      ElementsAre("f.csv:2, column revenue: the cell holds the spreadsheet's error #DIV/0!; "
                  "correct the formula, or leave the cell empty where there is no figure",
                  HasSubstr("f.csv:4, column zone: the cell holds the spreadsheet's error "
                            "#REF!")));
  EXPECT_THAT(file.notices(),
              ElementsAre(HasSubstr("1 cells such as \"#N/A\" were read as blank")));
}

TEST(DataRows, CodesThatLostTheirDigitsAreErrors) {
  EXPECT_THAT(csv(head + "revenue\nA,2020,9.1510E+17,1\n").errors(),
              ElementsAre("f.csv:2, column enterprise: \"9.1510E+17\" is a code that a spreadsheet "
                          "took for a number, its last digits are lost; format the column as text "
                          "and enter the codes again"));
}

TEST(DataRows, AYearMayBeADate) {
  for (const std::string year : {"2019-01-01", "2019/1/1", "2019年1月1日", "2019-12-31 00:00:00"}) {
    const CsvResult file = csv("zone,year,land\nA," + year + ",1\n");
    EXPECT_THAT(file.errors(), IsEmpty()) << year;
    EXPECT_THAT(file.table.year, ElementsAre(2019)) << year;
  }
  for (const std::string year : {"201901", "2019-1", "2019Q1"}) {
    EXPECT_THAT(csv("zone,year,land\nA," + year + ",1\n").errors(),
                ElementsAre(HasSubstr("is not a year")))
        << year;
  }
}

}  // namespace
}  // namespace zonerank::test_heading_block
