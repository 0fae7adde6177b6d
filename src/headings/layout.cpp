#include "headings/layout.hpp"

#include <algorithm>
#include <set>

#include "headings/title_rows.hpp"
#include "zonerank/headings/columns.hpp"

namespace zonerank::detail {
namespace {

using Role = Heading::Role;

/// The year of a table without a column of years: a sheet's name stands before the file's, both
/// before a title; a year given for this one table before all.
std::int32_t year_of(const FileContext& context, int in_title, Problems& problems) {
  const int in_sheet = year_in_name(context.sheet);
  const int in_name = in_sheet > 0 ? in_sheet : year_in_name(context.place.file);
  const bool given_first = context.year > 0 && !context.name_first;
  const int stated = in_name > 0 ? in_name : in_title;
  if (in_name > 0 && in_title > 0 && in_name != in_title && !given_first) {
    problems.add(Code::contradicting_year, context.place, std::to_string(in_name),
                 {std::to_string(in_title)});
  }
  const int year = given_first || stated == 0 ? context.year : stated;
  if (year == 0) {
    problems.add(Code::no_column, context.place, {},
                 {words("of the year", "年份"),
                  words("name it year or 年份, put the year into the file's name, or give --year",
                        "列名请用 year 或 年份，或在文件名中写明年份，或使用 --year")});
  } else if (stated > 0 && stated != year) {
    problems.add(Code::year_not_in_name, context.place, std::to_string(year),
                 {std::to_string(stated)});
  } else if (stated > 0 && !given_first) {
    problems.add(in_name > 0 ? Code::year_from_name : Code::year_from_title, context.place,
                 std::to_string(year),
                 {in_sheet > 0 ? words("sheet", "工作表") : words("file", "文件")});
  }
  return year;
}

}  // namespace

Layout lay_out(std::vector<Heading> headings, const System& system, const FileContext& context,
               const LayoutHints& hints, Problems& problems) {
  Layout layout;
  layout.names = std::make_shared<ZoneNames>(system, context.format);
  layout.headings = std::move(headings);
  const auto column_of = [&](Role role) {
    const auto found = std::find_if(layout.headings.begin(), layout.headings.end(),
                                    [role](const Heading& h) { return h.role == role; });
    return found == layout.headings.end() ? -1 : static_cast<int>(found - layout.headings.begin());
  };
  layout.zone = column_of(Role::zone);
  layout.year = column_of(Role::year);
  layout.enterprise = column_of(Role::enterprise);
  const bool of_enterprises = hints.of_enterprises || layout.enterprise >= 0;
  if (layout.zone < 0) {
    problems.add(Code::no_column, context.place, {},
                 {words("of the zone", "高新区"),
                  words("name it zone or 高新区, or name the column with --zone-column",
                        "列名请用 高新区 或 zone，或用 --zone-column 指明")});
  }
  if (layout.year < 0) layout.file_year = year_of(context, hints.year_in_title, problems);
  for (std::size_t c = 0; c < layout.headings.size(); ++c) {
    const Heading& heading = layout.headings[c];
    if (heading.field < 0) continue;
    const Field& field = system.fields[static_cast<std::size_t>(heading.field)];
    const bool is_amount = field.is_exact() || field.number == Number::real;
    const bool usable = of_enterprises
                            ? field.level == Level::enterprise && heading.role == Role::field
                            : is_amount;
    if (!usable) {
      problems.add(
          Code::unknown_column, context.place, heading.text,
          {of_enterprises ? words("it is a figure of zones, but these rows are enterprises",
                                  "它是高新区数据，而该文件各行是企业")
                          : words("it describes enterprises, but these rows are zones",
                                  "它描述企业，而该文件各行是高新区")});
    }
    const bool wanted =
        context.wanted.empty() || context.wanted[static_cast<std::size_t>(heading.field)];
    if (usable && wanted) layout.active.push_back(c);
  }
  return layout;
}

std::string field_of(const Heading& heading, const Field& field) {
  return heading.role == Role::previous ? field.name + "@previous" : field.name;
}

std::vector<Heading> match_names(const std::vector<std::string>& names, const System& system,
                                 const Place& place, Problems& problems,
                                 const TableFormat& format) {
  std::vector<ColumnTitle> titles;
  for (const std::string& name : names) titles.push_back({name});
  return match_headings(titles, {}, Titles(system, format), system, place, problems);
}

}  // namespace zonerank::detail

namespace zonerank {

const std::vector<std::string>& layout_names() {
  static const std::vector<std::string> names = {"rows", "years-as-columns", "long",
                                                 "indicators-as-rows"};
  return names;
}

std::vector<ColumnMeaning> column_meanings(const std::vector<std::string>& names,
                                           const System& system, const Place& place,
                                           Problems& problems, const TableFormat& format) {
  std::vector<ColumnMeaning> meanings;
  for (const detail::Heading& heading :
       detail::match_names(names, system, place, problems, format)) {
    ColumnMeaning meaning;
    meaning.role = static_cast<ColumnMeaning::Role>(heading.role);
    if (heading.field >= 0)
      meaning.field = system.fields[static_cast<std::size_t>(heading.field)].name;
    meaning.scale = heading.scale.value_or(Scale{});
    meanings.push_back(std::move(meaning));
  }
  return meanings;
}

bool is_plain(const std::vector<std::string>& names, const System& system,
              const TableFormat& format) {
  if (!format.layout.empty()) return format.layout == layout_names().front();
  const detail::Titles titles(system, format);
  bool has_zone = false, has_year = false, years = false, indicator = false, value = false;
  std::set<std::string> zones;
  for (const std::string& name : names) {
    using Kind = detail::Meaning::Kind;
    const Kind kind = titles.meaning(name).kind;
    if (kind == Kind::zone && !zones.insert(detail::simplified(name)).second) return false;
    has_zone = has_zone || kind == Kind::zone || kind == Kind::enterprise;
    has_year = has_year || kind == Kind::year;
    years = years || (kind == Kind::unknown && titles.year_heading(name).has_value());
    indicator = indicator || (kind != Kind::field && detail::says_indicator(name));
    value = value || detail::says_value(name);
  }
  return has_zone && !(indicator && (value || years)) && (has_year || !years);
}

}  // namespace zonerank
