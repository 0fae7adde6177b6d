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

/// The solution of: maximize c'x subject to A x <= b, x >= 0.
template <class T>
struct LinearProgram {
  std::vector<T> x;
  T value{};
  bool bounded = true;
  bool feasible = true;  ///< some x satisfies the constraints
};

/// The simplex method on a dictionary. The entering variable is the one of greatest gain; after as
/// many pivots as there are rows and columns without any gain the first one (Bland's rule), which
/// cannot cycle. Where an entry of b is below 0 a first phase looks for a corner to start from. The
/// next objective starts where the last one ended.
///
/// Source: Chvatal (1983), Linear Programming, chapters 2 and 3.
template <class T>
class Simplex {
 public:
  /// @param a          rows x columns, by rows
  /// @param tolerance  what counts as no gain and as no pivot
  Simplex(std::vector<std::vector<T>> a, std::vector<T> b, std::size_t columns, T tolerance)
      : a_(std::move(a)), b_(std::move(b)), columns_(columns), tolerance_(std::move(tolerance)) {
    const std::size_t rows = a_.size();
    if (b_.size() != rows || std::any_of(a_.begin(), a_.end(), [&](const std::vector<T>& row) {
          return row.size() != columns;
        })) {
      fail(Code::wrong_shape, words("linear program", "线性规划"),
           words("{0} rows", "{0} 行", {rows}),
           {words("a row of as many entries as c has, and one entry of b, for each",
                  "每行的元素数与 c 相同，且各对应 b 的一个元素")});
    }
    for (std::size_t j = 0; j < columns; ++j) nonbasic_.push_back(j);
    for (std::size_t i = 0; i < rows; ++i) basic_.push_back(columns + i);
    const auto least = std::min_element(b_.begin(), b_.end());
    if (least != b_.end() && *least < T(0))
      feasible_ = find_corner(static_cast<std::size_t>(least - b_.begin()));
  }

  LinearProgram<T> maximize(const std::vector<T>& objective) {
    LinearProgram<T> result;
    result.value = T(0);
    result.feasible = feasible_;
    if (!feasible_) return result;
    std::vector<T> c = in_nonbasic(objective, result.value);
    result.bounded = climb(c, result.value);
    if (!result.bounded) return result;
    result.x.assign(columns_, T(0));
    for (std::size_t i = 0; i < basic_.size(); ++i) {
      if (basic_[i] < columns_) result.x[basic_[i]] = b_[i];
    }
    return result;
  }

 private:
  /// The objective in what is at 0 now; what the others make of it is added to `value`.
  std::vector<T> in_nonbasic(const std::vector<T>& objective, T& value) const {
    std::vector<T> c(nonbasic_.size(), T(0));
    for (std::size_t j = 0; j < nonbasic_.size(); ++j) {
      if (nonbasic_[j] < columns_) c[j] = objective[nonbasic_[j]];
    }
    for (std::size_t i = 0; i < basic_.size(); ++i) {
      if (basic_[i] >= columns_) continue;
      const T factor = objective[basic_[i]];
      if (factor == T(0)) continue;
      value += factor * b_[i];
      for (std::size_t j = 0; j < nonbasic_.size(); ++j) c[j] -= factor * a_[i][j];
    }
    return c;
  }

  /// Pivots until nothing gains; false where the objective has no end.
  bool climb(std::vector<T>& c, T& value) {
    const std::size_t rows = a_.size();
    const std::size_t columns = c.size();
    std::size_t idle = 0;
    while (true) {
      poll_interrupt();
      const bool bland = idle > rows + columns;
      std::size_t enter = columns;
      for (std::size_t j = 0; j < columns; ++j) {
        if (!(c[j] > tolerance_)) continue;
        const bool better =
            enter == columns || (bland ? nonbasic_[j] < nonbasic_[enter] : c[j] > c[enter]);
        if (better) enter = j;
      }
      if (enter == columns) return true;
      std::size_t leave = rows;
      for (std::size_t i = 0; i < rows; ++i) {
        if (!(a_[i][enter] > tolerance_)) continue;
        if (leave == rows) {
          leave = i;
          continue;
        }
        const T left = b_[i] * a_[leave][enter];
        const T right = b_[leave] * a_[i][enter];
        if (left < right || (left == right && basic_[i] < basic_[leave])) leave = i;
      }
      if (leave == rows) return false;
      const T step = b_[leave] / a_[leave][enter];
      idle = step * c[enter] > tolerance_ ? 0 : idle + 1;
      pivot(enter, leave, c, value);
    }
  }

