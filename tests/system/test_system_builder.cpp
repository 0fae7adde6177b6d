#include "zonerank/system/system_builder.hpp"

#include "support/testing.hpp"

namespace zonerank::test_system_builder {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

SystemBuilder density() {
  SystemBuilder builder("own");
  builder.unit("hectare", "10000 m2")
      .field({.name = "patents", .unit = "item"})
      .field({.name = "land", .unit = "hectare"})
      .field({.name = "staff", .unit = "person"});
  return builder;
}

TEST(SystemBuilder, GivesWhatTheFileGives) {
  const System built = density()
                           .group({.id = "output", .weight = 2.0})
                           .group({.id = "people", .weight = 1.0})
                           .indicator({.id = "per_land",
                                       .group = "output",
                                       .unit = "item/km2",
                                       .formula = "patents / land"})
                           .indicator({.id = "crowding",
                                       .group = "people",
                                       .unit = "person/km2",
                                       .formula = "staff / land",
                                       .direction = Direction::less_is_better})
                           .build();
  const System read = parse_system(R"toml([system]
id = "own"
[units]
hectare = "10000 m2"
[[field]]
name = "patents"
unit = "item"
[[field]]
name = "land"
unit = "hectare"
[[field]]
name = "staff"
unit = "person"
[[group]]
id = "output"
weight = 2
[[group]]
id = "people"
weight = 1
[[indicator]]
id = "per_land"
group = "output"
unit = "item/km2"
formula = "patents / land"
[[indicator]]
id = "crowding"
group = "people"
unit = "person/km2"
direction = "-"
formula = "staff / land"
)toml",
                                   "own.toml");
  ASSERT_EQ(built.fields.size(), read.fields.size());
  for (std::size_t f = 0; f < read.fields.size(); ++f)
    EXPECT_EQ(built.fields[f].name, read.fields[f].name);
  ASSERT_EQ(built.groups.size(), read.groups.size());
  for (std::size_t g = 0; g < read.groups.size(); ++g) {
    EXPECT_EQ(built.groups[g].id, read.groups[g].id);
    EXPECT_EQ(built.groups[g].weight, read.groups[g].weight);
    EXPECT_EQ(built.groups[g].children.size(), read.groups[g].children.size());
  }
  ASSERT_EQ(built.indicators.size(), read.indicators.size());
  for (std::size_t k = 0; k < read.indicators.size(); ++k) {
    EXPECT_EQ(built.indicators[k].factor_numerator, read.indicators[k].factor_numerator);
    EXPECT_EQ(built.indicators[k].factor_denominator, read.indicators[k].factor_denominator);
    EXPECT_EQ(built.indicators[k].direction, read.indicators[k].direction);
    EXPECT_EQ(built.indicators[k].group, read.indicators[k].group);
  }
}

TEST(SystemBuilder, NamesThePartThatIsWrong) {
  const auto build = [](auto&& builder) { static_cast<void>(builder.build()); };
  EXPECT_ERROR(build(density().indicator({.id = "x", .unit = "item", .formula = "patents / land"})),
               AllOf(HasSubstr("indicator x, formula"), HasSubstr("item")));
  EXPECT_ERROR(build(density().indicator({.id = "x", .unit = "item", .formula = "patent"})),
               AllOf(HasSubstr("indicator x, formula"), HasSubstr("patents")));
  EXPECT_ERROR(build(density().field({.name = "land", .unit = "m2"})), HasSubstr("field land"));
  EXPECT_ERROR(build(density().group({.id = "zone"})), HasSubstr("group zone, id"));
  EXPECT_ERROR(build(density().indicator(
                   {.id = "x", .group = "none", .unit = "item", .formula = "patents"})),
               HasSubstr("none"));
  EXPECT_ERROR(build(density()), HasSubstr("add at least one"));
}

TEST(SystemBuilder, IsEmptyAfterBuilding) {
  SystemBuilder builder = density();
  builder.indicator({.id = "x", .unit = "item", .formula = "patents"});
  EXPECT_EQ(builder.build().indicators.size(), 1U);
  EXPECT_ERROR(builder.build(), HasSubstr("add at least one"));
}

}  // namespace
}  // namespace zonerank::test_system_builder
