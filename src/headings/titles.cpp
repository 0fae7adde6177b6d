#include "headings/titles.hpp"

#include <algorithm>

#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

constexpr std::string_view zone_names[] = {
    "zone",         "zonename",     "高新区",   "高新区名称", "园区",
    "园区名称",     "所属高新区",   "所属园区", "国家高新区", "国家高新区名称",
    "国家级高新区", "所属地域代码", "开发区",   "开发区名称", "高新技术产业开发区",
    "地域代码",     "经开区",       "自创区"};
/// Headings that name zones where none of those above stands beside them: smaller areas first.
constexpr std::string_view area_names[] = {"县区",
                                           "县(区)",
                                           "县(市、区)",
                                           "县(市区)",
                                           "区县",
                                           "区(县)",
                                           "县市区",
                                           "市县",
                                           "县市",
                                           "县",
                                           "county",
                                           "district",
                                           "countyname",
                                           "街道",
                                           "乡镇",
                                           "镇",
                                           "town",
                                           "城市",
                                           "城市名称",
                                           "地市",
                                           "地级市",
                                           "市",
                                           "city",
                                           "cities",
                                           "cityname",
                                           "municipality",
                                           "省份",
                                           "省",
                                           "省市",
                                           "省(市)",
                                           "省市区",
                                           "省(区、市)",
                                           "省(自治区、直辖市)",
                                           "省市自治区",
                                           "省区市",
                                           "province",
                                           "provincename",
                                           "state",
                                           "statename",
                                           "states",
                                           "国家",
                                           "国家(地区)",
                                           "国家或地区",
                                           "国家和地区",
                                           "国别",
                                           "国家名称",
                                           "经济体",
                                           "country",
                                           "countryname",
                                           "countries",
                                           "countryorarea",
                                           "countryorterritory",
                                           "economy",
                                           "economyname",
                                           "entity",
                                           "entityname",
                                           "地区",
                                           "地区名称",
                                           "地域",
                                           "区域",
                                           "区域名称",
                                           "region",
                                           "regionname",
                                           "area",
                                           "areaname",
                                           "university",
                                           "universityname",
                                           "institution",
                                           "学校",
                                           "高校",
                                           "大学",
                                           "学校名称",
                                           "单位名称",
                                           "机构名称",
                                           "评价对象",
                                           "评价单元",
                                           "对象",
                                           "名称",
                                           "name",
                                           "unitname",
                                           "样本"};
constexpr std::string_view year_names[] = {
    "year",     "years",      "年份",     "年度",     "数据年份",   "统计年度",
    "统计年份", "年",         "数据年度", "报告年份", "报告年度",   "时间",
    "报告期",   "timeperiod", "time",     "period",   "fiscalyear", "referenceyear"};
constexpr std::string_view indicator_names[] = {
    "indicator",   "indicators",   "indicatorname", "指标",
    "指标名称",    "指标名",       "二级指标",      "三级指标",
    "variable",    "variablename", "series",        "seriesname",
    "项目",        "项目名称",     "item",          "measure",
    "field",       "fieldname",    "formcode",      "indicatorcode",
    "indicatorid", "seriescode",   "指标代码",      "代码",
    "字段",        "统计指标",     "code",          "id"};
constexpr std::string_view value_names[] = {"value",  "values", "值",        "数值",
                                            "数据",   "指标值", "obs_value", "obsvalue",
                                            "figure", "统计值", "原始值",    "数据值"};
constexpr std::string_view unit_names[] = {"unit", "units", "单位", "计量单位", "unitofmeasure"};
constexpr std::string_view enterprise_names[] = {"enterprise", "统一社会信用代码", "组织机构代码",
                                                 "企业代码"};
constexpr std::string_view this_year_words[] = {"本年",     "本期",   "本年度", "当年",
                                                "本年实际", "报告期", "本年数", "本期数"};
constexpr std::string_view last_year_words[] = {"上年",     "上年同期", "上期",    "去年",
                                                "去年同期", "同期",     "上年度",  "上年实际",
                                                "上年数",   "上期数",   "previous"};

/// Words that stand beside a unit in brackets and change nothing.
constexpr std::string_view words_beside_units[] = {
    "现价", "当年价",        "当年价格", "按当年价格", "按现价", "可比价", "不变价",
    "年末", "期末",          "年底",     "年末数",     "期末数", "全年",   "当年",
    "本年", "累计",          "人民币",   "rmb",        "常住",   "户籍",   "全口径",
    "合计", "currentprices", "yearend",  "atyearend"};
