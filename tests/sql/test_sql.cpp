// A roll-up as SQL: its statements, and what their rows become.

#include "zonerank/sql/sql.hpp"

#include "support/tables.hpp"

namespace zonerank::test_sql {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::small_system;

SqlTable enterprises(std::vector<SqlColumn> more) {
  SqlTable table{.name = "enterprises", .relation = "t", .columns = {}};
  table.columns = {{.heading = "zone"},
                   {.heading = "year", .kind = SqlKind::integer},
                   {.heading = "enterprise"}};
  table.columns.insert(table.columns.end(), more.begin(), more.end());
  return table;
}

SqlRollup rollup_of(std::vector<SqlColumn> columns, const SqlOptions& options = {}) {
  Problems problems;
  return {{enterprises(std::move(columns))}, small_system(), options, problems};
}

const std::vector<SqlColumn> revenue = {{.heading = "营业收入(万元)", .kind = SqlKind::integer},
                                        {.heading = "is_hightech", .kind = SqlKind::boolean}};

TEST(SqlRollup, SumsIntegersOfTheFieldsDecimals) {
  const SqlRollup sql = rollup_of(revenue);
  EXPECT_THAT(sql.totals(),
              HasSubstr("CAST(\"cell of revenue\" AS BIGINT) * 1000 END AS \"revenue\""));
  EXPECT_THAT(sql.totals(), HasSubstr("SUM(\"revenue\") FILTER (WHERE \"where 1\")"));
  EXPECT_EQ(sql.repeated().size(), 1U);
  EXPECT_TRUE(sql.conflicts().empty());
}

TEST(SqlRollup, HasAQuickStatementForTypedColumnsInDuckDb) {
  std::vector<SqlColumn> columns = revenue;
  columns[0] = {.heading = "revenue", .kind = SqlKind::decimal, .digits = 18, .scale = 2};
  const std::string decimals = rollup_of(columns).quick();
  EXPECT_THAT(decimals, HasSubstr("SUM(CASE WHEN \"where 1\" THEN \"revenue\" END)"));
  EXPECT_THAT(decimals, HasSubstr(" * 100 AS HUGEINT)"));
  EXPECT_THAT(decimals, Not(HasSubstr("DOUBLE")));
  columns[0] = {.heading = "revenue", .kind = SqlKind::real};
  EXPECT_THAT(rollup_of(columns).quick(),
              HasSubstr("NOT COALESCE(SUM(ABS(\"revenue\")), 0) < 1e15"));
  EXPECT_EQ(rollup_of(columns, {.dialect = SqlDialect::spark}).quick(), "");
  SqlTable text = enterprises(columns);
  text.is_text = true;
  Problems problems;
  EXPECT_EQ(SqlRollup({text}, small_system(), {}, problems).quick(), "");
}

TEST(SqlRollup, HasNoQuickStatementWhereTablesGiveAFieldInDifferentTypes) {
  const auto quick_of = [](SqlKind first, SqlKind second) {
    Problems problems;
    return SqlRollup({enterprises({{.heading = "revenue", .kind = first, .digits = 9}}),
                      enterprises({{.heading = "revenue", .kind = second, .digits = 9}})},
                     small_system(), {}, problems)
        .quick();
  };
  EXPECT_EQ(quick_of(SqlKind::real, SqlKind::decimal), "");
  EXPECT_NE(quick_of(SqlKind::real, SqlKind::real), "");
  EXPECT_NE(quick_of(SqlKind::integer, SqlKind::decimal), "");
}

TEST(SqlRollup, MakesAPartialResultOfTheRows) {
  const SqlRollup sql = rollup_of(revenue);
  // selected, unknown; sum and cells of revenue, the same where is_hightech; faults and the like
  const SqlRollup::Result result = sql.result(
      {{"B", "2020", "", "1", "0", "1", "5", "1", "0", "0", "0", "0", "0"},
       {"A", "2020", "", "2", "1", "0", "92233720368547758080", "2", "7", "1", "0", "0", "0"},
       {"Ａ", "2020", "", "1", "0", "0", "1", "1", "0", "0", "0", "0", "2"}});
  EXPECT_EQ(result.spellings, 2);
  ASSERT_EQ(result.partial.groups.size(), 2U);  // A is written in two ways
  EXPECT_THAT(result.partial.rows, ElementsAre(3, 1));
  Problems problems;
  const ZoneTable zones = finish(result.partial, small_system(), problems);
  EXPECT_EQ(testing::figure(zones, small_system(), "A", 2020, "revenue"), "922337203685477580.81");
  EXPECT_EQ(testing::figure(zones, small_system(), "A", 2020, "hightech"), "1");
}

TEST(SqlRollup, RefusesRowsThatAreNotItsOwn) {
  EXPECT_ERROR(rollup_of(revenue).result({{"A", "2020", ""}}),
               HasSubstr("a row has 3 cells, but 13"));
}

TEST(SqlRollup, NamesTheBadCell) {
  const SqlRollup sql = rollup_of(revenue);
  Problems problems;
  sql.add_faults(sql.faults().front(), {{"f.csv", "A", "2020", "e1", "", "99999999999999999999"}},
                 problems);
  EXPECT_THAT(testing::CsvResult::texts(problems.errors()),
              ElementsAre(HasSubstr("f.csv, A, 2020, enterprise e1, column 营业收入(万元): "
                                    "99999999999999999999 is too large")));
}

TEST(SqlRollup, RefusesWhatIsNotExactThere) {
  EXPECT_ERROR(rollup_of({{.heading = "revenue", .kind = SqlKind::other, .reference = "BLOB"}}),
               HasSubstr("the column holds neither numbers nor text (Arrow type \"BLOB\")"));
}

}  // namespace
}  // namespace zonerank::test_sql
