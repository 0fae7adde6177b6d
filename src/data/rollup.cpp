#include "zonerank/data/rollup.hpp"

#include <algorithm>
#include <map>

#include "data/rollup_kernel.hpp"
#include "data/row_index.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank {
namespace {

using detail::Columns;
using detail::every_row;
using detail::Output;
using detail::Plan;
using detail::Totals;

/// Zones and years in order, and every row's place among them.
struct Groups {
  std::vector<ZoneYear> keys;
  std::vector<std::int32_t> of_row;
};

Groups group_rows(const RowTable& rows, int threads) {
  // A cell a zone and year, first marked where there are rows, then numbered in order.
  std::vector<std::int32_t> years;
  for (const std::int32_t year : rows.year) {
    if (years.empty() || year != years.back()) years.push_back(year);
  }
  std::sort(years.begin(), years.end());
  years.erase(std::unique(years.begin(), years.end()), years.end());
  const std::size_t n_years = years.size();
  std::vector<std::int32_t> number(rows.zones.size() * n_years, -1);
  const auto cell = [&](std::size_t r) {
    const auto year = std::lower_bound(years.begin(), years.end(), rows.year[r]) - years.begin();
    return static_cast<std::size_t>(rows.zone[r]) * n_years + static_cast<std::size_t>(year);
  };
  for (std::size_t r = 0; r < rows.size(); ++r) number[cell(r)] = 0;
  std::vector<std::pair<ZoneYear, std::size_t>> order;
  for (std::size_t c = 0; c < number.size(); ++c) {
    if (number[c] < 0) continue;
    order.push_back({{rows.zones[c / n_years], years[c % n_years]}, c});
  }
  std::sort(order.begin(), order.end());
  Groups groups;
  for (auto& [key, c] : order) {
    number[c] = static_cast<std::int32_t>(groups.keys.size());
    groups.keys.push_back(std::move(key));
  }
  groups.of_row.resize(rows.size());
  constexpr std::size_t part_rows = 65536;
  parallel_for((rows.size() + part_rows - 1) / part_rows, threads, [&](std::size_t part) {
    const std::size_t end = std::min(rows.size(), (part + 1) * part_rows);
    for (std::size_t r = part * part_rows; r < end; ++r) groups.of_row[r] = number[cell(r)];
  });
  return groups;
}

Totals run_kernel(const RowTable& rows, const Columns& columns, const Plan& plan,
                  const Groups& groups, int threads, const Progress& progress) {
  constexpr std::size_t rows_a_part = std::size_t{1} << 16;  // progress and Ctrl-C every few ms
  const std::size_t n_parts =
      std::max<std::size_t>(1, (rows.size() + rows_a_part - 1) / rows_a_part);
  const auto n_threads =
      std::min<std::size_t>(static_cast<std::size_t>(resolve_threads(threads)), n_parts);
  std::vector<Totals> totals(n_threads, Totals(plan, groups.keys.size()));
  std::atomic<std::size_t> next{0};
  const auto caller = std::this_thread::get_id();
  parallel_for(n_threads, static_cast<int>(n_threads), [&](std::size_t thread) {
    for (std::size_t part = next++; part < n_parts; part = next++) {
      const std::size_t begin = part * rows_a_part;
      const std::size_t end = std::min(rows.size(), begin + rows_a_part);
      detail::accumulate(rows, columns, plan, groups.of_row, begin, end, totals[thread]);
      if (std::this_thread::get_id() == caller)
        report(progress, static_cast<double>(part) / static_cast<double>(n_parts));
    }
  });
  for (std::size_t t = 1; t < totals.size(); ++t) totals[0].merge(plan, totals[t]);
  return std::move(totals[0]);
}

void write_output(const Output& output, const Plan& plan, const Totals& totals,
                  const System& system, ZoneTable& table) {
  const std::size_t n = table.rows.size();
  FigureColumn& column = table.columns[static_cast<std::size_t>(output.field)];
  column.digits.assign(n, 0);
  column.valid.assign(n, 0);
  for (std::size_t g = 0; g < n; ++g) {
    const std::int64_t selected = totals.selected(output.predicate, g);
    Int128 value = selected;
    std::int64_t cells = 0;
    bool is_extreme = false;
    if (!output.counts) {
      value = 0;
      for (const Output::Part& part : output.parts) {
        const auto total = totals.total(plan, part.measure, g);
        const auto product = checked_multiply(total.value, part.factor);
        const auto sum = product ? checked_add(value, *product) : std::nullopt;
        if (!sum) {
          fail(Code::sum_too_large, table.rows[g].zone + ", " + std::to_string(table.rows[g].year),
               system.fields[static_cast<std::size_t>(output.field)].name);
        }
        value = *sum;
        cells += total.cells;
        is_extreme = plan.measures[part.measure].kind != detail::Measure::Kind::sum;
      }
    }
    column.digits[g] = value;
    column.valid[g] = output.counts || cells > 0 || (selected == 0 && !is_extreme) ? 1 : 0;
  }
}

std::string percent(double share) { return rounded(100.0 * share, 3); }

/// What the blank cells of a field stood for last year, as a share of last year's amount.
std::optional<double> share_last_year(const RowTable& rows, const Column& column, int year,
                                      const detail::RowIndex& index) {
  double lost = 0.0;
  double whole = 0.0;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (rows.year[r] == year - 1 && column.valid[r] != 0)
      whole += static_cast<double>(column.values[r]);
    if (rows.year[r] != year || column.valid[r] != 0) continue;
    const std::uint32_t before = index.find(rows, rows.enterprises[r], year - 1);
    if (before != detail::RowIndex::none && column.valid[before] != 0) {
      lost += static_cast<double>(column.values[before]);
    }
  }
  if (!(whole > 0.0)) return std::nullopt;
  return lost / whole;
}

