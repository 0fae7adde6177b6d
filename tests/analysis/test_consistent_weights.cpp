#include "zonerank/analysis/consistent_weights.hpp"

#include <numeric>
#include <random>

#include "support/fifty.hpp"
#include "support/testing.hpp"
#include "zonerank/methods/rank.hpp"
#include "zonerank/stats/linear_program.hpp"

namespace zonerank::test_consistent_weights {
namespace {

using testing::Fifty;
using ::testing::HasSubstr;

ConsistentWeights read(const Matrix& scores, const Vector& ranks, double of = missing) {
  const PublishedRanks year{scores, ranks, of};
  return consistent_weights({&year, 1});
}

Vector random_weights(std::mt19937_64& random, Index n) {
  std::exponential_distribution<double> any;
  Vector w(n);
  for (double& x : w) x = any(random);
  return w / w.sum();
}

Matrix random_scores(std::mt19937_64& random, Index n, Index m) {
  std::uniform_real_distribution<double> any(0.0, 100.0);
  return Matrix::NullaryExpr(n, m, [&] { return any(random); });
}

TEST(ConsistentWeights, TwoWeightsAreWorkedByHand) {
  // 100 w > 40 w + 60 (1 - w) where w > 1/2; 40 w + 60 (1 - w) > 90 (1 - w) where w > 3/7
  const Matrix scores{{100, 0}, {40, 60}, {0, 90}};
  const ConsistentWeights r = read(scores, Vector{{1, 2, 3}});
  EXPECT_EQ(r.agreement, Agreement::found);
  EXPECT_NEAR(r.low[0], 0.5, 1e-12);
  EXPECT_NEAR(r.high[0], 1.0, 1e-12);
  EXPECT_NEAR(r.low[1], 0.0, 1e-12);
  EXPECT_NEAR(r.high[1], 0.5, 1e-12);
  // leads 120 w - 60 and 70 w - 30 both grow: the margin, 40, is at w = 1, its half at w = 5/7
  EXPECT_NEAR(r.margin, 40.0, 1e-9);
  EXPECT_NEAR(r.weights[0], 5.0 / 7.0, 1e-6);
  EXPECT_EQ(r.ranks[0], (Vector{{1, 2, 3}}));
  EXPECT_EQ(r.n_known, 3);
}

TEST(ConsistentWeights, OneRankAloneSaysNearlyNothing) {
  const Matrix scores{{50, 60}, {90, 10}, {10, 90}, {40, 40}};
  const ConsistentWeights r = read(scores, Vector{{1, missing, missing, missing}});
  EXPECT_EQ(r.agreement, Agreement::found);
  EXPECT_TRUE(is_missing(r.margin));
  EXPECT_EQ(r.n_counted, 2) << "the fourth is behind under every weight";
  // 50 w + 60 (1 - w) >= 90 w + 10 (1 - w) where w <= 5/9, >= 10 w + 90 (1 - w) where w >= 3/7
  EXPECT_NEAR(r.low[0], 3.0 / 7.0, 1e-9);
  EXPECT_NEAR(r.high[0], 5.0 / 9.0, 1e-9);
  EXPECT_EQ(r.ranks[0][0], 1.0);
}

TEST(ConsistentWeights, HiddenWeightsLieInside) {
  std::mt19937_64 random(11);
  for (int k = 0; k < 1000; ++k) {
    const Index n = 2 + k % 40;
    const Index m = 1 + k % 6;
    Matrix scores = random_scores(random, n, m);
    if (k % 3 == 0 && n > 3) scores.row(1) = scores.row(0);  // a tie
    const Vector hidden = random_weights(random, m);
    const ConsistentWeights r = read(scores, rank_scores(scores * hidden));
    ASSERT_EQ(r.agreement, Agreement::found) << k;
    ASSERT_TRUE(((hidden - r.low).array() > -1e-9).all()) << k;
    ASSERT_TRUE(((r.high - hidden).array() > -1e-9).all()) << k;
    ASSERT_NEAR(r.weights.sum(), 1.0, 1e-12);
    ASSERT_EQ(rank_scores(scores * r.weights), rank_scores(scores * hidden)) << k;
  }
}

TEST(ConsistentWeights, HiddenWeightsLieInsideWhereSomeRanksAreKnown) {
  std::mt19937_64 random(12);
  int found = 0;
  for (int k = 0; k < 300; ++k) {
    const Index n = 5 + k % 20;
    const Index m = 2 + k % 4;
    const Matrix scores = random_scores(random, n, m);
    const Vector hidden = random_weights(random, m);
    Vector ranks = rank_scores(scores * hidden);
    const Vector all = ranks;
    for (Index i = 0; i < n; ++i) {
      if (random() % 3 != 0 && i > 0) ranks[i] = missing;
    }
    const bool is_within_more = k % 4 == 0;  // zones that are ranked elsewhere
    const ConsistentWeights r =
        read(scores, ranks, is_within_more ? static_cast<double>(n) + 3.0 : missing);
    ASSERT_NE(r.agreement, Agreement::contradicted) << k;
    ASSERT_TRUE(((hidden - r.low).array() > -1e-9).all()) << k;
    ASSERT_TRUE(((r.high - hidden).array() > -1e-9).all()) << k;
    if (r.agreement != Agreement::found || is_within_more) continue;
    ++found;
    for (Index i = 0; i < n; ++i) {
      if (!is_missing(ranks[i])) {
        ASSERT_EQ(r.ranks[0][i], all[i]) << k;
      }
    }
  }
  EXPECT_GT(found, 210) << "of 225";
}

TEST(ConsistentWeights, NoWeightsOfAGridThatAgreeLieOutsideAndTheEndsAreAttained) {
  std::mt19937_64 random(13);
  const Matrix scores = random_scores(random, 9, 3);
  const Vector ranks = rank_scores(scores * Vector{{.5, .3, .2}});
  const ConsistentWeights r = read(scores, ranks);
  Vector low = Vector::Ones(3), high = Vector::Zero(3);
  constexpr int steps = 600;
  for (int a = 0; a <= steps; ++a) {
    for (int b = 0; a + b <= steps; ++b) {
      const Vector w = Vector{{double(a), double(b), double(steps - a - b)}} / steps;
      if (rank_scores(scores * w) != ranks) continue;
      low = low.cwiseMin(w);
      high = high.cwiseMax(w);
    }
  }
  EXPECT_TRUE(((low - r.low).array() > -1e-9).all() && ((low - r.low).array() < 2.0 / steps).all());
  EXPECT_TRUE(((r.high - high).array() > -1e-9).all() &&
              ((r.high - high).array() < 2.0 / steps).all());
}

TEST(ConsistentWeights, TheChoiceHasTheGreatestEntropyOfThoseWithHalfTheMargin) {
  std::mt19937_64 random(14);
  const auto entropy = [](const Vector& w) {
    double sum = 0.0;
    for (const double x : w) sum -= x > 0.0 ? x * std::log(x) : 0.0;
    return sum;
  };
  const auto least_lead = [](const Matrix& scores, const Vector& w) {
    Vector s = scores * w;
    std::sort(s.begin(), s.end());
    return (s.tail(s.size() - 1) - s.head(s.size() - 1)).minCoeff();
  };
  const Matrix scores = random_scores(random, 5, 4);
  const Vector ranks = rank_scores(scores * Vector{{.7, .1, .15, .05}});
  const ConsistentWeights r = read(scores, ranks);
  EXPECT_NEAR(least_lead(scores, r.weights), r.margin / 2.0, 1e-6);
  int tried = 0;
  for (int k = 0; k < 400000; ++k) {
    const Vector w = random_weights(random, 4);
    if (rank_scores(scores * w) != ranks) continue;
    ASSERT_LE(least_lead(scores, w), r.margin + 1e-9);
    if (least_lead(scores, w) < r.margin / 2.0) continue;
    ++tried;
    ASSERT_LE(entropy(w), entropy(r.weights) + 1e-6);
  }
  EXPECT_GT(tried, 100);
}

/// Whether weights agree with pairs: the greatest margin of weights of sum up to 1, in fifty
/// digits.
bool agree(const Matrix& scores, const std::vector<PublishedPair>& pairs) {
  std::vector<std::vector<Fifty>> a;
  for (const PublishedPair& pair : pairs) {
    a.emplace_back();
    for (Index j = 0; j < scores.cols(); ++j)
      a.back().push_back(Fifty(scores(pair.behind, j)) - Fifty(scores(pair.ahead, j)));
    a.back().push_back(Fifty(1));
  }
  a.emplace_back(static_cast<std::size_t>(scores.cols()), Fifty(1));
  a.back().push_back(Fifty(0));
  std::vector<Fifty> b(a.size(), Fifty(0));
  b.back() = Fifty(1);
  std::vector<Fifty> c(a[0].size(), Fifty(0));
  c.back() = Fifty(1);
  return detail::maximize(a, b, c, Fifty(1e-40)).value > Fifty(1e-20);
}

std::vector<PublishedPair> all_pairs(const Vector& ranks) {
  std::vector<PublishedPair> all;
  for (Index a = 0; a < ranks.size(); ++a) {
    for (Index b = 0; b < ranks.size(); ++b) {
      if (ranks[a] < ranks[b]) all.push_back({0, a, b});
    }
  }
  return all;
}

/// The size of a smallest contradicting set, by trying all sets of up to three pairs; 4: more.
std::size_t smallest(const Matrix& scores, const Vector& ranks) {
  const std::vector<PublishedPair> all = all_pairs(ranks);
  for (std::size_t size = 1; size <= 3; ++size) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t j = i; j < (size > 1 ? all.size() : i + 1); ++j) {
        for (std::size_t k = j; k < (size > 2 ? all.size() : j + 1); ++k) {
          if (!agree(scores, {all[i], all[j], all[k]})) return size;
        }
      }
    }
  }
  return 4;
}

