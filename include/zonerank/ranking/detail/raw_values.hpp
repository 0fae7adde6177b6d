#pragma once
// Prepared values of a ranking once more on any scalar, from the raw figures of their years.

#include <algorithm>
#include <cstddef>
#include <map>
#include <span>
#include <vector>

#include "zonerank/ranking/detail/cells.hpp"
#include "zonerank/ranking/detail/score_chain.hpp"

namespace zonerank::detail {

/// An indicator's values in some of the prepared rows. Values that were given, imputed, treated or
/// changed by hand are the decimals that they print as.
/// @param change  may change a figure on the way, see ZoneFigures
template <class T>
std::vector<T> raw_values(const ChainShape& shape, const ZoneTable& table, Index j,
                          std::span<const std::size_t> rows,
                          const typename ZoneFigures<T>::Change& change = {}) {
  const PreparedYears& prepared = shape.prepared;
  std::vector<T> result(rows.size());
  std::map<int, std::vector<std::size_t>> of_year;  // places in `rows`
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const double value = prepared.values(static_cast<Index>(rows[k]), j);
    const bool is_raw = value == prepared.untreated(static_cast<Index>(rows[k]), j);
    if (is_raw && !prepared.changed_by_hand)
      of_year[prepared.years[rows[k]]].push_back(k);
    else
      result[k] = T(value);
  }
  for (const auto& [year, places] : of_year) {
    const auto first = static_cast<std::size_t>(
        std::find(prepared.years.begin(), prepared.years.end(), year) - prepared.years.begin());
    std::vector<std::size_t> zones;
    std::vector<double> values;
    for (const std::size_t k : places) {
      zones.push_back(rows[k] - first);
      values.push_back(prepared.untreated(static_cast<Index>(rows[k]), j));
    }
    const ZoneFigures<T> all(table, shape.system, year);
    ZoneFigures<T> figures(table, shape.system, year, all.rows_of(zones), change);
    std::vector<T> cells =
        cells_on<T>(shape.system.indicators[static_cast<std::size_t>(j)], values, figures);
    for (std::size_t k = 0; k < places.size(); ++k) result[places[k]] = std::move(cells[k]);
  }
  return result;
}

}  // namespace zonerank::detail
