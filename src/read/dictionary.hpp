#pragma once
// Texts and their numbers.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace zonerank::detail {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

/// A text to its number, each text once.
class TextNumbers {
 public:
  explicit TextNumbers(std::vector<std::string>& texts) : texts_(texts) {}

  /// The number of a text that is known; -1 of a new one.
  std::int32_t find(std::string_view text) {
    if (last_ >= 0 && texts_[static_cast<std::size_t>(last_)] == text) return last_;
    const auto found = numbers_.find(text);
    return found == numbers_.end() ? -1 : last_ = found->second;
  }

  /// Another way in which a known text is written.
  void add_spelling(std::string_view spelling, std::int32_t number) {
    numbers_.emplace(spelling, number);
  }

  std::int32_t number(std::string_view text) {
    if (const std::int32_t known = find(text); known >= 0) return known;
    last_ = static_cast<std::int32_t>(texts_.size());
    numbers_.emplace(text, last_);
    texts_.emplace_back(text);
    return last_;
  }

 private:
  std::vector<std::string>& texts_;
  std::unordered_map<std::string, std::int32_t, TextHash, std::equal_to<>> numbers_;
  std::int32_t last_ = -1;
};

/// A stretch of text to its number, in the order of their first use; the texts stay where they are.
class ViewNumbers {
 public:
  std::int32_t number(std::string_view text) {
    if (last_ >= 0 && texts_[static_cast<std::size_t>(last_)] == text) return last_;
    const auto [found, is_new] =
        numbers_.try_emplace(text, static_cast<std::int32_t>(texts_.size()));
    if (is_new) texts_.push_back(text);
    return last_ = found->second;
  }
  const std::vector<std::string_view>& texts() const { return texts_; }
  void clear() {
    texts_.clear();
    numbers_.clear();
    last_ = -1;
  }

 private:
  std::vector<std::string_view> texts_;
  std::unordered_map<std::string_view, std::int32_t> numbers_;
  std::int32_t last_ = -1;
};

}  // namespace zonerank::detail
