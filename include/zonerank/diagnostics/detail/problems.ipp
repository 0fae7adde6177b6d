#pragma once
// Findings collected, by code.

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/detail/limits.hpp"
#include "zonerank/diagnostics/error.hpp"

namespace zonerank {

/// A value may be all of a file: what is kept of it is more than any message shows.
ZONERANK_INLINE void detail::limit_texts(Problem& problem) {
  constexpr std::size_t most = 4000;
  const auto limit = [](std::string& text) {
    if (text.size() > most) text = shortened(text, most);
  };
  for (std::string Place::*const part : {&Place::file, &Place::sheet, &Place::column, &Place::zone,
                                         &Place::enterprise, &Place::field}) {
    limit(problem.place.*part);
  }
  problem.place.section.shorten(most);
  problem.place.key.shorten(most);
  problem.value.shorten(most);
  for (Argument& arg : problem.args) arg.shorten(most);
}

ZONERANK_INLINE void Problems::add(Problem problem) {
  detail::limit_texts(problem);
  if (severity(problem.code) == Severity::error) ++n_errors_;
  if (++found_[problem.code] <= kept_per_code) list_.push_back(std::move(problem));
}

ZONERANK_INLINE void Problems::add_unlisted(Code code, std::size_t n) {
  found_[code] += n;
  if (severity(code) == Severity::error) n_errors_ += n;
}

ZONERANK_INLINE void Problems::append(const Problems& other) {
  for (const Problem& problem : other.list_) add(problem);
  for (const auto& [code, found] : other.found_) add_unlisted(code, other.not_listed(code));
}

ZONERANK_OWN(problems) {

ZONERANK_INLINE std::vector<Problem> those(const std::vector<Problem>& list, bool errors) {
  std::vector<Problem> result;
  for (const Problem& problem : list) {
    if ((severity(problem.code) == Severity::error) == errors) result.push_back(problem);
  }
  return result;
}

}  // ZONERANK_OWN(problems)

ZONERANK_INLINE std::vector<Problem> Problems::errors() const { return those(list_, true); }
ZONERANK_INLINE std::vector<Problem> Problems::notices() const { return those(list_, false); }

ZONERANK_INLINE std::size_t Problems::count(Code code) const {
  const auto found = found_.find(code);
  return found == found_.end() ? 0 : found->second;
}

ZONERANK_INLINE std::size_t Problems::not_listed(Code code) const {
  const std::size_t found = count(code);
  return found > kept_per_code ? found - kept_per_code : 0;
}

ZONERANK_INLINE void Problems::raise_errors() const {
  if (!has_errors()) return;
  std::vector<Problem> found = errors();
  const std::size_t not_kept = n_errors_ - found.size();
  throw Error(std::move(found), not_kept);
}

}  // namespace zonerank
