#include "zonerank/core/random.hpp"

#include <gtest/gtest.h>

namespace {

using zonerank::open_uniform;
using zonerank::Philox4;
using zonerank::philox4x32;

// Random123, tests/kat_vectors, philox4x32 10 rounds.
TEST(Philox4x32, MatchesKnownAnswersOfRandom123) {
  EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}),
            (Philox4{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox4x32({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
            (Philox4{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Philox4{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(OpenUniform, NeverReachesAnEnd) {
  EXPECT_EQ(open_uniform(0, 0), 0x1p-53);
  EXPECT_EQ(open_uniform(0xffffffff, 0xffffffff), 1.0 - 0x1p-53);
}

TEST(OpenUniform, HasTheHighWordFirst) {
  EXPECT_EQ(open_uniform(0x80000000, 0), 0.5 + 0x1p-53);
  EXPECT_EQ(open_uniform(0, 0x00001000), 1.5 * 0x1p-52);
  EXPECT_EQ(open_uniform(0, 0x00000fff), 0x1p-53);  // the low 12 bits are not used
}

}  // namespace
