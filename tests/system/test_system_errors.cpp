// One file text for each mistake: the message is read with file, line, key and what would be right.

#include "support/testing.hpp"
#include "system/system_text.hpp"

namespace zonerank::test_system_errors {
namespace {

using testing::adding;
using ::testing::AllOf;
using ::testing::EndsWith;
using testing::good;
using ::testing::HasSubstr;
using ::testing::StrEq;
using testing::with;
using testing::with_rollup;

TEST(SystemErrors, TheGoodFileIsGood) {
  EXPECT_EQ(parse_system(good, "my.toml").indicators.size(), 1U);
  EXPECT_EQ(with_rollup("sum(revenue, staff > 10 person)").field_names().size(), 3U);
}

TEST(SystemErrors, UnknownKeysNameTheNearest) {
  EXPECT_ERROR(
      with("id = \"mine\"", "id = \"mine\"\nfeilds = \"x\""),
      StrEq("my.toml:3 [system], key feilds: there is no key \"feilds\" here; did you mean "
            "\"fields\"?"));
  EXPECT_ERROR(adding("whight = 2\n"),
               StrEq("my.toml:27 [[indicator]] per_head, key whight: there is no key \"whight\" "
                     "here; did you mean \"weight\"?"));
  EXPECT_ERROR(
      with("[[group]]", "[[groups]]"),
      HasSubstr("my.toml:19 top level, key groups: there is no key \"groups\" here; did you "
                "mean \"group\"?"));
}

TEST(SystemErrors, MissingKeys) {
  EXPECT_ERROR(
      with("id = \"mine\"\n", ""),
      StrEq("my.toml:1 [system]: the key \"id\" is missing; give the system a short name"));
  EXPECT_ERROR(with("[system]\nid = \"mine\"", ""),
               HasSubstr("my.toml:1: the key \"system\" is missing; begin the file with [system]"));
  EXPECT_ERROR(
      with("unit = \"person\"\n", ""),
      StrEq("my.toml:13 [[field]] staff: the key \"unit\" is missing; give the unit of the "
            "field"));
  EXPECT_ERROR(
      with("formula = \"revenue / staff\"\n", ""),
      StrEq("my.toml:22 [[indicator]] per_head: the key \"formula\" is missing; say how it "
            "is computed"));
  EXPECT_ERROR(with("\"revenue / staff\"", "\" \""), HasSubstr("the key \"formula\" is missing"));
  EXPECT_ERROR(parse_system("[system]\nid = \"x\"\n", "my.toml"),
               HasSubstr("my.toml: the key \"indicator\" is missing; add at least one"));
}

TEST(SystemErrors, WrongTypes) {
  EXPECT_ERROR(with("unit = \"person\"", "unit = 3"),
               StrEq("my.toml:15 [[field]] staff, key unit: the value is 3, but must be text in "
                     "quotes; correct the value"));
  EXPECT_ERROR(
      adding("weight = \"big\"\n"),
      HasSubstr("my.toml:27 [[indicator]] per_head, key weight: the value is 'big', but must "
                "be a number"));
  EXPECT_ERROR(adding("when_empty = nan\n"), HasSubstr("key when_empty: the value is nan, but must "
                                                       "be a finite number"));
  EXPECT_ERROR(
      adding("[method]\nnormalize = [1,\n \"a\"]\n"),
      HasSubstr("my.toml:28 [method], key normalize: the value is [ 1, 'a' ], but must be a list "
                "of numbers, of lists of numbers, or of texts"));
  EXPECT_ERROR(parse_system("method = 3\n" + good, "my.toml"),
               StrEq("my.toml:1 key method: the value is 3, but must be a table, [method]; correct "
                     "the value"));
  EXPECT_ERROR(parse_system("group = 3\n[system]\nid = \"x\"\n", "my.toml"),
               HasSubstr("my.toml:1 key group: the value is 3, but must be a list of tables, "
                         "[[group]]"));
}

TEST(SystemErrors, UnknownValues) {
  EXPECT_ERROR(
      adding("name_status = \"documents\"\n"),
      StrEq("my.toml:27 [[indicator]] per_head, key name_status: \"documents\" is not one of "
            "the values of this key; did you mean \"document\"?"));
  EXPECT_ERROR(adding("direction = \"up\"\n"), EndsWith("\"up\" is not one of the values of this "
                                                        "key; known: +, -"));
  EXPECT_ERROR(with("\"enterprise\"", "\"enterprises\""),
               HasSubstr("did you mean \"enterprise\"?"));
  for (const char* number : {"counts", "decimal", "decimal(12)", "decimal(-1)", "Count"}) {
    EXPECT_ERROR(
        with("\"count\"", "\"" + std::string(number) + "\""),
        StrEq("my.toml:16 [[field]] staff, key number: \"" + std::string(number) +
              "\" is not one of the values of this key; write count, decimal(n) with n from "
              "0 to 9, real, flag, code or year"));
  }
}

TEST(SystemErrors, KindsOfNumbersBelongToALevel) {
  EXPECT_ERROR(
      with("\"count\"", "\"real\""),
      HasSubstr("key number: the value is real, but must be count or decimal(n) for a figure "
                "of enterprises"));
  EXPECT_ERROR(with("unit = \"person\"\nnumber = \"count\"\nlevel = \"enterprise\"",
                    "number = \"flag\"\nlevel = \"zone\""),
               HasSubstr("the value is flag, but must be count, decimal(n) or real for a figure of "
                         "zones"));
}

TEST(SystemErrors, IdsAndNames) {
  EXPECT_ERROR(with("per_head", "per-head"),
               StrEq("my.toml:23 [[indicator]] per-head, key id: \"per-head\" is not an id; use "
                     "letters, digits and _, beginning with a letter"));
  EXPECT_ERROR(with("\"staff\"", "\"2staff\""), HasSubstr("\"2staff\" is not an id"));
  EXPECT_ERROR(with("per_head", "money"),
               StrEq("my.toml:23 [[indicator]] money, key id: \"money\" is given twice, first at "
                     "my.toml:19 [[group]] money; give each its own name"));
  EXPECT_ERROR(
      with("\"staff\"", "\"revenue\""),
      HasSubstr("my.toml:14 [[field]] revenue, key name: \"revenue\" is given twice, first "
                "at my.toml:7 [[field]] revenue"));
}

TEST(SystemErrors, ReservedNames) {
  for (const std::string name : {"zone", "year", "enterprise", "industry", "n_missing",
                                 "assumed_weight", "money_rank", "overall"}) {
    EXPECT_ERROR(with("per_head", name),
                 StrEq("my.toml:23 [[indicator]] " + name + ", key id: \"" + name +
                       "\" is a reserved column name; choose another id"));
  }
  for (const std::string name : {"zone", "year", "enterprise", "in"}) {
    EXPECT_ERROR(with("\"staff\"", "\"" + name + "\""),
                 HasSubstr("key name: \"" + name + "\" is a reserved column name"));
  }
}

TEST(SystemErrors, Groups) {
  EXPECT_ERROR(
      with("group = \"money\"", "group = \"mony\""),
      HasSubstr("my.toml:24 [[indicator]] per_head, key group: there is no group \"mony\"; "
                "did you mean \"money\"?"));
  EXPECT_ERROR(
      with("id = \"money\"", "id = \"money\"\nparent = \"oveall\""),
      StrEq("my.toml:21 [[group]] money, key parent: there is no group \"oveall\"; did you "
            "mean \"overall\"?"));
  EXPECT_ERROR(with("[[indicator]]",
                    "[[group]]\nid = \"a\"\nparent = \"b\"\n\n[[group]]\n"
                    "id = \"b\"\nparent = \"a\"\n\n[[indicator]]"),
               StrEq("my.toml:24 [[group]] a, key parent: the parents of a, b lead in a circle and "
                     "never to \"overall\"; let one "
                     "of them have the parent \"overall\""));
  EXPECT_ERROR(
      with("[[indicator]]", "[[group]]\nid = \"a\"\n\n[[indicator]]"),
      StrEq("my.toml:22 [[group]] a: the group \"a\" has no indicator and no group inside; "
            "remove it, or put an indicator into it"));
}

TEST(SystemErrors, Weights) {
  for (const std::string weight : {"-1", "nan", "inf"}) {
    EXPECT_ERROR(adding("weight = " + weight + "\n"),
                 StrEq("my.toml:27 [[indicator]] per_head, key weight: the weight is " + weight +
                       ", but must be a number >= 0; correct the weight"));
  }
  EXPECT_ERROR(adding("weight = 0\n"),
               StrEq("my.toml:19 [[group]] money: all weights inside \"money\" are zero; give at "
                     "least one a weight above 0"));
  EXPECT_ERROR(adding("weight = 2\n\n[[indicator]]\nid = \"other\"\ngroup = \"money\"\n"
                      "unit = \"kCNY\"\nformula = \"revenue\"\n"),
               StrEq("my.toml:29 [[indicator]] other: the key \"weight\" is missing; others in its "
                     "group have one; give all of them a weight, or none"));
}

TEST(SystemErrors, Ranges) {
  for (const std::string range : {"[ 3, 1 ]", "[ 1, 1 ]", "[ 1 ]", "5", "[ 0, nan ]", "'a'"}) {
    for (const std::string key : {"range", "bounds", "scores"}) {
      EXPECT_ERROR(
          adding(key + " = " + range + "\n"),
          StrEq("my.toml:27 [[indicator]] per_head, key " + key + ": the range is " + range +
                ", but needs two finite numbers, the first below the second; write [lower, "
                "upper]"));
    }
  }
}

TEST(SystemErrors, TomlSyntaxNamesTheLine) {
  EXPECT_ERROR(with("\"mine\"", "\"mine"),
               AllOf(HasSubstr("my.toml:2: this is not TOML: "), EndsWith("correct the line")));
  EXPECT_ERROR(adding("id = \"again\"\n"), HasSubstr("my.toml:27: this is not TOML: "));
}

TEST(SystemErrors, UnreadableFilesAndUnknownSystems) {
  EXPECT_ERROR(load_system("no/such/file.toml"),
               StrEq("no/such/file.toml: the file cannot be read (it does not exist or is not a "
                     "file); check the path and the permissions"));
  const testing::TemporaryFolder folder;
  EXPECT_ERROR(load_system(folder.path() + "/"), HasSubstr("the file cannot be read"));
  EXPECT_ERROR(load_system("most-2012"),
               StrEq("there is no indicator system \"most-2012\"; did you mean \"most-2021\"? (or "
                     "give the path of a .toml file)"));
  EXPECT_ERROR(load_system("torch-statistics"), HasSubstr("there is no indicator system"));
  EXPECT_ERROR(with("id = \"mine\"", "id = \"mine\"\nfields = \"nowhere.toml\""),
               HasSubstr("my.toml:3 [system], key fields, nowhere.toml: the file cannot be read"));
}

TEST(SystemErrors, AllMistakesOfAFileAreReportedTogether) {
  std::string text = good;
  text.replace(text.find("\"person\""), 8, "\"persn\"");
  text.replace(text.find("group = \"money\""), 15, "gruop = \"money\"");
  text += "weight = -1\n\n[[indicator]]\nid = \"2x\"\nunit = \"kCNY\"\nformula = \"revnue\"\n";
  try {
    parse_system(text, "my.toml");
    FAIL() << "no error";
  } catch (const Error& error) {
    std::vector<Code> codes;
    for (const Problem& problem : error.problems()) codes.push_back(problem.code);
    EXPECT_THAT(codes,
                ::testing::IsSupersetOf({Code::unknown_unit, Code::unknown_key, Code::bad_weight,
                                         Code::bad_id, Code::unknown_field}));
    EXPECT_THAT(error.text(Lang::zh),
                AllOf(HasSubstr("此处没有键“gruop”"), HasSubstr("权重为 -1")));
  }
}

}  // namespace
}  // namespace zonerank::test_system_errors
