#pragma once
#include "zonerank/diagnostics/place.hpp"

#include <vector>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank {

ZONERANK_INLINE Place Place::in_file(std::string name) {
  Place place;
  place.file = std::move(name);
  return place;
}

ZONERANK_INLINE Place Place::of_zone(std::string name, int year) {
  return Place().with_zone(std::move(name), year);
}

ZONERANK_INLINE Place Place::of_enterprise(std::string code, int year) {
  return of_year(year).with_enterprise(std::move(code));
}

ZONERANK_INLINE Place Place::of_year(int year) {
  Place place;
  place.year = year;
  return place;
}

ZONERANK_INLINE Place Place::in_column(std::string heading) {
  return Place().with_column(std::move(heading));
}

ZONERANK_INLINE Place Place::with_column(std::string heading) const {
  Place place = *this;
  place.column = std::move(heading);
  return place;
}

ZONERANK_INLINE Place Place::with_zone(std::string name, int of_year) const {
  Place place = *this;
  place.zone = std::move(name);
  place.year = of_year;
  return place;
}

ZONERANK_INLINE Place Place::with_enterprise(std::string code) const {
  Place place = *this;
  place.enterprise = std::move(code);
  return place;
}

ZONERANK_INLINE Place Place::with_field(std::string name) const {
  Place place = *this;
  place.field = std::move(name);
  return place;
}

ZONERANK_INLINE Place Place::with_key(Argument name) const {
  Place place = *this;
  place.key = std::move(name);
  return place;
}

ZONERANK_INLINE Place Place::within(const Place& outer) const {
  if (!file.empty() && !outer.file.empty()) {  // a file that another one names
    Place place = outer;
    const Argument inner(text(Lang::en), text(Lang::zh));
    place.key = outer.key.empty() ? inner : words("{0}, {1}", "{0}，{1}", {outer.key, inner});
    return place;
  }
  Place place = *this;
  for (std::string Place::*const part : {&Place::file, &Place::sheet, &Place::column, &Place::zone,
                                         &Place::enterprise, &Place::field}) {
    if ((place.*part).empty()) place.*part = outer.*part;
  }
  if (line == 0) place.line = outer.line;
  if (year == 0) place.year = outer.year;
  if (section.empty()) place.section = outer.section;
  if (key.empty())
    place.key = outer.key;
  else if (!outer.key.empty())
    place.key = words("{0}, {1}", "{0}，{1}", {outer.key, key});
  return place;
}

ZONERANK_INLINE std::string Place::text(Lang lang) const {
  const bool is_chinese = lang == Lang::zh;
  std::vector<std::string> parts;
  const auto add = [&](const char* en, const char* zh, const std::string& part) {
    if (!part.empty()) parts.push_back((is_chinese ? zh : en) + part);
  };
  std::string head = sheet.empty() ? file : file + "[" + sheet + "]";
  if (line > 0) head += ":" + std::to_string(line);
  if (!section.empty()) head += (head.empty() ? "" : " ") + section.text(lang);
  add("", "", head);
  const auto add_year = [&] {
    if (year != 0) parts.push_back(std::to_string(year) + (is_chinese ? " 年" : ""));
  };
  const bool is_cell = line > 0 && !column.empty();
  const bool is_row = line > 0 && !enterprise.empty();
  if (!is_cell && !is_row && !zone.empty()) {
    const bool is_plain = line == 0 && year != 0 && key.empty();  // "A, 2020" is clear
    add(is_plain ? "" : "zone ", is_plain ? "" : "高新区 ", zone);
    add_year();
    add("enterprise ", "企业 ", enterprise);
  } else if (!is_cell) {
    add("enterprise ", "企业 ", enterprise);
    add_year();
  }
  if (line == 0 && column.empty() && !enterprise.empty()) add("field ", "字段 ", field);
  add(file.empty() ? "" : "key ", file.empty() ? "" : "键 ", key.text(lang));
  add("column ", "列 ", column);
  return join(parts, is_chinese ? "，" : ", ");
}

}  // namespace zonerank
