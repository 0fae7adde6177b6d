// Rows of cells to columns of values.

#include <algorithm>
#include <numeric>

#include "cells/cell.hpp"
#include "headings/cell_rules.hpp"
#include "headings/heading.hpp"
#include "headings/heading_block.hpp"
#include "headings/layout.hpp"
#include "headings/row_marks.hpp"
#include "headings/title_rows.hpp"
#include "headings/zone_column.hpp"
#include "headings/zone_name.hpp"
#include "read/arrange.hpp"
#include "read/dictionary.hpp"
#include "read/plain_ahead.hpp"
#include "read/row_appender.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/read/csv.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank {
namespace {

using detail::CellNotes;
using detail::CellValue;
using detail::Heading;
using detail::RowAppender;
using Role = Heading::Role;

/// The rows of one table: of the text from its heading on, or of a table made of another layout.
class RowReader {
 public:
  /// @param facts  what the titles said over the table before, and then over this one
  RowReader(const System& system, const FileContext& context, const detail::Titles& titles,
            detail::TitleFacts& facts, Problems& problems)
      : system_(system),
        context_(context),
        titles_(titles),
        facts_(facts),
        problems_(problems),
        zones_(table_.zones),
        codes_(table_.codes) {
    table_.columns.resize(system.fields.size());
    table_.previous.resize(system.fields.size());
  }

  /// Rows of text under its heading, to the end or to another heading; `cells` is left there.
  RowTable read(std::string_view text, CsvCells& cells, const detail::HeadingBlock& block) {
    settle(block.columns, block.titles, block.line, [&] { return rows_ahead(cells); });
    settle_cells(cells.separator(), [&](detail::DecimalEvidence& evidence) {
      detail::look_at_numbers(cells, text.substr(cells.position()), active_, evidence);
    });
    cells_ = &cells;
    detail::PlainAhead ahead(system_, layout_, cells.separator(), text, context_.threads);
    RowAppender to(table_, codes_, system_, layout_, context_.threads);
    std::vector<std::string_view> row;
    std::size_t next_tick = 0;
    for (;;) {
      if (cells.position() >= next_tick) {
        next_tick = cells.position() + bytes_a_tick;
        poll_interrupt();
        const auto at = static_cast<double>(cells.position());
        if (context_.tick) context_.tick(at / static_cast<double>(text.size()));
      }
      if (take_plain_rows(text, cells, ahead, to)) continue;
      to.append();
      mark_ = cells.mark();
      if (!cells.next(row)) break;
      line_ = cells.line();
      if (is_other_heading(row)) {
        cells.go_to(texts_aside_.empty() ? mark_ : aside_);  // they are titles of the next table
        texts_aside_.clear();
        break;
      }
      if (row.size() != headings_.size()) {
        if (is_set_aside(row)) continue;
        problems_.add(Code::ragged_row, place(), std::to_string(row.size()),
                      {std::to_string(headings_.size())});
        continue;
      }
      add_row(row);
    }
    return finish();
  }

  /// @param separator  of the text that the table was made of
  RowTable read(const detail::Rearranged& table, char separator) {
    if (!table.layout.empty()) {
      problems_.add(
          Code::layout_read, context_.place, table.layout,
          {std::to_string(table.rows.size()), std::to_string(table.columns.size()), table.layout});
    }
    settle(table.columns, table.titles, table.line, [&] {
      std::vector<std::vector<std::string>> rows;
      for (const detail::Rearranged::Row& row : table.rows) rows.push_back(row.cells);
      return rows;
    });
    settle_cells(separator, [&](detail::DecimalEvidence& evidence) {
      for (const detail::Rearranged::Row& row : table.rows) {
        for (const std::size_t c : active_) evidence.add(row.cells[c], row.lines[c]);
      }
    });
    for (const detail::Rearranged::Row& row : table.rows) {
      lines_ = &row.lines;
      line_ = row.lines.front();
      add_row({row.cells.begin(), row.cells.end()});
    }
    return finish();
  }

 private:
  Place place() const { return context_.place.with_line(line_); }
  Place place(const Heading& heading) const { return place().with_column(heading.text); }