/// Units as English yearbooks write them, and what may stand before them.
constexpr std::pair<std::string_view, std::string_view> english_units[] = {
    {"yuan rmb", "CNY"}, {"rmb yuan", "CNY"},   {"yuan", "CNY"},      {"rmb", "CNY"},
    {"cny", "CNY"},      {"persons", "person"}, {"person", "person"}, {"people", "person"},
    {"per cent", "%"},   {"percent", "%"}};
constexpr std::pair<std::string_view, std::string_view> english_multipliers[] = {
    {"", ""},
    {"thousand", "k"},
    {"1000", "k"},
    {"1,000", "k"},
    {"10000", "10k "},
    {"10,000", "10k "},
    {"10thousand", "10k "},
    {"tenthousand", "10k "},
    {"million", "m "},
    {"10million", "10m "},
    {"100million", "100m "},
    {"billion", "bn "},
    {"10billion", "10bn "}};
constexpr std::string_view multipliers[] = {"万", "百万", "千万", "亿", "万亿", "千", "百"};
constexpr std::pair<Dimension, std::string_view> symbols_of_dimensions[] = {
    {Dimension::money, "元"},
    {Dimension::person, "人"},
    {Dimension::count, "个"},
    {Dimension::coal, "吨标准煤"},
    {Dimension::mass, "吨"}};
constexpr std::size_t longest_title = 1000;  ///< bytes of a heading that can be a known one
constexpr std::size_t longest_unit = 60;

template <std::size_t N>
bool is_one_of(std::string_view text, const std::string_view (&names)[N]) {
  return std::find(std::begin(names), std::end(names), text) != std::end(names);
}

void erase_all(std::string& text, std::string_view part) {
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at)) {
    text.erase(at, part.size());
  }
}

void strip_prefix(std::string& text, std::string_view prefix) {
  if (text.starts_with(prefix)) text.erase(0, prefix.size());
}

/// Without numbering: "1.", "12、", "(3)", "(一)", "一、".
void strip_numbering(std::string& text) {
  constexpr std::string_view chinese[] = {"一", "二", "三", "四", "五",
                                          "六", "七", "八", "九", "十"};
  std::size_t at = 0;
  const bool bracket = text.starts_with("(");
  if (bracket) ++at;
  const std::size_t begin = at;
  for (bool more = true; more;) {
    more = false;
    if (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at, more = true;
    for (const std::string_view digit : chinese) {
      if (std::string_view(text).substr(at).starts_with(digit)) at += digit.size(), more = true;
    }
  }
  if (at == begin) return;
  const std::string_view rest = std::string_view(text).substr(at);
  for (const std::string_view mark :
       {std::string_view(")"), std::string_view("."), std::string_view("、")}) {
    if (rest.starts_with(mark) && (mark == ")") == bracket && rest.size() > mark.size()) {
      text.erase(0, at + mark.size());
      return;
    }
  }
}

/// One kind of brackets and colons.
void narrow_marks(std::string& text) {
  for (const auto& [wide, narrow] :
       {std::pair{"【", "("}, {"】", ")"}, {"[", "("}, {"]", ")"}, {"：", ":"}}) {
    for (std::size_t at = text.find(wide); at != text.npos; at = text.find(wide, at)) {
      text.replace(at, std::string_view(wide).size(), narrow);
    }
  }
}

/// Without bracketed parts: 工业总产值(当年价格) is 工业总产值.
std::string without_brackets(std::string text) {
  for (std::size_t open = text.find('('); open != text.npos; open = text.find('(')) {
    const std::size_t close = text.find(')', open);
    text.erase(open, close == text.npos ? text.npos : close + 1 - open);
  }
  return text;
}

/// Brackets and colons of one kind, half-width, as written otherwise.
std::string narrowed(std::string_view heading) {
  std::string text = half_width(heading);
  narrow_marks(text);
  return text;
}

/// A title as words of key columns are compared: also without joining marks.
std::string key_word(std::string_view title) {
  std::string text = simplified(title);
  for (const std::string_view mark : {"_", "-"}) erase_all(text, mark);
  return text;
}

std::vector<std::string> split(std::string_view text,
                               std::initializer_list<std::string_view> marks) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < text.size();) {
    const auto* const mark = std::find_if(marks.begin(), marks.end(), [&](std::string_view m) {
      return text.substr(i).starts_with(m);
    });
    if (mark == marks.end()) {
      parts.back() += text[i++];
    } else {
      i += mark->size();
      parts.emplace_back();
    }
  }
  std::erase_if(parts, [](std::string& part) { return (part = std::string(trim(part))).empty(); });
  return parts;
}

}  // namespace

