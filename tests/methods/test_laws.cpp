// Laws that every method must obey, over normalizations x weightings x aggregations, on random
// tables with ties and gaps. What a method does not obey is declared, and checked too.

#include "methods/small.hpp"
#include "zonerank/core/random.hpp"

namespace zonerank::test_laws {
namespace {

using testing::all_close;
using testing::plain_system;

constexpr int n_indicators = 6;
constexpr Index n_zones = 12;

/// A method and the laws it is declared to obey.
struct Declared {
  std::string name;
  Method method;
  bool keeps_scores = true;  ///< multiplying an indicator changes no score
  bool keeps_ranks = true;   ///< nor a rank
  bool directed = true;      ///< less is better where the system says so
  bool bounded = true;       ///< scores stay within the range of the method
  bool compensates = false;  ///< a deficit is made good by an equal surplus elsewhere
  bool monotone = true;      ///< raising a good value never lowers its zone's rank
  bool sums = false;         ///< learns sums of a column: other orders of zones round otherwise
  bool ties = false;         ///< scores are places: sums of them tie, but for rounding
};

/// A normalization and what is declared of it.
struct DeclaredNormalization {
  const char* name;
  Normalization method;
  bool bounded = true;   ///< scores stay in its range, or 0..100
  bool positive = true;  ///< scores of positive values are above 0, as a geometric mean needs
  bool monotone = true;
  bool sums = false;
  bool ties = false;
};

/// Min-max from 1 to 100 as a user would write it.
std::vector<double> own_scores(std::span<const double> x) {
  double least = INFINITY, greatest = -INFINITY;
  for (const double v : x) {
    if (is_missing(v)) continue;
    least = std::min(least, v);
    greatest = std::max(greatest, v);
  }
  std::vector<double> scores;
  for (const double v : x) scores.push_back((v - least) / (greatest - least) * 99.0 + 1.0);
  return scores;
}

std::vector<Declared> declared() {
  std::vector<Declared> result;
  const DeclaredNormalization normalizations[] = {
      {"MinMax", MinMax{1, 100}},
      {"Percentile", PercentileBounds{10, 90, 1, 100}},
      {"None", NoScaling{}},
      {"ZScore", ZScore{}, false, false, false, true},
      {"Maximum", DistanceToMaximum{1, 100}},
      {"FractionOfMaximum", FractionOfMaximum{}},
      {"FractionOfSum", FractionOfSum{}, true, true, true, true},
      {"Mean", MeanScaling{}, false, true, true, true},
      {"Vector", VectorScaling{}, true, true, true, true},
      {"Rank", RankScore{}, true, true, true, false, true},
      {"PercentileRank", PercentileRank{}, true, false, true, false, true},
      {"Borda", BordaScore{}, true, false, true, false, true},
      {"Logistic", Logistic{}, true, true, false, true},
      {"Own", CustomNormalization{.label = "own", .scores = own_scores}}};
  const std::pair<const char*, Weighting> weightings[] = {{"Given", GivenWeights{}},
                                                          {"Equal", EqualWeights{}}};
  const std::pair<const char*, Aggregation> aggregations[] = {{"Arithmetic", ArithmeticMean{}},
                                                              {"Geometric", GeometricMean{}}};
  for (const DeclaredNormalization& normalization : normalizations) {
    for (const auto& [weighting_name, weighting] : weightings) {
      for (const auto& [aggregation_name, aggregation] : aggregations) {
        const bool geometric = std::holds_alternative<GeometricMean>(aggregation);
        if (geometric && !normalization.positive) continue;
        Declared d;
        d.name = std::string(normalization.name) + weighting_name + aggregation_name;
        d.method.normalization = normalization.method;
        d.method.weighting = weighting;
        d.method.aggregation = aggregation;
        const bool scales = !std::holds_alternative<NoScaling>(normalization.method);
        d.keeps_scores = scales;
        d.keeps_ranks = scales || geometric;
        d.directed = scales;  // values taken as scores are better the more they are
        d.bounded = scales && normalization.bounded;
        d.compensates = !geometric;
        d.monotone = normalization.monotone;
        d.sums = normalization.sums;
        d.ties = normalization.ties;
        result.push_back(d);
      }
    }
  }
  return result;
}

/// x1..x6 with weights 1..6, x3 and x6 less is better, x4..x6 in a group; bounds where asked.
System law_system(const std::string& bounds_of_all = {}) {
  std::vector<std::string> more;
  for (int k = 1; k <= n_indicators; ++k) {
    more.push_back((k > 3 ? "group = \"g\"\n" : "") + std::string("weight = ") + std::to_string(k) +
                   "\n" + (k % 3 == 0 ? "direction = \"-\"\n" : "") + bounds_of_all);
  }
  return plain_system(n_indicators, more, "[[group]]\nid = \"g\"\nweight = 2\n");
}

double uniform(std::uint32_t seed, std::uint32_t at) {
  const Philox4 words = philox4x32({at, 0, 0, 0}, {seed, 11});
  return open_uniform(words[0], words[1]);
}

/// Values from 1 to 99, rounded so that ties are frequent.
Matrix random_values(std::uint32_t seed) {
  Matrix x(n_zones, n_indicators);
  for (Index k = 0; k < x.size(); ++k) {
    x.data()[k] = 1 + std::floor(20 * uniform(seed, static_cast<std::uint32_t>(k))) * 4.9;
  }
  return x;
}

ZoneTable table_with(const MatrixRef& x) {
  std::vector<ZoneYear> rows;
  for (Index i = 0; i < x.rows(); ++i) {
    rows.push_back({"z" + std::to_string(100 + i), 2020});
  }
  ZoneTable table = empty_table(rows, static_cast<std::size_t>(x.cols()));
  for (Index j = 0; j < x.cols(); ++j) {
    FigureColumn& column = table.columns[static_cast<std::size_t>(j)];
    for (Index i = 0; i < x.rows(); ++i) {
      column.reals.push_back(x(i, j));
      column.valid.push_back(is_missing(x(i, j)) ? 0 : 1);
    }
  }
  return table;
}

Ranking ranked(const MatrixRef& x, const Method& method, const System& system = law_system()) {
  RankOptions options;
  options.method = method;
  return rank(table_with(x), system, options);
}

Vector overall(const Ranking& r) { return r.group_scores.col(0); }

class Laws : public ::testing::TestWithParam<Declared> {
 protected:
  static constexpr std::uint32_t seeds = 20;
  const Method& method() const { return GetParam().method; }
};

/// The factor is a power of two, and values have one decimal, so that not even the decimals that
/// they print as are rounded.
TEST_P(Laws, UnitOfAnIndicatorChangesNoRank) {
  bool same_scores = true;
  bool same_ranks = true;
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    Matrix x = random_values(seed);
    for (Index k = 0; k < x.size(); ++k) x.data()[k] = std::round(x.data()[k] * 10) / 10;
    Matrix changed = x;
    changed.col(1) *= 1024;
    changed.col(5) /= 512;
    const Ranking before = ranked(x, method());
    const Ranking after = ranked(changed, method());
    same_scores = same_scores && before.group_scores == after.group_scores;
    same_ranks = same_ranks && before.group_ranks == after.group_ranks;
  }
  EXPECT_EQ(same_scores, GetParam().keeps_scores);
  EXPECT_EQ(same_ranks, GetParam().keeps_ranks);
}

TEST_P(Laws, OrderOfZonesChangesNothingElse) {
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    const Matrix x = random_values(seed);
    const Ranking forward = ranked(x, method());
    const Ranking backward = ranked(x.colwise().reverse(), method());
    EXPECT_TRUE(all_close(forward.group_scores, backward.group_scores.colwise().reverse(),
                          GetParam().sums ? 1e-12 : 0.0));
    EXPECT_EQ(forward.group_ranks, backward.group_ranks.colwise().reverse().eval());
  }
}

