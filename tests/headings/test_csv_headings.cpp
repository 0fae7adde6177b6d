// Which column of a file is which field.

#include "support/tables.hpp"
#include "zonerank/read/csv.hpp"

namespace zonerank::test_csv_headings {
namespace {

using ::testing::AllOf;
using testing::csv;
using testing::CsvResult;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::one_cell;
using testing::small_system;
using testing::small_toml;
using testing::stored;

TEST(Heading, MayBeNameCodeAliasOrTitle) {
  for (const std::string heading :
       {"revenue", "Revenue", " REVENUE ", "qc05_0", "QC05_0", "turnover", "营业收入",
        "Business revenue", "business  revenue", "营 业 收 入"}) {
    EXPECT_EQ(stored(heading, "1"), "100") << heading;
  }
}

TEST(Heading, LosesNumberingAndQizhong) {
  for (const std::string heading : {"1.营业收入", "12、营业收入", "(3)营业收入", "（三）营业收入",
                                    "一、营业收入", "十二、营业收入", "其中：营业收入",
                                    "其中:营业收入", "1.其中：营业收入", "其中：（1）营业收入"}) {
    EXPECT_EQ(stored(heading, "1"), "100") << heading;
  }
}

TEST(Heading, MayLeaveOutABracketOfTheTitle) {
  for (const std::string heading : {"从业人员(年末)", "从业人员（年末）", "从业人员"}) {
    EXPECT_EQ(stored(heading, "7"), "7") << heading;
  }
}

TEST(Heading, WithAUnitConverts) {
  EXPECT_EQ(stored("营业收入(万元)", "1.23"), "1230") << "12.30 kCNY";
  EXPECT_EQ(stored("营业收入（万元）", "1.23"), "1230");
  EXPECT_EQ(stored("营业收入【万元】", "1.23"), "1230");
  EXPECT_EQ(stored("revenue [10k CNY]", "1.23"), "1230");
  EXPECT_EQ(stored("revenue(10k CNY)", "1.23"), "1230");
  EXPECT_EQ(stored("qc05_0 (亿元)", "0.5"), "5000000");
  EXPECT_EQ(stored("revenue(kCNY)", "1.23"), "123");
  EXPECT_EQ(stored("revenue(CNY)", "1230"), "123");
  EXPECT_EQ(stored("从业人员(年末)(万人)", "1.5"), "15000");
  EXPECT_EQ(stored("从业人员（万人）", "1.5"), "15000");
}

TEST(Heading, WithAUnitStaysExact) {
  EXPECT_THAT(stored("revenue(CNY)", "1234"),
              HasSubstr("1234 has more decimals than the field's 2 in kCNY"));
  EXPECT_THAT(stored("revenue(亿元)", "922337203685.5"), HasSubstr("is too large"));

  EXPECT_THAT(csv("zone,year,面积(公顷)\nA,2020,150\n").column("land").reals, ElementsAre(1.5));
}

TEST(Heading, WithAWrongUnitIsRefused) {
  EXPECT_EQ(one_cell("revenue(person)", "1").errors().front(),
            "f.csv:1, column revenue(person): the unit \"person\" does not fit: the figure is in "
            "kCNY; use a unit of the same kind, such as kCNY");
  EXPECT_THAT(one_cell("营业收入(斤)", "1").errors().front(),
              HasSubstr("f.csv:1, column 营业收入(斤): \"斤\" is not a unit"));
}

TEST(Heading, OfLastYearIsComparable) {
  const CsvResult file =
      csv("zone,year,revenue,revenue@previous,land(公顷)@previous\n"
          "A,2020,5,4.5,100\nB,2020,5,,\n");
  EXPECT_THAT(file.errors(), IsEmpty());
  const auto previous = [&](const std::string& field) {
    return file.table.previous[static_cast<std::size_t>(small_system().field(field))];
  };
  EXPECT_THAT(previous("revenue").values, ElementsAre(450, 0));
  EXPECT_THAT(previous("revenue").valid, ElementsAre(1, 0));
  EXPECT_THAT(previous("land").reals[0], 1.0);
  EXPECT_FALSE(file.column("land").present());
}

TEST(Heading, GivenTwiceIsRefused) {
  EXPECT_EQ(csv("zone,year,enterprise,营业收入,qc05_0\nA,2020,e,1,2\n").errors().front(),
            "f.csv:1: the columns \"营业收入\" and \"qc05_0\" both mean the field \"revenue\"; "
            "keep one of them");
  EXPECT_THAT(csv("zone,园区,year,land\nA,A,2020,1\n").errors().front(),
              HasSubstr("the columns \"zone\" and \"园区\" both mean the field \"zone\""));
}

/// The small system with a second field that shares a title, an alias and a code.
const System& doubtful() {
  static const System system = [] {
    std::string text = small_toml;
    const std::string more = R"toml([[field]]
name = "sales"
zh = "营业收入"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
codes = ["qx1"]
aliases = ["turnover", "staff"]

[[item]]
form = "GQ-001"
code = "qx1"
zh = "销售额"

)toml";
    return parse_system(text.insert(text.find("[[field]]"), more), "doubtful.toml");
  }();
  return system;
}

TEST(Heading, ThatMeansTwoFieldsIsRefused) {
  const auto errors = [](const std::string& heading) {
    return csv("zone,year,enterprise," + heading + "\nA,2020,e,1\n", "f.csv", 0, doubtful())
        .errors();
  };
  EXPECT_THAT(
      errors("营业收入"),
      ElementsAre("f.csv:1: the heading \"营业收入\" can mean \"sales\" or \"revenue\"; use "
                  "the form code or the field's name"));
  EXPECT_THAT(errors("其中：营业收入(万元)"), ElementsAre(HasSubstr("can mean")));
  EXPECT_THAT(errors("turnover"), ElementsAre(HasSubstr("\"turnover\" can mean")));
  EXPECT_THAT(errors("qc05_0"), IsEmpty()) << "a code of one field";
  EXPECT_THAT(errors("销售额"), IsEmpty()) << "the title of its code";
  EXPECT_THAT(errors("staff"), IsEmpty()) << "a name stands before an alias";
}

TEST(Heading, ThatIsNotKnownIsNoticed) {
  const CsvResult file =
      csv("zone,year,enterprise,revenu,remarks,qb08,入区时间,\nA,2020,e,1,x,2,3,\n");
  EXPECT_THAT(file.errors(), IsEmpty());
  EXPECT_THAT(
      file.notices(),
      ElementsAre("f.csv:1: the column \"revenu\" is not known and was not used; did you mean "
                  "\"revenue\"?",
                  "f.csv:1: the column \"remarks\" is not known and was not used",
                  "f.csv:1: 2 columns are items of the statistical forms that this system does not "
                  "use"));
  EXPECT_FALSE(file.column("revenue").present());
}

TEST(Heading, OfTheOtherLevelIsNoticed) {
  EXPECT_THAT(csv("zone,year,enterprise,land\nA,2020,e,1\n").notices(),
              ElementsAre(HasSubstr("the column \"land\" is not known and was not used; it is a "
                                    "figure of zones, but these rows are enterprises")));
  EXPECT_THAT(csv("zone,year,is_hightech,revenue\nA,2020,1,1\n").notices(),
              ElementsAre(HasSubstr("it describes enterprises, but these rows are zones")));
}

TEST(Heading, OfTheKeysMayBeChinese) {
  for (const std::string zone : {"zone", "所属地域代码", "高新区", "园区名称"}) {
    for (const std::string year : {"year", "年份", "统计年度"}) {
      const CsvResult file = csv(zone + "," + year + ",企业代码,revenue\nA,2020,e,1\n");
      EXPECT_THAT(file.errors(), IsEmpty());
      EXPECT_TRUE(file.table.of_enterprises());
    }
  }
}

TEST(Heading, OfTheZoneMustBeThere) {
  EXPECT_THAT(
      csv("park,year,land\nA,2020,1\n").errors(),
      ElementsAre("f.csv: there is no column of the zone; name it zone or 高新区, or name the "
                  "column with --zone-column"));
}

TEST(FileYear, ComesFromTheNameWhereThereIsNoColumn) {
  const CsvResult file = csv("zone,land\nA,1\n", "in/2019/火炬2021年.csv");
  EXPECT_THAT(file.errors(), IsEmpty());
  EXPECT_THAT(file.table.year, ElementsAre(2021));
  EXPECT_THAT(file.notices(),
              ElementsAre("in/2019/火炬2021年.csv: the table has no column of the year; 2021 was "
                          "taken from the file's name"));
}

TEST(FileYear, MayBeGivenAndStandsBeforeTheNameWithANotice) {
  const CsvResult file = csv("zone,land\nA,1\n", "2021.csv", 2020);
  EXPECT_THAT(file.table.year, ElementsAre(2020));
  EXPECT_THAT(
      file.notices(),
      ElementsAre(HasSubstr("the file's name or title says 2021, but it was read as 2020")));
  EXPECT_THAT(csv("zone,land\nA,1\n", "land.csv", 2020).notices(), IsEmpty());
}

TEST(FileYear, IsAnErrorWhereTheNameHasNoneOrSeveral) {
  for (const std::string name : {"zones.csv", "2020-2021.csv", "202012.csv", "1066.csv"}) {
    EXPECT_THAT(csv("zone,land\nA,1\n", name).errors(),
                ElementsAre(AllOf(HasSubstr(name + ": there is no column of the year"),
                                  HasSubstr("name it year or 年份, put the year into the file's "
                                            "name, or give --year"))))
        << name;
  }
}

}  // namespace
}  // namespace zonerank::test_csv_headings