TEST(ConsistentWeights, ContradictionsAreNamedBySmallestSets) {
  std::mt19937_64 random(15);
  std::array<int, 6> sizes{};
  int contradictory = 0;
  for (int k = 0; contradictory < 100; ++k) {
    const Index n = 4 + k % 3;
    const Index m = 2 + k % 3;
    const Matrix scores = random_scores(random, n, m);
    Vector ranks = Vector::LinSpaced(n, 1.0, static_cast<double>(n));
    std::shuffle(ranks.begin(), ranks.end(), random);
    const ConsistentWeights r = read(scores, ranks);
    ASSERT_EQ(r.agreement != Agreement::contradicted, agree(scores, all_pairs(ranks))) << k;
    if (r.agreement != Agreement::contradicted) continue;
    ++contradictory;
    ASSERT_FALSE(r.contradiction.empty());
    ASSERT_FALSE(agree(scores, r.contradiction)) << k;
    for (std::size_t left = 0; left < r.contradiction.size() && r.contradiction.size() > 1;
         ++left) {
      std::vector<PublishedPair> others = r.contradiction;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(left));
      ASSERT_TRUE(agree(scores, others)) << k << ": pair " << left << " is not needed";
    }
    if (r.is_smallest) {
      ASSERT_EQ(r.contradiction.size(), smallest(scores, ranks)) << k;
    }
    ++sizes[std::min<std::size_t>(r.contradiction.size(), 5)];
    ASSERT_LE(r.margin, 0.0);
    ASSERT_TRUE(r.low.hasNaN());
    ASSERT_NEAR(r.weights.sum(), 1.0, 1e-12);
  }
  EXPECT_GT(sizes[1], 0);
  EXPECT_GT(sizes[2], 0);
}

