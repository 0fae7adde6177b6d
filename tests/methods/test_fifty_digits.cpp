// The templates of the methods at double against 50 digits.

#include <boost/multiprecision/cpp_bin_float.hpp>

#include "support/testing.hpp"
#include "zonerank/core/random.hpp"
#include "zonerank/methods/detail/methods.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank::test_fifty_digits {
namespace {

using Fifty = boost::multiprecision::cpp_bin_float_50;

constexpr double ulp = 0x1p-53;  ///< half the spacing at 1: one rounding

double uniform(std::uint32_t seed, std::uint32_t at) {
  const Philox4 words = philox4x32({at, 0, 0, 0}, {seed, 50});
  return open_uniform(words[0], words[1]);
}

Matrix random_matrix(std::uint32_t seed, Index n, Index m) {
  Matrix x(n, m);
  for (Index k = 0; k < x.size(); ++k) {
    x.data()[k] = std::exp(10 * uniform(seed, static_cast<std::uint32_t>(k)) - 3);
  }
  return x;
}

/// Every step of the pipeline at both scalars; the worst error in roundings of 100 points.
struct Worst {
  double score = 0, arithmetic = 0, geometric = 0, quantile = 0;
};

void compare(std::uint32_t seed, Index n, Index m, Worst& worst) {
  const Matrix x = random_matrix(seed, n, m);
  Matrix scores(n, m);
  for (Index j = 0; j < m; ++j) {
    const double low = x.col(j).minCoeff();
    const double high = x.col(j).maxCoeff();
    const bool less = j % 2 == 1;
    for (Index i = 0; i < n; ++i) {
      scores(i, j) = detail::min_max_score(x(i, j), low, high, less, 1.0, 100.0);
      const Fifty exact = detail::min_max_score<Fifty>(Fifty(x(i, j)), Fifty(low), Fifty(high),
                                                       less, Fifty(1), Fifty(100));
      const Fifty error = abs(exact - scores(i, j)) / 100;
      worst.score = std::max(worst.score, static_cast<double>(error) / ulp);
    }
    std::vector<double> sorted(x.col(j).begin(), x.col(j).end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<Fifty> exact(sorted.begin(), sorted.end());
    for (const double p : {0.025, 0.5, 0.975}) {
      const Fifty error = abs(detail::select_quantile<Fifty>(exact, Fifty(p)) -
                              detail::select_quantile<double>(sorted, p)) /
                          sorted.back();
      worst.quantile = std::max(worst.quantile, static_cast<double>(error) / ulp);
    }
  }
  std::vector<double> w;
  for (Index j = 0; j < m; ++j) w.push_back(uniform(seed, static_cast<std::uint32_t>(90'000 + j)));
  const std::vector<Fifty> exact_w(w.begin(), w.end());
  for (Index i = 0; i < n; ++i) {
    const Vector row = scores.row(i);
    const std::vector<double> s(row.begin(), row.end());
    const std::vector<Fifty> exact_s(s.begin(), s.end());
    const Fifty mean = detail::weighted_arithmetic_mean<Fifty>(exact_s, exact_w);
    const Fifty product = detail::weighted_geometric_mean<Fifty>(exact_s, exact_w);
    const Fifty mean_error = abs(mean - detail::weighted_arithmetic_mean<double>(s, w)) / mean;
    const Fifty product_error =
        abs(product - detail::weighted_geometric_mean<double>(s, w)) / product;
    worst.arithmetic = std::max(worst.arithmetic, static_cast<double>(mean_error) / ulp);
    worst.geometric = std::max(worst.geometric, static_cast<double>(product_error) / ulp);
  }
}

/// A score takes two differences, a quotient, a product and a sum: six roundings suffice. A mean of
/// m scores rounds each product and both sums: 2 m + 1 at most. The geometric mean multiplies the
/// error of its exponent, at most log(100) = 4.6, before exp. The quantile multiplies the rounding
/// of h = (n - 1) p by a step of at most the greatest value: n + 3.
void expect_within(const Worst& worst, Index n, Index m) {
  EXPECT_LE(worst.score, 6.0);
  EXPECT_LE(worst.arithmetic, 2.0 * static_cast<double>(m) + 1);
  EXPECT_LE(worst.geometric, 4.7 * (2.0 * static_cast<double>(m) + 3));
  EXPECT_LE(worst.quantile, static_cast<double>(n) + 3);
  EXPECT_GT(worst.score, 0.0) << "a double cannot be exact everywhere";
  EXPECT_GT(worst.arithmetic, 0.0);
  EXPECT_GT(worst.geometric, 0.0);
  EXPECT_GT(worst.quantile, 0.0);
}

TEST(FiftyDigits, OfThousandSmallTables) {
  Worst worst;
  for (std::uint32_t seed = 0; seed < 1000; ++seed) compare(seed, 12, 6, worst);
  expect_within(worst, 12, 6);
}

TEST(FiftyDigits, OfTenTablesOfTheSizeUsersHave) {
  Worst worst;
  for (std::uint32_t seed = 0; seed < 10; ++seed) compare(seed, 169, 40, worst);
  expect_within(worst, 169, 40);
}

}  // namespace
}  // namespace zonerank::test_fifty_digits