std::string simplified(std::string_view title) {
  if (title.size() > longest_title) return std::string(title);
  std::string text = lower(half_width(trim(title)));
  for (const std::string_view part : {" ", "\t", "\n", "\r", "　"}) erase_all(text, part);
  narrow_marks(text);
  strip_numbering(text);
  strip_prefix(text, "其中:");
  strip_prefix(text, "其中");
  strip_numbering(text);
  return text;
}

bool says_this_year(std::string_view title) {
  return is_one_of(simplified(title), this_year_words);
}
bool says_last_year(std::string_view title) {
  return is_one_of(simplified(title), last_year_words);
}

bool says_indicator(std::string_view title) { return is_one_of(key_word(title), indicator_names); }
bool says_value(std::string_view title) { return is_one_of(key_word(title), value_names); }
bool says_unit(std::string_view title) { return is_one_of(key_word(title), unit_names); }

Titles::Titles(const System& system, const TableFormat& format) : system_(system) {
  std::map<std::string, std::vector<std::string>> titles_of_code;
  for (const FormItem& item : system.forms) {
    items_.insert(lower(item.code));
    items_.insert(simplified(item.zh));
    items_.insert(without_brackets(simplified(item.zh)));
    titles_of_code[lower(item.code)].push_back(item.zh);
  }
  for (std::size_t f = 0; f < system.fields.size(); ++f) {
    const Field& field = system.fields[f];
    if (field.indicator < 0) names_[lower(field.name)] = static_cast<int>(f);
    for (const auto* others : {&field.codes, &field.aliases}) {
      for (const std::string& other : *others) exact_[lower(other)].insert(static_cast<int>(f));
    }
    add(field.zh, f);
    add(field.en, f);
    for (const std::string& alias : field.aliases) add(alias, f);
    for (const std::string& code : field.codes) {
      for (const std::string& title : titles_of_code[lower(code)]) add(title, f);
    }
  }
  for (const auto& [from, to] : format.rename) rename_[simplified(from)] = to;
  for (const std::string& title : system.zone_titles) zone_titles_.insert(simplified(title));
  zone_column_ = simplified(format.zone_column);
  year_column_ = simplified(format.year_column);
}

void Titles::add(const std::string& title, std::size_t field) {
  if (title.empty()) return;
  const std::string text = simplified(title);
  titles_[text].insert(static_cast<int>(field));
  loose_[without_brackets(text)].insert(static_cast<int>(field));
}

std::set<int> Titles::find(const std::string& title) const {
  if (const auto name = names_.find(title); name != names_.end()) return {name->second};
  for (const auto* titles : {&exact_, &titles_, &loose_}) {
    const auto found = titles->find(title);
    if (found == titles->end()) continue;
    // A field stands before an indicator of the same name, which is computed from it.
    std::set<int> fields;
    for (const int f : found->second) {
      if (system_.fields[static_cast<std::size_t>(f)].indicator < 0) fields.insert(f);
    }
    if (!fields.empty()) return fields;
    if (found->second.size() == 1) return found->second;
  }
  return {};
}

bool Titles::is_unit(const std::string& text) const {
  if (text.empty() || text.size() > longest_unit) return false;
  try {
    system_.units.parse(text);
    return true;
  } catch (const Error&) {
    return false;
  }
}

std::string Titles::known_unit(const std::string& text) const {
  if (is_unit(text)) return text;
  if (text.size() > longest_unit) return {};
  std::string unit(trim(text));
  for (const std::string_view before : {"计量单位:", "单位:", "人民币", "unit:", "Unit:", "in "})
    strip_prefix(unit, before);
  unit = trim(unit);
  if (constexpr std::string_view after = "人民币"; unit.ends_with(after))
    unit.resize(unit.size() - after.size());
  if (is_unit(unit)) return unit;
  std::string words = lower(unit);
  for (const auto& [word, symbol] : english_units) {
    if (words.ends_with(word)) {
      words.resize(words.size() - word.size());
      unit = symbol;
      break;
    }
  }
  erase_all(words, " ");
  const auto* const multiplier =
      std::find_if(std::begin(english_multipliers), std::end(english_multipliers),
                   [&](const auto& known) { return known.first == words; });
  if (multiplier == std::end(english_multipliers)) return {};
  unit = std::string(multiplier->second) + unit;
  return is_unit(unit) ? unit : std::string();
}

