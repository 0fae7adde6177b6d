#pragma once
// The plain rows of a text, read ahead of the careful reader on all threads.

#include <string_view>
#include <vector>

#include "read/plain_rows.hpp"

namespace zonerank::detail {

/// Where a plain row may begin is only known once the text before it is read: a line end may stand
/// in quotes. So chunks are read from every line end on, and of a chunk those rows count at whose
/// beginning the careful reader arrives.
class PlainAhead {
 public:
  PlainAhead(const System& system, const Layout& layout, char separator, int threads);

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
  static constexpr std::size_t chunk_bytes = std::size_t{1} << 17;

  const System& system_;
  const Layout& layout_;
  char separator_;
  int threads_;
  std::string_view text_;
  std::vector<PlainRows> chunks_;
  std::size_t n_chunks_ = 0;  ///< of them are read
};

}  // namespace zonerank::detail
