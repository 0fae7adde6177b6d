#include "zonerank/core/dual.hpp"

#include "support/testing.hpp"

namespace zonerank::test_dual {
namespace {

using Two = Dual<2>;

TEST(Dual, DerivativesOfEveryOperation) {
  const Two x = Two::variable(3.0, 0);
  const Two y = Two::variable(0.5, 1);
  const Two f = x * x / y - 2 * x + exp(y) * log(x) + sqrt(x * y) + pow(x, y);
  EXPECT_DOUBLE_EQ(
      f.value(), 18.0 - 6.0 + std::exp(0.5) * std::log(3.0) + std::sqrt(1.5) + std::pow(3.0, 0.5));
  EXPECT_DOUBLE_EQ(f.tangent(0), 12.0 - 2.0 + std::exp(0.5) / 3.0 + 0.25 / std::sqrt(1.5) +
                                     0.5 * std::pow(3.0, -0.5));
  EXPECT_DOUBLE_EQ(f.tangent(1), -36.0 + std::exp(0.5) * std::log(3.0) + 1.5 / std::sqrt(1.5) +
                                     std::pow(3.0, 0.5) * std::log(3.0));
}

TEST(Dual, AbsoluteValuesConstantsAndOrder) {
  const Two x = Two::variable(-2.0, 0);
  EXPECT_EQ(abs(x).value(), 2.0);
  EXPECT_EQ(abs(x).tangent(0), -1.0);
  EXPECT_EQ((x + Two(1.0)).tangent(1), 0.0);
  EXPECT_EQ(floor(Two::variable(2.5, 0)).tangent(0), 0.0);
  EXPECT_TRUE(x < Two(0.0));
  EXPECT_TRUE(x == Two(-2.0)) << "values alone are compared";
}

}  // namespace
}  // namespace zonerank::test_dual
