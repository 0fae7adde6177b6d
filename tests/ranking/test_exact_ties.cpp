// Ranks are those of the real numbers that figures, weights and bounds stand for: against rational
// arithmetic.

#include <boost/multiprecision/cpp_int.hpp>

#include "methods/small.hpp"
#include "zonerank/core/random.hpp"
#include "zonerank/ranking/pipeline.hpp"

namespace zonerank::test_exact_ties {
namespace {

using Rational = boost::multiprecision::cpp_rational;

/// A number below `below`, of a table's cell.
std::uint32_t drawn(std::uint32_t table, std::uint32_t cell, std::uint32_t below) {
  return philox4x32({table, cell, 0, 0}, {11, 13})[0] % below;
}

/// Three indicators in two groups: quotients, sums and growth of decimals of one place.
struct TieCase {
  std::string name;
  std::string weights;  ///< of the three, and of the groups
  std::string normalization;
  std::array<int, 5> parts;  ///< the same weights as whole numbers
};

System tie_system(const TieCase& c) {
  std::istringstream words(c.weights);
  std::array<std::string, 5> w;
  for (std::string& word : w) words >> word;
  std::string text = "[system]\nid = \"ties\"\n";
  for (const char* field : {"a", "b", "c", "d", "e"})
    text += "[[field]]\nname = \"" + std::string(field) + "\"\nunit = \"1\"\nnumber = \"real\"\n";
  text += "[[group]]\nid = \"g\"\nweight = " + w[3] + "\n";
  text += testing::indicator_toml("x", "1", "a / b", "group = \"g\"\nweight = " + w[0] + "\n");
  text += testing::indicator_toml("y", "1", "c + d", "group = \"g\"\nweight = " + w[1] + "\n");
  text += testing::indicator_toml("z", "%", "e", "weight = " + w[4] + "\n");
  return parse_system(text + "[method]\nnormalization = \"" + c.normalization + "\"\n",
                      "ties.toml");
}

constexpr std::size_t n_zones = 9;

ZoneTable tie_table(const System& system, std::uint32_t seed,
                    std::vector<std::array<int, 5>>& tenths) {
  std::vector<ZoneYear> rows;
  for (std::size_t i = 0; i < n_zones; ++i) rows.push_back({std::string(1, char('A' + i)), 2020});
  ZoneTable table = empty_table(std::move(rows), system.fields.size());
  tenths.assign(n_zones, {});
  for (std::size_t f = 0; f < 5; ++f) {
    FigureColumn& column = table.columns[f];
    for (std::size_t i = 0; i < n_zones; ++i) {
      const int tenth = 1 + static_cast<int>(drawn(seed, static_cast<std::uint32_t>(8 * i + f), 6));
      tenths[i][f] = tenth;
      column.reals.push_back(tenth / 10.0);
      column.valid.push_back(1);
    }
  }
  return table;
}

/// A column's scores as rational numbers; empty where it tells no zones apart.
std::vector<Rational> exact_scores(const std::vector<Rational>& x, const std::string& method) {
  const auto [least, greatest] = std::minmax_element(x.begin(), x.end());
  if (*least == *greatest && method != "none") return {};
  Rational sum = 0;
  for (const Rational& value : x) sum += value;
  std::vector<Rational> scores;
  for (const Rational& value : x) {
    Rational score = value;
    if (method == "min-max") score = 100 * (value - *least) / (*greatest - *least);
    if (method == "fraction-of-sum") score = 100 * value / sum;
    if (method == "mean") score = 100 * value * static_cast<int>(x.size()) / sum;
    if (method == "borda")
      score =
          std::count_if(x.begin(), x.end(), [&](const Rational& other) { return other < value; });
    scores.push_back(score);
  }
  return scores;
}

/// Overall ranks by rational arithmetic, of the better rank where scores are equal.
Vector exact_ranks(const std::vector<std::array<int, 5>>& tenths, const TieCase& c) {
  std::vector<Rational> x, y, z;
  for (const auto& row : tenths) {
    x.push_back(Rational(row[0], row[1]));
    y.push_back(Rational(row[2] + row[3], 10));
    z.push_back(Rational(row[4], 10) * 100);
  }
  const std::vector<Rational> of_x = exact_scores(x, c.normalization);
  const std::vector<Rational> of_y = exact_scores(y, c.normalization);
  const std::vector<Rational> of_z = exact_scores(z, c.normalization);
  std::vector<Rational> overall;
  for (std::size_t i = 0; i < tenths.size(); ++i) {
    Rational group = 0, weight = 0;
    if (!of_x.empty()) group += c.parts[0] * of_x[i], weight += c.parts[0];
    if (!of_y.empty()) group += c.parts[1] * of_y[i], weight += c.parts[1];
    Rational score = 0, whole = 0;
    if (weight > 0) score += c.parts[3] * group / weight, whole += c.parts[3];
    if (!of_z.empty()) score += c.parts[4] * of_z[i], whole += c.parts[4];
    overall.push_back(whole > 0 ? Rational(score / whole) : Rational(0));
  }
  Vector ranks(std::ssize(overall));
  for (std::size_t i = 0; i < overall.size(); ++i) {
    ranks[static_cast<Index>(i)] =
        1.0 + static_cast<double>(std::count_if(overall.begin(), overall.end(),
                                                [&](const Rational& o) { return o > overall[i]; }));
  }
  return ranks;
}

class ExactTies : public ::testing::TestWithParam<TieCase> {};

TEST_P(ExactTies, RanksAreThoseOfRationalArithmetic) {
  const System system = tie_system(GetParam());
  std::size_t n_shared = 0, n_settled = 0;
  for (std::uint32_t seed = 0; seed < 2000; ++seed) {
    std::vector<std::array<int, 5>> tenths;
    const ZoneTable table = tie_table(system, seed, tenths);
    const Ranking r = rank(table, system);
    const Vector expected = exact_ranks(tenths, GetParam());
    ASSERT_EQ(r.group_ranks.col(0), expected) << "table " << seed;
    n_settled += r.n_settled;
    for (Index i = 0; i < expected.size(); ++i)
      n_shared += (expected.array() == expected[i]).count() > 1 ? 1 : 0;
  }
  EXPECT_GT(n_shared, 100) << "zones that tie";
  EXPECT_GT(n_settled, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Tables, ExactTies,
    ::testing::Values(TieCase{"Decimals", "0.4 0.3 3 0.7 0.3", "min-max", {4, 3, 0, 7, 3}},
                      TieCase{"Percent", "40 30 30 70 30", "min-max", {4, 3, 0, 7, 3}},
                      TieCase{"Tenths", "0.1 0.2 1 0.6 0.3", "min-max", {1, 2, 0, 6, 3}},
                      TieCase{"Equal", "1 1 1 1 1", "min-max", {1, 1, 0, 1, 1}},
                      TieCase{"Scores", "0.3 0.3 1 0.2 0.1", "none", {1, 1, 0, 2, 1}},
                      TieCase{"Scores2", "0.4 0.3 1 0.3 0.3", "none", {4, 3, 0, 1, 1}},
                      TieCase{"Sum", "0.4 0.2 1 0.7 0.1", "fraction-of-sum", {2, 1, 0, 7, 1}},
                      TieCase{"Mean", "0.5 0.2 1 0.3 0.3", "mean", {5, 2, 0, 1, 1}},
                      TieCase{"Borda", "0.1 0.3 1 0.4 0.2", "borda", {1, 3, 0, 2, 1}},
                      TieCase{"Borda2", "10 30 1 0.4 0.2", "borda", {1, 3, 0, 2, 1}}),
    [](const auto& param) { return param.param.name; });

ZoneTable table_of_scores(const System& system, const std::vector<std::vector<double>>& scores) {
  std::vector<ZoneYear> rows;
  for (std::size_t i = 0; i < scores.size(); ++i) rows.push_back({std::to_string(1000 + i), 2020});
  ZoneTable table = empty_table(std::move(rows), system.fields.size());
  for (std::size_t f = 0; f < scores[0].size(); ++f) {
    for (const auto& row : scores) {
      table.columns[f].reals.push_back(row[f]);
      table.columns[f].valid.push_back(1);
    }
  }
  return table;
}

Vector ranks_of_scores(const std::vector<std::string>& weights,
                       const std::vector<std::vector<double>>& scores) {
  std::vector<std::string> more;
  for (const std::string& weight : weights) more.push_back("weight = " + weight + "\n");
  const System system = testing::plain_system(static_cast<int>(weights.size()), more, {},
                                              "[method]\nnormalization = \"none\"\n");
  return rank(table_of_scores(system, scores), system).group_ranks.col(0);
}

TEST(ExactTies, WeightsMayBeWrittenInAnyWay) {
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    std::vector<std::vector<double>> scores;
    for (std::uint32_t i = 0; i < 12; ++i) {
      std::vector<double> row;
      for (std::uint32_t j = 0; j < 4; ++j)
        row.push_back(static_cast<double>(drawn(seed, 100 + 8 * i + j, 5)) / 10.0 + 55.3);
      scores.push_back(row);
    }
    const Vector ranks = ranks_of_scores({"3", "3", "2", "2"}, scores);
    ASSERT_EQ(ranks_of_scores({"0.3", "0.3", "0.2", "0.2"}, scores), ranks) << seed;
    ASSERT_EQ(ranks_of_scores({"30", "30", "20", "20"}, scores), ranks) << seed;
  }
}

/// 6 of 11 and 5 of 11 parts, a third and two sixths: what lies at half of the weight.
TEST(ExactTies, TheMiddleOfTheWeightIsThatOfTheSharesAsTheyAreMeant) {
  const auto ranks = [](const std::vector<std::string>& weights,
                        const std::vector<std::vector<double>>& scores) {
    std::vector<std::string> more;
    for (const std::string& weight : weights) more.push_back("weight = " + weight + "\n");
    const System system =
        testing::plain_system(static_cast<int>(weights.size()), more, {},
                              "[method]\nnormalization = \"none\"\naggregation = \"median\"\n");
    return Vector(rank(table_of_scores(system, scores), system).group_scores.col(0));
  };
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    std::vector<std::vector<double>> scores(12);
    for (std::uint32_t i = 0; i < 12; ++i) {
      for (std::uint32_t j = 0; j < 4; ++j)
        scores[i].push_back(static_cast<double>(drawn(seed, 500 + 8 * i + j, 50)) / 10.0 + 1);
    }
    const Vector whole = ranks({"3", "4", "1", "2"}, scores);
    ASSERT_EQ(ranks({"0.3", "0.4", "0.1", "0.2"}, scores), whole) << seed;
    ASSERT_EQ(ranks({"0.033", "0.044", "0.011", "0.022"}, scores), whole) << seed;
    ASSERT_EQ(ranks({"0.21", "0.28", "0.07", "0.14"}, scores), whole) << seed;
  }
}

TEST(ExactTies, RealDifferencesStayApart) {
  EXPECT_EQ(ranks_of_scores({"0.4", "0.3", "0.3"},
                            {{50, 60, 70}, {50, 70, 60}, {50, 60, 70.000000000001}}),
            (Vector{{2, 2, 1}}));
  EXPECT_EQ(ranks_of_scores({"0.4", "0.3", "0.3"}, {{5e-300, 6e-300, 7e-300},
                                                    {5e-300, 7e-300, 6e-300},
                                                    {5e-300, 6e-300, 7.000000000001e-300}}),
            (Vector{{2, 2, 1}}));
  EXPECT_EQ(ranks_of_scores({"1", "1"}, {{1e15, 0.3}, {1e15, 0.30000000000000004}, {1e15, 0.3}}),
            (Vector{{2, 1, 2}}))
      << "nearer than the doubles of the sums";
}

/// Scores that rise by a tenth of what rounding covers: neighbours are not equal, nor are ends.
TEST(ExactTies, TheRuleIsTransitive) {
  std::vector<std::vector<double>> scores;
  for (int k = 0; k < 200; ++k) scores.push_back({1e6, 0.1 + k * 1e-12});
  const Vector ranks = ranks_of_scores({"1", "1"}, scores);
  for (Index k = 0; k < 200; ++k) EXPECT_EQ(ranks[k], 200.0 - static_cast<double>(k));
}

/// p / w is 15 % in every zone, but for rounding.
struct Noise {
  System system = parse_system(
      "[system]\nid = \"noise\"\n[[field]]\nname = \"p\"\nunit = \"CNY\"\nnumber = \"decimal(2)\"\n"
      "[[field]]\nname = \"w\"\nunit = \"10k CNY\"\nnumber = \"decimal(2)\"\n"
      "[[field]]\nname = \"q\"\nunit = \"person\"\nnumber = \"count\"\n" +
          testing::indicator_toml("share", "%", "p / w") +
          testing::indicator_toml("size", "CNY", "p") +
          testing::indicator_toml("part", "%", "w / (w + p)") +
          testing::indicator_toml("other", "person", "q"),
      "noise.toml");
  ZoneTable table;

