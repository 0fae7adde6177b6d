#pragma once
#include "zonerank/methods/detail/settle.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>

#include "zonerank/core/build.hpp"
#include "zonerank/core/detail/fold.hpp"
#include "zonerank/core/types.hpp"

namespace zonerank::detail {
ZONERANK_OWN(settle) {

/// Marks at steps, as far as the last bits of these tell them apart: the last one is beside the
/// first.
class Marks {
 public:
  /// @param table  how many marks there are, a power of two
  explicit Marks(std::size_t table) : last_(table - 1), words_(table / 32 + 2) {}

  void add(std::uint64_t step) {
    const std::size_t at = (step & last_) + 1;  // the ends stand once more at the other side
    mark(at);
    if (at == 1) mark(last_ + 2);
    if (at == last_ + 1) mark(0);
  }
  /// At the step, the one before, or the one after.
  bool has_near(std::uint64_t step) const {
    const std::size_t from = step & last_;
    std::uint64_t window;
    std::memcpy(&window, &words_[from / 32], sizeof window);
    return (window >> (from % 32) & 7) != 0;
  }

 private:
  void mark(std::size_t at) { words_[at / 32] |= std::uint32_t{1} << (at % 32); }

  std::size_t last_;
  std::vector<std::uint32_t> words_;
};

/// What is not known may be anything.
ZONERANK_INLINE double reach_of(double error) {
  return is_missing(error) ? std::numeric_limits<double>::infinity() : error;
}

/// The rows of the values that are present. Zeros without error are decided.
ZONERANK_INLINE std::vector<std::size_t> rows_to_compare(std::span<const double> values,
                                                         const ErrorBound& bound) {
  std::vector<std::size_t> rows;
  rows.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!is_missing(values[i]) && !(values[i] == 0.0 && bound.absolute == 0.0)) rows.push_back(i);
  }
  return rows;
}

/// Values in steps: those that may be equal are one step apart at most.
class Steps {
 public:
  /// @param size   greatest of the values
  /// @param error  of each
  Steps(double size, double error) : scale_(std::min(finest / size, 0.25 / error)) {}

  /// Longer steps, whose last bits say something else of values that are far from each other.
  Steps longer() const {
    Steps result = *this;
    result.scale_ *= 0x1.6A09E667F3BCDp-1;
    return result;
  }

  /// Whether the values may take many more steps than `n`.
  bool are_fine(double size, double n) const { return size * scale_ >= n && std::isfinite(scale_); }
  /// The nearest one, by the last bits of a sum.
  std::uint64_t of(double value) const {
    return std::bit_cast<std::uint64_t>(value * scale_ + 0x1.8p52);
  }

 private:
  static constexpr double finest = 0x1.5432p40;  // the greatest value is at no end of the marks

  double scale_;
};

constexpr std::size_t few_values = 512;  ///< values that are compared without a table of their own

/// By how much two values are at least farther apart than their errors; 0 or less where some are
/// not.
ZONERANK_INLINE double least_gap(double value, std::span<const double> others,
                                 const ErrorBound& bound) {
  const double own = bound.at(value);
  double least = std::numeric_limits<double>::infinity();
  ZONERANK_PRAGMA(omp simd reduction(min : least))
  for (std::size_t k = 0; k < others.size(); ++k) {
    const double gap = std::abs(others[k] - value) - (own + bound.at(others[k]));
    least = gap < least ? gap : least;
  }
  return least;
}

