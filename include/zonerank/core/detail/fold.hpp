#pragma once
// The least or greatest of what is made of each number, a few numbers at a time.

#include <array>
#include <cstddef>
#include <span>

namespace zonerank::detail {

/// keep(of(x), kept), from `start` on, for every x in an order of its own, where keep(a, b) takes
/// one of the two, b where they do not compare.
template <class Of, class Keep>
double fold(std::span<const double> numbers, double start, const Of& of, const Keep& keep) {
  constexpr std::size_t width = 8;
  std::array<double, width> kept;
  kept.fill(start);
  std::size_t i = 0;
  for (; i + width <= numbers.size(); i += width) {
    for (std::size_t l = 0; l < width; ++l) kept[l] = keep(of(numbers[i + l]), kept[l]);
  }
  double result = start;
  for (; i < numbers.size(); ++i) result = keep(of(numbers[i]), result);
  for (const double one : kept) result = keep(one, result);
  return result;
}

inline double least_of(double a, double b) { return a < b ? a : b; }
inline double greatest_of(double a, double b) { return a > b ? a : b; }

}  // namespace zonerank::detail
