#pragma once
// The bytes of a file in memory.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "zonerank/diagnostics/error.hpp"

namespace zonerank::detail {

/// All bytes of a file, and a zero after them; one after the other in the same memory.
class FileText {
 public:
  /// @throws Error unreadable-file
  void read(const std::string& path, int threads);

  /// The whole lines in at most `most` bytes of the file from `from` on, where a line begins.
  void read_lines(const std::string& path, std::size_t from, std::size_t most, int threads);

  std::string_view bytes() const { return {bytes_.get(), size_}; }
  /// Whether they are UTF-8 as they stand, with line feeds at the ends of lines.
  bool is_plain() const { return is_plain_; }

 private:
  void read(const std::string& path, std::size_t from, std::size_t n, bool to_end, int threads);

  std::unique_ptr<char[]> bytes_;
  std::size_t room_ = 0, size_ = 0;
  bool is_plain_ = false;
};

/// Bytes of a regular file, 0 where it cannot be told.
std::size_t file_size(const std::string& path);

}  // namespace zonerank::detail
