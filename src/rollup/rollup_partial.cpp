// Partial results: merged, saved as text, and read again.

#include <algorithm>
#include <charconv>

#include "rollup/rollup_run.hpp"
#include "zonerank/cells/csv_cells.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank {
namespace {

constexpr std::string_view magic = "zonerank partial 1";
constexpr std::string_view kind_names[] = {"sum", "min", "max"};
constexpr std::string_view grouping_names[] = {"nothing", "section", "division", "code", "own"};

void add(Selection& a, const Selection& b) {
  a.selected += b.selected;
  a.unknown += b.unknown;
}

void add(Total& a, const Total& b, const Partial::Sum& sum) {
  if (a.cells == 0 && a.value == 0) {
    a = b;
    return;
  }
  if (sum.kind == SumKind::sum) {
    const auto value = checked_add(a.value, b.value);
    if (!value) fail(Code::sum_too_large, "", sum.field);
    a.value = *value;
  } else if (a.cells == 0) {
    a.value = b.value;
  } else if (b.cells > 0) {
    a.value = sum.kind == SumKind::min ? std::min(a.value, b.value) : std::max(a.value, b.value);
  }
  a.cells += b.cells;
}

/// The groups of both, ascending, and the places of each in the result.
struct Union {
  std::vector<GroupKey> groups;
  std::vector<std::size_t> of_a, of_b;
};

Union unite(const std::vector<GroupKey>& a, const std::vector<GroupKey>& b) {
  Union both;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both.groups));
  const auto places = [&](const std::vector<GroupKey>& groups) {
    std::vector<std::size_t> result;
    std::size_t at = 0;
    for (const GroupKey& key : groups) {
      while (both.groups[at] != key) ++at;
      result.push_back(at);
    }
    return result;
  };
  both.of_a = places(a);
  both.of_b = places(b);
  return both;
}

template <class T, class Add>
std::vector<T> spread(const Union& both, const std::vector<T>& a, const std::vector<T>& b,
                      const Add& add_to) {
  std::vector<T> result(both.groups.size());
  for (std::size_t i = 0; i < a.size(); ++i) result[both.of_a[i]] = a[i];
  for (std::size_t i = 0; i < b.size(); ++i) add_to(result[both.of_b[i]], b[i]);
  return result;
}

[[noreturn]] void differ(const Argument& what, const Argument& a, const Argument& b) {
  fail(Code::partials_differ, "", what, {a, b});
}

/// What is in one list and not in the other, for a message.
Argument beyond(const std::vector<std::string>& list, const std::vector<std::string>& other) {
  std::vector<std::string> more;
  for (const std::string& name : list) {
    if (std::find(other.begin(), other.end(), name) == other.end()) more.push_back(name);
  }
  return more.empty() ? words("no others", "没有其他") : listed_names(more);
}

std::vector<std::string> titles(const Partial& partial) {
  std::vector<std::string> result = {"zone", "year", "industry", "rows"};
  for (const auto& condition : partial.conditions) {
    result.push_back("selected where " + condition.text);
    result.push_back("unknown where " + condition.text);
  }
  for (const auto& sum : partial.sums) {
    const std::string of = sum.field + (sum.condition.empty() ? "" : " where " + sum.condition);
    result.push_back(std::string(kind_names[static_cast<std::size_t>(sum.kind)]) + " of " + of);
    result.push_back("cells of " + of);
  }
  return result;
}

std::string quoted_cell(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    result += c;
    if (c == '"') result += c;
  }
  return result + "\"";
}

void append_row(std::string& text, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) text += ',';
    const bool plain = cells[i].find_first_of(",\"\r\n") == std::string::npos && !cells[i].empty();
    text += plain ? cells[i] : quoted_cell(cells[i]);
  }
  text += '\n';
}

/// Reads the rows that save() writes.
class PartialReader {
 public:
  PartialReader(std::string_view text, const std::string& name, const System& system)
      : cells_(text, Place::in_file(name)),
        name_(name),
        system_(system),
        ends_whole_(text.ends_with('\n')) {}

  Partial read() {
    read_head();
    std::vector<bool> present(system_.fields.size());
    for (const std::string& field : partial_.fields) {
      const int f = system_.field(field);
      if (f < 0)
        bad(words("the field {0} is not one of the system", "字段 {0} 不属于该体系", {field}));
      present[static_cast<std::size_t>(f)] = true;
    }
    Partial shape = detail::shape_of(detail::make_plan(system_, present, {}), system_);
    shape.fields = detail::names_of(system_, present);
    shape.industry = partial_.industry;
    for (auto& derivation : shape.derivations) derivation.incomplete = next_incomplete(derivation);
    partial_ = std::move(shape);
    const std::vector<std::string> wanted = titles(partial_);
    next(words("titles", "标题行"));
    if (row() != wanted)
      bad(words("its sums are not those of this version of the system", "其合计项与本版体系不同"));
    while (cells_.next(cells_of_row_)) read_row(wanted.size());
    if (!ends_whole_) bad(words("its last line is cut off", "末行不完整"));
    if (!std::is_sorted(partial_.groups.begin(), partial_.groups.end())) sort();
    const auto twice = std::adjacent_find(partial_.groups.begin(), partial_.groups.end());
    if (twice != partial_.groups.end()) {
      const std::string industry = twice->industry.empty() ? "" : ", " + twice->industry;
      bad(words("the group {0}, {1}{2} stands in it twice", "其中“{0}, {1}{2}”一组出现两次",
                {twice->zone, twice->year, industry}));
    }
    return std::move(partial_);
  }

