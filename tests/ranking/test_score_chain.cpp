// From raw figures to the overall score on other scalars: the same doubles, 50 digits, derivatives.

#include "methods/small.hpp"
#include "support/fifty.hpp"
#include "zonerank/core/dual.hpp"
#include "zonerank/ranking/detail/raw_values.hpp"
#include "zonerank/ranking/pipeline.hpp"

namespace zonerank::test_score_chain {
namespace {

using testing::Fifty;

/// Two years of figures for every field that the system needs.
ZoneTable figures_of(const System& system, int zones) {
  std::vector<ZoneYear> rows;
  for (int z = 0; z < zones; ++z) {
    for (const int year : {2018, 2019}) rows.push_back({"zone " + std::to_string(100 + z), year});
  }
  ZoneTable table = empty_table(std::move(rows), system.fields.size());
  const std::vector<bool> needed = system.needed_fields();
  for (std::size_t f = 0; f < system.fields.size(); ++f) {
    const Field& field = system.fields[f];
    if (!needed[f] || field.indicator >= 0) continue;
    if (!field.is_exact() && field.number != Number::real) continue;
    FigureColumn& column = table.columns[f];
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      const double u =
          testing::uniform(static_cast<std::uint32_t>(f), static_cast<std::uint32_t>(r));
      if (field.is_exact())
        column.digits.push_back(static_cast<Int128>(1e4 + 1e6 * u));
      else
        column.reals.push_back(100.0 * u);
      column.valid.push_back(1);
    }
  }
  return table;
}

/// A ranking with what its chain of scores needs.
struct Ranked {
  const System& system;
  ZoneTable table;
  RankOptions options;
  Ranking ranking;
  detail::PreparedYears prepared;
  detail::ChainShape shape;

  Ranked(const System& of, const std::vector<Setting>& settings)
      : system(of),
        table(figures_of(of, 30)),
        options{.method = read_method(of, settings)},
        ranking(rank(table, of, options)),
        prepared(prepared_again()),
        shape{system,
              ranking.method,
              prepared,
              ranking.scaling,
              ranking.tree,
              ranking.scores,
              ranking.group_scores,
              std::vector<bool>(of.indicators.size(), true)} {}

  detail::PreparedYears prepared_again() const {
    Ranking copy = ranking;
    return detail::prepare(copy, table, system, options);
  }

  template <class T>
  detail::ScoreChain<T> chain(const typename detail::ZoneFigures<T>::Change& change = {}) const {
    return {shape, [this, change](Index j, std::span<const std::size_t> rows) {
              return detail::raw_values<T>(shape, table, j, rows, change);
            }};
  }
};

std::vector<std::vector<Setting>> methods() {
  const auto choose = [](std::string stage, std::string word) {
    Setting setting;
    setting.key = std::move(stage);
    setting.text = std::move(word);
    return setting;
  };
  const auto set = [](std::string option, double number) {
    Setting setting;
    setting.key = std::move(option);
    setting.number = number;
    return setting;
  };
  return {{},
          {choose("normalization", "z-score")},
          {choose("normalization", "logistic"), choose("aggregation", "geometric")},
          {set("lower", 1.0), choose("aggregation", "harmonic")},
          {set("lower", 1.0), choose("aggregation", "power"), set("exponent", 0.5)},
          {choose("normalization", "percentile"), choose("aggregation", "mean-min")}};
}

class ScoreChain : public ::testing::TestWithParam<std::size_t> {
 protected:
  static const System& system() {
    static const System torch = load_system("torch-2013");
    return torch;
  }
};

TEST_P(ScoreChain, DoublesAreThoseOfTheRankingAndFiftyDigitsAgree) {
  const Ranked ranked(system(), methods()[GetParam()]);
  auto doubles = ranked.chain<double>();
  auto digits = ranked.chain<Fifty>();
  for (Index zone = 0; zone < 30; ++zone) {
    for (std::size_t g = 0; g < system().groups.size(); ++g) {
      const double known = ranked.ranking.group_scores(zone, static_cast<Index>(g));
      ASSERT_FALSE(is_missing(known));
      EXPECT_NEAR(doubles.group(zone, g), known, 1e-13 * std::abs(known)) << "fast kernels";
      const auto exact = static_cast<double>(digits.group(zone, g));
      EXPECT_NEAR(known, exact, 1e-10 * std::max(1.0, std::abs(exact)));
    }
  }
}

/// d overall / d figure of every field, of the year and of the year before, against central
/// differences of 50 digits.
TEST_P(ScoreChain, DerivativesByRawFieldsMeetDifferences) {
  const Ranked ranked(system(), methods()[GetParam()]);
  constexpr std::size_t room = 192;
  using Tangents = Dual<room>;
  const Index zone = 7;
  const std::string name = ranked.ranking.zones[zone];
  std::vector<std::pair<std::size_t, int>> variables;
  for (std::size_t f = 0; f < system().fields.size(); ++f) {
    if (!ranked.table.columns[f].present()) continue;
    for (const int year : {2018, 2019}) variables.emplace_back(f, year);
  }
  ASSERT_LE(variables.size(), room);
  const auto number_of = [&](std::size_t field, const ZoneYear& row) {
    const auto found = std::find(variables.begin(), variables.end(), std::pair{field, row.year});
    return row.zone == name ? found - variables.begin() : std::ssize(variables);
  };
  auto duals = ranked.chain<Tangents>([&](std::size_t field, const ZoneYear& row, Tangents& x) {
    const auto k = number_of(field, row);
    if (k < std::ssize(variables)) x = Tangents::variable(x.value(), static_cast<std::size_t>(k));
  });
  const Tangents overall = duals.group(zone, 0);
  EXPECT_NEAR(overall.value(), ranked.ranking.group_scores(zone, 0), 1e-11);
  int moving = 0;
  for (std::size_t k = 0; k < variables.size(); k += GetParam() == 0 ? 1 : 7) {
    Fifty at = 0;
    const auto moved = [&](const Fifty& step) {
      auto chain = ranked.chain<Fifty>([&](std::size_t field, const ZoneYear& row, Fifty& x) {
        if (number_of(field, row) != static_cast<std::ptrdiff_t>(k)) return;
        at = x;
        x *= 1 + step;
      });
      return chain.group(zone, 0);
    };
    const Fifty step("1e-16");
    const Fifty way = moved(step) - moved(-step);
    const double difference = at == 0 ? 0.0 : static_cast<double>(way / (2 * step * at));
    EXPECT_NEAR(overall.tangent(k), difference, 1e-12 * std::abs(difference))
        << system().fields[variables[k].first].name << ", " << variables[k].second;
    moving += difference != 0.0 ? 1 : 0;
  }
  EXPECT_GT(moving, GetParam() == 0 ? 30 : 3);
}

INSTANTIATE_TEST_SUITE_P(Methods, ScoreChain, ::testing::Range(std::size_t{0}, methods().size()));

}  // namespace
}  // namespace zonerank::test_score_chain
