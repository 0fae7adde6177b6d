#include "zonerank/stats/sobol.hpp"

#include "support/testing.hpp"

namespace zonerank::test_sobol {
namespace {

using ::testing::HasSubstr;

// Joe and Kuo's own program prints these for D = 3.
TEST(SobolPoints, StartAsPublished) {
  const Matrix first{{0, 0, 0},
                     {0.5, 0.5, 0.5},
                     {0.75, 0.25, 0.25},
                     {0.25, 0.75, 0.75},
                     {0.375, 0.375, 0.625},
                     {0.875, 0.875, 0.125},
                     {0.625, 0.125, 0.875},
                     {0.125, 0.625, 0.375}};
  EXPECT_EQ(sobol_points(8, 3), first);
}

/// Of 2^k points each of 2^k intervals of every dimension has one, scrambled or not.
TEST(SobolPoints, FillEveryInterval) {
  for (const auto scramble : {std::optional<std::uint64_t>(), std::optional<std::uint64_t>(0),
                              std::optional<std::uint64_t>(7)}) {
    const Matrix p = sobol_points(256, 90, scramble);
    for (Index k = 0; k < p.cols(); ++k) {
      std::vector<int> seen(256, 0);
      for (Index i = 0; i < 256; ++i) ++seen[static_cast<std::size_t>(p(i, k) * 256)];
      EXPECT_THAT(seen, ::testing::Each(1)) << k;
    }
    // pairs of dimensions: 16 x 16 boxes of the first two have one point each
    std::vector<int> boxes(256, 0);
    for (Index i = 0; i < 256; ++i)
      ++boxes[static_cast<std::size_t>(p(i, 0) * 16) * 16 + static_cast<std::size_t>(p(i, 1) * 16)];
    EXPECT_THAT(boxes, ::testing::Each(1));
  }
}

TEST(SobolPoints, ScramblingsDifferAndRepeat) {
  const Matrix zero = sobol_points(64, 5, 0);
  EXPECT_EQ(zero, sobol_points(64, 5, 0));
  EXPECT_NE(zero, sobol_points(64, 5, 1));
  EXPECT_NE(zero, sobol_points(64, 5));
  EXPECT_GT(zero.minCoeff(), 0.0);
  EXPECT_LT(zero.maxCoeff(), 1.0);
  EXPECT_EQ(zero.leftCols(3), sobol_points(64, 3, 0)) << "a dimension does not know the others";
  EXPECT_ERROR(sobol_points(0, 2), HasSubstr("0 x 2"));
  EXPECT_ERROR(sobol_points(4, 4000), HasSubstr("3667 dimensions"));
}

}  // namespace
}  // namespace zonerank::test_sobol
