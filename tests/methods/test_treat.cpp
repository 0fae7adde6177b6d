#include "zonerank/methods/treat.hpp"

#include "support/fifty.hpp"
#include "support/testing.hpp"
#include "zonerank/methods/detail/treatments.hpp"

namespace zonerank::test_treat {
namespace {

using testing::Fifty;
using ::testing::HasSubstr;

Matrix column(std::initializer_list<double> values) {
  Matrix result(static_cast<Index>(values.size()), 1);
  std::copy(values.begin(), values.end(), result.data());
  return result;
}

Treated treated(const MatrixRef& x, const Treatment& method) { return treat(x, {&method, 1}); }

const Matrix outlier = column({1, 2, 3, missing, 4, 5, 6, 7, 8, 9, 500});

TEST(WinsorizePoints, MovesTheGreatestToTheNextWhileTheCheckFails) {
  const Treated t = treated(outlier, WinsorizePoints{});
  EXPECT_TRUE(testing::all_close(t.values, column({1, 2, 3, missing, 4, 5, 6, 7, 8, 9, 9}), 0));
  ASSERT_EQ(t.changes.size(), 1U);
  EXPECT_EQ(t.changes[0].row, 10);
  EXPECT_EQ(t.changes[0].before, 500.0);
  EXPECT_EQ(t.changes[0].how, "winsorized");
  EXPECT_FALSE(t.columns[0].passed_before);
  EXPECT_TRUE(t.columns[0].passed_after);
  EXPECT_EQ(t.columns[0].n_winsorized, 1);
}

TEST(WinsorizePoints, StopsAtItsLimitAndCountsTies) {
  const Matrix x = column({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 900, 900, 5000});
  EXPECT_EQ(treated(x, WinsorizePoints{1, true}).columns[0].n_winsorized, 1);
  EXPECT_EQ(treated(x, WinsorizePoints{2, true}).columns[0].n_winsorized, 3)
      << "the three equal ones move together";
}

TEST(Winsorizing, AtFencesIsWorkedByHand) {
  const Matrix x = column({1, 2, 3, 4, 5, 6, 7, 8, 9, 100});  // quartiles 3.25 and 7.75
  EXPECT_EQ(treated(x, WinsorizeIqr{}).values(9, 0), 7.75 + 1.5 * 4.5);
  EXPECT_EQ(treated(x, WinsorizeIqr{}).values(0, 0), 1.0);
  // median 5.5, median distance 2.5
  EXPECT_DOUBLE_EQ(treated(x, WinsorizeMad{2}).values(9, 0), 5.5 + 2 * 1.4826 * 2.5);
  EXPECT_NEAR(treated(x, WinsorizePercentile{0, 90}).values(9, 0), 9 + 0.1 * 91, 1e-13);
  EXPECT_EQ(treated(column({1, 1, 1, 1, 9}), WinsorizeMad{}).values(4, 0), 9.0)
      << "the median distance is 0";
}

TEST(Transformations, AreWorkedByHand) {
  const Matrix x = column({1, 2, 3, 11});
  const auto at = [&](Transform transform, Index i) {
    return treated(x, TransformAll{transform}).values(i, 0);
  };
  EXPECT_DOUBLE_EQ(at(Transform::log, 3), std::log(11.0));
  EXPECT_DOUBLE_EQ(at(Transform::log_ct, 0), std::log(0.1));
  EXPECT_DOUBLE_EQ(at(Transform::log_ct_orig, 3), std::log(11.0));
  EXPECT_DOUBLE_EQ(at(Transform::log_ct_plus, 3), std::log(10.1));
  EXPECT_DOUBLE_EQ(at(Transform::log_gii, 1), std::log(10.0 * 1 / 10 + 1));
  EXPECT_DOUBLE_EQ(treated(x, TransformAll{Transform::box_cox, 0.5}).values(3, 0),
                   (std::sqrt(11.0) - 1) / 0.5);
  const Matrix left = column({-11, -3, -2, -1});
  EXPECT_DOUBLE_EQ(treated(left, TransformAll{Transform::log_ct_plus}).values(3, 0),
                   -std::log(0.1));
}

/// The logarithm is lambda 0.
TEST(BoxCox, OfALogNormalSampleIsNearTheLogarithm) {
  Matrix x(200, 1);
  for (Index i = 0; i < 200; ++i) {
    double sum = 0;
    for (std::uint32_t k = 0; k < 12; ++k) {
      sum += testing::uniform(7, static_cast<std::uint32_t>(i) * 12 + k);
    }
    x(i, 0) = std::exp(sum - 6);
  }
  const Treated t = treated(x, TransformAll{Transform::box_cox, std::nullopt, false});
  EXPECT_NEAR(t.columns[0].lambda, 0.0, 0.15);
  EXPECT_LT(std::abs(t.columns[0].skewness_after), 0.2);
  EXPECT_GT(t.columns[0].skewness_before, 1.0);
}

TEST(Stepwise, GoesOnOnlyWhileTheCheckFails) {
  EXPECT_EQ(treated(column({1, 2, 3, 4, 5}), StepwiseTreatment{}).changes.size(), 0U);
  EXPECT_EQ(treated(outlier, StepwiseTreatment{}).columns[0].transform, "");
  const Matrix x =
      column({1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 10, 200, 3000, 9000, 90000});
  const Treated t = treated(x, StepwiseTreatment{.max_points = 1});
  EXPECT_EQ(t.columns[0].transform, "log-ct");
  EXPECT_EQ(t.columns[0].n_winsorized, 0) << "the transformation takes the untreated values";
  EXPECT_EQ(treated(x, StepwiseTreatment{.max_points = 1, .combine = true}).columns[0].n_winsorized,
            1);
}

TEST(Treat, LeavesShortConstantAndMissingColumns) {
  Matrix x(5, 3);
  x << 1, 7, missing, 2, 7, missing, missing, 7, missing, missing, 7, missing, 900, 7, missing;
  EXPECT_TRUE(testing::all_close(treated(x, WinsorizeIqr{0.1}).values, x, 0));
  EXPECT_TRUE(testing::all_close(treated(x, NoTreatment{}).values, x, 0));
}

TEST(Treat, NamesWhatHasNoLogarithm) {
  const Treatment method = TransformAll{Transform::log};
  const std::vector<std::string> zones = {"A", "B", "C", "D"};
  const std::vector<std::string> ids = {"profit"};
  EXPECT_ERROR(treat(column({1, 2, 0, 4}), {&method, 1}, zones, ids),
               HasSubstr("zone C, profit: \"log\" of 0 is not defined: a logarithm needs values "
                         "above 0; choose another"));
  EXPECT_ERROR(treated(column({1, 2, 3, 4}), WinsorizePercentile{90, 10}),
               HasSubstr("winsorize_low and winsorize_high: is 90 and 10"));
}

/// Winsorizing knows no unit: a power of two changes no bit, near the ends of doubles either.
TEST(Treat, WinsorizesNearTheEndsOfDoubles) {
  const Matrix x = column({1, -2, 4, 9, 3, 5, 7000});
  const Treatment methods[] = {WinsorizePoints{}, StepwiseTreatment{}, WinsorizePercentile{},
                               WinsorizeIqr{0.5}, WinsorizeMad{1.0}};
  for (const int power : {1011, 660, -660, -1000}) {
    const Matrix far = x.unaryExpr([power](double v) { return std::ldexp(v, power); });
    for (const Treatment& method : methods) {
      const Matrix expected =
          treated(x, method).values.unaryExpr([power](double v) { return std::ldexp(v, power); });
      EXPECT_EQ(treated(far, method).values, expected) << power << " " << method.index();
    }
  }
}

/// Fences that are doubles though the ways to them are not: quartiles -1.2e308 and 1.2e308; a
/// median deviation of 0.2e308 times 0.014826 around -1.5e308.
TEST(Treat, FindsFencesWhoseWaysOverflow) {
  const Matrix x = column({-1.7e308, -1.2e308, 0, 1.2e308, 1.7e308});
  const Matrix fences = column({-1.44e308, -1.2e308, 0, 1.2e308, 1.44e308});
  EXPECT_TRUE(testing::all_close(treated(x, WinsorizeIqr{0.1}).values, fences, 1e-15));
  const Matrix away = column({-1.7e308, -1.6e308, -1.5e308, 1e308, 1.7e308});
  EXPECT_TRUE(testing::all_close(
      treated(away, WinsorizeMad{0.01}).values,
      column({-1.5029652e308, -1.5029652e308, -1.5e308, -1.4970348e308, -1.4970348e308}), 1e-12));
}

TEST(Treat, TransformsNearTheEndsOfDoubles) {
  const std::vector<double> large = {1e200, 2e200, 4e200, 9e200, 3e200, 5e200, 7e202};
  const std::vector<double> ends = {-1.7e308, 1e308, 1.2e308, 1.5e308, 1.7e308};
  for (const std::vector<double>& x : {large, ends}) {
    for (const Transform transform :
         {Transform::log_gii, Transform::log_ct_plus, Transform::log_ct, Transform::log_ct_orig}) {
      std::vector<Fifty> exact(x.begin(), x.end());
      detail::transform_all<Fifty>(exact, transform, Fifty(0), true);
      const Matrix found =
          treated(Eigen::Map<const Vector>(x.data(), std::ssize(x)), TransformAll{transform})
              .values;
      for (std::size_t i = 0; i < x.size(); ++i) {
        const auto wanted = static_cast<double>(exact[i]);
        EXPECT_NEAR(found(static_cast<Index>(i), 0), wanted, 1e-12 * std::abs(wanted));
      }
    }
  }
}

/// The lambda of greatest likelihood at 50 digits. Of unshifted values it does not depend on the
/// unit; far from 1 their powers are less than the last of 50 digits of the 1 that is subtracted.
TEST(Treat, EstimatesBoxCoxNearTheEndsOfDoubles) {
  for (const double unit : {1e-250, 1e200, 1e290, 1.0}) {
    for (const bool shift : {false, true}) {
      if (shift && unit < 1.0) continue;  // x - min + 1 is 1 for all
      const std::vector<double> x = {1 * unit, 2 * unit, 4 * unit,  9 * unit,
                                     3 * unit, 5 * unit, 700 * unit};
      std::vector<Fifty> y(x.begin(), x.end());
      for (Fifty& value : y) value = shift ? Fifty(value - x[0] + 1) : Fifty(value / unit);
      const auto lambda = static_cast<double>(detail::estimate_lambda<Fifty>(y));
      const Treated t = treated(Eigen::Map<const Vector>(x.data(), 7),
                                TransformAll{Transform::box_cox, std::nullopt, shift});
      EXPECT_NEAR(t.columns[0].lambda, lambda, 1e-6) << unit << shift;
      EXPECT_TRUE(t.values.allFinite());
    }
  }
}

TEST(Treat, SaysWhatIsBeyondTheNumbers) {
  const std::vector<std::string> zones = {"A", "B", "C", "D"};
  const std::vector<std::string> ids = {"profit"};
  const Treatment method = TransformAll{Transform::box_cox, 2.0, false};
  EXPECT_ERROR(
      treat(column({1, 2, 1e200, 4}), {&method, 1}, zones, ids),
      HasSubstr("zone C, profit: \"box-cox\" of 1e+200 is not defined: the result is beyond "
                "the range of numbers"));
}

/// Treatments never turn two zones around.
TEST(TreatLaws, OrderIsKept) {
  const Treatment methods[] = {StepwiseTreatment{},
                               WinsorizePoints{3, true},
                               WinsorizePercentile{},
                               WinsorizeIqr{},
                               WinsorizeMad{},
                               TransformAll{},
                               TransformAll{Transform::log_ct_plus},
                               TransformAll{Transform::box_cox},
                               TransformAll{Transform::log_gii}};
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    const Matrix x = testing::random_matrix(seed, 20, 3);
    for (const Treatment& method : methods) {
      const Matrix y = treated(x, method).values;
      for (Index j = 0; j < 3; ++j) {
        for (Index i = 1; i < 20; ++i) {
          const double before = x(i, j) - x(0, j);
          const double after = y(i, j) - y(0, j);
          EXPECT_TRUE(before > 0 ? after >= 0 : after <= 0);
        }
      }
    }
  }
}

/// Logarithms lose a few roundings of their result, near 0 of their argument.
TEST(FiftyDigitsTreatments, AreWithinTheirBounds) {
  double worst_log = 0.0;
  double worst_fence = 0.0;
  testing::for_each_matrix([&](const Matrix& x, std::uint32_t) {
    for (Index j = 0; j < x.cols(); ++j) {
      const std::vector<double> column(x.col(j).begin(), x.col(j).end());
      for (const Transform transform : {Transform::log, Transform::log_ct, Transform::log_gii}) {
        std::vector<double> y = column;
        std::vector<Fifty> exact = testing::widened(column);
        detail::transform_all(y, transform, 0.0, true);
        detail::transform_all(exact, transform, Fifty(0), true);
        const auto [least, greatest] = std::minmax_element(column.begin(), column.end());
        const Fifty condition = Fifty(*greatest) / (Fifty(*greatest) - *least) * 100;
        for (std::size_t i = 0; i < y.size(); ++i) {
          worst_log = std::max(worst_log, testing::roundings(y[i], exact[i], 10 + condition));
        }
      }
      std::vector<double> y = column;
      std::vector<Fifty> exact = testing::widened(column);
      detail::winsorize(y, WinsorizeIqr{});
      detail::winsorize(exact, WinsorizeIqr{});
      for (std::size_t i = 0; i < y.size(); ++i) {
        worst_fence = std::max(worst_fence, testing::roundings(y[i], exact[i], exact[i]));
      }
    }
  });
  EXPECT_LE(worst_log, 4.0);
  EXPECT_LE(worst_fence, 170.0) << "a quantile multiplies the rounding of its place by a step";
}

}  // namespace
}  // namespace zonerank::test_treat
