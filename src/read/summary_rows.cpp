#include "read/summary_rows.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include "headings/row_marks.hpp"
#include "rollup/sound_rows.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

constexpr std::size_t most_rows = 20'000;  ///< of a year; more zones than that have no summary

/// One figure over the rows of a year, as whole numbers of its last decimal.
struct Amounts {
  std::vector<Int128> digits;
  std::vector<bool> valid;
  Int128 total = 0, n = 0;  ///< of the rows that are not taken out
  Int128 step = 1;          ///< the greatest number that divides all
  bool adds_up = true;      ///< an amount, not a share, score or index
  bool falls = false;       ///< has negative figures: sums of more rows may be smaller
};

Int128 greatest_divisor(Int128 a, Int128 b) {
  if (a < 0) a = -a;
  if (b < 0) b = -b;
  while (b != 0) a = std::exchange(b, a % b);
  return a;
}

/// Doubles as decimals with as many places as the longest of them has; nothing where they are long.
std::optional<std::vector<Int128>> as_decimals(const std::vector<double>& values,
                                               const std::vector<bool>& valid) {
  constexpr int most_places = 9;
  std::vector<Decimal> parsed(values.size());
  int places = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!valid[i]) continue;
    const auto decimal = parse_decimal(shortest(values[i]));
    if (!decimal || decimal->places > most_places) return std::nullopt;
    parsed[i] = *decimal;
    places = std::max(places, decimal->places);
  }
  std::vector<Int128> digits(values.size(), 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!valid[i]) continue;
    const auto scaled = rescale(parsed[i], places);
    if (!scaled || *scaled > Int128{1} << 90 || *scaled < -(Int128{1} << 90)) return std::nullopt;
    digits[i] = *scaled;
  }
  return digits;
}

class Year {
 public:
  Year(const RowTable& table, std::vector<std::size_t> rows, const System& system)
      : rows_(std::move(rows)), open_(rows_.size(), true) {
    for (std::size_t f = 0; f < table.columns.size(); ++f) {
      const Field& field = system.fields[f];
      if (!table.columns[f].present()) continue;
      if (!field.is_exact() && field.number != Number::real) continue;
      add(table.columns[f], field);
    }
  }

  /// The row that is a sum or mean of others, and why; what is found is taken out.
  std::optional<std::pair<std::size_t, Argument>> next() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (!open_[i]) continue;
      if (const auto why = reason(i)) {
        take_out(i);
        return std::pair{rows_[i], *why};
      }
    }
    return std::nullopt;
  }

 private:
  void take_out(std::size_t i) {
    open_[i] = false;
    for (Amounts& column : columns_) {
      if (!column.valid[i]) continue;
      column.total -= column.digits[i];
      column.n -= 1;
    }
  }

  void add(const Column& column, const Field& field) {
    Amounts amounts;
    for (const std::size_t r : rows_) amounts.valid.push_back(column.valid[r] != 0);
    if (field.is_exact()) {
      for (const std::size_t r : rows_) amounts.digits.emplace_back(column.values[r]);
    } else {
      std::vector<double> values;
      for (const std::size_t r : rows_) values.push_back(column.reals[r]);
      auto digits = as_decimals(values, amounts.valid);
      if (!digits) return;
      amounts.digits = std::move(*digits);
    }
    Int128 step = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (!amounts.valid[i]) amounts.digits[i] = 0;
      amounts.total += amounts.digits[i];
      amounts.n += amounts.valid[i] ? 1 : 0;
      amounts.falls = amounts.falls || amounts.digits[i] < 0;
      step = greatest_divisor(step, amounts.digits[i]);
    }
    if (step == 0) return;  // all are 0
    amounts.step = step;
    amounts.adds_up = !field.unit.is_pure_number() && !field.unit.is(Dimension::score) &&
                      !field.unit.is(Dimension::index) && is_simple(field.unit);
    columns_.push_back(std::move(amounts));
  }

  /// An amount of something; a ratio of two units does not add up.
  static bool is_simple(const Unit& unit) {
    return std::all_of(unit.powers.begin(), unit.powers.end(),
                       [](auto power) { return power >= 0; });
  }

  std::optional<Argument> reason(std::size_t i) const {
    if (matches(i, all))
      return words("its amounts are the sums of all others", "其数值为其余各行之和");
    if (is_mean(i))
      return words("its figures are the means of all others", "其数值为其余各行的平均");
    const auto first = std::find_if(columns_.begin(), columns_.end(), [&](const Amounts& column) {
      return column.adds_up && column.valid[i];
    });
    if (first == columns_.end()) return std::nullopt;
    for (const int step : {1, -1}) {  // the rows under it, the rows over it
      Int128 sum = 0;
      std::ptrdiff_t n = 0;
      auto k = static_cast<std::ptrdiff_t>(i) + step;
      for (; k >= 0 && k < static_cast<std::ptrdiff_t>(rows_.size()); k += step) {
        const auto at = static_cast<std::size_t>(k);
        if (!open_[at]) continue;
        sum += first->digits[at];
        ++n;
        if (!first->falls && sum > first->digits[i] + n) break;
        const auto [low, high] = std::minmax({static_cast<std::ptrdiff_t>(i) + step, k});
        if (n >= 2 && matches(i, {low, high + 1})) return block(n, step > 0);
      }
    }
    return std::nullopt;
  }

  static Argument block(std::ptrdiff_t n, bool is_under) {
    return is_under ? words("its amounts are the sums of the {0} rows under it",
                            "其数值为其下 {0} 行之和", {n})
                    : words("its amounts are the sums of the {0} rows over it",
                            "其数值为其上 {0} 行之和", {n});
  }

  struct Rows {
    std::ptrdiff_t begin = 0, end = 0;
  };
  static constexpr Rows all = {0, -1};  ///< but the row itself

  /// Whether every amount is the sum of the rows, and that is no accident.
  bool matches(std::size_t i, Rows rows) const {
    double digits = 0.0;
    for (const Amounts& column : columns_) {
      if (!column.adds_up || !column.valid[i]) continue;
      const auto [sum, n] = sum_of(column, i, rows);
      if (n < 2) return false;
      const Int128 own = column.digits[i], gap = own > sum ? own - sum : sum - own;
      if (gap == 0) {
        digits += log10_of(own, column.step);
      } else if (const Int128 slack = std::max(n + 1, last_place(own)); 2 * gap <= slack) {
        digits += log10_of(own, 2 * slack);  // each is rounded to its last decimal
      } else {
        return false;
      }
    }
    return digits >= least_digits();
  }

  bool is_mean(std::size_t i) const {
    double digits = 0.0;
    for (const Amounts& column : columns_) {
      if (!column.valid[i]) continue;
      const auto [sum, n] = sum_of(column, i, all);
      if (n < 2) return false;
      const Int128 gap = column.digits[i] * n - sum;
      if (2 * (gap < 0 ? -gap : gap) > n) return false;
      digits += log10_of(column.digits[i], 1);
    }
    return digits >= least_digits();
  }

  std::pair<Int128, Int128> sum_of(const Amounts& column, std::size_t i, Rows rows) const {
    if (rows.end == all.end) return {column.total - column.digits[i], column.n - 1};
    Int128 sum = 0, n = 0;
    for (std::ptrdiff_t k = rows.begin; k < rows.end; ++k) {
      const auto at = static_cast<std::size_t>(k);
      if (!open_[at] || !column.valid[at]) continue;
      sum += column.digits[at];
      ++n;
    }
    return {sum, n};
  }

  /// The place of the last digit that is not 0, where three digits stand before it.
  static Int128 last_place(Int128 digits) {
    Int128 place = 1;
    for (; digits % 10 == 0 && (digits >= 1000 || digits <= -1000); digits /= 10) place *= 10;
    return place;
  }

  static double log10_of(Int128 value, Int128 step) {
    const double ratio = std::abs(to_double(value, 0)) / to_double(step, 0);
    return ratio > 1.0 ? std::log10(ratio) : 0.0;
  }

  /// Digits that must agree so that chance is no explanation: one match in 10^4 tables.
  double least_digits() const {
    const auto n = static_cast<double>(rows_.size());
    return 4.0 + std::log10(2.0 * n * n + 1.0) / 2.0;
  }

  std::vector<std::size_t> rows_;
  std::vector<bool> open_;  ///< not taken out yet
  std::vector<Amounts> columns_;
};

}  // namespace

