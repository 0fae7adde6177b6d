// Weights against their definitions in 50 digits.

#include "support/fifty.hpp"
#include "support/testing.hpp"
#include "zonerank/methods/detail/weights.hpp"
#include "zonerank/methods/weight.hpp"

namespace zonerank::test_fifty_digits_weights {
namespace {

using testing::Fifty;

/// Weights of judgments against powers of the table, and geometric means of its rows, in 50 digits.
TEST(FiftyDigitsWeights, OfJudgmentsAreWithinTheirBounds) {
  constexpr double scale[] = {1.0 / 9, 1.0 / 7, 0.2, 1.0 / 3, 1, 3, 5, 7, 9, 2, 0.25};
  double eigenvector = 0, geometric = 0, lambda = 0;
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    const std::size_t n = 3 + seed % 7;
    Matrix judged = Matrix::Ones(static_cast<Index>(n), static_cast<Index>(n));
    for (Index i = 0; i < judged.rows(); ++i) {
      for (Index k = 0; k < i; ++k) {
        const auto at = static_cast<std::uint32_t>(i * 16 + k);
        judged(i, k) = scale[static_cast<std::size_t>(11 * testing::uniform(seed, at))];
        judged(k, i) = 1 / judged(i, k);
      }
    }
    detail::Square<Fifty> exact(n);
    std::vector<Fifty> means(n, Fifty(1));
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < n; ++k) {
        exact(i, k) = judged(static_cast<Index>(i), static_cast<Index>(k));
        means[i] *= exact(i, k);
      }
      means[i] = pow(means[i], Fifty(1) / static_cast<long>(n));
    }
    const std::vector<Fifty> v = detail::dominant(exact, Fifty(1e-30));
    means = detail::shares_of(std::move(means));
    const AhpResult found = ahp(judged);
    const Vector by_means = ahp(judged, AhpMethod::geometric).weights;
    Fifty largest(0);
    for (std::size_t k = 0; k < n; ++k) largest += exact(0, k) * v[k] / v[0];
    lambda = std::max(lambda, testing::roundings(found.lambda_max, largest, largest));
    for (std::size_t k = 0; k < n; ++k) {
      const auto at = static_cast<Index>(k);
      eigenvector = std::max(eigenvector, testing::roundings(found.weights[at], v[k], Fifty(1)));
      geometric = std::max(geometric, testing::roundings(by_means[at], means[k], Fifty(1)));
    }
  }
  EXPECT_LE(eigenvector, 40.0);
  EXPECT_LE(geometric, 4.0);
  EXPECT_LE(lambda, 40.0);
}

/// The whole chain in 50 digits: correlations, eigenvectors, varimax, Nicoletti's shares. Where an
/// eigenvalue is close to the limit, or a column's two greatest shares are level, rounding may
/// choose the other.
TEST(FiftyDigitsWeights, OfFactorsAreWithinTheirBound) {
  double worst = 0;
  int compared = 0;
  for (std::uint32_t seed = 0; seed < 1000; ++seed) {
    const Matrix x = testing::random_matrix(seed, 12, 6);
    if (seed % 5 == 4) continue;  // ill-conditioned: correlations themselves lose digits
    detail::Square<Fifty> r(6);
    std::vector<std::vector<Fifty>> columns;
    for (Index j = 0; j < 6; ++j)
      columns.push_back(testing::widened({x.col(j).begin(), x.col(j).end()}));
    for (std::size_t j = 0; j < 6; ++j) {
      r(j, j) = 1;
      for (std::size_t k = 0; k < j; ++k)
        r(j, k) = r(k, j) = detail::pearson<Fifty>(columns[j], columns[k]);
    }
    const auto pairs = detail::symmetric_eigen(r, Fifty(1e-40));
    std::vector<std::vector<Fifty>> factors;
    bool decided = true;
    for (std::size_t k = 0; k < 6; ++k) {
      decided = decided && abs(pairs.values[k] - 1) > 1e-6;
      if (!(pairs.values[k] > 1)) continue;
      factors.emplace_back();
      for (std::size_t j = 0; j < 6; ++j)
        factors.back().push_back(pairs.vectors(j, k) * sqrt(pairs.values[k]));
    }
    detail::varimax(factors, Fifty(1e-25));
    for (std::size_t j = 0; j < 6; ++j) {
      std::vector<Fifty> squares;
      for (const auto& factor : factors) {
        Fifty explained = 0;
        for (const Fifty& loading : factor) explained += loading * loading;
        squares.push_back(factor[j] * factor[j] / explained);
      }
      std::sort(squares.begin(), squares.end());
      const std::size_t n = squares.size();
      decided = decided && (n < 2 || squares[n - 1] - squares[n - 2] > 1e-6);
    }
    if (!decided) continue;
    const auto exact = detail::shares_of(detail::nicoletti(factors));
    const Vector found = weigh(FactorWeights{}, {x, {}, {}, {}, {}, {}});
    for (std::size_t j = 0; j < 6; ++j) {
      worst = std::max(worst, testing::roundings(found[static_cast<Index>(j)], exact[j], Fifty(1)));
    }
    ++compared;
  }
  EXPECT_GE(compared, 750);
  EXPECT_LE(worst, 1000.0)
      << "rotations turn until angles are below 1e-15; flat optima lose digits";
}

