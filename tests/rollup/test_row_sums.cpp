#include "zonerank/rollup/row_sums.hpp"

#include "analysis/drill_cases.hpp"

namespace zonerank::test_row_sums {
namespace {

using testing::read_enterprises;
using testing::rows_without;
using testing::system_of_enterprises;

RollupOptions needed() {
  RollupOptions options;
  options.wanted = system_of_enterprises().needed_fields();
  return options;
}

/// The figures of a group are those of the table; a table without the group has none.
void expect_figures(const RowSums& sums, std::size_t group,
                    const std::vector<std::uint32_t>& without, const ZoneTable& expected) {
  const System& system = system_of_enterprises();
  std::vector<Int128> digits(sums.fields().size());
  std::vector<std::uint8_t> valid(digits.size());
  sums.figures(group, without, digits.data(), valid.data());
  const ZoneYear& key = sums.groups()[group];
  const auto row = expected.find(key.zone, key.year);
  for (std::size_t k = 0; k < digits.size(); ++k) {
    const auto field = static_cast<std::size_t>(sums.fields()[k]);
    const FigureColumn& column = expected.columns[field];
    const bool is_there = row && column.valid[*row] != 0;
    ASSERT_EQ(valid[k] != 0, is_there) << system.fields[field].name << ", " << key.zone;
    if (is_there) {
      ASSERT_TRUE(digits[k] == column.digits[*row]) << system.fields[field].name;
    }
  }
}

TEST(RowSums, WithoutAnEnterpriseAreThoseOfARollUpWithoutIt) {
  const System& system = system_of_enterprises();
  for (const std::uint32_t seed : {1U, 2U, 3U}) {
    const Raw raw = read_enterprises(seed);
    const RowSums sums(raw.enterprises, system, needed());
    ASSERT_GT(sums.n_enterprises(), 50U);
    Problems problems;
    for (std::size_t e = 0; e < sums.n_enterprises(); ++e) {
      const RowTable rows = rows_without(*raw.enterprises, sums.enterprise(e));
      const ZoneTable expected = roll_up(rows, system, needed(), problems);
      for (const std::uint32_t row : sums.rows_of_enterprise(e)) {
        EXPECT_EQ(sums.enterprise_of(row), e);
        expect_figures(sums, sums.group_of(row), {row}, expected);
      }
    }
  }
}

TEST(RowSums, WithoutNothingAreTheRollUpAndWithoutManyToo) {
  const System& system = system_of_enterprises();
  const Raw raw = read_enterprises(4);
  const RowSums sums(raw.enterprises, system, needed());
  Problems problems;
  const ZoneTable whole = roll_up(*raw.enterprises, system, needed(), problems);
  for (std::size_t g = 0; g < sums.groups().size(); ++g) {
    expect_figures(sums, g, {}, whole);
    const auto rows = sums.rows_of_group(g);
    for (std::size_t n = 1; n <= rows.size(); ++n) {  // the last ones, down to none
      std::vector<bool> keep(raw.enterprises->size(), true);
      std::vector<std::uint32_t> without(rows.end() - static_cast<std::ptrdiff_t>(n), rows.end());
      for (const std::uint32_t row : without) keep[row] = false;
      const RowTable left = detail::select_rows(*raw.enterprises, keep);
      expect_figures(sums, g, without, roll_up(left, system, needed(), problems));
    }
  }
}

TEST(RowSums, PartsAddUpToTheSums) {
  const Raw raw = read_enterprises(5);
  const RowSums sums(raw.enterprises, system_of_enterprises(), needed());
  std::vector<Int128> digits(sums.fields().size());
  std::vector<std::uint8_t> valid(digits.size());
  std::size_t n_sums = 0;
  for (std::size_t g = 0; g < sums.groups().size(); ++g) {
    sums.figures(g, {}, digits.data(), valid.data());
    for (std::size_t k = 0; k < digits.size(); ++k) {
      if (!sums.is_sum(k)) continue;
      ++n_sums;
      Int128 total = 0;
      for (const std::uint32_t row : sums.rows_of_group(g)) {
        Int128 part = 0;
        if (sums.part(k, row, part)) total += part;
      }
      EXPECT_TRUE(total == digits[k]);
    }
  }
  EXPECT_GT(n_sums, 0U);
}

TEST(RowSums, NeedRowsOfTheSameSystem) {
  EXPECT_ERROR(RowSums(std::make_shared<const RowTable>(), system_of_enterprises()),
               ::testing::HasSubstr("one a field of the system"));
}

}  // namespace
}  // namespace zonerank::test_row_sums
