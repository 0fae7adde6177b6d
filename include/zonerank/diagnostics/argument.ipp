#pragma once
#include "zonerank/diagnostics/argument.hpp"

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank {
ZONERANK_OWN(argument) {

ZONERANK_INLINE std::string filled(std::string_view phrase, const std::vector<Argument>& parts,
                                   Lang lang) {
  std::string result;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    const bool is_slot = phrase[i] == '{' && i + 2 < phrase.size() && is_digit(phrase[i + 1]) &&
                         phrase[i + 2] == '}';
    if (!is_slot) {
      result += phrase[i];
      continue;
    }
    const auto part = static_cast<std::size_t>(phrase[i + 1] - '0');
    if (part < parts.size()) result += parts[part].text(lang);
    i += 2;
  }
  return result;
}

/// Up to three names of which the word is a part, as a short name is; else nothing.
ZONERANK_INLINE Argument names_with(std::string_view word,
                                    std::span<const std::string> candidates) {
  if (word.size() < 2) return {};
  std::vector<Argument> found;
  for (const std::string& candidate : candidates) {
    if (lower(candidate).find(lower(word)) != std::string::npos) found.push_back(quoted(candidate));
  }
  return found.size() > 3 ? Argument{} : listed_names(found);
}

}  // ZONERANK_OWN(argument)

ZONERANK_INLINE void Argument::shorten(std::size_t most) {
  for (std::string* const text : {&en_, &zh_}) {
    if (text->size() > most) *text = shortened(*text, most);
  }
}

ZONERANK_INLINE Argument words(std::string_view en, std::string_view zh,
                               const std::vector<Argument>& parts) {
  return Argument(filled(en, parts, Lang::en), filled(zh, parts, Lang::zh));
}

ZONERANK_INLINE Argument listed(const std::vector<Argument>& parts) {
  Argument result;
  for (const Argument& part : parts)
    result = result.empty() ? part : words("{0}, {1}", "{0}，{1}", {result, part});
  return result;
}

ZONERANK_INLINE Argument listed_names(const std::vector<std::string>& names) {
  return Argument(join(names, ", "), join(names, "、"));
}

ZONERANK_INLINE Argument listed_names(const std::vector<Argument>& names) {
  std::vector<std::string> en, zh;
  for (const Argument& name : names) {
    en.push_back(name.text());
    zh.push_back(name.text(Lang::zh));
  }
  return Argument(join(en, ", "), join(zh, "、"));
}

ZONERANK_INLINE Argument quoted(std::string_view text) {
  return Argument(in_quotes(text), "“" + std::string(text) + "”");
}

ZONERANK_INLINE Argument suggestion(std::string_view word,
                                    std::span<const std::string> candidates) {
  constexpr std::size_t listed = 12;
  const std::string near = nearest(word, candidates);
  if (!near.empty()) return words("did you mean {0}?", "您是否指 {0}？", {quoted(near)});
  if (candidates.empty()) return {};
  if (const Argument longer = names_with(word, candidates); !longer.empty())
    return words("did you mean {0}?", "您是否指 {0}？", {longer});
  std::vector<std::string> known(candidates.begin(), candidates.end());
  const bool more = known.size() > listed;
  if (more) known.resize(listed);
  if (more) known.emplace_back("...");
  return words("known: {0}", "可用：{0}", {listed_names(known)});
}

}  // namespace zonerank
