#include "read/row_reader.hpp"

#include <algorithm>
#include <numeric>

#include "headings/row_marks.hpp"
#include "headings/zone_column.hpp"
#include "headings/zone_name.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank::detail {
namespace {

using Role = Heading::Role;

/// Takes the first n rows away.
void drop_front(RowTable& table, std::size_t n) {
  const auto drop = [n](auto& entries) {
    if (!entries.empty())
      entries.erase(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(n));
  };
  drop(table.zone);
  drop(table.year);
  drop(table.line);
  if (table.of_enterprises()) table.enterprises.drop_front(n);
  for (auto* columns : {&table.columns, &table.previous}) {
    for (Column& column : *columns) {
      drop(column.values);
      drop(column.reals);
      drop(column.valid);
    }
  }
}

}  // namespace

RowReader::RowReader(const System& system, const FileContext& context, const Titles& titles,
                     TitleFacts& facts, Problems& problems)
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

RowTable RowReader::read(std::string_view text, CsvCells& cells, const HeadingBlock& block) {
  settle(block.columns, block.titles, block.line, [&] { return rows_ahead(cells); });
  settle_cells(cells.separator(), [&](DecimalEvidence& evidence) {
    look_at_numbers(cells, text.substr(cells.position()), active_, evidence);
  });
  ready(cells.separator());
  read_part(text, cells);
  return finish();
}

void RowReader::begin(const HeadingBlock& block, char separator) {
  in_parts_ = true;
  settle(block.columns, block.titles, block.line,
         []() -> std::vector<std::vector<std::string>> { throw NotInParts(); });
  settle_cells(separator, [](DecimalEvidence&) { throw NotInParts(); });
  ready(separator);
}

void RowReader::drop_rows(std::size_t n) {
  n_taken_ += n;
  drop_front(table_, n);
}

void RowReader::ready(char separator) {
  ahead_ = std::make_unique<PlainAhead>(system_, layout_, separator, context_.threads,
                                        context_.part_bytes / 32 + 1);
  appender_ = std::make_unique<RowAppender>(table_, codes_, system_, layout_, context_.threads);
}

