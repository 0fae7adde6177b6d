// Mistakes in the units and formulas of a system file, read with file, line, key and cure.

#include "support/testing.hpp"
#include "system/system_text.hpp"

namespace zonerank::test_system_formula_errors {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StrEq;
using testing::with;
using testing::with_rollup;

TEST(SystemFormulaErrors, UnitsOfTheWrongKind) {
  EXPECT_ERROR(with("\"kCNY/person\"", "\"%\""),
               StrEq("my.toml:26 [[indicator]] per_head, key formula, formula \"revenue / staff\": "
                     "the unit \"%\" does not fit: the figure is in kCNY/person; use a unit of the "
                     "same kind, such as kCNY/person"));
  EXPECT_ERROR(
      with("revenue / staff", "revenue / revenue"),
      HasSubstr("the unit \"kCNY/person\" does not fit: the figure is in pure numbers (%)"));
  EXPECT_ERROR(
      with("revenue / staff", "revenue + staff"),
      StrEq("my.toml:26 [[indicator]] per_head, key formula: kCNY and person cannot be added "
            "or compared, in \"revenue + staff\"; bring both sides to one kind of unit"));
}

TEST(SystemFormulaErrors, UnknownUnitsAreReportedOnce) {
  EXPECT_ERROR(
      with("\"kCNY/person\"", "\"kCYN/person\""),
      StrEq("my.toml:25 [[indicator]] per_head, key unit: \"kCYN/person\" is not a unit (no "
            "such symbol); did you mean \"kCNY\"?"));
  EXPECT_ERROR(
      with("\"person\"", "\"persn\""),
      StrEq("my.toml:15 [[field]] staff, key unit: \"persn\" is not a unit (no such symbol); "
            "did you mean \"person\"?"));
  EXPECT_ERROR(with("4046.86 m2", "4046.86 foo"),
               HasSubstr("my.toml:5 [units], key acre: \"foo\" is not a unit"));
}

TEST(SystemFormulaErrors, Formulas) {
  EXPECT_ERROR(with("revenue / staff", "revenue / staf"),
               StrEq("my.toml:26 [[indicator]] per_head, key formula: the formula names the field "
                     "\"staf\", which the system does not have; did you mean \"staff\"?"));
  EXPECT_ERROR(with("revenue / staff", "revenue / "),
               HasSubstr("key formula: the formula \"revenue / \" cannot be read at character 11"));
  EXPECT_ERROR(with("revenue / staff", "sum(revenue) / staff"),
               HasSubstr("\"sum(revenue)\": it cannot stand here"));
  EXPECT_ERROR(with("revenue / staff", "revenue > 0"),
               HasSubstr("\"revenue > 0\": it is a condition, not a figure; count it"));
}

TEST(SystemFormulaErrors, FieldCycles) {
  const auto derived = [](const std::string& name, const std::string& formula) {
    return "[[field]]\nname = \"" + name +
           "\"\nunit = \"kCNY\"\nnumber = \"decimal(2)\"\nlevel = \"enterprise\"\nformula = \"" +
           formula + "\"\n";
  };
  EXPECT_ERROR(with("[[group]]", derived("a", "b") + derived("b", "a - revenue") + "[[group]]"),
               StrEq("my.toml:24 [[field]] a, key formula: a derived field needs itself: a -> b -> "
                     "a; let one of them be reported instead"));
  EXPECT_ERROR(with("[[group]]", derived("a", "a + revenue") + "[[group]]"),
               HasSubstr("a derived field needs itself: a -> a"));
  EXPECT_EQ(with("[[group]]", derived("a", "b") + derived("b", "revenue") + "[[group]]")
                .field_names()
                .size(),
            4U);
}

TEST(SystemFormulaErrors, RollupsThatAreNotExact) {
  EXPECT_ERROR(
      with_rollup("sum(revenue / 3)"),
      AllOf(HasSubstr("my.toml:24 [[field]] z, key rollup: \"revenue / 3\" does not add up "
                      "exactly: it has more decimals than the 2 declared in kCNY"),
            HasSubstr("form ratios in an indicator")));
  EXPECT_ERROR(with_rollup("sum(revenue, revenue / staff > 5 kCNY/person)"),
               HasSubstr("\"revenue / staff\" does not add up exactly: it divides by a field"));
  EXPECT_ERROR(with_rollup("min(revenue - 2 * revenue + revenue)"),
               HasSubstr("min() and max() take one field"));
  EXPECT_ERROR(with_rollup("revenue"), HasSubstr("a rollup is one count(), sum(), min() or max()"));
  EXPECT_ERROR(with_rollup("sum(z)"),
               HasSubstr("\"z\": it is a figure of the zone, but this speaks "
                         "of enterprises"));
  EXPECT_ERROR(with_rollup("count()"), HasSubstr("the unit \"kCNY\" does not fit: the figure is in "
                                                 "count"));
}

}  // namespace
}  // namespace zonerank::test_system_formula_errors