 private:
  [[noreturn]] void bad(const Argument& why) const {
    fail(Code::bad_partial, Place::in_file(name_, cells_.line()), {}, {why});
  }

  void next(const Argument& what) {
    if (!cells_.next(cells_of_row_))
      bad(words("it ends before its {0}", "文件在{0}之前结束", {what}));
  }

  std::vector<std::string> row() const { return {cells_of_row_.begin(), cells_of_row_.end()}; }

  std::vector<std::string> row_of(const std::string& title) {
    next(title);
    std::vector<std::string> cells = row();
    if (cells.front() != title)
      bad(words("a row \"{0}\" is expected here", "此处应为“{0}”行", {title}));
    cells.erase(cells.begin());
    return cells;
  }

  void read_head() {
    const auto system = row_of(std::string(magic));
    if (system.size() != 1 || system[0] != system_.id) {
      differ(words("system", "体系"), system.empty() ? std::string() : system[0], system_.id);
    }
    partial_.system = system[0];
    partial_.fields = row_of("fields");
    std::vector<std::string> grouping = row_of("industry by");
    const auto* by = std::find(std::begin(grouping_names), std::end(grouping_names),
                               grouping.empty() ? "" : grouping[0]);
    if (by == std::end(grouping_names))
      bad(words("its grouping by industry is not known", "其行业分组未知"));
    partial_.industry.by = static_cast<IndustryGrouping::By>(by - std::begin(grouping_names));
    if (grouping.size() % 2 == 0)
      bad(words("a beginning of codes has no group", "代码前缀没有分组"));
    for (std::size_t i = 1; i + 1 < grouping.size(); i += 2) {
      partial_.industry.own[grouping[i]] = grouping[i + 1];
    }
    incomplete_ = row_of("incomplete");
  }

  std::int64_t next_incomplete(const Partial::Derivation& derivation) const {
    for (std::size_t i = 0; i + 1 < incomplete_.size(); i += 2) {
      if (incomplete_[i] == derivation.field) return count(incomplete_[i + 1]);
    }
    bad(words("it does not say how many rows lack a part of {0}",
              "没有说明多少行缺少 {0} 的组成部分", {derivation.field}));
  }

  std::int64_t whole(std::string_view cell) const {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc{} || end != cell.data() + cell.size()) {
      bad(words("\"{0}\" is not a whole number", "“{0}”不是整数", {std::string(cell)}));
    }
    return value;
  }

  std::int64_t count(std::string_view cell) const {
    const std::int64_t value = whole(cell);
    if (value < 0) bad(words("\"{0}\" is not a count", "“{0}”不是计数", {std::string(cell)}));
    return value;
  }

  GroupKey key() const {
    GroupKey key{std::string(cells_of_row_[0]), 0, std::string(cells_of_row_[2])};
    const std::int64_t year = whole(cells_of_row_[1]);
    if (year < 1000 || year > 9999) bad(words("\"{0}\" is not a year", "“{0}”不是年份", {year}));
    if (key.zone.empty()) bad(words("the row has no zone", "该行没有高新区"));
    if (!key.industry.empty() && partial_.industry.by == IndustryGrouping::By::nothing) {
      bad(words("the row has an industry, but the file is not grouped by it",
                "该行有行业，而文件未按行业分组"));
    }
    key.year = static_cast<int>(year);
    return key;
  }

  void read_row(std::size_t n) {
    if (cells_of_row_.size() != n)
      bad(words("the row has too few or too many cells", "该行单元格数不符"));
    partial_.groups.push_back(key());
    const std::int64_t rows = count(cells_of_row_[3]);
    partial_.rows.push_back(rows);
    std::size_t c = 4;
    for (auto& condition : partial_.conditions) {
      const std::int64_t selected = count(cells_of_row_[c++]);
      const std::int64_t unknown = count(cells_of_row_[c++]);
      if (selected > rows || unknown > rows - selected) {
        bad(words("a condition selects {0} and leaves open {1} of {2} rows",
                  "{2} 行中某条件选中 {0} 行、{1} 行无法判断", {selected, unknown, rows}));
      }
      condition.of.push_back({selected, unknown});
    }
    for (auto& sum : partial_.sums) {
      const auto value = parse_decimal(cells_of_row_[c++]);
      if (!value || value->places != 0)
        bad(words("a sum is not a whole number of at most 38 digits", "合计不是至多 38 位的整数"));
      const std::int64_t cells = count(cells_of_row_[c++]);
      if (cells > rows)
        bad(words("a sum has cells in {0} of {1} rows", "{1} 行中某合计有 {0} 个单元格",
                  {cells, rows}));
      sum.of.push_back({value->digits, cells});
    }
  }

  /// Other engines give the groups in their own order.
  void sort() {
    std::vector<std::size_t> order(partial_.groups.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
      return partial_.groups[a] < partial_.groups[b];
    });
    const auto arrange = [&](auto& list) {
      auto result = list;
      for (std::size_t i = 0; i < order.size(); ++i) result[i] = list[order[i]];
      list = std::move(result);
    };
    arrange(partial_.groups);
    arrange(partial_.rows);
    for (auto& condition : partial_.conditions) arrange(condition.of);
    for (auto& sum : partial_.sums) arrange(sum.of);
  }

  CsvCells cells_;
  std::vector<std::string_view> cells_of_row_;
  std::string name_;
  const System& system_;
  bool ends_whole_;
  Partial partial_;
  std::vector<std::string> incomplete_;
};

}  // namespace

