#include "zonerank/diagnostics/place.hpp"

#include <string>

#include "support/testing.hpp"
#include "zonerank/diagnostics/error.hpp"

namespace zonerank::test_place {
namespace {

void expect_texts(const Place& place, const std::string& en, const std::string& zh) {
  EXPECT_EQ(place.text(Lang::en), en);
  EXPECT_EQ(place.text(Lang::zh), zh);
}

TEST(Place, OfAnOptionIsItsName) {
  const Place place = "weights";
  EXPECT_EQ(place.key.text(), "weights");
  expect_texts(place, "weights", "weights");
  expect_texts(words("weights of {0}", "{0} 的权重", {std::string("g1")}), "weights of g1",
               "g1 的权重");
}

TEST(Place, InAFileNamesSheetLineAndColumn) {
  Place place = Place::in_file("b.xlsx", 7);
  place.sheet = "2020";
  expect_texts(place, "b.xlsx[2020]:7", "b.xlsx[2020]:7");
  expect_texts(place.with_column("营业收入"), "b.xlsx[2020]:7, column 营业收入",
               "b.xlsx[2020]:7，列 营业收入");
}

TEST(Place, OfACellSaysNoMoreThanFindsIt) {
  const Place cell = Place::in_file("a.csv", 7)
                         .with_column("c")
                         .with_zone("A", 2020)
                         .with_enterprise("E")
                         .with_field("revenue");
  expect_texts(cell, "a.csv:7, column c", "a.csv:7，列 c");
}

TEST(Place, OfARowNamesItsZoneOrEnterprise) {
  const Place row = Place::in_file("a.csv", 7).with_zone("A", 2020);
  expect_texts(row, "a.csv:7, zone A, 2020", "a.csv:7，高新区 A，2020 年");
  expect_texts(row.with_enterprise("E"), "a.csv:7, enterprise E, 2020", "a.csv:7，企业 E，2020 年");
}

TEST(Place, OfAZoneAndYear) {
  expect_texts(Place::of_zone("示例高新区065", 2019), "示例高新区065, 2019",
               "示例高新区065，2019 年");
  expect_texts(Place::of_zone("A"), "zone A", "高新区 A");
  expect_texts(Place::of_year(2019), "2019", "2019 年");
  expect_texts(Place::of_zone("A", 2019).with_key(std::string("x1")), "zone A, 2019, x1",
               "高新区 A，2019 年，x1");
}

TEST(Place, OfAnEnterpriseNamesTheField) {
  expect_texts(Place::of_zone("A", 2020).with_enterprise("E").with_field("f"),
               "A, 2020, enterprise E, field f", "A，2020 年，企业 E，字段 f");
  expect_texts(Place::of_enterprise("E", 2020), "enterprise E, 2020", "企业 E，2020 年");
  expect_texts(Place::of_zone("A", 2020).with_field("f"), "A, 2020", "A，2020 年");
}

TEST(Place, OfATomlFileNamesTableAndKey) {
  Place place = Place::in_file("s.toml", 3).with_key(std::string("unit"));
  place.section = std::string("[[field]] revenue");
  expect_texts(place, "s.toml:3 [[field]] revenue, key unit",
               "s.toml:3 [[field]] revenue，键 unit");
}

TEST(Place, WithinAnotherKeepsItsOwnAndAddsItsKey) {
  const Place outer = Place::in_file("s.toml", 3).with_key(std::string("formula"));
  const Place inner = words("formula {0}", "公式 {0}", {std::string("a/b")});
  expect_texts(inner.within(outer), "s.toml:3, key formula, formula a/b",
               "s.toml:3，键 formula，公式 a/b");
  EXPECT_EQ(Place().within(outer), outer);
}

TEST(Place, IsComparedByItsParts) {
  EXPECT_EQ(Place::of_zone("A", 2020), Place::of_zone("A", 2020));
  EXPECT_NE(Place::of_zone("A", 2020), Place(std::string("A, 2020")));
  EXPECT_LT(Place::in_file("a.csv", 2), Place::in_file("a.csv", 10)) << "lines are numbers";
  EXPECT_TRUE(Place().empty());
}

}  // namespace
}  // namespace zonerank::test_place
