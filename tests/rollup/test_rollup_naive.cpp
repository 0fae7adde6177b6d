// The shipped rules against an independent evaluation, on random rows full of gaps and ties.

#include "rollup/naive_rollup.hpp"
#include "zonerank/core/random.hpp"
#include "zonerank/rollup/rollup.hpp"

namespace zonerank::test_rollup_naive {
namespace {

using testing::NaiveRollup;
using testing::NaiveRow;

/// Random numbers of a test, one stream a seed.
class Draws {
 public:
  explicit Draws(std::uint32_t seed) : seed_(seed) {}
  std::uint32_t below(std::uint32_t n) {
    return philox4x32({count_++, 0, 0, 0}, {seed_, 5})[0] % n;
  }

 private:
  std::uint32_t seed_;
  std::uint32_t count_ = 0;
};

std::optional<std::int64_t> draw_cell(const Field& field, Draws& draws, bool huge) {
  if (draws.below(4) == 0) return std::nullopt;
  if (field.number == Number::flag) return draws.below(2);
  if (field.number == Number::year) return 2018 + draws.below(4);
  if (field.number == Number::count) return draws.below(3);
  const std::int64_t one = field.places == 2 ? 100 : 10'000;
  const std::int64_t amounts[] = {0,
                                  one,
                                  3'000'000 * one,      // 3e9 CNY exactly
                                  3'000'000 * one + 1,  // and one digit more
                                  500'000 * one,
                                  150'000 * one,  // a twentieth of 3e9 CNY
                                  150'000 * one - 1,
                                  -one * draws.below(1000),
                                  one / 20 * draws.below(100'000),
                                  9'000'000'000'000'000'000};
  return amounts[draws.below(huge ? 10 : 9)];
}

std::vector<NaiveRow> draw_rows(const System& system, std::uint32_t seed, bool huge) {
  Draws draws(seed);
  const std::string industries[] = {"C3911", "3911", "0111", "A01", "B06", "4411", "I6510",
                                    "E47",   "9999", "zzz",  "C",   "B39", "12345"};
  std::vector<NaiveRow> rows;
  for (int r = 0; r < 300; ++r) {
    NaiveRow row;
    row.zone = std::string(1, static_cast<char>('A' + draws.below(5)));
    row.year = 2019 + static_cast<int>(draws.below(2));
    for (const Field& field : system.fields) {
      if (field.level != Level::enterprise || field.number == Number::code || field.formula)
        continue;
      row.cells[field.name] = draw_cell(field, draws, huge && field.number == Number::decimal);
    }
    if (draws.below(4) != 0) row.industry = industries[draws.below(10)];
    rows.push_back(std::move(row));
  }
  return rows;
}

RowTable table_of(const std::vector<NaiveRow>& rows, const System& system) {
  RowTable table;
  table.columns.resize(system.fields.size());
  table.previous.resize(system.fields.size());
  const auto number = [](std::vector<std::string>& texts, const std::string& text) {
    const auto found = std::find(texts.begin(), texts.end(), text);
    if (found != texts.end()) return found - texts.begin();
    texts.push_back(text);
    return std::ptrdiff_t(texts.size()) - 1;
  };
  for (const NaiveRow& row : rows) {
    table.zone.push_back(static_cast<std::int32_t>(number(table.zones, row.zone)));
    table.year.push_back(row.year);
    table.line.push_back(0);
    table.enterprises.push_back("e" + std::to_string(table.size()));
    for (std::size_t f = 0; f < system.fields.size(); ++f) {
      Column& column = table.columns[f];
      if (system.fields[f].number == Number::code) {
        column.values.push_back(row.industry ? number(table.codes, *row.industry) : 0);
        column.valid.push_back(row.industry ? 1 : 0);
      } else if (const auto found = row.cells.find(system.fields[f].name);
                 found != row.cells.end()) {
        column.values.push_back(found->second.value_or(0));
        column.valid.push_back(found->second ? 1 : 0);
      }
    }
  }
  return table;
}

class RollupNaive : public ::testing::TestWithParam<std::string> {};

TEST_P(RollupNaive, AgreesOnEveryFieldOfTheSystem) {
  const System system = load_system(GetParam());
  for (std::uint32_t seed = 1; seed <= 4; ++seed) {
    const bool huge = seed % 2 == 0;  // sums beyond 2^63
    const std::vector<NaiveRow> rows = draw_rows(system, seed, huge);
    const NaiveRollup naive(system, rows);
    Problems problems;
    RowTable table = table_of(rows, system);
    if (huge) {  // a derived figure of an enterprise must fit 64 bits
      for (const char* part : {"vat_payable", "payroll", "depreciation", "operating_profit",
                               "taxes_surcharges", "fair_value_gain", "investment_income"}) {
        table.columns[static_cast<std::size_t>(system.field(part))] = {};
      }
    }
    const ZoneTable rolled = roll_up(table, system, {}, problems);
    int fields = 0;
    int beyond = 0;
    for (std::size_t f = 0; f < system.fields.size(); ++f) {
      const Field& field = system.fields[f];
      if (!rolled.columns[f].present()) continue;
      ++fields;
      for (std::size_t r = 0; r < rolled.rows.size(); ++r) {
        const auto expected = naive.figure(rolled.rows[r].zone, rolled.rows[r].year, field);
        ASSERT_EQ(rolled.columns[f].valid[r] != 0, expected.has_value())
            << field.name << ", seed " << seed << ", row " << r;
        ASSERT_EQ(format_decimal(rolled.columns[f].digits[r], 0),
                  format_decimal(expected.value_or(0), 0))
            << field.name << ", seed " << seed << ", row " << r;
        if (expected.value_or(0) > std::numeric_limits<std::int64_t>::max()) ++beyond;
      }
    }
    EXPECT_GE(fields, 70) << "of " << system.fields.size();
    EXPECT_EQ(beyond > 0, huge);
  }
}

TEST_P(RollupNaive, CountsTheSameUnknownEnterprises) {
  const System system = load_system(GetParam());
  const std::vector<NaiveRow> rows = draw_rows(system, 9, false);
  const NaiveRollup naive(system, rows);
  Problems problems;
  static_cast<void>(roll_up(table_of(rows, system), system, {}, problems));
  int compared = 0;
  for (const Field& field : system.fields) {
    if (!field.rollup) continue;
    const Node& root = field.rollup->node(field.rollup->formula.root());
    const int condition = root.op == Op::count ? root.left : root.right;
    if (condition < 0) continue;
    const std::int64_t unknown = naive.unknown(*field.rollup, condition);
    const std::string text = field.rollup->formula.text(condition);
    std::string listed = "0";
    std::int64_t rows_listed = 0;
    for (const Problem& problem : problems.list()) {
      if (problem.value.text() != text) continue;
      if (problem.code == Code::unknown_predicate) listed = problem.args.at(0).text();
      if (problem.code == Code::unknown_enterprise) ++rows_listed;
    }
    EXPECT_EQ(listed, std::to_string(unknown)) << text;
    if (problems.not_listed(Code::unknown_enterprise) == 0) {
      EXPECT_EQ(rows_listed, unknown) << text;
    }
    ++compared;
  }
  EXPECT_GE(compared, 15);
}

INSTANTIATE_TEST_SUITE_P(Shipped, RollupNaive,
                         ::testing::Values("torch-2013", "most-2021", "torch-innovation-2014"),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace zonerank::test_rollup_naive