void detail::add_total(Partial::Sum& sum, std::size_t at, const Total& total) {
  add(sum.of[at], total, sum);
}

void detail::check_sums(const Partial& a, const Partial& b) {
  const auto ours = titles(a);
  const auto theirs = titles(b);
  if (ours == theirs) return;
  std::size_t at = 0;
  while (at < ours.size() && at < theirs.size() && ours[at] == theirs[at]) ++at;
  const auto title = [at](const auto& list) {
    return at < list.size() ? Argument(list[at]) : words("no others", "没有其他");
  };
  differ(words("sums", "合计项"), title(ours), title(theirs));
}

Partial merge(const Partial& a, const Partial& b) {
  if (a.system != b.system) differ(words("system", "体系"), a.system, b.system);
  if (a.industry != b.industry) {
    differ(words("grouping", "分组"),
           std::string(grouping_names[static_cast<std::size_t>(a.industry.by)]),
           std::string(grouping_names[static_cast<std::size_t>(b.industry.by)]));
  }
  if (a.fields != b.fields)
    differ(words("fields", "字段"), beyond(a.fields, b.fields), beyond(b.fields, a.fields));
  detail::check_sums(a, b);
  const Union both = unite(a.groups, b.groups);
  Partial result;
  result.system = a.system;
  result.fields = a.fields;
  result.industry = a.industry;
  result.groups = both.groups;
  result.rows =
      spread(both, a.rows, b.rows, [](std::int64_t& x, const std::int64_t& y) { x += y; });
  for (std::size_t p = 0; p < a.conditions.size(); ++p) {
    result.conditions.push_back(
        {a.conditions[p].text, spread(both, a.conditions[p].of, b.conditions[p].of,
                                      [](Selection& x, const Selection& y) { add(x, y); })});
  }
  for (std::size_t m = 0; m < a.sums.size(); ++m) {
    const Partial::Sum& sum = a.sums[m];
    result.sums.push_back(
        {sum.kind, sum.field, sum.condition,
         spread(both, sum.of, b.sums[m].of, [&](Total& x, const Total& y) { add(x, y, sum); })});
  }
  for (std::size_t d = 0; d < a.derivations.size(); ++d) {
    result.derivations.push_back(
        {a.derivations[d].field, a.derivations[d].incomplete + b.derivations[d].incomplete});
  }
  return result;
}

std::string save(const Partial& partial) {
  std::string text;
  append_row(text, {std::string(magic), partial.system});
  std::vector<std::string> fields = {"fields"};
  fields.insert(fields.end(), partial.fields.begin(), partial.fields.end());
  append_row(text, fields);
  std::vector<std::string> grouping = {
      "industry by", std::string(grouping_names[static_cast<std::size_t>(partial.industry.by)])};
  for (const auto& [beginning, group] : partial.industry.own) {
    grouping.insert(grouping.end(), {beginning, group});
  }
  append_row(text, grouping);
  std::vector<std::string> incomplete = {"incomplete"};
  for (const auto& derivation : partial.derivations) {
    incomplete.insert(incomplete.end(), {derivation.field, std::to_string(derivation.incomplete)});
  }
  append_row(text, incomplete);
  append_row(text, titles(partial));
  for (std::size_t g = 0; g < partial.groups.size(); ++g) {
    std::vector<std::string> row = {partial.groups[g].zone, std::to_string(partial.groups[g].year),
                                    partial.groups[g].industry, std::to_string(partial.rows[g])};
    for (const auto& condition : partial.conditions) {
      row.push_back(std::to_string(condition.of[g].selected));
      row.push_back(std::to_string(condition.of[g].unknown));
    }
    for (const auto& sum : partial.sums) {
      row.push_back(format_decimal(sum.of[g].value, 0));
      row.push_back(std::to_string(sum.of[g].cells));
    }
    append_row(text, row);
  }
  return text;
}

Partial load_partial(std::string_view text, const std::string& name, const System& system) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return PartialReader(text, name, system).read();
}

}  // namespace zonerank
