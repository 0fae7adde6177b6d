// Certified values of the NIST Statistical Reference Datasets, univariate and Norris (15 digits).

#include "stats/nist.hpp"

#include "support/testing.hpp"
#include "zonerank/stats/correlation.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank::test_nist {
namespace {

struct Certified {
  std::string name;
  std::vector<double> x;
  double mean, sd, autocorrelation;
  double digits;  ///< that a double of this data can have of the deviation: 16 - log10(mean / sd)
};

class Nist : public ::testing::TestWithParam<Certified> {};

TEST_P(Nist, ValuesAreMatched) {
  const Certified& c = GetParam();
  const double tolerance = std::pow(10.0, -c.digits);
  EXPECT_NEAR(mean(c.x), c.mean, 1e-15 * std::abs(c.mean));
  EXPECT_NEAR(standard_deviation(c.x), c.sd, tolerance * c.sd);
  EXPECT_NEAR(autocorrelation(c.x), c.autocorrelation, tolerance);
}

INSTANTIATE_TEST_SUITE_P(
    Univariate, Nist,
    ::testing::Values(
        Certified{"Lottery", testing::nist_lottery, 518.958715596330, 291.699727470969,
                  -0.120948622967393, 14.5},
        Certified{"Lew", testing::nist_lew, -177.435000000000, 277.332168044316, -0.307304800605679,
                  14.5},
        Certified{"Mavro", testing::nist_mavro(), 2.00185600000000, 0.000429123454003053,
                  0.937989183438248, 12},
        Certified{"Michelso", testing::nist_michelson(), 299.852400000000, 0.0790105478190518,
                  0.535199668621283, 12},
        Certified{"PiDigits", testing::nist_pi_digits(), 4.53480000000000, 2.86733906028871,
                  -0.00355099287237972, 14.5},
        Certified{"NumAcc1", {10000001, 10000003, 10000002}, 10000002, 1, -0.5, 15},
        Certified{"NumAcc2", testing::nist_numacc(12), 1.2, 0.1, -0.999, 14},
        Certified{"NumAcc3", testing::nist_numacc(10000002), 1000000.2, 0.1, -0.999, 8.5},
        Certified{"NumAcc4", testing::nist_numacc(100000002), 10000000.2, 0.1, -0.999, 7.5}),
    [](const auto& test) { return test.param.name; });

TEST(NistNorris, RSquaredIsMatched) {
  const Correlation c = correlation(testing::nist_norris_x, testing::nist_norris_y);
  EXPECT_NEAR(c.r * c.r, 0.999993745883712, 2e-15);
}

}  // namespace
}  // namespace zonerank::test_nist
