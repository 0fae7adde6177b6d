// Partial results as values: merged in any order, saved with every digit, and read again.

#include "lanes/lane_levels.hpp"
#include "support/tables.hpp"
#include "zonerank/rollup/rollup.hpp"

namespace zonerank::test_partial {
namespace {

using ::testing::HasSubstr;
using testing::Words;
using By = IndustryGrouping::By;

const System& system_of_sums() {
  static const System system = parse_system(R"toml([system]
id = "sums"
[[field]]
name = "revenue"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
[[field]]
name = "profit"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
[[field]]
name = "both"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
formula = "revenue + profit"
[[field]]
name = "is_hightech"
number = "flag"
level = "enterprise"
[[field]]
name = "industry"
number = "code"
level = "enterprise"
[[field]]
name = "least"
unit = "kCNY"
number = "decimal(2)"
rollup = "min(profit, is_hightech)"
[[field]]
name = "greatest"
unit = "kCNY"
number = "decimal(2)"
rollup = "max(profit)"
[[field]]
name = "hightech"
unit = "count"
number = "count"
rollup = "count(is_hightech)"
[[indicator]]
id = "x"
unit = "%"
formula = "profit / revenue"
)toml",
                                            "sums.toml");
  return system;
}

/// Random rows with blanks in every column.
RowTable draw(std::size_t n, std::uint32_t seed, std::size_t zones = 5) {
  const System& system = system_of_sums();
  Words words(seed);
  RowTable rows;
  for (std::size_t z = 0; z < zones; ++z) rows.zones.push_back("zone " + std::to_string(z));
  rows.codes = {"C3911", "C40", "I6510", "odd"};
  rows.columns.resize(system.fields.size());
  rows.previous.resize(system.fields.size());
  for (std::size_t r = 0; r < n; ++r) {
    rows.zone.push_back(static_cast<std::int32_t>(words.below(zones)));
    rows.year.push_back(2017 + static_cast<std::int32_t>(words.below(3)));
    rows.line.push_back(0);
    rows.enterprises.push_back("e" + std::to_string(r));
    for (const std::string name : {"revenue", "profit", "is_hightech", "industry"}) {
      Column& column = rows.columns[static_cast<std::size_t>(system.field(name))];
      const bool valid = words.below(4) != 0;
      column.valid.push_back(valid ? 1 : 0);
      column.values.push_back(!valid                  ? 0
                              : name == "is_hightech" ? static_cast<std::int64_t>(words.below(2))
                              : name == "industry"    ? static_cast<std::int64_t>(words.below(4))
                                                      : words.number(50));
    }
  }
  return rows;
}

Partial rolled(const RowTable& rows, const IndustryGrouping& industry = {}) {
  Problems problems;
  RollupOptions options;
  options.threads = 1;
  options.industry = industry;
  return accumulate(rows, system_of_sums(), options, problems);
}

Partial without_groups(Partial partial) {
  partial.groups.clear();
  partial.rows.clear();
  for (auto& condition : partial.conditions) condition.of.clear();
  for (auto& sum : partial.sums) sum.of.clear();
  for (auto& derivation : partial.derivations) derivation.incomplete = 0;
  return partial;
}

const std::vector<IndustryGrouping> groupings = {
    {},
    {By::section, {}},
    {By::division, {}},
    {By::code, {}},
    {By::own, {{"C", "制造, \"所有\""}, {"C4", "line\nend\r\n"}, {"I,\"", ""}}}};

TEST(Partial, MergingIsAssociativeAndCommutative) {
  for (const IndustryGrouping& grouping : groupings) {
    const Partial a = rolled(draw(40, 1), grouping);
    const Partial b = rolled(draw(3, 2), grouping);  // most groups are in one of them only
    const Partial c = rolled(draw(40, 3, 9), grouping);
    const Partial none = without_groups(a);
    const std::string expected = save(merge(merge(a, b), c));
    EXPECT_EQ(save(merge(a, merge(b, c))), expected);
    EXPECT_EQ(save(merge(c, merge(b, a))), expected);
    EXPECT_EQ(save(merge(merge(none, a), merge(merge(c, none), b))), expected);
    EXPECT_EQ(save(merge(none, none)), save(none));
    EXPECT_EQ(merge(a, c).n_rows(), 80);
  }
}

TEST(Partial, LeastAndGreatestOfGroupsWithoutCellsAreMissing) {
  RowTable rows = draw(2, 1, 1);
  const auto column = [&](const char* name) -> Column& {
    return rows.columns[static_cast<std::size_t>(system_of_sums().field(name))];
  };
  rows.year = {2018, 2019};
  column("profit") = {{-700, 0}, {}, {1, 0}};
  column("is_hightech") = {{1, 1}, {}, {1, 1}};
  RowTable other = rows;
  other.year = {2019, 2018};
  other.columns[static_cast<std::size_t>(system_of_sums().field("profit"))] = {{5, 9}, {}, {1, 1}};
  Problems problems;
  const auto figures = [&](const Partial& partial, int year) {
    const ZoneTable table = finish(partial, system_of_sums(), problems);
    return testing::figure(table, system_of_sums(), "zone 0", year, "least") + " " +
           testing::figure(table, system_of_sums(), "zone 0", year, "greatest");
  };
  const Partial a = rolled(rows);
  const Partial b = rolled(other);
  EXPECT_EQ(figures(a, 2018), "-7.00 -7.00");
  EXPECT_EQ(figures(a, 2019), " ");
  for (const Partial& both : {merge(a, b), merge(b, a)}) {
    EXPECT_EQ(figures(both, 2018), "-7.00 0.09");
    EXPECT_EQ(figures(both, 2019), "0.05 0.05");
  }
}

TEST(Partial, SavesEveryDigitAndReadsItBack) {
  RowTable rows = draw(60, 7);
  rows.zones = {"a,b", "say \"hi\"", "line\nend", "\r\n", "成都 高新区"};
  for (const IndustryGrouping& grouping : groupings) {
    Partial partial = rolled(rows, grouping);
    partial.sums[0].of[0].value = power_of_ten(38) - 1;
    partial.sums[0].of[1].value = 1 - power_of_ten(38);
    const std::string text = save(partial);
    for (const std::string& saved : {text, "\xEF\xBB\xBF" + text}) {
      const Partial read = load_partial(saved, "p.csv", system_of_sums());
      EXPECT_EQ(save(read), text);
      EXPECT_EQ(read.industry, grouping);
      EXPECT_EQ(read.groups, partial.groups);
      EXPECT_EQ(read.n_rows(), 60);
    }
  }
}

TEST(Partial, ReadsGroupsInAnyOrder) {
  const std::string text = save(rolled(draw(60, 7)));
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at) + 1;
    lines.push_back(text.substr(at, end - at));
    at = end;
  }
  std::reverse(lines.begin() + 5, lines.end());
  std::string shuffled;
  for (const std::string& line : lines) shuffled += line;
  EXPECT_NE(shuffled, text);
  EXPECT_EQ(save(load_partial(shuffled, "p.csv", system_of_sums())), text);
}

