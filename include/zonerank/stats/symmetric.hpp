#pragma once
// Eigenvalues, inverses and determinants of symmetric matrices, on any scalar.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

namespace zonerank::detail {

/// A square table of any scalar, by rows.
template <class T>
struct Square {
  std::size_t n = 0;
  std::vector<T> entries;

  explicit Square(std::size_t size) : n(size), entries(size * size, T(0)) {}
  T& operator()(std::size_t i, std::size_t j) { return entries[i * n + j]; }
  const T& operator()(std::size_t i, std::size_t j) const { return entries[i * n + j]; }
};

template <class T>
struct EigenPairs {
  std::vector<T> values;  ///< descending
  Square<T> vectors;      ///< columns, of length 1
};

/// Cyclic Jacobi rotations until nothing off the diagonal counts any more. The sign of a vector is
/// that of its entry of greatest magnitude (the first of equal ones): positive.
///
/// Source: Golub, Van Loan (2013), Matrix Computations, 4th ed., section 8.5.
template <class T>
EigenPairs<T> symmetric_eigen(Square<T> a, const T& tolerance) {
  using std::abs;
  using std::sqrt;
  const std::size_t n = a.n;
  Square<T> v(n);
  for (std::size_t i = 0; i < n; ++i) v(i, i) = T(1);
  for (int sweep = 0; sweep < 100; ++sweep) {
    T off(0);
    T on(0);
    for (std::size_t i = 0; i < n; ++i) {
      on += a(i, i) * a(i, i);
      for (std::size_t j = 0; j < i; ++j) off += a(i, j) * a(i, j);
    }
    if (!(off > tolerance * tolerance * on)) break;
    for (std::size_t p = 0; p + 1 < n; ++p) {
      for (std::size_t q = p + 1; q < n; ++q) {
        if (a(p, q) == T(0)) continue;
        const T theta = (a(q, q) - a(p, p)) / (2 * a(p, q));
        const T t = (theta < T(0) ? T(-1) : T(1)) / (abs(theta) + sqrt(theta * theta + 1));
        const T c = 1 / sqrt(t * t + 1);
        const T s = t * c;
        for (std::size_t k = 0; k < n; ++k) {
          const T akp = a(k, p), akq = a(k, q);
          a(k, p) = c * akp - s * akq;
          a(k, q) = s * akp + c * akq;
        }
        for (std::size_t k = 0; k < n; ++k) {
          const T apk = a(p, k), aqk = a(q, k);
          a(p, k) = c * apk - s * aqk;
          a(q, k) = s * apk + c * aqk;
        }
        for (std::size_t k = 0; k < n; ++k) {
          const T vkp = v(k, p), vkq = v(k, q);
          v(k, p) = c * vkp - s * vkq;
          v(k, q) = s * vkp + c * vkq;
        }
      }
    }
  }
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t i, std::size_t j) { return a(i, i) > a(j, j); });
  EigenPairs<T> result{{}, Square<T>(n)};
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t from = order[k];
    result.values.push_back(a(from, from));
    std::size_t largest = 0;
    for (std::size_t i = 1; i < n; ++i) {
      // Magnitudes that differ by rounding alone are equal: the first of them decides.
      if (abs(v(i, from)) > abs(v(largest, from)) * (1 + sqrt(tolerance))) largest = i;
    }
    const T sign = v(largest, from) < T(0) ? T(-1) : T(1);
    for (std::size_t i = 0; i < n; ++i) result.vectors(i, k) = sign * v(i, from);
  }
  return result;
}

/// The inverse by Gauss-Jordan elimination with pivots from the diagonal; empty where a pivot is
/// not above `least`: a column is a combination of the others.
template <class T>
Square<T> symmetric_inverse(Square<T> a, const T& least) {
  const std::size_t n = a.n;
  Square<T> inverse(n);
  for (std::size_t i = 0; i < n; ++i) inverse(i, i) = T(1);
  for (std::size_t k = 0; k < n; ++k) {
    const T pivot = a(k, k);
    if (!(pivot > least)) return Square<T>(0);
    for (std::size_t j = 0; j < n; ++j) {
      a(k, j) /= pivot;
      inverse(k, j) /= pivot;
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (i == k) continue;
      const T factor = a(i, k);
      for (std::size_t j = 0; j < n; ++j) {
        a(i, j) -= factor * a(k, j);
        inverse(i, j) -= factor * inverse(k, j);
      }
    }
  }
  return inverse;
}

}  // namespace zonerank::detail
