// The roll-up's inner loops, on every machine level this machine has, against plain loops.

#include <array>
#include <bit>
#include <limits>
#include <vector>

#include "lanes/lane_levels.hpp"
#include "support/testing.hpp"

namespace zonerank::detail::test_rollup_lanes {
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
    Ints sum, known, yes, no, expected_sum, expected_known;
    sum.fill(untouched);
    known.fill(untouched);
    expected_sum = expected_known = sum;
    for (const Int factor : {Int{20}, Int{-1}, Int{-1'000'000}}) {
      Ints value, valid;
      for (std::size_t i = 0; i < block_rows; ++i) {
        valid[i] = -static_cast<Int>(words.below(8) != 0);
        value[i] = words.below(3) == 0 ? 0 : words.number(37) & valid[i];
      }
      const bool is_first = factor == 20;
      if (is_first) {
        kernels().begin_sum(-300, factor, value.data(), valid.data(), n, sum.data(), known.data());
      } else {
        kernels().add_term(factor, value.data(), valid.data(), n, sum.data(), known.data());
      }
      for (std::size_t i = 0; i < n; ++i) {
        expected_sum[i] = (is_first ? -300 : expected_sum[i]) + factor * value[i];
        expected_known[i] = (is_first || expected_known[i] != 0) && valid[i] != 0 ? -1 : 0;
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
      Ints yes, no, packed;
      for (std::size_t i = 0; i < block_rows; ++i) {
        yes[i] = words.mask();
        no[i] = ~yes[i];
      }
      const std::size_t at = words.below(n);
      if (with_unknown) yes[at] = no[at] = 0;
      if (n < block_rows) yes[n] = no[n] = 0;  // behind the last row: must not be seen
      packed.fill(untouched);
      ASSERT_EQ(kernels().tally(yes.data(), no.data(), n, packed.data()), with_unknown);
      for (std::size_t i = 0; i < n; ++i) {
        ASSERT_EQ(packed[i], with_unknown && i == at ? one_cell : yes[i] != 0 ? 1 : 0);
      }
      expect_untouched(packed, n, 1);
    }
  }
}

TEST_P(RollupLanes, PacksCellsFromAnyBits) {
  Words words(7);
  for (std::size_t n = 1; n <= block_rows; ++n) {
    for (const bool with_bits : {false, true}) {
      std::array<std::uint8_t, block_rows / 8> bits{};
      for (std::uint8_t& byte : bits) byte = static_cast<std::uint8_t>(words());
      std::array<std::int32_t, block_rows> cells;
      Ints value, valid, packed, packed32;
      for (std::size_t i = 0; i < block_rows; ++i) {
        cells[i] = static_cast<std::int32_t>(words.number(1 + static_cast<int>(words.below(32))));
        valid[i] = with_bits ? -Int{(bits[i / 8] >> (i % 8)) & 1} : -1;
        value[i] = cells[i] & valid[i];
      }
      packed.fill(untouched);
      packed32.fill(untouched);
      std::uint64_t magnitude = 0;
      kernels().pack(value.data(), valid.data(), n, packed.data());
      kernels().pack_int32(cells.data(), with_bits ? bits.data() : nullptr, n, packed32.data(),
                           &magnitude);
      int widest = 0;
      for (std::size_t i = 0; i < n; ++i) {
        ASSERT_EQ(packed[i], valid[i] != 0 ? cells[i] + one_cell : 0);
        ASSERT_EQ(packed32[i], packed[i]);
        const auto size = static_cast<std::uint64_t>(value[i] < 0 ? ~value[i] : value[i]);
        widest = std::max(widest, static_cast<int>(std::bit_width(size)));
      }
      ASSERT_GE(static_cast<int>(std::bit_width(magnitude)), widest);
      expect_untouched(packed, n, 1);
      expect_untouched(packed32, n, 1);
    }
  }
}

/// Eight lanes of a block with everything that they point to.
struct Lanes {
  std::array<Ints, lane_group> packed, selected;
  std::array<LaneSource, lane_group> sources;

  /// `all`: lanes without a condition alone.
  Lanes(Words& words, int bits, bool all) {
    for (std::size_t k = 0; k < lane_group; ++k) {
      for (std::size_t i = 0; i < block_rows; ++i) {
        packed[k][i] = (words.number(bits) + one_cell) & words.mask();
        selected[k][i] = words.mask();
      }
      const bool is_every_row = all || k % 3 == 0;
      if (is_every_row) selected[k].fill(-1);
      sources[k] = {packed[k].data(), is_every_row ? nullptr : selected[k].data(), nullptr, 0};
    }
  }
};

TEST_P(RollupLanes, AddsEightLanesToThePlaceOfEachRow) {
  Words words(5);
  constexpr std::size_t stride = 24;
  constexpr std::size_t slots = 5;
  for (std::size_t n = 1; n <= block_rows; ++n) {
    Lanes lanes(words, 37, n % 4 == 0);
    lanes.sources[3].upcoming = reinterpret_cast<const char*>(lanes.packed[0].data());
    lanes.sources[3].width = 8;  // fetched, never read
    std::array<std::uint64_t, block_rows> place;
    for (std::uint64_t& p : place) p = words.below(slots) * stride;
    if (n % 3 == 0) place.fill(2 * stride);  // every row in one group
    std::vector<Int> accumulators(slots * stride);
    for (Int& a : accumulators) a = words.number(40);
    std::vector<Int> expected = accumulators;
    constexpr std::size_t first = 8;
    kernels().add_lanes(lanes.sources.data(), place.data(), n, n % 2 == 0,
                        accumulators.data() + first);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < lane_group; ++k)
        expected[place[i] + first + k] += lanes.packed[k][i] & lanes.selected[k][i];
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
    Lanes lanes(words, 1, value < 0);
    for (std::size_t k = 0; k < lane_group; ++k) {
      lanes.packed[k].fill(value + one_cell);
      lanes.selected[k].fill(-1);
    }
    std::array<std::uint64_t, block_rows> place{};
    std::array<Int, lane_group> accumulators{};
    for (int done = 0; done < rows; done += static_cast<int>(block_rows))
      kernels().add_lanes(lanes.sources.data(), place.data(), block_rows, value > 0,
                          accumulators.data());
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
}  // namespace zonerank::detail::test_rollup_lanes