void RowReader::read_part(std::string_view text, CsvCells& cells) {
  cells_ = &cells;
  ahead_->set_text(text);
  std::vector<std::string_view> row;
  std::size_t next_tick = 0;
  for (;;) {
    if (cells.position() >= next_tick) {
      next_tick = cells.position() + bytes_a_tick;
      poll_interrupt();
      const auto at = static_cast<double>(cells.position());
      if (context_.tick) context_.tick(at / static_cast<double>(text.size()));
    }
    if (take_plain_rows(text, cells)) continue;
    appender_->append();
    mark_ = cells.mark();
    if (!cells.next(row)) break;
    line_ = cells.line();
    if (is_other_heading(row)) {
      if (in_parts_) throw NotInParts();
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
}

RowTable RowReader::read(const Rearranged& table, char separator) {
  if (!table.layout.empty()) {
    problems_.add(
        Code::layout_read, context_.place, table.layout,
        {std::to_string(table.rows.size()), std::to_string(table.columns.size()), table.layout});
  }
  settle(table.columns, table.titles, table.line, [&] {
    std::vector<std::vector<std::string>> rows;
    for (const Rearranged::Row& row : table.rows) rows.push_back(row.cells);
    return rows;
  });
  settle_cells(separator, [&](DecimalEvidence& evidence) {
    for (const Rearranged::Row& row : table.rows) {
      for (const std::size_t c : active_) evidence.add(row.cells[c], row.lines[c]);
    }
  });
  for (const Rearranged::Row& row : table.rows) {
    lines_ = &row.lines;
    line_ = row.lines.front();
    add_row({row.cells.begin(), row.cells.end()});
  }
  return finish();
}

void RowReader::settle(const std::vector<ColumnTitle>& columns, const std::vector<TitleRow>& titles,
                       std::size_t line,
                       const std::function<std::vector<std::vector<std::string>>()>& rows) {
  TitleFacts above = read_title_rows(titles, system_, context_.place, problems_);
  // A table that goes on below has the units and the year of the title over its first part.
  const bool goes_on = std::all_of(titles.begin(), titles.end(), [](const auto& title) {
    return is_caption(title.text) || is_footnote(title.text);
  });
  if (goes_on && above.units.empty()) above.units = facts_.units;
  if (goes_on && above.year == 0) above.year = facts_.year;
  facts_ = above;
  const Place place = context_.place.with_line(line);
  Problems of_headings;
  std::vector<Heading> headings =
      match_headings(columns, above.units, titles_, system_, place, of_headings);
  const auto has = [&](Role role) {
    return std::any_of(headings.begin(), headings.end(),
                       [role](const Heading& h) { return h.role == role; });
  };
  std::string taken;  // is used after all
  if (!has(Role::zone) && !has(Role::enterprise) && context_.format.zone_column.empty())
    taken = take_zone_column(headings, rows(), place, problems_);
  if (taken.empty()) {
    problems_.append(of_headings);
  } else {
    for (const Problem& problem : of_headings.list()) {
      if (problem.code != Code::unknown_column || problem.value != taken) problems_.add(problem);
    }
  }
  layout_ = lay_out(std::move(headings), system_, context_, {above.year, false}, problems_);
  headings_ = layout_.headings;
  active_ = layout_.active;
  notes_.resize(headings_.size());
  zone_column_ = layout_.zone;
  year_column_ = layout_.year;
  enterprise_column_ = layout_.enterprise;
  file_year_ = layout_.file_year;
}

void RowReader::settle_cells(char separator, const std::function<void(DecimalEvidence&)>& look) {
  const DecimalSign sign = decimal_sign(context_, separator, problems_, look);
  settle_rules(layout_, system_, context_.format, sign);
  rules_ = layout_.rules;
}

std::vector<std::vector<std::string>> RowReader::rows_ahead(CsvCells& cells) {
  std::vector<std::vector<std::string>> rows;
  const CsvCells::Mark begin = cells.mark();
  std::vector<std::string_view> row;
  while (cells.next(row)) rows.emplace_back(row.begin(), row.end());
  cells.go_to(begin);
  return rows;
}

bool RowReader::is_other_heading(const std::vector<std::string_view>& cells) const {
  const auto c = static_cast<std::size_t>(std::max<std::ptrdiff_t>(zone_column_, 0));
  if (zone_column_ < 0 || c >= cells.size() || n_taken_ + table_.size() == 0) return false;
  return titles_.meaning(trim(cells[c])).kind == Meaning::Kind::zone &&
         is_heading_again(cells, titles_);
}

RowTable RowReader::finish() {
  report_texts();
  if (n_taken_ + table_.size() == 0 && !problems_.has_errors()) {
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

std::string RowReader::key(const std::vector<std::string_view>& cells, std::ptrdiff_t column) {
  const Heading& heading = headings_[static_cast<std::size_t>(column)];
  const std::string_view raw = cells[static_cast<std::size_t>(column)];
  const bool is_zone = column == zone_column_;
  std::string cell = is_zone ? (*layout_.names)(raw) : plain_text(raw);
  if (cell.empty()) problems_.add(Code::blank_key, place(), heading.text);
  constexpr std::size_t longest = 1000;  // bytes
  if (cell.size() > longest) {
    problems_.add(Code::over_limit, place(heading), words("{0} bytes", "{0} 字节", {cell.size()}),
                  {words("the cell is too long for a name, a code or a year",
                         "单元格过长，不可能是名称、代码或年份"),
                   std::to_string(longest),
                   words("check the quotes and line ends of this line", "请检查此行的引号和换行")});
    cell.resize(0);
  }
  if (cell.find('+') != cell.npos && is_shortened(cell)) {
    problems_.add(Code::shortened_key, place(heading), cell);
  }
  if (is_cell_error(cell)) problems_.add(Code::cell_error, place(heading), cell);
  return cell;
}

bool RowReader::is_blank(const std::vector<std::string_view>& cells, std::ptrdiff_t column) const {
  if (column < 0) return false;
  const std::string_view cell = cells[static_cast<std::size_t>(column)];
  const bool begins_plainly = !cell.empty() && cell[0] > ' ' && cell[0] <= '~';
  return !begins_plainly && trim(cell).empty();
}

bool RowReader::is_set_aside(const std::vector<std::string_view>& cells) {
  std::vector<std::string> texts;
  for (const std::string_view cell : cells) {
    if (const std::string_view text = trim(cell); !text.empty()) texts.emplace_back(text);
  }
  for (const std::string& text : texts) {
    if (!is_total(text) || is_kept(text)) continue;
    problems_.add(Code::dropped_total, place(), text);
    return true;
  }
  // The last line of a file that was cut off is no note.
  const bool ends_early = cells_ != nullptr && cells_->ends_early();
  const bool is_one_text = texts.size() == 1 && headings_.size() > 2 && !ends_early &&
                           texts[0].find_first_not_of("0123456789.,-") != std::string::npos;
  const bool goes_on = in_notes_ && texts.size() == 1 && continues_note(texts[0]);
  if (!is_one_text && !goes_on && !is_footnote(texts[0]) && !is_caption(texts[0])) return false;
  in_notes_ = true;
  if (texts_aside_.empty()) aside_ = mark_;
  texts_aside_.push_back({Code::text_row, place(), join(texts, " "), {}});
  return true;
}

void RowReader::report_texts() {
  for (const Problem& text : texts_aside_) problems_.add(text);
  texts_aside_.clear();
}

bool RowReader::is_kept(const std::string& name) const {
  const auto& keep = context_.format.keep_rows;
  return std::any_of(keep.begin(), keep.end(),
                     [&](const std::string& kept) { return zone_key(kept) == zone_key(name); });
}

void RowReader::add_row(const std::vector<std::string_view>& cells) {
  const bool lacks_key = is_blank(cells, zone_column_) || is_blank(cells, year_column_) ||
                         is_blank(cells, enterprise_column_);
  if (lacks_key && is_set_aside(cells)) return;
  const std::int32_t year = year_column_ < 0 ? file_year_ : read_year(cells);
  std::int32_t zone = 0;
  if (zone_column_ >= 0) {
    const std::string name = key(cells, zone_column_);
    zone = zones_.find(name);
    if (zone < 0) {
      const bool is_marked = is_total(name) || is_footnote(name) || is_caption(name);
      const bool may_be_note = in_notes_ || name.size() > longest_name;
      const bool is_aside = is_marked || (may_be_note && continues_note(name));
      if (is_aside && is_set_aside(cells)) return;
      in_notes_ = false;
      note_marks(trim(cells[static_cast<std::size_t>(zone_column_)]), name);
      zone = zones_.number(name);
      zones_.add_spelling(cells[static_cast<std::size_t>(zone_column_)], zone);
    }
  }
  const std::string enterprise =
      enterprise_column_ < 0 ? std::string() : key(cells, enterprise_column_);
  if (is_total(enterprise) && is_set_aside(cells)) return;
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

void RowReader::note_marks(std::string_view written, const std::string& name) {
  const bool ends_so =
      written.ends_with(std::string_view(name).substr(name.empty() ? 0 : name.size() - 1));
  const bool begins_so = written.starts_with(std::string_view(name).substr(0, 1));
  if ((ends_so && begins_so) || written.size() <= name.size() || !has_marks(written)) return;
  if (n_marked_++ > 0) return;
  marked_ = std::string(written);
  unmarked_ = name;
}

bool RowReader::take_plain_rows(std::string_view text, CsvCells& cells) {
  PlainAhead& ahead = *ahead_;
  RowAppender& to = *appender_;
  const CsvCells::Mark at = cells.mark();
  if (at.position >= text.size() || zone_column_ < 0) return false;
  if (!ahead.covers(at.position)) {
    const double share = static_cast<double>(at.position) / static_cast<double>(text.size());
    const std::size_t expected =
        share > 0.0 ? static_cast<std::size_t>(1.02 * static_cast<double>(table_.size()) / share)
                    : 0;
    to.append(expected);
    table_.zone.reserve(expected);
    table_.year.reserve(expected);
    table_.line.reserve(expected);
    ahead.read_on(at.position);
  }
  const PlainAhead::Run run = ahead.at(at.position);
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

Column& RowReader::column_for(const Heading& heading) {
  const auto f = static_cast<std::size_t>(heading.field);
  return heading.role == Role::previous ? table_.previous[f] : table_.columns[f];
}

std::int32_t RowReader::read_year(const std::vector<std::string_view>& cells) {
  const auto c = static_cast<std::size_t>(year_column_);
  const std::string cell = key(cells, year_column_);
  const auto value = zonerank::detail::read_year(cell, true, rules_[c], noted(c));
  if (value.failure || (value.blank && !cell.empty())) {
    problems_.add(Code::bad_year, place(headings_[c]), cell);
  }
  return static_cast<std::int32_t>(value.value);
}

void RowReader::add_cell(std::string_view cell, std::size_t c) {
  const Heading& heading = headings_[c];
  const auto f = static_cast<std::size_t>(heading.field);
  const Field& field = system_.fields[f];
  Column& column = column_for(heading);
  CellFigure figure;
  if (field.number == Number::code) {
    const CellValue<std::int64_t> code = read_code(cell, c);
    figure = {code.value, 0.0, code.blank, {}};
  } else {
    figure = read_figure(cell, field, rules_[c], noted(c));
  }
  if (figure.failure) report(*figure.failure, cell, c);
  if (field.number == Number::real)
    column.reals.push_back(figure.real);
  else
    column.values.push_back(figure.value);
  column.valid.push_back(figure.blank ? 0 : 1);
}

CellNotes& RowReader::noted(std::size_t c) {
  notes_[c].line = line_;
  return notes_[c];
}

CellValue<std::int64_t> RowReader::read_code(std::string_view cell, std::size_t c) {
  const std::string code = plain_text(cell);
  if (code.empty() || is_blank_mark(code, rules_[c], noted(c))) return {0, true, {}};
  return {codes_.number(code), false, {}};
}

void RowReader::report(Code code, std::string_view cell, std::size_t c) {
  const Heading& heading = headings_[c];
  const Field& field = system_.fields[static_cast<std::size_t>(heading.field)];
  if (is_cell_error(trim(cell))) code = Code::cell_error;
  problems_.add(code, place(heading).with_field(field_of(heading, field)), std::string(trim(cell)),
                failure_args(code, cell, field, rules_[c]));
}

void RowReader::report_notes() {
  for (std::size_t c = 0; c < headings_.size(); ++c)
    notes_[c].report(context_.place, headings_[c].text, problems_);
}

}  // namespace zonerank::detail