  /// Understands the heading; the rows of data follow.
  template <class Rows>
  void settle(const std::vector<detail::ColumnTitle>& columns,
              const std::vector<detail::TitleRow>& titles, std::size_t line, const Rows& rows) {
    detail::TitleFacts above = detail::read_title_rows(titles, system_, context_.place, problems_);
    // A table that goes on below has the units and the year of the title over its first part.
    const bool goes_on = std::all_of(titles.begin(), titles.end(), [](const auto& title) {
      return detail::is_caption(title.text) || detail::is_footnote(title.text);
    });
    if (goes_on && above.units.empty()) above.units = facts_.units;
    if (goes_on && above.year == 0) above.year = facts_.year;
    facts_ = above;
    const Place place = context_.place.with_line(line);
    Problems of_headings;
    std::vector<Heading> headings =
        detail::match_headings(columns, above.units, titles_, system_, place, of_headings);
    const auto has = [&](Role role) {
      return std::any_of(headings.begin(), headings.end(),
                         [role](const Heading& h) { return h.role == role; });
    };
    std::string taken;  // is used after all
    if (!has(Role::zone) && !has(Role::enterprise) && context_.format.zone_column.empty())
      taken = detail::take_zone_column(headings, rows(), place, problems_);
    if (taken.empty()) {
      problems_.append(of_headings);
    } else {
      for (const Problem& problem : of_headings.list()) {
        if (problem.code != Code::unknown_column || problem.value != taken) problems_.add(problem);
      }
    }
    layout_ =
        detail::lay_out(std::move(headings), system_, context_, {above.year, false}, problems_);
    headings_ = layout_.headings;
    active_ = layout_.active;
    notes_.resize(headings_.size());
    zone_column_ = layout_.zone;
    year_column_ = layout_.year;
    enterprise_column_ = layout_.enterprise;
    file_year_ = layout_.file_year;
  }

  /// How the cells of each column are read; `look` shows the numbers that tell the decimal sign.
  void settle_cells(char separator, const std::function<void(detail::DecimalEvidence&)>& look) {
    const detail::DecimalSign sign = detail::decimal_sign(context_, separator, problems_, look);
    detail::settle_rules(layout_, system_, context_.format, sign);
    rules_ = layout_.rules;
  }

  static std::vector<std::vector<std::string>> rows_ahead(CsvCells& cells) {
    std::vector<std::vector<std::string>> rows;
    const CsvCells::Mark begin = cells.mark();
    std::vector<std::string_view> row;
    while (cells.next(row)) rows.emplace_back(row.begin(), row.end());
    cells.go_to(begin);
    return rows;
  }

  /// A row whose zone is the heading of zones: the next page, or a table that goes on below.
  bool is_other_heading(const std::vector<std::string_view>& cells) const {
    const auto c = static_cast<std::size_t>(std::max<std::ptrdiff_t>(zone_column_, 0));
    if (zone_column_ < 0 || c >= cells.size() || table_.size() == 0) return false;
    return titles_.meaning(trim(cells[c])).kind == detail::Meaning::Kind::zone &&
           detail::is_heading_again(cells, titles_);
  }

  RowTable finish() {
    report_texts();
    if (table_.size() == 0 && !problems_.has_errors()) {
      problems_.add(Code::empty_file, context_.place, {},
                    {words("line of data under its heading", "表头以下的数据行")});
    }
    report_notes();
    if (n_marked_ > 0) {
      problems_.add(Code::marked_names, context_.place, marked_,
                    {std::to_string(n_marked_), unmarked_});
    }
    return std::move(table_);
  }

  /// A key cell that must not be blank.
  std::string key(const std::vector<std::string_view>& cells, std::ptrdiff_t column) {
    const Heading& heading = headings_[static_cast<std::size_t>(column)];
    const std::string_view raw = cells[static_cast<std::size_t>(column)];
    const bool is_zone = column == zone_column_;
    std::string cell = is_zone ? (*layout_.names)(raw) : detail::plain_text(raw);
    if (cell.empty()) problems_.add(Code::blank_key, place(), heading.text);
    constexpr std::size_t longest = 1000;  // bytes
    if (cell.size() > longest) {
      problems_.add(
          Code::over_limit, place(heading), words("{0} bytes", "{0} 字节", {cell.size()}),
          {words("the cell is too long for a name, a code or a year",
                 "单元格过长，不可能是名称、代码或年份"),
           std::to_string(longest),
           words("check the quotes and line ends of this line", "请检查此行的引号和换行")});
      cell.resize(0);
    }
    if (cell.find('+') != cell.npos && detail::is_shortened(cell)) {
      problems_.add(Code::shortened_key, place(heading), cell);
    }
    if (detail::is_cell_error(cell)) problems_.add(Code::cell_error, place(heading), cell);
    return cell;
  }

