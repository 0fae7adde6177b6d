#pragma once
// Threads and progress. Work is cut into numbered parts; results never depend on who ran a part.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

namespace zonerank {

/// Called on the calling thread with the share done, in [0, 1]; returns false to stop the work.
using Progress = std::function<bool(double)>;

/// The work was stopped by its progress function.
struct Interrupted : std::runtime_error {
  Interrupted() : std::runtime_error("interrupted") {}
};

inline void report(const Progress& progress, double share) {
  if (progress && !progress(share)) throw Interrupted();
}

/// `threads` where positive; else ZONERANK_THREADS; else the cores this process may use.
int resolve_threads(int threads);

namespace detail {

/// One thread for a table of so few cells that starting others costs more than they save; else 0.
inline int threads_for(std::ptrdiff_t cells) { return cells < (1 << 17) ? 1 : 0; }

}  // namespace detail

/// Runs f(part) for every part in [0, parts) on at most `threads` threads, the caller's included.
/// The first exception stops the rest and is thrown again here.
template <class F>
void parallel_for(std::size_t parts, int threads, F&& f, const Progress& progress = {}) {
  const auto n = std::min<std::size_t>(parts, static_cast<std::size_t>(resolve_threads(threads)));
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> done{0};
  std::atomic<bool> stop{false};
  std::exception_ptr error;
  std::mutex mutex;
  const auto work = [&](bool is_caller) {
    try {
      while (!stop) {
        const std::size_t part = next++;
        if (part >= parts) return;
        f(part);
        ++done;
        if (is_caller) report(progress, static_cast<double>(done) / static_cast<double>(parts));
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!error) error = std::current_exception();
      stop = true;
    }
  };
  std::vector<std::thread> others;
  try {
    for (std::size_t i = 1; i < n; ++i) others.emplace_back(work, false);
  } catch (const std::system_error&) {
    // The machine gives no more threads: the ones there are do the work.
  }
  work(true);
  for (std::thread& thread : others) thread.join();
  if (error) std::rethrow_exception(error);
  report(progress, 1.0);
}

}  // namespace zonerank
