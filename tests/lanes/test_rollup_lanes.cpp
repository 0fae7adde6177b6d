// The roll-up's inner loops, on every machine level this machine has, against plain loops.

#include <algorithm>
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

using Bits = std::array<std::uint8_t, block_rows / 8>;

constexpr Int untouched = 0x5A5A5A5A5A5A5A5A;
constexpr Int least = std::numeric_limits<Int>::min();
constexpr Int most = std::numeric_limits<Int>::max();

/// Rows from `n` rounded up to `whole` on are as they were.
void expect_untouched(const Ints& rows, std::size_t n, std::size_t whole) {
  for (std::size_t i = (n + whole - 1) / whole * whole; i < block_rows; ++i)
    ASSERT_EQ(rows[i], untouched) << "row " << i << " of " << n;
}

Bits random_bits(Words& words) {
  Bits bits;
  for (std::uint8_t& byte : bits) byte = static_cast<std::uint8_t>(words());
  return bits;
}

bool bit(const Bits& bits, std::size_t i) { return ((bits[i / 8] >> (i % 8)) & 1) != 0; }

void set(Bits& bits, std::size_t i, bool to) {
  const auto place = static_cast<std::uint8_t>(1U << (i % 8));
  bits[i / 8] = static_cast<std::uint8_t>(to ? bits[i / 8] | place : bits[i / 8] & ~place);
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

TEST_P(RollupLanes, GathersWhatItSpread) {
  Words words(8);
  for (std::size_t n = 1; n <= block_rows; ++n) {
    const Bits bits = random_bits(words);
    Ints mask;
    kernels().spread_bits(bits.data(), n, mask.data());
    Bits gathered;
    gathered.fill(0x5A);
    kernels().gather_bits(mask.data(), n, gathered.data());
    for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(bit(gathered, i), bit(bits, i));
    for (std::size_t b = (n + 7) / 8; b < gathered.size(); ++b) ASSERT_EQ(gathered[b], 0x5A);
  }
}

TEST_P(RollupLanes, AddsTerms) {
  Words words(3);
  for (std::size_t n = 1; n <= block_rows; ++n) {
    Ints sum, known;
    sum.fill(untouched);
    known.fill(untouched);
    std::fill_n(sum.begin(), n, -300);
    std::fill_n(known.begin(), n, -1);
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
        expected_known[i] &= valid[i];
      }
    }
    ASSERT_EQ(sum, expected_sum);
    ASSERT_EQ(known, expected_known);
  }
}

/// Packed cells of a block with some blanks, and what they stand for.
struct PackedColumn {
  Ints packed{};
  std::array<Int, block_rows> value{};
  Bits bits{};

  PackedColumn(Words& words, int width) {
    for (std::size_t i = 0; i < block_rows; ++i) {
      const bool is_valid = words.below(8) != 0;
      set(bits, i, is_valid);
      value[i] = words.below(3) == 0 ? 0 : words.number(width);
      packed[i] = is_valid ? value[i] + one_cell : 0;
    }
  }
};

TEST_P(RollupLanes, ComparesSumsOfPackedCells) {
  Words words(9);
  const std::vector<std::vector<Int>> factors = {{1}, {-1}, {3}, {20, -1}, {1, 1, -1'000'000}};
  int ties = 0;
  for (std::size_t n = 1; n <= block_rows; ++n) {
    const std::vector<Int>& chosen = factors[n % factors.size()];
    std::vector<PackedColumn> columns;
    std::vector<LaneTerm> terms;
    for (std::size_t t = 0; t < chosen.size(); ++t) columns.emplace_back(words, n % 7 < 3 ? 2 : 38);
    for (std::size_t t = 0; t < chosen.size(); ++t)
      terms.push_back({chosen[t], columns[t].packed.data(), columns[t].bits.data()});
    if (n % 4 == 0) {  // a column without blanks has no bits
      for (std::size_t i = 0; i < block_rows; ++i) {
        columns[0].packed[i] = columns[0].value[i] + one_cell;
        set(columns[0].bits, i, true);
      }
      terms[0].bits = nullptr;
    }
    const Int constant = n % 3 == 0 ? 0 : words.number(40);
    for (const Sign sign : {Sign::less, Sign::less_equal, Sign::greater, Sign::greater_equal,
                            Sign::equal, Sign::not_equal}) {
      Bits yes, no;
      kernels().compare(sign, constant, terms.data(), terms.size(), n, yes.data(), no.data());
      for (std::size_t i = 0; i < n; ++i) {
        Int x = constant;
        bool known = true;
        for (std::size_t t = 0; t < chosen.size(); ++t) {
          x += chosen[t] * columns[t].value[i];
          known = known && bit(columns[t].bits, i);
        }
        ties += x == 0 ? 1 : 0;
        const bool holds[] = {x<0, x <= 0, x> 0, x >= 0, x == 0, x != 0};
        const bool is = holds[static_cast<std::size_t>(sign)];
        ASSERT_EQ(bit(yes, i), known && is) << "row " << i << " of " << n;
        ASSERT_EQ(bit(no, i), known && !is) << "row " << i << " of " << n;
      }
    }
  }
  EXPECT_GT(ties, 1000);
}

