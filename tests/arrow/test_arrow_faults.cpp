// What is wrong with a stream or a cell of it, in words; and enterprises that are given twice.

#include "support/arrow_table.hpp"
#include "support/tables.hpp"

namespace zonerank::test_arrow_faults {
namespace {

using testing::ArrowTable;
using testing::Cells;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::small_system;

/// Two sound rows; columns may be replaced.
ArrowTable table(const std::map<std::string, std::pair<std::string, Cells>>& changed = {}) {
  std::map<std::string, std::pair<std::string, Cells>> columns = {
      {"zone", {"u", {"A", "A"}}},
      {"year", {"i", {"2019", "2019"}}},
      {"enterprise", {"u", {"e1", "e2"}}},
      {"revenue", {"g", {"1.5", "2.5"}}}};
  for (const auto& [name, column] : changed) columns[name] = column;
  ArrowTable result;
  for (const auto& [name, column] : columns) result.column(name, column.first, column.second);
  return result;
}

struct Result {
  Partial partial;
  std::vector<std::string> problems;
};

/// The partial result, or the errors; then the notices.
Result rolled(const std::vector<ArrowInput>& inputs, const StreamOptions& options = {}) {
  Result result;
  Problems problems;
  try {
    result.partial = accumulate(inputs, small_system(), options, problems);
  } catch (const Error& error) {
    for (const Problem& problem : error.problems()) result.problems.push_back(problem.text());
  }
  for (const Problem& problem : problems.notices()) result.problems.push_back(problem.text());
  return result;
}

std::vector<std::string> problems_of(ArrowTable changed, const StreamOptions& options = {}) {
  auto result = rolled({{"t", changed.stream()}}, options).problems;
  EXPECT_EQ(changed.alive(), 0);
  return result;
}

struct Fault {
  std::string column, format;
  Cells cells;
  std::string message;
};

TEST(ArrowFaults, NameTheRowTheColumnAndTheCell) {
  const std::vector<Fault> faults = {
      {"revenue",
       "g",
       {"1.5", "2.505"},
       "t:2, column revenue: 2.505 has more decimals than the field's 2 in kCNY"},
      {"revenue", "g", {"1.5", "inf"}, "t:2, column revenue: \"inf\" is not a number"},
      {"revenue",
       "g",
       {"1.5", "1e30"},
       "t:2, column revenue: 1e+30 is too large for an exact figure"},
      {"revenue", "u", {"many", "2.5"}, "t:1, column revenue: \"many\" is not a number"},
      {"revenue",
       "u",
       {"#DIV/0!", "2.5"},
       "t:1, column revenue: the cell holds the spreadsheet's error #DIV/0!"},
      {"revenue",
       "L",
       {"1", "18446744073709551615"},
       "t:2, column revenue: 18446744073709551615 is too large"},
      {"revenue",
       "l",
       {"1", "9223372036854775807"},
       "t:2, column revenue: 9223372036854775807 is too large"},
      {"revenue",
       "d:38,0",
       {"1", "92233720368547759"},
       "t:2, column revenue: 92233720368547759 is too large"},
      {"revenue", "d:38,3", {"1", "2.505"}, "t:2, column revenue: 2.505 has more decimals"},
      {"revenue",
       "d:38,3,256",
       {"1", "2"},
       "t, column revenue: the column holds neither numbers nor text (Arrow type \"d:38,3,256\")"},
      {"revenue", "z", {"1", "2"}, "(Arrow type \"z\")"},
      {"zone", "u", {"A", std::nullopt}, "t:2: the cell of \"zone\" is empty"},
      {"zone", "u", {"A", "  "}, "t:2: the cell of \"zone\" is empty"},
      {"zone", "u", {std::nullopt, std::nullopt}, "t:1: the cell of \"zone\" is empty"},
      {"zone",
       "u",
       {"A", "#REF!"},
       "t:2, column zone: the cell holds the spreadsheet's error #REF!"},
      {"year", "i", {"2019", std::nullopt}, "t:2: the cell of \"year\" is empty"},
      {"year", "i", {"2019", "19"}, "t:2, column year: \"19\" is not a year"},
      {"year",
       "tdD",
       {"2019-01-01", "12019-01-01"},
       "t:2, column year: \"12019-01-01\" is not a year"},
      {"year", "g", {"2019", "2019.5"}, "t:2, column year: \"2019.5\" is not a year"},
      {"enterprise", "u", {"e1", std::nullopt}, "t:2: the cell of \"enterprise\" is empty"},
      {"enterprise", "u", {"e1", ""}, "t:2: the cell of \"enterprise\" is empty"},
      {"enterprise",
       "vu",
       {"9.1510E+17", "e2"},
       "\"9.1510E+17\" is a code that a spreadsheet took for a number, its last digits are lost"},
      {"enterprise", "g", {"915100000000000123", "2"}, "is a code that a spreadsheet took"},
      {"is_hightech", "c", {"1", "7"}, "t:2, column is_hightech: \"7\" is not one of the answers"},
  };
  for (const Fault& fault : faults) {
    const auto found = problems_of(table({{fault.column, {fault.format, fault.cells}}}));
    ASSERT_EQ(found.size(), fault.cells[0] ? 1U : 2U) << ::testing::PrintToString(found);
    EXPECT_THAT(found[0], HasSubstr(fault.message));
  }
}

TEST(ArrowFaults, CodesThatWereMadeDoublesKeepTheirDigits) {
  ArrowTable rows = table(
      {{"zone", {"g", {"500000", "500000"}}}, {"enterprise", {"g", {"100000", "915100000000"}}}});
  const Result result = rolled({{"t", rows.stream()}});
  EXPECT_THAT(result.problems, ElementsAre());
  ASSERT_EQ(result.partial.groups.size(), 1U);
  EXPECT_EQ(result.partial.groups[0].zone, "500000");
}

TEST(ArrowFaults, OfTheWholeStream) {
  EXPECT_THAT(problems_of(table().fails("the disk is gone")),
              ElementsAre("t: the file cannot be read (the disk is gone); check the path and the "
                          "permissions"));
  EXPECT_THAT(problems_of(table().fails("")), ElementsAre(HasSubstr("(its stream failed)")));
  EXPECT_THAT(problems_of(table().batches({1, 0, 1}).fails("cut off")),
              ElementsAre(HasSubstr("cut off")));
  EXPECT_THAT(problems_of(table().schema_format("i")),
              ElementsAre(HasSubstr("it is one array, not a table of columns")));
  EXPECT_THAT(problems_of(ArrowTable()
                              .column("zone", "u", {})
                              .column("year", "i", {})
                              .column("enterprise", "u", {})),
              ElementsAre(HasSubstr("t: the file has no row")));
  EXPECT_THAT(problems_of(ArrowTable().column("zone", "u", {"A"}).column("enterprise", "u", {"e"})),
              ElementsAre(HasSubstr("t: there is no column of the year")));
  EXPECT_THAT(
      problems_of(ArrowTable().column("year", "i", {"2019"}).column("staff", "i", {"1"})),
      ElementsAre(HasSubstr("t: there is no column of the zone"),
                  HasSubstr("t: there is no column of the enterprise; name it enterprise or "
                            "统一社会信用代码; where every row is another enterprise, "
                            "distinct=True does without it")));
}

TEST(ArrowFaults, OfAGroupingWithoutItsColumn) {
  StreamOptions by_section;
  by_section.rollup.industry.by = IndustryGrouping::By::section;
  EXPECT_THAT(problems_of(table(), by_section),
              ElementsAre(HasSubstr("there is no column of the industry")));
  EXPECT_THAT(problems_of(table({{"industry", {"n", {std::nullopt, std::nullopt}}}}), by_section),
              ElementsAre());
}

TEST(ArrowFaults, FaultsAreListedInOrderOfRowsForAnyNumberOfThreads) {
  const std::size_t n = 200'000;
  Cells zones(n, "A"), years(n, "2019"), revenue(n, "1"), enterprises;
  for (std::size_t r = 0; r < n; ++r) enterprises.push_back(std::to_string(r));
  for (std::size_t r = 60; r < n; r += 60) revenue[r] = "0.125";
  ArrowTable rows;
  rows.column("zone", "u", zones).column("year", "i", years).column("enterprise", "l", enterprises);
  rows.column("revenue", "g", revenue).batches({50'000, 90'000});
  for (const int threads : {1, 2, 5}) {
    StreamOptions options;
    options.rollup.threads = threads;
    Problems problems;
    try {
      static_cast<void>(accumulate({{"t", rows.stream()}}, small_system(), options, problems));
    } catch (const Error& error) {
      ASSERT_EQ(error.problems().size(), Problems::kept_per_code);
      EXPECT_EQ(error.problems().front().place.text(), "t:61, column revenue");
      EXPECT_EQ(error.problems().back().place.text(), "t:60001, column revenue");
    }
    EXPECT_EQ(problems.count(Code::too_many_decimals), (n - 1) / 60);
  }
}

TEST(ArrowFaults, SeveralInputsMayHaveDifferentColumnsAndYears) {
  ArrowTable first, second;
  first.column("zone", "u", {"A", "B"}).column("enterprise", "u", {"x", "y"});
  first.column("revenue", "g", {"1.5", "2.5"});
  second.column("高新区", "i>u", {"A"}).column("企业代码", "u", {"x"}).column("staff", "i", {"7"});
  second.column("revenue(10k CNY)", "g", {"3.25"});
  const Result result = rolled({{"f2018", first.stream()}, {"g", second.stream(), 2019}});
  EXPECT_THAT(
      result.problems,
      ElementsAre(
          "f2018: the table has no column of the year; 2018 was taken from the file's name"));
  EXPECT_THAT(result.partial.fields, ElementsAre("revenue", "staff"));
  Problems problems;
  const ZoneTable zones = finish(result.partial, small_system(), problems);
  EXPECT_EQ(testing::figure(zones, small_system(), "A", 2018, "revenue"), "1.50");
  EXPECT_EQ(testing::figure(zones, small_system(), "A", 2018, "staff"), "");
  EXPECT_EQ(testing::figure(zones, small_system(), "A", 2019, "revenue"), "32.50");
  EXPECT_EQ(testing::figure(zones, small_system(), "A", 2019, "staff"), "7");
}

const std::string twice = "the enterprise \"e1\" is given twice in 2019";

TEST(ArrowIdentities, AreWatchedInABatchAcrossBatchesAndInputs) {
  const Cells again = {"e1", "e1"};
  EXPECT_THAT(problems_of(table({{"enterprise", {"u", again}}})),
              ElementsAre(HasSubstr("t:2: " + twice)));
  EXPECT_THAT(problems_of(table({{"enterprise", {"u", again}}}).batches({1, 0, 1})),
              ElementsAre(HasSubstr("t:2: " + twice)));
  EXPECT_THAT(problems_of(table({{"enterprise", {"i>u", {"e1", " e1 "}}}})),
              ElementsAre(HasSubstr("t:2: " + twice)));
  EXPECT_THAT(problems_of(table({{"enterprise", {"u", {"e1", "ｅ1"}}}})),
              ElementsAre(HasSubstr("t:2: " + twice)));
  EXPECT_THAT(problems_of(table({{"enterprise", {"u", {"77", "77.0"}}}})),
              ElementsAre(HasSubstr("the enterprise \"77\" is given twice")));
  EXPECT_THAT(problems_of(table({{"enterprise", {"u", again}}, {"year", {"i", {"2018", "2019"}}}})),
              ElementsAre());
  ArrowTable first = table();
  ArrowTable second = table();
  EXPECT_THAT(rolled({{"a", first.stream()}, {"b", second.stream()}}).problems,
              ElementsAre(HasSubstr("b:1: " + twice), HasSubstr("b:2: the enterprise \"e2\"")));
  StreamOptions distinct;
  distinct.distinct = true;
  EXPECT_THAT(problems_of(table({{"enterprise", {"u", again}}}), distinct), ElementsAre());
}

/// Many rows of one zone, enterprises by number: `n` of them, then the first `again` once more.
class ManyRows {
 public:
  ManyRows(std::size_t n, std::size_t again) : zone_(n + again, 1) {
    for (std::size_t r = 0; r < n + again; ++r) id_.push_back(static_cast<std::int32_t>(r % n));
    const char* const names[] = {"zone", "enterprise"};
    buffers_[0][1] = zone_.data();
    buffers_[1][1] = id_.data();
    for (std::size_t c = 0; c < 2; ++c) {
      schemas_[c].format = "i";
      schemas_[c].name = names[c];
      schema_pointers_[c] = &schemas_[c];
      array_.length = static_cast<std::int64_t>(id_.size());
      arrays_[c] = {array_.length, 0, 0, 2, 0, buffers_[c], nullptr, nullptr, nullptr, nullptr};
      array_pointers_[c] = &arrays_[c];
    }
    stream_.private_data = this;
    stream_.get_schema = [](ArrowArrayStream* s, ArrowSchema* out) {
      *out = {};
      out->format = "+s";
      out->n_children = 2;
      out->children = static_cast<ManyRows*>(s->private_data)->schema_pointers_;
      out->release = [](ArrowSchema* schema) { schema->release = nullptr; };
      return 0;
    };
    stream_.get_next = [](ArrowArrayStream* s, ArrowArray* out) {
      static_cast<ManyRows*>(s->private_data)->next(*out);
      return 0;
    };
  }
  ArrowArrayStream* stream() { return &stream_; }