/// Of few values: nearly all are sorted out by one look at marks of the last bits of their
/// steps, see Marks; the others are compared with all.
ZONERANK_INLINE std::vector<std::size_t> near_among_few(std::span<const double> values,
                                                        const ErrorBound& bound,
                                                        const Steps& steps) {
  constexpr std::uint32_t last = (1U << 15) - 1;
  std::array<std::uint32_t, few_values> step;
  for (std::size_t i = 0; i < values.size(); ++i)
    step[i] = static_cast<std::uint32_t>(steps.of(values[i])) & last;
  const double passed_over = bound.absolute == 0.0 ? 0.0 : -1.0;  // zeros without error are decided
  std::array<unsigned char, last / 8 + 8> marks{};
  std::array<std::uint16_t, few_values> crowded;
  std::size_t n_crowded = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!(std::abs(values[i]) > passed_over)) continue;
    std::uint32_t window;  // from the step before, which has its mark at the place of this one
    std::memcpy(&window, &marks[step[i] / 8], sizeof window);
    crowded[n_crowded] = static_cast<std::uint16_t>(i);
    const bool is_end = ((step[i] + 1) & last) < 2;  // these may be beside each other
    n_crowded += is_end || (window >> (step[i] % 8) & 7) != 0 ? 1 : 0;
    marks[(step[i] + 1) / 8] |= static_cast<unsigned char>(1U << ((step[i] + 1) % 8));
  }
  if (n_crowded > values.size() / 4 + 8) return rows_to_compare(values, bound);
  std::vector<std::size_t> near;
  for (std::size_t c = 0; c < n_crowded; ++c) {
    const std::size_t i = crowded[c];
    if (least_gap(values[i], values.first(i), bound) > 0.0) continue;
    near.push_back(i);
    for (std::size_t k = 0; k < i; ++k) {
      if (least_gap(values[i], values.subspan(k, 1), bound) <= 0.0) near.push_back(k);
    }
  }
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  return near;
}

/// Rows whose step, or one beside it, another row has, as far as the last bits of the steps tell.
/// @param each     calls a function with each row
/// @param step_of  a row
/// @param table    how many steps are told apart, a power of two
template <class Each, class StepOf>
std::vector<std::size_t> crowded_rows(const Each& each, const StepOf& step_of, std::size_t table) {
  Marks seen(table);
  std::vector<std::uint64_t> crowded;
  each([&](std::size_t row) {
    const std::uint64_t step = step_of(row);
    if (seen.has_near(step)) crowded.push_back(step);
    seen.add(step);
  });
  std::vector<std::size_t> rows;
  if (crowded.empty()) return rows;
  Marks near(std::min(table, std::bit_ceil(64 * crowded.size())));
  for (const std::uint64_t step : crowded) near.add(step);
  each([&](std::size_t row) {
    if (near.has_near(step_of(row))) rows.push_back(row);
  });
  return rows;
}

/// The same among many values: by the last bits of their steps, by those of longer steps, and what
/// is left in order of the values, where a row is near to the next one if it is to any.
ZONERANK_INLINE std::vector<std::size_t> near_among_many(std::span<const double> values,
                                                         const ErrorBound& bound,
                                                         const Steps& steps, std::size_t table) {
  const double passed_over = bound.absolute == 0.0 ? 0.0 : -1.0;
  const std::vector<std::size_t> rows = crowded_rows(
      [&](const auto& f) {
        for (std::size_t i = 0; i < values.size(); ++i) {
          if (std::abs(values[i]) > passed_over) f(i);
        }
      },
      [&](std::size_t row) { return steps.of(values[row]); }, table);
  const Steps longer = steps.longer();
  std::vector<std::size_t> order =
      crowded_rows([&](const auto& f) { std::for_each(rows.begin(), rows.end(), f); },
                   [&](std::size_t row) { return longer.of(values[row]); },
                   std::bit_ceil(64 * (rows.size() + 1)));
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<std::size_t> near;
  for (std::size_t k = 1; k < order.size(); ++k) {
    const double a = values[order[k - 1]];
    const double b = values[order[k]];
    if (b - a > 1.01 * (bound.at(a) + bound.at(b))) continue;  // 1.01: on both sides of 0
    if (near.empty() || near.back() != order[k - 1]) near.push_back(order[k - 1]);
    near.push_back(order[k]);
  }
  std::sort(near.begin(), near.end());
  return near;
}

/// Different doubles for different numbers, in their order; the same for the same.
ZONERANK_INLINE void write_in_order(std::span<double> values, std::span<const std::size_t> rows,
                                    std::span<const Wide> wide) {
  std::vector<std::size_t> order(rows.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return wide[a].value() < wide[b].value(); });
  double last = -std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < order.size(); ++k) {
    if (k == 0 || !(wide[order[k]] == wide[order[k - 1]])) {
      const double nearest = static_cast<double>(wide[order[k]]);
      last =
          nearest > last ? nearest : std::nextafter(last, std::numeric_limits<double>::infinity());
    }
    values[rows[order[k]]] = last;
  }
}

}  // ZONERANK_OWN(settle)

ZONERANK_INLINE double greatest_distance(std::span<const double> values) {
  return fold(
      values, 0.0, [](double x) { return std::abs(x); }, greatest_of);
}

