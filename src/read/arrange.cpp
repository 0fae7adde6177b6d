#include "read/arrange.hpp"

#include <algorithm>
#include <set>

#include "headings/row_marks.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

using Kind = Meaning::Kind;

constexpr std::size_t looked_at = 25;  ///< first rows that tell the layout
constexpr std::size_t no_column = static_cast<std::size_t>(-1);

bool is_field(const Titles& titles, std::string_view cell) {
  return !cell.empty() && !is_number(cell) && titles.meaning(cell).kind == Kind::field;
}

/// Different fields that the cells of a column name, in rows that hold a figure elsewhere.
std::size_t fields_in_column(const std::vector<GridRow>& rows, std::size_t c,
                             const Titles& titles) {
  std::set<std::string> known;
  for (const GridRow& row : rows) {
    if (!is_field(titles, row.cell(c))) continue;
    for (std::size_t other = c + 1; other < row.cells.size(); ++other) {
      if (!is_nothing(row.cells[other]) && is_figure(row.cells[other])) {
        known.insert(simplified(row.cell(c)));
        break;
      }
    }
  }
  return known.size();
}

/// The column whose cells name the most fields; the leftmost of equals.
std::size_t column_of_fields(const std::vector<GridRow>& rows, const Titles& titles) {
  std::size_t best = no_column, most = 0, width = 0;
  for (const GridRow& row : rows) width = std::max(width, row.cells.size());
  for (std::size_t c = 0; c < std::min<std::size_t>(width, 12); ++c) {
    const std::size_t n = fields_in_column(rows, c, titles);
    if (n > most) most = n, best = c;
  }
  return best;
}

/// What the columns under a heading are.
struct Columns {
  std::size_t zone = no_column, year = no_column, enterprise = no_column;
  std::size_t indicator = no_column, value = no_column, unit = no_column;
  std::vector<std::optional<YearHeading>> years;  ///< of every column
  std::vector<bool> known;                        ///< a field without a year

  bool any_year() const {
    return std::any_of(years.begin(), years.end(), [](const auto& y) { return y.has_value(); });
  }
};

Columns columns_of(const HeadingBlock& block, const std::vector<GridRow>& data,
                   const Titles& titles) {
  Columns found;
  int area = 0;
  std::size_t best_share = 0;
  for (std::size_t c = 0; c < block.columns.size(); ++c) {
    const std::string& text = block.columns[c].text;
    const Meaning meaning = titles.meaning(text);
    if (meaning.kind == Kind::zone && (found.zone == no_column || meaning.area < area)) {
      found.zone = c;
      area = meaning.area;
    }
    if (meaning.kind == Kind::year && found.year == no_column) found.year = c;
    if (meaning.kind == Kind::enterprise) found.enterprise = c;
    found.known.push_back(meaning.kind == Kind::field);
    const bool may_have_year = meaning.kind == Kind::unknown;
    found.years.push_back(may_have_year ? titles.year_heading(text) : std::nullopt);
    if (says_value(text) && found.value == no_column) found.value = c;
    if (says_unit(text)) found.unit = c;
    if (!says_indicator(text) || meaning.kind == Kind::field) continue;
    std::size_t n = 0, n_filled = 0;
    for (const GridRow& row : data) {
      n += is_field(titles, row.cell(c)) ? 1 : 0;
      n_filled += row.cell(c).empty() ? 0 : 1;
    }
    if (2 * n >= n_filled && n > best_share) best_share = n, found.indicator = c;
  }
  if (found.indicator != no_column && found.value == no_column && !found.any_year()) {
    std::vector<std::size_t> figures;
    for (std::size_t c = 0; c < block.columns.size(); ++c) {
      if (c == found.zone || c == found.year || c == found.indicator) continue;
      const bool all =
          !data.empty() && std::all_of(data.begin(), data.end(),
                                       [&](const GridRow& r) { return is_figure(r.cell(c)); });
      if (all) figures.push_back(c);
    }
    if (figures.size() == 1) found.value = figures.front();
  }
  return found;
}

