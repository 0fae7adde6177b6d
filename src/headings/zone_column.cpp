#include "headings/zone_column.hpp"

#include <algorithm>
#include <set>

#include "headings/grid.hpp"
#include "headings/row_marks.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {

std::string take_zone_column(std::vector<Heading>& headings,
                             const std::vector<std::vector<std::string>>& rows, const Place& place,
                             Problems& problems) {
  const auto year = std::find_if(headings.begin(), headings.end(),
                                 [](const Heading& h) { return h.role == Heading::Role::year; });
  const auto year_column = static_cast<std::size_t>(year - headings.begin());
  const auto names_zones = [&](std::size_t c) {
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto& row : rows) {
      if (row.size() != headings.size() || is_footnote(row.front())) continue;
      const std::string text(trim(row[c]));
      if (text.empty() || is_figure(text)) return false;
      if (!seen.emplace(text, year_column < row.size() ? row[year_column] : "").second)
        return false;
    }
    return seen.size() > 1;
  };
  std::vector<std::size_t> found;
  for (std::size_t c = 0; c < headings.size(); ++c) {
    if (headings[c].role == Heading::Role::unused && names_zones(c)) found.push_back(c);
  }
  if (found.empty()) return {};
  headings[found.front()].role = Heading::Role::zone;
  std::vector<std::string> others;
  for (std::size_t k = 1; k < found.size(); ++k)
    others.push_back(in_quotes(headings[found[k]].text));
  problems.add(Code::zone_from_column, place, headings[found.front()].text,
               {others.empty() ? Argument() : words(" ({0})", "（{0}）", {listed_names(others)})});
  return headings[found.front()].text;
}

}  // namespace zonerank::detail
