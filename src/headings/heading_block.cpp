#include "headings/heading_block.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>

#include "headings/grid.hpp"
#include "headings/row_marks.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

constexpr std::size_t rows_for_heading = 20;    ///< the heading is one of them
constexpr std::size_t longest_unit_cell = 500;  ///< bytes
constexpr std::size_t rows_under_it = 5;        ///< more rows of titles, codes, units, numbering

using Row = GridRow;

/// A child that means its parent: 合计, 总额, 总量.
bool says_whole(std::string_view cell) {
  constexpr std::string_view words[] = {"总额", "总量", "总数", "总值", "数量", "金额"};
  return is_total(cell) ||
         std::find(std::begin(words), std::end(words), simplified(cell)) != std::end(words);
}

std::string joined_text(const Row& row) {
  std::vector<std::string> texts;
  for (const std::string& cell : row.cells) {
    if (!cell.empty()) texts.push_back(cell);
  }
  return join(texts, " | ");
}

class Finder {
 public:
  Finder(std::vector<Row> rows, const Titles& titles, const System& system, const Place& file,
         Problems& problems)
      : rows_(std::move(rows)),
        titles_(titles),
        system_(system),
        file_(file),
        problems_(problems) {}

  /// The row after the heading is written to `end`.
  HeadingBlock find(CsvCells::Mark& end) {
    HeadingBlock block;
    block.n_looked_at = std::min(rows_.size(), rows_for_heading);
    const auto best = best_row();
    if (!best) return block;
    std::size_t first = *best;
    while (first > 0 && is_parent(rows_[first - 1])) --first;
    for (std::size_t r = 0; r < first; ++r) {
      const std::string text = joined_text(rows_[r]);
      const bool repeats = !block.titles.empty() && block.titles.back().text == text;
      if (!repeats) block.titles.push_back({rows_[r].line, text});
    }
    block.line = rows_[first].line;
    for (std::size_t r = first; r <= *best; ++r) add_titles(rows_[r]);
    std::size_t next = *best + 1;
    while (next < rows_.size() && next <= *best + rows_under_it && take(rows_[next])) ++next;
    end = rows_[next - 1].end;
    block.last_line = rows_[next - 1].line;
    block.columns = std::move(columns_);
    return block;
  }

 private:
  /// Different columns that a row names. A list of fields, one a row with its name, code and title,
  /// names one.
  std::size_t n_known(const Row& row) const {
    std::set<std::pair<Meaning::Kind, std::string>> known;
    for (const std::string& cell : row.cells) {
      const Meaning meaning = titles_.meaning(cell);
      if (meaning.kind == Meaning::Kind::unknown && !cell.empty() && !is_number(cell)) {
        if (const auto year = titles_.year_heading(cell)) {
          known.emplace(Meaning::Kind::field, std::to_string(year->year) + simplified(year->title));
        }
      }
      if (!meaning.is_known()) continue;
      std::string what = meaning.kind == Meaning::Kind::form_item ? simplified(cell) : "";
      for (const int field : meaning.fields) what += std::to_string(field) + " ";
      known.emplace(meaning.kind, what + (meaning.previous ? "previous" : ""));
    }
    return known.size() + n_years(row);
  }

  /// Plain numbers that are years, each once and one after the other, where the row has no others.
  std::size_t n_years(const Row& row) const {
    std::vector<int> years;
    for (const std::string& cell : row.cells) {
      if (!is_number(cell)) continue;
      if (!is_year(cell)) return 0;
      years.push_back(years_in_heading(cell).front().year);
    }
    if (years.size() < 2) return 0;
    const int step = years[1] - years[0];
    for (std::size_t k = 1; k < years.size(); ++k) {
      if (std::abs(step) != 1 || years[k] - years[k - 1] != step) return 0;
    }
    return years.size();
  }