/// The unit that brackets give among other words: "现价,亿元" is 亿元. What is no unit stays as it
/// is written, so that it can be named.
std::string Titles::unit_inside(const std::string& inside, const std::set<int>& fields) const {
  if (std::string whole = known_unit(inside); !whole.empty()) return whole;
  std::string found;
  std::size_t n_units = 0, n_words = 0;
  for (const std::string& part : split(inside, {",", "，", ";", "；", "/", "、", " "})) {
    if (const std::string unit = known_unit(part); !unit.empty()) {
      found = unit;
      ++n_units;
    } else if (!is_one_of(part, words_beside_units)) {
      ++n_words;
    }
  }
  if (n_units == 1 && n_words == 0) return found;
  if (n_units == 0 && n_words == 0) return {};
  if (is_one_of(inside, multipliers) && fields.size() == 1) {  // (亿) of an amount in yuan is 亿元
    const Unit& unit = system_.fields[static_cast<std::size_t>(*fields.begin())].unit;
    for (const auto& [dimension, symbol] : symbols_of_dimensions) {
      if (unit.is(dimension)) return inside + std::string(symbol);
    }
  }
  return inside;
}

bool Titles::find_with_unit(std::string_view heading, const std::string& title,
                            Meaning& meaning) const {
  const std::size_t open = title.ends_with(")") ? title.rfind('(') : title.npos;
  if (open == title.npos) return find_with_suffix(heading, meaning);
  const std::string base = title.substr(0, open);
  meaning.fields = find(base);
  if (meaning.fields.empty()) meaning.fields = find(without_brackets(base));
  if (meaning.fields.empty()) return false;
  // The unit's letters are read as written: a title is compared in lower case, a unit is not.
  const std::string written = narrowed(heading);
  const std::size_t from = written.rfind('(') + 1;
  const std::string inside(trim(std::string_view(written).substr(from, written.rfind(')') - from)));
  if (is_year(inside)) {
    meaning.fields.clear();  // share(2020) is a heading with a year
    return false;
  }
  if (says_last_year(inside)) {
    meaning.previous = true;
  } else if (!says_this_year(inside)) {
    meaning.unit = unit_inside(inside, meaning.fields);
    meaning.has_unit = !meaning.unit.empty();
  }
  return true;
}

/// A unit behind a mark, or close to the title: 常住人口_万人, 城镇化率/%, 地区生产总值亿元.
bool Titles::find_with_suffix(std::string_view heading, Meaning& meaning) const {
  if (heading.size() > longest_title) return false;
  const std::string written(trim(narrowed(heading)));
  constexpr std::string_view marks[] = {"_", "/", ":", ",", "，", "、", "-", " ", ""};
  for (const std::string_view mark : marks) {
    for (std::size_t at = written.size(); at-- > 1;) {
      if ((static_cast<unsigned char>(written[at]) & 0xC0U) == 0x80U) continue;  // inside a letter
      if (!std::string_view(written).substr(at).starts_with(mark)) continue;
      const std::string unit(trim(std::string_view(written).substr(at + mark.size())));
      const bool is_glued = mark.empty();
      if (is_glued && static_cast<unsigned char>(written[at]) < 0x80U && written[at] != '%')
        continue;
      if (unit.empty() || unit.size() > longest_unit) continue;
      const std::set<int> fields = find(simplified(written.substr(0, at)));
      if (fields.empty() || !is_unit(unit)) continue;
      meaning.fields = fields;
      meaning.has_unit = true;
      meaning.unit = unit;
      return true;
    }
  }
  return false;
}

/// A name or code before a title: "sdg3_smoke : Daily smokers (%)". Brackets of the title give a
/// unit where they hold one of the field's kind.
bool Titles::find_before_colon(std::string_view heading, const std::string& title,
                               Meaning& meaning) const {
  const std::size_t colon = title.find(':');
  if (colon == title.npos || colon == 0) return false;
  const std::string name = title.substr(0, colon);
  if (const auto own = names_.find(name); own != names_.end())
    meaning.fields = {own->second};
  else if (const auto code = exact_.find(name); code != exact_.end() && code->second.size() == 1)
    meaning.fields = code->second;
  else
    return false;
  const std::string written = narrowed(heading);
  const std::size_t open = written.rfind('('), close = written.rfind(')');
  if (open == written.npos || close == written.npos || close < open) return true;
  const std::string inside(trim(std::string_view(written).substr(open + 1, close - open - 1)));
  const Unit& unit = system_.fields[static_cast<std::size_t>(*meaning.fields.begin())].unit;
  meaning.has_unit = is_unit(inside) && same_dimension(system_.units.parse(inside), unit);
  if (meaning.has_unit) meaning.unit = inside;
  return true;
}