RowTable without_summary_rows(RowTable table, const Place& file, const System& system,
                              const TableFormat& format, Problems& problems) {
  std::set<std::string> kept, dropped;
  for (const std::string& name : format.keep_rows) kept.insert(zone_key(name));
  for (const std::string& name : format.drop_rows) dropped.insert(zone_key(name));
  std::vector<bool> is_kept(table.zones.size()), is_named(table.zones.size());
  std::vector<bool> is_dropped(table.zones.size());
  for (std::size_t z = 0; z < table.zones.size(); ++z)
    is_dropped[z] = dropped.contains(zone_key(table.zones[z]));
  for (std::size_t z = 0; z < table.zones.size() && !table.of_enterprises(); ++z) {
    is_kept[z] = kept.contains(zone_key(table.zones[z]));
    is_named[z] = !is_kept[z] && is_summary(table.zones[z]);
  }
  if (table.of_enterprises() && dropped.empty()) return table;
  std::map<std::int32_t, std::vector<std::size_t>> years;
  for (std::size_t r = 0; r < table.size(); ++r) years[table.year[r]].push_back(r);
  std::vector<bool> stays(table.size(), true);
  std::set<std::pair<std::int32_t, Argument>> listed;
  const auto drop = [&](std::size_t r, const Argument& why) {
    stays[r] = false;
    const std::int32_t zone = table.zone[r];
    if (!listed.emplace(zone, why).second) return;  // of every year alike
    problems.add(Code::summary_row, file.with_line(table.line[r]),
                 table.zones[static_cast<std::size_t>(zone)], {why});
  };
  for (auto& [year, rows] : years) {
    for (const std::size_t r : rows) {
      const auto zone = static_cast<std::size_t>(table.zone[r]);
      if (is_dropped[zone])
        drop(r, words("it was to be left out", "按要求不参与"));
      else if (is_named[zone])
        drop(r, words("its name says so", "名称即为汇总"));
    }
    std::erase_if(rows, [&](std::size_t r) { return !stays[r]; });
    if (table.of_enterprises() || rows.size() < 3 || rows.size() > most_rows) continue;
    Year found(table, rows, system);
    while (const auto row = found.next()) {
      if (!is_kept[static_cast<std::size_t>(table.zone[row->first])]) drop(row->first, row->second);
    }
  }
  return std::all_of(stays.begin(), stays.end(), [](bool stay) { return stay; })
             ? std::move(table)
             : select_rows(table, stays);
}

}  // namespace zonerank::detail
