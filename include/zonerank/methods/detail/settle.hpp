#pragma once
// Ties decided on the real numbers that doubles stand for.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "zonerank/core/detail/error_bound.hpp"
#include "zonerank/core/detail/wide.hpp"
#include "zonerank/core/types.hpp"

namespace zonerank::detail {

/// The wide values of some rows of a column.
using WideOf = std::function<std::vector<Wide>(std::span<const std::size_t> rows)>;

/// f(row) of some rows of a table; rows of the same bits are computed once.
template <class F>
std::vector<Wide> wide_rows(const MatrixRef& table, std::span<const std::size_t> rows, const F& f) {
  std::map<std::vector<std::uint64_t>, Wide> known;
  std::vector<Wide> result;
  for (const std::size_t row : rows) {
    std::vector<std::uint64_t> bits;
    for (Index j = 0; j < table.cols(); ++j)
      bits.push_back(std::bit_cast<std::uint64_t>(table(static_cast<Index>(row), j)));
    auto found = known.find(bits);
    if (found == known.end())
      found = known.emplace(std::move(bits), f(static_cast<Index>(row))).first;
    result.push_back(found->second);
  }
  return result;
}

/// The greatest distance of a value from 0; NaN is missing.
double greatest_distance(std::span<const double> values);

/// Rows that are nearer to another than the errors of both may be, ascending; nearly always none.
/// @param size  greatest_distance(values)
std::vector<std::size_t> near_rows(std::span<const double> values, const ErrorBound& bound,
                                   double size);

/// Rows whose intervals value +- error meet another row's, ascending by value, in groups that no
/// other row's interval meets. Rows that are exactly equal and without error need no decision.
/// @param rows  among which: near_rows()
std::vector<std::vector<std::size_t>> undecided_rows(std::span<const double> values,
                                                     std::span<const double> errors,
                                                     std::vector<std::size_t> rows);

/// Makes the doubles of a column stand in the order of the real numbers that they stand for: where
/// two are nearer than their errors, both are computed again in wide precision, equal ones get the
/// same double and different ones different doubles, moved by no more than their errors.
/// @param errors  how far each value may be from what it stands for
/// @param table   what the values were computed from: rows of the same bits have the same value,
/// and
///                nothing is left to decide among them
/// @returns how many rows were decided so
std::size_t settle(std::span<double> values, std::span<const double> errors, const WideOf& wide,
                   const MatrixRef* table = nullptr);

/// The same where it is known which rows may be near to another.
std::size_t settle_among(std::vector<std::size_t> near, std::span<double> values,
                         std::span<const double> errors, const WideOf& wide,
                         const MatrixRef* table = nullptr);

/// Whether all of the rows have the same bits.
bool are_alike(const MatrixRef& table, std::span<const std::size_t> rows);

}  // namespace zonerank::detail
