// [[check]] tables: what is read, inherited, replaced and turned off, and every mistake by its
// text.

#include <algorithm>

#include "support/testing.hpp"
#include "system/system_text.hpp"

namespace zonerank::test_system_checks {
namespace {

using testing::adding;
using ::testing::HasSubstr;
using ::testing::StrEq;

/// The good file with one check more, from line 27 on.
System checking(const std::string& lines) { return adding("[[check]]\nid = \"c\"\n" + lines); }

const std::string shared =
    "[system]\nid = \"mine\"\nfields = \"torch-statistics\"\n"
    "[[indicator]]\nid = \"x\"\nunit = \"%\"\nformula = \"exports / revenue\"\n";

const Check* check_of(const System& system, const std::string& id) {
  const auto found = std::find_if(system.checks.begin(), system.checks.end(),
                                  [&](const Check& check) { return check.id == id; });
  return found == system.checks.end() ? nullptr : &*found;
}

TEST(SystemChecks, EveryKindHasItsDefaults) {
  const System s = adding(
      "[[check]]\nid = \"a\"\nkind = \"balance\"\nrule = \"revenue >= 0\"\n"
      "[[check]]\nid = \"b\"\nkind = \"jump\"\nleast = [\"10 kCNY\", \"3 person\"]\n"
      "[[check]]\nid = \"c\"\nkind = \"missing\"\nexcept = \"staff\"\nseverity = \"error\"\n");
  ASSERT_EQ(s.checks.size(), 3U);
  EXPECT_TRUE(s.checks[0].is_error);
  EXPECT_EQ(s.checks[0].title(Lang::zh), "revenue >= 0") << "without a name, the rule";
  EXPECT_FALSE(s.checks[1].is_error);
  EXPECT_EQ(s.checks[1].factor, 5);
  ASSERT_EQ(s.checks[1].subjects.size(), 2U);
  EXPECT_TRUE(s.checks[1].subjects[0].least == 1000) << "10 000 yuan in hundredths of 1000 yuan";
  EXPECT_TRUE(s.checks[1].subjects[1].least == 3);
  EXPECT_TRUE(s.checks[2].is_error);
  EXPECT_EQ(s.checks[2].subjects.size(), 1U);
}

TEST(SystemChecks, TheDictionarysAreInherited) {
  for (const char* id : {"torch-2013", "most-2021", "torch-innovation-2014"}) {
    const System s = load_system(id);
    ASSERT_NE(check_of(s, "degrees_in_postgraduates"), nullptr) << id;
    EXPECT_EQ(check_of(s, "degrees_in_postgraduates")->rule.formula.text(),
              "doctors + masters <= postgraduates");
  }
}

TEST(SystemChecks, AnInheritedOneIsReplacedOrTurnedOff) {
  const std::size_t n = parse_system(shared, "my.toml").checks.size();
  const System replaced =
      parse_system(shared +
                       "[[check]]\nid = \"exports_in_revenue\"\nkind = \"balance\"\n"
                       "rule = \"exports <= 2 * revenue\"\n",
                   "my.toml");
  EXPECT_EQ(replaced.checks.size(), n);
  EXPECT_EQ(check_of(replaced, "exports_in_revenue")->rule.formula.text(),
            "exports <= 2 * revenue");
  const System without =
      parse_system(shared + "[[check]]\nid = \"exports_in_revenue\"\nkind = \"off\"\n", "my.toml");
  EXPECT_EQ(without.checks.size(), n - 1);
  EXPECT_EQ(check_of(without, "exports_in_revenue"), nullptr);
  EXPECT_ERROR(
      parse_system(shared + "[[check]]\nid = \"exports_in_revenu\"\nkind = \"off\"\n", "my.toml"),
      StrEq(
          "my.toml:9 [[check]] exports_in_revenu, key id: \"exports_in_revenu\" is not one of the "
          "values of this key; did you mean \"exports_in_revenue\"?"));
}

TEST(SystemChecks, AnInheritedOneOverFieldsOfAnotherMeaningIsLeftOut) {
  const System s =
      parse_system(shared +
                       "[[field]]\nname = \"doctors\"\nunit = \"item\"\nnumber = \"count\"\n"
                       "level = \"enterprise\"\n",
                   "my.toml");
  EXPECT_EQ(check_of(s, "degrees_in_postgraduates"), nullptr);
  EXPECT_NE(check_of(s, "exports_in_revenue"), nullptr);
}

struct Mistake {
  const char* name;
  const char* lines;
  const char* message;
};

class CheckMistakes : public ::testing::TestWithParam<Mistake> {};

TEST_P(CheckMistakes, AreSaidWithPlaceAndCure) {
  EXPECT_ERROR(checking(GetParam().lines), StrEq(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Of, CheckMistakes,
    ::testing::Values(
        Mistake{"NoKind", "",
                "my.toml:27 [[check]] c: the key \"kind\" is missing; write balance, sign, jump, "
                "unit-slip, unlike-zone, missing or off"},
        Mistake{"UnknownKind", "kind = \"jumps\"\nfactor = 2\n",
                "my.toml:29 [[check]] c, key kind: \"jumps\" is not one of the values of this key; "
                "did you mean \"jump\"?"},
        Mistake{"KeyOfAnotherKind", "kind = \"sign\"\nfactor = 2\n",
                "my.toml:30 [[check]] c, key factor: there is no key \"factor\" here; known: id, "
                "kind, zh, en, note, level, severity, fields, except"},
        Mistake{
            "NoRule", "kind = \"balance\"\n",
            "my.toml:27 [[check]] c: the key \"rule\" is missing; write the condition that must "
            "hold"},
        Mistake{
            "UnknownFieldInRule", "kind = \"balance\"\nrule = \"revenu > 0\"\n",
            "my.toml:30 [[check]] c, key rule: the formula names the field \"revenu\", which the "
            "system does not have; did you mean \"revenue\"?"},
        Mistake{
            "UnknownFieldInList", "kind = \"sign\"\nfields = [\"staf\"]\n",
            "my.toml:30 [[check]] c, key fields: \"staf\" is not one of the values of this key; "
            "did you mean \"staff\"?"},
        Mistake{"WrongUnits", "kind = \"balance\"\nrule = \"revenue >= staff\"\n",
                "my.toml:30 [[check]] c, key rule: kCNY and person cannot be added or compared, in "
                "\"revenue >= staff\"; bring both sides to one kind of unit"},
        Mistake{"NoUnit", "kind = \"balance\"\nrule = \"revenue >= 5\"\n",
                "my.toml:30 [[check]] c, key rule: the number 5 is compared with or added to an "
                "amount in kCNY, so it needs a unit; write it with its unit, as in 5 kCNY"},
        Mistake{"NoCondition", "kind = \"balance\"\nrule = \"revenue\"\n",
                "my.toml:30 [[check]] c, key rule: \"revenue\": it is a figure, not a condition; "
                "compare it with something, as in a + b <= c"},
        Mistake{
            "NoField", "kind = \"balance\"\nrule = \"1 < 2\"\n",
            "my.toml:30 [[check]] c, key rule: \"1 < 2\": it names no field; say what must hold "
            "of the figures"},
        Mistake{"ARatio", "kind = \"balance\"\nrule = \"revenue / staff < 9 kCNY/person\"\n",
                "my.toml:30 [[check]] c, key rule: \"revenue / staff\": it divides by a field; "
                "compare sums of whole multiples of fields, as in 10 * a <= 3 * b"},
        Mistake{"Growth", "kind = \"balance\"\nrule = \"growth(revenue) < 3\"\n",
                "my.toml:30 [[check]] c, key rule: \"growth(revenue)\": a check compares sums of "
                "whole multiples; write it with previous(), as in 2 * x <= 3 * previous(x)"},
        Mistake{"TwoYearsBack", "kind = \"balance\"\nrule = \"previous(previous(staff)) > 0\"\n",
                "my.toml:30 [[check]] c, key rule: \"previous(previous(staff)) > 0\": it looks "
                "further back than the year before; use previous() once"},
        Mistake{"Factor", "kind = \"jump\"\nfactor = 1\n",
                "my.toml:30 [[check]] c, key factor: the value is 1, but must be a number above 1 "
                "and below 1e+06; correct the value"},
        Mistake{
            "LeastWithoutUnit", "kind = \"jump\"\nleast = \"5\"\n",
            "my.toml:30 [[check]] c, key least: \"5\": it is not an amount with its unit; write "
            "a number and a unit, as in 10m CNY"},
        Mistake{"NobodyToDivideBy", "kind = \"unlike-zone\"\n",
                "my.toml:27 [[check]] c: the key \"per\" is missing; name the field of persons to "
                "divide by"},
        Mistake{
            "Twice", "kind = \"sign\"\n[[check]]\nid = \"c\"\nkind = \"sign\"\n",
            "my.toml:31 [[check]] c, key id: \"c\" is given twice, first at my.toml:27 [[check]] "
            "c; give each its own name"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(SystemChecks, RulesOfZonesSpeakOfZones) {
  const std::string zone = "[[field]]\nname = \"land\"\nunit = \"km2\"\nnumber = \"decimal(2)\"\n";
  EXPECT_ERROR(
      adding(zone + "[[check]]\nid = \"c\"\nkind = \"balance\"\nrule = \"land > 0\"\n"),
      HasSubstr("\"land\": it is a figure of the zone, but this speaks of enterprises; use "
                "fields whose level is \"enterprise\", or give the check level = \"zone\""));
  EXPECT_EQ(adding(zone + "[[check]]\nid = \"c\"\nkind = \"balance\"\nlevel = \"zone\"\n"
                          "rule = \"land <= 2 * previous(land) or missing(revenue)\"\n")
                .checks.size(),
            1U);
  EXPECT_ERROR(
      checking("kind = \"balance\"\nlevel = \"zone\"\nrule = \"staff > 0 or year > 2000\"\n"),
      HasSubstr("\"year\": it speaks of one enterprise's row; use it in a check of "
                "enterprises"));
}

}  // namespace
}  // namespace zonerank::test_system_checks
