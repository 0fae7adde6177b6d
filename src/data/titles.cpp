#include "data/titles.hpp"

#include <algorithm>

#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

constexpr std::string_view zone_names[] = {"zone", "所属地域代码", "高新区",     "高新区名称",
                                           "园区", "园区名称",     "所属高新区", "国家高新区"};
constexpr std::string_view year_names[] = {"year", "年份", "年度", "数据年份", "统计年度"};
constexpr std::string_view enterprise_names[] = {"enterprise", "统一社会信用代码", "组织机构代码",
                                                 "企业代码"};
constexpr std::string_view this_year_words[] = {"本年",     "本期",   "本年度", "当年",
                                                "本年实际", "报告期", "本年数", "本期数"};
constexpr std::string_view last_year_words[] = {"上年",     "上年同期", "上期",    "去年",
                                                "去年同期", "同期",     "上年度",  "上年实际",
                                                "上年数",   "上期数",   "previous"};

constexpr std::size_t longest_title = 2000;  ///< bytes; what is longer is no title

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

Titles::Titles(const System& system) {
  std::map<std::string, std::vector<std::string>> titles_of_code;
  for (const FormItem& item : system.forms) {
    items_.insert(lower(item.code));
    items_.insert(simplified(item.zh));
    items_.insert(without_brackets(simplified(item.zh)));
    titles_of_code[lower(item.code)].push_back(item.zh);
  }
  for (std::size_t f = 0; f < system.fields.size(); ++f) {
    const Field& field = system.fields[f];
    names_[lower(field.name)] = static_cast<int>(f);
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
}

void Titles::add(const std::string& title, std::size_t field) {
  if (title.empty()) return;
  const std::string text = simplified(title);
  titles_[text].insert(static_cast<int>(field));
  loose_[without_brackets(text)].insert(static_cast<int>(field));
}

std::set<int> Titles::find(const std::string& title) const {
  if (const auto name = names_.find(title); name != names_.end()) return {name->second};
  if (const auto exact = exact_.find(title); exact != exact_.end()) return exact->second;
  if (const auto found = titles_.find(title); found != titles_.end()) return found->second;
  if (const auto found = loose_.find(title); found != loose_.end()) return found->second;
  return {};
}

bool Titles::find_with_unit(std::string_view heading, const std::string& title,
                            Meaning& meaning) const {
  const std::size_t open = title.ends_with(")") ? title.rfind('(') : title.npos;
  if (open == title.npos) return false;
  const std::string base = title.substr(0, open);
  meaning.fields = find(base);
  if (meaning.fields.empty()) meaning.fields = find(without_brackets(base));
  if (meaning.fields.empty()) return false;
  // The unit's letters are read as written: a title is compared in lower case, a unit is not.
  std::string written = half_width(heading);
  narrow_marks(written);
  const std::size_t from = written.rfind('(') + 1;
  const std::string inside = written.substr(from, written.rfind(')') - from);
  if (says_last_year(inside)) {
    meaning.previous = true;
  } else if (!says_this_year(inside)) {
    meaning.has_unit = true;
    meaning.unit = inside;
  }
  return true;
}

Meaning Titles::meaning(std::string_view heading) const {
  Meaning meaning;
  if (heading.size() > longest_title) return meaning;  // unknown
  std::string title = simplified(heading);
  const auto of_kind = [&](Meaning::Kind kind) {
    meaning.kind = kind;
    return meaning;
  };
  if (title.empty()) return of_kind(Meaning::Kind::blank);
  if (is_one_of(title, zone_names)) return of_kind(Meaning::Kind::zone);
  if (is_one_of(title, year_names)) return of_kind(Meaning::Kind::year);
  if (is_one_of(title, enterprise_names)) return of_kind(Meaning::Kind::enterprise);
  meaning.previous = title.find("@previous") != title.npos;
  erase_all(title, "@previous");
  meaning.fields = find(title);
  if (!meaning.fields.empty() || find_with_unit(heading, title, meaning)) {
    return of_kind(Meaning::Kind::field);
  }
  const bool is_item = items_.contains(title) || items_.contains(without_brackets(title));
  return of_kind(is_item ? Meaning::Kind::form_item : Meaning::Kind::unknown);
}

}  // namespace zonerank::detail
