#include "zonerank/lanes/column_lanes.hpp"

#include "support/fifty.hpp"
#include "support/testing.hpp"
#include "zonerank/core/detail/aligned.hpp"
#include "zonerank/run/detail/level.hpp"
#include "zonerank/stats/detail/table_moments.hpp"

namespace zonerank::detail::test_column_lanes {
namespace {

std::vector<const ColumnLanes*> levels() {
  std::vector<const ColumnLanes*> found = {&column_lanes_baseline};
#ifdef ZONERANK_LEVELS
  if (has_level(MachineLevel::v3)) found.push_back(&column_lanes_v3);
  if (has_level(MachineLevel::v4)) found.push_back(&column_lanes_v4);
#endif
  return found;
}

std::vector<double> numbers(std::size_t n, std::uint32_t seed) {
  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i)
    x[i] = std::pow(testing::uniform(seed, static_cast<std::uint32_t>(i)), 3) * 1e6 - 1e3;
  return x;
}

TEST(ColumnLanes, GiveTheSameBitsOnEveryLevel) {
  for (const std::size_t n : {1U, 2U, 7U, 8U, 16U, 31U, 169U, 256U}) {
    const std::vector<double> x = numbers(n, 1), y = numbers(n, 2);
    const std::size_t m = n < 7 ? 1 : 7;
    const Matrix table =
        Eigen::Map<const Matrix>(x.data(), static_cast<Index>(n / m), static_cast<Index>(m));
    const std::vector<double> centre(m, 0.25), scale(m, 0.5);
    const ColumnSum base = column_lanes_baseline.sum(x.data(), n);
    std::vector<std::vector<double>> products;
    for (const ColumnLanes* level : levels()) {
      const ColumnSum sum = level->sum(x.data(), n);
      EXPECT_EQ(sum.sum, base.sum) << level->level << n;
      EXPECT_EQ(sum.least, *std::min_element(x.begin(), x.end()));
      EXPECT_EQ(sum.greatest, *std::max_element(x.begin(), x.end()));
      EXPECT_EQ(level->dot(x.data(), y.data(), n),
                column_lanes_baseline.dot(x.data(), y.data(), n));
      const std::size_t padded = m + column_padding;
      AlignedVector<double> work(padded * moment_rows);
      std::vector<double> lanes((m + padded * padded) * row_lanes, 0.0);
      level->add_products(
          {table.data(), table.outerStride(), static_cast<std::size_t>(table.rows()), m},
          centre.data(), scale.data(), {true, work.data(), lanes.data(), &lanes[m * row_lanes]});
      std::vector<double>& found = products.emplace_back();
      for (std::size_t j = 0; j < m; ++j) {
        found.push_back(lane_total(&lanes[j * row_lanes]));
        for (std::size_t k = 0; k <= j; ++k)
          found.push_back(lane_total(&lanes[(m + j * padded + k) * row_lanes]));
      }
      EXPECT_EQ(found, products[0]) << level->level;
      std::vector<double> scores(n, 1.0), expected(n, 1.0);
      const MinMaxColumn column{0, 5e5, n % 2 == 0, 0, 100, 0.3};
      level->add_scores(x.data(), n, column, scores.data());
      column_lanes_baseline.add_scores(x.data(), n, column, expected.data());
      EXPECT_EQ(scores, expected);
      std::vector<double> low(n + 1), high(n + 1);
      Tails tails{low.data(), high.data(), 0, 0, 0, 0, true};
      level->tails(x.data(), n, {-900, 0, 1e5, 8e5}, &tails);
      const auto within = [&](double a, double b) {
        return static_cast<std::size_t>(
            std::count_if(x.begin(), x.end(), [&](double v) { return v >= a && v <= b; }));
      };
      EXPECT_EQ(tails.n_low, within(-900, 0));
      EXPECT_EQ(tails.n_high, within(1e5, 8e5));
      EXPECT_EQ(tails.n_below, n - within(-900, INFINITY));
      EXPECT_EQ(tails.n_above, n - within(-INFINITY, 8e5));
      EXPECT_TRUE(tails.all_finite);
    }
  }
}

/// One column after the other, whatever is added together; what is missing has no size.
TEST(ColumnLanes, AddWeightedColumnsInTheirOrder) {
  for (const std::size_t n : {1U, 7U, 8U, 37U, 169U}) {
    for (std::size_t m = 0; m < 10; ++m) {
      std::vector<std::vector<double>> columns;
      std::vector<const double*> x;
      std::vector<double> weight, expected(n, 0.5);
      double greatest = 0.0;
      for (std::size_t j = 0; j < m; ++j) {
        columns.push_back(numbers(n, static_cast<std::uint32_t>(10 + j)));
        if (j == 2) columns[j][n / 2] = missing;
        if (j == 3) columns[j][n - 1] = -3e6;
        weight.push_back(0.1 * static_cast<double>(j + 1));
        for (std::size_t i = 0; i < n; ++i) {
          expected[i] += weight[j] * columns[j][i];
          if (!is_missing(columns[j][i])) greatest = std::max(greatest, std::abs(columns[j][i]));
        }
      }
      for (const std::vector<double>& column : columns) x.push_back(column.data());
      for (const ColumnLanes* level : levels()) {
        std::vector<double> sum(n, 0.5);
        EXPECT_EQ(level->add_weighted(x.data(), weight.data(), m, n, sum.data()), greatest)
            << level->level;
        for (std::size_t i = 0; i < n; ++i) {
          if (is_missing(expected[i]))
            EXPECT_TRUE(is_missing(sum[i]));
          else
            EXPECT_EQ(sum[i], expected[i]) << level->level << n;
        }
      }
    }
  }
}

TEST(ColumnLanes, SeeOneGapAnywhere) {
  for (std::size_t at = 0; at < 37; ++at) {
    std::vector<double> x = numbers(37, 3);
    for (const ColumnLanes* level : levels()) EXPECT_FALSE(level->sum(x.data(), 37).has_gaps);
    x[at] = missing;
    for (const ColumnLanes* level : levels())
      EXPECT_TRUE(level->sum(x.data(), 37).has_gaps) << at << level->level;
  }
}

/// Many parts of rows, a column far from 0, one of tiny and one of huge numbers.
TEST(TableMoments, AreThoseOfFiftyDigits) {
  using testing::Fifty;
  constexpr Index n = 9000;
  Matrix x(n, 3);
  for (Index i = 0; i < n; ++i) {
    const auto k = static_cast<std::uint32_t>(i);
    const double u = testing::uniform(1, k), v = testing::uniform(2, k);
    x.row(i) << 1e8 + u, 1e-300 * (u + v), 1e300 * (v - u);
  }
  const auto moments = table_moments(x);
  ASSERT_TRUE(moments.has_value());
  for (Index j = 0; j < 3; ++j) {
    for (Index k = 0; k <= j; ++k) {
      Fifty mean_j = 0, mean_k = 0, jj = 0, kk = 0, jk = 0;
      for (Index i = 0; i < n; ++i) mean_j += Fifty(x(i, j)), mean_k += Fifty(x(i, k));
      mean_j /= n, mean_k /= n;
      for (Index i = 0; i < n; ++i) {
        const Fifty a = Fifty(x(i, j)) - mean_j, b = Fifty(x(i, k)) - mean_k;
        jj += a * a, kk += b * b, jk += a * b;
      }
      EXPECT_NEAR(moments->correlation(j, k), static_cast<double>(jk / sqrt(jj * kk)), 2e-15);
      if (j != k) continue;
      EXPECT_NEAR(moments->deviation[j] / static_cast<double>(sqrt(jj / (n - 1))), 1.0, 1e-14);
    }
  }
  x(8999, 1) = missing;
  EXPECT_FALSE(table_moments(x).has_value());
}

}  // namespace
}  // namespace zonerank::detail::test_column_lanes