/// A figure of n = 169 values loses about sqrt(n) roundings; where columns nearly repeat each other
/// or hardly vary, what is left of 16 digits.
TEST(FiftyDigitsWeights, AreWithinTheirBounds) {
  double entropy = 0, gini = 0, deviation = 0, merec = 0, independence = 0, losses = 0;
  testing::for_each_matrix([&](const Matrix& x, std::uint32_t seed) {
    const bool ill = seed % 5 == 4;
    for (Index j = 0; j < x.cols(); ++j) {
      const std::vector<double> column(x.col(j).begin(), x.col(j).end());
      const std::vector<Fifty> exact = testing::widened(column);
      const Fifty one(1);
      entropy = std::max(
          entropy, testing::roundings(detail::entropy_divergence<double>(column, 0.0),
                                      detail::entropy_divergence<Fifty>(exact, Fifty(0)), one));
      gini = std::max(
          gini, testing::roundings(detail::gini<double>(column), detail::gini<Fifty>(exact), one));
      const Fifty sd = detail::deviation<Fifty>(exact);
      if (!ill) {
        deviation =
            std::max(deviation, testing::roundings(detail::deviation<double>(column), sd, sd));
      }
    }
    std::vector<std::vector<double>> columns;
    std::vector<std::vector<Fifty>> exact;
    for (Index j = 0; j < x.cols(); ++j) {
      columns.emplace_back(x.col(j).begin(), x.col(j).end());
      exact.push_back(testing::widened(columns.back()));
    }
    const auto lost = detail::impact_loss(columns);
    const auto exactly_lost = detail::impact_loss(exact);
    EXPECT_EQ(lost.empty(), exactly_lost.empty());
    if (!lost.empty()) {
      const auto shares = detail::shares_of(lost);
      const auto exact_shares = detail::shares_of(exactly_lost);
      for (std::size_t j = 0; j < shares.size(); ++j)
        losses = std::max(losses, testing::roundings(shares[j], exact_shares[j], exact_shares[j]));
    }
    if (x.cols() > 6 || ill) return;
    const std::vector<bool> less(6, false);
    const auto w = detail::shares_of(detail::merec(columns, less));
    const auto reference = detail::shares_of(detail::merec(exact, less));
    for (std::size_t j = 0; j < 6; ++j) {
      merec = std::max(merec, testing::roundings(w[j], reference[j], Fifty(1)));
    }
    const Matrix r = correlations(x).r;
    detail::Square<double> table(6);
    detail::Square<Fifty> exact_table(6);
    for (std::size_t i = 0; i < 6; ++i) {
      for (std::size_t k = 0; k < 6; ++k) {
        table(i, k) = r(static_cast<Index>(i), static_cast<Index>(k));
        exact_table(i, k) = table(i, k);
      }
    }
    const auto own = detail::independence(table, 1e-10);
    const auto exact_own = detail::independence(exact_table, Fifty(1e-10));
    if (own.empty()) return;
    for (std::size_t j = 0; j < 6; ++j) {
      independence = std::max(
          independence, testing::roundings(own[j], exact_own[j], exact_own[j] * exact_own[j]));
    }
  });
  EXPECT_LE(entropy, 40.0);
  EXPECT_LE(gini, 40.0);
  EXPECT_LE(deviation, 13.0);
  EXPECT_LE(merec, 40.0);
  EXPECT_LE(losses, 40.0) << "of each share itself: no step subtracts, but the losses";
  EXPECT_LE(independence, 1e6) << "the inverse of a correlation matrix multiplies errors";
}

