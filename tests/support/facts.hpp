#pragma once
// CSV files of facts: the first line names the columns; cells may be quoted.

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace zonerank::testing {

using Fact = std::map<std::string, std::string>;  ///< one line: column to cell

inline std::vector<Fact> read_facts(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream buffer;
  buffer << file.rdbuf();
  std::string text = buffer.str();
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  std::vector<std::vector<std::string>> lines(1, std::vector<std::string>(1));
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      lines.back().back() += c;
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      lines.back().emplace_back();
    } else if (c == '\n' && !quoted) {
      lines.emplace_back(1);
    } else if (c != '\r' || quoted) {
      lines.back().back() += c;
    }
  }
  std::vector<Fact> facts;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].size() == 1 && lines[i][0].empty()) continue;
    if (lines[i].size() != lines[0].size()) {
      throw std::runtime_error(path.string() + ": line " + std::to_string(i + 1) + " has " +
                               std::to_string(lines[i].size()) + " cells");
    }
    Fact fact;
    for (std::size_t j = 0; j < lines[0].size(); ++j) fact[lines[0][j]] = lines[i][j];
    facts.push_back(std::move(fact));
  }
  return facts;
}

}  // namespace zonerank::testing
