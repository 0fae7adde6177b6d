#include "zonerank/system/linear.hpp"

#include <string>
#include <vector>

#include "support/testing.hpp"

namespace zonerank::test_linear {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

/// Enterprise figures with decimals, as the statistical forms give them.
class Linear : public ::testing::Test {
 protected:
  Linear() {
    add("revenue", "kCNY", Number::decimal, 2);
    add("rd_spending", "kCNY", Number::decimal, 4);
    add("grants", "10k CNY", Number::decimal, 2);
    add("employees", "person", Number::count, 0);
    add("doctors", "person", Number::count, 0);
    add("price_index", "index", Number::real, 0);
  }

  BoundFormula bound(const std::string& text) const {
    const FieldLookup lookup = [this](std::string_view name) -> const FieldType* {
      for (std::size_t k = 0; k < names_.size(); ++k) {
        if (names_[k] == name) return &types_[k];
      }
      return nullptr;
    };
    return zonerank::bind(Formula::parse(text, units_), lookup, names_, FormulaPlace::row);
  }

  static std::string shown(const LinearForm& form, const std::vector<std::string>& names) {
    std::string text;
    for (const LinearForm::Term& term : form.terms) {
      text += std::to_string(term.factor) + " " + names[static_cast<std::size_t>(term.field)] + " ";
    }
    return text + "+ " + std::to_string(form.constant);
  }

  /// The digits of `unit` at `places` decimals that the formula stands for.
  std::string digits(const std::string& text, const std::string& unit, int places) const {
    const BoundFormula formula = bound(text);
    return shown(linear_form(formula, formula.formula.root(), fields_, units_.parse(unit), places),
                 names_);
  }

  std::string compared(const std::string& text) const {
    const BoundFormula formula = bound(text);
    return shown(comparison_form(formula, formula.formula.root(), fields_), names_);
  }

  Units units_;
  std::vector<Field> fields_;

