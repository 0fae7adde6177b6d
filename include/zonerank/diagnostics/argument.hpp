#pragma once
// What fills the sentences of a code: names and numbers, and phrases in both languages.

#include <compare>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zonerank {

enum class Lang { en, zh };

/// A name, a number or a phrase. A literal is none: it says with name() that both languages have
/// it, or comes as words() in both.
class Argument {
 public:
  Argument() = default;
  // NOLINTBEGIN(google-explicit-constructor): arguments are listed as they are
  Argument(std::string name) : en_(std::move(name)) {}
  Argument(std::string_view name) : en_(name) {}
  Argument(std::integral auto number) : en_(std::to_string(number)) {}
  // NOLINTEND(google-explicit-constructor)
  Argument(const char* literal) = delete;
  /// A text of each language.
  explicit Argument(std::string en, std::string zh) : en_(std::move(en)), zh_(std::move(zh)) {}

  /// What is written alike in both languages: an option, a method, a sign.
  static Argument name(std::string_view literal) { return literal; }

  const std::string& text(Lang lang = Lang::en) const {
    return lang == Lang::zh && !zh_.empty() ? zh_ : en_;
  }
  bool empty() const { return en_.empty(); }
  void shorten(std::size_t most);

  friend bool operator==(const Argument&, const Argument&) = default;
  friend auto operator<=>(const Argument&, const Argument&) = default;

 private:
  std::string en_;
  std::string zh_;  ///< empty: as en_
};

/// A phrase in both languages; {0} {1}.. are filled by `parts`.
Argument words(std::string_view en, std::string_view zh, const std::vector<Argument>& parts = {});

/// The parts one after the other: "a, b" and "a，b".
Argument listed(const std::vector<Argument>& parts);

/// Names one after the other: "a, b" and "a、b".
Argument listed_names(const std::vector<std::string>& names);
Argument listed_names(const std::vector<Argument>& names);

/// In quotes: "a" and “a”.
Argument quoted(std::string_view text);

/// `did you mean "x"?` with the nearest candidate, or with up to three that the word is a part of;
/// else `known: a, b, c` (at most 12 of them).
Argument suggestion(std::string_view word, std::span<const std::string> candidates);

}  // namespace zonerank
