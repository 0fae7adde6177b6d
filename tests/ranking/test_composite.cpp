#include "zonerank/ranking/composite.hpp"

#include "support/fifty.hpp"
#include "support/testing.hpp"
#include "zonerank/methods/aggregate.hpp"
#include "zonerank/methods/normalize.hpp"
#include "zonerank/methods/treat.hpp"

namespace zonerank::test_composite {
namespace {

using ::testing::HasSubstr;

struct Case {
  const char* name;
  Treatment treatment;
  Normalization normalization;
  bool gaps = false;
  Index units = 20001;
};

constexpr Index columns = 5;

/// Skewed, with ties, repeated rows, a column of few values, and one that falls.
Matrix table(Index units, bool gaps) {
  Matrix x(units, columns);
  for (Index i = 0; i < units; ++i) {
    for (Index j = 0; j < columns; ++j) {
      const double u =
          testing::uniform(static_cast<std::uint32_t>(j), static_cast<std::uint32_t>(i));
      x(i, j) = j == 0 ? std::floor(3 * u) : j == 1 ? 1e6 * std::pow(u, 9) : u - 0.5;
    }
    if (i % 10 == 9) x.row(i) = x.row(i - 5);
  }
  if (gaps) x(3, 2) = missing;
  return x;
}

class Composites : public ::testing::TestWithParam<Case> {};

/// The same numbers as the stages one after the other, with or without a table in between; where
/// ties are decided, the stages see scores and not values.
TEST_P(Composites, EqualTheStages) {
  const Case& c = GetParam();
  const Matrix x = table(c.units, c.gaps);
  const Vector w{{1, 2, 0, 4, 1.5}};
  std::vector<Direction> directions(columns, Direction::more_is_better);
  directions[1] = Direction::less_is_better;
  Method method;
  method.treatment = c.treatment;
  method.normalization = c.normalization;
  const Composite found = composite(x, w, directions, method);
  const Matrix treated = treat(x, {{c.treatment}}).values;
  const Vector scores = aggregate(normalize(treated, directions, c.normalization), w);
  EXPECT_TRUE(testing::all_close(found.scores, scores, 1e-14));
  EXPECT_EQ(found.ranks, rank_scores(found.scores));
}

INSTANTIATE_TEST_SUITE_P(
    Methods, Composites,
    ::testing::Values(Case{"min_max", NoTreatment{}, MinMax{}},
                      Case{"other_ends", NoTreatment{}, MinMax{1, 10}},
                      Case{"winsorized", WinsorizePercentile{}, MinMax{}},
                      Case{"winsorized_far", WinsorizePercentile{0, 60}, MinMax{}},
                      Case{"winsorized_middle", WinsorizePercentile{40, 100}, MinMax{}},
                      Case{"percentile", NoTreatment{}, PercentileBounds{}},
                      Case{"both", WinsorizePercentile{}, PercentileBounds{}},
                      Case{"z_score", WinsorizeIqr{}, ZScore{}},
                      Case{"gap", WinsorizePercentile{}, MinMax{}, true},
                      Case{"few", WinsorizePercentile{}, MinMax{}, false, 169},
                      Case{"few_with_a_gap", WinsorizePercentile{}, MinMax{}, true, 169},
                      Case{"very_few", WinsorizePercentile{}, MinMax{}, false, 3},
                      Case{"four", WinsorizePercentile{}, MinMax{}, false, 4}),
    [](const auto& i) { return i.param.name; });

TEST(Composite, SaysWhatIsWrong) {
  const Matrix x = Matrix::Random(10, 3);
  const std::vector<Direction> ways(3, Direction::more_is_better);
  EXPECT_ERROR(composite(x, Vector::Ones(2), ways), HasSubstr("weights"));
  EXPECT_ERROR(composite(x, Vector::Ones(3), std::span(ways).first(2)), HasSubstr("directions"));
  EXPECT_ERROR(composite(table(100, false), Vector{{1, 1, -1, 1, 1}},
                         std::vector<Direction>(columns, Direction::more_is_better)),
               HasSubstr("-1"));
}

}  // namespace
}  // namespace zonerank::test_composite
