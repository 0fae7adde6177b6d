#pragma once
// Rows of CSV text whose cells stand in the plainest way: nearly all of a large file.

#include <cstdint>
#include <string_view>
#include <vector>

#include "headings/layout.hpp"

namespace zonerank::detail {

/// Cells of one row, in one pass over its text. What is not plain in a cell is left to the careful
/// reader; what is not plain in a row (quotes, another number of cells, unusual keys) leaves it the
/// whole row.
class PlainRow {
 public:
  PlainRow(const System& system, const Layout& layout, char separator);

  /// Reads the row at the beginning of `text`, which a zero follows. False: not plain.
  bool read(std::string_view text);
  std::size_t length() const { return length_; }  ///< of the row with its line end

  std::string_view zone, enterprise;
  std::int32_t year = 0;

  enum class State : std::uint8_t { blank, number, careful };
  struct Cell {
    std::int64_t number = 0;
    State state{};
    std::string_view text;  ///< where careful
  };
  const Cell& cell(std::size_t column) const { return cells_[column]; }

 private:
  enum class Kind : std::uint8_t { unread, zone, year, enterprise, number, careful };
  struct Column {
    Kind kind{};
    int places = 0;
  };

  bool is_end(const char* p) const {
    return *p == separator_ || *p == '\n' || *p == '\r' || p == end_;
  }
  bool read_number(const char*& p, int places, Cell& cell) const;
  bool read_year(const char*& p);
  bool read_enterprise(const char*& p);

  std::vector<Column> columns_;
  std::vector<Cell> cells_;
  char separator_;
  const char* end_ = nullptr;
  std::size_t length_ = 0;
};

}  // namespace zonerank::detail
