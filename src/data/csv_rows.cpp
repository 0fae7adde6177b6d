// Rows of cells to columns of values.

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "data/cell.hpp"
#include "data/heading.hpp"
#include "data/heading_block.hpp"
#include "data/layout.hpp"
#include "data/plain_row.hpp"
#include "data/row_marks.hpp"
#include "data/title_rows.hpp"
#include "zonerank/core/parallel.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/data/csv.hpp"

namespace zonerank {
namespace {

using detail::CellNotes;
using detail::CellValue;
using detail::Heading;
using Role = Heading::Role;

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

/// A text to its number, each text once.
class Dictionary {
 public:
  explicit Dictionary(std::vector<std::string>& texts) : texts_(texts) {}

  /// The number of a text that is known; -1 of a new one.
  std::int32_t find(std::string_view text) {
    if (last_ >= 0 && texts_[static_cast<std::size_t>(last_)] == text) return last_;
    const auto found = numbers_.find(text);
    return found == numbers_.end() ? -1 : last_ = found->second;
  }

  std::int32_t number(std::string_view text) {
    if (const std::int32_t known = find(text); known >= 0) return known;
    last_ = static_cast<std::int32_t>(texts_.size());
    numbers_.emplace(text, last_);
    texts_.emplace_back(text);
    return last_;
  }

 private:
  std::vector<std::string>& texts_;
  std::unordered_map<std::string, std::int32_t, TextHash, std::equal_to<>> numbers_;
  std::int32_t last_ = -1;
};

class RowReader {
 public:
  RowReader(std::string text, const System& system, const FileContext& context, Problems& problems)
      : text_(std::move(text)),
        system_(system),
        context_(context),
        problems_(problems),
        cells_(text_, context.name),
        zones_(table_.zones),
        codes_(table_.codes) {
    table_.columns.resize(system.fields.size());
    table_.previous.resize(system.fields.size());
  }

  RowTable read() {
    settle_heading();
    std::vector<std::string_view> cells;
    const std::string_view text = text_;
    for (;;) {
      if (plain_->read(text.substr(cells_.position())) && zones_.find(plain_->zone) >= 0 &&
          !plain_->zone.empty()) {
        cells_.take(plain_->length());
        add_plain_row();
      } else {
        if (!cells_.next(cells)) break;
        if (cells.size() != headings_.size()) {
          if (is_set_aside(cells)) continue;
          problems_.add(Code::ragged_row, place(), std::to_string(cells.size()),
                        {std::to_string(headings_.size())});
          continue;
        }
        add_row(cells);
      }
      if (table_.size() % rows_a_tick == 0) poll_interrupt();
      if (context_.tick && table_.size() % rows_a_tick == 0) {
        context_.tick(static_cast<double>(cells_.position()) / static_cast<double>(text_.size()));
      }
    }
    if (table_.size() == 0 && !problems_.has_errors()) {
      problems_.add(Code::empty_file, context_.name, "", {"line of data under its heading"});
    }
    report_notes();
    return std::move(table_);
  }

 private:
  std::string place() const { return context_.name + ":" + std::to_string(cells_.line()); }
  std::string place(const Heading& heading) const { return place() + ", column " + heading.text; }

  /// Finds and understands the heading; the rows of data follow.
  void settle_heading() {
    const detail::Titles titles(system_);
    detail::HeadingBlock block =
        detail::find_heading(cells_, titles, system_, context_.name, problems_);
    if (block.n_looked_at == 0) fail(Code::empty_file, context_.name, "", {"heading line"});
    if (block.line == 0) {
      fail(Code::no_heading, context_.name, std::to_string(block.n_looked_at));
    }
    const auto above = detail::read_title_rows(block.titles, system_, context_.name, problems_);
    detail::Layout layout = detail::lay_out(
        detail::match_headings(block.columns, above.units, titles, system_,
                               context_.name + ":" + std::to_string(block.line), problems_),
        system_, context_, {above.year, false}, problems_);
    plain_ = std::make_unique<detail::PlainRow>(system_, layout, cells_.separator());
    headings_ = std::move(layout.headings);
    active_ = std::move(layout.active);
    notes_.resize(headings_.size());
    zone_column_ = layout.zone;
    year_column_ = layout.year;
    enterprise_column_ = layout.enterprise;
    file_year_ = layout.file_year;
  }

  /// A key cell that must not be blank.
  std::string key(const std::vector<std::string_view>& cells, std::ptrdiff_t column) {
    const Heading& heading = headings_[static_cast<std::size_t>(column)];
    std::string cell = detail::plain_text(cells[static_cast<std::size_t>(column)]);
    if (cell.empty()) problems_.add(Code::blank_key, place(), heading.text);
    constexpr std::size_t longest = 1000;  // bytes
    if (cell.size() > longest) {
      problems_.add(Code::over_limit, place(heading), std::to_string(cell.size()) + " bytes",
                    {"the cell is too long for a name, a code or a year", std::to_string(longest),
                     "check the quotes and line ends of this line"});
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
      if (!detail::is_total(text)) continue;
      problems_.add(Code::dropped_total, place(), text);
      return true;
    }
    // The last line of a file that was cut off is no note.
    const bool ends_early = cells_.position() == text_.size() && text_.back() != '\n';
    const bool is_one_text = texts.size() == 1 && headings_.size() > 2 && !ends_early &&
                             texts[0].find_first_not_of("0123456789.,-") != std::string::npos;
    if (!is_one_text && !detail::is_footnote(texts[0])) return false;
    problems_.add(Code::text_row, place(), join(texts, " "));
    return true;
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
        const bool is_marked = detail::is_total(name) || detail::is_footnote(name);
        if (is_marked && is_set_aside(cells)) return;
        zone = zones_.number(name);
      }
    }
    const std::string enterprise =
        enterprise_column_ < 0 ? std::string() : key(cells, enterprise_column_);
    if (detail::is_total(enterprise) && is_set_aside(cells)) return;
    table_.year.push_back(year);
    table_.zone.push_back(zone);
    table_.line.push_back(static_cast<std::int64_t>(cells_.line()));
    if (enterprise_column_ >= 0) table_.enterprises.push_back(enterprise);
    for (const std::size_t c : active_) add_cell(cells[c], c);
  }

