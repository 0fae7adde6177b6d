#include "zonerank/run/parallel.hpp"

#include <cstdlib>
#include <optional>
#include <string>
#include <thread>

#ifdef __unix__
#include <sys/wait.h>
#include <unistd.h>
#endif

#include "support/testing.hpp"

namespace zonerank::test_parallel {
namespace {

using ::testing::HasSubstr;

/// ZONERANK_THREADS for one test; afterwards as before.
class Environment {
 public:
  explicit Environment(const char* value) {
    if (const char* before = std::getenv(name)) before_ = before;
    set(value);
  }
  ~Environment() { set(before_ ? before_->c_str() : nullptr); }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  static constexpr const char* name = "ZONERANK_THREADS";
  static void set(const char* value) {
    if (value != nullptr)
      setenv(name, value, 1);
    else
      unsetenv(name);
  }
  std::optional<std::string> before_;
};

TEST(ResolveThreads, TakesAPositiveNumberAsItIs) {
  const Environment environment("3");
  EXPECT_EQ(resolve_threads(1), 1);
  EXPECT_EQ(resolve_threads(7), 7);
}

TEST(ResolveThreads, ZeroMeansTheEnvironmentsNumber) {
  const Environment environment("3");
  EXPECT_EQ(resolve_threads(0), 3);
}

TEST(ResolveThreads, ZeroMeansTheCoresAllowedWhereNothingIsSet) {
  const Environment environment(nullptr);
  EXPECT_GE(resolve_threads(0), 1);
  EXPECT_LE(resolve_threads(0), static_cast<int>(std::thread::hardware_concurrency()));
}

TEST(ResolveThreads, AnEmptyEnvironmentIsNone) {
  const Environment environment("");
  EXPECT_GE(resolve_threads(0), 1);
}

TEST(ResolveThreads, NamesTheBadOption) {
  EXPECT_ERROR(resolve_threads(-1), HasSubstr("threads: is -1, but must be from 0 to 4096"));
  EXPECT_ERROR(parallel_for(1, -2, [](std::size_t) {}), HasSubstr("threads: is -2"));
}

TEST(ResolveThreads, NamesTheBadEnvironment) {
  for (const char* value : {"0", "-1", "4097", "two", "2 cores", "1.5", "99999999999999999999"}) {
    const Environment environment(value);
    EXPECT_ERROR(resolve_threads(0), HasSubstr("ZONERANK_THREADS: is " + std::string(value) +
                                               ", but must be a whole number from 1 to 4096"));
  }
}

TEST(ParallelFor, RunsEveryPartOnce) {
  for (const int threads : {1, 2, 5}) {
    for (const std::size_t parts : {0UL, 1UL, 3UL, 1000UL}) {
      std::vector<std::atomic<int>> runs(parts);
      parallel_for(parts, threads, [&](std::size_t part) { ++runs[part]; });
      for (std::size_t k = 0; k < parts; ++k) {
        ASSERT_EQ(runs[k], 1) << "part " << k << " of " << parts << ", threads " << threads;
      }
    }
  }
}

TEST(ParallelFor, UsesAtMostThatManyThreads) {
  std::atomic<int> now{0};
  std::atomic<int> most{0};
  parallel_for(200, 3, [&](std::size_t) {
    const int running = ++now;
    int seen = most;
    while (seen < running && !most.compare_exchange_weak(seen, running)) {
    }
    std::this_thread::yield();
    --now;
  });
  EXPECT_LE(most, 3);
  EXPECT_GE(most, 1);
}

TEST(ParallelFor, OneThreadIsTheCallersAndGoesInOrder) {
  std::vector<std::size_t> order;
  const auto caller = std::this_thread::get_id();
  parallel_for(5, 1, [&](std::size_t part) {
    EXPECT_EQ(std::this_thread::get_id(), caller);
    order.push_back(part);
  });
  EXPECT_THAT(order, ::testing::ElementsAre(0, 1, 2, 3, 4));
}

TEST(ParallelFor, ThrowsTheFirstExceptionAndStops) {
  std::atomic<int> runs{0};
  try {
    parallel_for(100'000, 1, [&](std::size_t part) {
      ++runs;
      if (part == 3) throw std::runtime_error("part 3 failed");
    });
    ADD_FAILURE() << "no exception";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "part 3 failed");
  }
  EXPECT_EQ(runs, 4);
}

TEST(ParallelFor, ThrowsFromAnyThreadAfterAllHaveStopped) {
  std::atomic<int> now{0};
  for (int again = 0; again < 20; ++again) {
    try {
      parallel_for(1000, 4, [&](std::size_t part) {
        ++now;
        const bool bad = part >= 5;
        --now;
        if (bad) throw std::out_of_range("bad part");
      });
      ADD_FAILURE() << "no exception";
    } catch (const std::out_of_range& error) {
      EXPECT_STREQ(error.what(), "bad part");
    }
    EXPECT_EQ(now, 0) << "a thread still runs";
  }
}

TEST(ParallelFor, ReportsProgressOnTheCallersThreadUpToOne) {
  std::vector<double> shares;
  const auto caller = std::this_thread::get_id();
  parallel_for(
      50, 4, [](std::size_t) {},
      [&](double share) {
        EXPECT_EQ(std::this_thread::get_id(), caller);
        shares.push_back(share);
        return true;
      });
  ASSERT_FALSE(shares.empty());
  EXPECT_EQ(shares.back(), 1.0);
  EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
  EXPECT_GE(shares.front(), 0.0);
}

TEST(ParallelFor, ProgressFalseInterrupts) {
  int runs = 0;
  EXPECT_THROW(
      parallel_for(
          1000, 1, [&](std::size_t) { ++runs; }, [](double share) { return share < 0.01; }),
      Interrupted);
  EXPECT_EQ(runs, 10) << "stops once a hundredth is done";
}

TEST(ParallelFor, ProgressFalseInterruptsWithManyThreads) {
  std::atomic<int> runs{0};
  EXPECT_THROW(parallel_for(
                   1000, 4, [&](std::size_t) { ++runs; }, [](double) { return false; }),
               Interrupted);
  EXPECT_GE(runs, 1);
}

TEST(ParallelFor, NestsAndRunsForSeveralCallersAtOnce) {
  std::atomic<int> runs{0};
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 3; ++caller) {
    callers.emplace_back([&] {
      for (int again = 0; again < 50; ++again)
        parallel_for(4, 3, [&](std::size_t) { parallel_for(5, 2, [&](std::size_t) { ++runs; }); });
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(runs, 3 * 50 * 4 * 5);
}

// The thread sanitizer ends a process that starts threads after a fork.
#if defined(__unix__) && !defined(__SANITIZE_THREAD__)
/// As the processes that Python's multiprocessing forks.
TEST(ParallelFor, RunsInAForkedProcess) {
  std::atomic<int> runs{0};
  parallel_for(100, 4, [&](std::size_t) { ++runs; });  // threads wait for work
  const pid_t child = fork();
  if (child == 0) {
    for (int again = 0; again < 20; ++again) parallel_for(100, 4, [&](std::size_t) { ++runs; });
    _exit(runs == 2100 ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}
#endif

TEST(Report, WithoutAProgressDoesNothing) { EXPECT_NO_THROW(report({}, 0.5)); }

}  // namespace
}  // namespace zonerank::test_parallel
