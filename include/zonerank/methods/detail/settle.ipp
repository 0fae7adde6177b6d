#pragma once
#include "zonerank/methods/detail/settle.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "zonerank/core/build.hpp"
#include "zonerank/core/types.hpp"

namespace zonerank::detail {
ZONERANK_OWN(settle) {

/// A set of numbers below a size.
class Marks {
 public:
  explicit Marks(std::size_t size) : words_(size / 64 + 2) {}
  bool has(std::size_t k) const { return (words_[k / 64] >> (k % 64) & 1) != 0; }
  void add(std::size_t k) { words_[k / 64] |= std::uint64_t{1} << (k % 64); }
  /// It, the one before, or the one after.
  bool has_near(std::size_t k) const {
    const std::size_t from = k == 0 ? 0 : k - 1;
    const std::uint64_t low = words_[from / 64] >> (from % 64);
    const std::uint64_t next = from % 64 > 61 ? words_[from / 64 + 1] << (64 - from % 64) : 0;
    return ((low | next) & (k == 0 ? 3 : 7)) != 0;
  }

 private:
  std::vector<std::uint64_t> words_;
};

/// What is not known may be anything.
ZONERANK_INLINE double reach_of(double error) {
  return is_missing(error) ? std::numeric_limits<double>::infinity() : error;
}

/// The values of a column that are present, in steps so fine that only values that are nearly
/// equal share one.
class Steps {
 public:
  Steps(std::span<const double> values, std::span<const double> errors) : values_(values) {
    double greatest = -std::numeric_limits<double>::infinity();
    double error = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (is_missing(values[i])) continue;
      ++n_present_;
      least_ = values[i] < least_ ? values[i] : least_;
      greatest = values[i] > greatest ? values[i] : greatest;
      error = errors[i] <= error ? error : reach_of(errors[i]);
    }
    table_ = std::bit_ceil(64 * (n_present_ + 1));
    const double width = greatest - least_;
    scale_ = std::min(finest / width, 0.25 / error);  // what may be equal is a step apart at most
    is_fine_ = scale_ * width >= static_cast<double>(table_) && std::isfinite(scale_);
  }

  std::size_t n_present() const { return n_present_; }
  bool is_fine() const { return is_fine_; }
  std::size_t table() const { return table_; }  ///< a power of two
  std::uint64_t of(std::size_t i) const {
    return static_cast<std::uint64_t>((values_[i] - least_) * scale_);
  }

 private:
  static constexpr double finest = 0x1p40;

  std::span<const double> values_;
  std::size_t n_present_ = 0;
  std::size_t table_ = 0;
  double least_ = std::numeric_limits<double>::infinity();
  double scale_ = 0.0;
  bool is_fine_ = false;
};

/// Those of the rows whose step, or one beside it, another row has, as far as a table of marks of
/// some of the steps' bits tells: nearly all rows are sorted out by one look at it.
ZONERANK_INLINE void keep_crowded(std::vector<std::size_t>& rows, const Steps& steps,
                                  std::uint64_t divisor) {
  const std::size_t last = steps.table() - 1;
  const auto mark_of = [&](std::size_t row) {
    return static_cast<std::size_t>(steps.of(row) / divisor) & last;
  };
  Marks seen(steps.table());
  std::vector<std::size_t> crowded;
  for (const std::size_t row : rows) {
    const std::size_t at = mark_of(row);
    // The last step of the table is beside the first.
    if (seen.has_near(at) || (at == 0 && seen.has(last)) || (at == last && seen.has(0)))
      crowded.push_back(at);
    seen.add(at);
  }
  if (crowded.empty()) return rows.clear();
  Marks near(steps.table());
  for (const std::size_t at : crowded) {
    near.add(at);
    if (at == 0) near.add(last);
    if (at == last) near.add(0);
  }
  std::erase_if(rows, [&](std::size_t row) { return !near.has_near(mark_of(row)); });
}

/// Rows that may be near another.
ZONERANK_INLINE std::vector<std::size_t> rows_that_may_be_near(std::span<const double> values,
                                                               std::span<const double> errors) {
  const Steps steps(values, errors);
  std::vector<std::size_t> rows;
  if (steps.n_present() < 2) return rows;
  rows.reserve(steps.n_present());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!is_missing(values[i])) rows.push_back(i);
  }
  if (!steps.is_fine()) return rows;
  keep_crowded(rows, steps, 1);                                 // by the last bits of the steps
  if (!rows.empty()) keep_crowded(rows, steps, steps.table());  // by those before them
  return rows;
}

/// Different doubles for different numbers, in their order; the same for the same.
ZONERANK_INLINE void write_in_order(std::span<double> values, std::vector<std::size_t> rows,
                                    std::vector<Wide> wide) {
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

ZONERANK_INLINE std::vector<std::vector<std::size_t>> undecided_rows(
    std::span<const double> values, std::span<const double> errors) {
  std::vector<std::size_t> rows = rows_that_may_be_near(values, errors);
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
  std::size_t n_settled = 0;
  for (std::vector<std::size_t>& rows : undecided_rows(values, errors)) {
    if (table != nullptr && are_alike(*table, rows)) continue;
    std::vector<Wide> wide = wide_of(rows);
    // Nothing better than the doubles is known where digits were lost, or where rounding decided
    // something on the way to them (the middle of a weighted median) that the bounds do not tell.
    bool agree = true;
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const double away = std::abs(static_cast<double>(wide[k]) - values[rows[k]]);
      agree = agree && !wide[k].is_lost() && away <= 2.0 * reach_of(errors[rows[k]]);
    }
    if (!agree) continue;
    n_settled += rows.size();
    write_in_order(values, std::move(rows), std::move(wide));
  }
  return n_settled;
}

}  // namespace zonerank::detail
