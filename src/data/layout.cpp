#include "data/layout.hpp"

#include <algorithm>

#include "zonerank/data/columns.hpp"

namespace zonerank::detail {
namespace {

using Role = Heading::Role;

/// The only number from 1900 to 2099 in the file's name; 0 where there is none or more.
int year_in_name(const std::string& path) {
  const std::string name = path.substr(path.find_last_of("/\\") + 1);
  int found = 0;
  const auto digit = [&](std::size_t k) {
    return k < name.size() && name[k] >= '0' && name[k] <= '9';
  };
  for (std::size_t i = 0; i + 4 <= name.size(); ++i) {
    if (!digit(i) || (i > 0 && digit(i - 1)) || digit(i + 4)) continue;
    if (!digit(i + 1) || !digit(i + 2) || !digit(i + 3)) continue;
    const int year = std::stoi(name.substr(i, 4));
    if (year < 1900 || year > 2099) continue;
    if (found != 0 && found != year) return 0;
    found = year;
  }
  return found;
}

std::int32_t year_of(const FileContext& context, Problems& problems) {
  const int in_name = year_in_name(context.name);
  const int named = context.year > 0 && !context.name_first ? 0 : in_name;
  const int year = named > 0 ? named : context.year;
  if (in_name > 0 && in_name != year) {
    problems.add(Code::year_not_in_name, context.name, std::to_string(year),
                 {std::to_string(in_name)});
  }
  if (year == 0) {
    problems.add(Code::no_column, context.name, "of the year",
                 {"name it year or 年份, put the year into the file's name, or give --year"});
  } else if (named > 0) {
    problems.add(Code::year_from_name, context.name, std::to_string(year));
  }
  return year;
}

}  // namespace

Layout lay_out(std::vector<Heading> headings, const System& system, const FileContext& context,
               bool of_enterprises, Problems& problems) {
  Layout layout;
  layout.headings = std::move(headings);
  const auto column_of = [&](Role role) {
    const auto found = std::find_if(layout.headings.begin(), layout.headings.end(),
                                    [role](const Heading& h) { return h.role == role; });
    return found == layout.headings.end() ? -1 : static_cast<int>(found - layout.headings.begin());
  };
  layout.zone = column_of(Role::zone);
  layout.year = column_of(Role::year);
  layout.enterprise = column_of(Role::enterprise);
  of_enterprises = of_enterprises || layout.enterprise >= 0;
  if (layout.zone < 0) {
    problems.add(Code::no_column, context.name, "of the zone", {"name it zone or 所属地域代码"});
  }
  if (layout.year < 0) layout.file_year = year_of(context, problems);
  for (std::size_t c = 0; c < layout.headings.size(); ++c) {
    const Heading& heading = layout.headings[c];
    if (heading.field < 0) continue;
    const Field& field = system.fields[static_cast<std::size_t>(heading.field)];
    const bool is_amount = field.is_exact() || field.number == Number::real;
    const bool usable = of_enterprises
                            ? field.level == Level::enterprise && heading.role == Role::field
                            : is_amount;
    if (!usable) {
      problems.add(Code::unknown_column, context.name, heading.text,
                   {of_enterprises ? "it is a figure of zones, but these rows are enterprises"
                                   : "it describes enterprises, but these rows are zones"});
    }
    const bool wanted =
        context.wanted.empty() || context.wanted[static_cast<std::size_t>(heading.field)];
    if (usable && wanted) layout.active.push_back(c);
  }
  return layout;
}

}  // namespace zonerank::detail

namespace zonerank {

std::vector<ColumnMeaning> column_meanings(const std::vector<std::string>& names,
                                           const System& system, const std::string& place,
                                           Problems& problems) {
  std::vector<ColumnMeaning> meanings;
  const std::vector<std::string_view> cells(names.begin(), names.end());
  for (const detail::Heading& heading : detail::match_headings(cells, system, place, problems)) {
    ColumnMeaning meaning;
    meaning.role = static_cast<ColumnMeaning::Role>(heading.role);
    if (heading.field >= 0)
      meaning.field = system.fields[static_cast<std::size_t>(heading.field)].name;
    meaning.scale = heading.scale.value_or(Scale{});
    meanings.push_back(std::move(meaning));
  }
  return meanings;
}

}  // namespace zonerank
