#include "zonerank/system/system.hpp"

#include "support/testing.hpp"
#include "system/systems.hpp"

namespace zonerank::test_system {
namespace {

using testing::child_ids;
using testing::child_weights;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::indicator;
using testing::needed;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

TEST(ShippedSystems, AreThree) {
  EXPECT_THAT(system_ids(),
              UnorderedElementsAre("torch-2013", "most-2021", "torch-innovation-2014"));
}

// 科技部 2013 (修订版), 国科发火〔2021〕106号, 国家高新区创新能力评价报告.
TEST(ShippedSystems, HaveThePublishedGroupsAndNumbersOfIndicators) {
  const System torch = load_system("torch-2013");
  EXPECT_EQ(torch.indicators.size(), 33U);
  EXPECT_THAT(child_ids(torch, "overall"),
              ElementsAre("knowledge", "upgrading", "internationalisation", "sustainability"));
  EXPECT_THAT(child_weights(torch, "overall"), ElementsAre(0.3, 0.3, 0.2, 0.2));
  const System most = load_system("most-2021");
  EXPECT_EQ(most.indicators.size(), 46U);
  EXPECT_THAT(child_weights(most, "overall"), ElementsAre(0.2, 0.2, 0.15, 0.15, 0.3));
  const System innovation = load_system("torch-innovation-2014");
  EXPECT_EQ(innovation.indicators.size(), 25U);
  EXPECT_THAT(child_weights(innovation, "overall"), ElementsAre(0.2, 0.2, 0.25, 0.1, 0.25));
  for (const System* s : {&torch, &most, &innovation}) {
    EXPECT_EQ(s->groups[0].id, "overall");
    EXPECT_EQ(s->groups[0].parent, -1);
    EXPECT_EQ(s->id + ".toml", s->file);
    for (const Indicator& i : s->indicators) {
      EXPECT_FALSE(i.formula.formula.empty()) << i.id;
      EXPECT_FALSE(i.zh.empty() || i.en.empty()) << i.id;
    }
  }
}

TEST(ShippedSystems, MostNeedOneYearBackAtMost) {
  const System most = load_system("most-2021");
  EXPECT_EQ(indicator(most, "productivity_growth").formula.formula.years_back(), 1);
  EXPECT_EQ(indicator(most, "rd_intensity").formula.formula.years_back(), 0);
  EXPECT_EQ(indicator(most, "energy_intensity").direction, Direction::less_is_better);
}

TEST(ShippedSystems, ReviewersScoresAreScoredAgainstZeroToHundred) {
  const System torch = load_system("torch-2013");
  EXPECT_EQ(indicator(torch, "institutional_innovation").bounds, (std::pair{0.0, 100.0}));
  EXPECT_EQ(indicator(torch, "rd_intensity").bounds, std::nullopt);
}

TEST(NeededFields, GoThroughRollupsAndDerivedFields) {
  const std::vector<std::string> names = needed(load_system("most-2021"));
  EXPECT_THAT(names, Contains("rd_leaders"));
  EXPECT_THAT(names, Contains("industrial_value_added"));
  EXPECT_THAT(names, Contains("value_added")) << "through the roll-up of industrial_value_added";
  EXPECT_THAT(names, Contains("vat_payable")) << "through the formula of value_added";
  EXPECT_THAT(names, Contains("industry")) << "through a condition";
  EXPECT_THAT(names, Not(Contains("retail_sales"))) << "for monitoring only";
  EXPECT_THAT(names, Not(Contains("new_ip"))) << "of torch-2013 only";
}

TEST(IndustrySection, OfCodesWithAndWithoutTheirLetter) {
  for (const auto& [code, section] : {std::pair{"C3911", 'C'},
                                      {"3911", 'C'},
                                      {"391", 'C'},
                                      {"39", 'C'},
                                      {"c39", 'C'},
                                      {"C", 'C'},
                                      {"0111", 'A'},
                                      {"05", 'A'},
                                      {"06", 'B'},
                                      {"12", 'B'},
                                      {"13", 'C'},
                                      {"43", 'C'},
                                      {"44", 'D'},
                                      {"46", 'D'},
                                      {"47", 'E'},
                                      {"51", 'F'},
                                      {"53", 'G'},
                                      {"61", 'H'},
                                      {"I6510", 'I'},
                                      {"66", 'J'},
                                      {"70", 'K'},
                                      {"72", 'L'},
                                      {"M7310", 'M'},
                                      {"75", 'M'},
                                      {"76", 'N'},
                                      {"80", 'O'},
                                      {"83", 'P'},
                                      {"84", 'Q'},
                                      {"90", 'R'},
                                      {"91", 'S'},
                                      {"96", 'S'},
                                      {"97", 'T'}}) {
    EXPECT_EQ(industry_section(code), section) << code;
  }
}

TEST(IndustrySection, OfNoCodeIsNone) {
  for (const char* code : {"", "U", "U39", "00", "98", "9", "C9", "I3911", "39111", "C39111", "39x",
                           "X3911", "制造业", "-39", " 39"}) {
    EXPECT_EQ(industry_section(code), '\0') << code;
  }
}

TEST(Statuses, HaveTheNamesOfTheFiles) {
  EXPECT_EQ(status_name(Status::document), "document");
  EXPECT_EQ(status_name(Status::supplied), "supplied");
  EXPECT_EQ(status_name(Status::secondary_source), "secondary source");
  EXPECT_TRUE(is_assumed(Status::assumed));
  EXPECT_TRUE(is_assumed(Status::inferred));
  EXPECT_FALSE(is_assumed(Status::supplied));
}

}  // namespace
}  // namespace zonerank::test_system