std::vector<GridRow> data_rows(const HeadingBlock& block, const std::vector<GridRow>& first) {
  std::vector<GridRow> rows;
  for (const GridRow& row : first) {
    if (block.line > 0 && row.line > block.last_line) rows.push_back(row);
  }
  return rows;
}

/// The name of a file or sheet without its folder, its ending and a year.
std::string stem_of(const FileContext& context) {
  std::string name = context.sheet;
  if (name.empty()) {
    name = context.place.file.substr(context.place.file.find_last_of("/\\") + 1);
    name.resize(std::min(name.find_last_of('.'), name.size()));
  }
  for (const YearHeading& year : years_in_heading(name)) {
    if (!year.title.empty()) name = year.title;
  }
  return name;
}

class Arranger {
 public:
  Arranger(const HeadingBlock& block, CsvCells& cells, const Titles& titles,
           const FileContext& context, Problems& problems)
      : block_(block),
        cells_(cells),
        titles_(titles),
        context_(context),
        problems_(problems),
        figures_(context.place, titles, problems) {}

  Rearranged from_columns(bool has_indicators) {
    read_data();
    const Columns columns = columns_of(block_, first_of(rows_), titles_);
    if (has_indicators && columns.indicator == no_column) {
      fail_layout(words("a long table", "长表（一行一个指标）"),
                  words("no column names the indicators", "没有一列给出指标名称"),
                  words("head it indicator or 指标, and the column of figures value or 数值",
                        "请把该列命名为 指标 或 indicator，把数值列命名为 数值 或 value"));
    }
    if (has_indicators && columns.value == no_column && !columns.any_year()) {
      fail_layout(words("a long table", "长表（一行一个指标）"),
                  words("no column holds the figures", "没有一列是数值"),
                  words("head it value or 数值", "请把该列命名为 数值 或 value"));
    }
    const std::string series = has_indicators ? "" : title_of_series(columns);
    const int latest = latest_year(columns);
    note_columns_without_year(columns, has_indicators, latest);
    std::string zone;
    for (const GridRow& row : rows_) {
      Figures::Key key;
      key.zone = columns.zone == no_column ? "" : std::string(row.cell(columns.zone));
      if (columns.enterprise != no_column) key.enterprise = row.cell(columns.enterprise);
      if (key.zone.empty() && columns.zone != no_column) {
        if (is_without_figures(row, columns)) continue;
        key.zone = zone;  // written once over several rows
      }
      zone = key.zone;
      if (set_aside(row, columns)) continue;
      ColumnTitle title;
      if (has_indicators) title.text = row.cell(columns.indicator);
      if (columns.unit != no_column && has_indicators) title.unit = row.cell(columns.unit);
      int year = 0;
      if (columns.year != no_column) year = year_of(row, columns.year);
      if (columns.value != no_column && has_indicators) {
        key.year = year;
        figures_.add(key, title, row.cell(columns.value), row.line);
        continue;
      }
      for (std::size_t c = 0; c < columns.years.size(); ++c) {
        const auto& heading = columns.years[c];
        if (!heading && (has_indicators || !columns.known[c])) continue;
        key.year = heading ? heading->year : latest;
        ColumnTitle of = title;
        if (!has_indicators) {
          of = block_.columns[c];
          if (heading) of.text = heading->title.empty() ? series : heading->title;
        }
        const std::string_view cell = row.cell(c);
        if (!is_nothing(cell)) figures_.add(key, of, cell, row.line);
      }
    }
    return finish(has_indicators ? words("a long table", "长表（一行一个指标）")
                                 : words("a table with years as columns", "以年份为列的表"),
                  block_.titles, block_.line);
  }

