#include "read/plain_ahead.hpp"

#include <algorithm>
#include <vector>

#include "zonerank/run/parallel.hpp"

namespace zonerank::detail {

PlainAhead::PlainAhead(const System& system, const Layout& layout, char separator, int threads,
                       std::size_t chunk_bytes)
    : system_(system),
      layout_(layout),
      separator_(separator),
      threads_(resolve_threads(threads)),
      chunk_bytes_(chunk_bytes) {}

void PlainAhead::set_text(std::string_view text) {
  text_ = text;
  n_chunks_ = 0;
  const std::size_t most = text.size() / chunk_bytes_ + 1;
  const auto ahead = static_cast<std::size_t>(threads_) * (threads_ > 1 ? 4 : 1);
  while (chunks_.size() < std::min(most, ahead)) chunks_.emplace_back(system_, layout_, separator_);
}

bool PlainAhead::covers(std::size_t position) const {
  return n_chunks_ > 0 && position >= chunks_.front().begin() &&
         position < chunks_[n_chunks_ - 1].end();
}

void PlainAhead::read_on(std::size_t position) {
  std::vector<std::size_t> ends;
  for (std::size_t at = position; at < text_.size() && ends.size() < chunks_.size();) {
    at = std::min(text_.size(), at + chunk_bytes_);
    const std::size_t line_end = text_.find('\n', at - 1);
    at = line_end == text_.npos ? text_.size() : line_end + 1;
    ends.push_back(at);
  }
  n_chunks_ = ends.size();
  parallel_for(n_chunks_, threads_, [&](std::size_t k) {
    chunks_[k].read(text_, k == 0 ? position : ends[k - 1], ends[k]);
  });
}

PlainAhead::Run PlainAhead::at(std::size_t position) {
  for (std::size_t k = 0; k < n_chunks_; ++k) {
    PlainRows& rows = chunks_[k];
    if (position >= rows.end()) continue;
    Run run{&rows, rows.find(position), rows.size()};
    for (std::size_t row = run.first; row + 1 < run.end; ++row) {
      if (rows.stop(row) != rows.start(row + 1)) run.end = row + 1;
    }
    return run;
  }
  return {};
}

}  // namespace zonerank::detail
