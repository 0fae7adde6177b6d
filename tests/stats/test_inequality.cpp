#include "zonerank/stats/inequality.hpp"

#include "support/testing.hpp"
#include "zonerank/stats/describe.hpp"
#include "zonerank/stats/reliability.hpp"

namespace zonerank::test_inequality {
namespace {

using ::testing::HasSubstr;

// By hand: 1 and 3 have mean 2, so 1/2 (1/2 ln 1/2 + 3/2 ln 3/2).
TEST(Theil, OfTwoIsWorkedByHand) {
  const double expected = 0.5 * (0.5 * std::log(0.5) + 1.5 * std::log(1.5));
  EXPECT_NEAR(theil_index(std::vector<double>{1, 3}).total, expected, 1e-16);
  EXPECT_EQ(theil_index(std::vector<double>{2, 2, missing}).total, 0.0);
  EXPECT_NEAR(theil_index(std::vector<double>{0, 0, 0, 7}).total, std::log(4.0), 1e-15)
      << "one has all: ln n";
}

TEST(Theil, PartsAddUp) {
  const std::vector<double> x = {1, 2, 3, 10, 20, missing, 4};
  const std::vector<std::string> groups = {"east", "east", "west", "west", "west", "west", "east"};
  const TheilIndex t = theil_index(x, groups);
  EXPECT_NEAR(t.total, t.within + t.between, 1e-15);
  EXPECT_GT(t.between, 0.0);
  ASSERT_EQ(t.groups.size(), 2U);
  EXPECT_EQ(t.groups[0].group, "east");
  EXPECT_NEAR(t.groups[0].share + t.groups[1].share, 1.0, 1e-15);
  EXPECT_NEAR(theil_index(std::vector<double>{10, 20, 30, 100, 200, missing, 40}, groups).between,
              t.between, 1e-15)
      << "the unit changes nothing";
}

/// A power of two as the unit changes no bit, near the ends of doubles either.
TEST(Theil, IsThereNearTheEndsOfDoubles) {
  const std::vector<double> x = {1, 2, 4, 9, 3, missing, 0};
  const std::vector<std::string> groups = {"a", "a", "b", "b", "c", "c", "c"};
  const TheilIndex plain = theil_index(x, groups);
  for (const int power : {1020, 660, -660, -1022}) {
    std::vector<double> y = x;
    for (double& value : y) value = std::ldexp(value, power);
    const TheilIndex t = theil_index(y, groups);
    EXPECT_EQ(t.total, plain.total) << power;
    EXPECT_EQ(t.within, plain.within) << power;
    EXPECT_EQ(t.between, plain.between) << power;
    for (std::size_t g = 0; g < 3; ++g) {
      EXPECT_EQ(t.groups[g].share, plain.groups[g].share);
      EXPECT_EQ(t.groups[g].mean, std::ldexp(plain.groups[g].mean, power));
    }
  }
}

TEST(CronbachAlpha, IsThereNearTheEndsOfDoubles) {
  Matrix x(5, 3);
  x << 1, 3, 2, 2, 9, 2, 4, 4, 5, 9, 2, 9, 3, 1, 3;
  const Reliability plain = cronbach_alpha(x);
  ASSERT_TRUE(std::isfinite(plain.raw));
  for (const int power : {1020, 660, -660, -1000}) {
    const Reliability a =
        cronbach_alpha(x.unaryExpr([power](double v) { return std::ldexp(v, power); }));
    EXPECT_EQ(a.raw, plain.raw) << power;
    EXPECT_NEAR(a.standardized, plain.standardized, 1e-15) << power;
  }
}

TEST(Theil, NamesWhatItCannotTake) {
  EXPECT_ERROR(theil_index(std::vector<double>{1, -2}), HasSubstr("x[1]: is -2, but must be a"));
  const std::vector<std::string> one = {"a"};
  EXPECT_ERROR(theil_index(std::vector<double>{1, 2}, one), HasSubstr("groups: has 1 entries"));
}

/// Two columns that are the same have alpha 1; two that are independent 0.
TEST(Cronbach, OfEqualColumnsIsOne) {
  Matrix same(4, 2);
  same << 1, 1, 5, 5, 2, 2, 9, 9;
  EXPECT_NEAR(cronbach_alpha(same).raw, 1.0, 1e-15);
  EXPECT_NEAR(cronbach_alpha(same).standardized, 1.0, 1e-15);
  Matrix crossed(4, 2);
  crossed << 1, 1, 1, 2, 2, 1, 2, 2;
  EXPECT_NEAR(cronbach_alpha(crossed).raw, 0.0, 1e-15);
  EXPECT_TRUE(is_missing(cronbach_alpha(same.leftCols(1)).raw));
}

TEST(Describe, CountsWhatIsThere) {
  const std::vector<double> x = {0, 0, 4, missing, 4, 4, 12};
  const Description d = describe(x);
  EXPECT_EQ(d.n, 6);
  EXPECT_EQ(d.n_nonzero, 4);
  EXPECT_EQ(d.n_unique, 3);
  EXPECT_EQ(d.n_same, 3);
  EXPECT_EQ(d.mean, 4.0);
  EXPECT_EQ(d.median, 4.0);
  EXPECT_EQ(d.least, 0.0);
  EXPECT_EQ(d.greatest, 12.0);
  EXPECT_DOUBLE_EQ(d.same_share, 0.5);
  EXPECT_FALSE(d.few_available);
  EXPECT_TRUE(d.few_unique) << "3 of 7";
  EXPECT_TRUE(describe(std::vector<double>{1, missing, missing}).few_available);
  EXPECT_EQ(describe(std::vector<double>{missing}).n, 0);
}

}  // namespace
}  // namespace zonerank::test_inequality
