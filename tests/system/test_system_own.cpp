// A user's own system file: depth, units, fields, weights, dictionary.

#include "support/testing.hpp"
#include "system/system_text.hpp"
#include "system/systems.hpp"

namespace zonerank::test_system_own {
namespace {

using testing::child_ids;
using testing::child_weights;
using ::testing::ElementsAre;
using testing::indicator;
using testing::needed;
using testing::with;

const std::string deep = R"toml([system]
id = "deep"
zh = "四级"
evaluation_offset = 1

[units]
hectare = "10000 m2"
park = "5 hectare"
USD = "new"

[[field]]
name = "loans"
unit = "m USD"
number = "decimal(2)"

[[field]]
name = "land"
unit = "park"
number = "real"

[[group]]
id = "overall"
en = "All of it"

[[group]]
id = "leaf"
parent = "branch"

[[group]]
id = "branch"
parent = "trunk"
weight = 3
aggregation = "geometric"

[[group]]
id = "other"
parent = "trunk"
weight = 1

[[group]]
id = "trunk"

[[indicator]]
id = "loans_per_land"
group = "leaf"
unit = "USD/m2"
formula = "loans / land"
range = [0, 5.5]
when_empty = 0
name_status = "secondary source"

[[indicator]]
id = "land_alone"
group = "other"
unit = "hectare"
formula = "land"
direction = "-"

[[indicator]]
id = "on_top"
unit = "%"
formula = "growth(loans)"

[method]
normalize = "zscore"
lower = 1
)toml";

TEST(OwnSystem, OfDepthFourWithItsOwnUnitsAndFields) {
  const System s = parse_system(deep, "deep.toml");
  EXPECT_EQ(s.evaluation_offset, 1);
  EXPECT_EQ(s.zh, "四级");
  std::vector<std::string> order;
  for (const Group& group : s.groups) order.push_back(group.id);
  EXPECT_THAT(order, ElementsAre("overall", "trunk", "branch", "leaf", "other")) << "depth-first";
  EXPECT_EQ(s.groups[0].en, "All of it");
  EXPECT_EQ(s.groups[0].zh, "总分");
  EXPECT_EQ(s.groups[3].parent, 2);
  EXPECT_EQ(s.groups[4].parent, 1);
  EXPECT_THAT(child_ids(s, "overall"), ElementsAre("trunk", "on_top"));
  EXPECT_THAT(child_ids(s, "trunk"), ElementsAre("branch", "other"));
  EXPECT_THAT(child_weights(s, "trunk"), ElementsAre(3.0, 1.0));
  EXPECT_THAT(child_weights(s, "overall"), ElementsAre(1.0, 1.0)) << "none given: equal";
  ASSERT_TRUE(s.groups[2].aggregation.has_value());
  EXPECT_EQ(s.groups[2].aggregation->text, "geometric");
}

TEST(OwnSystem, FactorsComeFromItsUnits) {
  const System s = parse_system(deep, "deep.toml");
  // 1 m USD / (5 * 10 000 m2) = 20 USD/m2
  EXPECT_EQ(indicator(s, "loans_per_land").factor(), (Scale{2, 1, 1}));
  EXPECT_EQ(indicator(s, "loans_per_land").factor_numerator /
                indicator(s, "loans_per_land").factor_denominator,
            20.0);
  EXPECT_EQ(indicator(s, "land_alone").factor(), (Scale{5, 1, 0}));
  EXPECT_EQ(indicator(s, "on_top").factor(), (Scale{1, 1, 2}));
  EXPECT_EQ(indicator(s, "loans_per_land").range, (std::pair{0.0, 5.5}));
  EXPECT_EQ(indicator(s, "loans_per_land").when_empty, 0.0);
  EXPECT_EQ(indicator(s, "loans_per_land").name_status, Status::secondary_source);
  EXPECT_EQ(indicator(s, "loans_per_land").formula_status, Status::document);
  EXPECT_EQ(indicator(s, "land_alone").direction, Direction::less_is_better);
}

TEST(OwnSystem, MethodSettingsAreWordsOrNumbersWithTheirPlace) {
  const System s = parse_system(deep, "deep.toml");
  ASSERT_EQ(s.method.size(), 2U);
  const Setting& lower = s.method[0].key == "lower" ? s.method[0] : s.method[1];
  const Setting& normalize = s.method[0].key == "lower" ? s.method[1] : s.method[0];
  EXPECT_EQ(lower.number, 1.0);
  EXPECT_EQ(normalize.text, "zscore");
  EXPECT_EQ(normalize.place.text(), "deep.toml:65 [method], key normalize");
}

TEST(OwnSystem, LooksUpNamesAndSaysMinusOneForOthers) {
  const System s = parse_system(deep, "deep.toml");
  EXPECT_EQ(s.field("land"), 1);
  EXPECT_EQ(s.field("sea"), -1);
  EXPECT_EQ(s.group("leaf"), 3);
  EXPECT_EQ(s.group("loans_per_land"), -1);
  EXPECT_EQ(s.indicator("on_top"), 2);
  EXPECT_EQ(s.indicator("leaf"), -1);
  EXPECT_THAT(s.field_names(), ElementsAre("loans", "land"));
  EXPECT_THAT(s.indicator_ids(), ElementsAre("loans_per_land", "land_alone", "on_top"));
  EXPECT_THAT(needed(s), ElementsAre("loans", "land"));
}

TEST(OwnSystem, ItsFieldReplacesTheDictionarysAndKeepsItsPlace) {
  const std::string own = R"toml([system]
id = "mine"
fields = "torch-statistics"

[[field]]
name = "revenue"
unit = "m CNY"
number = "decimal(3)"
level = "enterprise"
codes = ["turnover"]

[[indicator]]
id = "margin"
unit = "%"
formula = "net_profit / revenue"
)toml";
  const System shipped = load_system("most-2021");
  const System s = parse_system(own, "mine.toml");
  ASSERT_EQ(s.field_names().size(), shipped.field_names().size());
  const int index = s.field("revenue");
  EXPECT_EQ(index, shipped.field("revenue"));
  const Field& revenue = s.fields[static_cast<std::size_t>(index)];
  EXPECT_EQ(revenue.places, 3);
  EXPECT_EQ(revenue.unit.text, "m CNY");
  EXPECT_THAT(revenue.codes, ElementsAre("turnover"));
  EXPECT_EQ(indicator(s, "margin").factor(), (Scale{1, 1, -1})) << "kCNY / m CNY to %";
}