  void pivot(std::size_t enter, std::size_t leave, std::vector<T>& c, T& value) {
    const std::size_t columns = c.size();
    std::vector<T>& row = a_[leave];
    const T pivot = row[enter];
    const T step = b_[leave] / pivot;
    for (std::size_t j = 0; j < columns; ++j)
      row[j] = j == enter ? T(1 / pivot) : T(row[j] / pivot);
    b_[leave] = step;
    for (std::size_t i = 0; i < a_.size(); ++i) {
      if (i == leave || a_[i][enter] == T(0)) continue;
      const T factor = a_[i][enter];
      for (std::size_t j = 0; j < columns; ++j) {
        if (j != enter) a_[i][j] -= factor * row[j];
      }
      a_[i][enter] = -factor / pivot;
      b_[i] -= factor * step;
      if (b_[i] < T(0)) b_[i] = T(0);  // rounding of a tie
    }
    const T gain = c[enter];
    for (std::size_t j = 0; j < columns; ++j) {
      if (j != enter) c[j] -= gain * row[j];
    }
    c[enter] = -gain / pivot;
    value += gain * step;
    std::swap(basic_[leave], nonbasic_[enter]);
  }

  /// The first phase: one more variable, x0, makes all constraints easier; at its least it is 0.
  bool find_corner(std::size_t worst) {
    const std::size_t extra = columns_ + a_.size();  // its number, behind those of the slacks
    for (std::vector<T>& row : a_) row.push_back(T(-1));
    nonbasic_.push_back(extra);
    std::vector<T> c(nonbasic_.size(), T(0));
    c.back() = T(-1);
    T value(0);
    pivot(nonbasic_.size() - 1, worst, c,
          value);  // into what is broken most: nothing is then below 0
    climb(c, value);
    if (value < -tolerance_) return false;
    const auto at = std::find(basic_.begin(), basic_.end(), extra);
    if (at != basic_.end()) {  // it is 0: any variable may take its place
      const auto i = static_cast<std::size_t>(at - basic_.begin());
      std::size_t enter = 0;
      const auto size = [](const T& x) { return x < T(0) ? T(-x) : x; };
      for (std::size_t j = 1; j < nonbasic_.size(); ++j) {
        if (size(a_[i][j]) > size(a_[i][enter])) enter = j;
      }
      b_[i] = T(0);
      if (a_[i][enter] == T(0)) return true;  // an empty row: x0 stays 0 by itself
      pivot(enter, i, c, value);
    }
    const auto j = std::find(nonbasic_.begin(), nonbasic_.end(), extra) - nonbasic_.begin();
    for (std::vector<T>& row : a_) row.erase(row.begin() + j);
    nonbasic_.erase(nonbasic_.begin() + j);
    return true;
  }

  std::vector<std::vector<T>> a_;
  std::vector<T> b_;
  std::size_t columns_;
  T tolerance_;
  std::vector<std::size_t> basic_, nonbasic_;
  bool feasible_ = true;
};

/// One program, from the corner x = 0 where b is not below 0.
template <class T>
LinearProgram<T> maximize(std::vector<std::vector<T>> a, std::vector<T> b, const std::vector<T>& c,
                          const T& tolerance) {
  return Simplex<T>(std::move(a), std::move(b), c.size(), tolerance).maximize(c);
}

}  // namespace zonerank::detail