  Rearranged from_indicators() {
    read_data();
    const std::size_t c = column_of_fields(first_of(rows_), titles_);
    const Argument layout = words("a table with indicators as rows", "以指标为行的表");
    if (c == no_column) {
      fail_layout(
          layout,
          words("no cell of a column is a known name of a field", "没有一列的单元格是已知的字段名"),
          words("name the indicators as the system does, or give --rename \"old=new\"",
                "请使用体系中的指标名称，或用 --rename \"旧名=新名\""));
    }
    std::size_t first = 0;
    while (first < rows_.size() &&
           !(is_field(titles_, rows_[first].cell(c)) && has_figure(rows_[first], c)))
      ++first;
    const std::size_t top = heading_rows(first, c);
    const std::vector<Column> columns = figure_columns(top, first, c);
    std::vector<TitleRow> above;
    for (std::size_t r = 0; r < top; ++r) above.push_back({rows_[r].line, text_of(rows_[r])});
    bool any_zone = false;
    for (const Column& column : columns) any_zone = any_zone || !column.key.zone.empty();
    if (columns.empty()) {
      fail_layout(layout,
                  words("no row over them names the zones or years of the columns",
                        "其上没有一行给出各列的高新区或年份"),
                  words("write the names of the zones over the columns of figures",
                        "请在数值各列之上写明高新区名称"));
    }
    const std::string own = any_zone ? "" : stem_of(context_);
    if (!any_zone) problems_.add(Code::zone_from_name, context_.place, own);
    for (std::size_t r = first; r < rows_.size(); ++r) {
      const GridRow& row = rows_[r];
      if (row.cell(c).empty() || !has_figure(row, c)) continue;
      if (is_footnote(row.cell(c))) break;
      ColumnTitle title{std::string(row.cell(c)), ""};
      if (unit_column_ != no_column) title.unit = row.cell(unit_column_);
      if (is_nothing(title.unit)) title.unit.clear();
      for (const Column& column : columns) {
        if (is_nothing(row.cell(column.at))) continue;
        Figures::Key key = column.key;
        if (!any_zone) key.zone = own;
        figures_.add(key, title, row.cell(column.at), row.line);
      }
    }
    return finish(layout, above, top < rows_.size() ? rows_[top].line : 0);
  }

  /// One table an appearance of the column of zones.
  std::vector<Rearranged> side_by_side() {
    read_data();
    std::vector<std::size_t> begins;
    std::string key;
    for (std::size_t c = 0; c < block_.columns.size(); ++c) {
      const std::string text = simplified(block_.columns[c].text);
      if (titles_.meaning(text).kind != Kind::zone || (!key.empty() && text != key)) continue;
      key = text;
      begins.push_back(c);
    }
    const std::size_t lead = begins.front();  // such as a column of numbers before the zones
    for (std::size_t& begin : begins) {
      const bool repeats = begin >= lead && simplified(block_.columns[begin - lead].text) ==
                                                simplified(block_.columns.front().text);
      if (repeats) begin -= lead;
    }
    std::vector<Rearranged> tables;
    for (std::size_t k = 0; k < begins.size(); ++k) {
      const std::size_t end = k + 1 < begins.size() ? begins[k + 1] : block_.columns.size();
      Rearranged table;
      table.line = block_.line;
      if (k == 0) table.titles = block_.titles;
      table.layout = k == 0 ? words("tables side by side", "左右并排的表") : Argument();
      for (std::size_t c = begins[k]; c < end; ++c) table.columns.push_back(block_.columns[c]);
      for (const GridRow& row : rows_) {
        Rearranged::Row part;
        for (std::size_t c = begins[k]; c < end; ++c) part.cells.emplace_back(row.cell(c));
        const bool blank = std::all_of(part.cells.begin(), part.cells.end(),
                                       [](const std::string& cell) { return cell.empty(); });
        part.lines.assign(part.cells.size(), row.line);
        if (!blank) table.rows.push_back(std::move(part));
      }
      tables.push_back(std::move(table));
    }
    return tables;
  }

