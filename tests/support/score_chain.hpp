#pragma once
// A ranking of made-up figures with its chain of scores on any scalar.

#include <string>
#include <utility>
#include <vector>

#include "methods/small.hpp"
#include "support/fifty.hpp"
#include "zonerank/core/dual.hpp"
#include "zonerank/ranking/detail/raw_values.hpp"
#include "zonerank/ranking/pipeline.hpp"

namespace zonerank::testing {

/// Two years of figures for every field that the system needs.
inline ZoneTable figures_of(const System& system, int zones) {
  std::vector<ZoneYear> rows;
  for (int z = 0; z < zones; ++z) {
    for (const int year : {2018, 2019}) rows.push_back({"zone " + std::to_string(100 + z), year});
  }
  ZoneTable table = empty_table(std::move(rows), system.fields.size());
  const std::vector<bool> needed = system.needed_fields();
  for (std::size_t f = 0; f < system.fields.size(); ++f) {
    const Field& field = system.fields[f];
    if (!needed[f] || field.indicator >= 0) continue;
    if (!field.is_exact() && field.number != Number::real) continue;
    FigureColumn& column = table.columns[f];
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      const double u = uniform(static_cast<std::uint32_t>(f), static_cast<std::uint32_t>(r));
      if (field.is_exact())
        column.digits.push_back(static_cast<Int128>(1e4 + 1e6 * u));
      else
        column.reals.push_back(100.0 * u);
      column.valid.push_back(1);
    }
  }
  return table;
}

/// A ranking of 30 zones with what its chain of scores needs.
struct RankedChain {
  const System& system;
  ZoneTable table;
  RankOptions options;
  Ranking ranking;
  detail::PreparedYears prepared;
  detail::ChainShape shape;

  RankedChain(const System& of, const std::vector<Setting>& settings)
      : system(of),
        table(figures_of(of, 30)),
        options{.method = read_method(of, settings)},
        ranking(rank(table, of, options)),
        prepared(prepared_again()),
        shape{system,
              ranking.method,
              prepared,
              ranking.scaling,
              ranking.tree,
              ranking.scores,
              ranking.group_scores,
              std::vector<bool>(of.indicators.size(), true)} {}

  detail::PreparedYears prepared_again() const {
    Ranking copy = ranking;
    return detail::prepare(copy, table, system, options);
  }

  template <class T>
  detail::ScoreChain<T> chain(const typename detail::ZoneFigures<T>::Change& change = {}) const {
    return {shape, [this, change](Index j, std::span<const std::size_t> rows) {
              return detail::raw_values<T>(shape, table, j, rows, change);
            }};
  }
};

inline std::vector<std::vector<Setting>> chain_methods() {
  return {{},
          {chosen("normalization", "z-score")},
          {chosen("normalization", "logistic"), chosen("aggregation", "geometric")},
          {option("lower", 1.0), chosen("aggregation", "harmonic")},
          {option("lower", 1.0), chosen("aggregation", "power"), option("exponent", 0.5)},
          {chosen("normalization", "percentile"), chosen("aggregation", "mean-min")}};
}

}  // namespace zonerank::testing
