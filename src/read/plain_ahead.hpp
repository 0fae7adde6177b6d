#pragma once
// The plain rows of a text, read ahead of the careful reader on all threads.

#include <deque>
#include <string_view>

#include "read/plain_rows.hpp"

namespace zonerank::detail {

/// Where a plain row may begin is only known once the text before it is read: a line end may stand
/// in quotes. So chunks are read from every line end on, and of a chunk those rows count at whose
/// beginning the careful reader arrives.
class PlainAhead {
 public:
  /// @param chunk_bytes  about so many are one chunk
  PlainAhead(const System& system, const Layout& layout, char separator, int threads,
             std::size_t chunk_bytes);

  /// @param text  whose lines are read from now on; a zero or a line end follows it
  void set_text(std::string_view text);

  /// Whether the text at `position` was read ahead.
  bool covers(std::size_t position) const;

  /// Reads on from the line at `position`; what was read before is gone.
  void read_on(std::size_t position);

  /// Rows that stand one after the other.
  struct Run {
    PlainRows* rows = nullptr;
    std::size_t first = 0, end = 0;
  };
  /// Those that begin at `position`, which is covered; perhaps none.
  Run at(std::size_t position);

 private:
  const System& system_;
  const Layout& layout_;
  char separator_;
  int threads_;
  std::size_t chunk_bytes_;
  std::string_view text_;
  std::deque<PlainRows> chunks_;
  std::size_t n_chunks_ = 0;  ///< of them are read
};

}  // namespace zonerank::detail