/// The same indicators written in the other order: x6 first.
TEST_P(Laws, OrderOfIndicatorsChangesNoRank) {
  std::vector<std::string> more;
  for (int k = n_indicators; k >= 1; --k) {
    more.push_back((k > 3 ? "group = \"g\"\n" : "") + std::string("weight = ") + std::to_string(k) +
                   "\n" + (k % 3 == 0 ? "direction = \"-\"\n" : ""));
  }
  const System reversed = plain_system(n_indicators, more, "[[group]]\nid = \"g\"\nweight = 2\n");
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    // Distinct values, so that no tie is split by the rounding of another order of summation.
    Matrix x = random_values(seed);
    for (Index k = 0; k < x.size(); ++k)
      x.data()[k] += uniform(seed, static_cast<std::uint32_t>(k + 500));
    const Ranking forward = ranked(x, method());
    const Ranking other = ranked(x.rowwise().reverse(), method(), reversed);
    EXPECT_TRUE(all_close(overall(forward), overall(other), 1e-14));
    if (!GetParam().ties) {
      EXPECT_EQ(forward.group_ranks, other.group_ranks);
    }
  }
}

/// Near and far. Where a mean is arithmetic, its lead over the others does not shrink either.
TEST_P(Laws, RaisingAGoodValueLowersItsZoneOnlyAsDeclared) {
  const bool arithmetic = std::holds_alternative<ArithmeticMean>(method().aggregation);
  bool never = true;
  for (std::uint32_t seed = 0; seed < 5 * seeds; ++seed) {
    const Matrix x = random_values(seed);
    const Ranking before = ranked(x, method());
    for (Index j = 0; j < n_indicators; ++j) {
      const Index i = static_cast<Index>(seed) % n_zones;
      const bool less = j % 3 == 2 && GetParam().directed;
      Matrix better = x;
      better(i, j) = less ? x(i, j) / 2 : x(i, j) + (seed % 2 == 0 ? 1 : 900);
      const Ranking after = ranked(better, method());
      never = never && after.group_ranks(i, 0) <= before.group_ranks(i, 0);
      const Vector gain = overall(after) - overall(before);
      never = never && (!arithmetic || gain.maxCoeff() <= gain[i] + 1e-9);
    }
  }
  EXPECT_EQ(never, GetParam().monotone);
}

