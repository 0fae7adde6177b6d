// The laws of data-driven weights: each method declares which it obeys, and both ways are checked.

#include "support/fifty.hpp"
#include "support/testing.hpp"
#include "zonerank/methods/weight.hpp"

namespace zonerank::test_weight_laws {
namespace {

using testing::all_close;
using ::testing::AnyOf;
using ::testing::HasSubstr;

/// What becomes of a column that does not vary, or of one without any value.
enum class Then { weighs_nothing, counts, is_an_error };

struct Declared {
  const char* name;
  Weighting method;
  bool is_free_of_units;  ///< the unit of one column changes nothing
  Then constant, missing_column, one_zone;
  bool needs_positive;  ///< a value below 0 is an error
};

class WeightLaws : public ::testing::TestWithParam<Declared> {
 protected:
  static Vector weights(const MatrixRef& scores) {
    WeightInput input;
    input.scores = scores;
    return weigh(GetParam().method, input);
  }

  static void expect(Then then, const Matrix& x, Index column) {
    if (then == Then::is_an_error) {
      EXPECT_ERROR(weights(x), HasSubstr("not defined"));
      return;
    }
    const Vector w = weights(x);
    EXPECT_TRUE(w.allFinite());
    EXPECT_NEAR(w.sum(), 1.0, 1e-14);
    EXPECT_EQ(std::abs(w[column]) < 1e-15, then == Then::weighs_nothing) << w[column];
  }
};

TEST_P(WeightLaws, AreSharesThatFollowNoOrder) {
  for (std::uint32_t seed = 0; seed < 12; ++seed) {
    if (seed % 5 == 4) continue;  // two columns that nearly repeat each other
    const Matrix x = testing::random_matrix(seed, 30, 5);
    const Vector w = weights(x);
    EXPECT_NEAR(w.sum(), 1.0, 1e-14);
    EXPECT_GE(w.minCoeff(), 0.0);
    EXPECT_TRUE(all_close(weights(x.colwise().reverse()), w, 1e-9));
    EXPECT_TRUE(all_close(weights(x.rowwise().reverse()), w.reverse(), 1e-7));
  }
}

TEST_P(WeightLaws, FollowTheUnitOfOneColumnAsDeclared) {
  const Matrix x = testing::random_matrix(1, 30, 5);
  Matrix changed = x;
  changed.col(2) *= 1024;
  const double moved = (weights(changed) - weights(x)).cwiseAbs().maxCoeff();
  EXPECT_EQ(moved < 1e-9, GetParam().is_free_of_units) << moved;
}

/// Near the ends of what doubles hold: squares of the values would overflow, or vanish.
TEST_P(WeightLaws, KeepWithACommonUnitHoweverLarge) {
  const Matrix x = testing::random_matrix(2, 30, 5);
  const Vector w = weights(x);
  EXPECT_TRUE(all_close(weights(x * 4096), w, 1e-9));
  EXPECT_TRUE(all_close(weights(x * 0x1p990), w, 1e-9)) << "1e300";
  EXPECT_TRUE(all_close(weights(x * 0x1p-990), w, 1e-9)) << "1e-300";
}

TEST_P(WeightLaws, OfAConstantColumnAreAsDeclared) {
  Matrix x = testing::random_matrix(2, 20, 4);
  x.col(1).setConstant(3);
  expect(GetParam().constant, x, 1);
}

TEST_P(WeightLaws, OfAColumnWithoutValuesAreAsDeclared) {
  Matrix x = testing::random_matrix(2, 20, 4);
  x.col(1).setConstant(missing);
  expect(GetParam().missing_column, x, 1);
}

TEST_P(WeightLaws, OfZonesThatAreOneAreAsDeclared) {
  const Matrix x = testing::random_matrix(2, 20, 4);
  expect(GetParam().one_zone, x.topRows(1), 0);
  expect(GetParam().one_zone, x.row(0).replicate(6, 1), 0);
}

TEST_P(WeightLaws, LeaveOutAZoneWithoutValues) {
  Matrix x = testing::random_matrix(3, 20, 3);
  const Vector w = weights(x.topRows(19));
  x.row(19).setConstant(missing);
  EXPECT_TRUE(all_close(weights(x), w, 1e-12));
}

TEST_P(WeightLaws, OfTiesAreShares) {
  Matrix x(24, 4);
  for (Index k = 0; k < x.size(); ++k)
    x.data()[k] = 1 + std::floor(4 * testing::uniform(7, static_cast<std::uint32_t>(k)));
  const Vector w = weights(x);
  EXPECT_TRUE(w.allFinite());
  EXPECT_NEAR(w.sum(), 1.0, 1e-14);
  EXPECT_TRUE(all_close(weights(x.colwise().reverse()), w, 1e-9));
}

TEST_P(WeightLaws, RefuseWhatIsInfiniteOrBelowZeroAsDeclared) {
  Matrix x = testing::random_matrix(2, 20, 3);
  x(4, 2) = -1;
  if (GetParam().needs_positive)
    EXPECT_ERROR(weights(x), HasSubstr("column 2: the weights"));
  else
    EXPECT_TRUE(weights(x).allFinite());
  x(4, 2) = INFINITY;
  EXPECT_ERROR(weights(x), AnyOf(HasSubstr("it has the value inf, and needs finite ones"),
                                 HasSubstr("it has an infinite value, and needs finite ones")));
}

constexpr Then nothing = Then::weighs_nothing, counts = Then::counts, refused = Then::is_an_error;

INSTANTIATE_TEST_SUITE_P(
    All, WeightLaws,
    ::testing::Values(
        Declared{"Entropy", Entropy{}, true, nothing, nothing, refused, true},
        Declared{"PanelEntropy", PanelEntropy{}, true, nothing, nothing, refused, true},
        Declared{"Critic", Critic{}, false, nothing, nothing, refused, false},
        Declared{"CriticSpearman", Critic{CorrelationKind::spearman}, false, nothing, nothing,
                 refused, false},
        Declared{"Variation", VariationCoefficient{}, true, nothing, nothing, refused, false},
        Declared{"Deviation", DeviationWeights{}, false, nothing, nothing, refused, false},
        Declared{"Variance", VarianceWeights{}, false, nothing, nothing, refused, false},
        Declared{"Independence", Independence{}, true, refused, refused, refused, false},
        Declared{"Merec", Merec{}, true, nothing, refused, refused, true},
        Declared{"Cilos", Cilos{}, true, nothing, refused, refused, true},
        Declared{"Idocriw", Idocriw{}, true, nothing, refused, refused, true},
        Declared{"Gini", GiniWeights{}, true, nothing, nothing, refused, true},
        Declared{"Angle", Angle{}, true, nothing, nothing, refused, true},
        Declared{"Lopcow", Lopcow{}, true, nothing, nothing, refused, false},
        Declared{"Pca", PcaWeights{}, true, refused, refused, refused, false},
        Declared{"Factor", FactorWeights{}, true, refused, refused, refused, false},
        Declared{"ScatterDegree", ScatterDegree{}, false, nothing, nothing, refused, true},
        Declared{"EqualImportance", EqualImportance{}, false, refused, refused, refused, false}),
    [](const auto& test) { return test.param.name; });

TEST(WeightErrors, SayWhyThereAreNone) {
  Matrix x = testing::random_matrix(2, 20, 4);
  const auto of = [&](const Weighting& method) {
    WeightInput input;
    input.scores = x;
    return weigh(method, input);
  };
  x(3, 1) = -1;
  EXPECT_ERROR(of(Entropy{}), HasSubstr("it has the value -1, and needs values >= 0"));
  EXPECT_ERROR(of(Merec{}), HasSubstr("needs values > 0"));
  x.col(1).setConstant(3);
  EXPECT_ERROR(of(Independence{}), HasSubstr("column 1: the weights independence are not defined: "
                                             "it does not vary"));
  EXPECT_ERROR(of(PcaWeights{}), HasSubstr("the column is the same in all rows"));
  x.setConstant(3);
  EXPECT_ERROR(of(Entropy{}), HasSubstr("no indicator tells the zones apart"));
}

}  // namespace
}  // namespace zonerank::test_weight_laws