/// Every data-driven method from its scores, the fast loops for long columns included, against its
/// definition in 50 digits.
struct Exact {
  const char* name;
  Weighting method;
  std::vector<Fifty> (*importance)(const std::vector<std::vector<Fifty>>& columns);
  double bound;  ///< roundings of 1, of any share
};

template <Fifty (*one)(std::span<const Fifty>)>
std::vector<Fifty> each(const std::vector<std::vector<Fifty>>& columns) {
  std::vector<Fifty> result;
  for (const auto& column : columns) result.push_back(one(column));
  return result;
}

Fifty variance(std::span<const Fifty> x) {
  return detail::deviation<Fifty>(x) * detail::deviation<Fifty>(x);
}
Fifty variation(std::span<const Fifty> x) {
  return detail::deviation<Fifty>(x) * static_cast<long>(x.size()) / detail::sum_of(x);
}
Fifty divergence(std::span<const Fifty> x) {
  return detail::entropy_divergence<Fifty>(x, Fifty(0));
}

std::vector<Fifty> critic(const std::vector<std::vector<Fifty>>& columns) {
  detail::Square<Fifty> r(columns.size());
  for (std::size_t j = 0; j < columns.size(); ++j) {
    r(j, j) = 1;
    for (std::size_t k = 0; k < j; ++k)
      r(j, k) = r(k, j) = detail::pearson<Fifty>(columns[j], columns[k]);
  }
  return detail::critic<Fifty>(each<detail::deviation<Fifty>>(columns), r);
}

std::vector<Fifty> scatter(const std::vector<std::vector<Fifty>>& columns) {
  detail::Square<Fifty> h(columns.size());
  for (std::size_t j = 0; j < columns.size(); ++j) {
    for (std::size_t k = 0; k < columns.size(); ++k)
      h(j, k) = detail::dot<Fifty>(columns[j], columns[k]);
  }
  return detail::dominant(h, Fifty(1e-25));
}

class FiftyDigitsDataWeights : public ::testing::TestWithParam<Exact> {};

TEST_P(FiftyDigitsDataWeights, AreWithinTheirBound) {
  double worst = 0;
  testing::for_each_matrix([&](const Matrix& x, std::uint32_t seed) {
    if (seed % 5 == 4) return;  // what hardly varies has no digits left after its mean is taken off
    std::vector<std::vector<Fifty>> columns;
    for (Index j = 0; j < x.cols(); ++j)
      columns.push_back(testing::widened({x.col(j).begin(), x.col(j).end()}));
    const auto exact = detail::shares_of(GetParam().importance(columns));
    WeightInput input;
    input.scores = x;
    const Vector found = weigh(GetParam().method, input);
    for (std::size_t j = 0; j < exact.size(); ++j)
      worst = std::max(worst, testing::roundings(found[static_cast<Index>(j)], exact[j], Fifty(1)));
  });
  EXPECT_LE(worst, GetParam().bound);
}