TEST(Partial, DoesNotGoBeyond38Digits) {
  Partial a = rolled(draw(9, 1));
  Partial b = a;
  a.sums[0].of[0].value = power_of_ten(38) - 1;
  b.sums[0].of[0].value = 0;
  EXPECT_EQ(merge(a, b).sums[0].of[0].value, power_of_ten(38) - 1);
  b.sums[0].of[0].value = 1;
  EXPECT_ERROR(merge(a, b), HasSubstr("the sum of \"revenue\" goes beyond 38 digits"));
}

TEST(Partial, RefusesToMergeWhatDiffers) {
  const RowTable rows = draw(9, 1);
  const Partial a = rolled(rows);
  RowTable fewer = rows;
  fewer.columns[static_cast<std::size_t>(system_of_sums().field("revenue"))] = {};
  EXPECT_ERROR(merge(a, rolled(fewer)),
               HasSubstr("different fields (one has revenue, the other no others)"));
  EXPECT_ERROR(merge(rolled(rows, groupings[1]), rolled(rows, groupings[4])),
               HasSubstr("different grouping (one has section, the other own)"));
  Partial other = a;
  other.system = "torch-2013";
  EXPECT_ERROR(merge(a, other), HasSubstr("different system (one has sums, the other torch-2013)"));
  const auto wanted = [&](const char* name) {
    Problems problems;
    RollupOptions options;
    options.wanted.assign(system_of_sums().fields.size(), false);
    options.wanted[static_cast<std::size_t>(system_of_sums().field(name))] = true;
    return accumulate(rows, system_of_sums(), options, problems);
  };
  EXPECT_ERROR(merge(wanted("revenue"), wanted("profit")),
               HasSubstr("different sums (one has sum of revenue, the other sum of profit)"));
  Problems problems;
  std::vector<bool> profit(system_of_sums().fields.size(), false);
  profit[static_cast<std::size_t>(system_of_sums().field("profit"))] = true;
  EXPECT_ERROR(finish(wanted("revenue"), system_of_sums(), problems, profit),
               HasSubstr("different sums (one has sum of revenue, the other sum of profit)"));
}

