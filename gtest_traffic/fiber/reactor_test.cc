// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/fiber/reactor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <thread>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

TEST(ReactorTest, WakesSleepersInOrderOfDeadlines) {
  // If the deadlines pass before the fibers sleep, the order is undefined; the test then tries
  // again.
  for (bool in_time = false; !in_time;) {
    Reactor reactor;
    std::vector<int> order;
    const Time begin = Clock::now();
    const auto sleeper = [&](int name, Duration duration) {
      return [&, name, duration] {
        in_time = Clock::now() < begin + 4ms;
        EXPECT_EQ(reactor.sleep_until(begin + duration), Wake::kTimeout);
        EXPECT_GE(Clock::now(), begin + duration);
        order.push_back(name);
        if (order.size() == 3) reactor.stop();
      };
    };
    Fiber late(sleeper(3, 12ms));
    Fiber early(sleeper(1, 4ms));
    Fiber middle(sleeper(2, 8ms));
    for (Fiber* fiber : {&late, &early, &middle}) reactor.start(*fiber);
    reactor.run();
    if (in_time) {
      EXPECT_THAT(order, ElementsAre(1, 2, 3));
    }
  }
}

TEST(ReactorTest, EndsSleepWithPastDeadline) {
  Reactor reactor;
  Wake wake = Wake::kReady;
  Fiber fiber([&] {
    wake = reactor.sleep_until(Clock::now() - 1s);
    reactor.stop();
  });
  reactor.start(fiber);
  reactor.run();
  EXPECT_EQ(wake, Wake::kTimeout);
}

TEST(ReactorTest, ResumesYieldingFiberAfterOthers) {
  Reactor reactor;
  std::string order;
  const auto busy = [&](char name) {
    return [&, name] {
      for (int turn = 0; turn < 3; ++turn) {
        order += name;
        reactor.yield();
      }
      if (order.size() == 6) reactor.stop();
    };
  };
  Fiber a(busy('a'));
  Fiber b(busy('b'));
  reactor.start(a);
  reactor.start(b);
  reactor.run();
  EXPECT_EQ(order, "ababab");
}

TEST(ReactorTest, ReturnsReasonOfWake) {
  Reactor reactor;
  std::vector<Wake> reasons;
  Fiber waits([&] {
    reasons.push_back(reactor.suspend(Time::max(), Reactor::Precision::kCoarse));
    reasons.push_back(reactor.suspend(Clock::now() + 1h, Reactor::Precision::kFine));
    reactor.stop();
  });
  Fiber wakes([&] {
    reactor.wake(waits, Wake::kReady);
    while (reasons.empty()) reactor.sleep_until(Clock::now());  // until it waits again
    reactor.wake(waits, Wake::kCanceled);
  });
  reactor.start(waits);
  reactor.start(wakes);
  reactor.run();
  EXPECT_THAT(reasons, ElementsAre(Wake::kReady, Wake::kCanceled));
}

TEST(ReactorTest, IgnoresWakeOfRunningFiber) {
  Reactor reactor;
  int turns = 0;
  Fiber fiber([&] {
    reactor.wake(*Fiber::current(), Wake::kCanceled);
    EXPECT_EQ(reactor.sleep_until(Clock::now()), Wake::kTimeout);
    ++turns;
    reactor.stop();
  });
  reactor.wake(fiber, Wake::kReady);  // not started yet
  reactor.start(fiber);
  reactor.run();
  reactor.wake(fiber, Wake::kReady);  // done
  EXPECT_EQ(turns, 1);
}

TEST(ReactorTest, RunsTasksOfOtherThreads) {
  constexpr int kThreads = 4, kEach = 250;
  Reactor reactor;
  int count = 0;  // used only by the reactor's thread
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < kEach; ++j) {
        reactor.post([&] {
          if (++count == kThreads * kEach) reactor.stop();
        });
      }
    });
  }
  reactor.run();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(count, kThreads * kEach);
}

TEST(ReactorTest, HonorsStopBeforeRun) {
  Reactor reactor;
  reactor.stop();
  reactor.run();
}

TEST(ReactorTest, ReturnsCurrentReactorInsideFibersOnly) {
  Reactor reactor;
  Reactor* inside = nullptr;
  Fiber fiber([&] {
    inside = Reactor::current();
    reactor.stop();
  });
  reactor.start(fiber);
  reactor.run();
  EXPECT_EQ(inside, &reactor);
  EXPECT_EQ(Reactor::current(), nullptr);
}

