#include "headings/grid.hpp"

#include <algorithm>

#include "cells/cell.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {

std::size_t GridRow::n_filled() const {
  return static_cast<std::size_t>(std::count_if(
      cells.begin(), cells.end(), [](const std::string& cell) { return !cell.empty(); }));
}

std::vector<GridRow> next_rows(CsvCells& reader, std::size_t most) {
  std::vector<GridRow> rows;
  std::vector<std::string_view> cells;
  try {
    while (rows.size() < most && reader.next(cells)) {
      GridRow row;
      for (const std::string_view cell : cells) row.cells.emplace_back(trim(cell));
      row.line = reader.line();
      row.end = reader.mark();
      rows.push_back(std::move(row));
    }
  } catch (const Error&) {  // an open quote further down is found again where the rows are read
    if (rows.empty()) throw;
  }
  return rows;
}

bool is_number(std::string_view cell) {
  constexpr std::size_t longest = 1000;  // bytes; no exact figure has so many
  if (cell.size() > longest) return false;
  std::string text = half_width(cell);
  text.erase(std::remove(text.begin(), text.end(), ','), text.end());
  return parse_decimal(trim(text)).has_value();
}

bool is_nothing(std::string_view cell) {
  CellNotes ignored;
  return cell.empty() || is_blank_mark(cell, ignored);
}

bool is_figure(std::string_view cell) {
  if (is_nothing(cell) || is_number(cell)) return true;
  if (cell.size() > 40) return false;
  const std::string text = half_width(cell);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::size_t first = text.find_first_not_of("+-(<>~. ");
  if (first == text.npos || !is_digit(text[first]))
    return text.find_first_not_of(".:*-") == text.npos;
  const auto n = std::count_if(text.begin(), text.end(), is_digit);
  return 2 * static_cast<std::size_t>(n) >= text.size() || text.ends_with('%');
}

void Figures::add(const Key& key, const ColumnTitle& title, std::string_view cell,
                  std::size_t line) {
  if (cell.empty()) return;
  const auto [column, is_new_column] =
      columns_.emplace(std::pair{title.text, title.unit}, titles_.size());
  if (is_new_column) titles_.push_back(title);
  const auto [row, is_new_row] = rows_.emplace(key, keys_.size());
  if (is_new_row) {
    keys_.push_back(key);
    cells_.emplace_back();
  }
  const auto [found, is_new] =
      cells_[row->second].emplace(column->second, Cell{std::string(cell), line});
  if (is_new || found->second.text == cell) return;
  if (known_.meaning(title.text).kind != Meaning::Kind::field) return;  // nobody uses it
  std::string of = key.zone;
  if (!key.enterprise.empty()) of += ", " + key.enterprise;
  if (key.year > 0) of += ", " + std::to_string(key.year);
  problems_.add(
      Code::repeated_figure, file_.with_line(line), title.text,
      {of, words("{0} (line {1})", "{0}（第 {1} 行）", {found->second.text, found->second.line}),
       std::string(cell)});
}

void Figures::write(Rearranged& table) const {
  const bool has_enterprise = std::any_of(keys_.begin(), keys_.end(),
                                          [](const Key& key) { return !key.enterprise.empty(); });
  const bool has_year =
      std::any_of(keys_.begin(), keys_.end(), [](const Key& key) { return key.year > 0; });
  table.columns.push_back({"zone"});
  if (has_enterprise) table.columns.push_back({"enterprise"});
  if (has_year) table.columns.push_back({"year"});
  const std::size_t n_keys = table.columns.size();
  table.columns.insert(table.columns.end(), titles_.begin(), titles_.end());
  for (std::size_t r = 0; r < keys_.size(); ++r) {
    const Key& key = keys_[r];
    const std::size_t line = cells_[r].begin()->second.line;
    Rearranged::Row row{std::vector<std::string>(table.columns.size()),
                        std::vector<std::size_t>(table.columns.size(), line)};
    std::size_t c = 0;
    row.cells[c++] = key.zone;
    if (has_enterprise) row.cells[c++] = key.enterprise;
    if (has_year && key.year > 0) row.cells[c] = std::to_string(key.year);
    for (const auto& [column, cell] : cells_[r]) {
      row.cells[n_keys + column] = cell.text;
      row.lines[n_keys + column] = cell.line;
    }
    table.rows.push_back(std::move(row));
  }
}

}  // namespace zonerank::detail