TEST(Partial, GroupsByIndustryOnlyWhereOneIsGiven) {
  RowTable rows = draw(9, 1);
  rows.columns[static_cast<std::size_t>(system_of_sums().field("industry"))] = {};
  EXPECT_ERROR(rolled(rows, {By::section, {}}),
               HasSubstr("there is no column of the industry; name it industry (an empty one"));
  const System without = parse_system(R"toml([system]
id = "without"
[[field]]
name = "revenue"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
[[indicator]]
id = "x"
unit = "kCNY"
formula = "revenue")toml",
                                      "without.toml");
  RowTable plain = draw(0, 1);
  Problems problems;
  RollupOptions options;
  plain.columns.resize(1);  // the field, but not the values of the indicator
  EXPECT_ERROR(accumulate(plain, without, options, problems),
               HasSubstr("one a field of the system"));
  plain.columns.resize(without.fields.size());
  options.industry.by = By::code;
  EXPECT_ERROR(accumulate(plain, without, options, problems),
               HasSubstr("the system needs a field industry, a code of the enterprise"));
}

struct Change {
  std::string from, to, message;
};

TEST(Partial, SaysWhatIsWrongWithAFile) {
  RowTable rows = draw(2, 1, 1);
  rows.zones = {"A"};
  rows.year = {2018, 2019};
  for (Column& column : rows.columns) {
    if (!column.present()) continue;
    column.valid = {1, 1};
    column.values = {1, 1};
  }
  const std::string text = save(rolled(rows));
  const std::string bad = "this is not a partial result that can be used: ";
  const std::vector<Change> changes = {
      {text, "", "p.csv:1: " + bad + "it ends before its zonerank partial 1"},
      {text, "zone,year\nA,2019\n", "p.csv:1: " + bad + "a row \"zonerank partial 1\" is expected"},
      {"fields", "field", "p.csv:2: " + bad + "a row \"fields\" is expected here"},
      {"fields,revenue", "fields,turnover",
       "p.csv:4: " + bad + "the field turnover is not one of the system"},
      {"by,nothing", "by,letter", "p.csv:3: " + bad + "its grouping by industry is not known"},
      {"by,nothing", "by,own,C", "p.csv:3: " + bad + "a beginning of codes has no group"},
      {"incomplete,both", "incomplete,neither",
       bad + "it does not say how many rows lack a part of both"},
      {"incomplete,both,0", "incomplete,both,-4", bad + "\"-4\" is not a count"},
      {"sum of revenue", "sum of revenues",
       "p.csv:5: " + bad + "its sums are not those of this version of the system"},
      {"A,2019,\"\",1,", "A,2019,1,", "p.csv:7: " + bad + "the row has too few or too many cells"},
      {"A,2019,\"\",1,", "A,2019,\"\",one,", "p.csv:7: " + bad + "\"one\" is not a whole number"},
      {"A,2019,\"\",1,", "A,2019,\"\",-1,", "p.csv:7: " + bad + "\"-1\" is not a count"},
      {"A,2019,\"\",1,", "A,2019,\"\",99999999999999999999,",
       "p.csv:7: " + bad + "\"99999999999999999999\" is not a whole number"},
      {"A,2019,\"\",1,", "A,12019,\"\",1,", "p.csv:7: " + bad + "\"12019\" is not a year"},
      {"A,2019,\"\",1,", "\"\",2019,\"\",1,", "p.csv:7: " + bad + "the row has no zone"},
      {"A,2019,\"\",1,", "A,2018,\"\",1,", bad + "the group A, 2018 stands in it twice"},
      {"A,2019,\"\",1,", "A,2019,C,1,",
       "p.csv:7: " + bad + "the row has an industry, but the file is not grouped by it"},
      {"A,2018,\"\",1,1,0,1,", "A,2018,\"\",1,1,0,1.5,",
       "p.csv:6: " + bad + "a sum is not a whole number of at most 38 digits"},
      {"A,2018,\"\",1,1,0,1,", "A,2018,\"\",1,1,0," + std::string(39, '9') + ",",
       "p.csv:6: " + bad + "a sum is not a whole number of at most 38 digits"},
      {"A,2018,\"\",1,1,0,1,1,", "A,2018,\"\",1,1,0,1,2,",
       "p.csv:6: " + bad + "a sum has cells in 2 of 1 rows"},
      {"A,2018,\"\",1,1,0,", "A,2018,\"\",1,1,1,",
       "p.csv:6: " + bad + "a condition selects 1 and leaves open 1 of 1 rows"},
      {text.substr(text.size() - 3), "", bad},
      {text.substr(text.size() - 1), "", bad + "its last line is cut off"},
      {"zonerank partial 1,sums", "zonerank partial 1,torch-2013",
       "different system (one has torch-2013, the other sums)"},
  };
  for (const auto& [from, to, message] : changes) {
    std::string changed = text;
    const std::size_t at = changed.rfind(from);
    ASSERT_NE(at, changed.npos) << from << "\n" << text;
    changed.replace(at, from.size(), to);
    EXPECT_ERROR(load_partial(changed, "p.csv", system_of_sums()), HasSubstr(message));
  }
}

