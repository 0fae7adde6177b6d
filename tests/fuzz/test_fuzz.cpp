// Seeded random mutations of good input: a result or zonerank::Error, never anything else.

#include "formula/formulas.hpp"
#include "methods/small.hpp"
#include "support/tables.hpp"
#include "system/system_text.hpp"
#include "zonerank/core/random.hpp"

namespace zonerank::test_fuzz {
namespace {

/// One of a few thousand mutations of a text, the same on every machine.
class Mutations {
 public:
  Mutations(std::uint32_t seed, std::vector<std::string> pieces)
      : seed_(seed), pieces_(std::move(pieces)) {}

  std::string of(std::string text) {
    for (std::size_t n = 1 + below(4); n > 0; --n) mutate(text);
    return text;
  }

 private:
  std::size_t below(std::size_t n) {
    return philox4x32({count_++, 0, 0, 0}, {seed_, 13})[0] % std::max<std::size_t>(n, 1);
  }

  void mutate(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = std::min(below(12), text.size() - at);
    switch (below(6)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, pieces_[below(pieces_.size())]);
        break;
      case 2:
        text.insert(at, 1, static_cast<char>(below(256)));
        break;
      case 3:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
        break;
      case 4:
        text.insert(below(text.size() + 1), text.substr(at, length));
        break;
      default:
        text.replace(at, length, pieces_[below(pieces_.size())]);
        break;
    }
  }

  std::uint32_t seed_;
  std::uint32_t count_ = 0;
  std::vector<std::string> pieces_;
};

/// Counts results and errors of `run` over mutations of `text`; anything else fails the test.
template <class F>
void fuzz(const std::string& text, std::vector<std::string> pieces, int n, const F& run) {
  Mutations mutations(2024, std::move(pieces));
  int results = 0;
  int errors = 0;
  for (int k = 0; k < n; ++k) {
    const std::string mutated = mutations.of(text);
    try {
      run(mutated);
      ++results;
    } catch (const Error& error) {
      ++errors;
      ASSERT_FALSE(error.problems().empty());
      ASSERT_FALSE(error.text(Lang::zh).empty());
      for (const Problem& problem : error.problems()) {
        ASSERT_EQ(severity(problem.code), Severity::error) << code_name(problem.code);
      }
    } catch (const std::exception& other) {
      FAIL() << "mutation " << k << ": " << other.what() << "\n" << mutated;
    }
  }
  EXPECT_GT(results, n / 100) << "mutations that change nothing that matters";
  EXPECT_GT(errors, n / 100);
}

TEST(Fuzz, CsvOfEnterprises) {
  fuzz(
      "zone,year,enterprise,revenue,staff,is_hightech,listing_year,industry\n"
      "A,2020,e1,\"1,234.5\",10,1,2019,C3911\nA,2020,e2,-3.25,,否,,3911\n"
      "\"B \"\"x\"\"\",2019,e1,7,5,2,202012,\n",
      {"\"",
       "\"\"",
       ",",
       "\n",
       "\r\n",
       ";",
       "\t",
       "1e308",
       "99999999999999999999",
       "-",
       "－",
       "\xEF\xBB\xBF",
       "\xFF\xFE",
       std::string(1, '\0'),
       "2020",
       "A",
       "e1",
       "营业收入(万元)",
       "revenue@previous",
       "(",
       ")",
       "%",
       "1e-400",
       "\xB8\xDF"},
      3000, [](const std::string& text) {
        static_cast<void>(read(testing::sources({{"f.csv", text}}), testing::small_system(),
                               {.all_fields = true, .threads = 1}));
      });
}

TEST(Fuzz, CsvOfZonesRanked) {
  const System system = testing::plain_system(3, {"direction = \"-\"\n"});
  fuzz(
      "zone,year,f1,f2,f3,f1@previous\nA,2020,1,2,3,4\nB,2020,2,1.5,0,\nC,2020,-1,\"1,000\",9,1\n"
      "A,2019,1,1,1,\n",
      {"\"", ",", "\n", "1e308", "-1e308", "5e-324", "nan", "inf", "2019", "B", "0", "-", "()"},
      2000, [&](const std::string& text) {
        static_cast<void>(rank(testing::table_of(text, system), system));
      });
}

TEST(Fuzz, Formulas) {
  const std::vector<std::string> pieces = {
      "(",         ")",        "+",        "-",      "*",   "/",       "<=",        "==",
      " and ",     " or ",     "not ",     "in ",    "{B}", "growth(", "log(",      "sum(",
      "count(",    "year",     "1e9",      "3 kCNY", "m",   "'",       "\"",        "revenue",
      "%",         "section(", "min(",     "万元",   "亿",  "1e400",   "previous(", "missing(",
      "employees", "0",        "((((((((", "----",   ".",   "\xFF",    "，"};
  for (const FormulaPlace place : {FormulaPlace::zone, FormulaPlace::row, FormulaPlace::rollup}) {
    const std::string text =
        place == FormulaPlace::row ? "2 * (revenue - profit) - grants / 4 + -revenue"
        : place == FormulaPlace::rollup
            ? "sum(revenue + profit, is_hightech and not (revenue > 3e9 CNY or "
              "section(industry) in {B, C}) and listing_year == year)"
            : "growth((revenue - 2 * profit) / employees) + 12 * share / (1 + ratio)";
    fuzz(text, pieces, 2000, [&](const std::string& mutated) {
      const auto& fields = testing::test_fields();
      const BoundFormula formula = zonerank::bind(Formula::parse(mutated, testing::test_units()),
                                                  fields.lookup(), fields.names(), place);
      // What binds is written so that it reads back as itself.
      const std::string shown = formula.formula.text();
      ASSERT_EQ(Formula::parse(shown, testing::test_units()).text(), shown) << mutated;
    });
  }
}

TEST(Fuzz, Systems) {
  fuzz(testing::good + "direction = \"-\"\nrange = [0, 5]\nwhen_empty = 0\n[method]\nlower = 1\n",
       {"[[field]]\n",
        "[[indicator]]\n",
        "[method]\n",
        "[units]\n",
        "id = \"x\"\n",
        "weight = -1\n",
        "weight = 0\n",
        "parent = \"money\"\n",
        "\"",
        "]",
        "[",
        "=",
        "nan",
        "inf",
        "1e400",
        "\n",
        "formula = \"staff\"\n",
        "rollup = \"count()\"\n",
        "decimal(9)",
        "10k m",
        "9999999999999999",
        "/",
        "revenue",
        "\\u0000",
        "#",
        "fields = \"torch-statistics\"\n",
        "fields = \"/\"\n"},
       2000, [](const std::string& text) {
         const System system = parse_system(text, "fuzz.toml");
         static_cast<void>(read_method(system));
         ASSERT_FALSE(system.groups.empty());
         ASSERT_FALSE(system.indicators.empty());
       });
}

/// Found by mutation: the TOML library takes it for granted that a header's key begins well.
TEST(Fuzz, TableHeadersThatBeginWithNoKey) {
  for (const std::string header : {"[高新区]", "[+x]", "[=]", "[#]", "[[!]]", "[a.,]"}) {
    EXPECT_ERROR(parse_system("[system]\nid = \"x\"\n" + header + "\n", "f.toml"),
                 ::testing::HasSubstr("f.toml:3: this is not TOML"));
  }
}

}  // namespace
}  // namespace zonerank::test_fuzz
