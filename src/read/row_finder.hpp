#pragma once
// Joined rows found by enterprise and year.

#include <algorithm>
#include <tuple>

#include "rollup/row_index.hpp"

namespace zonerank::detail {

/// Looks beside the row found last, which is where it is when forms stand in one order; goes on by
/// comparing while the rows and what is looked for are in order of their keys; else it hashes.
class RowFinder {
 public:
  static constexpr std::uint32_t none = RowIndex::none;

  /// The row of the enterprise in the year, or none; `guess` is tried first.
  std::uint32_t find(const RowTable& rows, std::string_view enterprise, std::int32_t year,
                     std::uint32_t guess) {
    const Key wanted{year, enterprise};
    if (guess < rows.size() && key(rows, guess) == wanted) return guess;
    if (in_order_ && n_far_ < most_far) return find_in_order(rows, wanted, guess);
    for (; n_indexed_ < rows.size(); ++n_indexed_)
      index_.add(rows, static_cast<std::uint32_t>(n_indexed_));
    return index_.find(rows, enterprise, year);
  }

  /// Whether the keys of a table's rows rise, so that none stands there twice.
  static bool are_in_order(const RowTable& rows) {
    for (std::size_t row = 1; row < rows.size(); ++row) {
      if (!(key(rows, row - 1) < key(rows, row))) return false;
    }
    return true;
  }

  /// The last of the rows is new.
  void add_last(const RowTable& rows) {
    const std::size_t last = rows.size() - 1;
    in_order_ = in_order_ && (last == 0 || key(rows, last - 1) < key(rows, last));
  }

 private:
  using Key = std::tuple<std::int32_t, std::string_view>;
  static constexpr std::size_t near = 64;
  static constexpr std::size_t most_far = 1000;  ///< then the order of the tables differs

  static Key key(const RowTable& rows, std::size_t row) {
    return {rows.year[row], rows.enterprises[row]};
  }

  std::uint32_t find_in_order(const RowTable& rows, const Key& wanted, std::size_t guess) {
    const std::size_t n = rows.size();
    guess = std::min(guess, n);
    std::size_t begin = 0, end = guess;
    if (guess == 0 || key(rows, guess - 1) < wanted) {
      begin = guess;
      std::size_t step = 1;
      for (end = guess; end < n && key(rows, end) < wanted; step *= 2) {
        begin = end + 1;
        end = std::min(n, end + step);
      }
      end = std::min(n, end + 1);
      if (step > near && begin < n) ++n_far_;
    } else {
      ++n_far_;
    }
    while (begin < end) {
      const std::size_t middle = begin + (end - begin) / 2;
      if (key(rows, middle) < wanted)
        begin = middle + 1;
      else
        end = middle;
    }
    return begin < n && key(rows, begin) == wanted ? static_cast<std::uint32_t>(begin) : none;
  }

  bool in_order_ = true;
  std::size_t n_far_ = 0, n_indexed_ = 0;
  RowIndex index_;
};

}  // namespace zonerank::detail
