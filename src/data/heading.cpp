#include "data/heading.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

constexpr std::string_view zone_names[] = {"zone", "所属地域代码", "高新区",     "高新区名称",
                                           "园区", "园区名称",     "所属高新区", "国家高新区"};
constexpr std::string_view year_names[] = {"year", "年份", "年度", "数据年份", "统计年度"};
constexpr std::string_view enterprise_names[] = {"enterprise", "统一社会信用代码", "组织机构代码",
                                                 "企业代码"};

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

/// A title as it is compared: half-width, lower case, without spaces, numbering and 其中.
std::string simplified(std::string_view title) {
  std::string text = lower(half_width(trim(title)));
  for (const std::string_view part : {" ", "\t", "\n", "\r", "　"}) erase_all(text, part);
  narrow_marks(text);
  strip_numbering(text);
  strip_prefix(text, "其中:");
  strip_prefix(text, "其中");
  strip_numbering(text);
  return text;
}

/// Without bracketed parts: 工业总产值(当年价格) is 工业总产值.
std::string without_brackets(std::string text) {
  for (std::size_t open = text.find('('); open != text.npos; open = text.find('(')) {
    const std::size_t close = text.find(')', open);
    text.erase(open, close == text.npos ? text.npos : close + 1 - open);
  }
  return text;
}

class Titles {
 public:
  explicit Titles(const System& system) {
    for (const FormItem& item : system.forms) {
      items_.insert(lower(item.code));
      items_.insert(simplified(item.zh));
      items_.insert(without_brackets(simplified(item.zh)));
      titles_of_code_[lower(item.code)].push_back(item.zh);
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
        for (const std::string& title : titles_of_code_[lower(code)]) add(title, f);
      }
    }
  }

  /// The fields that a simplified title can mean.
  std::set<int> find(const std::string& title) const {
    if (const auto name = names_.find(title); name != names_.end()) return {name->second};
    if (const auto exact = exact_.find(title); exact != exact_.end()) return exact->second;
    if (const auto found = titles_.find(title); found != titles_.end()) return found->second;
    if (const auto found = loose_.find(title); found != loose_.end()) return found->second;
    return {};
  }

  bool is_form_item(const std::string& title) const { return items_.contains(title); }

 private:
  void add(const std::string& title, std::size_t field) {
    if (title.empty()) return;
    const std::string text = simplified(title);
    titles_[text].insert(static_cast<int>(field));
    loose_[without_brackets(text)].insert(static_cast<int>(field));
  }

  std::map<std::string, int> names_;
  std::map<std::string, std::set<int>> exact_;  ///< codes and aliases
  std::map<std::string, std::set<int>> titles_;
  std::map<std::string, std::set<int>> loose_;  ///< without their bracketed parts
  std::map<std::string, std::vector<std::string>> titles_of_code_;
  std::set<std::string> items_;
};

class Matcher {
 public:
  Matcher(const System& system, const std::string& place, Problems& problems)
      : system_(system), titles_(system), place_(place), problems_(problems) {}

  Heading match(std::string_view cell) {
    Heading heading;
    heading.text = std::string(trim(cell));
    std::string title = simplified(cell);
    if (title.empty()) return heading;
    if (is_one_of(title, zone_names)) return with_role(heading, Heading::Role::zone);
    if (is_one_of(title, year_names)) return with_role(heading, Heading::Role::year);
    if (is_one_of(title, enterprise_names)) return with_role(heading, Heading::Role::enterprise);
    const bool previous = title.find("@previous") != title.npos;
    erase_all(title, "@previous");
    if (find(heading, title)) {
      if (heading.field >= 0) {
        heading.role = previous ? Heading::Role::previous : Heading::Role::field;
      }
      return heading;
    }
    if (titles_.is_form_item(title) || titles_.is_form_item(without_brackets(title))) {
      ++n_unused_;
      return heading;
    }
    problems_.add(Code::unknown_column, place_, heading.text, {nearest_title(title)});
    return heading;
  }