 private:
  void add(const std::string& name, const std::string& unit, Number number, int places) {
    Field field;
    field.name = name;
    field.unit = units_.parse(unit);
    field.number = number;
    field.places = places;
    types_.push_back({static_cast<int>(fields_.size()), number, field.unit});
    fields_.push_back(std::move(field));
    names_.push_back(name);
  }
  std::vector<FieldType> types_;
  std::vector<std::string> names_;
};

TEST_F(Linear, AFieldInItsOwnDigits) {
  EXPECT_EQ(digits("revenue", "kCNY", 2), "1 revenue + 0");
  EXPECT_EQ(digits("employees", "person", 0), "1 employees + 0");
}

TEST_F(Linear, MoreDecimalsMultiply) {
  EXPECT_EQ(digits("revenue", "kCNY", 4), "100 revenue + 0");
  EXPECT_EQ(digits("employees", "person", 3), "1000 employees + 0");
}

TEST_F(Linear, UnitsMultiply) {
  EXPECT_EQ(digits("revenue", "CNY", 2), "1000 revenue + 0");
  EXPECT_EQ(digits("grants", "kCNY", 2), "10 grants + 0");
  EXPECT_EQ(digits("revenue", "10k CNY", 3), "1 revenue + 0") << "0.01 kCNY is 0.001 of 10k CNY";
}

TEST_F(Linear, SumsBringTheirPartsTogether) {
  EXPECT_EQ(digits("revenue + rd_spending", "kCNY", 4), "100 revenue 1 rd_spending + 0");
  EXPECT_EQ(digits("revenue - grants", "kCNY", 2), "1 revenue -10 grants + 0");
  EXPECT_EQ(digits("revenue + revenue - 3 * revenue", "kCNY", 2), "-1 revenue + 0");
  EXPECT_EQ(digits("-(employees - doctors)", "person", 0), "-1 employees 1 doctors + 0");
  EXPECT_EQ(digits("employees - employees + doctors", "person", 0), "1 doctors + 0");
}

TEST_F(Linear, WholeMultiplesMayBeWrittenInAnyWay) {
  EXPECT_EQ(digits("2 * revenue", "kCNY", 2), "2 revenue + 0");
  EXPECT_EQ(digits("revenue * 1.5", "kCNY", 3), "15 revenue + 0");
  EXPECT_EQ(digits("revenue / 4", "kCNY", 4), "25 revenue + 0");
  EXPECT_EQ(digits("revenue / 0.5", "kCNY", 2), "2 revenue + 0");
  EXPECT_EQ(digits("3 * (revenue / 3)", "kCNY", 2), "1 revenue + 0");
  EXPECT_EQ(digits("revenue / -0.5", "kCNY", 2), "-2 revenue + 0");
  EXPECT_EQ(digits("1e3 * employees / 1000", "person", 0), "1 employees + 0");
}

// 20 * rd_spending >= revenue, at 4 and 2 decimals: 20 * r / 10^4 - v / 10^2, times 10^4 / 20.
TEST_F(Linear, ResearchIntensityOfFivePercentIsComparedInIntegers) {
  EXPECT_EQ(compared("20 * rd_spending >= revenue"), "1 rd_spending -5 revenue + 0");
}

/// Left minus right at the given digits; its sign decides.
TEST_F(Linear, ComparisonsAreDecidedAtTheLastDigit) {
  const BoundFormula formula = bound("20 * rd_spending >= revenue");
  const LinearForm form = comparison_form(formula, formula.formula.root(), fields_);
  const auto sign = [&](std::int64_t rd_digits, std::int64_t revenue_digits) {
    std::int64_t sum = 0;
    for (const LinearForm::Term& term : form.terms) {
      sum += term.factor * (fields_[static_cast<std::size_t>(term.field)].name == "revenue"
                                ? revenue_digits
                                : rd_digits);
    }
    return sum;
  };
  EXPECT_EQ(sign(50'000, 10'000), 0) << "5.0000 of 100.00";
  EXPECT_LT(sign(49'999, 10'000), 0) << "4.9999 of 100.00";
  EXPECT_GT(sign(50'001, 10'000), 0) << "5.0001 of 100.00";
}

TEST_F(Linear, ComparisonsBringConstantsToWholeNumbers) {
  EXPECT_EQ(compared("revenue > 3e9 CNY"), "1 revenue + -300000000") << "3 000 000.00 kCNY";
  EXPECT_EQ(compared("revenue > 30 亿元"), "1 revenue + -300000000");
  EXPECT_EQ(compared("revenue > 0"), "1 revenue + 0");
  EXPECT_EQ(compared("0 < employees"), "-1 employees + 0");
  EXPECT_EQ(compared("employees >= 0.5 person"), "2 employees + -1");
  EXPECT_EQ(compared("revenue > 0.001 CNY"), "10000 revenue + -1") << "below the last digit";
}

TEST_F(Linear, ComparisonsMixUnitsAndDecimals) {
  EXPECT_EQ(compared("revenue < grants"), "1 revenue -10 grants + 0");
  EXPECT_EQ(compared("rd_spending / 3 == revenue"), "1 rd_spending -300 revenue + 0");
  EXPECT_EQ(compared("revenue - revenue > rd_spending"), "-1 rd_spending + 0");
}

TEST_F(Linear, SaysWhatIsNotExact) {
  EXPECT_ERROR(digits("revenue / 3", "kCNY", 2),
               AllOf(HasSubstr("\"revenue / 3\" does not add up exactly: it has more decimals than "
                               "the 2 declared in kCNY"),
                     HasSubstr("form ratios in an indicator")));
  EXPECT_ERROR(digits("rd_spending", "kCNY", 2), HasSubstr("more decimals than the 2 declared"));
  EXPECT_ERROR(digits("revenue", "100m CNY", 2),
               HasSubstr("more decimals than the 2 declared in 100m CNY"));
  EXPECT_ERROR(digits("revenue * employees / employees", "kCNY", 2),
               HasSubstr("it divides by a field"));
  EXPECT_ERROR(
      digits("revenue * employees", "kCNY*person", 2),
      HasSubstr("\"revenue * employees\" does not add up exactly: two fields are multiplied"));
  EXPECT_ERROR(digits("revenue / 0", "kCNY", 2), HasSubstr("it divides by"));
  EXPECT_ERROR(digits("revenue + 1 kCNY", "kCNY", 2), HasSubstr("a constant is added to a field"));
  EXPECT_ERROR(digits("price_index", "index", 0),
               HasSubstr("\"price_index\" is a real figure; only count and decimal(n) are exact"));
  EXPECT_ERROR(compared("price_index > 5 index"), HasSubstr("is a real figure"));
  EXPECT_ERROR(compared("revenue / employees > 5 kCNY/person"), HasSubstr("it divides by a field"));
}

TEST_F(Linear, SaysWhenFactorsAreTooLarge) {
  EXPECT_ERROR(digits("1e30 * employees", "person", 0), HasSubstr("its factors are too large"));
  EXPECT_ERROR(digits("1e50 * employees", "person", 0), HasSubstr("the number is too long"));
  EXPECT_ERROR(compared("employees > 1e19 person"), HasSubstr("its factors are too large"));
  EXPECT_ERROR(compared("employees > 1e-19 person"), HasSubstr("its factors are too large"));
}

}  // namespace
}  // namespace zonerank::test_linear
