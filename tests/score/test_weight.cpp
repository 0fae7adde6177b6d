#include "zonerank/score/weight.hpp"

#include "support/testing.hpp"

namespace zonerank {
namespace {

using testing::all_close;
using ::testing::HasSubstr;

TEST(GivenWeights, SumToOne) {
  EXPECT_TRUE(all_close(given_weights(Vector{{20, 20, 25, 10, 25}}),
                        Vector{{0.2, 0.2, 0.25, 0.1, 0.25}}, 1e-15));
  EXPECT_EQ(given_weights(Vector{{0, 3}}), (Vector{{0, 1}}));
  EXPECT_EQ(given_weights(Vector{{1e-300, 1e-300}}), (Vector{{0.5, 0.5}}));
}

TEST(GivenWeights, NameTheBadOne) {
  EXPECT_ERROR(given_weights(Vector{{1, -0.5}}),
               HasSubstr("weights[1]: the weight is -0.5, but must be a number >= 0"));
  EXPECT_ERROR(given_weights(Vector{{missing, 1}}), HasSubstr("weights[0]: the weight is nan"));
  EXPECT_ERROR(given_weights(Vector{{1, INFINITY}}), HasSubstr("weights[1]: the weight is inf"));
  EXPECT_ERROR(given_weights(Vector{{0, 0}}), HasSubstr("all weights inside \"weights\" are zero"));
  EXPECT_ERROR(given_weights(Vector(0)), HasSubstr("are zero"));
}

TEST(GivenWeights, OfAnySizeSumToOne) {
  EXPECT_EQ(given_weights(Vector{{1e308, 1e308}}), (Vector{{0.5, 0.5}}));
}

TEST(EqualWeights, AreTheSame) {
  EXPECT_EQ(equal_weights(4), (Vector{{0.25, 0.25, 0.25, 0.25}}));
  EXPECT_ERROR(equal_weights(0), HasSubstr("weights: has 0 entries, but at least one is needed"));
}

}  // namespace
}  // namespace zonerank
