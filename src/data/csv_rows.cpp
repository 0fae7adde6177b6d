// Rows of cells to columns of values.

#include <algorithm>
#include <unordered_map>

#include "data/cell.hpp"
#include "data/heading.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/data/csv.hpp"

namespace zonerank {
namespace {

using detail::CellNotes;
using detail::CellValue;
using detail::Heading;
using Role = Heading::Role;

/// A text to its number, each text once.
class Dictionary {
 public:
  explicit Dictionary(std::vector<std::string>& texts) : texts_(texts) {}

  std::int32_t number(std::string_view text) {
    if (last_ >= 0 && texts_[static_cast<std::size_t>(last_)] == text) return last_;
    const auto [found, is_new] =
        numbers_.emplace(std::string(text), static_cast<std::int32_t>(texts_.size()));
    if (is_new) texts_.emplace_back(text);
    return last_ = found->second;
  }

 private:
  std::vector<std::string>& texts_;
  std::unordered_map<std::string, std::int32_t> numbers_;
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
    std::vector<std::string_view> cells;
    if (!cells_.next(cells)) fail(Code::empty_file, context_.name, "", {"heading line"});
    headings_ = detail::match_headings(
        cells, system_, context_.name + ":" + std::to_string(cells_.line()), problems_);
    prepare();
    while (cells_.next(cells)) {
      if (cells.size() != headings_.size()) {
        problems_.add(Code::ragged_row, place(), std::to_string(cells.size()),
                      {std::to_string(headings_.size())});
        continue;
      }
      add_row(cells);
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

  std::ptrdiff_t column_of(Role role) const {
    const auto found = std::find_if(headings_.begin(), headings_.end(),
                                    [role](const Heading& h) { return h.role == role; });
    return found == headings_.end() ? -1 : found - headings_.begin();
  }

  void prepare() {
    zone_column_ = column_of(Role::zone);
    year_column_ = column_of(Role::year);
    enterprise_column_ = column_of(Role::enterprise);
    if (zone_column_ < 0) {
      problems_.add(Code::no_column, context_.name, "of the zone",
                    {"name it zone or 所属地域代码"});
    }
    if (year_column_ < 0) {
      const int in_name = year_in_name();
      const int named = context_.year > 0 && !context_.name_first ? 0 : in_name;
      file_year_ = named > 0 ? named : context_.year;
      if (in_name > 0 && in_name != file_year_) {
        problems_.add(Code::year_not_in_name, context_.name, std::to_string(file_year_),
                      {std::to_string(in_name)});
      }
      if (file_year_ == 0) {
        problems_.add(Code::no_column, context_.name, "of the year",
                      {"name it year or 年份, put the year into the file's name, or give --year"});
      } else if (named > 0) {
        problems_.add(Code::year_from_name, context_.name, std::to_string(file_year_));
      }
    }
    notes_.resize(headings_.size());
    for (std::size_t c = 0; c < headings_.size(); ++c) {
      Heading& heading = headings_[c];
      if (heading.field < 0) continue;
      const Field& field = system_.fields[static_cast<std::size_t>(heading.field)];
      const bool is_amount = field.is_exact() || field.number == Number::real;
      const bool usable = enterprise_column_ >= 0
                              ? field.level == Level::enterprise && heading.role == Role::field
                              : is_amount;
      if (!usable) {
        problems_.add(
            Code::unknown_column, context_.name, heading.text,
            {enterprise_column_ >= 0 ? "it is a figure of zones, but these rows are enterprises"
                                     : "it describes enterprises, but these rows are zones"});
      }
      const bool wanted =
          context_.wanted.empty() || context_.wanted[static_cast<std::size_t>(heading.field)];
      if (usable && wanted) active_.push_back(c);
    }
  }

  /// The only number from 1900 to 2099 in the file's name; 0 where there is none or more.
  int year_in_name() const {
    std::string name = context_.name.substr(context_.name.find_last_of("/\\") + 1);
    int found = 0;
    for (std::size_t i = 0; i + 4 <= name.size(); ++i) {
      const auto digit = [&](std::size_t k) {
        return k < name.size() && name[k] >= '0' && name[k] <= '9';
      };
      if (!digit(i) || (i > 0 && digit(i - 1)) || digit(i + 4)) continue;
      if (!digit(i + 1) || !digit(i + 2) || !digit(i + 3)) continue;
      const int year = std::stoi(name.substr(i, 4));
      if (year < 1900 || year > 2099) continue;
      if (found != 0 && found != year) return 0;
      found = year;
    }
    return found;
  }

  /// A key cell that must not be blank.
  std::string key(const std::vector<std::string_view>& cells, std::ptrdiff_t column) {
    std::string cell = detail::plain_text(cells[static_cast<std::size_t>(column)]);
    if (cell.empty()) {
      problems_.add(Code::blank_key, place(), headings_[static_cast<std::size_t>(column)].text);
    }
    return cell;
  }

  void add_row(const std::vector<std::string_view>& cells) {
    std::int32_t year = file_year_;
    if (year_column_ >= 0) {
      const Heading& heading = headings_[static_cast<std::size_t>(year_column_)];
      const std::string cell = key(cells, year_column_);
      CellNotes ignored;
      const auto value = detail::read_year(cell, true, ignored);
      if (value.failure || (value.blank && !cell.empty())) {
        problems_.add(Code::bad_year, place(heading), std::string(cell));
      }
      year = static_cast<std::int32_t>(value.value);
    }
    table_.zone.push_back(zone_column_ < 0 ? 0 : zones_.number(key(cells, zone_column_)));
    table_.year.push_back(year);
    table_.line.push_back(static_cast<std::int64_t>(cells_.line()));
    if (enterprise_column_ >= 0) table_.enterprises.push_back(key(cells, enterprise_column_));
    for (const std::size_t c : active_) add_cell(cells[c], c);
  }

  void add_cell(std::string_view cell, std::size_t c) {
    const Heading& heading = headings_[c];
    const auto f = static_cast<std::size_t>(heading.field);
    const Field& field = system_.fields[f];
    Column& column = heading.role == Role::previous ? table_.previous[f] : table_.columns[f];
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
    std::vector<std::string> args;
    if (code == Code::bad_flag) args = {detail::flag_answers(field)};
    if (code == Code::too_many_decimals) args = {std::to_string(field.places), field.unit.text};
    problems_.add(code, place(heading), std::string(trim(cell)), std::move(args));
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