INSTANTIATE_TEST_SUITE_P(
    All, FiftyDigitsDataWeights,
    ::testing::Values(Exact{"Entropy", Entropy{}, each<divergence>, 40},
                      Exact{"Critic", Critic{}, critic, 40},
                      Exact{"Variation", VariationCoefficient{}, each<variation>, 13},
                      Exact{"Deviation", DeviationWeights{}, each<detail::deviation<Fifty>>, 13},
                      Exact{"Variance", VarianceWeights{}, each<variance>, 13},
                      Exact{"Gini", GiniWeights{}, each<detail::gini<Fifty>>, 40},
                      Exact{"Angle", Angle{}, each<detail::angle<Fifty>>, 40},
                      Exact{"Lopcow", Lopcow{}, each<detail::lopcow<Fifty>>, 40},
                      Exact{"ScatterDegree", ScatterDegree{}, scatter, 40}),
    [](const auto& test) { return test.param.name; });

/// The first component's shares: rounding turns a vector by about 1 / the gap to the next one.
TEST(FiftyDigitsWeights, OfTheFirstComponentAreWithinTheirBound) {
  double worst = 0;
  for (std::uint32_t seed = 0; seed < 1000; ++seed) {
    if (seed % 5 == 4) continue;
    const Matrix x = testing::random_matrix(seed, 12, 6);
    detail::Square<Fifty> r(6);
    std::vector<std::vector<Fifty>> columns;
    for (Index j = 0; j < 6; ++j)
      columns.push_back(testing::widened({x.col(j).begin(), x.col(j).end()}));
    for (std::size_t j = 0; j < 6; ++j) {
      for (std::size_t k = 0; k < 6; ++k)
        r(j, k) = j == k ? Fifty(1) : detail::pearson<Fifty>(columns[j], columns[k]);
    }
    const auto pairs = detail::symmetric_eigen(r, Fifty(1e-40));
    const Fifty gap = pairs.values[0] - pairs.values[1];
    WeightInput input;
    input.scores = x;
    const Vector found = weigh(PcaWeights{}, input);
    for (std::size_t j = 0; j < 6; ++j) {
      const Fifty exact = pairs.vectors(j, 0) * pairs.vectors(j, 0);
      worst =
          std::max(worst, testing::roundings(found[static_cast<Index>(j)], exact, Fifty(1 / gap)));
    }
  }
  EXPECT_LE(worst, 40.0);
}

/// Equal importance: the correlations with the weighted sum are equal, to what 50 digits see.
TEST(FiftyDigitsWeights, OfEqualImportanceMeetTheirObjective) {
  double worst = 0;
  int compared = 0;
  for (std::uint32_t seed = 0; seed < 1000; ++seed) {
    if (seed % 5 == 4) continue;
    const Matrix x = testing::random_matrix(seed, 60, 4);
    WeightInput input;
    input.scores = x;
    const Vector w = weigh(EqualImportance{}, input);
    if (!(w.minCoeff() > 1e-3)) continue;  // else as equal as weights >= 0 allow
    std::vector<Fifty> sum(60, Fifty(0));
    std::vector<std::vector<Fifty>> columns;
    for (Index j = 0; j < 4; ++j) {
      columns.push_back(testing::widened({x.col(j).begin(), x.col(j).end()}));
      for (std::size_t i = 0; i < 60; ++i) sum[i] += columns.back()[i] * Fifty(w[j]);
    }
    const Fifty first = detail::pearson<Fifty>(columns[0], sum);
    for (const auto& column : columns)
      worst =
          std::max(worst, static_cast<double>(abs(detail::pearson<Fifty>(column, sum) - first)));
    ++compared;
  }
  EXPECT_GE(compared, 500);
  EXPECT_LE(worst, 1e-12);
}

TEST(FiftyDigitsWeights, OfAnOrderAreWithinTheirBounds) {
  double ratios = 0;
  for (std::uint32_t seed = 0; seed < 1000; ++seed) {
    std::vector<double> given;
    for (std::uint32_t k = 0; k < 5; ++k) given.push_back(1 + testing::uniform(seed, k));
    const auto w = detail::order_relation(given);
    const auto exact = detail::order_relation(testing::widened(given));
    for (std::size_t j = 0; j < w.size(); ++j)
      ratios = std::max(ratios, testing::roundings(w[j], exact[j], exact[j]));
  }
  EXPECT_LE(ratios, 13.0);
}

}  // namespace
}  // namespace zonerank::test_fifty_digits_weights
