#include "zonerank/core/decimal.hpp"

#include <gtest/gtest.h>

#include <string>

namespace zonerank::test_decimal {
namespace {

/// What parse_decimal made of `text`: "digits/places", or "none".
std::string parsed(const std::string& text) {
  const auto number = parse_decimal(text);
  if (!number) return "none";
  return format_decimal(number->digits, 0) + "/" + std::to_string(number->places);
}

/// `text` with exactly `places` decimals, or "none".
std::string rescaled(const std::string& text, int places) {
  const auto number = parse_decimal(text);
  const auto digits = number ? rescale(*number, places) : std::nullopt;
  return digits ? format_decimal(*digits, places) : "none";
}

const std::string nines(38, '9');

TEST(PowerOfTen, GoesFromZeroToThirtyEight) {
  EXPECT_TRUE(power_of_ten(0) == 1);
  EXPECT_TRUE(power_of_ten(18) == 1'000'000'000'000'000'000);
  EXPECT_TRUE(power_of_ten(38) / power_of_ten(19) == power_of_ten(19));
}

TEST(CheckedArithmetic, StopsBeyondThirtyEightDigits) {
  const Int128 most = power_of_ten(38) - 1;
  EXPECT_TRUE(checked_add(most, 0) == most);
  EXPECT_FALSE(checked_add(most, 1));
  EXPECT_FALSE(checked_add(-most, -1));
  EXPECT_TRUE(checked_add(most, -1) == most - 1);
  EXPECT_TRUE(checked_multiply(power_of_ten(19), power_of_ten(18)) == power_of_ten(37));
  EXPECT_FALSE(checked_multiply(power_of_ten(19), power_of_ten(19)));
  EXPECT_FALSE(checked_multiply(-power_of_ten(19), power_of_ten(19)));
  EXPECT_FALSE(checked_multiply(power_of_ten(37), power_of_ten(37))) << "beyond 128 bits, too";
  EXPECT_TRUE(checked_multiply(-3, 4) == Int128{-12});
}

TEST(ParseDecimal, ReadsSignsDigitsPointsAndExponents) {
  EXPECT_EQ(parsed("0"), "0/0");
  EXPECT_EQ(parsed("12"), "12/0");
  EXPECT_EQ(parsed("+12"), "12/0");
  EXPECT_EQ(parsed("-12"), "-12/0");
  EXPECT_EQ(parsed("1234.56"), "123456/2");
  EXPECT_EQ(parsed("-0.05"), "-5/2");
  EXPECT_EQ(parsed(".5"), "5/1");
  EXPECT_EQ(parsed("5."), "5/0");
  EXPECT_EQ(parsed("007"), "7/0");
  EXPECT_EQ(parsed("100"), "100/0");
  EXPECT_EQ(parsed("1e3"), "1000/0");
  EXPECT_EQ(parsed("3E9"), "3000000000/0");
  EXPECT_EQ(parsed("1.25e+1"), "125/1");
  EXPECT_EQ(parsed("12e-3"), "12/3");
}

TEST(ParseDecimal, CountsNoTrailingZerosAsDecimals) {
  EXPECT_EQ(parsed("1.50"), "15/1");
  EXPECT_EQ(parsed("10.0"), "10/0");
  EXPECT_EQ(parsed("-0.00"), "0/0");
  EXPECT_EQ(parsed("1." + std::string(60, '0')), "1/0") << "60 zeros carry no digit";
  EXPECT_EQ(parsed("0." + std::string(40, '0') + "7"), "7/41");
}

TEST(ParseDecimal, RefusesWhatIsNotOneNumber) {
  for (const char* text :
       {"",   "-",  "+",   ".",   "-.", "e5",   "1e",  "1e+", "1e-",  "1ex",  "1.2.3", "1,234",
        " 1", "1 ", "--1", "+-1", "1-", "0x10", "nan", "inf", "１２", "12万", "1e5.0", "1e2e3"}) {
    EXPECT_EQ(parsed(text), "none") << text;
  }
}

TEST(ParseDecimal, HoldsThirtyEightDigitsAndNoMore) {
  EXPECT_EQ(parsed(nines), nines + "/0");
  EXPECT_EQ(parsed("-" + nines), "-" + nines + "/0");
  EXPECT_EQ(parsed("1" + std::string(37, '0')), "1" + std::string(37, '0') + "/0");
  EXPECT_EQ(parsed(nines + "9"), "none");
  EXPECT_EQ(parsed("1" + std::string(38, '0')), "none");
  EXPECT_EQ(parsed("1e37"), "1" + std::string(37, '0') + "/0");
  EXPECT_EQ(parsed("1e38"), "none");
  EXPECT_EQ(parsed("1e999999999999"), "none");
  EXPECT_EQ(parsed("1" + std::string(500, '0')), "none");
  EXPECT_EQ(parsed("0e999"), "0/0");
}

TEST(Rescale, KeepsEveryDigitOrGivesNothing) {
  EXPECT_EQ(rescaled("1.5", 2), "1.50");
  EXPECT_EQ(rescaled("1.50", 1), "1.5");
  EXPECT_EQ(rescaled("1.55", 1), "none") << "nothing is rounded away";
  EXPECT_EQ(rescaled("100", 0), "100");
  EXPECT_EQ(rescaled("-0.0001", 4), "-0.0001");
  EXPECT_EQ(rescaled("1e-30", 2), "none");
  EXPECT_EQ(rescaled("0", 9), "0.000000000");
  EXPECT_EQ(rescaled(nines, 0), nines);
  EXPECT_EQ(rescaled(nines, 1), "none") << "39 digits";
}

// 1.005 as text is exact; the double nearest to it is 1.00499999999999989...
TEST(Rescale, DoesNotPassThroughDouble) {
  EXPECT_EQ(rescaled("1.005", 3), "1.005");
  EXPECT_EQ(rescaled("9007199254740993", 2), "9007199254740993.00") << "2^53 + 1";
}

TEST(FormatDecimal, WritesSignPointAndLeadingZero) {
  EXPECT_EQ(format_decimal(-123450, 2), "-1234.50");
  EXPECT_EQ(format_decimal(5, 2), "0.05");
  EXPECT_EQ(format_decimal(-5, 2), "-0.05");
  EXPECT_EQ(format_decimal(0, 0), "0");
  EXPECT_EQ(format_decimal(0, 2), "0.00");
  EXPECT_EQ(format_decimal(power_of_ten(38) - 1, 0), nines);
}

TEST(FormatDecimal, IsReadBackAsTheSameNumber) {
  for (const char* text : {"0.01", "-99999999999999.99", "123456789012345678901234567890.1234"}) {
    const auto number = parse_decimal(text);
    ASSERT_TRUE(number) << text;
    EXPECT_EQ(format_decimal(number->digits, number->places), text);
  }
}

TEST(DecimalToDouble, IsTheNearestDoubleOfTheText) {
  EXPECT_EQ(to_double(Int128{1005}, 3), 1.005);
  EXPECT_EQ(to_double(Int128{-123456789}, 2), -1234567.89);
  EXPECT_EQ(to_double((Int128{1} << 53) - 1, 4), 900719925474.0991);
  EXPECT_EQ(to_double(power_of_ten(30), 0), 1e30);
}

}  // namespace
}  // namespace zonerank::test_decimal
