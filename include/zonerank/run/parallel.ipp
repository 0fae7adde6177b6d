#pragma once
#include "zonerank/run/parallel.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <string>
#include <system_error>
#include <thread>

#ifdef __unix__
#include <pthread.h>
#endif
#ifdef __linux__
#include <sched.h>
#endif

#include "zonerank/core/build.hpp"
#include "zonerank/diagnostics/error.hpp"

namespace zonerank {
ZONERANK_OWN(parallel) {

/// Threads that wait for work from any caller. They are started when they are first wanted, and end
/// with the process.
class Helpers {
 public:
  static Helpers& of_process() {
#ifdef __unix__
    // A forked process has no threads but the caller's: it starts its own.
    static const int once = pthread_atfork(nullptr, nullptr, [] { shared() = new Helpers; });
    static_cast<void>(once);
#endif
    return *shared();
  }

  void run(std::size_t helpers, const std::function<void()>& help, const std::function<void()>& own,
           const std::function<void()>& wait) {
    Job job{&help, helpers};
    {
      const std::lock_guard lock(mutex_);
      start(helpers);
      jobs_.push_back(&job);
    }
    for (std::size_t k = 0; k < helpers; ++k) wanted_.notify_one();
    own();
    std::unique_lock lock(mutex_);
    std::erase(jobs_, &job);
    constexpr std::chrono::milliseconds patience{100};
    while (!ended_.wait_for(lock, patience, [&] { return job.active == 0; })) {
      lock.unlock();
      wait();
      lock.lock();
    }
  }

 private:
  struct Job {
    const std::function<void()>* help;
    std::size_t wanted;
    std::size_t active = 0;
  };

  static Helpers*& shared() {
    static Helpers* helpers = new Helpers;
    return helpers;
  }

  void start(std::size_t helpers) {
    try {
      for (; started_ < helpers; ++started_) std::thread([this] { wait_for_jobs(); }).detach();
    } catch (const std::system_error&) {
      // The machine gives no more threads: the ones there are do the work.
    }
  }

  [[noreturn]] void wait_for_jobs() {
    std::unique_lock lock(mutex_);
    while (true) {
      wanted_.wait(lock, [&] { return !jobs_.empty(); });
      Job& job = *jobs_.front();
      if (--job.wanted == 0) jobs_.pop_front();
      ++job.active;
      lock.unlock();
      (*job.help)();
      lock.lock();
      if (--job.active == 0) ended_.notify_all();
    }
  }

  std::mutex mutex_;
  std::condition_variable wanted_, ended_;
  std::deque<Job*> jobs_;  ///< that want more helpers
  std::size_t started_ = 0;
};

}  // ZONERANK_OWN(parallel)

namespace detail {

ZONERANK_INLINE void run_with_helpers(std::size_t helpers, const std::function<void()>& help,
                                      const std::function<void()>& own,
                                      const std::function<void()>& wait) {
  Helpers::of_process().run(helpers, help, own, wait);
}

ZONERANK_INLINE InterruptWatch*& current_watch() {
  thread_local InterruptWatch* watch = nullptr;
  return watch;
}

}  // namespace detail

ZONERANK_INLINE InterruptWatch::InterruptWatch(std::function<bool()> keep_going)
    : keep_going_(std::move(keep_going)),
      owner_(std::this_thread::get_id()),
      next_(std::chrono::steady_clock::now()),
      outer_(detail::current_watch()) {
  detail::current_watch() = this;
}

ZONERANK_INLINE InterruptWatch::~InterruptWatch() { detail::current_watch() = outer_; }

ZONERANK_INLINE void InterruptWatch::ask() {
  if (stopped_.load(std::memory_order_relaxed)) throw Interrupted();
  if (std::this_thread::get_id() != owner_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + std::chrono::milliseconds(50);
  bool goes_on = false;
  try {
    goes_on = keep_going_();
  } catch (...) {
    error_ = std::current_exception();
  }
  if (goes_on) return;
  stopped_ = true;
  throw Interrupted();
}

ZONERANK_INLINE int resolve_threads(int threads) {
  constexpr int most = 4096;
  if (threads < 0 || threads > most) {
    fail(Code::bad_option, "threads", std::to_string(threads),
         {words("from 0 to 4096", "0 到 4096")});
  }
  if (threads > 0) return threads;
  const char* const text = std::getenv("ZONERANK_THREADS");
  if (text != nullptr && *text != '\0') {
    char* end = nullptr;
    const long value = std::strtol(text, &end, 10);
    if (end == text || *end != '\0' || value < 1 || value > 4096) {
      fail(Code::bad_option, "ZONERANK_THREADS", std::string(text),
           {words("a whole number from 1 to 4096", "1 到 4096 的整数")});
    }
    return static_cast<int>(value);
  }
#ifdef __linux__
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return std::max(1, CPU_COUNT(&set));
#endif
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace zonerank
