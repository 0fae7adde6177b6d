// The systems that ship, against the tables of facts they were transcribed from.

#include <cmath>
#include <map>
#include <random>

#include "support/facts.hpp"
#include "support/testing.hpp"
#include "zonerank/formula/evaluate.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank::test_system_facts {
namespace {

using testing::Fact;

class SystemFacts : public ::testing::Test {
 protected:
  void SetUp() override {
    if (testing::shared_folder().empty()) {
      GTEST_SKIP() << "the tables of facts (../shared/systems) are not beside the project";
    }
  }
  static std::vector<Fact> facts(const std::string& file) {
    return testing::read_facts(testing::shared_folder() / "systems" / file);
  }
  static const System& system(const std::string& id) {
    static std::map<std::string, System> systems;
    const auto found = systems.find(id);
    return found != systems.end() ? found->second
                                  : systems.emplace(id, load_system(id)).first->second;
  }
};

/// What must hold for two ways to write one unit.
void expect_same_unit(const Unit& ours, const Unit& theirs, const std::string& where) {
  EXPECT_TRUE(same_dimension(ours, theirs)) << where << ": " << ours.text << ", " << theirs.text;
  EXPECT_EQ(ours.scale, theirs.scale) << where << ": " << ours.text << ", " << theirs.text;
}

TEST_F(SystemFacts, Groups) {
  const std::vector<Fact> rows = facts("groups.csv");
  EXPECT_EQ(rows.size(), 14U);
  std::map<std::string, std::size_t> found;
  for (const Fact& row : rows) {
    const System& s = system(row.at("system"));
    const int index = s.group(row.at("group"));
    ASSERT_GE(index, 0) << row.at("group");
    const Group& group = s.groups[static_cast<std::size_t>(index)];
    EXPECT_EQ(s.zh, row.at("system_name_zh"));
    EXPECT_EQ(s.en, row.at("system_name_en"));
    EXPECT_EQ(group.parent, 0) << group.id;
    EXPECT_EQ(group.code, row.at("group_code"));
    EXPECT_EQ(group.zh, row.at("group_name_zh"));
    EXPECT_EQ(group.en, row.at("group_name_en"));
    EXPECT_EQ(group.weight, std::stod(row.at("weight")));
    EXPECT_EQ(status_name(group.weight_status), row.at("weight_status"));
    ++found[s.id];
  }
  for (const auto& [id, n] : found) EXPECT_EQ(system(id).groups.size(), n + 1) << id;
}

TEST_F(SystemFacts, IndicatorsAgreeInNamesUnitsDirectionsWeightsAndStatuses) {
  const std::vector<Fact> rows = facts("indicators.csv");
  EXPECT_EQ(rows.size(), 33U + 46U + 25U);
  std::map<std::string, std::size_t> found;
  for (const Fact& row : rows) {
    const System& s = system(row.at("system"));
    const std::string where = s.id + " " + row.at("id");
    const int index = s.indicator(row.at("id"));
    ASSERT_GE(index, 0) << where;
    const Indicator& indicator = s.indicators[static_cast<std::size_t>(index)];
    EXPECT_EQ(s.groups[static_cast<std::size_t>(indicator.group)].id, row.at("group")) << where;
    EXPECT_EQ(indicator.code, row.at("code")) << where;
    EXPECT_EQ(indicator.zh, row.at("name_zh")) << where;
    EXPECT_EQ(indicator.en, row.at("name_en")) << where;
    expect_same_unit(indicator.unit, s.units.parse(row.at("unit")), where);
    EXPECT_EQ(indicator.direction == Direction::more_is_better ? "+" : "-", row.at("direction"))
        << where;
    EXPECT_EQ(indicator.unit.is(Dimension::score), row.at("kind") == "qualitative") << where;
    const std::string weight = row.at("weight");
    EXPECT_EQ(indicator.weight, weight.empty() ? 1.0 : std::stod(weight)) << where;
    EXPECT_EQ(status_name(indicator.weight_status), row.at("weight_status")) << where;
    EXPECT_EQ(status_name(indicator.name_status), row.at("name_status")) << where;
    EXPECT_EQ(status_name(indicator.formula_status), row.at("formula_status")) << where;
    ++found[s.id];
  }
  for (const auto& [id, n] : found) EXPECT_EQ(system(id).indicators.size(), n) << id;
}

/// Random positive figures of every field, this year and before.
class RandomFigures {
 public:
  RandomFigures(const System& s, std::size_t n, unsigned seed) : n_(n) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> logarithm(std::log(1.0), std::log(1e6));
    columns_.resize(2 * s.fields.size());
    for (auto& column : columns_) {
      for (std::size_t i = 0; i < n; ++i) column.push_back(std::exp(logarithm(random)));
    }
  }
  std::vector<double> values(const BoundFormula& formula) const {
    const auto source = [this](int field, int years_back) {
      return std::span<const double>(
          columns_.at(2 * static_cast<std::size_t>(field) + static_cast<std::size_t>(years_back)));
    };
    const Evaluated result = evaluate(formula, formula.formula.root(), n_, source);
    for (std::size_t i = 0; i < n_; ++i) EXPECT_EQ(result.why[i], Why::present);
    return result.value;
  }

 private:
  std::size_t n_;
  std::vector<std::vector<double>> columns_;
};

