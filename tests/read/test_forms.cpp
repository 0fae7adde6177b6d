// Large forms of enterprises that are added up part by part, beside the same forms read whole.

#include <algorithm>
#include <random>

#include "read/forms_rollup.hpp"
#include "support/tables.hpp"
#include "zonerank/read/read.hpp"

namespace zonerank::test_forms {
namespace {

using testing::CsvResult;
using ::testing::HasSubstr;
using testing::small_system;

using Lines = std::vector<std::string>;

std::string text_of(const Lines& lines, const std::string& end = "\n") {
  std::string text;
  for (const std::string& line : lines) text += line + end;
  return text;
}

/// Forms of the same enterprises: accounts and staff.
struct Forms {
  Lines accounts = {"zone,year,enterprise,revenue,is_hightech"};
  Lines staff = {"年份,zone,统一社会信用代码,staff,unread"};

  void add(const std::string& zone, const std::string& code, const std::string& revenue,
           const std::string& hightech, const std::string& people) {
    accounts.push_back(zone + ",2020," + code + "," + revenue + "," + hightech);
    staff.push_back("2020," + zone + "," + code + "," + people + ",x y");
  }
};

Forms forms_of(std::size_t n, unsigned seed = 1) {
  std::mt19937 random(seed);
  Forms forms;
  for (std::size_t k = 0; k < n; ++k) {
    std::string code = std::to_string(100000 + k);
    code = "E" + code;
    const std::string zone = "Z" + std::to_string(k * 7 / n);
    const std::string cents =
        std::to_string(random() % 10000) + "." + std::to_string(random() % 10);
    const unsigned kind = random() % 8;
    const std::string revenue = kind == 0 ? "" : kind == 1 ? "0" : kind == 2 ? "-" + cents : cents;
    forms.add(zone, code, revenue, std::to_string(random() % 2), std::to_string(random() % 300));
  }
  return forms;
}

class FormsTest : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) {
    paths_.push_back(folder_.write(name, text));
  }

  void write(const Forms& forms) {
    write("accounts.csv", text_of(forms.accounts));
    write("staff.csv", text_of(forms.staff));
  }

  ReadOptions options(int threads = 1) const {
    ReadOptions options;
    options.all_fields = true;
    options.threads = threads;
    options.part_bytes = 2000;
    return options;
  }

  std::vector<Source> sources() const {
    std::vector<Source> list;
    for (const std::string& path : paths_) {
      list.emplace_back();
      list.back().name = path;
    }
    return list;
  }

  /// Figures and findings, or the errors.
  std::string read_with(ReadOptions given) const {
    try {
      const Raw raw = read(sources(), small_system(), given);
      std::string text = std::to_string(raw.enterprise_rows) + "\n";
      text += to_csv(raw.table, small_system());
      for (const Problem& problem : raw.problems.list()) text += problem.text() + "\n";
      return text;
    } catch (const Error& error) {
      return error.what();
    }
  }

  bool comes_in_parts() const {
    std::vector<FileContext> contexts;
    for (const std::string& path : paths_) {
      FileContext context;
      context.place = Place::in_file(path);
      context.part_bytes = options().part_bytes;
      contexts.push_back(context);
    }
    return detail::add_up_forms(paths_, contexts, small_system(), options(), {}).has_value();
  }

  /// The same for any number of threads, in parts and as a whole, and read small.
  void expect_like_whole() const {
    ReadOptions small = options();
    small.part_bytes = std::size_t{1} << 30;
    small.keep_enterprises = true;
    const std::string expected = read_with(small);
    for (const int threads : {1, 2, 7}) {
      for (const bool keep : {false, true}) {
        ReadOptions given = options(threads);
        given.keep_enterprises = keep;
        EXPECT_EQ(read_with(given), expected) << threads << " threads, rows kept: " << keep;
      }
    }
  }

  testing::TemporaryFolder folder_;
  std::vector<std::string> paths_;
};

TEST_F(FormsTest, OfTheSameEnterprisesInOneOrder) {
  write(forms_of(3000));
  EXPECT_TRUE(comes_in_parts());
  expect_like_whole();
  EXPECT_THAT(read_with(options()), HasSubstr("3000\n"));
}

TEST_F(FormsTest, InOneOrderThatIsNotOfTheirCodes) {
  Forms forms = forms_of(2000);
  std::mt19937 random(3);
  std::vector<std::size_t> order(2000);
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k + 1;
  std::shuffle(order.begin(), order.end(), random);
  Forms mixed;
  for (const std::size_t k : order) {
    mixed.accounts.push_back(forms.accounts[k]);
    mixed.staff.push_back(forms.staff[k]);
  }
  write(mixed);
  EXPECT_TRUE(comes_in_parts());
  expect_like_whole();
}

TEST_F(FormsTest, ThatLackSomeRows) {
  Forms forms = forms_of(2500);
  std::mt19937 random(5);
  const auto thin = [&](Lines& lines, unsigned of_ten) {
    Lines kept = {lines.front()};
    for (std::size_t k = 1; k < lines.size(); ++k) {
      if (random() % 10 >= of_ten) kept.push_back(lines[k]);
    }
    lines = kept;
  };
  thin(forms.accounts, 1);
  thin(forms.staff, 7);
  write(forms);
  EXPECT_TRUE(comes_in_parts());
  expect_like_whole();
}

TEST_F(FormsTest, OfWhichOneEndsEarly) {
  Forms forms = forms_of(2500);
  forms.staff.resize(900);
  write(forms);
  EXPECT_TRUE(comes_in_parts());
  expect_like_whole();
}

