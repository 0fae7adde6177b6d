#include "zonerank/diagnostics/error.hpp"
#include "zonerank/diagnostics/exit_class.hpp"

#include <set>
#include <string>
#include <vector>

#include "support/testing.hpp"

namespace zonerank::test_error {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr int n_codes = static_cast<int>(Code::engine_failed) + 1;

Code code(int i) { return static_cast<Code>(i); }
Argument name(std::string_view text) { return text; }

/// A problem whose value and arguments say who they are.
Problem marked(Code which) {
  std::vector<Argument> args;
  for (int i = 0; i < 6; ++i) args.emplace_back("<" + std::to_string(i) + ">");
  return {which, "place", std::string("<v>"), args};
}

/// The markers that a sentence shows.
std::set<std::string> markers(const std::string& sentence) {
  std::set<std::string> found;
  for (const char* marker : {"<v>", "<0>", "<1>", "<2>", "<3>", "<4>", "<5>"}) {
    if (sentence.find(marker) != sentence.npos) found.insert(marker);
  }
  return found;
}

bool has_chinese(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0xE4 && static_cast<unsigned char>(c) <= 0xE9;
  });
}

TEST(Codes, HaveUniqueKebabCaseNames) {
  std::set<std::string> names;
  for (int i = 0; i < n_codes; ++i) {
    const std::string name(code_name(code(i)));
    EXPECT_THAT(name, ::testing::MatchesRegex("[a-z0-9]+(-[a-z0-9]+)*")) << "code " << i;
    EXPECT_TRUE(names.insert(name).second) << name << " is given twice";
  }
}

TEST(Codes, NamesFollowTheEnum) {
  EXPECT_EQ(code_name(Code::unknown_system), "unknown-system");
  EXPECT_EQ(code_name(Code::bad_score), "bad-score");
  EXPECT_EQ(code_name(Code::formula_too_deep), "formula-too-deep");
  EXPECT_EQ(code_name(Code::decoded_gb18030), "decoded-gb18030");
  EXPECT_EQ(code_name(Code::preferred), "preferred");
}

TEST(Codes, FromTheFirstNoticeOnStopNothing) {
  for (int i = 0; i <= static_cast<int>(Code::preferred); ++i) {
    const bool stops = code(i) < Code::duplicate_enterprise;
    EXPECT_EQ(severity(code(i)) == Severity::error, stops) << code_name(code(i));
  }
}

TEST(Codes, SayWhatIsWrongInBothLanguages) {
  for (int i = 0; i < n_codes; ++i) {
    const Problem problem = marked(code(i));
    EXPECT_FALSE(problem.rule(Lang::en).empty()) << code_name(code(i));
    EXPECT_FALSE(has_chinese(problem.rule(Lang::en))) << problem.rule(Lang::en);
    EXPECT_FALSE(problem.rule(Lang::zh).empty()) << code_name(code(i));
    if (code(i) == Code::function_misuse) continue;  // its sentence is its arguments
    EXPECT_TRUE(has_chinese(problem.rule(Lang::zh))) << problem.rule(Lang::zh);
  }
}

TEST(Codes, EveryErrorSaysWhatToDo) {
  for (int i = 0; i < n_codes; ++i) {
    const Problem problem = marked(code(i));
    if (severity(code(i)) == Severity::error) {
      EXPECT_FALSE(problem.cure(Lang::en).empty()) << code_name(code(i));
    }
    EXPECT_EQ(problem.cure(Lang::en).empty(), problem.cure(Lang::zh).empty()) << code_name(code(i));
  }
}

TEST(Codes, OfUsageAreErrorsThatTheCallIsToBlameFor) {
  EXPECT_EQ(exit_class(Code::bad_option), ExitClass::usage);
  EXPECT_EQ(exit_class(Code::conflicting_cell), ExitClass::data);
  for (int i = 0; i < n_codes; ++i) {
    if (exit_class(code(i)) == ExitClass::usage) {
      EXPECT_EQ(severity(code(i)), Severity::error) << code_name(code(i));
    }
  }
}

