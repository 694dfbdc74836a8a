// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/fiber/fiber.h"
#include "gtest_traffic/fiber/timer_wheel.h"

struct epoll_event;

namespace traffic::detail {

// Receives readiness events of a file descriptor.
class IoHandler {
 public:
  virtual void on_events(std::uint32_t events) = 0;

 protected:
  ~IoHandler() = default;
};

// Runs fibers on one thread. Uses edge-triggered epoll and registers each descriptor once. One
// timer ticks every 0.5 ms, or every 8 ms if only time-outs wait, and thereby coalesces wake-ups.
// A second timer, the alarm, is as precise as that of the system. Belongs to the thread that runs
// it; other threads may call only `post` and `stop`.
class Reactor {
 public:
  static constexpr Duration kFineTick = TimerWheel::kTick;
  static constexpr Duration kCoarseTick = 16 * TimerWheel::kTick;

  Reactor();
  ~Reactor();
  Reactor(const Reactor&) = delete;
  Reactor& operator=(const Reactor&) = delete;

  // Returns the reactor that runs the calling fiber, or null.
  static Reactor* current();

  // Runs until `stop`. Calls `on_turn` after each wake-up, with the time of the wake-up.
  void run(const std::function<void(Time)>& on_turn = {});
  void stop();

  // Runs a function on the thread of the reactor. Thread-safe.
  void post(std::function<void()> function);

  // Makes a fiber runnable.
  void start(Fiber& fiber);

  // Suspends the current fiber until it is woken or `deadline` passes. The precision is half a
  // millisecond for kFine, and eight milliseconds for kCoarse.
  enum class Precision : std::uint8_t { kFine, kCoarse };
  Wake suspend(Time deadline, Precision precision);
  Wake sleep_until(Time time) { return suspend(time, Precision::kFine); }

  // Lets all other runnable fibers run before the current fiber continues.
  void yield();

  // Wakes a suspended fiber. Has no effect on a fiber that is not suspended in this reactor.
  void wake(Fiber& fiber, Wake reason);

  // Calls `on_turn` at least once per tick, even without other events.
  void keep_ticking(Precision precision);

  // Calls `on_turn` at `time` or soon after, even without other events. Replaces the time of the
  // last call; `Time::max()` removes it. In the last `spin` before that time, the loop does not
  // sleep, which uses the whole CPU core.
  void set_alarm(Time time, Duration spin);

  void watch(int descriptor, std::uint32_t events, IoHandler& handler);
  void forget(int descriptor, IoHandler& handler);

 private:
  void run_ready();
  int wait(epoll_event* events, int capacity);
  void adjust_tick();
  void handle(const epoll_event& event);
  void drain_posted();

  int epoll_ = -1;
  int timer_ = -1;
  int alarm_ = -1;
  int event_ = -1;
  TimerWheel wheel_;
  std::size_t fine_waiters_ = 0;
  bool keeps_ticking_ = false;
  Duration tick_{0};
  bool ticked_ = false;  // the timer caused this turn
  Time turn_;            // when this turn began
  Time alarm_time_ = Time::max();
  Time awake_from_ = Time::max();  // the loop does not sleep from then until the alarm
  std::vector<Fiber*> ready_;
  epoll_event* batch_ = nullptr;  // pending events of the current turn
  int batch_left_ = 0;
  bool stopped_ = false;
  std::mutex posted_mutex_;
  std::vector<std::function<void()>> posted_;
};

}  // namespace traffic::detail
