// Rows nearer than their errors, found without comparing each with each.

#include "zonerank/methods/detail/settle.hpp"

#include <set>

#include "support/testing.hpp"
#include "zonerank/core/random.hpp"

namespace zonerank::detail::test_settle {
namespace {

/// Values of different sizes, some missing, some 0; a few copied, with a change of about the error.
std::vector<double> values_with_neighbours(std::uint32_t seed, std::size_t n,
                                           const ErrorBound& bound) {
  std::vector<double> values;
  for (std::uint32_t i = 0; i < n; ++i) {
    const Philox4 words = philox4x32({seed, i, 0, 0}, {5, 23});
    const double u = open_uniform(words[0], words[1]);
    const std::uint32_t kind = words[2] % 50;
    if (kind == 0)
      values.push_back(missing);
    else if (kind == 1)
      values.push_back(0.0);
    else if (kind == 2 && i > 0)
      values.push_back(values[words[3] % i] * (1.0 + 3.0 * (u - 0.5) * bound.relative) +
                       3.0 * (u - 0.5) * bound.absolute);
    else
      values.push_back(std::exp(8.0 * u) - (seed % 2 == 0 ? 0.0 : 1000.0));
  }
  return values;
}

/// Compared each with each; zeros without error are equal and need no decision.
std::set<std::size_t> near_by_pairs(const std::vector<double>& values, const ErrorBound& bound) {
  std::set<std::size_t> near;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (bound.absolute == 0.0 && values[i] == 0.0 && values[k] == 0.0) continue;
      if (!(std::abs(values[i] - values[k]) <= bound.at(values[i]) + bound.at(values[k]))) continue;
      near.insert(i);
      near.insert(k);
    }
  }
  return near;
}

class NearRows : public ::testing::TestWithParam<std::size_t> {};

TEST_P(NearRows, AreAllOfThem) {
  const std::size_t n = GetParam();
  std::size_t n_near = 0;
  for (const ErrorBound bound : {ErrorBound{3e-16, 0.0}, ErrorBound{0.0, 1e-9},
                                 ErrorBound{1e-15, 1e-12}, ErrorBound{0.0, 1e3}}) {
    for (std::uint32_t seed = 0; seed < (n < 600 ? 40 : 4); ++seed) {
      const std::vector<double> values = values_with_neighbours(seed, n, bound);
      const std::vector<std::size_t> found = near_rows(values, bound, greatest_distance(values));
      EXPECT_TRUE(std::is_sorted(found.begin(), found.end()));
      const std::set<std::size_t> rows(found.begin(), found.end());
      EXPECT_EQ(rows.size(), found.size());
      for (const std::size_t row : near_by_pairs(values, bound))
        EXPECT_TRUE(rows.contains(row)) << row << " of table " << seed;
      n_near += found.size();
    }
  }
  EXPECT_GT(n_near, 0);
}

INSTANTIATE_TEST_SUITE_P(Sizes, NearRows, ::testing::Values(2, 12, 169, 512, 513, 1500));

TEST(NearRows, AreNoneWhereAllAreApart) {
  for (const std::size_t n : {std::size_t{169}, std::size_t{5000}}) {
    std::vector<double> values;
    for (std::uint32_t i = 0; i < n; ++i) {
      const Philox4 words = philox4x32({i, 0, 0, 0}, {5, 29});
      values.push_back(100.0 * open_uniform(words[0], words[1]));
    }
    EXPECT_TRUE(near_rows(values, {3e-16, 1e-13}, greatest_distance(values)).empty());
    values.push_back(values[3]);
    EXPECT_THAT(near_rows(values, {3e-16, 1e-13}, greatest_distance(values)),
                ::testing::ElementsAre(3, n));
    EXPECT_TRUE(near_rows(values, {}, greatest_distance(values)).empty()) << "without error";
  }
}

/// A step at either end of the marks is beside the other end.
TEST(NearRows, AreFoundWhereStepsBeginAnew) {
  for (int k = 0; k < 4000; ++k) {
    const double value = 1.0 + k * 0x1p-12;
    const std::vector<double> values = {value, 2.5, value + 1e-13};
    ASSERT_EQ(near_rows(values, {0.0, 1e-13}, 2.5).size(), 2U) << k;
  }
}

}  // namespace
}  // namespace zonerank::detail::test_settle
