#include "zonerank/sample/sample.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "zonerank/diagnostics/error.hpp"

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;
using zonerank::SampleOptions;
using zonerank::write_sample;

/// A directory of its own that goes away with the test.
class Folder {
 public:
  Folder() {
    static int number = 0;
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    path = fs::path(testing::TempDir()) /
           ("zonerank-sample-" + std::string(test->name()) + "-" + std::to_string(++number));
    fs::remove_all(path);
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  fs::path path;
};

std::string content(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> cells;
  for (std::size_t begin = 0;;) {
    const std::size_t comma = line.find(',', begin);
    cells.push_back(line.substr(begin, comma - begin));
    if (comma == std::string::npos) return cells;
    begin = comma + 1;
  }
}

constexpr const char* bom = "\xEF\xBB\xBF";

struct Table {
  std::vector<std::string> headings;
  std::vector<std::vector<std::string>> rows;
};

Table read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string line;
  std::getline(stream, line);
  EXPECT_THAT(line, StartsWith(bom)) << path;
  Table table{split(line.substr(3)), {}};
  while (std::getline(stream, line)) {
    table.rows.push_back(split(line));
    EXPECT_EQ(table.rows.back().size(), table.headings.size()) << path << ": " << line;
  }
  return table;
}

const std::vector<std::string> form_names{"GQ-001", "GQ-002", "GQ-003", "GQ-005", "derived"};

fs::path file(const Folder& folder, const std::string& name, int year) {
  return folder.path / ("made-up-" + name + "-" + std::to_string(year) + ".csv");
}

/// One enterprise and year: heading to text, all forms together.
using Row = std::map<std::string, std::string>;

std::vector<Row> enterprises(const Folder& folder, int year) {
  std::vector<Row> result;
  for (const std::string& name : form_names) {
    const Table table = read(file(folder, name, year));
    result.resize(table.rows.size());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      for (std::size_t j = 0; j < table.headings.size(); ++j) {
        const auto [cell, is_new] = result[i].emplace(table.headings[j], table.rows[i][j]);
        EXPECT_EQ(cell->second, table.rows[i][j]) << "the forms differ in their keys";
      }
    }
  }
  return result;
}

/// The number in a cell; NaN, which passes no comparison, where it is blank.
double number(const Row& row, const std::string& heading) {
  const std::string& text = row.at(heading);
  return text.empty() ? std::nan("") : std::strtod(text.c_str(), nullptr);
}

void expect_error(const std::function<void()>& action, const std::string& text) {
  try {
    action();
    FAIL() << "no error; expected: " << text;
  } catch (const zonerank::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr(text));
  }
}

const SampleOptions small{.enterprises = 3000, .zones = 12, .first_year = 2018, .years = 2};

std::map<std::string, std::string> all_files(const fs::path& directory) {
  std::map<std::string, std::string> result;
  for (const auto& entry : fs::directory_iterator(directory)) {
    result[entry.path().filename().string()] = content(entry.path());
  }
  return result;
}

