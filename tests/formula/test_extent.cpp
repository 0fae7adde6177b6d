// Bounds of the errors of whole columns, against 75 digits.

#include "zonerank/formula/detail/extent.hpp"

#include <array>
#include <map>

#include "formula/formulas.hpp"
#include "support/testing.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/detail/wide.hpp"
#include "zonerank/core/random.hpp"

namespace zonerank::detail::test_extent {
namespace {

constexpr std::size_t n_zones = 12;

std::uint32_t drawn(std::uint32_t seed, std::uint32_t what, std::uint32_t below) {
  return philox4x32({seed, what, 0, 0}, {3, 17})[0] % below;
}

/// Hundredths of all sizes, some of them 0 or negative, and blanks.
class Columns {
 public:
  explicit Columns(std::uint32_t seed) : seed_(seed) {}

  const std::vector<std::optional<std::int64_t>>& hundredths(int field, int years_back) {
    auto& column = columns_[{field, years_back}];
    const auto at = static_cast<std::uint32_t>(1000 * field + 100 * years_back);
    for (std::uint32_t i = 0; column.size() < n_zones; ++i) {
      const std::uint32_t kind = drawn(seed_, at + i, 40);
      const std::uint32_t range = drawn(seed_, at + 50, 3) == 0 ? 1000 : 1000'000'000;
      const std::int64_t digits = 1 + drawn(seed_ + 1, at + i, range);
      column.push_back(kind == 0   ? std::nullopt
                       : kind == 1 ? std::optional<std::int64_t>(0)
                       : kind == 2 ? -digits
                                   : digits);
    }
    return column;
  }

  template <class T>
  std::span<const T> of(std::map<std::pair<int, int>, std::vector<T>>& known, int field,
                        int years_back) {
    std::vector<T>& column = known[{field, years_back}];
    if (column.empty()) {
      for (const auto& digits : hundredths(field, years_back)) {
        if constexpr (std::is_same_v<T, double>)
          column.push_back(digits ? to_double(*digits, 2) : missing);
        else
          column.push_back(digits ? T::decimal(*digits, 2) : T(missing));
      }
    }
    return column;
  }

 private:
  std::uint32_t seed_;
  std::map<std::pair<int, int>, std::vector<std::optional<std::int64_t>>> columns_;
};

class ExtentBounds : public ::testing::TestWithParam<std::string> {};

TEST_P(ExtentBounds, NoZoneIsFartherAway) {
  const BoundFormula formula = testing::bound(GetParam());
  const int root = formula.formula.root();
  int n_bound = 0, n_tight = 0, n_cells = 0;
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    Columns columns(seed);
    std::map<std::pair<int, int>, std::vector<double>> doubles;
    std::map<std::pair<int, int>, std::vector<Wide>> wides;
    const ExtentOf::Source source = [&](int field, int back) {
      return Extent::of_figures(columns.of(doubles, field, back), 2);
    };
    ExtentOf run(formula, source);
    const Extent extent = run.run(root, 0);
    const Evaluated<double> plain =
        evaluate<double>(formula, root, n_zones,
                         [&](int field, int back) { return columns.of(doubles, field, back); });
    if (run.needs_cells()) {
      ++n_cells;
      continue;
    }
    const Evaluated<Wide> wide = evaluate<Wide>(formula, root, n_zones, [&](int field, int back) {
      return columns.of(wides, field, back);
    });
    for (std::size_t i = 0; i < n_zones; ++i) {
      ASSERT_EQ(plain.why[i], wide.why[i]) << seed << ", zone " << i;
      if (plain.why[i] != Why::present) continue;
      const double value = plain.value[i];
      const Wide away = abs(wide.value[i] - Wide(Wide::Number(value), 0.0L));
      const double bound = extent.error.at(value);
      ASSERT_LE(static_cast<double>(away), bound) << seed << ", zone " << i << ": " << value;
      ASSERT_GE(value, extent.low - 1e-12 * std::abs(extent.low)) << seed;
      ASSERT_LE(value, extent.high + 1e-12 * std::abs(extent.high)) << seed;
      ASSERT_TRUE(value == 0.0 || std::abs(value) >= extent.least) << seed << ": " << value;
      ++n_bound;
      n_tight += bound <= 1e-12 * (1.0 + std::abs(value)) ? 1 : 0;
    }
  }
  RecordProperty("bound", n_bound);
  RecordProperty("tight", n_tight);
  RecordProperty("cells", n_cells);
  EXPECT_GT(n_bound, 200) << n_cells << " tables zone by zone";
  EXPECT_GT(n_tight, n_bound / 10) << "bounds that say something";
}

INSTANTIATE_TEST_SUITE_P(
    Formulas, ExtentBounds,
    ::testing::Values("revenue", "revenue / employees", "profit / (revenue + grants)",
                      "growth(revenue)", "growth(revenue + grants)", "increase(profit) / revenue",
                      "revenue - profit", "(revenue - profit) * ratio", "100 * ratio - 3 * share",
                      "log(ratio)", "log(revenue / grants)", "abs(profit) / employees",
                      "mean(revenue, grants, profit)", "min(revenue, grants) / employees",
                      "max(revenue - profit, grants)", "mean(ratio, share) * ratio",
                      "revenue * revenue / (employees * employees)", "-profit / revenue",
                      "revenue / employees - previous(revenue) / previous(employees)",
                      "(ratio + 0.1) * (ratio + 0.2) / (share + 0.3)", "growth(growth(revenue))",
                      "1 / ratio - 1 / share"));

/// Sums and products of counts are exact, quotients are not.
TEST(Extent, WholeNumbersAreNotRounded) {
  const std::vector<double> counts = {0, 3, missing, 7};
  const Extent x = Extent::of_figures(counts, 0);
  const Extent y = -x + x * Extent::of_number(3.0);
  EXPECT_TRUE(y.error.is_exact());
  EXPECT_EQ(y.low, -7.0);
  EXPECT_EQ(y.high, 21.0);
  EXPECT_FALSE((x / Extent::of_number(3.0)).error.is_exact());
  const Extent big = Extent::of_figures(std::vector<double>{0x1p52, 1.0}, 0);
  EXPECT_FALSE((big + big).error.is_exact()) << "beyond what doubles hold";
}

TEST(Extent, WhatRoundingCouldDecideNeedsEachZone) {
  const auto needs_cells = [](const std::string& text, const std::vector<double>& figures) {
    const BoundFormula formula = testing::bound(text);
    const ExtentOf::Source source = [&](int, int) { return Extent::of_figures(figures, -1); };
    ExtentOf run(formula, source);
    run.run(formula.formula.root(), 0);
    return run.needs_cells();
  };
  EXPECT_TRUE(needs_cells("1 / (ratio - 0.3)", {0.1, 0.9}));
  EXPECT_TRUE(needs_cells("(ratio - 0.3) / share", {0.0, 0.9})) << "nothing of nothing";
  EXPECT_TRUE(needs_cells("log(ratio - 0.3)", {0.1, 0.9}));
  EXPECT_TRUE(needs_cells("growth(ratio - 0.3)", {0.1, 0.9}));
  EXPECT_FALSE(needs_cells("1 / (ratio + 0.3)", {0.1, 0.9}));
  EXPECT_FALSE(needs_cells("1 / (ratio - 0.3)", {0.5, 0.9}));
  EXPECT_FALSE(needs_cells("(ratio - 0.3) / share", {0.1, 0.9}));
}

}  // namespace
}  // namespace zonerank::detail::test_extent