ZONERANK_INLINE std::vector<std::size_t> near_rows(std::span<const double> values,
                                                   const ErrorBound& given, double size) {
  if (given.is_exact()) return {};
  // Ends of intervals are rounded where they are compared, by half a unit of the last bit each.
  const ErrorBound bound = {given.relative + 0x1p-52, given.absolute};
  const Steps steps(size, bound.at(size));
  const std::size_t table = std::bit_ceil(64 * (values.size() + 1));
  if (!steps.are_fine(size, static_cast<double>(table))) return rows_to_compare(values, bound);
  return values.size() <= few_values ? near_among_few(values, bound, steps)
                                     : near_among_many(values, bound, steps, table);
}

ZONERANK_OWN(settle) {

/// Rows that may be nearer to another than the errors, which differ.
ZONERANK_INLINE std::vector<std::size_t> near_within(std::span<const double> values,
                                                     std::span<const double> errors) {
  double error = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!is_missing(values[i]) && !(errors[i] <= error)) error = reach_of(errors[i]);
  }
  return near_rows(values, {0.0, error}, greatest_distance(values));
}

}  // ZONERANK_OWN(settle)

ZONERANK_INLINE std::vector<std::vector<std::size_t>> undecided_rows(
    std::span<const double> values, std::span<const double> errors, std::vector<std::size_t> rows) {
  const auto low = [&](std::size_t i) { return values[i] - reach_of(errors[i]); };
  const auto high = [&](std::size_t i) { return values[i] + reach_of(errors[i]); };
  std::sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
    return low(a) != low(b) ? low(a) < low(b) : a < b;
  });
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t begin = 0; begin < rows.size();) {
    double reach = high(rows[begin]);
    bool certain = errors[rows[begin]] == 0.0;
    std::size_t end = begin + 1;
    for (; end < rows.size() && !(low(rows[end]) > reach); ++end) {
      reach = std::max(reach, high(rows[end]));
      certain = certain && errors[rows[end]] == 0.0;
    }
    if (end - begin > 1 && !certain)
      groups.emplace_back(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                          rows.begin() + static_cast<std::ptrdiff_t>(end));
    begin = end;
  }
  return groups;
}

ZONERANK_INLINE bool are_alike(const MatrixRef& table, std::span<const std::size_t> rows) {
  for (Index j = 0; j < table.cols(); ++j) {
    const auto first = std::bit_cast<std::uint64_t>(table(static_cast<Index>(rows[0]), j));
    for (const std::size_t row : rows) {
      if (std::bit_cast<std::uint64_t>(table(static_cast<Index>(row), j)) != first) return false;
    }
  }
  return true;
}

ZONERANK_INLINE std::size_t settle(std::span<double> values, std::span<const double> errors,
                                   const WideOf& wide_of, const MatrixRef* table) {
  return settle_among(near_within(values, errors), values, errors, wide_of, table);
}

ZONERANK_INLINE std::size_t settle_among(std::vector<std::size_t> near, std::span<double> values,
                                         std::span<const double> errors, const WideOf& wide_of,
                                         const MatrixRef* table) {
  std::vector<std::vector<std::size_t>> groups = undecided_rows(values, errors, std::move(near));
  if (table != nullptr)
    std::erase_if(groups, [&](const auto& rows) { return are_alike(*table, rows); });
  if (groups.empty()) return 0;
  std::vector<std::size_t> all;
  for (const auto& rows : groups) all.insert(all.end(), rows.begin(), rows.end());
  const std::vector<Wide> wide_of_all = wide_of(all);
  std::size_t n_settled = 0;
  std::span<const Wide> rest = wide_of_all;
  for (const std::vector<std::size_t>& rows : groups) {
    const std::span<const Wide> wide = rest.first(rows.size());
    rest = rest.subspan(rows.size());
    // Nothing better than the doubles is known where digits were lost, or where rounding decided
    // something on the way to them (the middle of a weighted median) that the bounds do not tell.
    bool agree = true;
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const double away = std::abs(static_cast<double>(wide[k]) - values[rows[k]]);
      agree = agree && !wide[k].is_lost() && away <= 2.0 * reach_of(errors[rows[k]]);
    }
    if (!agree) continue;
    n_settled += rows.size();
    write_in_order(values, rows, wide);
  }
  return n_settled;
}

}  // namespace zonerank::detail
