#pragma once
// Fields with units for tests of formulas, without a system around them.

#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "zonerank/formula/evaluate.hpp"

namespace zonerank::testing {

inline const Units& test_units() {
  static const Units units;
  return units;
}

/// Fields of every kind: amounts in different units, and what takes no arithmetic.
class TestFields {
 public:
  TestFields() {
    for (const auto& [name, unit] : {std::pair{"revenue", "kCNY"},
                                     {"profit", "kCNY"},
                                     {"grants", "10k CNY"},
                                     {"employees", "person"},
                                     {"doctors", "person"},
                                     {"patents", "item"},
                                     {"share", "%"},
                                     {"ratio", "1"},
                                     {"m", "score"}}) {
      add(name, Number::decimal, unit);
    }
    add("is_hightech", Number::flag, "1");
    add("industry", Number::code, "1");
    add("listing_year", Number::year, "1");
  }

  FieldLookup lookup() const {
    return [this](std::string_view name) -> const FieldType* {
      const auto found = types_.find(name);
      return found == types_.end() ? nullptr : &found->second;
    };
  }
  const std::vector<std::string>& names() const { return names_; }
  int index(const std::string& name) const { return types_.at(name).index; }

 private:
  void add(const std::string& name, Number number, const std::string& unit) {
    types_[name] = {static_cast<int>(names_.size()), number, test_units().parse(unit)};
    names_.push_back(name);
  }
  std::map<std::string, FieldType, std::less<>> types_;
  std::vector<std::string> names_;
};

inline const TestFields& test_fields() {
  static const TestFields fields;
  return fields;
}

inline BoundFormula bound(const std::string& text, FormulaPlace place = FormulaPlace::zone) {
  return zonerank::bind(Formula::parse(text, test_units()), test_fields().lookup(),
                        test_fields().names(), place);
}

inline BoundFormula bound_in_rollup(const std::string& text) {
  return bound(text, FormulaPlace::rollup);
}

/// Figures of zones by field and year; what is not given is an absent column.
class Figures {
 public:
  Figures& set(const std::string& field, std::vector<double> now, std::vector<double> before = {}) {
    columns_[{test_fields().index(field), 0}] = std::move(now);
    columns_[{test_fields().index(field), 1}] = std::move(before);
    return *this;
  }
  Figures& set_two_years_before(const std::string& field, std::vector<double> figures) {
    columns_[{test_fields().index(field), 2}] = std::move(figures);
    return *this;
  }

  Evaluated<> evaluate(const std::string& text, std::size_t n = 1) const {
    const BoundFormula formula = bound(text);
    return zonerank::evaluate(formula, formula.formula.root(), n,
                              [this](int field, int years_back) -> std::span<const double> {
                                const auto found = columns_.find({field, years_back});
                                if (found == columns_.end()) return {};
                                return found->second;
                              });
  }
  double value(const std::string& text) const { return evaluate(text).value.at(0); }
  Why why(const std::string& text) const { return evaluate(text).why.at(0); }

 private:
  std::map<std::pair<int, int>, std::vector<double>> columns_;
};

}  // namespace zonerank::testing