// The sum may take all of 63 bits, though its cells are counted above 48.
TEST_P(RollupLanes, ComparesSumsOf63Bits) {
  constexpr Int widest = (Int{1} << 37) - 1;
  constexpr Int factor = Int{1} << 25;
  Ints packed;
  packed.fill(widest + one_cell);
  for (const Int constant : {Int{0}, -factor * widest, -factor * widest - 1, 1 - factor * widest}) {
    const LaneTerm term{factor, packed.data(), nullptr};
    Bits yes, no;
    kernels().compare(Sign::less, constant, &term, 1, 8, yes.data(), no.data());
    EXPECT_EQ(yes[0], constant < -factor * widest ? 0xFF : 0);
    EXPECT_EQ(no[0], static_cast<std::uint8_t>(~yes[0]));
    const LaneTerm negated{-factor, packed.data(), nullptr};
    kernels().compare(Sign::greater, -constant, &negated, 1, 8, yes.data(), no.data());
    EXPECT_EQ(yes[0], constant < -factor * widest ? 0xFF : 0);
  }
}

TEST_P(RollupLanes, SelectsCells) {
  Words words(10);
  for (std::size_t n = 1; n <= block_rows; ++n) {
    const Bits chosen = random_bits(words);
    Ints packed, selected;
    for (Int& cell : packed) cell = words.number(50);
    selected.fill(untouched);
    kernels().select(packed.data(), chosen.data(), n, selected.data());
    for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(selected[i], bit(chosen, i) ? packed[i] : 0);
    expect_untouched(selected, n, 8);
  }
}

TEST_P(RollupLanes, TalliesThreeAnswers) {
  Words words(4);
  for (std::size_t n = 1; n <= block_rows; ++n) {
    for (const bool with_unknown : {false, true}) {
      Bits yes = random_bits(words);
      Bits no;
      for (std::size_t b = 0; b < no.size(); ++b) no[b] = static_cast<std::uint8_t>(~yes[b]);
      const std::size_t at = words.below(n);
      if (with_unknown) set(yes, at, false), set(no, at, false);
      if (n < block_rows) set(yes, n, false), set(no, n, false);  // behind the last row
      Ints packed;
      packed.fill(untouched);
      ASSERT_EQ(kernels().tally(yes.data(), no.data(), n, packed.data()), with_unknown);
      for (std::size_t i = 0; i < n; ++i) {
        ASSERT_EQ(packed[i], with_unknown && i == at ? one_cell : bit(yes, i) ? 1 : 0);
      }
      expect_untouched(packed, n, 8);
    }
  }
}

