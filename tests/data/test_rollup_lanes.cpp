// The roll-up's inner loops, on every machine level this machine has, against plain loops.

#include <array>
#include <bit>
#include <limits>
#include <vector>

#include "data/lane_levels.hpp"
#include "support/testing.hpp"

namespace zonerank::detail {
namespace {

using testing::Words;
using Int = std::int64_t;
using Ints = std::array<Int, block_rows>;

constexpr Int untouched = 0x5A5A5A5A5A5A5A5A;
constexpr Int least = std::numeric_limits<Int>::min();
constexpr Int most = std::numeric_limits<Int>::max();

/// Rows from `n` rounded up to `whole` on are as they were.
void expect_untouched(const Ints& rows, std::size_t n, std::size_t whole) {
  for (std::size_t i = (n + whole - 1) / whole * whole; i < block_rows; ++i)
    ASSERT_EQ(rows[i], untouched) << "row " << i << " of " << n;
}

class RollupLanes : public ::testing::TestWithParam<const LaneKernels*> {
 protected:
  const LaneKernels& kernels() const { return *GetParam(); }
};

TEST_P(RollupLanes, SpreadsEveryBit) {
  Words words(1);
  for (std::size_t n = 1; n <= block_rows; ++n) {
    std::array<std::uint8_t, block_rows / 8> bits{};
    for (std::uint8_t& byte : bits) byte = static_cast<std::uint8_t>(words());
    Ints mask;
    mask.fill(untouched);
    kernels().spread_bits(bits.data(), n, mask.data());
    for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(mask[i], -Int{(bits[i / 8] >> (i % 8)) & 1});
    expect_untouched(mask, n, 8);
  }
}

TEST_P(RollupLanes, WidensIntegersAndBlanksWhatIsNotValid) {
  Words words(2);
  for (std::size_t n = 1; n <= block_rows; ++n) {
    Ints wide, valid, value, value32;
    std::array<std::int32_t, block_rows> narrow;
    for (std::size_t i = 0; i < block_rows; ++i) {
      wide[i] = words.number(1 + static_cast<int>(words.below(64)));
      narrow[i] = static_cast<std::int32_t>(words.number(32));
      valid[i] = words.mask();
    }
    if (n == 7) wide[6] = least, wide[5] = most, valid[6] = valid[5] = -1;
    value.fill(untouched);
    value32.fill(untouched);
    std::uint64_t magnitude = 0;
    std::uint64_t magnitude32 = 0;
    kernels().decode_int64(wide.data(), n, valid.data(), value.data(), &magnitude);
    kernels().decode_int32(narrow.data(), n, valid.data(), value32.data(), &magnitude32);
    int bits = 0;
    int bits32 = 0;
    for (std::size_t i = 0; i < n; ++i) {
      ASSERT_EQ(value[i], valid[i] != 0 ? wide[i] : 0);
      ASSERT_EQ(value32[i], valid[i] != 0 ? narrow[i] : 0);
      const auto width = [](Int x) {
        return static_cast<int>(std::bit_width(static_cast<std::uint64_t>(x < 0 ? ~x : x)));
      };
      bits = std::max(bits, width(value[i]));
      bits32 = std::max(bits32, width(value32[i]));
    }
    ASSERT_EQ(static_cast<int>(std::bit_width(magnitude)), bits);
    ASSERT_EQ(static_cast<int>(std::bit_width(magnitude32)), bits32);
    expect_untouched(value, n, 1);
    expect_untouched(value32, n, 1);
  }
}

TEST_P(RollupLanes, AddsTermsAndComparesTheSum) {
  Words words(3);
  for (std::size_t n = 1; n <= block_rows; ++n) {
    Ints sum, known, yes, no;
    sum.fill(0);
    known.fill(-1);
    Ints expected_sum = sum;
    Ints expected_known = known;
    for (const Int factor : {Int{20}, Int{-1}, Int{-1'000'000}}) {
      Ints value, valid;
      for (std::size_t i = 0; i < block_rows; ++i) {
        valid[i] = -static_cast<Int>(words.below(8) != 0);
        value[i] = words.below(3) == 0 ? 0 : words.number(37) & valid[i];
      }
      kernels().add_term(factor, value.data(), valid.data(), n, sum.data(), known.data());
      for (std::size_t i = 0; i < n; ++i) {
        expected_sum[i] += factor * value[i];
        expected_known[i] = expected_known[i] != 0 && valid[i] != 0 ? -1 : 0;
      }
    }
    ASSERT_EQ(sum, expected_sum);
    ASSERT_EQ(known, expected_known);
    sum[n - 1] = n % 2 == 0 ? 0 : least;  // a tie in the last row
    for (const Sign sign : {Sign::less, Sign::less_equal, Sign::greater, Sign::greater_equal,
                            Sign::equal, Sign::not_equal}) {
      yes.fill(untouched);
      no.fill(untouched);
      kernels().compare(sign, sum.data(), known.data(), n, yes.data(), no.data());
      for (std::size_t i = 0; i < n; ++i) {
        const Int x = sum[i];
        const bool holds[] = {x<0, x <= 0, x> 0, x >= 0, x == 0, x != 0};
        const bool is = holds[static_cast<std::size_t>(sign)];
        ASSERT_EQ(yes[i], known[i] != 0 && is ? -1 : 0);
        ASSERT_EQ(no[i], known[i] != 0 && !is ? -1 : 0);
      }
      expect_untouched(yes, n, 1);
      expect_untouched(no, n, 1);
    }
  }
}

TEST_P(RollupLanes, TalliesThreeAnswers) {
  Words words(4);
  for (std::size_t n = 1; n <= block_rows; ++n) {
    for (const bool with_unknown : {false, true}) {
      Ints yes, no, selected, unknown;
      for (std::size_t i = 0; i < block_rows; ++i) {
        yes[i] = words.mask();
        no[i] = ~yes[i];
      }
      const std::size_t at = words.below(n);
      if (with_unknown) yes[at] = no[at] = 0;
      if (n < block_rows) yes[n] = no[n] = 0;  // behind the last row: must not be seen
      selected.fill(untouched);
      unknown.fill(untouched);
      ASSERT_EQ(kernels().tally(yes.data(), no.data(), n, selected.data(), unknown.data()),
                with_unknown);
      for (std::size_t i = 0; i < n; ++i) {
        ASSERT_EQ(selected[i], yes[i] != 0 ? 1 : 0);
        ASSERT_EQ(unknown[i], with_unknown && i == at ? -1 : 0);
      }
      expect_untouched(selected, n, 1);
      expect_untouched(unknown, n, 1);
    }
  }
}

/// Eight lanes of a block with everything that they point to.
struct Lanes {
  std::array<Ints, lane_group> value, valid, selected;
  std::array<LaneSource, lane_group> sources;

