// Numbers as people write them, and bytes that GB18030 reads as words nobody writes.

#include "cells/cell_number.hpp"

#include "cells/gb18030.hpp"
#include "support/testing.hpp"

namespace zonerank::detail::test_cell_number {
namespace {

std::string number(std::string_view cell, DecimalSign sign = DecimalSign::point) {
  const auto written = written_number(cell, sign);
  return written ? written->number : "none";
}

TEST(WrittenNumber, TakesGroupsOfThreeWhateverSeparatesThem) {
  for (const std::string sign : {",", " ", "'", "\u00a0", "\u202f", "\u2009", "\u2019"}) {
    EXPECT_EQ(number("1" + sign + "234" + sign + "567.5"), "1234567.5") << sign;
    EXPECT_EQ(number("1" + sign + "23"), "none") << sign;
    EXPECT_EQ(number("1234" + sign + "567"), "none") << sign;
    EXPECT_EQ(number("0" + sign + "200"), "none") << sign;
  }
  EXPECT_EQ(number("1,234 567"), "none") << "two kinds of signs";
}

TEST(WrittenNumber, KnowsTheDecimalComma) {
  EXPECT_EQ(number("1,250", DecimalSign::comma), "1.250");
  EXPECT_EQ(number("0,200", DecimalSign::comma), "0.200");
  EXPECT_EQ(number("1.234,5", DecimalSign::comma), "1234.5");
  EXPECT_EQ(number("12.5", DecimalSign::comma), "none");
  EXPECT_EQ(number("12.5", DecimalSign::either), "12.5");
  EXPECT_EQ(number("12,5", DecimalSign::either), "12.5");
}

TEST(DecimalEvidence, DecidesOnlyWhatIsProved) {
  const auto sign = [](std::initializer_list<const char*> cells) {
    DecimalEvidence evidence;
    for (const char* cell : cells) evidence.add(cell, 2);
    Problems problems;
    const DecimalSign found = evidence.sign("f.csv", problems);
    if (problems.has_errors()) return std::string(code_name(problems.list()[0].code));
    return std::string(found == DecimalSign::comma ? "comma" : "point");
  };
  EXPECT_EQ(sign({"1,250", "0,200"}), "comma");
  EXPECT_EQ(sign({"1,250", "2,5"}), "comma");
  EXPECT_EQ(sign({"1,250", "1.5"}), "point");
  EXPECT_EQ(sign({"1,250", "1,250,000"}), "point");
  EXPECT_EQ(sign({"60", "1.250"}), "point");
  EXPECT_EQ(sign({"1,250", "3,500"}), "undecided-decimal-sign");
  EXPECT_EQ(sign({"1,5", "1.250"}), "undecided-decimal-sign");
  EXPECT_EQ(sign({"1,5", "2.5"}), "mixed-decimal-signs");
}

TEST(WrittenBand, HasItsEndsAndItsMiddle) {
  const auto middle = [](std::string_view cell) {
    const auto band = written_band(cell, DecimalSign::point);
    return band ? middle_of(*band).value_or("none") : "none";
  };
  EXPECT_EQ(middle("801–850"), "825.5");
  EXPECT_EQ(middle("801-851"), "826");
  EXPECT_EQ(middle("-2~3"), "0.5");
  EXPECT_EQ(middle("0.1 - 0.2"), "0.15");
  EXPECT_EQ(middle("1601+"), "1601");
  EXPECT_EQ(middle("5-3"), "none");
  EXPECT_EQ(middle("2019-01-01"), "none");
}

TEST(DoubtfulGb18030, AsksOnlyWhereNobodyWritesSo) {
  // 郑州高新区; 镕 (E946) and 喆 (86B4) are rare, but among their like.
  EXPECT_FALSE(doubtful_gb18030("zone\n\xD6\xA3\xD6\xDD\xB8\xDF\xD0\xC2\xC7\xF8,1\n"));
  EXPECT_FALSE(doubtful_gb18030("\xD6\xEC\xE9\x46\xB8\xDF\xD0\xC2\xC7\xF8,\x86\xB4\xD4\xB4\n"));
  const auto latin = doubtful_gb18030("M\xE1laga,1\n");
  ASSERT_TRUE(latin);
  EXPECT_EQ(latin->word, "M\xE1laga");
  EXPECT_EQ(latin->likely.text(), "latin-1");
  const auto big5 = doubtful_gb18030("\xA5\x5F\xA8\xCA,\xA4\x57\xAE\xFC\n");  // 北京, 上海 in Big5
  ASSERT_TRUE(big5);
  EXPECT_EQ(big5->likely.text(), "big5");
}

}  // namespace
}  // namespace zonerank::detail::test_cell_number
