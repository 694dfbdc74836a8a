// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/net/fiber.h"
#include "gtest_traffic/net/timer_wheel.h"

struct epoll_event;

namespace traffic {

// Hears of readiness on a file descriptor.
class IoHandler {
 public:
  virtual void on_events(std::uint32_t events) = 0;

 protected:
  ~IoHandler() = default;
};

// Runs fibers on one thread: edge-triggered epoll with each descriptor registered once, and one
// timer that ticks (every 0.5 ms, or every 8 ms while only time-outs wait) and so coalesces
// wake-ups. Belongs to the thread that runs it; only `post` and `stop` may be called from others.
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

  // Runs until `stop`. `on_turn` is called after each wake-up, with the time of that wake-up.
  void run(const std::function<void(Time)>& on_turn = {});
  void stop();

  // Runs a function on the reactor's thread.
  void post(std::function<void()> function);

  // Makes a fiber runnable.
  void start(Fiber& fiber);

  // Suspends the current fiber until it is woken or `deadline` passes, to the precision: half a
  // millisecond, or eight.
  enum class Precision : std::uint8_t { kFine, kCoarse };
  Wake suspend(Time deadline, Precision precision);
  Wake sleep_until(Time time) { return suspend(time, Precision::kFine); }

  // Lets everybody else have a turn before the current fiber goes on.
  void yield();

  // Wakes a suspended fiber; one that is not suspended in this reactor is left alone.
  void wake(Fiber& fiber, Wake reason);

  // Has `on_turn` called at least once per tick, whatever else happens.
  void keep_ticking(Precision precision);

  void watch(int descriptor, std::uint32_t events, IoHandler& handler);
  void forget(int descriptor, IoHandler& handler);

 private:
  void run_ready();
  void adjust_tick();
  void handle(const epoll_event& event);
  void drain_posted();

  int epoll_ = -1;
  int timer_ = -1;
  int event_ = -1;
  TimerWheel wheel_;
  std::size_t fine_waiters_ = 0;
  bool keeps_ticking_ = false;
  Duration tick_{0};
  bool ticked_ = false;  // this turn was woken by the timer
  std::vector<Fiber*> ready_;
  epoll_event* batch_ = nullptr;  // events of the current turn that are still to come
  int batch_left_ = 0;
  bool stopped_ = false;
  std::mutex posted_mutex_;
  std::vector<std::function<void()>> posted_;
};

}  // namespace traffic
