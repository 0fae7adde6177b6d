// Units that a system adds, and units in the middle of a formula.

#include <string>
#include <tuple>

#include "support/testing.hpp"
#include "zonerank/units/unit.hpp"

namespace zonerank::test_unit_own {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

const Units units;

TEST(UnitsDefine, AddsASystemsOwnUnits) {
  Units own;
  own.define("mu", "666.67 m2");
  EXPECT_EQ(conversion(own.parse("mu"), own.parse("m2")), (Scale{66667, 1, -2}));
  own.define("亩", "mu");
  EXPECT_EQ(conversion(own.parse("万亩"), own.parse("mu")), (Scale{1, 1, 4}));
  own.define("hectare", "10000 m2");
  EXPECT_EQ(conversion(own.parse("hectare"), own.parse("ha")), Scale{});
  EXPECT_EQ(own.parse("CNY/hectare").text, "CNY/hectare");
  EXPECT_ERROR(units.parse("mu"), HasSubstr("\"mu\" is not a unit"));
}

TEST(UnitsDefine, AKindOfItsOwnFitsNoOther) {
  Units own;
  own.define("USD", "new");
  own.define("ton_km", "new");
  EXPECT_FALSE(own.parse("USD").is_pure_number());
  for (const char* other : {"CNY", "item", "ton_km", "score", "1"}) {
    EXPECT_FALSE(same_dimension(own.parse("USD"), own.parse(other))) << other;
  }
  EXPECT_EQ(conversion(own.parse("m USD"), own.parse("USD")), (Scale{1, 1, 6}));
}

TEST(UnitsDefine, RefusesWhatCannotBeUsed) {
  Units own;
  EXPECT_ERROR(own.define("mu", "666.67 foo"), HasSubstr("\"foo\" is not a unit"));
  EXPECT_ERROR(own.define("mu", ""), HasSubstr("nothing is written"));
  EXPECT_ERROR(own.define("mu", "0 m2"), HasSubstr("is not a unit"));
  EXPECT_ERROR(own.define("CO2", "new"),
               AllOf(HasSubstr("its name could not be read in a formula"),
                     HasSubstr("use letters and _, or Chinese characters")));
  for (std::size_t k = 0; k < n_own_dimensions; ++k) {
    own.define(std::string("kind_") + static_cast<char>('a' + k), "new");
  }
  EXPECT_ERROR(own.define("one_more", "new"), HasSubstr("at most 8 kinds of its own"));
}

TEST(UnitsPrefix, TakesTheUnitAtTheBeginningOnly) {
  for (const auto& [text, unit, rest] : {std::tuple{"CNY and b", "CNY", " and b"},
                                         {"CNY / employees", "CNY", " / employees"},
                                         {"CNY / person * x", "CNY / person", " * x"},
                                         {"亿元)", "亿元", ")"},
                                         {"CNY / 1.5", "CNY", " / 1.5"},
                                         {"CNY * 1e3", "CNY", " * 1e3"}}) {
    std::string_view left = text;
    EXPECT_EQ(units.parse_prefix(left).text, unit) << text;
    EXPECT_EQ(left, rest) << text;
  }
}

TEST(UnitsPrefix, KnowsWhetherAUnitBegins) {
  EXPECT_TRUE(units.begins_with_unit(" kCNY + a"));
  EXPECT_TRUE(units.begins_with_unit("% "));
  EXPECT_TRUE(units.begins_with_unit(" 1/person"));
  EXPECT_FALSE(units.begins_with_unit(" * kCNY"));
  EXPECT_FALSE(units.begins_with_unit(" 1"));
  EXPECT_FALSE(units.begins_with_unit(" revenue"));
  EXPECT_FALSE(units.begins_with_unit(""));
}

}  // namespace
}  // namespace zonerank::test_unit_own