 private:
  struct Column {
    std::size_t at = 0;
    Figures::Key key;
  };

  [[noreturn]] void fail_layout(const Argument& layout, const Argument& why,
                                const Argument& cure) const {
    fail(Code::unclear_layout, context_.place.with_line(block_.line), layout, {why, cure, layout});
  }

  static std::vector<GridRow> first_of(const std::vector<GridRow>& rows) {
    return {rows.begin(),
            rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), looked_at))};
  }

  void read_data() {
    std::vector<std::string_view> cells;
    for (CsvCells::Mark at = cells_.mark(); cells_.next(cells); at = cells_.mark()) {
      if (block_.line > 0 && !rows_.empty() && is_heading_again(cells, titles_)) {
        cells_.go_to(at);
        break;
      }
      GridRow row;
      for (const std::string_view cell : cells) row.cells.emplace_back(trim(cell));
      row.line = cells_.line();
      rows_.push_back(std::move(row));
    }
  }

  static std::string text_of(const GridRow& row) {
    std::vector<std::string> texts;
    for (const std::string& cell : row.cells) {
      if (!cell.empty()) texts.push_back(cell);
    }
    return join(texts, " | ");
  }

  static bool has_figure(const GridRow& row, std::size_t after) {
    for (std::size_t c = after + 1; c < row.cells.size(); ++c) {
      if (!row.cells[c].empty() && is_figure(row.cells[c])) return true;
    }
    return false;
  }

  bool is_without_figures(const GridRow& row, const Columns& columns) const {
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const bool is_key = c == columns.zone || c == columns.year || c == columns.enterprise;
      if (!is_key && !is_nothing(row.cells[c])) return false;
    }
    return true;
  }

  /// Notes and captions under the data. A note's further lines follow it.
  bool set_aside(const GridRow& row, const Columns& columns) {
    const std::string_view name = columns.zone == no_column ? row.cell(0) : row.cell(columns.zone);
    const bool alone = row.n_filled() == 1;
    const bool is_note = is_footnote(row.cell(0)) || is_footnote(name) || is_caption(name) ||
                         (alone && in_notes_ && continues_note(row.cell(0)));
    if (!is_note) return in_notes_ = false;
    in_notes_ = true;
    problems_.add(Code::text_row, context_.place.with_line(row.line), text_of(row));
    return true;
  }

  int year_of(const GridRow& row, std::size_t column) const {
    const std::string_view cell = row.cell(column);
    const auto years = years_in_heading(cell);
    if (!years.empty() && is_year(cell)) return years.front().year;
    problems_.add(Code::bad_year,
                  context_.place.with_line(row.line).with_column(block_.columns[column].text),
                  std::string(cell));
    return 0;
  }

  static int latest_year(const Columns& columns) {
    int latest = 0;
    for (const auto& year : columns.years) {
      if (year) latest = std::max(latest, year->year);
    }
    return latest;
  }

  void note_columns_without_year(const Columns& columns, bool has_indicators, int latest) {
    if (has_indicators) return;
    for (std::size_t c = 0; c < columns.known.size(); ++c) {
      if (!columns.known[c]) continue;
      problems_.add(Code::column_without_year, context_.place, block_.columns[c].text,
                    {std::to_string(latest)});
    }
  }

  /// Which figure a table of years alone holds: a title says it, or the name of the sheet or file.
  std::string title_of_series(const Columns& columns) {
    const bool needed = std::any_of(columns.years.begin(), columns.years.end(),
                                    [](const auto& y) { return y && y->title.empty(); });
    if (!needed) return {};
    for (const TitleRow& row : block_.titles) {
      for (std::string part : split_title(row.text)) {
        const std::string text = half_width(part);
        const std::size_t colon = std::min(text.find(':'), text.find("："));
        if (colon != text.npos) {
          const std::string word = text.substr(0, colon);
          const std::size_t skip =
              text.compare(colon, 1, ":") == 0 ? 1 : std::string_view("：").size();
          if (!says_indicator(word)) continue;
          part = std::string(trim(text.substr(colon + skip)));
          unknown_series_ = part;
        }
        if (is_field(titles_, part)) return part;
      }
    }
    const std::string stem = stem_of(context_);
    for (const std::string& name : {context_.sheet, stem}) {
      if (is_field(titles_, name)) return name;
    }
    if (!unknown_series_.empty()) return unknown_series_;  // told as an unknown column
    std::vector<std::string> years;
    for (const auto& year : columns.years) {
      if (year && years.size() < 3) years.push_back(std::to_string(year->year));
    }
    fail_layout(words("a table with years as columns", "以年份为列的表"),
                words("nothing says which figure stands under {0}", "没有说明这些列是哪项指标：{0}",
                      {listed_names(years)}),
                words("write it over the table, as in 指标：营业收入(亿元), or name the file or "
                      "sheet after it",
                      "请在表格上方写明，如 指标：营业收入(亿元)，或以指标命名文件或工作表"));
  }

  static std::vector<std::string> split_title(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find(" | ", begin), text.size());
      parts.emplace_back(trim(text.substr(begin, end - begin)));
      begin = end + 3;
    }
    return parts;
  }

  /// The first row of the heading over indicators as rows: the row above them, and the one over it
  /// where one of the two holds years.
  std::size_t heading_rows(std::size_t first, std::size_t c) const {
    if (first == 0) return 0;
    const auto filled_right = [&](std::size_t r) {
      std::size_t n = 0;
      for (std::size_t k = c + 1; k < rows_[r].cells.size(); ++k)
        n += rows_[r].cells[k].empty() ? 0 : 1;
      return n;
    };
    const auto years_alone = [&](std::size_t r) {
      std::size_t n = 0;
      for (std::size_t k = c + 1; k < rows_[r].cells.size(); ++k) {
        if (rows_[r].cells[k].empty()) continue;
        if (!is_year(rows_[r].cells[k])) return false;
        ++n;
      }
      return n > 0;
    };
    const std::size_t below = first - 1;
    const bool two =
        below > 0 && filled_right(below - 1) > 0 && (years_alone(below) != years_alone(below - 1));
    return two ? below - 1 : below;
  }

  std::vector<Column> figure_columns(std::size_t top, std::size_t first, std::size_t c) {
    std::size_t width = 0;
    for (const GridRow& row : rows_) width = std::max(width, row.cells.size());
    std::vector<std::string> texts(width);
    std::vector<Column> columns;
    bool all_combined = true;
    std::string above;
    for (std::size_t k = c + 1; k < width; ++k) {
      Column column;
      column.at = k;
      std::string zone;
      for (std::size_t r = top; r < first; ++r) {
        std::string text(rows_[r].cell(k));
        if (r == top && first - top == 2) {
          if (!text.empty()) above = text;
          text = above;  // merged over several columns
        }
        if (text.empty()) continue;
        if (says_unit(text)) unit_column_ = k;
        if (is_year(text))
          column.key.year = years_in_heading(text).front().year;
        else
          zone = text;
      }
      if (k == unit_column_ || !holds_figures(k, first, c)) continue;
      column.key.zone = zone;
      if (column.key.year == 0 && zone.empty()) continue;
      const auto parts = years_in_heading(zone);
      all_combined =
          all_combined && column.key.year == 0 && !parts.empty() && !parts.back().title.empty();
      columns.push_back(std::move(column));
    }
    for (Column& column : columns) {  // 北京2019, 北京2020
      if (!all_combined) break;
      const YearHeading parts = years_in_heading(column.key.zone).back();
      column.key = {parts.title, "", parts.year};
    }
    return columns;
  }

  /// Figures and nothing else, in the rows that name a field.
  bool holds_figures(std::size_t k, std::size_t first, std::size_t c) const {
    std::size_t n = 0;
    for (std::size_t r = first; r < rows_.size(); ++r) {
      if (!is_field(titles_, rows_[r].cell(c))) continue;
      const std::string_view cell = rows_[r].cell(k);
      if (!is_figure(cell)) return false;
      n += is_nothing(cell) ? 0 : 1;
    }
    return n > 0;
  }

  Rearranged finish(const Argument& layout, const std::vector<TitleRow>& titles,
                    std::size_t line) const {
    Rearranged table;
    table.layout = layout;
    table.line = line;
    table.titles = titles;
    figures_.write(table);
    return table;
  }

  const HeadingBlock& block_;
  CsvCells& cells_;
  const Titles& titles_;
  const FileContext& context_;
  Problems& problems_;
  Figures figures_;
  std::vector<GridRow> rows_;
  std::size_t unit_column_ = no_column;
  std::string unknown_series_;
  bool in_notes_ = false;
};