TEST_F(FormsTest, InOtherOrdersAreReadWhole) {
  Forms forms = forms_of(1500);
  std::reverse(forms.staff.begin() + 1, forms.staff.end());
  write(forms);
  EXPECT_FALSE(comes_in_parts());
  expect_like_whole();
}

TEST_F(FormsTest, WithAnEnterpriseGivenTwiceSayWhere) {
  Forms forms = forms_of(1500);
  forms.accounts.push_back(forms.accounts[700]);
  write(forms);
  EXPECT_FALSE(comes_in_parts());
  expect_like_whole();
  EXPECT_THAT(read_with(options(2)), HasSubstr("accounts.csv:1502"));
}

TEST_F(FormsTest, WithAnEnterpriseInTwoZonesSayWhich) {
  Forms forms = forms_of(1500);
  forms.staff[800] = "2020,elsewhere" + forms.staff[800].substr(forms.staff[800].find(',', 5));
  write(forms);
  EXPECT_FALSE(comes_in_parts());
  expect_like_whole();
  EXPECT_THAT(read_with(options(2)), HasSubstr("elsewhere"));
}

TEST_F(FormsTest, WithABadCellSayItsLine) {
  Forms forms = forms_of(1500);
  forms.accounts[1200] = "Z5,2020,E101199,12x,1";
  write(forms);
  EXPECT_FALSE(comes_in_parts());
  expect_like_whole();
  EXPECT_THAT(read_with(options(2)), HasSubstr("accounts.csv:1201"));
}

TEST_F(FormsTest, WithCellsThatPeopleWriteAreReadAsTheyAre) {
  Forms forms = forms_of(1500);
  forms.accounts[3] = "\"Z0\",\"2020\",\"E100002\",\"12.5\",\"1\"";  // quotes around cells
  forms.accounts[700] = "Z3,2020,E100699,\"1,234.5\",0";             // signs of groups
  forms.accounts[701] = "Z3,2020,E100700,-,是";                      // nothing, yes
  forms.accounts[702] = "Z3,2020,E100701,１２,\"否\"";               // full width
  forms.staff.insert(forms.staff.begin() + 900, {"", ",,,,"});       // blank lines
  forms.staff.push_back(",合计,,345000,");                           // a total
  forms.staff.push_back("注：本表为示例");                           // a note
  write(forms);
  EXPECT_TRUE(comes_in_parts());
  expect_like_whole();
}

TEST_F(FormsTest, WithLineEndsInQuotesAreReadAsTheyAre) {
  Forms forms = forms_of(1500);
  for (std::size_t k = 1; k < forms.staff.size(); ++k) {
    std::string& line = forms.staff[k];
    if (k % 5 == 0) line.replace(line.size() - 3, 3, "\"two\nlines, \"\"quoted\"\"\"");
  }
  write(forms);
  expect_like_whole();
}

TEST_F(FormsTest, WithOtherLineEndsAMarkAndAnOpenEnd) {
  const Forms forms = forms_of(1500);
  std::string accounts = "\xEF\xBB\xBF" + text_of(forms.accounts, "\r\n");
  accounts.resize(accounts.size() - 2);
  write("accounts.csv", accounts);
  write("staff.csv", text_of(forms.staff, "\r\n"));
  EXPECT_TRUE(comes_in_parts());
  expect_like_whole();
}

TEST_F(FormsTest, OfTwoYearsAreReadWhole) {
  Forms forms = forms_of(1500);
  for (std::size_t k = 800; k < forms.accounts.size(); ++k) {
    forms.accounts[k].replace(forms.accounts[k].find("2020"), 4, "2019");
    forms.staff[k].replace(0, 4, "2019");
  }
  write(forms);
  EXPECT_FALSE(comes_in_parts());
  expect_like_whole();
}

TEST_F(FormsTest, ThatShareAFieldMustAgree) {
  Forms forms = forms_of(1500);
  Forms again = forms;
  again.staff[500] = "2020,Z2,E100499,777,";
  write(forms);
  write("again.csv", text_of(again.staff));
  EXPECT_FALSE(comes_in_parts());
  expect_like_whole();
  EXPECT_THAT(read_with(options(2)), HasSubstr("777"));
}

TEST_F(FormsTest, WithAHeadingAgainAndAgainAreReadWhole) {
  Forms forms = forms_of(1500);
  forms.staff.insert(forms.staff.begin() + 700, forms.staff.front());
  write(forms);
  EXPECT_FALSE(comes_in_parts());
  expect_like_whole();
}

TEST_F(FormsTest, InAnotherEncodingAreReadWhole) {
  const Forms forms = forms_of(1500);
  std::string staff = text_of(forms.staff);
  const std::string utf8 = "年份", code = "统一社会信用代码";
  staff.replace(staff.find(utf8), utf8.size(), "\xC4\xEA\xB7\xDD");
  staff.replace(staff.find(code), code.size(),
                "\xCD\xB3\xD2\xBB\xC9\xE7\xBB\xE1\xD0\xC5\xD3\xC3\xB4\xFA\xC2\xEB");
  write("accounts.csv", text_of(forms.accounts));
  write("staff.csv", staff);
  EXPECT_FALSE(comes_in_parts());
  expect_like_whole();
}

TEST_F(FormsTest, BesideFiguresOfZones) {
  write(forms_of(1500));
  write("zones.csv", "zone,year,land\nZ0,2020,2\nZ6,2020,1\nZ9,2020,5\n");
  expect_like_whole();
}

}  // namespace
}  // namespace zonerank::test_forms