TEST(Codes, BothLanguagesShowTheSameArguments) {
  for (int i = 0; i < n_codes; ++i) {
    const Problem problem = marked(code(i));
    EXPECT_EQ(markers(problem.rule(Lang::en)), markers(problem.rule(Lang::zh)))
        << code_name(code(i));
    EXPECT_EQ(markers(problem.cure(Lang::en)), markers(problem.cure(Lang::zh)))
        << code_name(code(i));
  }
}

TEST(Codes, LeaveNoPlaceholderUnfilled) {
  for (int i = 0; i < n_codes; ++i) {
    for (const Lang lang : {Lang::en, Lang::zh}) {
      EXPECT_THAT(marked(code(i)).text(lang), Not(HasSubstr("{"))) << code_name(code(i));
      EXPECT_THAT((Problem{code(i), {}, {}, {}}.text(lang)), Not(HasSubstr("{")));
    }
  }
}

/// Two words of small letters one after the other: English prose, not a name.
bool has_english_prose(const std::string& text) {
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  for (std::size_t i = 2; i + 2 < text.size(); ++i) {
    if (text[i] == ' ' && is_small(text[i - 1]) && is_small(text[i - 2]) && is_small(text[i + 1]) &&
        is_small(text[i + 2]))
      return true;
  }
  return false;
}

TEST(Codes, AreWholeInChineseWithEachKindOfArgumentAndEveryPartOfAPlace) {
  const std::vector<Argument> kinds = {
      std::string("R1"),
      12,
      words("it is the same for all zones", "所有高新区数值相同"),
      words("there are {0} children: {1}", "共有 {0} 个下级：{1}", {2, std::string("A, B")}),
      listed({words("given twice", "出现两次"), words("a finite number", "有限数")}),
      suggestion("X", std::vector<std::string>{"Y1", "Z1"})};
  Place cell = Place::in_file("表.csv", 7).with_column("营业收入");
  Place row = Place::in_file("表.csv", 7).with_zone("甲", 2020).with_enterprise("E1");
  row.sheet = "一";
  Place key = Place::in_file("S.toml", 3).with_key(words("bounds of {0}", "{0} 的上下限", {1}));
  key.section = words("top level", "顶层");
  const Place places[] = {cell,
                          row,
                          key,
                          Place::of_zone("甲", 2020).with_enterprise("E1").with_field("F1"),
                          Place::of_zone("甲").with_key(words("group {0}", "分组 {0}", {1})),
                          Place::of_year(2020)};
  for (int i = 0; i < n_codes; ++i) {
    for (const Argument& kind : kinds) {
      for (const Place& place : places) {
        const Problem problem{code(i), place, kind, {kind, kind, kind, kind, kind, kind}};
        std::string text = problem.text(Lang::zh);
        for (const std::string name : {"--prefer zone", "--prefer rollup", "--encoding gb18030",
                                       "--bands middle", "--ignore-mark", "--zone-column"}) {
          for (std::size_t at = text.find(name); at != text.npos; at = text.find(name))
            text.replace(at, name.size(), "N");
        }
        EXPECT_FALSE(has_english_prose(text)) << code_name(code(i)) << ": " << text;
      }
    }
  }
}

TEST(Problem, ReadsPlaceRuleAndCure) {
  const Problem problem{Code::ragged_row, Place::in_file("a.csv", 7), 3, {4}};
  EXPECT_EQ(problem.text(),
            "a.csv:7: the line has 3 cells, but the heading has 4; check commas and quotes in this "
            "line");
  EXPECT_EQ(problem.text(Lang::zh),
            "a.csv:7：该行有 3 个单元格，但表头有 4 个；请检查该行的逗号和引号");
}

TEST(Problem, WithoutPlaceOrCureReadsTheRuleAlone) {
  EXPECT_EQ((Problem{Code::decoded_gb18030, {}, {}, {}}.text()), "the file was read as GB18030");
}