bool is_side_by_side(const HeadingBlock& block, const Titles& titles) {
  std::set<std::string> seen;
  for (const ColumnTitle& column : block.columns) {
    if (titles.meaning(column.text).kind != Kind::zone) continue;
    if (!seen.insert(simplified(column.text)).second) return true;
  }
  return false;
}

}  // namespace

Shape shape_of(const HeadingBlock& block, const std::vector<GridRow>& first, const Titles& titles,
               const TableFormat& format) {
  const std::vector<std::string>& names = layout_names();
  if (!format.layout.empty()) {
    const auto given = std::find(names.begin(), names.end(), format.layout);
    if (given == names.end()) {
      fail(Code::unknown_value, "layout", format.layout, {suggestion(format.layout, names)});
    }
    return static_cast<Shape>(given - names.begin());
  }
  const std::vector<GridRow> data = data_rows(block, first);
  const Columns columns = columns_of(block, data, titles);
  const bool has_zone = columns.zone != no_column;
  const bool has_figures = columns.value != no_column || columns.any_year();
  if (has_zone && columns.indicator != no_column && has_figures) return Shape::long_rows;
  const auto n_known =
      static_cast<std::size_t>(std::count(columns.known.begin(), columns.known.end(), true));
  if (const std::size_t c = column_of_fields(first, titles); c != no_column) {
    const std::size_t n = fields_in_column(first, c, titles);
    const bool is_named = std::any_of(first.begin(), first.end(),
                                      [&](const GridRow& r) { return says_indicator(r.cell(c)); });
    if (n > n_known && n >= (is_named || block.line == 0 ? 1U : 2U))
      return Shape::indicators_as_rows;
  }
  if (block.line == 0) return Shape::rows;
  if (is_side_by_side(block, titles)) return Shape::side_by_side;
  if (columns.any_year() && columns.year == no_column) return Shape::years_as_columns;
  return Shape::rows;
}

std::vector<Rearranged> rearrange(Shape shape, const HeadingBlock& block, CsvCells& cells,
                                  const Titles& titles, const FileContext& context,
                                  Problems& problems) {
  Arranger arranger(block, cells, titles, context, problems);
  if (shape == Shape::side_by_side) return arranger.side_by_side();
  if (shape == Shape::indicators_as_rows) return {arranger.from_indicators()};
  return {arranger.from_columns(shape == Shape::long_rows)};
}

bool is_heading_again(const std::vector<std::string_view>& cells, const Titles& titles) {
  bool is_key = false;
  std::size_t n_known = 0;
  for (const std::string_view cell : cells) {
    const std::string_view text = trim(cell);
    if (text.empty()) continue;
    if (is_number(text) && !is_year(text)) return false;
    const Meaning meaning = titles.meaning(text);
    is_key = is_key || meaning.kind == Kind::zone;
    n_known += meaning.kind == Kind::field || titles.year_heading(text) ? 1 : 0;
  }
  return is_key && n_known > 0;
}

}  // namespace zonerank::detail