TEST(ConsistentWeights, OneWrongRankLeavesTheOthersNearlyAsTheyAre) {
  std::mt19937_64 random(16);
  const Matrix scores = random_scores(random, 60, 4);
  const Vector hidden{{.4, .3, .2, .1}};
  Vector ranks = rank_scores(scores * hidden);
  const auto first = std::min_element(ranks.begin(), ranks.end());
  for (double& rank : ranks) {
    if (rank > 1.0 && rank <= 50.0) rank -= 1.0;
  }
  *first = 50.0;
  const ConsistentWeights r = read(scores, ranks);
  ASSERT_EQ(r.agreement, Agreement::contradicted);
  EXPECT_TRUE(testing::all_close(r.weights, hidden, 0.02));
}

TEST(ConsistentWeights, ARankThatLeavesNoRoomIsNamed) {
  // two zones are better in everything than the first
  const Matrix scores{{10, 20}, {30, 40}, {50, 60}, {90, 1}};
  const ConsistentWeights r = read(scores, Vector{{2, missing, missing, missing}});
  ASSERT_EQ(r.agreement, Agreement::contradicted);
  ASSERT_EQ(r.impossible.size(), 1u);
  EXPECT_EQ(r.impossible[0].zone, 0);
  EXPECT_EQ(r.impossible[0].best, 3.0);
  EXPECT_EQ(r.impossible[0].worst, 4.0);
  EXPECT_EQ(read(scores, Vector{{3, missing, missing, missing}}).agreement, Agreement::found);
}

TEST(ConsistentWeights, YearsShareTheirWeightsAndGapsAreNotCompared) {
  const Matrix first{{100, 0}, {0, 90}};   // w > 9/19
  const Matrix second{{90, 0}, {0, 100}};  // w < 10/19 where the second is ahead
  const std::vector<PublishedRanks> years = {{first, Vector{{1, 2}}}, {second, Vector{{2, 1}}}};
  const ConsistentWeights r = consistent_weights(years);
  EXPECT_NEAR(r.low[0], 9.0 / 19.0, 1e-12);
  EXPECT_NEAR(r.high[0], 10.0 / 19.0, 1e-12);
  const Matrix gaps{{100, 0}, {missing, 90}, {0, 50}};
  const ConsistentWeights g = read(gaps, Vector{{1, 2, 3}});
  EXPECT_EQ(g.n_with_gaps, 1);
  EXPECT_NEAR(g.low[0], 1.0 / 3.0, 1e-12);
}

TEST(ConsistentWeights, ErrorsSayWhatIsWrong) {
  const Matrix scores{{1, 2}, {3, 4}};
  const auto says = [&](const Vector& ranks, double of, const char* text) {
    EXPECT_ERROR(read(scores, ranks, of), HasSubstr(text));
  };
  says(Vector{{missing, missing}}, missing, "at least one rank");
  says(Vector{{0, 1}}, missing, "1 to 2");
  says(Vector{{3, 1}}, missing, "1 to 2");
  says(Vector{{1, 2}}, 1, "at least the 2 zones");
  EXPECT_THROW(read(scores, Vector{{1}}), Error);
}

}  // namespace
}  // namespace zonerank::test_consistent_weights
