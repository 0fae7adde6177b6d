// Sums of Arrow columns against those of the same cells in memory, which take another way: negative
// amounts, amounts too wide for a lane, conditions over both, more rows of a group than a lane
// holds, and groups of many industries.

#include "lanes/lane_levels.hpp"
#include "support/arrow_table.hpp"
#include "support/testing.hpp"
#include "zonerank/arrow/arrow.hpp"
#include "zonerank/core/decimal.hpp"

namespace zonerank::test_arrow_sums {
namespace {

using testing::ArrowTable;
using testing::Cells;
using testing::Words;

System sums_system() {
  std::string text = "[system]\nid = \"s\"\n";
  const auto field = [&](const std::string& name, const std::string& rest) {
    text += "[[field]]\nname = \"" + name + "\"\n" + rest + "\n";
  };
  const std::string amount = "unit = \"kCNY\"\nnumber = \"decimal(2)\"\n";
  const std::string count = "unit = \"person\"\nnumber = \"count\"\n";
  const std::string enterprise = "level = \"enterprise\"";
  for (const char* name : {"a", "b", "wide"}) field(name, amount + enterprise);
  for (const char* name : {"c", "d"}) field(name, count + enterprise);
  field("industry", "number = \"code\"\n" + enterprise);
  field("p", amount + "rollup = \"sum(a, 20 * b >= a)\"");
  field("q", amount + "rollup = \"sum(a, c > 3 person and not (b < 0))\"");
  field("r", count + "rollup = \"sum(d, wide > a or c == 0 person)\"");
  field("s", amount + "rollup = \"sum(wide, a > 0)\"");
  field("t", amount + "rollup = \"min(a, c > 3 person)\"");
  field("u", "unit = \"count\"\nnumber = \"count\"\nrollup = \"count(missing(b))\"");
  return parse_system(text + "[[indicator]]\nid = \"i\"\nunit = \"kCNY\"\nformula = \"p\"\n",
                      "s.toml");
}

/// The same cells twice.
struct Rows {
  ArrowTable arrow;
  RowTable table;
};

void draw(const System& system, std::size_t n, std::uint32_t seed, Rows& rows) {
  Words words(seed);
  rows.table.columns.resize(system.fields.size());
  rows.table.previous.resize(system.fields.size());
  Cells zones, years, industries;
  for (int z = 0; z < 40; ++z) rows.table.zones.push_back("zone " + std::to_string(z));
  for (int k = 0; k < 20; ++k) rows.table.codes.push_back(std::string(1, char('A' + k)));
  Column& codes = rows.table.columns[static_cast<std::size_t>(system.field("industry"))];
  for (std::size_t r = 0; r < n; ++r) {
    const std::size_t zone = words.below(3) != 0 ? 7 : words.below(40);  // most rows in one zone
    const auto year = static_cast<std::int32_t>(r < n / 2 ? 2019 : 2018 + words.below(2));
    const std::size_t code = words.below(20);
    const bool has_code = r < n / 4 || words.below(50) != 0;
    rows.table.zone.push_back(static_cast<std::int32_t>(zone));
    rows.table.year.push_back(year);
    rows.table.line.push_back(static_cast<std::int64_t>(r));
    rows.table.enterprises.push_back("#" + std::to_string(r + 1));
    codes.values.push_back(has_code ? static_cast<std::int64_t>(code) : 0);
    codes.valid.push_back(has_code ? 1 : 0);
    zones.push_back(rows.table.zones[zone]);
    years.push_back(std::to_string(year));
    industries.push_back(has_code ? std::optional(rows.table.codes[code]) : std::nullopt);
  }
  rows.arrow.column("zone", "i>u", zones).column("year", "i", years);
  rows.arrow.column("industry", "i>u", industries);
  for (const std::string name : {"a", "b", "wide", "c", "d"}) {
    const bool is_amount = name.size() > 1 || name < "c";
    Column& column = rows.table.columns[static_cast<std::size_t>(system.field(name))];
    Cells cells;
    for (std::size_t r = 0; r < n; ++r) {
      const bool is_wide = name == "wide" && words.below(300) == 0;
      const std::int64_t value =
          !is_amount ? static_cast<std::int64_t>(words.below(10))
                     : words.number(is_wide ? 47 : 1 + static_cast<int>(words.below(38)));
      const bool valid = name == "d" || words.below(20) != 0;
      column.values.push_back(valid ? value : 0);
      column.valid.push_back(valid ? 1 : 0);
      cells.push_back(valid ? std::optional(format_decimal(value, is_amount ? 2 : 0))
                            : std::nullopt);
    }
    rows.arrow.column(name, is_amount ? "g" : "i", cells);
  }
}

void expect_same_sums(const IndustryGrouping& grouping, std::size_t n) {
  const System system = sums_system();
  Rows rows;
  draw(system, n, 31, rows);
  for (const int threads : {1, 2, 7}) {
    RollupOptions rollup;
    rollup.threads = threads;
    rollup.industry = grouping;
    Problems of_table, of_stream;
    const Partial expected = accumulate(rows.table, system, rollup, of_table);
    StreamOptions options;
    options.rollup = rollup;
    options.distinct = true;
    const Partial found = accumulate({{"t", rows.arrow.stream()}}, system, options, of_stream);
    ASSERT_GT(expected.groups.size(), 70U);
    ASSERT_EQ(save(found), save(expected)) << threads << " threads";
    ASSERT_EQ(of_stream.list().size(), of_table.list().size());
  }
}

TEST(ArrowSums, AreThoseOfTheCells) { expect_same_sums({}, 60'000); }

TEST(ArrowSums, AreThoseOfTheCellsByIndustry) {
  expect_same_sums({IndustryGrouping::By::code}, 20'000);
}

}  // namespace
}  // namespace zonerank::test_arrow_sums
