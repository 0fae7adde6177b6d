// Doubles as decimals: x stands for k / 10^p exactly where that division rounds to x. The levels
// decide it differently (by a division, or by a fused product and a bound) and must agree.

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "lanes/lane_levels.hpp"
#include "support/testing.hpp"

namespace zonerank::detail::test_rollup_doubles {
namespace {

using testing::Words;
using Int = std::int64_t;

constexpr double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
constexpr int most_places = 9;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// The definition, by correctly rounded operations: k below 2^49, or nothing.
std::optional<Int> decimal_of(double x, double power) {
  const double k = std::nearbyint(x * power);
  if (!(std::abs(k) < 0x1p49) || k / power != x) return std::nullopt;
  return static_cast<Int>(k);
}

/// One number through the loop of a level; nothing where it is refused.
std::optional<Int> decoded(const LaneKernels& kernels, double x, double power) {
  std::array<double, block_rows> cells{};
  std::array<Int, block_rows> value, valid;
  valid.fill(-1);
  cells[0] = x;
  std::uint64_t magnitude = 0;
  if (!kernels.decode_doubles(cells.data(), 1, power, value.data(), valid.data(), &magnitude))
    return std::nullopt;
  return value[0];
}

/// The same by the loop that packs, where the digits take at most most_lane_bits: in registers (9
/// rows, the first of them) or behind them (1 row).
std::optional<Int> packed(const LaneKernels& kernels, double x, double power, std::size_t n) {
  std::array<double, block_rows> cells{};
  std::array<Int, block_rows> to;
  cells[0] = x;
  std::uint64_t magnitude = 0;
  if (!kernels.pack_doubles(cells.data(), nullptr, n, power, to.data(), &magnitude))
    return std::nullopt;
  return to[0] - one_cell;
}

/// Decimals, their neighbors among the doubles, and doubles of every size.
std::vector<double> hard_numbers(double power, std::uint32_t seed) {
  Words words(seed);
  std::vector<double> result = {0.0,
                                -0.0,
                                infinity,
                                -infinity,
                                0x1p-1074,
                                -0x1p-1074,
                                0x1p-1022,
                                1e-300,
                                1e300,
                                -1e300,
                                std::nextafter(infinity, 0)};
  const auto add = [&](double x) {
    for (const double y : {x, std::nextafter(x, infinity), std::nextafter(x, -infinity)}) {
      result.push_back(y);
      result.push_back(-y);
    }
  };
  for (int e = -60; e <= 60; ++e) add(std::ldexp(1.0, e));
  for (const double edge : {0x1p37, 0x1p38, 0x1p49, 0x1p50, 0x1p51, 0x1p52, 0x1p53, 0x1p63}) {
    for (Int below = -3; below <= 3; ++below) {
      add((edge + static_cast<double>(below)) / power);
      add((edge + 0.5) / power);
    }
  }
  for (int k = 0; k < 4000; ++k) {
    const double digits = static_cast<double>(words.number(1 + static_cast<int>(words.below(50))));
    add(digits / power);
    add((digits + 0.5) / power);                       // half way between two decimals
    result.push_back(std::bit_cast<double>(words()));  // any double, NaN too
  }
  return result;
}

class RollupDoubles : public ::testing::TestWithParam<const LaneKernels*> {
 protected:
  const LaneKernels& kernels() const { return *GetParam(); }
};

TEST_P(RollupDoubles, TakesExactlyTheDoublesOfDecimals) {
  int taken = 0;
  int refused = 0;
  for (int p = 0; p <= most_places; ++p) {
    for (const double x : hard_numbers(powers[p], static_cast<std::uint32_t>(p))) {
      if (std::isnan(x)) continue;
      const std::optional<Int> expected = decimal_of(x, powers[p]);
      ASSERT_EQ(decoded(kernels(), x, powers[p]), expected)
          << ::testing::PrintToString(x) << " with " << p << " decimals";
      constexpr Int limit = Int{1} << most_lane_bits;
      const bool is_small = expected && *expected >= -limit && *expected < limit;
      const std::optional<Int> to_pack = is_small ? expected : std::nullopt;
      ASSERT_EQ(packed(kernels(), x, powers[p], 9), to_pack)
          << ::testing::PrintToString(x) << " with " << p << " decimals, in registers";
      ASSERT_EQ(packed(kernels(), x, powers[p], 1), to_pack)
          << ::testing::PrintToString(x) << " with " << p << " decimals, alone";
      ++(expected ? taken : refused);
    }
  }
  EXPECT_GT(taken, 50'000);
  EXPECT_GT(refused, 100'000);
}

TEST_P(RollupDoubles, ReadsBlocksWithBlanksAndNans) {
  Words words(20);
  for (std::size_t n = 1; n <= block_rows; ++n) {
    std::array<double, block_rows> cells;
    std::array<Int, block_rows> value, valid, digits, was;
    value.fill(77);
    for (std::size_t i = 0; i < block_rows; ++i) {
      digits[i] = words.number(1 + static_cast<int>(words.below(49)));
      cells[i] = static_cast<double>(digits[i]) / 100;
      valid[i] = words.mask();
      if (valid[i] == 0 && words.below(2) == 0) cells[i] = infinity;  // garbage behind a blank
      if (words.below(5) == 0) cells[i] = nan;
      was[i] = valid[i];
    }
    if (n < block_rows) cells[n] = 1e300, valid[n] = -1;  // behind the last row
    std::uint64_t magnitude = 0;
    ASSERT_TRUE(
        kernels().decode_doubles(cells.data(), n, 100, value.data(), valid.data(), &magnitude));
    for (std::size_t i = 0; i < n; ++i) {
      const bool here = was[i] != 0 && !std::isnan(cells[i]);
      ASSERT_EQ(valid[i], here ? -1 : 0);
      ASSERT_EQ(value[i], here ? digits[i] : 0);
      const auto size = static_cast<std::uint64_t>(value[i] < 0 ? ~value[i] : value[i]);
      ASSERT_LE(std::bit_width(size), std::bit_width(magnitude));
    }
    ASSERT_TRUE(n == block_rows || value[n] == 77);
  }
}

TEST_P(RollupDoubles, PacksBlocksWithBlanks) {
  Words words(21);
  for (std::size_t n = 1; n <= block_rows; ++n) {
    std::array<double, block_rows> cells;
    std::array<std::uint8_t, block_rows / 8> bits{};
    std::array<Int, block_rows> to, digits;
    to.fill(77);
    for (std::uint8_t& byte : bits) byte = static_cast<std::uint8_t>(words());
    const auto is_valid = [&](std::size_t i) { return ((bits[i / 8] >> (i % 8)) & 1) != 0; };
    int widest = 0;
    for (std::size_t i = 0; i < block_rows; ++i) {
      digits[i] = words.number(1 + static_cast<int>(words.below(most_lane_bits + 1)));
      cells[i] = static_cast<double>(digits[i]) / 100;
      if (!is_valid(i) && words.below(2) == 0) cells[i] = i % 2 == 0 ? nan : infinity;
      const auto size = static_cast<std::uint64_t>(digits[i] < 0 ? ~digits[i] : digits[i]);
      if (i < n && is_valid(i)) widest = std::max(widest, static_cast<int>(std::bit_width(size)));
    }
    std::uint64_t magnitude = 0;
    ASSERT_TRUE(kernels().pack_doubles(cells.data(), bits.data(), n, 100, to.data(), &magnitude));
    for (std::size_t i = 0; i < n; ++i)
      ASSERT_EQ(to[i], is_valid(i) ? digits[i] + one_cell : 0) << "row " << i << " of " << n;
    ASSERT_GE(static_cast<int>(std::bit_width(magnitude)), widest);
    ASSERT_TRUE(n == block_rows || to[n] == 77);
  }
}

TEST_P(RollupDoubles, RefusesOneBadNumberInAnyRow) {
  for (std::size_t n = 1; n <= block_rows; ++n) {
    for (const double bad : {0.125, infinity, 1e20}) {
      std::array<double, block_rows> cells;
      std::array<Int, block_rows> value, valid;
      cells.fill(0.25);
      cells[n - 1] = bad;
      valid.fill(-1);
      std::uint64_t magnitude = 0;
      ASSERT_FALSE(
          kernels().decode_doubles(cells.data(), n, 100, value.data(), valid.data(), &magnitude));
      ASSERT_FALSE(kernels().pack_doubles(cells.data(), nullptr, n, 100, value.data(), &magnitude));
    }
    std::array<double, block_rows> blank;  // NaN is a blank, which only bits say to this loop
    blank.fill(0.25);
    blank[n - 1] = nan;
    std::array<Int, block_rows> packed_cells;
    std::uint64_t magnitude = 0;
    ASSERT_FALSE(
        kernels().pack_doubles(blank.data(), nullptr, n, 100, packed_cells.data(), &magnitude));
  }
}

INSTANTIATE_TEST_SUITE_P(Levels, RollupDoubles, ::testing::ValuesIn(testing::lane_levels()),
                         [](const auto& test) { return std::string(test.param->level); });

}  // namespace
}  // namespace zonerank::detail::test_rollup_doubles