TEST_P(Laws, ScoresStayWithinTheirRange) {
  bool inside = true;
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    Matrix x = random_values(seed);
    x.col(0) *= 3;
    const Ranking r = ranked(x, method());
    const auto [lower, upper] = score_range(method().normalization).value_or(std::pair{0.0, 100.0});
    const double slack = 1e-13 * upper;  // exp(log(100)) is 100 but for rounding
    inside = inside && r.scores.minCoeff() >= lower && r.scores.maxCoeff() <= upper &&
             r.group_scores.minCoeff() >= lower - slack &&
             r.group_scores.maxCoeff() <= upper + slack;
    for (Index i = 0; i < n_zones; ++i) {
      const double rounding = 1e-14 * r.scores.row(i).cwiseAbs().maxCoeff();
      EXPECT_GE(overall(r)[i], r.scores.row(i).minCoeff() - rounding);
      EXPECT_LE(overall(r)[i], r.scores.row(i).maxCoeff() + rounding);
    }
  }
  EXPECT_EQ(inside, GetParam().bounded);
}

TEST_P(Laws, SharesAddUp) {
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    const Ranking r = ranked(random_values(seed), method());
    EXPECT_NEAR(r.weights.sum(), 1.0, 1e-15);
    EXPECT_GE(r.weights.minCoeff(), 0.0);
    if (!GetParam().compensates) continue;
    const Vector sums = r.scores * r.weights;
    EXPECT_TRUE(all_close(overall(r), sums, 1e-14)) << "contributions add up to the overall score";
  }
}

TEST_P(Laws, EqualZonesGetEqualBits) {
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    Matrix x = random_values(seed);
    x.row(11) = x.row(2);
    x.row(5) = x.row(2);
    const Ranking r = ranked(x, method());
    EXPECT_EQ(overall(r)[2], overall(r)[5]);
    EXPECT_EQ(overall(r)[2], overall(r)[11]);
    EXPECT_EQ(r.group_ranks(2, 0), r.group_ranks(11, 0));
  }
}

TEST_P(Laws, ExtremeValuesGiveFiniteScores) {
  Matrix x = random_values(3);
  x(0, 0) = 1e300;
  x(1, 1) = 1e-300;
  x.col(4) *= 1e-300;
  x(2, 5) = 1e300;
  const Ranking r = ranked(x, method());
  EXPECT_TRUE(overall(r).array().isFinite().all());
  EXPECT_FALSE(r.group_ranks.array().isNaN().any());
}

TEST_P(Laws, MissingValuesStayMissing) {
  Matrix x = random_values(4);
  x(0, 0) = missing;
  x(1, 3) = missing;
  x.row(2).setConstant(missing);
  const Ranking r = ranked(x, method());
  EXPECT_TRUE(is_missing(r.scores(0, 0)));
  EXPECT_TRUE(is_missing(overall(r)[2]) && is_missing(r.group_ranks(2, 0)));
  EXPECT_EQ(r.n_missing[2], 6.0);
  const double ranks = static_cast<double>((!r.group_ranks.col(0).array().isNaN()).count());
  const double scores = static_cast<double>((!overall(r).array().isNaN()).count());
  EXPECT_EQ(ranks, scores);
  EXPECT_GE(ranks, 9.0) << "at equal weights a third of x1 or of the group is too much";
}

TEST_P(Laws, ConstantAndAllMissingColumnsAreLeftOut) {
  const bool scales = !std::holds_alternative<NoScaling>(method().normalization);
  Matrix x = random_values(5);
  x.col(1).setConstant(0.1);
  x.col(4).setConstant(missing);
  const Ranking r = ranked(x, method());
  EXPECT_EQ(r.left_out[1], scales) << "values taken as scores need not differ";
  EXPECT_TRUE(r.left_out[4]);
  EXPECT_EQ(r.weights[4], 0.0);
  EXPECT_NEAR(r.weights.sum(), 1.0, 1e-15);
  EXPECT_TRUE(overall(r).array().isFinite().all());
}

/// A balanced zone, and one that has 10 points less here and 10 more there at equal weights.
TEST_P(Laws, CompensationIsAsDeclared) {
  const Normalization& scaling = method().normalization;
  if (!has_bounds(scaling) && !std::holds_alternative<NoScaling>(scaling)) return;  // see its page
  const System system = plain_system(2, {"bounds = [1, 100]\n", "bounds = [1, 100]\n"});
  const Matrix x{{50, 50}, {40, 60}};
  const Ranking r = ranked(x, method(), system);
  if (GetParam().compensates) {
    EXPECT_EQ(overall(r)[0], overall(r)[1]);
  } else {
    EXPECT_GT(overall(r)[0], overall(r)[1]);
    EXPECT_NEAR(overall(r)[1], std::sqrt(2400.0), 1e-12);
  }
}

INSTANTIATE_TEST_SUITE_P(Methods, Laws, ::testing::ValuesIn(declared()),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace zonerank::test_laws