 private:
  /// All rows are one array; a batch is a slice of it.
  void next(ArrowArray& out) {
    out = {};
    if (array_.offset == array_.length) return;
    out.offset = array_.offset;
    out.length = std::min<std::int64_t>(100'000, array_.length - array_.offset);
    out.n_children = 2;
    out.children = array_pointers_;
    out.release = [](ArrowArray* array) { array->release = nullptr; };
    array_.offset += out.length;
  }

  std::vector<std::int32_t> zone_, id_;
  ArrowSchema schemas_[2]{};
  ArrowSchema* schema_pointers_[2];
  ArrowArray array_{}, arrays_[2]{};
  ArrowArray* array_pointers_[2];
  const void* buffers_[2][2]{};
  ArrowArrayStream stream_{};
};

TEST(ArrowIdentities, AreSampledBeyondFourMillionRows) {
  constexpr std::size_t n = (1U << 22) + 500'000;
  ManyRows distinct_rows(n, 0);
  const Result result = rolled({{"t", distinct_rows.stream(), 2019}});
  EXPECT_EQ(result.partial.n_rows(), std::int64_t{n});
  EXPECT_THAT(result.problems,
              ElementsAre("with this many rows, one in 2 enterprises was watched for being given "
                          "twice; none was"));
  ManyRows repeated_rows(n, 1000);  // about half of them are watched
  Problems problems;
  EXPECT_ERROR(accumulate({{"t", repeated_rows.stream(), 2019}}, small_system(), {}, problems),
               HasSubstr("is given twice in 2019"));
  EXPECT_GT(problems.count(Code::repeated_enterprise), 300U);
  EXPECT_LT(problems.count(Code::repeated_enterprise), 700U);
}

}  // namespace
}  // namespace zonerank::test_arrow_faults
