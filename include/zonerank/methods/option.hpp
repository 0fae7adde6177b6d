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
// The methods of a stage are a std::variant of such structs. What the stages must know of a method
// beside its arithmetic are constants in its struct, its traits; a family checks that each of its
// methods has them all, so that what is forgotten does not compile.

#include <algorithm>
#include <any>
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

/// A method that holds a user's own function: `label` names it, `family` is its stage.
template <class M>
concept CustomMethod = requires(const M& m) {
  std::string(m.label);
  std::string_view(M::family);
};

/// Whether the arithmetic is a template on the scalar; a user's own function takes doubles alone.
template <class M>
inline constexpr bool is_scalar_generic = !CustomMethod<M>;

/// The word that chooses a method; of a user's own the name that it was given.
template <class M>
std::string word_of(const M& method) {
  if constexpr (CustomMethod<M>) return method.label;
  return std::string(M::name);
}

/// A method's name for a reader, without its options.
template <class M>
std::string title_of(const M& method, Lang lang = Lang::en) {
  if constexpr (CustomMethod<M>) return method.label;
  return std::string(lang == Lang::zh ? M::zh : M::en);
}

/// The same in both languages, for messages.
template <class M>
Argument title_in_both(const M& method) {
  return Argument(title_of(method), title_of(method, Lang::zh));
}

/// What every method has: its word and its names for a reader. Options are read by `options`.
template <class M>
struct NamedMethod {
  static_assert(
      requires { std::string_view(M::name); }, "a method has the word that chooses it: name");
  static_assert(
      requires { std::string_view(M::en); }, "a method has its English name: en");
  static_assert(
      requires { std::string_view(M::zh); }, "a method has its Chinese name: zh");
  static constexpr bool is_complete = true;
};

/// The variant of a family whose methods all have what `Traits<M>` asks for.
template <template <class> class Traits, class... M>
struct Family {
  static_assert((NamedMethod<M>::is_complete && ...));
  static_assert((Traits<M>::is_complete && ...));
  using type = std::variant<M...>;
};

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

/// @param may_be_own  a user's own method could have been meant
void unknown_method(const Setting& setting, const std::vector<std::string>& names,
                    Problems& problems, bool may_be_own = false);
void unknown_option(const Setting& setting, std::string_view method,
                    const std::vector<std::string>& keys, Problems& problems);
/// The word of a setting: the text, or `method` of a table.
std::optional<std::string> method_word(const Setting& setting, Problems& problems);

/// A user's own method that was registered under a name; empty where there is none.
std::any registered(std::string_view family, const std::string& name);
std::vector<std::string> registered_names(std::string_view family);

/// Whether a family has an alternative for functions of users.
template <class V>
constexpr bool takes_own = false;
template <class... M>
constexpr bool takes_own<std::variant<M...>> = (CustomMethod<M> || ...);

/// The method that a setting holds as a function, or that is registered under its word.
template <CustomMethod M>
std::optional<M> own_method(const Setting& setting, const std::string& word) {
  const Setting* holder = &setting;
  for (const Setting& inner : setting.table) {
    if (inner.key == "method") holder = &inner;
  }
  for (const std::any& own : holder->own) {
    if (const M* method = std::any_cast<M>(&own)) return *method;
  }
  if (!holder->own.empty()) return std::nullopt;
  const std::any found = registered(M::family, word);
  if (const M* method = std::any_cast<M>(&found)) return *method;
  return std::nullopt;
}

/// Whether a setting holds a function of the user; its name may be that of a built-in method.
inline bool holds_function(const Setting& setting) {
  return !setting.own.empty() ||
         std::any_of(setting.table.begin(), setting.table.end(), [](const Setting& inner) {
           return inner.key == "method" && !inner.own.empty();
         });
}

}  // namespace detail

/// The words that choose a method of the variant, those that were registered last.
template <class V>
std::vector<std::string> method_names() {
  std::vector<std::string> names;
  std::vector<std::string> own;
  detail::for_each_method<V>([&]<class M>(const M&) {
    if constexpr (CustomMethod<M>)
      own = detail::registered_names(M::family);
    else
      names.emplace_back(M::name);
  });
  names.insert(names.end(), own.begin(), own.end());
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
      if constexpr (CustomMethod<M>) {
        const std::optional<M> own = detail::own_method<M>(setting, *word);
        if (!own) return;
        known = true;
        result = *own;
      } else {
        if (M::name != *word || detail::holds_function(setting)) return;
        known = true;
        if (!std::holds_alternative<M>(result)) result = m;
      }
    });
    if (!known) {
      detail::unknown_method(setting, method_names<V>(), problems, detail::takes_own<V>);
      return base;
    }
  }
  for (const Setting& inner : setting.table) {
    if (inner.key == "method") continue;
    if (set_option(result, inner, problems)) continue;
    const std::string name = std::visit([](const auto& m) { return word_of(m); }, result);
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
        word.text = word_of(m);
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
        return title_of(m, lang) +
               detail::said_options(detail::option_values(m), detail::option_values(M{}), lang);
      },
      method);
}

/// The same in both languages, for messages.
template <class V>
Argument choice_in_both(const V& method) {
  return Argument(choice_text(method), choice_text(method, Lang::zh));
}

}  // namespace zonerank