  Noise() {
    std::vector<ZoneYear> rows;
    for (int i = 0; i < 169; ++i) rows.push_back({std::to_string(1000 + i), 2020});
    table = empty_table(std::move(rows), system.fields.size());
    for (std::uint32_t i = 0; i < 169; ++i) {
      const Int128 w = 100 + static_cast<Int128>(drawn(5, i, 100000));
      table.columns[0].digits.push_back(w * 1500);  // w 10k CNY * 15 %
      table.columns[1].digits.push_back(w);
      table.columns[2].digits.push_back(1 + static_cast<Int128>(drawn(6, i, 5000)));
      for (std::size_t f = 0; f < 3; ++f) table.columns[f].valid.push_back(1);
    }
  }
};

class NoiseUnder : public ::testing::TestWithParam<std::pair<std::string, std::string>> {};

TEST_P(NoiseUnder, ARateThatIsTheSameEverywhereIsLeftOut) {
  static const Noise noise;
  RankOptions options;
  std::vector<Setting> settings(1);
  settings[0].key = GetParam().first;
  settings[0].text = GetParam().second;
  if (settings[0].text == "reference") {
    settings.resize(2);
    settings[1].key = settings[1].text = "reference";
    settings[1].text = "1000";
  }
  options.method = read_method(noise.system, settings);
  const Ranking r = rank(noise.table, noise.system, options);
  EXPECT_THAT(r.left_out, ::testing::ElementsAre(true, false, true, false));
  EXPECT_EQ(r.left_out_why[0].text(), "it is the same for all zones");
  EXPECT_EQ(r.left_out_why[2].text(), "it is the same for all zones");
  EXPECT_EQ(r.weights[0], 0.0);
  EXPECT_EQ(r.indicators.values.col(0).minCoeff(), r.indicators.values.col(0).maxCoeff());
}

std::vector<std::pair<std::string, std::string>> stages() {
  std::vector<std::pair<std::string, std::string>> result;
  for (const char* name : {"min-max", "percentile", "z-score", "reference", "maximum",
                           "fraction-of-maximum", "fraction-of-sum", "mean", "vector", "rank",
                           "percentile-rank", "borda", "logistic", "logarithmic"})
    result.emplace_back("normalization", name);
  for (const char* name : {"entropy", "critic", "variation", "deviation", "variance", "gini", "pca",
                           "lopcow", "merec", "independence", "equal-importance"})
    result.emplace_back("weights", name);
  for (const char* name : {"points", "winsorize", "iqr", "mad"})
    result.emplace_back("treatment", name);
  return result;
}

INSTANTIATE_TEST_SUITE_P(Stages, NoiseUnder, ::testing::ValuesIn(stages()), [](const auto& test) {
  std::string name = test.param.first + "_" + test.param.second;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

/// b - a is 0 but for rounding in A.
TEST(ExactTies, ADenominatorThatOnlyRoundingKeepsFromZeroIsZero) {
  Problems problems;
  const System system =
      testing::plain_system(0, {},
                            "[[field]]\nname = \"a\"\nunit = \"1\"\nnumber = \"real\"\n"
                            "[[field]]\nname = \"b\"\nunit = \"1\"\nnumber = "
                            "\"real\"\n[[field]]\nname = \"c\"\nunit = \"1\"\nnumber = \"real\"\n" +
                                testing::indicator_toml("x", "1", "c / (a + b - 0.3)"));
  const ZoneTable table = table_of_scores(system, {{0.1, 0.2, 5}, {0.2, 0.2, 5}});
  const IndicatorTable values = compute_indicators(table, system, 2020, problems);
  EXPECT_EQ(values.reason(0, 0), Why::zero_denominator);
  EXPECT_DOUBLE_EQ(values.values(1, 0), 50.0);
}

}  // namespace
}  // namespace zonerank::test_exact_ties
