// Sums of more rows than one thread takes at a time.

#include <map>

#include "support/tables.hpp"
#include "zonerank/rollup/rollup.hpp"

namespace zonerank::test_rollup_threads {
namespace {

using ::testing::ElementsAre;

const std::string two_amounts = R"toml([system]
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
name = "z"
unit = "kCNY"
number = "decimal(4)"
rollup = "sum(a, 20 * b >= a)"
[[indicator]]
id = "i"
unit = "kCNY"
formula = "z"
)toml";

/// More rows than one thread takes at a time (2^18), so that threads share the work.
TEST(Rollup, IsTheSameForAnyNumberOfThreads) {
  const System system = parse_system(two_amounts, "r.toml");
  constexpr std::size_t n = (std::size_t{1} << 18) * 2 + 12345;
  RowTable table;
  table.zones = {"A", "B", "C"};
  table.columns.resize(system.fields.size());
  table.previous.resize(system.fields.size());
  Column& a = table.columns[static_cast<std::size_t>(system.field("a"))];
  Column& b = table.columns[static_cast<std::size_t>(system.field("b"))];
  std::map<std::int32_t, Int128> expected;
  for (std::size_t r = 0; r < n; ++r) {
    const auto x = static_cast<std::int64_t>(r * 2'654'435'761U % 2'000'003);
    const auto zone = static_cast<std::int32_t>(r % 7 == 0 ? 2 : r / 300'000);
    table.zone.push_back(zone);
    table.year.push_back(2020);
    table.line.push_back(0);
    table.enterprises.push_back("");
    const bool blank = r % 5 == 0;
    a.values.push_back(blank ? 0 : x * 800'000'000'000);
    a.valid.push_back(blank ? 0 : 1);
    b.values.push_back(x % 3 == 0 ? a.values[r] * 5 : a.values[r] * 5 - 1);
    b.valid.push_back(1);
    // 20 * b at 4 decimals reaches a at 2 where the digits of b reach 5 times those of a.
    if (!blank && b.values[r] >= 5 * a.values[r]) expected[zone] += a.values[r];
  }
  const auto z = static_cast<std::size_t>(system.field("z"));
  const auto own = static_cast<std::size_t>(system.field("a"));
  std::vector<std::string> sums;
  for (const int threads : {1, 2, 7}) {
    Problems problems;
    const ZoneTable rolled_up = roll_up(table, system, {{}, threads}, problems);
    ASSERT_EQ(rolled_up.rows.size(), 3U);
    std::string text;
    for (std::size_t r = 0; r < 3; ++r) {
      EXPECT_EQ(rolled_up.columns[z].digits[r], expected[static_cast<std::int32_t>(r)] * 100);
      text += format_decimal(rolled_up.columns[own].digits[r], 2) + " ";
    }
    sums.push_back(text);
  }
  Int128 total[3] = {};
  for (std::size_t r = 0; r < n; ++r) total[table.zone[r]] += a.values[r];
  const std::string naive = format_decimal(total[0], 2) + " " + format_decimal(total[1], 2) + " " +
                            format_decimal(total[2], 2) + " ";
  EXPECT_THAT(sums, ElementsAre(naive, naive, naive));
}

}  // namespace
}  // namespace zonerank::test_rollup_threads