TEST(Sample, WritesTheSameBytesForAnyNumberOfThreads) {
  SampleOptions options{.enterprises = 20'000, .zones = 40, .years = 2};
  std::vector<std::map<std::string, std::string>> written;
  for (const int threads : {1, 2, 7, 1}) {
    const Folder folder;
    options.threads = threads;
    write_sample(folder.path, options);
    written.push_back(all_files(folder.path));
    EXPECT_EQ(written.back().size(), 13u);
    EXPECT_TRUE(written.back() == written.front()) << threads << " threads";
  }
}

TEST(Sample, WritesOtherRecordsForAnotherSeed) {
  const Folder one, two;
  SampleOptions options = small;
  write_sample(one.path, options);
  options.seed = 2;
  write_sample(two.path, options);
  EXPECT_NE(content(file(one, "GQ-002", 2019)), content(file(two, "GQ-002", 2019)));
  EXPECT_NE(content(file(one, "zones", 2019)), content(file(two, "zones", 2019)));
}

TEST(Sample, ReturnsEveryFileItWrote) {
  const Folder folder;
  const std::vector<fs::path> paths = write_sample(folder.path, small);
  std::set<fs::path> expected;
  for (const auto& entry : fs::directory_iterator(folder.path)) expected.insert(entry.path());
  EXPECT_EQ(std::set<fs::path>(paths.begin(), paths.end()), expected);
  EXPECT_EQ(paths.size(), 13u);
  EXPECT_EQ(paths.front().filename(), "README.md");
}

TEST(Sample, SaysFirstThatAllIsMadeUp) {
  const Folder folder;
  write_sample(folder.path, small);
  EXPECT_THAT(content(folder.path / "README.md"),
              StartsWith("# All data here are made up / 本目录的全部数据均为虚构\n"));
}

// Items of systems/fields.csv that have a form code, and those that other forms supply.
TEST(Sample, HasEveryFieldOfTheForms) {
  const Folder folder;
  write_sample(folder.path, small);
  const std::string expected =
      "qb11 qb18 qb15_2 qb03_1 qc02 qc05_0 qc06 qc11 qc11_1 qc12 qc13 qc33 qc39 qc40 qc41 qc51 "
      "qc61 qc62 qc120 qc221 qc225 qc229 qc226 qd01 qd03 qd06 qd07 qd08 qd18 qd25 qj33_1 qj33_2 "
      "qj33_3 qj33_4 qj59 qj61 qj80 qj56 qj57 qj73 qj57_1 qj75 qj82 qj77 qj79 qj79_1 qj79_2 "
      "qj85_1 qj86_1 qj87_1 qj101_1 qj100_1 qj90 qj92 qj99 qj98 qj98_1 sumqh40_rd sumqh51_rd gbt13 "
      "gbt34 is_listed";
  std::set<std::string> codes;
  std::istringstream words(expected);
  for (std::string word; words >> word;) codes.insert(word);
  for (const std::string& name : form_names) {
    const Table table = read(file(folder, name, 2019));
    EXPECT_EQ(table.headings[0], "所属地域代码");
    EXPECT_EQ(table.headings[1], "年份");
    EXPECT_EQ(table.headings[2], "统一社会信用代码");
    for (std::size_t j = 3; j < table.headings.size(); ++j) {
      EXPECT_EQ(codes.erase(table.headings[j]), 1u) << table.headings[j];
    }
  }
  EXPECT_TRUE(codes.empty()) << *codes.begin();
}

TEST(Sample, CodesAreUniqueStableAndNotReal) {
  const Folder folder;
  write_sample(folder.path, small);
  std::map<std::string, std::string> zone_of;
  for (const int year : {2018, 2019}) {
    std::set<std::string> codes;
    for (const Row& row : enterprises(folder, year)) {
      const std::string& code = row.at("统一社会信用代码");
      EXPECT_EQ(code.size(), 18u);
      EXPECT_THAT(code, StartsWith("SAMPLE"));
      EXPECT_TRUE(codes.insert(code).second) << code << " is given twice";
      EXPECT_EQ(row.at("年份"), std::to_string(year));
      const std::string& zone = row.at("所属地域代码");
      EXPECT_EQ(zone_of.emplace(code, zone).first->second, zone);
    }
  }
}

TEST(Sample, EnterprisesComeAndGo) {
  const Folder folder;
  write_sample(folder.path, {.enterprises = 20'000, .zones = 30, .first_year = 2018, .years = 2});
  std::map<std::string, int> years;  // 1: the first only, 2: the second only, 3: both
  for (const Row& row : enterprises(folder, 2018)) years[row.at("统一社会信用代码")] |= 1;
  const auto before = static_cast<double>(years.size());
  for (const Row& row : enterprises(folder, 2019)) years[row.at("统一社会信用代码")] |= 2;
  double left = 0.0, entered = 0.0;
  for (const auto& [code, which] : years) {
    left += which == 1;
    entered += which == 2;
  }
  EXPECT_NEAR(left / before, 0.05, 0.01);     // 19 000 draws: standard error 0.0016
  EXPECT_NEAR(entered / before, 0.10, 0.02);  // differs between zones
  EXPECT_NEAR(before - left + entered, 20'000, 400);
}

TEST(Sample, EveryZoneHasAnEnterpriseEveryYear) {
  const Folder folder;
  write_sample(folder.path, {.enterprises = 1200, .zones = 1200, .first_year = 2010, .years = 6});
  for (int year = 2010; year <= 2015; ++year) {
    std::set<std::string> zones;
    for (const auto& row : read(file(folder, "GQ-001", year)).rows) zones.insert(row[0]);
    EXPECT_EQ(zones.size(), 1200u) << year;
    EXPECT_EQ(*zones.begin(), "示例高新区0001");
    EXPECT_EQ(read(file(folder, "zones", year)).rows.size(), 1200u);
  }
}

TEST(Sample, LeavesAboutOnePercentOfTheCellsBlankButNoKey) {
  const Folder folder;
  write_sample(folder.path, small);
  double cells = 0.0, blanks = 0.0;
  for (const Row& row : enterprises(folder, 2019)) {
    for (const auto& [heading, text] : row) {
      if (heading.front() > 'z' || heading.front() < 0) {  // the keys are the Chinese headings
        EXPECT_FALSE(text.empty()) << heading;
      } else if (heading != "qb15_2") {  // blank where not listed
        cells += 1.0;
        blanks += text.empty();
      }
    }
  }
  EXPECT_NEAR(blanks / cells, 0.01, 0.001);  // 183 000 cells: standard error 0.00023
}

TEST(Sample, RecordsAreConsistent) {
  const Folder folder;
  write_sample(folder.path, small);
  // NaN, a blank, compares false with everything: every law is written as what must not be.
  const std::vector<std::pair<std::string, std::string>> at_most{
      {"qd18", "qd01"},   {"qd08", "qd01"},   {"qd03", "qd01"},       {"qd25", "qd01"},
      {"qd06", "qd18"},   {"qd07", "qd18"},   {"qc11", "qc05_0"},     {"qc11_1", "qc11"},
      {"qc06", "qc05_0"}, {"qj57_1", "qj57"}, {"qj57", "qj73"},       {"qj75", "qj82"},
      {"qj82", "qj73"},   {"qj77", "qj79"},   {"qj79_1", "qj79"},     {"qj79_2", "qj79_1"},
      {"qj79_2", "qj77"}, {"qj98_1", "qj98"}, {"sumqh40_rd", "qd01"}, {"qj80", "qc06"}};
  for (const Row& row : enterprises(folder, 2019)) {
    const std::string& code = row.at("统一社会信用代码");
    for (const auto& [part, whole] : at_most) {
      EXPECT_FALSE(number(row, part) > number(row, whole))
          << code << ": " << part << " > " << whole;
    }
    EXPECT_FALSE(number(row, "qd06") + number(row, "qd07") > number(row, "qd18")) << code;
    EXPECT_FALSE(number(row, "qd18") + number(row, "qd08") > number(row, "qd01")) << code;
    EXPECT_FALSE(number(row, "qd01") < 1) << code;
    EXPECT_FALSE(number(row, "qc05_0") < 0) << code;
    EXPECT_FALSE(number(row, "qj61") > 0 && number(row, "qj59") == 0) << code;
    const std::string& industry = row.at("qb03_1");
    if (!industry.empty() && std::string("BCD").find(industry[0]) == std::string::npos) {
      EXPECT_FALSE(number(row, "qc02") != 0 && !row.at("qc02").empty()) << code;
      EXPECT_FALSE(number(row, "qc41") > 0) << code;
    }
    EXPECT_FALSE(number(row, "qc41") > 0 && number(row, "qc05_0") < 20'000) << code;
    EXPECT_FALSE(row.at("is_listed") == "0" && !row.at("qb15_2").empty()) << code;
    EXPECT_FALSE(number(row, "qb15_2") >= 202'000) << code << ": listed in the future";
  }
}

TEST(Sample, FlagsAndCountsAreWhole) {
  const Folder folder;
  write_sample(folder.path, small);
  const std::set<std::string> one_two{"", "1", "2"}, zero_one{"", "0", "1"};
  for (const Row& row : enterprises(folder, 2019)) {
    for (const char* heading : {"qb11", "qb18"}) EXPECT_TRUE(one_two.count(row.at(heading)));
    for (const char* heading : {"gbt13", "gbt34", "is_listed"}) {
      EXPECT_TRUE(zero_one.count(row.at(heading)));
    }
    for (const char* heading : {"qd01", "qd06", "qd08", "qj56", "qj73", "qj79", "qj90", "qj98"}) {
      EXPECT_EQ(row.at(heading).find_first_not_of("0123456789"), std::string::npos);
    }
    const std::string& revenue = row.at("qc05_0");
    const std::size_t point = revenue.find('.');
    if (point != std::string::npos) {
      EXPECT_LE(revenue.size() - point, 3u) << revenue;
    }
  }
}

TEST(Sample, ZoneFiguresAreConsistent) {
  const Folder folder;
  write_sample(folder.path, {.enterprises = 20'000, .zones = 60, .years = 1});
  const Table table = read(file(folder, "zones", 2017));
  for (const auto& cells : table.rows) {
    Row row;
    for (std::size_t j = 0; j < cells.size(); ++j) row[table.headings[j]] = cells[j];
    const std::string& zone = row.at("所属地域代码");
    EXPECT_FALSE(number(row, "zone_gdp") > number(row, "city_gdp")) << zone;
    EXPECT_FALSE(number(row, "green_area") > number(row, "land_area")) << zone;
    EXPECT_FALSE(number(row, "fiscal_science_spending") > number(row, "fiscal_spending")) << zone;
    EXPECT_FALSE(number(row, "rd_institutions") > number(row, "institutions_of_all_kinds")) << zone;
    EXPECT_FALSE(number(row, "industry_value_added") > number(row, "secondary_value_added"));
    EXPECT_FALSE(number(row, "secondary_value_added") > number(row, "zone_gdp")) << zone;
    EXPECT_FALSE(number(row, "tertiary_value_added") < 0) << zone;
    EXPECT_FALSE(number(row, "score_institutions") > 100) << zone;
    EXPECT_FALSE(number(row, "house_price") < 1000) << zone;
  }
}

/// Sum of a column, blanks skipped, without keeping the file.
double column_sum(const fs::path& path, const std::string& heading) {
  std::ifstream stream(path, std::ios::binary);
  std::string line;
  std::getline(stream, line);
  const std::vector<std::string> headings = split(line.substr(3));
  const auto column = std::find(headings.begin(), headings.end(), heading) - headings.begin();
  double sum = 0.0;
  while (std::getline(stream, line)) {
    std::size_t begin = 0;
    for (std::ptrdiff_t j = 0; j < column; ++j) begin = line.find(',', begin) + 1;
    if (line[begin] != ',') sum += std::strtod(line.c_str() + begin, nullptr);
  }
  return sum;
}

// Torch Centre, all 169 national high-tech zones in 2019 (m CNY; 141 thousand enterprises).
TEST(Sample, AddsUpToTheNationIn2019) {
  const Folder folder;
  write_sample(folder.path);
  const auto near = [&](const char* form, const char* heading, double published, double unit) {
    const double sum = column_sum(file(folder, form, 2019), heading) * unit;
    EXPECT_NEAR(sum / published, 1.0, 0.1) << heading << ": " << sum;
  };
  near("GQ-002", "qc05_0", 38'554'940, 1e-3);
  near("GQ-002", "qc02", 24'026'200, 1e-3);
  near("GQ-002", "qc12", 2'609'740, 1e-3);
  near("GQ-002", "qc11", 4'137'150, 1e-3);
  near("GQ-002", "qc13", 1'900'000, 1e-3);
  near("derived", "sumqh51_rd", 825'900, 1e-3);
  near("GQ-003", "qd01", 23e6, 1.0);
  near("zones", "zone_gdp", 12'140'000, 1e-3);

  std::map<std::string, double> sizes;
  std::ifstream stream(file(folder, "GQ-001", 2019), std::ios::binary);
  std::string line;
  std::getline(stream, line);
  double enterprises = 0.0;
  for (; std::getline(stream, line); ++enterprises) ++sizes[line.substr(0, line.find(','))];
  EXPECT_NEAR(enterprises, 141'000, 3'000);
  EXPECT_EQ(sizes.size(), 169u);
  double largest = 0.0, smallest = enterprises;
  for (const auto& [zone, size] : sizes) {
    largest = std::max(largest, size);
    smallest = std::min(smallest, size);
  }
  EXPECT_NEAR(largest / enterprises, 0.15, 0.01);
  EXPECT_NEAR(smallest, 60, 20);
}

TEST(Sample, ReportsProgressAndStops) {
  const Folder folder;
  std::vector<double> shares;
  write_sample(folder.path, small, [&](double share) {
    shares.push_back(share);
    return true;
  });
  EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
  EXPECT_EQ(shares.back(), 1.0);

  const Folder stopped;
  EXPECT_THROW(write_sample(stopped.path, small, [](double) { return false; }),
               zonerank::Interrupted);
  EXPECT_FALSE(fs::exists(file(stopped, "GQ-001", 2018))) << "an unfinished year is left";
}

TEST(Sample, NamesTheBadOption) {
  const Folder folder;
  const auto with = [&](const SampleOptions& options) {
    return [&folder, options] { write_sample(folder.path, options); };
  };
  expect_error(with({.enterprises = 100}),
               "enterprises: is 100, but must be from 169 (the number of zones) to 10000000000");
  expect_error(with({.zones = 0}), "zones: is 0, but must be from 1 to 1000000");
  expect_error(with({.years = 0}), "years: is 0, but must be from 1 to 100");
  expect_error(with({.first_year = 17}), "first_year: is 17, but must be from 1990 to 2900");
  expect_error(with({.threads = -1}), "threads: is -1, but must be from 0 to 4096");
  EXPECT_FALSE(fs::exists(folder.path)) << "bad options leave nothing behind";
}

TEST(Sample, LeavesAnotherReadmeAlone) {
  const Folder folder;
  fs::create_directories(folder.path);
  std::ofstream(folder.path / "README.md") << "# My project\n";
  expect_error([&] { write_sample(folder.path, small); },
               "but must be a directory without a README.md of its own");
  EXPECT_EQ(content(folder.path / "README.md"), "# My project\n");
}

TEST(Sample, ReplacesAnEarlierSample) {
  const Folder folder;
  write_sample(folder.path, small);
  const auto first = all_files(folder.path);
  write_sample(folder.path, small);
  EXPECT_TRUE(all_files(folder.path) == first);
}

TEST(Sample, SaysThatItCannotWrite) {
  const Folder folder;
  fs::create_directories(folder.path);
  std::ofstream(folder.path / "file") << "x";
  expect_error([&] { write_sample(folder.path / "file" / "inside", small); },
               "this cannot be written (");
}

TEST(Sample, SaysThatTheDiskIsFull) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full on this system";
  const Folder folder;
  fs::create_directories(folder.path);
  fs::create_symlink("/dev/full", file(folder, "GQ-002", 2018));
  expect_error([&] { write_sample(folder.path, small); },
               "this cannot be written (No space left on device); check the path, the permissions "
               "and the free space");
}

}  // namespace
