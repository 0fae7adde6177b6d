// Work that is asked to stop, stops: on the thread that began it and on those that help.

#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "support/testing.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/methods/aggregate.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank::test_interrupt {
namespace {

using ::testing::HasSubstr;

TEST(InterruptWatch, EndsALoopThatPolls) {
  int asked = 0;
  InterruptWatch watch([&] { return ++asked < 3; });
  const auto endless = [] {
    while (true) poll_interrupt();
  };
  EXPECT_THROW(endless(), Interrupted);
  EXPECT_EQ(asked, 3);
  EXPECT_THROW(poll_interrupt(), Interrupted) << "what was stopped stays so";
}

TEST(InterruptWatch, HoldsNoLongerThanItLives) {
  {
    const InterruptWatch outer([] { return true; });
    {
      const InterruptWatch inner([] { return false; });
      EXPECT_THROW(poll_interrupt(), Interrupted);
    }
    EXPECT_NO_THROW(poll_interrupt());
  }
  EXPECT_NO_THROW(poll_interrupt());
}

TEST(InterruptWatch, GivesBackWhatTheQuestionThrew) {
  InterruptWatch watch([]() -> bool { throw std::runtime_error("from outside"); });
  EXPECT_THROW(poll_interrupt(), Interrupted);
  EXPECT_THROW(watch.rethrow(), std::runtime_error);
}

TEST(InterruptWatch, EndsTheWorkOfHelpersToo) {
  const auto started = std::chrono::steady_clock::now();
  const InterruptWatch watch(
      [&] { return std::chrono::steady_clock::now() - started < std::chrono::milliseconds(200); });
  std::atomic<int> ended{0};
  const auto endless = [&] {
    parallel_for(4, 4, [&](std::size_t) {
      const auto guard = std::shared_ptr<void>(nullptr, [&](void*) { ++ended; });
      while (true) poll_interrupt();
    });
  };
  EXPECT_THROW(endless(), Interrupted);
  EXPECT_GE(ended, 1) << "no part goes on alone";
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(10));
}

/// The caller's own part is done while a helper's is not.
TEST(InterruptWatch, IsAskedWhileTheCallerWaits) {
  std::atomic<bool> stop{false};
  const InterruptWatch watch([&] { return !stop.load(); });
  const auto caller = std::this_thread::get_id();
  const auto one_long = [&] {
    parallel_for(2, 2, [&](std::size_t) {
      if (std::this_thread::get_id() == caller) {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));  // the helper has the other
        stop = true;
        return;
      }
      while (true) poll_interrupt();
    });
  };
  EXPECT_THROW(one_long(), Interrupted);
}

TEST(InterruptWatch, ReachesLinearProgramsAndPairs) {
  Matrix scores(300, 30);
  for (Index i = 0; i < scores.rows(); ++i) {
    for (Index j = 0; j < scores.cols(); ++j)
      scores(i, j) = 1.0 + static_cast<double>((i * 7919 + j * 104729) % 997);
  }
  const InterruptWatch watch([] { return false; });
  EXPECT_THROW(benefit_of_doubt(scores), Interrupted);
  EXPECT_THROW(kemeny(scores, Vector::Ones(30)), Interrupted);
  EXPECT_THROW(aggregate(scores, Vector::Ones(30), Copeland{}), Interrupted);
}

TEST(Shortened, KeepsWholeCharacters) {
  EXPECT_EQ(shortened("abc", 3), "abc");
  EXPECT_EQ(shortened("abcd", 3), "abc...");
  EXPECT_EQ(shortened("高新区园区", 3), "高新区...");
  EXPECT_EQ(shortened("高新区", 3), "高新区");
}

}  // namespace
}  // namespace zonerank::test_interrupt
