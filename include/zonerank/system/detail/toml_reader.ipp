#pragma once
#include "zonerank/system/detail/toml_reader.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {

ZONERANK_INLINE Place place_of(const std::string& file, const toml::source_region& source) {
  return Place::in_file(file, source.begin.line);
}

ZONERANK_INLINE std::string shown(const toml::node& node) {
  std::ostringstream text;
  node.visit([&text](const auto& value) { text << value; });
  std::string line;
  for (const char c : text.str()) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space || (!line.empty() && line.back() != ' ')) line += space ? ' ' : c;
  }
  return line;
}

ZONERANK_OWN(toml_reader) {

/// A number as a double; an integer beyond 2^53 as the nearest one, for which toml++ gives nothing.
ZONERANK_INLINE std::optional<double> number_of(const toml::node& node) {
  if (const auto* whole = node.as_integer()) return static_cast<double>(whole->get());
  return node.value<double>();
}

}  // ZONERANK_OWN(toml_reader)

ZONERANK_INLINE Place TomlReader::place(const std::string& key) const {
  const toml::node* const node = key.empty() ? nullptr : table_->get(key);
  const toml::source_region& source = node != nullptr ? node->source() : table_->source();
  Place place = place_of(file_, source).with_key(key);
  place.section = what_;
  return place;
}

ZONERANK_INLINE void TomlReader::problem(const std::string& key, const Error& error) const {
  DraftPlace(*this).problem(key, error);
}

ZONERANK_INLINE const toml::node* TomlReader::find(const std::string& key) {
  known_.push_back(key);
  return table_->get(key);
}

ZONERANK_INLINE void TomlReader::wrong_type(const std::string& key, const toml::node& node,
                                            const Argument& wanted) const {
  problem(Code::wrong_type, key, shown(node), {wanted});
}

ZONERANK_INLINE std::optional<std::string> TomlReader::text(const std::string& key) {
  const toml::node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  if (auto value = node->value_exact<std::string>()) return value;
  wrong_type(key, *node, words("text in quotes", "引号内的文本"));
  return std::nullopt;
}

ZONERANK_INLINE std::string TomlReader::required_text(const std::string& key,
                                                      const Argument& cure) {
  auto value = text(key);
  if (value && !trim(*value).empty()) return *value;
  if (!has(key) || value) problem(Code::missing_key, "", key, {cure});
  return {};
}

ZONERANK_INLINE std::string TomlReader::text_or(const std::string& key, std::string fallback) {
  return text(key).value_or(std::move(fallback));
}

ZONERANK_INLINE std::optional<double> TomlReader::number(const std::string& key) {
  const toml::node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  if (node->is_number()) return number_of(*node);
  wrong_type(key, *node, words("a number", "数"));
  return std::nullopt;
}

ZONERANK_INLINE std::optional<std::int64_t> TomlReader::integer(const std::string& key) {
  const toml::node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto value = node->value_exact<std::int64_t>()) return value;
  wrong_type(key, *node, words("a whole number", "整数"));
  return std::nullopt;
}

ZONERANK_INLINE std::vector<std::string> TomlReader::texts(const std::string& key) {
  const toml::node* const node = find(key);
  std::vector<std::string> result;
  if (node == nullptr) return result;
  if (const auto one = node->value_exact<std::string>()) return {*one};
  const toml::array* const array = node->as_array();
  if (array == nullptr) {
    wrong_type(key, *node, words("a list of texts", "文本的列表"));
    return result;
  }
  for (const toml::node& item : *array) {
    if (const auto value = item.value_exact<std::string>())
      result.push_back(*value);
    else
      wrong_type(key, item, words("a list of texts", "文本的列表"));
  }
  return result;
}

ZONERANK_INLINE std::optional<std::pair<double, double>> TomlReader::range(const std::string& key) {
  const toml::node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  const toml::array* const array = node->as_array();
  if (array != nullptr && array->size() == 2 && (*array)[0].is_number() &&
      (*array)[1].is_number()) {
    const double low = *number_of((*array)[0]);
    const double high = *number_of((*array)[1]);
    if (std::isfinite(low) && std::isfinite(high) && low < high) return std::pair{low, high};
  }
  problem(Code::bad_range, key, shown(*node));
  return std::nullopt;
}

ZONERANK_OWN(toml_reader) {

/// A list of numbers, of lists of numbers, or of texts; false where it is something else.
ZONERANK_INLINE bool read_list(const toml::array& array, Setting& setting) {
  setting.is_list = true;
  std::vector<double> row;
  for (const toml::node& item : array) {
    if (const auto word = item.value_exact<std::string>()) {
      setting.words.push_back(*word);
    } else if (item.is_number()) {
      row.push_back(*number_of(item));
    } else if (const toml::array* const inner = item.as_array()) {
      Setting line;
      if (!read_list(*inner, line) || line.rows.size() != 1) return false;
      setting.rows.push_back(line.rows[0]);
    } else {
      return false;
    }
  }
  const bool mixed = !row.empty() && (!setting.rows.empty() || !setting.words.empty());
  if (!row.empty() || array.empty()) setting.rows.push_back(row);
  return !mixed && (setting.words.empty() || setting.rows.empty());
}

}  // ZONERANK_OWN(toml_reader)

ZONERANK_INLINE std::optional<Setting> TomlReader::setting(const std::string& key) {
  const toml::node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  Setting setting;
  setting.key = key;
  setting.place = place(key);
  if (const auto value = node->value_exact<std::string>()) {
    setting.text = *value;
  } else if (node->is_number()) {
    setting.number = number_of(*node);
  } else if (const auto truth = node->value_exact<bool>()) {
    setting.number = *truth ? 1.0 : 0.0;
  } else if (const toml::array* const array = node->as_array()) {
    if (!read_list(*array, setting)) {
      wrong_type(
          key, *node,
          words("a list of numbers, of lists of numbers, or of texts", "数、数列或文本的列表"));
      return std::nullopt;
    }
  } else if (const toml::table* const table = node->as_table()) {
    setting.is_table = true;
    TomlReader reader(*table, file_, what_.text() + " " + key, *problems_);
    for (const std::string& inner : reader.keys()) {
      if (auto one = reader.setting(inner)) setting.table.push_back(std::move(*one));
    }
  } else {
    wrong_type(key, *node, words("a text, a number, a list or a table", "文本、数、列表或表"));
    return std::nullopt;
  }
  return setting;
}

ZONERANK_INLINE std::optional<std::size_t> TomlReader::choice(
    const std::string& key, const std::vector<std::string>& names) {
  const auto value = text(key);
  if (!value) return std::nullopt;
  const auto found = std::find(names.begin(), names.end(), *value);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  problem(Code::unknown_value, key, *value, {suggestion(*value, names)});
  return std::nullopt;
}

ZONERANK_INLINE std::vector<std::string> TomlReader::keys() const {
  std::vector<std::string> result;
  for (const auto& [key, node] : *table_) result.emplace_back(key.str());
  return result;
}

ZONERANK_INLINE void TomlReader::finish() const {
  for (const std::string& key : keys()) {
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
      problem(Code::unknown_key, key, key, {suggestion(key, known_)});
    }
  }
}

}  // namespace zonerank::detail
