#pragma once
// Threads and progress. Work is cut into numbered parts; results never depend on who ran a part.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace zonerank {

/// Called on the calling thread with the share done, in [0, 1]; returns false to stop the work.
using Progress = std::function<bool(double)>;

/// The work was stopped by its progress function.
struct Interrupted : std::runtime_error {
  Interrupted() : std::runtime_error("interrupted") {}
};

/// While it lives, long work of the thread that made it asks `keep_going` now and then, on that
/// thread alone; once that returns false or throws, the work ends with Interrupted, on the threads
/// that help it too.
class InterruptWatch {
 public:
  explicit InterruptWatch(std::function<bool()> keep_going);
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  void ask();  ///< @throws Interrupted
  /// Throws again what `keep_going` threw, if it did.
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::function<bool()> keep_going_;
  std::thread::id owner_;
  std::chrono::steady_clock::time_point next_;
  std::atomic<bool> stopped_{false};
  std::exception_ptr error_;
  InterruptWatch* outer_;
};

namespace detail {

/// The watch that holds for work on this thread; none by default.
InterruptWatch*& current_watch();

}  // namespace detail

/// Ends the work where its watch says so. Loops that can take long call it every millisecond or so;
/// a call costs a few nanoseconds.
inline void poll_interrupt() {
  if (InterruptWatch* const watch = detail::current_watch()) watch->ask();
}

inline void report(const Progress& progress, double share) {
  if (progress && !progress(share)) throw Interrupted();
}

/// `threads` where positive; else ZONERANK_THREADS; else the cores this process may use.
int resolve_threads(int threads);

namespace detail {

/// Runs `own` on the caller's thread and `help` on up to `helpers` threads that wait for work: on
/// those that come before `own` has ended, so that nobody waits for a core that others keep busy.
/// Returns when all that began have ended; while it waits for them it calls `wait` every now and
/// then. None may throw.
void run_with_helpers(std::size_t helpers, const std::function<void()>& help,
                      const std::function<void()>& own, const std::function<void()>& wait);

/// Work on this thread obeys `watch` while it lives.
class WatchedBy {
 public:
  explicit WatchedBy(InterruptWatch* watch) : before_(current_watch()) { current_watch() = watch; }
  ~WatchedBy() { current_watch() = before_; }
  WatchedBy(const WatchedBy&) = delete;
  WatchedBy& operator=(const WatchedBy&) = delete;

 private:
  InterruptWatch* before_;
};

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
  InterruptWatch* const watch = detail::current_watch();
  const auto give_up = [&] {
    const std::lock_guard lock(mutex);
    if (!error) error = std::current_exception();
    stop = true;
  };
  const auto work = [&](bool is_caller) {
    try {
      const detail::WatchedBy watched(watch);
      while (!stop) {
        poll_interrupt();
        const std::size_t part = next++;
        if (part >= parts) return;
        f(part);
        ++done;
        if (is_caller) report(progress, static_cast<double>(done) / static_cast<double>(parts));
      }
    } catch (...) {
      give_up();
    }
  };
  const auto wait = [&] {
    try {
      poll_interrupt();
    } catch (...) {
      give_up();
    }
  };
  if (n > 1)
    detail::run_with_helpers(
        n - 1, [&] { work(false); }, [&] { work(true); }, wait);
  else
    work(true);
  if (error) std::rethrow_exception(error);
  report(progress, 1.0);
}

}  // namespace zonerank