/// Blank cells of a year, from what the kernel counted.
void note_blanks(const RowTable& rows, const Columns& columns, const Plan& plan,
                 const Totals& totals, const std::vector<ZoneYear>& groups, const System& system,
                 Problems& problems) {
  std::map<int, std::int64_t> rows_of_year;
  for (std::size_t g = 0; g < groups.size(); ++g) rows_of_year[groups[g].year] += totals.rows[g];
  std::optional<detail::RowIndex> index;
  for (std::size_t m = 0; m < plan.measures.size(); ++m) {
    const detail::Measure& measure = plan.measures[m];
    if (measure.predicate != every_row || measure.kind != detail::Measure::Kind::sum) continue;
    std::map<int, std::int64_t> blanks;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      blanks[groups[g].year] += totals.rows[g] - totals.total(plan, m, g).cells;
    }
    for (const auto& [year, count] : blanks) {
      if (count == 0) continue;
      std::string en;
      std::string zh;
      if (rows_of_year.contains(year - 1)) {
        if (!index) {
          index.emplace();
          for (std::size_t r = 0; r < rows.size(); ++r)
            index->add(rows, static_cast<std::uint32_t>(r));
        }
        const Column& column = columns[static_cast<std::size_t>(measure.field)];
        if (const auto share = share_last_year(rows, column, year, *index)) {
          en = "; they stood for " + percent(*share) + " % of last year's amount";
          zh = "；这些企业占上年总额的 " + percent(*share) + " %";
        }
      }
      const double share = static_cast<double>(count) / static_cast<double>(rows_of_year[year]);
      problems.add(
          Code::blank_cells, std::to_string(year),
          system.fields[static_cast<std::size_t>(measure.field)].name,
          {std::to_string(count), std::to_string(rows_of_year[year]), percent(share), en, zh});
    }
  }
}

/// The enterprises for which a condition is unknown, as far as the list keeps them.
void list_unknown(const RowTable& rows, const Columns& columns, const detail::Predicate& predicate,
                  std::int64_t unknown, Problems& problems) {
  for (std::size_t begin = 0; begin < rows.size() && unknown > 0; begin += detail::block_rows) {
    const std::size_t n = std::min(detail::block_rows, rows.size() - begin);
    const auto flags = detail::unknown_rows(rows, columns, predicate, begin, n);
    for (std::size_t i = 0; i < n; ++i) {
      if (flags[i] == 0) continue;
      if (problems.count(Code::unknown_enterprise) >= Problems::kept_per_code) {
        problems.add_unlisted(Code::unknown_enterprise, static_cast<std::size_t>(unknown));
        return;
      }
      const std::size_t r = begin + i;
      problems.add(Code::unknown_enterprise,
                   rows.zones[static_cast<std::size_t>(rows.zone[r])] + ", " +
                       std::to_string(rows.year[r]) + ", enterprise " +
                       std::string(rows.enterprises[r]),
                   predicate.text);
      --unknown;
    }
  }
}

void note_unknown(const RowTable& rows, const Columns& columns, const Plan& plan,
                  const Totals& totals, Problems& problems) {
  for (std::size_t p = 0; p < plan.predicates.size(); ++p) {
    std::int64_t unknown = 0;
    for (const detail::Selection& selection : totals.selections[p]) unknown += selection.unknown;
    if (unknown == 0) continue;
    const std::string& text = plan.predicates[p].text;
    problems.add(Code::unknown_predicate, "", text, {std::to_string(unknown)});
    list_unknown(rows, columns, plan.predicates[p], unknown, problems);
  }
}

}  // namespace

ZoneTable roll_up(const RowTable& rows, const System& system, const RollupOptions& options,
                  Problems& problems, const Progress& progress) {
  const Columns columns(rows, system, options.threads, problems);
  const Plan plan = detail::make_plan(rows, columns, system, options);
  const Groups groups = group_rows(rows, options.threads);
  const Totals totals = run_kernel(rows, columns, plan, groups, options.threads, progress);
  ZoneTable table = empty_table(groups.keys, system.fields.size());
  for (const Output& output : plan.outputs) write_output(output, plan, totals, system, table);
  note_blanks(rows, columns, plan, totals, groups.keys, system, problems);
  note_unknown(rows, columns, plan, totals, problems);
  return table;
}

}  // namespace zonerank
