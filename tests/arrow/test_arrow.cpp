// Streams of every type and layout against the same cells as a CSV file.

#include "zonerank/arrow/arrow.hpp"

#include "lanes/lane_levels.hpp"
#include "support/arrow_table.hpp"
#include "support/tables.hpp"

namespace zonerank::test_arrow {
namespace {

using testing::ArrowLayout;
using testing::ArrowTable;
using testing::Cells;
using testing::small_system;
using testing::Words;

using Formats = std::map<std::string, std::string>;

/// Cells of every column by name, as a stream and as a CSV file.
struct Rows {
  std::map<std::string, Cells> columns;
  std::size_t n = 0;

  ArrowTable table(const Formats& formats) const {
    ArrowTable result;
    for (const auto& [name, cells] : columns) result.column(name, formats.at(name), cells);
    return result;
  }

  std::string csv() const {
    std::string text;
    for (const auto& [name, cells] : columns) text += (text.empty() ? "" : ",") + name;
    for (std::size_t r = 0; r < n; ++r) {
      std::string line;
      for (const auto& [name, cells] : columns) {
        line += (line.empty() ? "\n\"" : ",\"") + cells[r].value_or("") + "\"";
      }
      text += line;
    }
    return text + "\n";
  }
};

/// What the cells of a column may hold in its type.
std::vector<std::string> choices(const std::string& column, const std::string& format) {
  const std::string type =
      format.substr(format.find('>') == format.npos ? 0 : format.find('>') + 1);
  const bool is_text = type == "u" || type == "U" || type == "vu";
  const bool is_date = type.starts_with("t");
  const bool is_real = type == "f" || type == "g" || type.starts_with("d");
  if (column == "zone") {
    if (is_text) return {"成都", "西安", "a zone with a long name", " 武汉 ", "twelve bytes"};
    return {"11", "12", "100", "27"};
  }
  if (column == "year" || column == "listing_year") {
    if (is_date) return {"2018-01-01", "2019-12-31", "1969-07-20"};
    if (is_text) return {"2018", "2019", "2019年", "2019.0", "2019-12-31"};
    return {"2018", "2019", "1990"};
  }
  if (column == "revenue") {
    if (type.ends_with("-2")) return {"100", "-1200", "0"};
    if (is_real) return {"0", "-0.5", "12.25", "7.5", "1234.5", "-3", "0.01"};
    if (is_text) return {"0", "-0.5", "1,234.5", "—", " 12.25 ", "7e2", "123456789012.34"};
    return {"0", "7", "100", "127"};
  }
  if (column == "staff") return {"0", "1", "99", "127"};
  if (column == "is_hightech")
    return type == "b" || !is_text ? std::vector<std::string>{"0", "1"}
                                   : std::vector<std::string>{"是", "否", "1", "2", ""};
  if (is_text) return {"C3911", "I6510", "无", "A01", "3911.0"};  // industry
  return {"39", "65", "12"};
}

Rows draw(const Formats& formats, std::size_t n, std::uint32_t seed) {
  Words words(seed);
  Rows rows;
  rows.n = n;
  for (const auto& [column, format] : formats) {
    Cells& cells = rows.columns[column];
    const auto values =
        column == "enterprise" ? std::vector<std::string>() : choices(column, format);
    for (std::size_t r = 0; r < n; ++r) {
      const bool is_key = column == "zone" || column == "year" || column == "enterprise";
      if (column == "enterprise")
        cells.push_back((format == "l" ? "9" : "企业 number ") + std::to_string(r));
      else if (format == "n" || (!is_key && words.below(5) == 0))
        cells.push_back(std::nullopt);
      else
        cells.push_back(values[words.below(values.size())]);
    }
  }
  return rows;
}

RollupOptions by_code() {
  RollupOptions options;
  options.industry.by = IndustryGrouping::By::code;
  return options;
}

std::string from_csv(const Rows& rows, Problems& problems) {
  FileContext context;
  context.place = Place::in_file("rows");
  std::vector<RowTable> tables;
  tables.push_back(read_csv(rows.csv(), small_system(), context, problems).front());
  const RowTable joined = join(std::move(tables), {"rows"}, small_system(), problems);
  problems.raise_errors();
  return save(accumulate(joined, small_system(), by_code(), problems));
}

/// What was said; dates among the years are told only where they are text (`dates`: they are not).
std::vector<std::string> texts(const Problems& problems, bool dates = false) {
  std::vector<std::string> result;
  for (const Problem& problem : problems.list()) {
    if (problem.code == Code::unknown_enterprise) continue;
    if (dates && problem.code == Code::accepted_number) continue;
    result.push_back(problem.text());
  }
  std::sort(result.begin(), result.end());
  return result;
}

struct Case {
  std::string name;
  Formats formats;  ///< of the columns that are not as below

