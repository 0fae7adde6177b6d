#include "zonerank/stats/linear_program.hpp"

#include <Eigen/LU>
#include <cmath>
#include <random>

#include "support/testing.hpp"

namespace zonerank::test_linear_program {
namespace {

using detail::LinearProgram;
using detail::Simplex;
using Rows = std::vector<std::vector<double>>;

TEST(LinearProgramTest, AProgramOfTheBookIsSolved) {
  // Chvatal (1983), page 13: 5 x1 + 4 x2 + 3 x3 is at most 13, at (2, 0, 1)
  const auto found =
      detail::maximize<double>({{2, 3, 1}, {4, 1, 2}, {3, 4, 2}}, {5, 11, 8}, {5, 4, 3}, 1e-12);
  EXPECT_NEAR(found.value, 13.0, 1e-12);
  EXPECT_NEAR(found.x[0], 2.0, 1e-12);
  EXPECT_NEAR(found.x[2], 1.0, 1e-12);
}

TEST(LinearProgramTest, TheFirstPhaseFindsACorner) {
  // Chvatal (1983), page 39: x1 - x2 + x3 with constraints that x = 0 breaks is at most 3/5
  Simplex<double> program({{2, -1, 2}, {2, -3, 1}, {-1, 1, -2}}, {4, -5, -1}, 3, 1e-12);
  const LinearProgram<double> found = program.maximize({1, -1, 1});
  EXPECT_TRUE(found.feasible);
  EXPECT_NEAR(found.value, 0.6, 1e-12);
  EXPECT_NEAR(found.x[1], 2.8, 1e-12);
  EXPECT_NEAR(found.x[2], 3.4, 1e-12);
}

TEST(LinearProgramTest, WhatHasNoSolutionOrNoEndSaysSo) {
  EXPECT_FALSE((Simplex<double>({{1, 1}, {-1, -1}}, {1, -2}, 2, 1e-12).maximize({1, 0}).feasible));
  EXPECT_FALSE((detail::maximize<double>({{1, -1}}, {1}, {0, 1}, 1e-12).bounded));
}

/// The greatest value over all corners: solutions of as many constraints as there are variables.
double best_corner(const Rows& a, const std::vector<double>& b, const std::vector<double>& c) {
  Matrix all(5 + 2, 2);  // rows of a, then -x <= 0
  Vector right(7);
  for (Index i = 0; i < 5; ++i) {
    all.row(i) << a[static_cast<std::size_t>(i)][0], a[static_cast<std::size_t>(i)][1];
    right[i] = b[static_cast<std::size_t>(i)];
  }
  all.bottomRows(2) << -1, 0, 0, -1;
  right.tail(2).setZero();
  double best = -INFINITY;
  for (Index i = 0; i < 7; ++i) {
    for (Index k = i + 1; k < 7; ++k) {
      Matrix two(2, 2);
      two << all.row(i), all.row(k);
      if (std::abs(two.determinant()) < 1e-9) continue;
      const Vector x = two.partialPivLu().solve(Vector{{right[i], right[k]}});
      if (((all * x - right).array() < 1e-9).all())
        best = std::max(best, c[0] * x[0] + c[1] * x[1]);
    }
  }
  return best;
}

TEST(LinearProgramTest, RandomProgramsAgreeWithAllCornersAndFromWhereTheLastOneEnded) {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> any(-1.0, 1.0);
  int infeasible = 0;
  for (int k = 0; k < 3000; ++k) {
    Rows a(5, std::vector<double>(2));
    std::vector<double> b(5);
    for (std::size_t i = 0; i < 4; ++i) {
      for (double& x : a[i]) x = any(random);
      b[i] = any(random);
    }
    a[4] = {1.0, 1.0};  // an end
    b[4] = 3.0;
    Simplex<double> program(a, b, 2, 1e-12);
    for (int objective = 0; objective < 3; ++objective) {
      const std::vector<double> c = {any(random), any(random)};
      const double best = best_corner(a, b, c);
      const LinearProgram<double> found = program.maximize(c);
      ASSERT_EQ(found.feasible, best > -INFINITY) << k;
      if (!found.feasible) {
        ++infeasible;
        break;
      }
      ASSERT_NEAR(found.value, best, 1e-9) << k;
    }
  }
  EXPECT_GT(infeasible, 100);
}

}  // namespace
}  // namespace zonerank::test_linear_program