TEST(OwnSystem, IsReadFromAFileWithADictionaryBesideIt) {
  const testing::TemporaryFolder folder;
  folder.write("fields.toml", "[[field]]\nname = \"area\"\nunit = \"公顷\"\nnumber = \"real\"\n");
  const std::string path = folder.write(
      "mine.toml",
      "[system]\nid = \"mine\"\nfields = \"fields.toml\"\n[[indicator]]\nid = \"size\"\nunit = "
      "\"km2\"\nformula = \"area\"\n");
  const System s = load_system(path);
  EXPECT_EQ(s.file, path);
  EXPECT_EQ(indicator(s, "size").factor_numerator, 1.0);
  EXPECT_EQ(indicator(s, "size").factor_denominator, 100.0);
}

TEST(OwnSystem, ReadsEveryKeyOfAField) {
  const System s =
      with("level = \"enterprise\"",
           "level = \"enterprise\"\nzh = \"营业收入\"\nen = \"Revenue\"\ncodes = "
           "[\"qc05\", \"x\"]\naliases = \"turnover\"\nstatus = \"assumed\"\nnote = \"n\"");
  const Field& field = s.fields[0];
  EXPECT_EQ(field.zh + field.en + field.note, "营业收入Revenuen");
  EXPECT_THAT(field.codes, ElementsAre("qc05", "x"));
  EXPECT_THAT(field.aliases, ElementsAre("turnover")) << "one text is a list of one";
  EXPECT_EQ(field.status, Status::assumed);
  EXPECT_EQ(field.number, Number::decimal);
  EXPECT_EQ(field.places, 2);
  EXPECT_TRUE(field.is_exact());
}

}  // namespace
}  // namespace zonerank::test_system_own
