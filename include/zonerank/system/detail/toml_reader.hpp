#pragma once
// One TOML table, read key by key; what was not asked for is an unknown key.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "zonerank/diagnostics/error.hpp"
#include "zonerank/system/detail/system_draft.hpp"

// toml++ takes it for granted that the key of a table header begins well: [高新区] aborts, or is
// undefined with NDEBUG. Without the assumption, the check that follows it gives an error.
#if __has_include(<toml++/impl/preprocessor.h>)
#include <toml++/impl/preprocessor.h>
#else
#include <toml++/impl/preprocessor.hpp>
#endif
#undef TOML_ASSERT_ASSUME
#define TOML_ASSERT_ASSUME(expr) static_assert(true)
#include <toml++/toml.h>

namespace zonerank::detail {

class TomlReader {
 public:
  /// `what` names the table in messages: `[system]`, `[[field]] revenue`.
  TomlReader(const toml::table& table, std::string file, Argument what, Problems& problems)
      : table_(&table), file_(std::move(file)), what_(std::move(what)), problems_(&problems) {}

  void rename(Argument what) { what_ = std::move(what); }
  const std::string& file() const { return file_; }

  Place place(const std::string& key = {}) const;
  /// This table's place; the table must outlive it.
  operator DraftPlace() const {
    return {file_, [self = *this](const std::string& key) { return self.place(key); }, *problems_};
  }
  void problem(Code code, const std::string& key, Argument value,
               std::vector<Argument> args = {}) const {
    problems_->add(code, place(key), std::move(value), std::move(args));
  }
  /// Adds what `error` says, with this place and key.
  void problem(const std::string& key, const Error& error) const;

  bool has(const std::string& key) const { return table_->contains(key); }
  std::optional<std::string> text(const std::string& key);
  std::string required_text(const std::string& key, const Argument& cure);
  std::string text_or(const std::string& key, std::string fallback);
  std::optional<double> number(const std::string& key);
  std::optional<std::int64_t> integer(const std::string& key);
  std::vector<std::string> texts(const std::string& key);
  std::optional<std::pair<double, double>> range(const std::string& key);
  std::optional<Setting> setting(const std::string& key);

  /// The value of `key` among `names`; reports an unknown one with the nearest right one.
  std::optional<std::size_t> choice(const std::string& key, const std::vector<std::string>& names);

  /// Reports every key that was not read.
  void finish() const;

  std::vector<std::string> keys() const;

 private:
  const toml::node* find(const std::string& key);
  void wrong_type(const std::string& key, const toml::node& node, const Argument& wanted) const;

  const toml::table* table_;
  std::string file_;
  Argument what_;
  Problems* problems_;
  std::vector<std::string> known_;
};

Place place_of(const std::string& file, const toml::source_region& source);

std::string shown(const toml::node& node);  ///< a value as TOML, in one line

}  // namespace zonerank::detail
