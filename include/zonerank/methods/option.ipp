#pragma once
#include "zonerank/methods/option.hpp"

#include <algorithm>
#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {
ZONERANK_OWN(option) {

ZONERANK_INLINE void wanted(const Setting& setting, Problems& problems, const Argument& what) {
  problems.add(Code::bad_option, setting.place, setting.shown(), {what});
}

ZONERANK_INLINE Argument range_text(double least, double most) {
  return words("from {0} to {1}", "{0} 到 {1}", {shortest(least), shortest(most)});
}

ZONERANK_INLINE bool is_plain(const Setting& setting) {
  return !setting.is_list && !setting.is_table;
}

ZONERANK_INLINE Argument how_to_register() {
  return words(
      "a method of your own is registered under its name first, in the same program (in Python "
      "@zonerank.normalization(\"name\") and so on; the command line has none)",
      "自定义方法须先在同一程序中按名称注册（Python 中用 @zonerank.normalization(\"名称\") "
      "等；命令行没有）");
}

}  // ZONERANK_OWN(option)

ZONERANK_INLINE void check_option(std::string_view key, double value, double least, double most,
                                  Problems& problems) {
  if (value >= least && value <= most) return;
  problems.add(Code::bad_option, std::string(key), shortest(value),
               {words("a number {0}", "{0}之间的数", {range_text(least, most)})});
}

ZONERANK_INLINE void read_option(const Setting& setting, Problems& problems, double& target,
                                 double least, double most) {
  if (is_plain(setting) && setting.number && *setting.number >= least && *setting.number <= most) {
    target = *setting.number;
  } else {
    wanted(setting, problems, words("a number {0}", "{0}之间的数", {range_text(least, most)}));
  }
}

ZONERANK_INLINE void read_option(const Setting& setting, Problems& problems,
                                 std::optional<double>& target, double least, double most) {
  double value = least;
  const std::size_t before = problems.list().size();
  read_option(setting, problems, value, least, most);
  if (problems.list().size() == before) target = value;
}

ZONERANK_INLINE void read_option(const Setting& setting, Problems& problems, int& target, int least,
                                 int most) {
  const double x = setting.number.value_or(missing);
  if (is_plain(setting) && x >= least && x <= most && x == std::floor(x)) {
    target = static_cast<int>(x);
  } else {
    wanted(setting, problems,
           words("a whole number {0}", "{0}之间的整数", {range_text(least, most)}));
  }
}

ZONERANK_INLINE void read_option(const Setting& setting, Problems& problems, bool& target) {
  if (is_plain(setting) && (setting.number == 0.0 || setting.number == 1.0)) {
    target = setting.number == 1.0;
  } else {
    wanted(setting, problems, words("0 or 1", "0 或 1"));
  }
}

ZONERANK_INLINE void read_option(const Setting& setting, Problems& problems, std::string& target) {
  if (is_plain(setting) && !setting.number && !setting.text.empty()) {
    target = setting.text;
  } else {
    wanted(setting, problems, words("a text", "文本"));
  }
}

ZONERANK_INLINE void read_option(const Setting& setting, Problems& problems,
                                 std::vector<double>& target) {
  if (setting.is_list && setting.rows.size() == 1 && setting.words.empty()) {
    target = setting.rows[0];
  } else {
    wanted(setting, problems, words("a list of numbers", "数的列表"));
  }
}

ZONERANK_INLINE void read_option(const Setting& setting, Problems& problems,
                                 std::vector<std::string>& target) {
  if (setting.is_list && setting.rows.empty() && !setting.words.empty()) {
    target = setting.words;
  } else {
    wanted(setting, problems, words("a list of texts", "文本的列表"));
  }
}

ZONERANK_INLINE void read_option(const Setting& setting, Problems& problems, Matrix& target) {
  const std::size_t n = setting.rows.size();
  const std::size_t m = n == 0 ? 0 : setting.rows[0].size();
  const bool even = std::all_of(setting.rows.begin(), setting.rows.end(),
                                [m](const std::vector<double>& row) { return row.size() == m; });
  if (!setting.is_list || m == 0 || !even || !setting.words.empty()) {
    wanted(setting, problems,
           words("a list of equally long lists of numbers", "等长的数列组成的列表"));
    return;
  }
  target.resize(static_cast<Index>(n), static_cast<Index>(m));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < m; ++j) {
      target(static_cast<Index>(i), static_cast<Index>(j)) = setting.rows[i][j];
    }
  }
}

