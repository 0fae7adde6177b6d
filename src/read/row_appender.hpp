#pragma once
// Plain rows into the columns of a table.

#include <vector>

#include "read/plain_rows.hpp"

namespace zonerank::detail {

/// Copies what PlainRows has read, many rows and several columns at a time. The rows' zones, years
/// and lines are put down by who knows them.
class RowAppender {
 public:
  /// @param codes  the numbers of table.codes
  RowAppender(RowTable& table, TextNumbers& codes, const System& system, const Layout& layout,
              int threads)
      : table_(table), codes_(codes), system_(system), layout_(layout), threads_(threads) {}

  /// Notes rows in [first, end), which append() copies.
  void add(PlainRows& rows, std::size_t first, std::size_t end);

  /// Copies the rows noted; until then the table's columns lack them.
  /// @param expected  rows of the whole table, about
  void append(std::size_t expected = 0);

 private:
  struct Piece {
    PlainRows* rows;
    std::size_t first, end;
  };
  void append_enterprises(std::size_t expected);
  void append_column(std::size_t k, std::size_t expected);

  RowTable& table_;
  TextNumbers& codes_;
  const System& system_;
  const Layout& layout_;
  int threads_;
  std::vector<Piece> pieces_;
  std::size_t n_rows_ = 0;
};

}  // namespace zonerank::detail