  bool is_blank(const std::vector<std::string_view>& cells, std::ptrdiff_t column) const {
    if (column < 0) return false;
    const std::string_view cell = cells[static_cast<std::size_t>(column)];
    const bool begins_plainly = !cell.empty() && cell[0] > ' ' && cell[0] <= '~';
    return !begins_plainly && trim(cell).empty();
  }

  /// Whether a row is a total or a note, which is listed. Asked only of rows that lack a key or
  /// have another number of cells, and of new names.
  bool is_set_aside(const std::vector<std::string_view>& cells) {
    std::vector<std::string> texts;
    for (const std::string_view cell : cells) {
      if (const std::string_view text = trim(cell); !text.empty()) texts.emplace_back(text);
    }
    for (const std::string& text : texts) {
      if (!detail::is_total(text) || is_kept(text)) continue;
      problems_.add(Code::dropped_total, place(), text);
      return true;
    }
    // The last line of a file that was cut off is no note.
    const bool ends_early = cells_ != nullptr && cells_->ends_early();
    const bool is_one_text = texts.size() == 1 && headings_.size() > 2 && !ends_early &&
                             texts[0].find_first_not_of("0123456789.,-") != std::string::npos;
    const bool goes_on = in_notes_ && texts.size() == 1 && detail::continues_note(texts[0]);
    if (!is_one_text && !goes_on && !detail::is_footnote(texts[0]) && !detail::is_caption(texts[0]))
      return false;
    in_notes_ = true;
    if (texts_aside_.empty()) aside_ = mark_;
    texts_aside_.push_back({Code::text_row, place(), join(texts, " "), {}});
    return true;
  }

  /// Rows of text that no other heading follows were not read.
  void report_texts() {
    for (const Problem& text : texts_aside_) problems_.add(text);
    texts_aside_.clear();
  }

  bool is_kept(const std::string& name) const {
    const auto& keep = context_.format.keep_rows;
    return std::any_of(keep.begin(), keep.end(), [&](const std::string& kept) {
      return detail::zone_key(kept) == detail::zone_key(name);
    });
  }

  void add_row(const std::vector<std::string_view>& cells) {
    const bool lacks_key = is_blank(cells, zone_column_) || is_blank(cells, year_column_) ||
                           is_blank(cells, enterprise_column_);
    if (lacks_key && is_set_aside(cells)) return;
    const std::int32_t year = year_column_ < 0 ? file_year_ : read_year(cells);
    std::int32_t zone = 0;
    if (zone_column_ >= 0) {
      const std::string name = key(cells, zone_column_);
      zone = zones_.find(name);
      if (zone < 0) {
        const bool is_marked =
            detail::is_total(name) || detail::is_footnote(name) || detail::is_caption(name);
        const bool may_be_note = in_notes_ || name.size() > longest_name;
        const bool is_aside = is_marked || (may_be_note && detail::continues_note(name));
        if (is_aside && is_set_aside(cells)) return;
        in_notes_ = false;
        note_marks(trim(cells[static_cast<std::size_t>(zone_column_)]), name);
        zone = zones_.number(name);
        zones_.add_spelling(cells[static_cast<std::size_t>(zone_column_)], zone);
      }
    }
    const std::string enterprise =
        enterprise_column_ < 0 ? std::string() : key(cells, enterprise_column_);
    if (detail::is_total(enterprise) && is_set_aside(cells)) return;
    if (!texts_aside_.empty()) report_texts();
    table_.year.push_back(year);
    table_.zone.push_back(zone);
    table_.line.push_back(static_cast<std::int64_t>(line_));
    if (enterprise_column_ >= 0) table_.enterprises.push_back(enterprise);
    for (const std::size_t c : active_) {
      if (lines_ != nullptr) line_ = (*lines_)[c];
      add_cell(cells[c], c);
    }
  }

  /// Footnote marks at a name (Luxembourg*) are told; spaces and widths are layout.
  void note_marks(std::string_view written, const std::string& name) {
    const bool ends_so =
        written.ends_with(std::string_view(name).substr(name.empty() ? 0 : name.size() - 1));
    const bool begins_so = written.starts_with(std::string_view(name).substr(0, 1));
    if ((ends_so && begins_so) || written.size() <= name.size() || !detail::has_marks(written))
      return;
    if (n_marked_++ > 0) return;
    marked_ = std::string(written);
    unmarked_ = name;
  }

