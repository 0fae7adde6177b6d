#pragma once
// The figures of the zones of a year on any scalar, as formulas ask for them.

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "zonerank/core/decimal.hpp"
#include "zonerank/system/system.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank::detail {

/// digits / 10^places on a scalar; of doubles the nearest one.
template <class T>
T figure_as(Int128 digits, int places) {
  if constexpr (std::is_same_v<T, double>) {
    return to_double(digits, places);
  } else if constexpr (requires { T::decimal(digits, places); }) {
    return T::decimal(digits, places);
  } else {
    constexpr std::int64_t part = 1'000'000'000'000'000'000;
    const T whole = T(static_cast<std::int64_t>(digits / part)) * T(part) +
                    T(static_cast<std::int64_t>(digits % part));
    T power(1);
    for (int k = 0; k < places; ++k) power *= T(10);
    return whole / power;
  }
}

/// Where a figure stands in a table.
struct FigureAt {
  std::size_t field, row;
  bool comparable;  ///< last year's, reported with the year of the row

  friend bool operator==(const FigureAt&, const FigureAt&) = default;
};

/// Columns of figures for zones of a year and the years before it.
template <class T>
class ZoneFigures {
 public:
  /// May change a figure: a variable that derivatives are by, or a step.
  using Change = std::function<void(const FigureAt& at, T& figure)>;

  ZoneFigures(const ZoneTable& table, const System& system, int year, Change change = {})
      : table_(table), system_(system), year_(year), change_(std::move(change)) {
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      if (table.rows[r].year == year) rows_.push_back(r);
    }
  }

  /// Of some of the year's zones alone, by their rows of the table.
  ZoneFigures(const ZoneTable& table, const System& system, int year, std::vector<std::size_t> rows,
              Change change = {})
      : table_(table),
        system_(system),
        year_(year),
        change_(std::move(change)),
        rows_(std::move(rows)) {}

  /// The rows of some of the zones.
  std::vector<std::size_t> rows_of(std::span<const std::size_t> zones) const {
    std::vector<std::size_t> rows;
    for (const std::size_t zone : zones) rows.push_back(rows_.at(zone));
    return rows;
  }

  std::size_t size() const { return rows_.size(); }
  const std::string& zone(std::size_t i) const { return table_.rows[rows_[i]].zone; }

  std::span<const T> column(int field, int years_back) {
    const auto [found, is_new] = columns_.try_emplace({field, years_back});
    if (is_new) found->second = compute(static_cast<std::size_t>(field), years_back);
    return found->second;
  }

 private:
  /// Takes the figures of some rows that are there; says whether there were any.
  bool take(const FigureColumn& column, std::size_t field,
            std::span<const std::optional<std::size_t>> rows, std::vector<T>& to) const {
    if (!column.present()) return false;
    const Field& f = system_.fields[field];
    const bool is_exact = f.is_exact();
    bool any = false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!rows[i] || column.valid[*rows[i]] == 0) continue;
      const std::size_t row = *rows[i];
      to[i] = is_exact ? figure_as<T>(column.digits[row], f.places) : T(column.reals[row]);
      if (change_) change_({field, row, &column == &table_.previous[field]}, to[i]);
      any = true;
    }
    return any;
  }

  /// The row of every zone `years_back` years before.
  const std::vector<std::optional<std::size_t>>& rows(int years_back) {
    const auto [found, is_new] = earlier_rows_.try_emplace(years_back);
    if (is_new) {
      for (const std::size_t row : rows_) found->second.push_back(earlier(row, years_back));
    }
    return found->second;
  }

  /// Rows stand in order of zone and year: the year before is the row before where it is there.
  std::optional<std::size_t> earlier(std::size_t row, int years_back) const {
    const auto back = static_cast<std::size_t>(years_back);
    const ZoneYear& own = table_.rows[row];
    if (table_.industries.empty() && back <= row &&
        table_.rows[row - back].year == year_ - years_back &&
        table_.rows[row - back].zone == own.zone)
      return row - back;
    return table_.find(own.zone, year_ - years_back);
  }

  std::vector<T> compute(std::size_t field, int years_back) {
    if (field >= table_.columns.size()) return {};  // a table of a caller's own fields alone
    const FigureColumn& own = table_.columns[field];
    const FigureColumn& comparable = table_.previous[field];
    if (!own.present() && (years_back == 0 || !comparable.present())) return {};
    std::vector<T> result(rows_.size(), T(missing));
    const bool any_own = take(own, field, rows(years_back), result);
    if (years_back == 0) return result;
    // A comparable figure, reported with the year after, stands before last year's own.
    const bool any_comparable = take(comparable, field, rows(years_back - 1), result);
    return any_own || any_comparable ? result : std::vector<T>();
  }

  const ZoneTable& table_;
  const System& system_;
  int year_;
  Change change_;
  std::vector<std::size_t> rows_;
  std::map<std::pair<int, int>, std::vector<T>> columns_;
  std::map<int, std::vector<std::optional<std::size_t>>> earlier_rows_;
};

}  // namespace zonerank::detail