std::vector<YearHeading> years_in_heading(std::string_view heading) {
  constexpr std::string_view before = " _-/:,.#)\t", after_it = " _-/:,.#(\t";
  std::vector<YearHeading> found;
  if (heading.size() > longest_title) return found;
  const std::string text = narrowed(heading);
  const auto digit = [&](std::size_t i) {
    return i < text.size() && text[i] >= '0' && text[i] <= '9';
  };
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    const bool four = digit(i) && digit(i + 1) && digit(i + 2) && digit(i + 3) && !digit(i + 4);
    if (!four || (i > 0 && (digit(i - 1) || text[i - 1] == '.'))) continue;
    const int year = std::stoi(text.substr(i, 4));
    // sir2026_rank names a source; GDP2019 is GDP of 2019.
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (i > 0 && is_letter(text[i - 1]) && i + 4 < text.size()) continue;
    const bool has_decimals = i + 5 < text.size() && text[i + 4] == '.' && digit(i + 5);
    if (year < 1900 || year > 2099 || has_decimals) continue;
    // 2019年末从业人员 is 年末从业人员 of 2019, 2019年营业收入 is 营业收入.
    for (const std::string_view word : {"", "年度", "年"}) {
      const std::string_view after = std::string_view(text).substr(i + 4);
      if (!after.starts_with(word)) continue;
      std::string rest = text.substr(0, i) + std::string(after.substr(word.size()));
      if (const std::size_t empty = rest.find("()"); empty != rest.npos) rest.erase(empty, 2);
      const std::size_t begin = rest.find_first_not_of(before);
      rest = begin == rest.npos ? "" : rest.substr(begin);
      const std::size_t end = rest.find_last_not_of(after_it);
      rest.resize(end == rest.npos ? 0 : end + 1);
      found.push_back({year, rest == "FY" ? "" : rest});
    }
  }
  return found;
}

bool is_year(std::string_view heading) {
  for (const YearHeading& found : years_in_heading(heading)) {
    if (found.title.empty()) return true;
  }
  return false;
}

std::optional<YearHeading> Titles::year_heading(std::string_view heading) const {
  for (YearHeading& found : years_in_heading(heading)) {
    if (found.title.empty() || meaning(found.title).kind == Meaning::Kind::field) {
      return std::move(found);
    }
  }
  return std::nullopt;
}

Meaning Titles::meaning(std::string_view heading) const {
  Meaning meaning;
  if (heading.size() > longest_title) return meaning;
  std::string title = simplified(heading), renamed;
  const auto of_kind = [&](Meaning::Kind kind) {
    meaning.kind = kind;
    return meaning;
  };
  if (title.empty()) return of_kind(Meaning::Kind::blank);
  if (const auto other = rename_.find(title); other != rename_.end()) {
    heading = other->second;
    title = simplified(heading);
  } else if (const std::size_t open = title.ends_with(")") ? title.rfind('(') : title.npos;
             open != title.npos && rename_.contains(title.substr(0, open))) {
    // Without its unit: 產值=gdp also renames 產值(億元).
    const std::string written = narrowed(trim(heading));
    renamed = rename_.at(title.substr(0, open)) + written.substr(written.rfind('('));
    heading = renamed;
    title = simplified(heading);
  }
  if (!zone_column_.empty() && title == zone_column_) return of_kind(Meaning::Kind::zone);
  if (!year_column_.empty() && title == year_column_) return of_kind(Meaning::Kind::year);
  const std::string word = key_word(title);
  const bool zone_open = zone_column_.empty(), year_open = year_column_.empty();
  if (zone_open && (is_one_of(word, zone_names) || zone_titles_.contains(title))) {
    return of_kind(Meaning::Kind::zone);
  }
  if (is_one_of(word, enterprise_names)) return of_kind(Meaning::Kind::enterprise);
  meaning.previous = title.find("@previous") != title.npos;
  erase_all(title, "@previous");
  meaning.fields = find(title);
  if (!meaning.fields.empty() || find_with_unit(heading, title, meaning) ||
      find_before_colon(heading, title, meaning)) {
    return of_kind(Meaning::Kind::field);
  }
  if (year_open && is_one_of(word, year_names)) return of_kind(Meaning::Kind::year);
  meaning.is_item = items_.contains(title) || items_.contains(without_brackets(title));
  const auto* const area = std::find(std::begin(area_names), std::end(area_names), word);
  if (zone_open && area != std::end(area_names)) {
    meaning.area = static_cast<int>(area - std::begin(area_names)) + 1;
    return of_kind(Meaning::Kind::zone);
  }
  return of_kind(meaning.is_item ? Meaning::Kind::form_item : Meaning::Kind::unknown);
}

}  // namespace zonerank::detail