TEST(Partial, GroupsGrowWithZonesYearsAndIndustries) {
  for (const bool many : {false, true}) {
    RowTable rows = draw(6000, 5, many ? 3000 : 7);
    const std::size_t n_codes = many ? 1200 : 3;
    Column& codes = rows.columns[static_cast<std::size_t>(system_of_sums().field("industry"))];
    rows.codes.clear();
    for (std::size_t k = 0; k < n_codes; ++k) rows.codes.push_back("x" + std::to_string(k));
    for (std::size_t r = 0; r < rows.size(); ++r) {
      rows.year[r] = 1950 + static_cast<std::int32_t>(r * r % (many ? 90 : 2));
      codes.values[r] = static_cast<std::int64_t>(r * 7 % n_codes);
    }
    std::map<GroupKey, std::int64_t> expected;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const auto code = static_cast<std::size_t>(codes.values[r]);
      ++expected[{rows.zones[static_cast<std::size_t>(rows.zone[r])], rows.year[r],
                  codes.valid[r] != 0 ? rows.codes[code] : ""}];
    }
    const Partial partial = rolled(rows, {By::code, {}});
    std::map<GroupKey, std::int64_t> found;
    for (std::size_t g = 0; g < partial.groups.size(); ++g)
      found[partial.groups[g]] = partial.rows[g];
    EXPECT_EQ(found, expected);
  }
}

TEST(IndustryGrouping, OfEveryKind) {
  const IndustryGrouping own{By::own, {{"C", "made"}, {"C39", "chips"}, {"I6", "software"}}};
  const IndustryGrouping rest{By::own, {{"", "other"}, {"C39", "chips"}}};
  struct Expected {
    std::string code, section, division, own, rest;
  };
  for (const Expected& e : std::vector<Expected>{{"C3911", "C", "39", "chips", "chips"},
                                                 {"C4011", "C", "40", "made", "other"},
                                                 {"c39", "C", "39", "", "other"},
                                                 {"3911", "C", "39", "", "other"},
                                                 {"C", "C", "", "made", "other"},
                                                 {"I6510", "I", "65", "software", "other"},
                                                 {"I39", "", "", "", "other"},
                                                 {"3", "", "", "", "other"},
                                                 {"半导体", "", "", "", "other"},
                                                 {"", "", "", "", "other"}}) {
    EXPECT_EQ((IndustryGrouping{By::nothing, {}}.group_of(e.code)), "");
    EXPECT_EQ((IndustryGrouping{By::section, {}}.group_of(e.code)), e.section) << e.code;
    EXPECT_EQ((IndustryGrouping{By::division, {}}.group_of(e.code)), e.division) << e.code;
    EXPECT_EQ((IndustryGrouping{By::code, {}}.group_of(e.code)), e.code);
    EXPECT_EQ(own.group_of(e.code), e.own) << e.code;
    EXPECT_EQ(rest.group_of(e.code), e.rest) << e.code;
  }
}

}  // namespace
}  // namespace zonerank::test_partial
