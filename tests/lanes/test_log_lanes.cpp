#include "zonerank/lanes/log_lanes.hpp"

#include <cmath>

#include "support/fifty.hpp"
#include "support/testing.hpp"
#include "zonerank/run/detail/level.hpp"

namespace zonerank::detail::test_log_lanes {
namespace {

std::vector<const LogLanes*> levels() {
  std::vector<const LogLanes*> found = {&log_lanes_baseline};
#ifdef ZONERANK_LEVELS
  if (has_level(MachineLevel::v3)) found.push_back(&log_lanes_v3);
  if (has_level(MachineLevel::v4)) found.push_back(&log_lanes_v4);
#endif
  return found;
}

/// Over all magnitudes and close to 1, against 50 digits.
TEST(LogLanes, AreWithinOneAndAHalfUnitsOfTheLastPlace) {
  std::vector<double> x;
  for (std::uint32_t k = 0; k < 4000; ++k) {
    const double u = 2 * testing::uniform(3, k) - 1;
    x.push_back(k % 2 == 0 ? std::exp(700 * u) : 1 + u * std::pow(10.0, -double(k % 15)));
  }
  x.insert(x.end(), {0x1p-1022, 1.7e308, 1.0, 2.0, 0.5});
  std::vector<double> base(x.size());
  const double most = *std::max_element(x.begin(), x.end());
  ASSERT_EQ(log_lanes_baseline.logs(x.data(), x.size(), base.data()), most);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const testing::Fifty exact = log(testing::Fifty(x[i]));
    if (exact == 0) {
      EXPECT_EQ(base[i], 0.0);
    } else {
      EXPECT_LE(testing::roundings(base[i], exact, exact), 3.0) << x[i];
    }
  }
  for (const LogLanes* level : levels()) {
    std::vector<double> found(x.size());
    EXPECT_EQ(level->logs(x.data(), x.size(), found.data()), most);
    EXPECT_EQ(found, base) << level->level;
  }
}

TEST(LogLanes, RefuseWhatHasNoLogarithm) {
  for (const double odd : {0.0, -1.0, 1e-310, HUGE_VAL, missing}) {
    for (const LogLanes* level : levels()) {
      std::vector<double> x(11, 2.0);
      x[7] = odd;
      EXPECT_EQ(level->logs(x.data(), x.size(), x.data()), 0.0) << odd << level->level;
    }
  }
}

}  // namespace
}  // namespace zonerank::detail::test_log_lanes
