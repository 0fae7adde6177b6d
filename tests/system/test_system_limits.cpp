// System files that would take the stack, the memory or the day are refused, with the limit.

#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "methods/small.hpp"
#include "support/testing.hpp"
#include "zonerank/ranking/method.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank::test_system_limits {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const std::string head = "[system]\nid = \"s\"\n[[field]]\nname = \"f\"\nunit = \"CNY\"\n";

std::string repeated(const std::string& text, int n) {
  std::string result;
  for (int k = 0; k < n; ++k) result += text;
  return result;
}

/// What `f` complains of; empty where it does not.
template <class F>
std::string error_of(const F& f) {
  try {
    f();
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

/// Ten times what it takes on a slow machine, and far below what a quadratic step would take.
template <class F>
void expect_soon(const F& f) {
  const auto started = std::chrono::steady_clock::now();
  f();
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(10));
}

TEST(SystemLimits, KeysHaveFewParts) {
  const std::string key = "a" + repeated(".a", 100'000) + " = 1\n";
  expect_soon([&] {
    EXPECT_ERROR(parse_system(head + key, "s.toml"),
                 AllOf(HasSubstr("s.toml:6: a key has too many parts: more than 64 parts"),
                       HasSubstr("and at most 64 can be read")));
    EXPECT_ERROR(parse_system("[" + repeated("a.", 20'000) + "a]\n", "s.toml"),
                 HasSubstr("a key has too many parts"));
    EXPECT_ERROR(parse_system("x = {" + repeated("a.", 20'000) + "a = 1}\n", "s.toml"),
                 HasSubstr("a key has too many parts"));
  });
  // Points in texts, comments and numbers are no parts of keys.
  const std::string points = repeated(".", 200);
  EXPECT_NO_THROW(parse_system(head + "en = \"" + points + "\"\n# " + points + "\n" +
                                   testing::indicator_toml("i", "CNY", "f") + "note = '''" +
                                   points + "'''\n",
                               "s.toml"));
}

TEST(SystemLimits, FilesTablesFormulasAndUnitsAreOfBoundedSize) {
  expect_soon([&] {
    EXPECT_ERROR(parse_system(std::string((16U << 20) + 1, '#'), "s.toml"),
                 HasSubstr("the file of a system is too long: 16777217 bytes"));
    EXPECT_ERROR(
        parse_system(head + repeated("[[group]]\nid = \"g\"\n", 100'000), "s.toml"),
        HasSubstr("[[group]]: there are too many tables: 100000 tables, and at most 1000"));
    std::string fields = "[system]\nid = \"s\"\n";
    for (int k = 0; k < 100'000; ++k)
      fields += "[[field]]\nname = \"f" + std::to_string(k) + "\"\nunit = \"CNY\"\n";
    EXPECT_ERROR(parse_system(fields, "s.toml"), HasSubstr("100000 tables, and at most 5000"));
    const std::string formula = "f" + repeated(" + f", 1'000'000);
    EXPECT_ERROR(parse_system(head + testing::indicator_toml("i", "CNY", formula), "s.toml"),
                 HasSubstr("the formula is too long: 4000001 bytes"));
    const std::string unit = "CNY" + repeated(" * m / m", 1'000'000);
    EXPECT_ERROR(parse_system(head + testing::indicator_toml("i", unit, "f"), "s.toml"),
                 HasSubstr("it is longer than 500 bytes"));
  });
}

TEST(SystemLimits, ChainsAndCyclesOfThousandsAreRead) {
  std::string fields = "[system]\nid = \"s\"\n";
  const auto field = [](int k, const std::string& formula) {
    return "[[field]]\nname = \"f" + std::to_string(k) +
           "\"\nunit = \"CNY\"\nnumber = \"count\"\nlevel = \"enterprise\"\n" +
           (formula.empty() ? "" : "formula = \"" + formula + "\"\n");
  };
  expect_soon([&] {
    std::string chain = fields + field(0, "");
    for (int k = 1; k < 4000; ++k) chain += field(k, "f" + std::to_string(k - 1));
    chain +=
        "[[field]]\nname = \"z\"\nunit = \"CNY\"\nnumber = \"count\"\nrollup = \"sum(f3999)\"\n";
    EXPECT_EQ("", error_of([&] {
                parse_system(chain + testing::indicator_toml("i", "CNY", "z"), "s.toml");
              }));
    std::string cycle = fields;
    for (int k = 0; k < 4000; ++k) cycle += field(k, "f" + std::to_string((k + 1) % 4000));
    const std::string text = error_of([&] { parse_system(cycle, "s.toml"); });
    EXPECT_THAT(text, HasSubstr("a derived field needs itself"));
    EXPECT_LT(text.size(), 4'000'000U);
    std::string groups = head;
    for (int k = 0; k < 900; ++k) {
      groups += "[[group]]\nid = \"g" + std::to_string(k) + "\"\nparent = \"g" +
                std::to_string((k + 1) % 900) + "\"\n";
    }
    EXPECT_THAT(error_of([&] { parse_system(groups, "s.toml"); }), HasSubstr("lead in a circle"));
  });
}

/// Integers beyond 2^53 have no double of their own; the nearest one is taken.
TEST(SystemNumbers, BeyondTwoToThe53AreTheNearestDoubles) {
  const System s = parse_system(
      head + testing::indicator_toml("i", "CNY", "f",
                                     "bounds = [0, 9007199254740993]\n"
                                     "range = [-9007199254740993, 9223372036854775807]\n"
                                     "scores = [0, 9007199254740993]\nweight = 9007199254740993"),
      "s.toml");
  EXPECT_EQ(s.indicators[0].bounds, std::pair(0.0, 9007199254740992.0));
  EXPECT_EQ(s.indicators[0].range, std::pair(-9007199254740992.0, 9223372036854775808.0));
  EXPECT_EQ(s.indicators[0].scores->second, 9007199254740992.0);
  EXPECT_EQ(s.indicators[0].weight, 9007199254740992.0);
  const System method = parse_system(
      head + testing::indicator_toml("i", "CNY", "f") + "[method]\nlower = 9007199254740993\n",
      "s.toml");
  EXPECT_ERROR(read_method(method), HasSubstr("lower"));
  const System listed = parse_system(head + testing::indicator_toml("i", "CNY", "f") +
                                         "[method]\nnormalization = {method = \"curve\", points = "
                                         "[[0, 0], [9007199254740993, 9]]}\n",
                                     "s.toml");
  EXPECT_EQ(std::get<Curve>(read_method(listed).normalization).points(1, 0), 9007199254740992.0);
  EXPECT_ERROR(
      parse_system("[system]\nid = \"s\"\nevaluation_offset = 9007199254740993\n", "s.toml"),
      HasSubstr("years from -100 to 100"));
}

TEST(SystemFiles, AreFiles) {
  EXPECT_ERROR(load_system("/dev/zero"), HasSubstr("it does not exist or is not a file"));
  EXPECT_ERROR(load_system("/"), HasSubstr("it does not exist or is not a file"));
}

}  // namespace
}  // namespace zonerank::test_system_limits
