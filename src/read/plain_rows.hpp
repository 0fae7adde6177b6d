#pragma once
// Rows of CSV text whose cells stand in the plainest way: nearly all of a large file.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cells/cell.hpp"
#include "headings/layout.hpp"
#include "read/dictionary.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank::detail {

/// What a cell of a figure says.
struct CellFigure {
  std::int64_t value = 0;
  double real = 0.0;
  bool blank = false;
  std::optional<Code> failure;
};

/// The figure in a cell of a field that is no code.
CellFigure read_figure(std::string_view cell, const Field& field, const CellRules& rules,
                       CellNotes& notes);

/// The rows of a stretch of text that can be read without asking anything: each in one line, quotes
/// only around whole cells, an enterprise's code of letters and digits, and no cell of which there
/// is something to say. The others are left to the careful reader, as is what a zone is called.
class PlainRows {
 public:
  PlainRows(const System& system, const Layout& layout, char separator);
  PlainRows(const PlainRows&) = delete;
  PlainRows& operator=(const PlainRows&) = delete;

  /// Reads the lines of text in [begin, end). A zero follows the text.
  void read(std::string_view text, std::size_t begin, std::size_t end);

  std::size_t begin() const { return begin_; }
  std::size_t end() const { return end_; }
  std::size_t size() const { return starts_.size(); }

  /// The row that begins at `position`; size() where there is none.
  std::size_t find(std::size_t position) const;
  std::size_t start(std::size_t row) const { return begin_ + starts_[row]; }
  /// Where the row and its line end stop.
  std::size_t stop(std::size_t row) const { return begin_ + stops_[row]; }

  /// Columns have an entry a row (and more); values of codes are numbers of code_texts().
  struct Figures {
    std::vector<std::int64_t> values;
    std::vector<double> reals;
    std::vector<std::uint8_t> valid;
  };
  /// In the order of the layout's active columns.
  const std::vector<Figures>& figures() const { return figures_; }
  std::vector<Figures>& figures() { return figures_; }
  const std::vector<std::int32_t>& zones() const { return zones_; }  ///< of zone_texts()
  const std::vector<std::int32_t>& years() const { return years_; }
  const std::vector<std::string_view>& enterprises() const { return enterprises_; }
  const std::vector<std::string_view>& zone_texts() const { return zone_numbers_.texts(); }
  const std::vector<std::string>& code_texts() const { return code_texts_; }

 private:
  enum class Kind : std::uint8_t { unread, zone, year, enterprise, number, code, careful };
  struct Column {
    Kind kind{};
    int places = 0;
    std::size_t figures = 0;  ///< its place among the active columns
    std::int64_t* values = nullptr;
    std::uint8_t* valid = nullptr;
  };
  void make_room(std::size_t rows);
  inline bool read_row(const char*& p);
  inline bool read_number(const Column& column, const char*& p);
  bool read_other(const Column& column, std::size_t c, const char* begin, const char* end);
  bool read_code(const Column& column, std::string_view cell);
  bool read_careful(const Column& column, std::size_t c, std::string_view cell);
  inline const char* cell_end(const char* p) const;
  bool is_end(const char* p) const {
    return *p == separator_ || *p == '\n' || *p == '\r' || p == text_end_;
  }

  const System& system_;
  const Layout& layout_;
  char separator_;
  std::vector<Column> columns_;
  const char* text_end_ = nullptr;
  std::size_t begin_ = 0, end_ = 0;
  std::size_t row_ = 0;  ///< that is read
  std::vector<std::uint32_t> starts_, stops_;
  std::vector<Figures> figures_;
  std::vector<std::int32_t> zones_, years_;
  std::vector<std::string_view> enterprises_;
  ViewNumbers zone_numbers_, raw_codes_;
  std::vector<std::int32_t> codes_;  ///< of each raw code; -1: not plain, -2: blank
  std::vector<std::string> code_texts_;
  CellNotes notes_;
};

}  // namespace zonerank::detail
