#include "zonerank/diagnostics/argument.hpp"

#include <string>
#include <vector>

#include "support/testing.hpp"

namespace zonerank::test_argument {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Argument, OfANameOrNumberIsTheSameInBothLanguages) {
  EXPECT_EQ(Argument(std::string("营业收入")).text(Lang::en), "营业收入");
  EXPECT_EQ(Argument(std::string("revenue")).text(Lang::zh), "revenue");
  EXPECT_EQ(Argument(7).text(Lang::zh), "7");
  EXPECT_TRUE(Argument().empty());
}

TEST(Argument, RefusesABareLiteral) {
  EXPECT_FALSE((std::is_convertible_v<const char*, Argument>))
      << "English prose would stand in a Chinese message";
}

TEST(Words, FillBothLanguagesEachInItsOrder) {
  const Argument inner = words("{0} zones", "{0} 个高新区", {3});
  const Argument outer = words("{0} of {1}", "{1} 中的 {0}", {inner, std::string("A")});
  EXPECT_EQ(outer.text(Lang::en), "3 zones of A");
  EXPECT_EQ(outer.text(Lang::zh), "A 中的 3 个高新区");
}

TEST(Words, DoNotFillWhatStandsInAName) {
  EXPECT_EQ(words("a {0} b", "甲 {0} 乙", {std::string("{0}{1}")}).text(), "a {0}{1} b");
}

TEST(Listed, JoinsInEachLanguage) {
  const Argument list = listed({words("one", "一", {}), words("two", "二", {})});
  EXPECT_EQ(list.text(Lang::en), "one, two");
  EXPECT_EQ(list.text(Lang::zh), "一，二");
}

TEST(Suggestion, NamesTheNearestOrListsWhatIsKnown) {
  const std::vector<std::string> few = {"alpha", "beta"};
  EXPECT_EQ(suggestion("alhpa", few).text(), "did you mean \"alpha\"?");
  EXPECT_EQ(suggestion("alhpa", few).text(Lang::zh), "您是否指 “alpha”？");
  EXPECT_EQ(suggestion("something", few).text(), "known: alpha, beta");
  EXPECT_EQ(suggestion("something", few).text(Lang::zh), "可用：alpha、beta");
}

TEST(Suggestion, KnowsShortNames) {
  const std::vector<std::string> zones = {"武汉东湖新技术产业开发区", "西安高新技术产业开发区",
                                          "上海张江", "上海紫竹"};
  EXPECT_EQ(suggestion("东湖", zones).text(), "did you mean \"武汉东湖新技术产业开发区\"?");
  EXPECT_EQ(suggestion("上海", zones).text(), "did you mean \"上海张江\", \"上海紫竹\"?");
  EXPECT_EQ(suggestion("上海", zones).text(Lang::zh), "您是否指 “上海张江”、“上海紫竹”？");
  EXPECT_THAT(suggestion("x", std::vector<std::string>{"xa"}).text(), HasSubstr("known: xa"));
}

TEST(Suggestion, ListsAtMostTwelve) {
  std::vector<std::string> many;
  for (int i = 10; i < 23; ++i) many.push_back("candidate" + std::to_string(i));
  const std::string text = suggestion("x", many).text();
  EXPECT_THAT(text, HasSubstr("candidate21, ..."));
  EXPECT_THAT(text, Not(HasSubstr("candidate22")));
  many.pop_back();
  EXPECT_THAT(suggestion("x", many).text(), Not(HasSubstr("...")));
}

}  // namespace
}  // namespace zonerank::test_argument
