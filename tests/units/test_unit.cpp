#include "zonerank/units/unit.hpp"

#include <string>
#include <utility>

#include "support/testing.hpp"
#include "zonerank/units/unit_name.hpp"

namespace zonerank::test_unit {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

const Units units;

/// A unit as its factor to base units, for messages of failed tests.
std::string shown(const Scale& scale) {
  return std::to_string(scale.numerator) + "/" + std::to_string(scale.denominator) + " * 10^" +
         std::to_string(scale.exponent);
}

::testing::AssertionResult same_unit(const std::string& a, const std::string& b) {
  const Unit left = units.parse(a);
  const Unit right = units.parse(b);
  if (!same_dimension(left, right)) {
    return ::testing::AssertionFailure() << a << " and " << b << " differ in dimension";
  }
  if (left.scale == right.scale) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure()
         << a << " is " << shown(left.scale) << ", " << b << " is " << shown(right.scale);
}

Scale converted(const std::string& from, const std::string& to) {
  return conversion(units.parse(from), units.parse(to));
}

TEST(Scale, IsKeptInLowestTermsWithoutTens) {
  EXPECT_EQ((Scale{6, 1, 0} / Scale{4, 1, 0}), (Scale{3, 2, 0}));
  EXPECT_EQ((Scale{5, 1, 0} * Scale{2, 1, 0}), (Scale{1, 1, 1}));
  EXPECT_EQ((Scale{1, 1, 3} / Scale{1, 1, 4}), (Scale{1, 1, -1}));
  EXPECT_EQ((Scale{3, 7, 2} / Scale{3, 7, 2}), Scale{});
  EXPECT_EQ((Scale{1, 3, 0} * Scale{3, 1, 0}), Scale{});
}

TEST(Scale, EqualsTheSameFactorWrittenOtherwise) {
  EXPECT_EQ((Scale{1, 5, 2}), (Scale{2, 1, 1}));
  EXPECT_EQ((Scale{1, 2, 0}), (Scale{5, 1, -1}));
  EXPECT_NE((Scale{1, 5, 2}), (Scale{2, 1, 2}));
  EXPECT_NE((Scale{1, 3, 0}), (Scale{3, 1, -1}));
}

TEST(Scale, AsDoubleIsRoundedOnce) {
  EXPECT_EQ(to_double(Scale{1, 1, -2}), 0.01);
  EXPECT_EQ(to_double(Scale{1, 3, 0}), 1.0 / 3.0);
  EXPECT_EQ(to_double(Scale{7, 1, 9}), 7e9);
}

TEST(Scale, BeyondSixtyFourBitsIsAnError) {
  const Scale large{3'037'000'501, 1, 0};
  EXPECT_ERROR(large * large * large, HasSubstr("its scale is out of range"));
}

TEST(Units, KnowEverySymbolInItsOwnDimension) {
  for (const auto& [symbol, dimension] : {std::pair{"CNY", Dimension::money},
                                          {"kCNY", Dimension::money},
                                          {"person", Dimension::person},
                                          {"item", Dimension::count},
                                          {"count", Dimension::count},
                                          {"tce", Dimension::coal},
                                          {"t", Dimension::mass},
                                          {"m", Dimension::length},
                                          {"km", Dimension::length},
                                          {"score", Dimension::score},
                                          {"index", Dimension::index}}) {
    EXPECT_TRUE(units.parse(symbol).is(dimension)) << symbol;
    EXPECT_EQ(units.parse(symbol).text, symbol);
    EXPECT_FALSE(units.parse(symbol).is_pure_number()) << symbol;
  }
  EXPECT_FALSE(same_dimension(units.parse("score"), units.parse("index")));
  EXPECT_FALSE(same_dimension(units.parse("t"), units.parse("tce")));
  EXPECT_TRUE(same_unit("item", "count")) << "count-like units are one dimension";
}

TEST(Units, PureNumbers) {
  EXPECT_TRUE(units.parse("1").is_pure_number());
  EXPECT_TRUE(units.parse("%").is_pure_number());
  EXPECT_EQ(units.parse("%").scale, (Scale{1, 1, -2}));
  EXPECT_TRUE(units.parse("kCNY/CNY").is_pure_number());
  EXPECT_EQ(units.parse("kCNY/CNY").scale, (Scale{1, 1, 3}));
}

TEST(Units, KnowAreas) {
  EXPECT_EQ(converted("km2", "m2"), (Scale{1, 1, 6}));
  EXPECT_EQ(converted("ha", "m2"), (Scale{1, 1, 4}));
  EXPECT_EQ(converted("km2", "ha"), (Scale{1, 1, 2}));
  EXPECT_TRUE(same_unit("m*m", "m2"));
}

TEST(Units, KnowEveryMultiplier) {
  for (const auto& [text, exponent] : {std::pair{"10k CNY", 4},
                                       {"m CNY", 6},
                                       {"10m CNY", 7},
                                       {"100m CNY", 8},
                                       {"bn CNY", 9},
                                       {"10bn CNY", 10},
                                       {"万元", 4},
                                       {"百万元", 6},
                                       {"千万元", 7},
                                       {"亿元", 8},
                                       {"万 元", 4},
                                       {"万亿元", 12},
                                       {"10k 元", 4}}) {
    EXPECT_EQ(converted(text, "CNY"), (Scale{1, 1, exponent})) << text;
  }
}

TEST(Units, TheLetterMAloneIsMetre) {
  EXPECT_TRUE(units.parse("m").is(Dimension::length));
  EXPECT_TRUE(same_unit("m CNY", "百万元"));
  EXPECT_EQ(converted("m m", "m"), (Scale{1, 1, 6})) << "a million metres";
  EXPECT_EQ(converted("m m2", "m2"), (Scale{1, 1, 6})) << "a million square metres";
  EXPECT_TRUE(same_unit("CNY/m2", "元/平方米"));
  EXPECT_TRUE(same_unit("m/person", "米/人"));
}

TEST(Units, KnowChineseNames) {
  for (const auto& [name, symbol] :
       {std::pair{"元", "CNY"},   {"千元", "kCNY"},       {"人", "person"},
        {"人年", "person"},       {"FTE", "person"},      {"件", "item"},
        {"项", "item"},           {"篇", "item"},         {"家", "count"},
        {"个", "count"},          {"户", "count"},        {"所", "count"},
        {"吨标准煤", "tce"},      {"吨标煤", "tce"},      {"吨", "t"},
        {"tonne", "t"},           {"公顷", "ha"},         {"平方公里", "km2"},
        {"平方千米", "km2"},      {"平方米", "m2"},       {"米", "m"},
        {"公里", "km"},           {"分", "score"},        {"％", "%"},
        {"yuan", "CNY"},          {"万人", "10k person"}, {"亿元", "100m CNY"},
        {"万吨标准煤", "10k tce"}}) {
    EXPECT_TRUE(same_unit(name, symbol));
    EXPECT_EQ(units.parse(name).text, name) << "a reader sees it as written";
  }
}

TEST(Units, CombineWithTimesAndLeftAssociativeDivision) {
  EXPECT_EQ(converted("item/10k person", "item/person"), (Scale{1, 1, -4}));
  EXPECT_EQ(converted("item / 10k person", "件/万人"), Scale{});
  EXPECT_EQ(converted("tce/10k CNY", "吨标准煤/万元"), Scale{});
  EXPECT_EQ(converted("10k CNY/person", "kCNY/person"), (Scale{1, 1, 1}));
  EXPECT_EQ(converted("100m CNY/10k person", "CNY/person"), (Scale{1, 1, 4}));
  EXPECT_TRUE(same_unit("m/km/km", "m/km2"));
  EXPECT_TRUE(same_unit("CNY/person/m2", "CNY/m2/person"));
  EXPECT_TRUE(same_unit("CNY*person/person", "CNY"));
  EXPECT_FALSE(same_unit("CNY/person*person", "CNY/person")) << "* after / multiplies";
  EXPECT_TRUE(same_unit("1/person", "1/人"));
  EXPECT_EQ(units.parse("  kCNY / person ").text, "kCNY / person");
}

TEST(Units, ConvertBothWaysExactly) {
  for (const auto& [a, b] : {std::pair{"kCNY", "100m CNY"},
                             {"item/10m CNY", "item/kCNY"},
                             {"tce/10k CNY", "tce/kCNY"},
                             {"%", "1"},
                             {"ha", "km2"}}) {
    EXPECT_EQ(converted(a, b) * converted(b, a), Scale{}) << a << " and " << b;
  }
  EXPECT_EQ(converted("1", "%"), (Scale{1, 1, 2}));
}

TEST(Units, PowersDoNotWrapAround) {
  std::string text = "m9";
  for (int i = 1; i < 11; ++i) text += "*m9";
  EXPECT_EQ(units.parse(text).powers[static_cast<std::size_t>(Dimension::length)], 99);
  EXPECT_ERROR(units.parse(text + "*m9"), HasSubstr("its powers go beyond 100"));
}

TEST(UnitsParse, NamesTheNearestSymbol) {
  EXPECT_ERROR(units.parse("kCYN"), AllOf(HasSubstr("\"kCYN\" is not a unit (no such symbol)"),
                                          EndsWith("did you mean \"kCNY\"?")));
  EXPECT_ERROR(units.parse("persons"), EndsWith("did you mean \"person\"?"));
  EXPECT_ERROR(units.parse("美元"),
               AllOf(HasSubstr("\"美元\" is not a unit"), HasSubstr("known: ")));
}

TEST(UnitsParse, SaysWhereItStoppedReading) {
  EXPECT_ERROR(
      units.parse("kCNY persons"),
      AllOf(HasSubstr("\"kCNY persons\" is not a unit (not understood from \"persons\" on)"),
            EndsWith("did you mean \"person\"?")));
  EXPECT_ERROR(units.parse("item/10k persn"), HasSubstr("not understood from \"10k persn\" on"));
  EXPECT_ERROR(units.parse("m22"), HasSubstr("not understood from \"2\" on"));
  EXPECT_ERROR(units.parse("kCNY kCNY"), HasSubstr("not understood from \"kCNY\" on"));
}

TEST(UnitsParse, EmptyTextIsNoUnit) {
  EXPECT_ERROR(units.parse(""), AllOf(HasSubstr("\"\" is not a unit (nothing is written)"),
                                      HasSubstr("known: "), Not(HasSubstr("did you mean"))));
  EXPECT_ERROR(units.parse("  "), HasSubstr("nothing is written"));
}

TEST(UnitsParse, AMultiplierAloneOrWithoutItsSpaceIsNoUnit) {
  for (const char* text : {"万", "亿", "100m", "10bn", "10kCNY", "10 m", "10k"}) {
    EXPECT_ERROR(units.parse(text), HasSubstr("\"" + std::string(text) + "\" is not a unit"));
  }
}

TEST(UnitName, IsChineseWhereThereIsAName) {
  EXPECT_EQ(chinese_unit("kCNY"), "千元");
  EXPECT_EQ(chinese_unit("item/10k person"), "件/万人");
  EXPECT_EQ(chinese_unit("100m CNY / km2"), "亿元/平方公里");
  for (const char* text : {"%", "1", "", "10k", "widget", "10k widget", "x person"})
    EXPECT_EQ(chinese_unit(text), text);
}

}  // namespace
}  // namespace zonerank::test_unit
