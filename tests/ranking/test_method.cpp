#include "zonerank/ranking/method.hpp"

#include "methods/small.hpp"

namespace zonerank::test_method {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::plain_system;

Setting word(const std::string& key, const std::string& text) {
  return {key, text, std::nullopt, "--" + key};
}
Setting number(const std::string& key, double value) { return {key, "", value, "--" + key}; }

Method method(const std::vector<Setting>& settings, const std::string& toml = {}) {
  return read_method(plain_system(1, {}, {}, toml), settings);
}

TEST(Method, IsPlainByDefault) {
  const Method m = method({});
  const auto& plain = std::get<MinMax>(m.normalization);
  EXPECT_EQ(plain.lower, 0.0);
  EXPECT_EQ(plain.upper, 100.0);
  EXPECT_TRUE(plain.clip);
  EXPECT_TRUE(std::holds_alternative<GivenWeights>(m.weighting));
  EXPECT_TRUE(std::holds_alternative<ArithmeticMean>(m.aggregation));
  EXPECT_EQ(m.min_available, 0.8);
  EXPECT_EQ(m.ties, TieRule::min);
}

TEST(Method, ReadsEveryKey) {
  const Method m = method(
      {word("normalization", "percentile"), number("lower", 1), number("upper", 10),
       number("percentile_low", 5), number("percentile_high", 90), word("weights", "equal"),
       word("aggregation", "geometric"), number("min_available", 0.5), word("ties", "dense")});
  const auto& p = std::get<PercentileBounds>(m.normalization);
  EXPECT_EQ(p.lower, 1.0);
  EXPECT_EQ(p.upper, 10.0);
  EXPECT_EQ(p.low, 5.0);
  EXPECT_EQ(p.high, 90.0);
  EXPECT_TRUE(std::holds_alternative<EqualWeights>(m.weighting));
  EXPECT_TRUE(std::holds_alternative<GeometricMean>(m.aggregation));
  EXPECT_EQ(m.min_available, 0.5);
  EXPECT_EQ(m.ties, TieRule::dense);
  EXPECT_TRUE(
      std::holds_alternative<NoScaling>(method({word("normalization", "none")}).normalization));
  EXPECT_FALSE(std::get<MinMax>(method({number("clip", 0)}).normalization).clip);
  EXPECT_EQ(method({word("ties", "max")}).ties, TieRule::max);
  EXPECT_EQ(method({word("ties", "average")}).ties, TieRule::average);
}

TEST(Method, OfTheSystemIsOverridden) {
  const std::string toml = "[method]\nlower = 1\nupper = 10\naggregation = \"geometric\"\n";
  const Method m = method({number("upper", 5), word("aggregation", "arithmetic")}, toml);
  EXPECT_EQ(std::get<MinMax>(m.normalization).lower, 1.0);
  EXPECT_EQ(std::get<MinMax>(m.normalization).upper, 5.0);
  EXPECT_TRUE(std::holds_alternative<ArithmeticMean>(m.aggregation));
  EXPECT_TRUE(std::holds_alternative<GeometricMean>(method({}, toml).aggregation));
}

TEST(Method, NamesWhatIsUnknown) {
  EXPECT_ERROR(method({word("normalisation", "min-max")}),
               HasSubstr("--normalisation: there is no option \"normalisation\"; did you mean "
                         "\"normalization\"?"));
  EXPECT_ERROR(
      method({word("normalization", "minmax")}),
      HasSubstr("--normalization: \"minmax\" is not one of the values of this key; did you "
                "mean \"min-max\"?"));
  EXPECT_ERROR(method({word("weights", "entropie")}),
               HasSubstr("\"entropie\" is not one of the values of this key; did you mean "
                         "\"entropy\"?"));
  EXPECT_ERROR(method({number("aggregation", 2)}),
               HasSubstr("--aggregation: is 2, but must be the name of a method"));
  EXPECT_ERROR(method({word("ties", "first")}), HasSubstr("known: min, max, average, dense"));
}

TEST(Method, NamesNumbersOutOfRange) {
  EXPECT_ERROR(method({number("min_available", 80)}),
               HasSubstr("--min_available: is 80, but must be a number from 0 to 1; change the "
                         "option"));
  EXPECT_ERROR(method({word("lower", "low")}),
               HasSubstr("--lower: is \"low\", but must be a number"));
  const Setting percentile = word("normalization", "percentile");
  EXPECT_ERROR(method({percentile, number("percentile_low", -1)}),
               HasSubstr("a number from 0 to 100"));
  EXPECT_ERROR(method({percentile, number("percentile_high", missing)}),
               HasSubstr("is nan, but must be"));
  EXPECT_ERROR(method({number("clip", 2)}), HasSubstr("--clip: is 2, but must be"));
  EXPECT_ERROR(method({number("lower", 100)}),
               HasSubstr("lower: is 100, but must be below upper = 100"));
  EXPECT_ERROR(method({percentile, number("percentile_low", 97.5)}),
               HasSubstr("percentile_low and percentile_high: is 97.5 and 97.5, but must be two "
                         "percentiles in ascending order, from 0 to 100"));
}

TEST(Method, NamesTheMethodThatHasTheOption) {
  EXPECT_ERROR(method({number("percentile_low", 5)}),
               HasSubstr("--percentile_low: \"percentile_low\" is no option of the methods chosen, "
                         "but of normalization = \"percentile\"; choose that too"));
}

TEST(Method, ReadsATableOfAMethodAndItsOptions) {
  Setting table = word("normalization", "");
  table.is_table = true;
  table.table = {word("method", "percentile"), number("percentile_low", 5)};
  EXPECT_EQ(std::get<PercentileBounds>(method({table}).normalization).low, 5.0);
  const std::string toml =
      "[method]\nnormalization = { method = \"percentile\", percentile_low = 5, lower = 1 }\n";
  EXPECT_EQ(std::get<PercentileBounds>(method({}, toml).normalization).lower, 1.0);
  table.table.push_back(number("clip", 1));
  EXPECT_ERROR(method({table}), HasSubstr("there is no option \"clip\"; known: percentile_low"));
}

TEST(Method, NamesAllMistakesTogetherWithTheirPlaces) {
  EXPECT_ERROR(method({word("ties", "x")}, "[method]\nlowr = 1\nupper = \"high\"\n"),
               AllOf(HasSubstr("plain.toml:13 [method], key lowr: there is no option \"lowr\"; did "
                               "you mean \"lower\"?"),
                     HasSubstr("plain.toml:14 [method], key upper: is \"high\""),
                     HasSubstr("--ties: \"x\"")));
}

TEST(Method, ChecksTheAggregationOfGroups) {
  const auto group = [](const std::string& aggregation) {
    return plain_system(1, {"group = \"g\""},
                        "[[group]]\nid = \"g\"\naggregation = \"" + aggregation + "\"\n");
  };
  EXPECT_ERROR(read_method(group("harmonc")), HasSubstr("\"harmonc\" is not one of the values"));
  const System s = group("geometric");
  const ResolvedMethod resolved = resolve(Method{}, s);
  EXPECT_TRUE(std::holds_alternative<GeometricMean>(resolved.aggregations[1]));
  EXPECT_TRUE(std::holds_alternative<ArithmeticMean>(resolved.aggregations[0]));
}

TEST(Method, IsOneLineForAReader) {
  EXPECT_EQ(method_text(Method{}), "min-max 0..100, given weights, arithmetic mean");
  Method m;
  m.normalization = PercentileBounds{2.5, 97.5, 1, 10};
  m.weighting = EqualWeights{};
  m.aggregation = GeometricMean{};
  EXPECT_EQ(method_text(m), "min-max between percentiles 1..10, equal weights, geometric mean");
  EXPECT_EQ(method_text(m, Lang::zh), "百分位界限 1..10，等权，几何平均");
  m.normalization = PercentileBounds{5, 97.5, 1, 10};
  EXPECT_THAT(method_text(m), HasSubstr("percentiles 1..10 (percentile_low 5), equal"));
  m.normalization = NoScaling{};
  EXPECT_THAT(method_text(m), HasSubstr("values taken as scores, equal weights"));
}

}  // namespace
}  // namespace zonerank::test_method
