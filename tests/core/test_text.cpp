#include "zonerank/core/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>

namespace zonerank::test_text {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Trim, TakesAsciiAndFullWidthSpacesFromBothEndsOnly) {
  EXPECT_EQ(trim(" \t\r\n a b \v\f"), "a b");
  EXPECT_EQ(trim("　 　营业收入　 "), "营业收入");
  EXPECT_EQ(trim("营业　收入"), "营业　收入");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim(" 　 "), "");
}

TEST(Lower, ChangesAsciiLettersOnly) {
  EXPECT_EQ(lower("QC05_0 Ä 营"), "qc05_0 Ä 营");
  EXPECT_EQ(lower("AZ@[`{az"), "az@[`{az");
}

TEST(Join, PutsTheSeparatorBetweenPartsOnly) {
  EXPECT_EQ(join({}, ", "), "");
  EXPECT_EQ(join({"a"}, ", "), "a");
  EXPECT_EQ(join({"a", "", "c"}, ", "), "a, , c");
}

TEST(Shortest, WritesTheFewestDigitsThatReadBack) {
  EXPECT_EQ(shortest(0.1), "0.1");
  EXPECT_EQ(shortest(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(shortest(-3.0), "-3");
  EXPECT_EQ(shortest(std::numeric_limits<double>::quiet_NaN()), "nan");
  EXPECT_EQ(shortest(-std::numeric_limits<double>::quiet_NaN()), "nan");
  EXPECT_EQ(shortest(std::numeric_limits<double>::infinity()), "inf");
  for (const double value : {1.0 / 3.0, 5e-324, 1.7976931348623157e308, 123456.789}) {
    EXPECT_EQ(std::strtod(shortest(value).c_str(), nullptr), value);
  }
}

TEST(Rounded, KeepsAtMostThatManySignificantDigits) {
  EXPECT_EQ(rounded(12.3456, 3), "12.3");
  EXPECT_EQ(rounded(12.0, 3), "12");
  EXPECT_EQ(rounded(-0.00123456, 2), "-0.0012");
}

TEST(Quoted, AddsQuotes) { EXPECT_EQ(in_quotes("a b"), "\"a b\""); }

TEST(Nearest, FindsTheWordWithTheFewestEdits) {
  const std::vector<std::string> words = {"revenue", "employees", "exports", "net_profit"};
  EXPECT_EQ(nearest("revnue", words), "revenue");
  EXPECT_EQ(nearest("employes", words), "employees");
  EXPECT_EQ(nearest("EXPORTS", words), "exports") << "case does not count";
  EXPECT_EQ(nearest("profit_net", words), "") << "too far away";
  EXPECT_EQ(nearest("revenue", {}), "");
}

TEST(Nearest, TakesTheFirstOfEquals) {
  const std::vector<std::string> words = {"cat", "car"};
  EXPECT_EQ(nearest("cap", words), "cat");
}

TEST(Nearest, LongerWordsMayBeFurtherAway) {
  const std::vector<std::string> words = {"internationalisation"};
  EXPECT_EQ(nearest("internationalization", words), "internationalisation");
  EXPECT_EQ(nearest("internationalist", words), "internationalisation");
  EXPECT_EQ(nearest("international", words), "") << "7 edits are more than 13 / 3";
}

TEST(HalfWidth, TurnsFullWidthAsciiIntoAscii) {
  EXPECT_EQ(half_width("（Ｑｃ０５＿０）：１２．５％　！～"), "(Qc05_0):12.5% !~");
  EXPECT_EQ(half_width("！"), "!") << "the first of the block, U+FF01";
  EXPECT_EQ(half_width("～"), "~") << "the last of the block, U+FF5E";
}

TEST(HalfWidth, LeavesOtherTextAlone) {
  EXPECT_EQ(half_width("营业收入、、“千元”"), "营业收入、、“千元”");
  EXPECT_EQ(half_width("｟｠￥"), "｟｠￥") << "the rest of the block, U+FF5F on";
  EXPECT_EQ(half_width("a\xEF\xBC"), "a\xEF\xBC") << "a cut character at the end";
}

}  // namespace
}  // namespace zonerank::test_text