  friend void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }
};

const Formats usual = {{"zone", "u"},         {"year", "i"},    {"enterprise", "u"},
                       {"revenue", "g"},      {"staff", "i"},   {"is_hightech", "u"},
                       {"listing_year", "s"}, {"industry", "u"}};

class Arrow : public ::testing::TestWithParam<Case> {};

TEST_P(Arrow, EqualsTheSameCellsInAFile) {
  Formats formats = usual;
  for (const auto& [column, format] : GetParam().formats) formats[column] = format;
  const ArrowLayout layouts[] = {
      {}, {3, false, true, 0}, {0, false, false, 5}, {8, true, true, 13}, {1, true, false, 255}};
  const std::vector<std::size_t> batches[] = {{}, {256, 0, 3, 255}, {1, 2, 300}};
  std::uint32_t seed = 1;
  for (const std::size_t n : {1, 9, 700}) {
    for (const ArrowLayout& layout : layouts) {
      const Rows rows = draw(formats, n, seed++);
      Problems expected_problems;
      const std::string expected = from_csv(rows, expected_problems);
      for (const auto& sizes : batches) {
        ArrowTable table = rows.table(formats);
        table.layout(layout).batches(sizes);
        Problems problems;
        StreamOptions options{by_code()};
        options.rollup.threads = 1 + static_cast<int>(seed % 3);
        const Partial partial =
            accumulate({{"rows", table.stream()}}, small_system(), options, problems);
        ASSERT_EQ(save(partial), expected) << n << " rows, seed " << seed;
        ASSERT_EQ(texts(problems), texts(expected_problems, formats.at("year")[0] == 't'));
        ASSERT_EQ(table.alive(), 0);

        Problems found;
        FileContext context;
        context.place = Place::in_file("rows");
        std::vector<RowTable> tables;
        tables.push_back(read_arrow({"rows", table.stream()}, small_system(), context, found));
        const RowTable joined = join(std::move(tables), {"rows"}, small_system(), found);
        ASSERT_EQ(save(accumulate(joined, small_system(), by_code(), found)), expected);
        ASSERT_EQ(texts(found), texts(expected_problems, formats.at("year")[0] == 't'));
        ASSERT_EQ(table.alive(), 0);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Types, Arrow,
    ::testing::Values(
        Case{"usual", {}}, Case{"large_text", {{"zone", "U"}, {"revenue", "U"}, {"industry", "U"}}},
        Case{"text_view", {{"zone", "vu"}, {"revenue", "vu"}, {"enterprise", "vu"}}},
        Case{"text", {{"revenue", "u"}, {"staff", "u"}, {"year", "u"}, {"listing_year", "u"}}},
        Case{"int8", {{"zone", "c"}, {"revenue", "c"}, {"staff", "c"}, {"is_hightech", "c"}}},
        Case{"uint8", {{"zone", "C"}, {"revenue", "C"}, {"staff", "C"}, {"is_hightech", "C"}}},
        Case{"int16", {{"zone", "s"}, {"revenue", "s"}, {"staff", "s"}, {"year", "s"}}},
        Case{"uint16", {{"zone", "S"}, {"revenue", "S"}, {"staff", "S"}, {"year", "S"}}},
        Case{"int32", {{"zone", "i"}, {"revenue", "i"}, {"industry", "i"}, {"listing_year", "i"}}},
        Case{"uint32", {{"zone", "I"}, {"revenue", "I"}, {"staff", "I"}, {"year", "I"}}},
        Case{"int64", {{"zone", "l"}, {"revenue", "l"}, {"staff", "l"}, {"enterprise", "l"}}},
        Case{"uint64", {{"zone", "L"}, {"revenue", "L"}, {"staff", "L"}, {"year", "L"}}},
        Case{"float32", {{"zone", "f"}, {"revenue", "f"}, {"staff", "f"}, {"year", "f"}}},
        Case{"float64",
             {{"zone", "g"},
              {"staff", "g"},
              {"year", "g"},
              {"is_hightech", "g"},
              {"listing_year", "g"},
              {"industry", "g"}}},
        Case{"decimal128", {{"revenue", "d:20,2"}, {"staff", "d:38,0"}}},
        Case{"decimal_of_more_places", {{"revenue", "d:20,4"}, {"staff", "d:12,3"}}},
        Case{"decimal_of_no_places", {{"revenue", "d:7,-2"}, {"staff", "d:9,0,32"}}},
        Case{"decimal64", {{"revenue", "d:18,2,64"}, {"staff", "d:18,0,64"}}},
        Case{"decimal32", {{"revenue", "d:9,2,32"}, {"staff", "d:9,0,32"}}},
        Case{"boolean", {{"is_hightech", "b"}}},
        Case{"nothing", {{"revenue", "n"}, {"is_hightech", "n"}, {"industry", "n"}}},
        Case{"dates", {{"year", "tdD"}, {"listing_year", "tdm"}}},
        Case{"timestamps", {{"year", "tsn:"}, {"listing_year", "tss:UTC"}}},
        Case{"timestamps_too", {{"year", "tsu:"}, {"listing_year", "tsm:UTC"}}},
        Case{"dictionaries_of_text",
             {{"zone", "c>u"}, {"industry", "i>U"}, {"is_hightech", "C>u"}, {"revenue", "s>vu"}}},
        Case{"dictionaries_of_numbers",
             {{"zone", "I>i"},
              {"revenue", "l>g"},
              {"staff", "S>l"},
              {"year", "L>i"},
              {"listing_year", "i>s"}}}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace zonerank::test_arrow