  void finish() {
    if (n_unused_ > 0) problems_.add(Code::unused_column, place_, std::to_string(n_unused_));
  }

 private:
  static Heading with_role(Heading heading, Heading::Role role) {
    heading.role = role;
    return heading;
  }

  /// True if the title is understood or reported.
  bool find(Heading& heading, const std::string& title) {
    std::set<int> fields = titles_.find(title);
    if (fields.empty() && title.ends_with(")")) {
      const std::size_t open = title.rfind('(');
      if (open == title.npos) return false;
      const std::string base = title.substr(0, open);
      fields = titles_.find(base);
      if (fields.empty()) fields = titles_.find(without_brackets(base));
      if (fields.empty()) return false;
      // The unit's letters are read as written: a title is compared in lower case, a unit is not.
      std::string written = half_width(heading.text);
      narrow_marks(written);
      const std::size_t from = written.rfind('(') + 1;
      const std::size_t to = written.rfind(')');
      if (fields.size() == 1) set_unit(heading, *fields.begin(), written.substr(from, to - from));
    }
    if (fields.empty()) return false;
    if (fields.size() > 1) {
      std::vector<std::string> names;
      for (const int f : fields)
        names.push_back(quoted(system_.fields[static_cast<std::size_t>(f)].name));
      problems_.add(Code::ambiguous_title, place_, heading.text, {join(names, " or ")});
      return true;
    }
    heading.field = *fields.begin();
    return true;
  }

  void set_unit(Heading& heading, int index, const std::string& text) {
    const Field& field = system_.fields[static_cast<std::size_t>(index)];
    const std::string place = place_ + ", column " + heading.text;
    try {
      const Unit unit = system_.units.parse(text);
      if (!same_dimension(unit, field.unit)) {
        problems_.add(Code::wrong_dimension, place, text, {field.unit.text});
        return;
      }
      const Scale scale = conversion(unit, field.unit);
      if (scale != Scale{}) heading.scale = scale;
    } catch (const Error& error) {
      Problem problem = error.problems().front();
      problem.place = place;
      problems_.add(std::move(problem));
    }
  }

  std::string nearest_title(const std::string& title) const {
    std::vector<std::string> names;
    for (const Field& field : system_.fields) {
      names.push_back(field.name);
      names.push_back(field.zh);
    }
    const std::string near = nearest(title, names);
    return near.empty() ? "" : "did you mean " + quoted(near) + "?";
  }

  const System& system_;
  const Titles titles_;
  const std::string& place_;
  Problems& problems_;
  std::size_t n_unused_ = 0;
};

void check_doubles(const std::vector<Heading>& headings, const System& system,
                   const std::string& place, Problems& problems) {
  std::map<std::pair<Heading::Role, int>, const Heading*> first;
  for (const Heading& heading : headings) {
    if (heading.role == Heading::Role::unused) continue;
    const auto [found, is_new] = first.emplace(std::pair{heading.role, heading.field}, &heading);
    if (is_new) continue;
    const std::string meaning = heading.field >= 0
                                    ? system.fields[static_cast<std::size_t>(heading.field)].name
                                : heading.role == Heading::Role::zone ? "zone"
                                : heading.role == Heading::Role::year ? "year"
                                                                      : "enterprise";
    problems.add(Code::duplicate_column, place,
                 quoted(found->second->text) + " and " + quoted(heading.text), {meaning});
  }
}

}  // namespace

std::vector<Heading> match_headings(const std::vector<std::string_view>& cells,
                                    const System& system, const std::string& place,
                                    Problems& problems) {
  Matcher matcher(system, place, problems);
  std::vector<Heading> headings;
  for (const std::string_view cell : cells) headings.push_back(matcher.match(cell));
  matcher.finish();
  check_doubles(headings, system, place, problems);
  return headings;
}

}  // namespace zonerank::detail