BoundFormula bound(const System& s, const std::string& text) {
  std::vector<FieldType> types;
  for (std::size_t k = 0; k < s.fields.size(); ++k) {
    types.push_back({static_cast<int>(k), s.fields[k].number, s.fields[k].unit});
  }
  const FieldLookup lookup = [&](std::string_view name) -> const FieldType* {
    const int k = s.field(name);
    return k < 0 ? nullptr : &types[static_cast<std::size_t>(k)];
  };
  return zonerank::bind(Formula::parse(text, s.units), lookup, s.field_names(), FormulaPlace::zone);
}

// The table writes every scale factor out (10000 * new_ip / employees); ours come from the units.
TEST_F(SystemFacts, EveryScaleFactorOfTheTableFollowsFromTheUnits) {
  std::size_t compared = 0;
  std::size_t scaled = 0;
  for (const Fact& row : facts("indicators.csv")) {
    const System& s = system(row.at("system"));
    const std::string where = s.id + " " + row.at("id") + ": " + row.at("formula");
    const int index = s.indicator(row.at("id"));
    ASSERT_GE(index, 0) << where;
    const Indicator& ours = s.indicators[static_cast<std::size_t>(index)];
    const RandomFigures figures(s, 20, 7);
    const std::vector<double> expected = figures.values(bound(s, row.at("formula")));
    const std::vector<double> actual = figures.values(ours.formula);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const double value = actual[i] * ours.factor_numerator / ours.factor_denominator;
      EXPECT_NEAR(value, expected[i], 1e-12 * std::abs(expected[i])) << where;
    }
    EXPECT_DOUBLE_EQ(to_double(ours.factor()), ours.factor_numerator / ours.factor_denominator);
    if (ours.factor() != Scale{}) ++scaled;
    ++compared;
  }
  EXPECT_EQ(compared, 104U);
  EXPECT_GT(scaled, 50U) << "most indicators need a factor, or the test shows nothing";
}

TEST_F(SystemFacts, FormulasCarryNoFactorButTheTwelveMonthsOfAWage) {
  for (const char* id : {"torch-2013", "most-2021", "torch-innovation-2014"}) {
    for (const Indicator& indicator : system(id).indicators) {
      for (const Node& node : indicator.formula.formula.nodes()) {
        if (node.op != Op::number) continue;
        EXPECT_EQ(indicator.id, "wage_to_house_price") << id;
        EXPECT_EQ(node.text, "12") << id;
      }
    }
  }
  const System& s = system("most-2021");
  const int wage = s.indicator("wage_to_house_price");
  ASSERT_GE(wage, 0);
  EXPECT_EQ(s.indicators[static_cast<std::size_t>(wage)].code, "3.7");
  EXPECT_EQ(s.indicators[static_cast<std::size_t>(wage)].formula.formula.text(),
            "payroll / employees / 12 / house_price");
}

std::string number_text(const Field& field) {
  const std::string name(number_name(field.number));
  return field.number == Number::decimal ? name + "(" + std::to_string(field.places) + ")" : name;
}

std::vector<std::string> list_of(const std::string& cell) {
  return cell.empty() ? std::vector<std::string>{} : std::vector<std::string>{cell};
}

TEST_F(SystemFacts, Fields) {
  const System& s = system("most-2021");
  const std::vector<Fact> rows = facts("fields.csv");
  // A heading of yearbooks that no form and no indicator has.
  ASSERT_GE(s.field("graduates"), 0);
  EXPECT_EQ(s.field_names().size(), rows.size() + 1);
  for (const Fact& row : rows) {
    const std::string name = row.at("name");
    const int index = s.field(name);
    ASSERT_GE(index, 0) << name;
    const Field& field = s.fields[static_cast<std::size_t>(index)];
    EXPECT_EQ(field.zh, row.at("name_zh")) << name;
    EXPECT_EQ(field.en, row.at("name_en")) << name;
    EXPECT_EQ(number_text(field), row.at("number")) << name;
    EXPECT_EQ(field.level == Level::enterprise ? "enterprise" : "zone", row.at("level")) << name;
    if (field.is_exact() || field.number == Number::real) {
      expect_same_unit(field.unit, s.units.parse(row.at("unit")), name);
    }
    EXPECT_EQ(field.codes, list_of(row.at("form_code"))) << name;
    EXPECT_THAT(field.aliases, ::testing::IsSupersetOf(list_of(row.at("aliases")))) << name;
    const auto text = [](const std::optional<BoundFormula>& f) {
      return f ? f->formula.text() : "";
    };
    const auto printed = [&](const std::string& cell) {
      return cell.empty() ? "" : Formula::parse(cell, s.units).text();
    };
    EXPECT_EQ(text(field.rollup), printed(row.at("rollup"))) << name;
    EXPECT_EQ(text(field.formula), printed(row.at("formula"))) << name;
  }
}

TEST_F(SystemFacts, AllSystemsShareTheFields) {
  for (const char* id : {"torch-2013", "torch-innovation-2014"}) {
    EXPECT_EQ(system(id).field_names(), system("most-2021").field_names()) << id;
  }
}

TEST_F(SystemFacts, FormItems) {
  const System& s = system("torch-2013");
  const std::vector<Fact> rows = facts("form_fields.csv");
  ASSERT_EQ(s.forms.size(), rows.size());
  for (std::size_t k = 0; k < rows.size(); ++k) {
    EXPECT_EQ(s.forms[k].form, rows[k].at("form")) << k;
    EXPECT_EQ(s.forms[k].code, rows[k].at("code")) << k;
    EXPECT_EQ(s.forms[k].zh, rows[k].at("name_zh")) << k;
    EXPECT_EQ(s.forms[k].unit, rows[k].at("unit")) << k;
  }
}

}  // namespace
}  // namespace zonerank::test_system_facts