  /// Takes the plain rows that begin here; false where there is none, or its zone is new.
  bool take_plain_rows(std::string_view text, CsvCells& cells, detail::PlainAhead& ahead,
                       RowAppender& to) {
    const CsvCells::Mark at = cells.mark();
    if (at.position >= text.size()) return false;
    if (!ahead.covers(at.position)) {
      const double share = static_cast<double>(at.position) / static_cast<double>(text.size());
      const auto expected =
          static_cast<std::size_t>(1.02 * static_cast<double>(table_.size()) / share);
      to.append(expected);
      if (expected > table_.zone.capacity()) {
        table_.zone.reserve(expected);
        table_.year.reserve(expected);
        table_.line.reserve(expected);
      }
      ahead.read_on(at.position);
    }
    const detail::PlainAhead::Run run = ahead.at(at.position);
    std::vector<std::int32_t> known;  // the numbers of its zones
    for (const std::string_view zone : run.rows->zone_texts()) known.push_back(zones_.find(zone));
    const std::vector<std::int32_t>& zones = run.rows->zones();
    std::size_t end = run.first;
    for (; end < run.end; ++end) {
      const std::int32_t zone = known[static_cast<std::size_t>(zones[end])];
      if (zone < 0) break;
      table_.zone.push_back(zone);
    }
    const std::size_t n = end - run.first;
    if (n == 0) return false;
    const auto years = run.rows->years().begin() + static_cast<std::ptrdiff_t>(run.first);
    table_.year.insert(table_.year.end(), years, years + static_cast<std::ptrdiff_t>(n));
    table_.line.resize(table_.line.size() + n);
    std::iota(table_.line.end() - static_cast<std::ptrdiff_t>(n), table_.line.end(),
              static_cast<std::int64_t>(at.line));
    if (!texts_aside_.empty()) report_texts();
    to.add(*run.rows, run.first, end);
    cells.go_to({run.rows->stop(end - 1), at.line + n});
    return true;
  }

  Column& column_for(const Heading& heading) {
    const auto f = static_cast<std::size_t>(heading.field);
    return heading.role == Role::previous ? table_.previous[f] : table_.columns[f];
  }

  std::int32_t read_year(const std::vector<std::string_view>& cells) {
    const auto c = static_cast<std::size_t>(year_column_);
    const std::string cell = key(cells, year_column_);
    const auto value = detail::read_year(cell, true, rules_[c], noted(c));
    if (value.failure || (value.blank && !cell.empty())) {
      problems_.add(Code::bad_year, place(headings_[c]), cell);
    }
    return static_cast<std::int32_t>(value.value);
  }

  void add_cell(std::string_view cell, std::size_t c) {
    const Heading& heading = headings_[c];
    const auto f = static_cast<std::size_t>(heading.field);
    const Field& field = system_.fields[f];
    Column& column = column_for(heading);
    detail::CellFigure figure;
    if (field.number == Number::code) {
      const CellValue<std::int64_t> code = read_code(cell, c);
      figure = {code.value, 0.0, code.blank, {}};
    } else {
      figure = detail::read_figure(cell, field, rules_[c], noted(c));
    }
    if (figure.failure) report(*figure.failure, cell, c);
    if (field.number == Number::real)
      column.reals.push_back(figure.real);
    else
      column.values.push_back(figure.value);
    column.valid.push_back(figure.blank ? 0 : 1);
  }

  /// What was understood in a column, for the row at hand.
  CellNotes& noted(std::size_t c) {
    notes_[c].line = line_;
    return notes_[c];
  }

  CellValue<std::int64_t> read_code(std::string_view cell, std::size_t c) {
    const std::string code = detail::plain_text(cell);
    if (code.empty() || detail::is_blank_mark(code, rules_[c], noted(c))) return {0, true, {}};
    return {codes_.number(code), false, {}};
  }

  void report(Code code, std::string_view cell, std::size_t c) {
    const Heading& heading = headings_[c];
    const Field& field = system_.fields[static_cast<std::size_t>(heading.field)];
    if (detail::is_cell_error(trim(cell))) code = Code::cell_error;
    problems_.add(code, place(heading).with_field(detail::field_of(heading, field)),
                  std::string(trim(cell)), detail::failure_args(code, cell, field, rules_[c]));
  }

  void report_notes() {
    for (std::size_t c = 0; c < headings_.size(); ++c)
      notes_[c].report(context_.place, headings_[c].text, problems_);
  }

