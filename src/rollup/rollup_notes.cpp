// What the blank cells of a roll-up stood for.

#include <algorithm>
#include <map>
#include <optional>

#include "rollup/rollup_run.hpp"
#include "rollup/row_index.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

std::string percent(double share) { return rounded(100.0 * share, 3); }

/// The row of the same enterprise a year before, or RowIndex::none, for every row.
std::vector<std::uint32_t> rows_before(const RowTable& rows, int threads) {
  RowIndex index;
  for (std::size_t r = 0; r < rows.size(); ++r) index.add(rows, static_cast<std::uint32_t>(r));
  std::vector<std::uint32_t> before(rows.size(), RowIndex::none);
  constexpr std::size_t part_rows = 65536;
  parallel_for((rows.size() + part_rows - 1) / part_rows, threads, [&](std::size_t part) {
    std::uint32_t guess = 0;
    for (std::size_t r = part * part_rows; r < std::min(rows.size(), (part + 1) * part_rows); ++r) {
      before[r] = index.find(rows, rows.enterprises[r], rows.year[r] - 1, guess);
      if (before[r] != RowIndex::none) guess = before[r] + 1;
    }
  });
  return before;
}

/// Amounts of a year: of all rows, and of those rows that are blank the year after.
struct Amounts {
  double whole = 0.0;
  double lost = 0.0;
};

std::map<int, Amounts> amounts_of(const RowTable& rows, const System& system, std::size_t field,
                                  const std::vector<std::uint32_t>& before) {
  LinearForm form;
  form.terms.push_back({static_cast<int>(field), 1});
  if (!rows.columns[field].present()) {
    const BoundFormula& formula = *system.fields[field].formula;
    form = linear_form(formula, formula.formula.root(), system.fields, system.fields[field].unit,
                       system.fields[field].places);
  }
  const auto amount = [&](std::size_t r) -> std::optional<double> {
    std::optional<double> sum;
    for (const LinearForm::Term& term : form.terms) {
      const Column& column = rows.columns[static_cast<std::size_t>(term.field)];
      if (!column.present() || column.valid[r] == 0) continue;
      sum = sum.value_or(0.0) +
            static_cast<double>(term.factor) * static_cast<double>(column.values[r]);
    }
    return sum;
  };
  std::map<int, Amounts> result;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (const auto value = amount(r)) {
      result[rows.year[r]].whole += *value;
    } else if (before[r] != RowIndex::none) {
      if (const auto last = amount(before[r])) result[rows.year[r] - 1].lost += *last;
    }
  }
  return result;
}

}  // namespace

void note_blanks(const Partial& partial, const System& system, const RowTable* rows, int threads,
                 Problems& problems) {
  std::map<int, std::int64_t> rows_of_year;
  for (std::size_t g = 0; g < partial.groups.size(); ++g) {
    rows_of_year[partial.groups[g].year] += partial.rows[g];
  }
  std::vector<const Partial::Sum*> sums;
  std::vector<std::map<int, std::int64_t>> blanks;
  for (const Partial::Sum& sum : partial.sums) {
    if (!sum.condition.empty() || sum.kind != SumKind::sum) continue;
    std::map<int, std::int64_t> of_year;
    for (std::size_t g = 0; g < partial.groups.size();) {
      const int year = partial.groups[g].year;
      std::int64_t n = 0;  // of the groups in a row that are of one year
      for (; g < partial.groups.size() && partial.groups[g].year == year; ++g)
        n += partial.rows[g] - sum.of[g].cells;
      if (n > 0) of_year[year] += n;
    }
    if (of_year.empty()) continue;
    sums.push_back(&sum);
    blanks.push_back(std::move(of_year));
  }
  std::vector<std::map<int, Amounts>> amounts(sums.size());
  if (rows != nullptr && rows_of_year.size() > 1 && !sums.empty()) {
    const std::vector<std::uint32_t> before = rows_before(*rows, threads);
    parallel_for(sums.size(), threads, [&](std::size_t k) {
      const auto field = static_cast<std::size_t>(system.field(sums[k]->field));
      amounts[k] = amounts_of(*rows, system, field, before);
    });
  }
  for (std::size_t k = 0; k < sums.size(); ++k) {
    for (const auto& [year, count] : blanks[k]) {
      Argument last_year;
      const auto last = amounts[k].find(year - 1);
      if (last != amounts[k].end() && last->second.whole > 0.0) {
        const std::string share = percent(last->second.lost / last->second.whole);
        last_year = words("; they stood for {0} % of last year's amount",
                          "；这些企业占上年总额的 {0} %", {share});
      }
      const std::int64_t n = rows_of_year[year];
      const double share = static_cast<double>(count) / static_cast<double>(n);
      problems.add(Code::blank_cells, Place::of_year(year), sums[k]->field,
                   {std::to_string(count), std::to_string(n), percent(share), last_year});
    }
  }
}

}  // namespace zonerank::detail
