#pragma once
// Small dense linear programs, on any scalar.

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "zonerank/diagnostics/error.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank::detail {

/// The solution of: maximize c'x subject to A x <= b, x >= 0, with b >= 0.
template <class T>
struct LinearProgram {
  std::vector<T> x;
  T value{};
  bool bounded = true;
};

/// The simplex method on a dictionary, from x = 0. The entering variable is the one of greatest
/// gain; after as many pivots as there are rows and columns without any gain the first one (Bland's
/// rule), which cannot cycle.
/// @param a          rows x columns, by rows
/// @param tolerance  what counts as no gain and as no pivot
///
/// Source: Chvatal (1983), Linear Programming, chapters 2 and 3.
template <class T>
LinearProgram<T> maximize(std::vector<std::vector<T>> a, std::vector<T> b, std::vector<T> c,
                          const T& tolerance) {
  const std::size_t rows = a.size();
  const std::size_t columns = c.size();
  if (b.size() != rows || std::any_of(a.begin(), a.end(), [&](const std::vector<T>& row) {
        return row.size() != columns;
      })) {
    fail(Code::wrong_shape, words("linear program", "线性规划"),
         words("{0} rows", "{0} 行", {rows}),
         {words("a row of as many entries as c has, and one entry of b, for each",
                "每行的元素数与 c 相同，且各对应 b 的一个元素")});
  }
  std::vector<std::size_t> basic(rows), nonbasic(columns);
  for (std::size_t j = 0; j < columns; ++j) nonbasic[j] = j;
  for (std::size_t i = 0; i < rows; ++i) basic[i] = columns + i;
  LinearProgram<T> result;
  result.value = T(0);
  std::size_t idle = 0;
  while (true) {
    poll_interrupt();
    const bool bland = idle > rows + columns;
    std::size_t enter = columns;
    for (std::size_t j = 0; j < columns; ++j) {
      if (!(c[j] > tolerance)) continue;
      const bool better =
          enter == columns || (bland ? nonbasic[j] < nonbasic[enter] : c[j] > c[enter]);
      if (better) enter = j;
    }
    if (enter == columns) break;
    std::size_t leave = rows;
    for (std::size_t i = 0; i < rows; ++i) {
      if (!(a[i][enter] > tolerance)) continue;
      if (leave == rows) {
        leave = i;
        continue;
      }
      const T left = b[i] * a[leave][enter];
      const T right = b[leave] * a[i][enter];
      if (left < right || (left == right && basic[i] < basic[leave])) leave = i;
    }
    if (leave == rows) {
      result.bounded = false;
      return result;
    }
    const T pivot = a[leave][enter];
    const T step = b[leave] / pivot;
    idle = step * c[enter] > tolerance ? 0 : idle + 1;
    std::vector<T>& row = a[leave];
    for (std::size_t j = 0; j < columns; ++j)
      row[j] = j == enter ? T(1 / pivot) : T(row[j] / pivot);
    b[leave] = step;
    for (std::size_t i = 0; i < rows; ++i) {
      if (i == leave || a[i][enter] == T(0)) continue;
      const T factor = a[i][enter];
      for (std::size_t j = 0; j < columns; ++j) {
        if (j != enter) a[i][j] -= factor * row[j];
      }
      a[i][enter] = -factor / pivot;
      b[i] -= factor * step;
      if (b[i] < T(0)) b[i] = T(0);  // rounding of a tie
    }
    const T gain = c[enter];
    for (std::size_t j = 0; j < columns; ++j) {
      if (j != enter) c[j] -= gain * row[j];
    }
    c[enter] = -gain / pivot;
    result.value += gain * step;
    std::swap(basic[leave], nonbasic[enter]);
  }
  result.x.assign(columns, T(0));
  for (std::size_t i = 0; i < rows; ++i) {
    if (basic[i] < columns) result.x[basic[i]] = b[i];
  }
  return result;
}

}  // namespace zonerank::detail