TEST(ReactorTest, RunsInsideAnotherReactor) {
  Reactor outer;
  Reactor* after_inner = nullptr;
  outer.post([&] {
    Reactor inner;
    inner.stop();
    inner.run();
    after_inner = Reactor::current();
    outer.stop();
  });
  outer.run();
  EXPECT_EQ(after_inner, &outer);
}

TEST(ReactorTest, KeepsTickingOnRequest) {
  for (const auto precision : {Reactor::Precision::kFine, Reactor::Precision::kCoarse}) {
    Reactor reactor;
    int turns = 0;
    reactor.keep_ticking(precision);
    reactor.run([&](Time) {
      if (++turns == 5) reactor.stop();
    });
    EXPECT_GE(turns, 5);
  }
}

TEST(ReactorTest, AlarmCausesTurn) {
  Reactor reactor;
  const Time begin = Clock::now();
  std::vector<Time> alarms{begin + 1ms, begin + 2ms, begin - 1h, begin};
  reactor.set_alarm(alarms.back(), 0us);
  reactor.run([&](Time now) {
    if (alarms.empty() || now < alarms.back()) return;
    alarms.pop_back();
    alarms.empty() ? reactor.stop() : reactor.set_alarm(alarms.back(), 0us);
  });
  EXPECT_TRUE(alarms.empty());
}

TEST(ReactorTest, LaterAlarmReplacesEarlierOne) {
  Reactor reactor;
  const Time begin = Clock::now();
  int turns = 0;
  reactor.set_alarm(begin + 1h, 0us);
  reactor.set_alarm(begin + 1ms, 0us);
  reactor.run([&](Time now) {
    ++turns;
    if (now >= begin + 1ms) reactor.stop();
  });
  EXPECT_GE(turns, 1);
}

TEST(ReactorTest, StaysAwakeBeforeAlarm) {
  Reactor reactor;
  int turns = 0;
  reactor.set_alarm(Clock::now() + 1h, 2h);
  reactor.run([&](Time) {
    if (++turns == 100) reactor.stop();
  });
  EXPECT_GE(turns, 100);
}

TEST(ReactorTest, SleepsAgainAfterAlarm) {
  Reactor reactor;
  const Time time = Clock::now() + 2ms;
  int after_alarm = 0;
  reactor.set_alarm(time, 1ms);
  reactor.run([&](Time now) {
    if (now < time) return;
    if (++after_alarm == 1) reactor.set_alarm(now + 5ms, 0us);
    if (after_alarm == 2) reactor.stop();
  });
  EXPECT_LE(after_alarm, 3) << "one turn for each alarm, and one for the stop";
}

class Pipe {
 public:
  Pipe() { EXPECT_EQ(pipe(ends_), 0); }
  ~Pipe() {
    close(ends_[0]);
    close(ends_[1]);
  }
  int reader() const { return ends_[0]; }
  void write_byte() { EXPECT_EQ(write(ends_[1], "x", 1), 1); }

 private:
  int ends_[2] = {-1, -1};
};

TEST(ReactorTest, NotifiesHandlerOfReadiness) {
  struct Handler final : IoHandler {
    explicit Handler(Reactor& on) : reactor(&on) {}
    void on_events(std::uint32_t events) override {
      seen = events;
      reactor->stop();
    }
    Reactor* reactor;
    std::uint32_t seen = 0;
  };
  Reactor reactor;
  Handler handler(reactor);
  Pipe pipe;
  reactor.watch(pipe.reader(), EPOLLIN, handler);
  std::thread writer([&] { pipe.write_byte(); });
  reactor.run();
  writer.join();
  EXPECT_NE(handler.seen & EPOLLIN, 0U);
  reactor.forget(pipe.reader(), handler);
}

// Both are ready in one turn, and the first handler to run destroys the other.
TEST(ReactorTest, ForgetsHandlerWithPendingEvent) {
  struct Handler final : IoHandler {
    void on_events(std::uint32_t) override {
      ++calls;
      reactor->forget(other->descriptor, *other);
      reactor->stop();
    }
    Reactor* reactor = nullptr;
    Handler* other = nullptr;
    int descriptor = -1;
    int calls = 0;
  };
  Reactor reactor;
  Pipe pipes[2];
  Handler handlers[2];
  for (int i = 0; i < 2; ++i) {
    handlers[i].reactor = &reactor;
    handlers[i].other = &handlers[1 - i];
    handlers[i].descriptor = pipes[i].reader();
    pipes[i].write_byte();
    reactor.watch(pipes[i].reader(), EPOLLIN, handlers[i]);
  }
  reactor.run();
  EXPECT_EQ(handlers[0].calls + handlers[1].calls, 1);
}

}  // namespace
}  // namespace traffic::detail
