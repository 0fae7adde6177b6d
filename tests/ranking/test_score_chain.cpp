// From raw figures to the overall score on other scalars: the same doubles, 50 digits, derivatives.

#include "support/score_chain.hpp"

namespace zonerank::test_score_chain {
namespace {

using testing::Fifty;
using Ranked = testing::RankedChain;

std::vector<std::vector<Setting>> methods() { return testing::chain_methods(); }

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
  const auto number_of = [&](const detail::FigureAt& at) {
    const ZoneYear& row = ranked.table.rows[at.row];
    const auto found = std::find(variables.begin(), variables.end(), std::pair{at.field, row.year});
    return row.zone == name ? found - variables.begin() : std::ssize(variables);
  };
  auto duals = ranked.chain<Tangents>([&](const detail::FigureAt& figure, Tangents& x) {
    const auto k = number_of(figure);
    if (k < std::ssize(variables)) x = Tangents::variable(x.value(), static_cast<std::size_t>(k));
  });
  const Tangents overall = duals.group(zone, 0);
  EXPECT_NEAR(overall.value(), ranked.ranking.group_scores(zone, 0), 1e-11);
  int moving = 0;
  for (std::size_t k = 0; k < variables.size(); k += GetParam() == 0 ? 1 : 7) {
    Fifty at = 0;
    const auto moved = [&](const Fifty& step) {
      auto chain = ranked.chain<Fifty>([&](const detail::FigureAt& figure, Fifty& x) {
        if (number_of(figure) != static_cast<std::ptrdiff_t>(k)) return;
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