  /// The row that plain_ has read.
  void add_plain_row() {
    table_.zone.push_back(zones_.find(plain_->zone));
    table_.year.push_back(year_column_ < 0 ? file_year_ : plain_->year);
    table_.line.push_back(static_cast<std::int64_t>(cells_.line()));
    if (enterprise_column_ >= 0) table_.enterprises.push_back(plain_->enterprise);
    for (const std::size_t c : active_) {
      const detail::PlainRow::Cell& cell = plain_->cell(c);
      if (cell.state == detail::PlainRow::State::careful) {
        add_cell(cell.text, c);
        continue;
      }
      Column& column = column_for(headings_[c]);
      const Field& field = system_.fields[static_cast<std::size_t>(headings_[c].field)];
      if (field.number == Number::real)
        column.reals.push_back(0.0);
      else
        column.values.push_back(cell.number);
      column.valid.push_back(cell.state == detail::PlainRow::State::number ? 1 : 0);
    }
  }

  Column& column_for(const Heading& heading) {
    const auto f = static_cast<std::size_t>(heading.field);
    return heading.role == Role::previous ? table_.previous[f] : table_.columns[f];
  }

  std::int32_t read_year(const std::vector<std::string_view>& cells) {
    const auto c = static_cast<std::size_t>(year_column_);
    const std::string cell = key(cells, year_column_);
    const auto value = detail::read_year(cell, true, notes_[c]);
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
    if (field.number == Number::real) {
      const auto value = detail::read_real(cell, heading.scale, notes_[c]);
      if (value.failure) report(*value.failure, cell, heading);
      column.reals.push_back(value.value);
      column.valid.push_back(value.blank ? 0 : 1);
      return;
    }
    CellValue<std::int64_t> value;
    if (field.is_exact())
      value = detail::read_exact(cell, field.places, heading.scale, notes_[c]);
    else if (field.number == Number::flag)
      value = detail::read_flag(cell, field, notes_[c]);
    else if (field.number == Number::year)
      value = detail::read_year(cell, false, notes_[c]);
    else
      value = read_code(cell, notes_[c]);
    if (value.failure) report(*value.failure, cell, heading);
    column.values.push_back(value.value);
    column.valid.push_back(value.blank ? 0 : 1);
  }

  CellValue<std::int64_t> read_code(std::string_view cell, CellNotes& notes) {
    const std::string code = detail::plain_text(cell);
    if (code.empty() || detail::is_blank_mark(code, notes)) return {0, true, {}};
    return {codes_.number(code), false, {}};
  }

  void report(Code code, std::string_view cell, const Heading& heading) {
    const Field& field = system_.fields[static_cast<std::size_t>(heading.field)];
    if (detail::is_cell_error(trim(cell))) code = Code::cell_error;
    std::vector<std::string> args;
    if (code == Code::bad_flag) args = {detail::flag_answers(field)};
    if (code == Code::too_many_decimals) args = {std::to_string(field.places), field.unit.text};
    problems_.add({code, place(heading), std::string(trim(cell)), std::move(args),
                   detail::subject_of(heading, field)});
  }

  void report_notes() {
    for (std::size_t c = 0; c < headings_.size(); ++c) {
      const std::string where = context_.name + ", column " + headings_[c].text;
      const CellNotes& notes = notes_[c];
      if (notes.accepted > 0) {
        problems_.add(Code::accepted_number, where, notes.accepted_example,
                      {std::to_string(notes.accepted)});
      }
      if (notes.blanks > 0) {
        problems_.add(Code::read_as_blank, where, notes.blank_example,
                      {std::to_string(notes.blanks)});
      }
    }
  }

  static constexpr std::size_t rows_a_tick = 4096;

  const std::string text_;
  const System& system_;
  const FileContext& context_;
  Problems& problems_;
  CsvCells cells_;
  std::unique_ptr<detail::PlainRow> plain_;
  RowTable table_;
  Dictionary zones_, codes_;
  std::vector<Heading> headings_;
  std::vector<CellNotes> notes_;
  std::vector<std::size_t> active_;  ///< columns that are read
  std::ptrdiff_t zone_column_ = -1, year_column_ = -1, enterprise_column_ = -1;
  std::int32_t file_year_ = 0;
};

}  // namespace

RowTable read_csv(std::string bytes, const System& system, const FileContext& context,
                  Problems& problems) {
  try {
    return RowReader(decode(std::move(bytes), context.name, problems), system, context, problems)
        .read();
  } catch (const Error& error) {
    for (const Problem& problem : error.problems()) problems.add(problem);
    return {};
  }
}

}  // namespace zonerank