  Lanes(Words& words, int bits) {
    for (std::size_t k = 0; k < lane_group; ++k) {
      for (std::size_t i = 0; i < block_rows; ++i) {
        valid[k][i] = words.mask();
        value[k][i] = words.number(bits) & valid[k][i];
        selected[k][i] = words.mask();
      }
      sources[k] = {value[k].data(), valid[k].data(), selected[k].data(), nullptr, 0};
    }
  }
};

TEST_P(RollupLanes, AddsEightLanesToTheSlotOfEachRow) {
  Words words(5);
  constexpr std::size_t stride = 24;
  constexpr std::size_t slots = 5;
  for (std::size_t n = 1; n <= block_rows; ++n) {
    Lanes lanes(words, 37);
    const char* const somewhere = reinterpret_cast<const char*>(lanes.value[0].data());
    lanes.sources[3].upcoming = somewhere;  // fetched, never read
    lanes.sources[3].width = 8;
    std::array<std::uint32_t, block_rows> slot;
    for (std::uint32_t& s : slot) s = static_cast<std::uint32_t>(words.below(slots));
    if (n % 3 == 0) slot.fill(2);  // every row in one group
    std::vector<Int> accumulators(slots * stride);
    for (Int& a : accumulators) a = words.number(40);
    std::vector<Int> expected = accumulators;
    constexpr std::size_t first = 8;
    kernels().add_lanes(lanes.sources.data(), slot.data(), n, accumulators.data() + first, stride);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < lane_group; ++k) {
        if (lanes.selected[k][i] == 0) continue;
        expected[slot[i] * stride + first + k] +=
            lanes.value[k][i] + (lanes.valid[k][i] != 0 ? one_cell : 0);
      }
    }
    ASSERT_EQ(accumulators, expected) << n << " rows";
  }
}

// The kernel empties an accumulator before 2^10 rows of 37 bits, or 2^14 rows of few bits: sums and
// counts must then still be told apart.
TEST_P(RollupLanes, KeepsSumsAndCountsApartUpToTheLimit) {
  struct Case {
    Int value;
    int rows;
  };
  for (const auto& [value, rows] :
       {Case{(Int{1} << 37) - 1, 1 << 10}, Case{-(Int{1} << 37), 1 << 10},
        Case{(Int{1} << 33) - 1, 1 << 14}, Case{-(Int{1} << 33), 1 << 14}, Case{0, 1 << 14},
        Case{-1, 1 << 14}}) {
    Words words(6);
    Lanes lanes(words, 1);
    for (std::size_t k = 0; k < lane_group; ++k) {
      lanes.value[k].fill(value);
      lanes.valid[k].fill(-1);
      lanes.selected[k].fill(-1);
    }
    std::array<std::uint32_t, block_rows> slot{};
    std::array<Int, lane_group> accumulators{};
    for (int done = 0; done < rows; done += static_cast<int>(block_rows)) {
      kernels().add_lanes(lanes.sources.data(), slot.data(), block_rows, accumulators.data(),
                          lane_group);
    }
    for (const Int accumulator : accumulators) {
      const Int cells = (accumulator + one_cell / 2) >> count_bit;
      EXPECT_EQ(cells, rows);
      EXPECT_EQ(accumulator - cells * one_cell, value * rows);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Levels, RollupLanes, ::testing::ValuesIn(testing::lane_levels()),
                         [](const auto& test) { return std::string(test.param->level); });

TEST(RollupLanes, OneOfTheLevelsIsChosen) {
  bool found = false;
  for (const LaneKernels* kernels : testing::lane_levels()) found |= kernels == &lane_kernels();
  EXPECT_TRUE(found) << lane_kernels().level;
}

}  // namespace
}  // namespace zonerank::detail