TEST_P(RollupLanes, LooksUpWhatIsThere) {
  Words words(11);
  const std::vector<std::int32_t> table = {7, 5, 9, 0, 2'000'000'000, -1};
  for (std::size_t n = 1; n <= block_rows; ++n) {
    std::array<std::int32_t, block_rows> index{};
    for (std::int32_t& i : index) i = static_cast<std::int32_t>(words.below(5));
    std::array<std::uint32_t, block_rows> found{};
    ASSERT_TRUE(kernels().look_up(index.data(), n, table.data(), table.size(), found.data()));
    for (std::size_t i = 0; i < n; ++i)
      ASSERT_EQ(found[i], static_cast<std::uint32_t>(table[static_cast<std::size_t>(index[i])]));
    for (const std::int32_t bad : {5, 6, -1, std::numeric_limits<std::int32_t>::min()}) {
      std::array<std::int32_t, block_rows> with_bad = index;
      with_bad[words.below(n)] = bad;
      ASSERT_FALSE(kernels().look_up(with_bad.data(), n, table.data(), table.size(), found.data()));
      if (n == block_rows) continue;
      with_bad = index;
      with_bad[n] = bad;  // behind the last row
      ASSERT_TRUE(kernels().look_up(with_bad.data(), n, table.data(), table.size(), found.data()));
    }
    ASSERT_FALSE(kernels().look_up(index.data(), n, table.data(), 0, found.data()));
  }
}

TEST_P(RollupLanes, FindsTheLeastAndTheMost) {
  Words words(12);
  for (std::size_t n = 1; n <= block_rows; ++n) {
    std::array<std::int32_t, block_rows> x;
    for (std::int32_t& value : x) value = static_cast<std::int32_t>(words.number(20));
    std::int32_t low = 0;
    std::int32_t high = 0;
    kernels().least_and_most(x.data(), n, &low, &high);
    ASSERT_EQ(low, *std::min_element(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(n)));
    ASSERT_EQ(high, *std::max_element(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(n)));
  }
}

TEST_P(RollupLanes, FindsGroupsThatAreKnown) {
  Words words(13);
  constexpr std::uint32_t zones = 5, years = 2, industries = 3, first_year = 2019;
  std::vector<std::uint32_t> places(2022, no_group);
  places[2019] = 1, places[2020] = 0, places[2021] = 2;  // the last beyond the table
  std::vector<std::uint32_t> groups;
  for (std::uint32_t g = 0; g < zones * years * industries; ++g) groups.push_back(1000 + g);
  groups[0] = no_group;  // zone 0 in 2020 and industry 0
  const GroupTable table{places.data(), groups.data(), 2022, zones, years, industries};
  for (std::size_t n = 1; n <= block_rows; ++n) {
    for (const bool with_industry : {false, true}) {
      std::array<std::uint32_t, block_rows> zone, industry, found;
      std::array<std::int32_t, block_rows> year;
      for (std::size_t i = 0; i < block_rows; ++i) {
        zone[i] = static_cast<std::uint32_t>(1 + words.below(zones - 1));
        year[i] = static_cast<std::int32_t>(first_year + (n % 2 == 0 ? words.below(2) : n % 3 / 2));
        industry[i] = static_cast<std::uint32_t>(words.below(industries));
      }
      const std::uint32_t* const by = with_industry ? industry.data() : nullptr;
      const auto find = [&] {
        return kernels().find_groups(table, zone.data(), year.data(), by, n, found.data());
      };
      ASSERT_TRUE(find());
      for (std::size_t i = 0; i < n; ++i) {
        const std::uint32_t place = places[static_cast<std::size_t>(year[i])];
        const std::uint32_t at =
            (zone[i] * years + place) * industries + (with_industry ? industry[i] : 0);
        ASSERT_EQ(found[i], 1000 + at);
      }
      const std::size_t bad = words.below(n);
      const std::int32_t was = year[bad];
      for (const std::int32_t unknown : {2018, 2021, 2022, 0, -1}) {
        year[bad] = unknown;
        ASSERT_FALSE(find()) << unknown;
      }
      year[bad] = was;
      zone[bad] = zones;
      ASSERT_FALSE(find());
      zone[bad] = 0, year[bad] = 2020, industry[bad] = 0;
      ASSERT_FALSE(find());
      zone[bad] = 1, industry[bad] = industries;
      ASSERT_EQ(find(), !with_industry);
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
  std::array<Ints, lane_group> packed;
  std::array<LaneSource, lane_group> sources;

  Lanes(Words& words, int bits) {
    for (std::size_t k = 0; k < lane_group; ++k) {
      for (std::size_t i = 0; i < block_rows; ++i)
        packed[k][i] = (words.number(bits) + one_cell) & words.mask();
      sources[k] = {packed[k].data(), nullptr, 0};
    }
  }
};

TEST_P(RollupLanes, AddsEightLanesToThePlaceOfEachRow) {
  Words words(5);
  constexpr std::size_t stride = 24;
  constexpr std::size_t slots = 5;
  for (std::size_t n = 1; n <= block_rows; ++n) {
    Lanes lanes(words, 37);
    for (std::size_t k = 0; k < lane_group; ++k) {  // fetched, never read
      lanes.sources[k].upcoming = reinterpret_cast<const char*>(lanes.packed[0].data());
      lanes.sources[k].width = k % 3 * 4;
    }
    std::array<std::uint32_t, block_rows> slot;
    for (std::uint32_t& s : slot) s = static_cast<std::uint32_t>(words.below(slots));
    if (n % 3 == 0) slot.fill(2);  // every row in one group
    std::vector<Int> accumulators(slots * stride);
    for (Int& a : accumulators) a = words.number(40);
    std::vector<Int> expected = accumulators;
    constexpr std::size_t first = 8;
    kernels().add_lanes(lanes.sources.data(), slot.data(), stride, n, n % 2 == 0,
                        accumulators.data() + first);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < lane_group; ++k)
        expected[slot[i] * stride + first + k] += lanes.packed[k][i];
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
    for (Ints& packed : lanes.packed) packed.fill(value + one_cell);
    std::array<std::uint32_t, block_rows> slot{};
    std::array<Int, lane_group> accumulators{};
    for (int done = 0; done < rows; done += static_cast<int>(block_rows))
      kernels().add_lanes(lanes.sources.data(), slot.data(), lane_group, block_rows, value > 0,
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