ZONERANK_INLINE std::optional<std::size_t> read_word(const Setting& setting, Problems& problems,
                                                     Words words) {
  if (is_plain(setting) && !setting.number) {
    const auto found = std::find(words.begin(), words.end(), setting.text);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  }
  unknown_method(setting, {words.begin(), words.end()}, problems);
  return std::nullopt;
}

ZONERANK_INLINE Setting option_value(double value) {
  Setting setting;
  setting.number = value;
  return setting;
}
ZONERANK_INLINE Setting option_value(const std::optional<double>& value) {
  Setting setting;
  setting.number = value;
  return setting;
}
ZONERANK_INLINE Setting option_value(int value) { return option_value(static_cast<double>(value)); }
ZONERANK_INLINE Setting option_value(bool value) { return option_value(value ? 1.0 : 0.0); }

ZONERANK_INLINE Setting option_value(const std::string& value) {
  Setting setting;
  setting.text = value;
  return setting;
}

ZONERANK_INLINE Setting option_value(const std::vector<std::string>& value) {
  Setting setting;
  setting.is_list = true;
  setting.words = value;
  return setting;
}

ZONERANK_INLINE Setting option_value(const std::vector<double>& value) {
  Setting setting;
  setting.is_list = true;
  setting.rows = {value};
  return setting;
}

ZONERANK_INLINE Setting option_value(const Matrix& value) {
  Setting setting;
  setting.is_list = true;
  for (Index i = 0; i < value.rows(); ++i) {
    const Vector row = value.row(i);
    setting.rows.emplace_back(row.begin(), row.end());
  }
  return setting;
}

ZONERANK_INLINE std::string said_options(const std::vector<Setting>& own,
                                         const std::vector<Setting>& usual, Lang lang) {
  const bool zh = lang == Lang::zh;
  const auto text = [](const Setting& s) { return s.text.empty() ? s.shown() : s.text; };
  std::string range;
  std::string inside;
  for (std::size_t k = 0; k < own.size(); ++k) {
    const std::string& key = own[k].key;
    const bool is_range = key == "lower" && k + 1 < own.size() && own[k + 1].key == "upper";
    if (is_range) range = " " + text(own[k]) + ".." + text(own[k + 1]);
    if (is_range || (key == "upper" && !range.empty()) || text(own[k]) == text(usual[k])) continue;
    inside += (inside.empty() ? "" : zh ? "，" : ", ") + key + " " + text(own[k]);
  }
  if (inside.empty()) return range;
  return range + (zh ? "（" + inside + "）" : " (" + inside + ")");
}

ZONERANK_INLINE void unknown_method(const Setting& setting, const std::vector<std::string>& names,
                                    Problems& problems, bool may_be_own) {
  const bool is_word = is_plain(setting) && !setting.number;
  const std::string value = is_word ? setting.text : setting.shown();
  Argument cure = suggestion(value, names);
  if (may_be_own) cure = words("{0}; {1}", "{0}；{1}", {cure, how_to_register()});
  problems.add(Code::unknown_value, setting.place, value, {cure});
}

ZONERANK_INLINE void unknown_option(const Setting& setting, std::string_view method,
                                    const std::vector<std::string>& keys, Problems& problems) {
  problems.add(
      Code::unknown_option, setting.place, setting.key,
      {keys.empty() ? words("\"{0}\" has no options", "“{0}”没有选项", {std::string(method)})
                    : suggestion(setting.key, keys)});
}

ZONERANK_INLINE std::optional<std::string> method_word(const Setting& setting, Problems& problems) {
  const Setting* word = &setting;
  for (const Setting& inner : setting.table) {
    if (inner.key == "method") word = &inner;
  }
  if (is_plain(*word) && !word->number) return word->text;
  wanted(*word, problems, words("the name of a method", "方法的名称"));
  return std::nullopt;
}

}  // namespace zonerank::detail
