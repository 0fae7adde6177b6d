#include "headings/title_rows.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

constexpr std::size_t longest_title_row = 10'000;  ///< bytes that are looked at

std::string plain(std::string_view text) {
  std::string result = half_width(text.substr(0, longest_title_row));
  for (const std::string_view wide : {"：", "〔", "〕"}) {
    const std::string_view narrow = wide == "：" ? ":" : wide == "〔" ? "[" : "]";
    for (std::size_t at = result.find(wide); at != result.npos; at = result.find(wide, at)) {
      result.replace(at, wide.size(), narrow);
    }
  }
  return result;
}

/// Whether "单位:" after this text speaks of figures; after 填报 it names an organisation.
bool speaks_of_figures(std::string_view before) {
  constexpr std::string_view endings[] = {" ", "(", "|", "计量", "金额", "货币", "数据"};
  return before.empty() || std::any_of(std::begin(endings), std::end(endings),
                                       [&](std::string_view e) { return before.ends_with(e); });
}

/// The text after "单位:", "计量单位:" or "unit:" up to the end of its cell or brackets.
std::string unit_list(const std::string& text) {
  constexpr std::string_view words[] = {"单位:", "unit:", "units:"};
  const std::string small = lower(text);
  for (const std::string_view word : words) {
    for (std::size_t at = small.find(word); at != small.npos; at = small.find(word, at + 1)) {
      if (!speaks_of_figures(std::string_view(text).substr(0, at))) continue;
      const std::string_view rest = std::string_view(text).substr(at + word.size());
      return std::string(trim(rest.substr(0, rest.find_first_of("|)"))));
    }
  }
  return {};
}

std::vector<std::string> parts(std::string_view list) {
  std::vector<std::string> result;
  std::string part;
  const auto finish = [&] {
    if (const std::string_view text = trim(part); !text.empty()) result.emplace_back(text);
    part.clear();
  };
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list.substr(i).starts_with("、") || list.substr(i).starts_with("，")) {
      finish();
      i += 2;
    } else if (list[i] == ',' || list[i] == ';') {
      finish();
    } else {
      part += list[i];
    }
  }
  finish();
  return result;
}

/// The unit of a text, or of its first word: "千元  2019年". Nothing where it names an
/// organisation.
std::optional<Unit> unit_of(std::string_view text, const System& system, const Place& place,
                            Problems& problems, int words = 20) {
  try {
    return system.units.parse(text);
  } catch (const Error& error) {
    if (const std::size_t space = text.rfind(' '); space != text.npos && words > 0)
      return unit_of(trim(text.substr(0, space)), system, place, problems, words - 1);
    if (text.find("元") != text.npos || text.find("币") != text.npos) {
      Problem problem = error.problems().front();
      problem.place = place;
      problems.add(std::move(problem));
    }
    return std::nullopt;
  }
}

void add_units(const TitleRow& row, const System& system, const Place& file,
               std::vector<Unit>& units, Problems& problems) {
  const Place place = file.with_line(row.line);
  for (const std::string& text : parts(unit_list(plain(row.text)))) {
    const auto unit = unit_of(text, system, place, problems);
    if (!unit) continue;
    const auto same = std::find_if(units.begin(), units.end(),
                                   [&](const Unit& u) { return same_dimension(u, *unit); });
    if (same == units.end())
      units.push_back(*unit);
    else if (!(same->scale == unit->scale))
      problems.add(Code::two_units, place, same->text, {unit->text});
  }
}

}  // namespace

int year_in_title(std::string_view title) {
  const std::string text = plain(title);
  std::set<int> found;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_digit(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && is_digit(text[end])) ++end;
    const std::size_t begin = i;
    i = end;
    if (end - begin != 4) continue;
    const int year = std::stoi(text.substr(begin, 4));
    if (year < 1900 || year > 2099) continue;
    const std::string_view after = std::string_view(text).substr(end);
    const auto digits_after = [&](std::string_view mark) {
      if (!after.starts_with(mark)) return std::size_t{0};
      std::size_t n = 0;
      while (mark.size() + n < after.size() && is_digit(after[mark.size() + n])) ++n;
      return n;
    };
    const auto short_number_after = [&](std::string_view mark) {
      const std::size_t n = digits_after(mark);
      return n == 1 || n == 2;
    };
    const bool is_date = short_number_after("-") || short_number_after("/") ||
                         short_number_after(".") || short_number_after("年");
    const bool is_document = begin > 0 && text[begin - 1] == '[' && after.starts_with("]");
    const bool is_edition = after.starts_with("年修订") || after.starts_with("年版") ||
                            after.starts_with("版") || after.starts_with("修订");
    if (!is_date && !is_document && !is_edition) found.insert(year);
  }
  return found.size() == 1 ? *found.begin() : 0;
}

int year_in_name(std::string_view path) {
  const std::string_view name = path.substr(path.find_last_of("/\\") + 1);
  int found = 0;
  for (std::size_t i = 0; i + 4 <= name.size(); ++i) {
    const auto digit = [&](std::size_t k) { return k < name.size() && is_digit(name[k]); };
    if (!digit(i) || (i > 0 && digit(i - 1)) || digit(i + 4)) continue;
    if (!digit(i + 1) || !digit(i + 2) || !digit(i + 3)) continue;
    const int year = std::stoi(std::string(name.substr(i, 4)));
    if (year < 1900 || year > 2099) continue;
    if (found != 0 && found != year) return 0;
    found = year;
  }
  return found;
}

TitleFacts read_title_rows(const std::vector<TitleRow>& rows, const System& system,
                           const Place& file, Problems& problems) {
  TitleFacts facts;
  if (rows.empty()) return facts;
  std::vector<std::string> texts;
  for (const TitleRow& row : rows) {
    texts.push_back(row.text);
    add_units(row, system, file, facts.units, problems);
  }
  facts.year = year_in_title(join(texts, " | "));
  problems.add(Code::title_rows, file, join(texts, "; "), {std::to_string(rows.size())});
  return facts;
}

}  // namespace zonerank::detail
