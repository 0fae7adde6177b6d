#include "zonerank/core/detail/wide.hpp"

#include "support/testing.hpp"
#include "zonerank/core/detail/bounded.hpp"
#include "zonerank/core/random.hpp"

namespace zonerank::detail::test_wide {
namespace {

TEST(Wide, ADoubleIsTheDecimalThatItPrintsAs) {
  EXPECT_TRUE(Wide(0.1) + Wide(0.2) == Wide(0.3));
  EXPECT_FALSE(Wide(0.1) + Wide(0.2) < Wide(0.3));
  Wide ten_tenths(0);
  for (int k = 0; k < 10; ++k) ten_tenths += Wide(0.1);
  EXPECT_TRUE(ten_tenths == Wide(1));
  EXPECT_TRUE(Wide(-12.5e-3) == Wide(-125) / Wide(10000));
  EXPECT_TRUE(Wide(1e300) * Wide(1e-300) == Wide(1));
  EXPECT_TRUE(Wide::decimal(-123450, 2) == Wide(-1234.5));
  EXPECT_TRUE(Wide::decimal(power_of_ten(37) + 1, 0) - Wide(1) == Wide(1e37));
}

TEST(Wide, RealDifferencesStay) {
  EXPECT_TRUE(Wide(1.0) < Wide(1.0 + 0x1p-52));
  EXPECT_TRUE(Wide(1e-300) < Wide(1.000000000001e-300));
  EXPECT_TRUE(Wide(1) / Wide(3) * Wide(3) == Wide(1));
  EXPECT_TRUE(Wide(1) / Wide(3) < Wide(0.33333333333333337));
  EXPECT_FALSE(Wide(1) + Wide(1e-40) == Wide(1));
}

TEST(Wide, FunctionsAndWhatIsLost) {
  EXPECT_TRUE(sqrt(Wide(2)) * sqrt(Wide(2)) == Wide(2));
  EXPECT_TRUE(exp(log(Wide(7)) + log(Wide(0.5))) == Wide(3.5));
  EXPECT_TRUE(pow(Wide(9), Wide(0.5)) == Wide(3));
  EXPECT_TRUE(pow(Wide(0), Wide(0.5)) == Wide(0));
  EXPECT_TRUE(floor(Wide(0.1) * Wide(30)) == Wide(3)) << "whole but for rounding";
  const Wide nothing = Wide(0.1) + Wide(0.2) - Wide(0.3);
  EXPECT_TRUE(nothing == Wide(0));
  EXPECT_TRUE((Wide(1) / nothing).is_lost());
  EXPECT_TRUE(log(nothing).is_lost());
  EXPECT_TRUE(Wide(missing).is_lost());
}

/// Random expressions: the double is never farther from the wide value than its bound says.
TEST(Bounded, TheErrorIsWithinItsBound) {
  int tight = 0;
  for (std::uint32_t seed = 0; seed < 20000; ++seed) {
    const Philox4 words = philox4x32({seed, 0, 0, 0}, {7, 7});
    const double first = std::round(1e4 * open_uniform(words[0], words[1])) / 1e3;
    const double second = std::round(1e6 * open_uniform(words[2], words[3])) / 1e4;
    Bounded b(first);
    Wide w(first);
    double plain = first;
    for (std::uint32_t step = 0; step < 8; ++step) {
      const std::uint32_t what = philox4x32({seed, step, 1, 0}, {7, 7})[0] % 8;
      const Bounded y(second);
      const Wide z(second);
      if (what == 0) b += y, w += z, plain += second;
      if (what == 1) b -= y, w -= z, plain -= second;
      if (what == 2) b *= y, w *= z, plain *= second;
      if (what == 3) b /= y, w /= z, plain /= second;
      if (what == 4) b = b - 1, w = w - 1, plain = plain - 1;
      if (what == 5) b = sqrt(abs(b)), w = sqrt(abs(w)), plain = std::sqrt(std::abs(plain));
      if (what == 6)
        b = log(abs(b) + 1), w = log(abs(w) + 1), plain = std::log(std::abs(plain) + 1);
      if (what == 7 && plain < 10) b = exp(b), w = exp(w), plain = std::exp(plain);
    }
    ASSERT_EQ(b.value(), plain) << seed << ": bit by bit as doubles";
    if (!std::isfinite(b.error())) continue;
    const auto away = static_cast<double>(abs(w - Wide(Wide::Number(plain), 0.0L)).value());
    ASSERT_LE(away, b.error()) << seed;
    tight += b.error() <= 1e-9 * std::abs(plain) ? 1 : 0;
  }
  EXPECT_GT(tight, 15000) << "bounds that say something";
}

}  // namespace
}  // namespace zonerank::detail::test_wide
