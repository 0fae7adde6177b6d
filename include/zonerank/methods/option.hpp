#pragma once
// Methods as values: a struct of options with defaults, readable from TOML and keywords alike.
//
// A method shows its options to a visitor, and everything else follows from that:
//
//     struct PowerMean {
//       static constexpr std::string_view name = "power";  // the word that chooses it
//       static constexpr std::string_view en = "power mean", zh = "幂平均";  // for a reader
//       double exponent = 1.0;
//       template <class Self, class F>
//       static void options(Self& self, F&& f) {
//         f("exponent", self.exponent, -100.0, 100.0);
//       }
//     };
//
// The methods of a stage are a std::variant of such structs.

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "zonerank/core/types.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/diagnostics/setting.hpp"

namespace zonerank {

/// For methods without options.
struct NoOptions {
  template <class Self, class F>
  static void options(Self&, F&&) {}
};

using Words = std::span<const std::string_view>;  ///< of an enum, in its order

namespace detail {

// One reader a type of value; a value that cannot be read is added to `problems`.
void read_option(const Setting& setting, Problems& problems, double& target, double least,
                 double most);
void read_option(const Setting& setting, Problems& problems, std::optional<double>& target,
                 double least, double most);
void read_option(const Setting& setting, Problems& problems, int& target, int least, int most);
void read_option(const Setting& setting, Problems& problems, bool& target);
void read_option(const Setting& setting, Problems& problems, std::string& target);
void read_option(const Setting& setting, Problems& problems, std::vector<double>& target);
void read_option(const Setting& setting, Problems& problems, std::vector<std::string>& target);
void read_option(const Setting& setting, Problems& problems, Matrix& target);
/// The place of the word among `words`, or nothing.
std::optional<std::size_t> read_word(const Setting& setting, Problems& problems, Words words);

template <class E>
requires std::is_enum_v<E>
void read_option(const Setting& setting, Problems& problems, E& target, Words words) {
  if (const auto at = read_word(setting, problems, words)) target = static_cast<E>(*at);
}

// The value of an option as a setting, so that a method can be printed, saved and read again.
Setting option_value(double value);
Setting option_value(const std::optional<double>& value);  ///< without a value: no word, no number
Setting option_value(int value);
Setting option_value(bool value);
Setting option_value(const std::string& value);
Setting option_value(const std::vector<double>& value);
Setting option_value(const std::vector<std::string>& value);
Setting option_value(const Matrix& value);

/// Every option of a method with its value.
template <class M>
std::vector<Setting> option_values(const M& method) {
  std::vector<Setting> result;
  M::options(method, [&]<class T, class... More>(std::string_view key, const T& value,
                                                 const More&... more) {
    if constexpr (std::is_enum_v<T>) {
      const Words words(more...);
      result.push_back(option_value(std::string(words[static_cast<std::size_t>(value)])));
    } else {
      result.push_back(option_value(value));
    }
    result.back().key = key;
  });
  return result;
}

/// " 0..100 (clip 0)": the range of scores, and what differs from the usual.
std::string said_options(const std::vector<Setting>& own, const std::vector<Setting>& usual,
                         Lang lang);

template <class V, class F, std::size_t... I>
void for_each_method(F&& f, std::index_sequence<I...>) {
  (f(std::variant_alternative_t<I, V>{}), ...);
}

/// f(M{}) for every method of a variant.
template <class V, class F>
void for_each_method(F&& f) {
  for_each_method<V>(f, std::make_index_sequence<std::variant_size_v<V>>());
}

void unknown_method(const Setting& setting, const std::vector<std::string>& names,
                    Problems& problems);
void unknown_option(const Setting& setting, std::string_view method,
                    const std::vector<std::string>& keys, Problems& problems);
/// The word of a setting: the text, or `method` of a table.
std::optional<std::string> method_word(const Setting& setting, Problems& problems);

}  // namespace detail

/// The words that choose a method of the variant.
template <class V>
std::vector<std::string> method_names() {
  std::vector<std::string> names;
  detail::for_each_method<V>([&]<class M>(const M&) { names.emplace_back(M::name); });
  return names;
}

/// The keys of a method's options.
template <class V>
std::vector<std::string> option_keys(const V& method) {
  std::vector<std::string> keys;
  std::visit(
      [&](const auto& m) {
        for (const Setting& option : detail::option_values(m)) keys.push_back(option.key);
      },
      method);
  return keys;
}

/// Gives one option a value; false where the method has no such option.
template <class V>
bool set_option(V& method, const Setting& setting, Problems& problems) {
  bool found = false;
  std::visit(
      [&]<class M>(M& m) {
        M::options(m, [&](std::string_view key, auto& target, const auto&... range) {
          if (key != setting.key) return;
          found = true;
          detail::read_option(setting, problems, target, range...);
        });
      },
      method);
  return found;
}

namespace detail {

/// Adds options that stand outside their range; methods that C++ fills in itself may have some.
void check_option(std::string_view key, double value, double least, double most,
                  Problems& problems);

}  // namespace detail

/// Every number among a method's options is within its range, and every word one that there is.
/// @throws Error bad-option with the option
template <class V>
void check_choice(const V& method) {
  Problems problems;
  std::visit(
      [&]<class M>(const M& m) {
        M::options(m, [&]<class T, class... More>(std::string_view key, const T& value,
                                                  const More&... more) {
          if constexpr (std::is_enum_v<T>) {
            const auto words = static_cast<double>(Words(more...).size());
            detail::check_option(key, static_cast<double>(value), 0.0, words - 1.0, problems);
          } else if constexpr (sizeof...(More) == 2 && std::is_arithmetic_v<T>) {
            detail::check_option(key, static_cast<double>(value), static_cast<double>(more)...,
                                 problems);
          } else if constexpr (sizeof...(More) == 2) {
            if (value) detail::check_option(key, *value, more..., problems);
          }
        });
      },
      method);
  problems.raise_errors();
}

/// A method from a word, or from a table { method = "word", option = value }. A table without
/// `method` changes options of `base`. What cannot be read is added to `problems`.
template <class V>
V read_choice(const Setting& setting, const V& base, Problems& problems) {
  V result = base;
  const bool renames =
      !setting.is_table || std::any_of(setting.table.begin(), setting.table.end(),
                                       [](const Setting& inner) { return inner.key == "method"; });
  if (renames) {
    const auto word = detail::method_word(setting, problems);
    if (!word) return base;
    bool known = false;
    detail::for_each_method<V>([&]<class M>(const M& m) {
      if (M::name != *word) return;
      known = true;
      if (!std::holds_alternative<M>(result)) result = m;
    });
    if (!known) {
      detail::unknown_method(setting, method_names<V>(), problems);
      return base;
    }
  }
  for (const Setting& inner : setting.table) {
    if (inner.key == "method") continue;
    if (set_option(result, inner, problems)) continue;
    const std::string_view name = std::visit([]<class M>(const M&) { return M::name; }, result);
    detail::unknown_option(inner, name, option_keys(result), problems);
  }
  return result;
}

/// A method as a table that reads back as itself: { method = word, option = value ... }.
template <class V>
Setting choice_setting(const V& method, const std::string& key) {
  Setting setting;
  setting.key = key;
  setting.is_table = true;
  std::visit(
      [&]<class M>(const M& m) {
        setting.table = detail::option_values(m);
        Setting word;
        word.key = "method";
        word.text = M::name;
        setting.table.insert(setting.table.begin(), word);
      },
      method);
  return setting;
}

/// A method in words: "power mean (exponent 2)", "min-max 0..100". Options at their defaults are
/// not said, but for the range of scores.
template <class V>
std::string choice_text(const V& method, Lang lang = Lang::en) {
  return std::visit(
      [&]<class M>(const M& m) {
        const std::string text(lang == Lang::zh ? M::zh : M::en);
        return text +
               detail::said_options(detail::option_values(m), detail::option_values(M{}), lang);
      },
      method);
}

}  // namespace zonerank