  /// A row of years over or under titles: 2019, 2020, 2019, 2020; nothing stands in the key's
  /// column.
  bool is_row_of_years(const Row& row) const {
    std::size_t n = 0;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      // A title merged over both rows stands in each.
      const bool repeats = c < columns_.size() && columns_[c].text == row.cells[c];
      if (row.cells[c].empty() || repeats) continue;
      if (!is_year(row.cells[c]) || is_key(c)) return false;
      ++n;
    }
    return n > 0;
  }

  bool names_a_key(const Row& row) const {
    return std::any_of(row.cells.begin(), row.cells.end(),
                       [&](const std::string& cell) { return titles_.meaning(cell).is_key(); });
  }

  /// The first of the rows with the most known headings; one alone must be a key's.
  std::optional<std::size_t> best_row() const {
    std::optional<std::size_t> best;
    std::size_t most = 0;
    for (std::size_t r = 0; r < std::min(rows_.size(), rows_for_heading); ++r) {
      const std::size_t n = n_known(rows_[r]);
      if (n <= most || (n == 1 && (rows_[r].n_filled() < 2 || !names_a_key(rows_[r])))) continue;
      most = n;
      best = r;
    }
    return best;
  }

  /// A row over the heading that holds parent titles, not a title of the whole table.
  bool is_parent(const Row& row) const {
    const bool says_years = std::any_of(
        row.cells.begin(), row.cells.end(),
        [](const std::string& cell) { return says_this_year(cell) || says_last_year(cell); });
    const bool over_columns = row.n_filled() > 1 || row.cell(0).empty();
    return (row.n_filled() > 1 && (n_known(row) > 0 || says_years)) ||
           (over_columns && is_row_of_years(row));
  }

  bool is_key(std::size_t c) const {
    return c < columns_.size() && titles_.meaning(columns_[c].text).is_key();
  }

  /// Takes a row under the heading that belongs to it.
  bool take(const Row& row) {
    if (is_numbering(row)) {
      problems_.add(Code::numbering_row, file_.with_line(row.line), joined_text(row));
      return true;
    }
    if (is_row_of_units(row)) {
      for (std::size_t c = 0; c < columns_.size(); ++c) {
        if (!is_key(c) && !is_nothing(row.cell(c)))
          columns_[c].unit = bare_unit(std::string(row.cell(c)));
      }
      return true;
    }
    if (!is_row_of_years(row) && !is_child(row)) return false;
    add_titles(row);
    return true;
  }

  /// Titles or form codes: no number, nothing but headings in the columns of zone and year.
  bool is_child(const Row& row) const {
    bool any = false;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const std::string& cell = row.cells[c];
      if (cell.empty()) continue;
      const bool known = titles_.meaning(cell).is_known();
      if (is_number(cell) || (is_key(c) && !known)) return false;
      any = any || known || says_whole(cell) || says_this_year(cell) || says_last_year(cell) ||
            is_year(cell);
    }
    return any;
  }

  static std::string bare_unit(const std::string& cell) {
    std::string text = half_width(cell);
    if (text.starts_with("(") && text.ends_with(")")) text = text.substr(1, text.size() - 2);
    return text;
  }

  bool is_unit(const std::string& cell) const {
    if (cell.size() > longest_unit_cell) return false;
    try {
      system_.units.parse(bare_unit(cell));
      return true;
    } catch (const Error&) {
      return false;
    }
  }

  bool is_row_of_units(const Row& row) const {
    std::size_t filled = 0, units = 0;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const std::string& cell = row.cells[c];
      if (is_nothing(cell)) continue;
      if (is_number(cell)) return false;
      if (is_key(c)) {
        if (lower(cell) != "unit" && cell != "单位" && cell != "计量单位") return false;
        continue;
      }
      ++filled;
      if (is_unit(cell)) ++units;
    }
    return units > 0 && 2 * units >= filled;
  }

  /// 甲 乙 1 2 3: whole numbers that rise by one, with no zone's name among them.
  bool is_numbering(const Row& row) const {
    constexpr std::string_view stems[] = {"甲", "乙", "丙", "丁", "戊", "己", "栏次", "序号"};
    std::optional<Decimal> last;
    std::size_t numbers = 0, marks = 0;
    for (const std::string& cell : row.cells) {
      if (is_nothing(cell)) continue;
      if (std::find(std::begin(stems), std::end(stems), cell) != std::end(stems)) {
        ++marks;
        continue;
      }
      const auto number = parse_decimal(bare_unit(cell));
      if (!number || number->places > 0) return false;
      const Int128 expected = last ? last->digits + 1 : static_cast<Int128>(marks + 1);
      if (number->digits != expected && (last || number->digits != 1)) return false;
      last = number;
      ++numbers;
    }
    if (numbers == 0) return marks > 2;
    if (marks == 0) return numbers > 3 && numbers == row.cells.size();
    return marks == 1 ? numbers > 2 : numbers > 1;
  }

  /// A parent's cell stands over its first child; the blank cells to its right, as far as there are
  /// children, are the parent's too.
  void add_titles(const Row& row) {
    const bool is_first = columns_.empty();
    columns_.resize(std::max(columns_.size(), row.cells.size()));
    std::string parent;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      std::string& text = columns_[c].text;
      const std::string child(row.cell(c));
      if (child.empty()) {
        parent.clear();
        continue;
      }
      if (!text.empty()) {
        if (!spans(row, c)) check_code(row, text, child);
        parent = is_key(c) || text == child ? "" : text;
      }
      text = is_first ? child : with_child(text.empty() ? parent : text, child);
    }
  }

  /// Whether the title over column c is a parent of the next column too.
  bool spans(const Row& row, std::size_t c) const {
    return c + 1 < columns_.size() && columns_[c + 1].text.empty() && !row.cell(c + 1).empty();
  }

  std::string with_child(const std::string& parent, const std::string& child) const {
    if (parent.empty() || parent == child) return child;
    if (is_year(parent)) return child + " " + parent;
    const Meaning meaning = titles_.meaning(child);
    if (meaning.kind == Meaning::Kind::field) {
      const Meaning above = titles_.meaning(parent);
      const bool says_it_all = above.kind == meaning.kind && above.fields == meaning.fields &&
                               !meaning.has_unit && !meaning.previous;
      return says_it_all ? parent : child + from_parent(parent, meaning);
    }
    if (meaning.is_known()) return child;
    if (says_this_year(child) || says_whole(child)) return parent;
    if (says_last_year(child)) return parent + "@previous";
    return parent + " " + child;
  }

  /// What a parent says of the fields under it: last year, and a unit where they have none.
  std::string from_parent(const std::string& parent, const Meaning& child) const {
    const Meaning above = titles_.meaning(parent);
    std::string result;
    const bool same_field = above.kind == child.kind && share_a_field(above, child);
    if (!child.previous && (says_last_year(parent) || (same_field && above.previous))) {
      result = "@previous";
    }
    const std::size_t open = half_width(parent).rfind('(');
    if (child.has_unit || child.fields.size() != 1 || open == std::string::npos) return result;
    const std::string unit = bare_unit(half_width(parent).substr(open));
    if (!is_unit(unit)) return result;
    const Field& field = system_.fields[static_cast<std::size_t>(*child.fields.begin())];
    const bool fits = same_dimension(system_.units.parse(unit), field.unit);
    return fits ? result + "(" + unit + ")" : result;
  }

  static bool share_a_field(const Meaning& a, const Meaning& b) {
    return std::any_of(a.fields.begin(), a.fields.end(),
                       [&](int field) { return b.fields.contains(field); });
  }

  /// A form code or field name under a title must mean what the title means.
  void check_code(const Row& row, const std::string& title, const std::string& child) {
    const bool is_ascii = std::all_of(child.begin(), child.end(),
                                      [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    const Meaning above = titles_.meaning(title);
    const Meaning below = titles_.meaning(child);
    if (!is_ascii || !above.is_known() || !below.is_known()) return;
    const bool agree = above.kind == below.kind &&
                       (above.kind != Meaning::Kind::field ||
                        std::any_of(below.fields.begin(), below.fields.end(),
                                    [&](int field) { return above.fields.contains(field); }));
    if (!agree) {
      problems_.add(Code::contradicting_heading, file_.with_line(row.line), title, {child});
    }
  }

  const std::vector<Row> rows_;
  const Titles& titles_;
  const System& system_;
  Place file_;
  Problems& problems_;
  std::vector<ColumnTitle> columns_;
};

}  // namespace

HeadingBlock find_heading(CsvCells& cells, const Titles& titles, const System& system,
                          const Place& file, Problems& problems) {
  std::vector<Row> rows = next_rows(cells, rows_for_heading + rows_under_it);
  CsvCells::Mark end;
  HeadingBlock block = Finder(std::move(rows), titles, system, file, problems).find(end);
  cells.go_to(end);
  return block;
}

}  // namespace zonerank::detail