TEST(Problem, DoesNotFillPlaceholdersInsideAValue) {
  const Problem problem{Code::unknown_zone,
                        {},
                        std::string("{0}{v}"),
                        {words("known: {0}", "可用：{0}", {name("A")})}};
  EXPECT_EQ(problem.text(), "there is no zone \"{0}{v}\" in the data; known: A");
}

TEST(Error, ListsOneProblemALine) {
  const Error error({{Code::bad_year, Place::in_file("a.csv", 2), 20, {}},
                     {Code::blank_key, Place::in_file("a.csv", 3), name("zone"), {}}},
                    5);
  EXPECT_STREQ(error.what(),
               "a.csv:2: \"20\" is not a year; write four digits, as in 2020\n"
               "a.csv:3: the cell of \"zone\" is empty; every row needs it\n"
               "and 5 more of the same");
  EXPECT_EQ(error.text(Lang::zh),
            "a.csv:2：“20”不是年份；请写四位数字，如 2020\n"
            "a.csv:3：“zone”单元格为空；每行都必须填写\n"
            "另有 5 条未列出");
  EXPECT_EQ(error.problems().size(), 2U);
}

TEST(Fail, ThrowsOneProblem) {
  EXPECT_ERROR(fail(Code::bad_number, Place::in_file("x.csv", 1), name("abc")),
               HasSubstr("\"abc\" is not a number"));
  EXPECT_THROW(fail(Code::bad_number, ""), std::invalid_argument);
}

TEST(Problems, KeepsAThousandOfACodeAndCountsTheRest) {
  Problems problems;
  for (int i = 0; i < 1003; ++i) problems.add(Code::bad_number, std::to_string(i), name("x"));
  problems.add(Code::bad_year, "last", name("y"));
  EXPECT_EQ(problems.count(Code::bad_number), 1003U);
  EXPECT_EQ(problems.not_listed(Code::bad_number), 3U);
  EXPECT_EQ(problems.not_listed(Code::bad_year), 0U);
  EXPECT_EQ(problems.count(Code::bad_flag), 0U);
  ASSERT_EQ(problems.list().size(), 1001U);
  EXPECT_EQ(problems.list()[999].place.text(), "999") << "the first ones are kept";
  EXPECT_EQ(problems.list()[1000].place.text(), "last") << "other codes are not crowded out";
  EXPECT_ERROR(problems.raise_errors(), EndsWith("and 3 more of the same"));
}

TEST(Problems, NoticesAloneAreNoError) {
  Problems problems;
  problems.add(Code::clipped, Place::of_zone("A"), name("rd_intensity"), {12, name("0..10")});
  EXPECT_FALSE(problems.has_errors());
  EXPECT_NO_THROW(problems.raise_errors());
  EXPECT_EQ(problems.notices().size(), 1U);
  EXPECT_TRUE(problems.errors().empty());
}

TEST(Problems, RaisesErrorsWithoutTheNotices) {
  Problems problems;
  problems.add(Code::decoded_gb18030, "a.csv");
  problems.add(Code::bad_year, Place::in_file("a.csv", 2), 20);
  EXPECT_TRUE(problems.has_errors());
  EXPECT_EQ(problems.errors().size(), 1U);
  EXPECT_ERROR(problems.raise_errors(),
               ::testing::StrEq("a.csv:2: \"20\" is not a year; write four digits, as in 2020"));
}

TEST(Problems, AppendCountsWhatNeitherKept) {
  Problems a;
  Problems b;
  for (int i = 0; i < 600; ++i) a.add(Code::bad_number, "a", name("x"));
  for (int i = 0; i < 1200; ++i) b.add(Code::bad_number, "b", name("x"));
  a.append(b);
  EXPECT_EQ(a.count(Code::bad_number), 1800U);
  EXPECT_EQ(a.list().size(), 1000U);
  EXPECT_EQ(a.not_listed(Code::bad_number), 800U);
  EXPECT_ERROR(a.raise_errors(), EndsWith("and 800 more of the same"));
}

}  // namespace
}  // namespace zonerank::test_error
