// Every normalization's template at double against 50 digits.

#include "support/fifty.hpp"
#include "support/testing.hpp"
#include "zonerank/methods/normalize.hpp"

namespace zonerank::test_fifty_digits_normalizations {
namespace {

using testing::Fifty;

/// A normalization, and the bound of its error in roundings of `scale`.
struct Bounded {
  std::string name;
  Normalization method;
  double roundings;
};

/// What an error is measured by: differences lose digits when the values are near each other, and a
/// large value dwarfs them, so it is the greatest value over the spread, times the range of scores.
Fifty unit_of_error(const Normalization& method, std::span<const double> x) {
  const auto [least, greatest] = std::minmax_element(x.begin(), x.end());
  const Fifty condition = Fifty(*greatest) / (Fifty(*greatest) - Fifty(*least));
  return std::visit(
      [&]<class M>(const M& m) -> Fifty {
        if constexpr (requires { m.lower; }) return 100 * condition;
        if constexpr (std::is_same_v<M, Efficacy>) return 100 * condition;
        if constexpr (std::is_same_v<M, ZScore>) return condition * 100;
        return Fifty(100);
      },
      method);
}

class FiftyDigitsNormalization : public ::testing::TestWithParam<Bounded> {};

TEST_P(FiftyDigitsNormalization, ErrorIsWithinItsBound) {
  double worst = 0.0;
  const Normalization& method = GetParam().method;
  testing::for_each_matrix([&](const Matrix& x, std::uint32_t) {
    for (Index j = 0; j < x.cols(); ++j) {
      const std::span<const double> column(x.col(j).data(), static_cast<std::size_t>(x.rows()));
      const std::vector<Fifty> exact(column.begin(), column.end());
      const bool less = j % 2 == 1;
      const Fifty unit = unit_of_error(method, column);
      std::visit(
          [&]<class M>(const M& m) {
            if constexpr (is_scalar_generic<M>) {
              auto fit = detail::learn<>(m, column, less);
              auto exact_fit = detail::learn<>(m, std::span<const Fifty>(exact), less);
              if constexpr (M::learns == Learns::reference) {
                fit.second = less ? fit.first / 2 : fit.first + 3;
                exact_fit.second = fit.second;
              }
              for (std::size_t i = 0; i < exact.size(); ++i) {
                const double score = detail::score(m, fit, column[i], less);
                const Fifty reference = detail::score(m, exact_fit, exact[i], less);
                const Fifty scale = std::max<Fifty>(unit, abs(reference) * unit / 100);
                worst = std::max(worst, testing::roundings(score, reference, scale));
              }
            }
          },
          method);
    }
  });
  EXPECT_LE(worst, GetParam().roundings);
  ::testing::Test::RecordProperty("roundings", std::to_string(worst));
}

// Differences and quotients lose a few roundings. A sum of n values loses n at worst and about
// sqrt(n) = 13 as a rule. Ranks and values taken as scores are exact.
INSTANTIATE_TEST_SUITE_P(
    Normalizations, FiftyDigitsNormalization,
    ::testing::Values(
        Bounded{"MinMax", MinMax{}, 6}, Bounded{"Percentile", PercentileBounds{}, 169},
        Bounded{"None", NoScaling{}, 0}, Bounded{"ZScore", ZScore{}, 13},
        Bounded{"Goalposts", Goalposts{}, 6}, Bounded{"Reference", DistanceToReference{"0"}, 6},
        Bounded{"Maximum", DistanceToMaximum{}, 6},
        Bounded{"FractionOfMaximum", FractionOfMaximum{}, 4},
        Bounded{"FractionOfMaximumComplement", FractionOfMaximum{Cost::complement}, 4},
        Bounded{"FractionOfSum", FractionOfSum{}, 13}, Bounded{"Mean", MeanScaling{}, 13},
        Bounded{"Vector", VectorScaling{}, 13}, Bounded{"Rank", RankScore{}, 0},
        Bounded{"PercentileRank", PercentileRank{}, 2}, Bounded{"Borda", BordaScore{}, 0},
        Bounded{"Efficacy", Efficacy{}, 6},
        Bounded{"EfficacyExponential", Efficacy{EfficacyForm::exponential}, 8},
        Bounded{"Curve", Curve{Matrix{{1, 0}, {20, 60}, {900, 100}}}, 6},
        Bounded{"Logistic", Logistic{}, 13}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace zonerank::test_fifty_digits_normalizations