  static constexpr std::size_t bytes_a_tick = std::size_t{1} << 20;
  static constexpr std::size_t longest_name = 90;  ///< bytes; what is longer may be a note

  const System& system_;
  const FileContext& context_;
  const detail::Titles& titles_;
  detail::TitleFacts& facts_;
  Problems& problems_;
  CsvCells* cells_ = nullptr;  ///< of rows of text
  RowTable table_;
  detail::TextNumbers zones_, codes_;
  detail::Layout layout_;
  std::vector<Heading> headings_;
  std::vector<detail::CellRules> rules_;
  std::vector<CellNotes> notes_;
  std::vector<std::size_t> active_;  ///< columns that are read
  std::ptrdiff_t zone_column_ = -1, year_column_ = -1, enterprise_column_ = -1;
  std::int32_t file_year_ = 0;
  std::size_t line_ = 0;                             ///< of the row, or cell, that is read
  const std::vector<std::size_t>* lines_ = nullptr;  ///< of the row's cells, where they differ
  bool in_notes_ = false;                            ///< notes under the table have begun
  std::vector<Problem> texts_aside_;                 ///< rows of text after the last row of data
  CsvCells::Mark mark_, aside_;  ///< where the row at hand, and the first of those texts, begin
  std::size_t n_marked_ = 0;
  std::string marked_, unmarked_;
};

/// As `rearrange`; a sheet of a workbook that only lists fields, such as one of notes, has no
/// heading.
std::vector<detail::Rearranged> rearranged(detail::Shape shape, const detail::HeadingBlock& block,
                                           CsvCells& cells, const detail::Titles& titles,
                                           const FileContext& context, Problems& problems) {
  try {
    return detail::rearrange(shape, block, cells, titles, context, problems);
  } catch (const Error&) {
    const bool may_be_notes = shape == detail::Shape::indicators_as_rows &&
                              !context.sheet.empty() && context.format.layout.empty();
    if (!may_be_notes) throw;
    fail(Code::no_heading, context.place, std::to_string(block.n_looked_at));
  }
}

/// The tables of one text, one heading after the other.
std::vector<RowTable> read_tables(std::string_view text, const System& system,
                                  const FileContext& context, Problems& problems) {
  using namespace detail;
  constexpr std::size_t rows_of_heading = 25;
  const Titles titles(system, context.format);
  std::vector<RowTable> tables;
  TitleFacts facts;
  CsvCells cells(text, context.place);
  do {
    const CsvCells::Mark begin = cells.mark();
    Problems of_heading;
    const HeadingBlock block = find_heading(cells, titles, system, context.place, of_heading);
    if (block.n_looked_at == 0)
      fail(Code::empty_file, context.place, {}, {words("heading line", "表头行")});
    const CsvCells::Mark data = cells.mark();
    cells.go_to(begin);
    const std::vector<GridRow> first = next_rows(cells, rows_of_heading);
    cells.go_to(data);
    const Shape shape = shape_of(block, first, titles, context.format);
    if (shape != Shape::rows) {
      if (shape == Shape::indicators_as_rows) cells.go_to(begin);
      for (const Rearranged& table : rearranged(shape, block, cells, titles, context, problems)) {
        tables.push_back(
            RowReader(system, context, titles, facts, problems).read(table, cells.separator()));
      }
      continue;
    }
    problems.append(of_heading);
    if (block.line == 0) {
      fail(Code::no_heading, context.place, std::to_string(block.n_looked_at));
    }
    tables.push_back(RowReader(system, context, titles, facts, problems).read(text, cells, block));
  } while (!cells.at_end());
  return tables;
}

}  // namespace

std::vector<RowTable> read_csv_text(std::string_view text, const System& system,
                                    const FileContext& context, Problems& problems) {
  try {
    return read_tables(text, system, context, problems);
  } catch (const Error& error) {
    for (const Problem& problem : error.problems()) problems.add(problem);
    return {};
  }
}

std::vector<RowTable> read_csv(std::string bytes, const System& system, const FileContext& context,
                               Problems& problems) {
  std::string text;
  try {
    // The cells of a sheet come as UTF-8.
    const std::string encoding = context.sheet.empty() ? context.format.encoding : "";
    text = decode(std::move(bytes), context.place, problems, encoding);
  } catch (const Error& error) {
    for (const Problem& problem : error.problems()) problems.add(problem);
    return {};
  }
  return read_csv_text(text, system, context, problems);
}

}  // namespace zonerank
