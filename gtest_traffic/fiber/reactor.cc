// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/fiber/reactor.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>

#include "gtest_traffic/fiber/overflow.h"

namespace traffic::detail {
namespace {

thread_local Reactor* active = nullptr;

timespec since_epoch(Time time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  return {.tv_sec = seconds.time_since_epoch().count(), .tv_nsec = (time - seconds).count()};
}

int checked(int descriptor, const char* what) {
  if (descriptor < 0) throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
  return descriptor;
}

}  // namespace

Reactor::Reactor()
    : epoll_(checked(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
      timer_(
          checked(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC), "timerfd_create")),
      alarm_(
          checked(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC), "timerfd_create")),
      event_(checked(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd")),
      wheel_(Clock::now()) {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLET;
  event.data.ptr = &timer_;
  epoll_ctl(epoll_, EPOLL_CTL_ADD, timer_, &event);
  event.data.ptr = &alarm_;
  epoll_ctl(epoll_, EPOLL_CTL_ADD, alarm_, &event);
  event.data.ptr = &event_;
  epoll_ctl(epoll_, EPOLL_CTL_ADD, event_, &event);
}

Reactor::~Reactor() {
  close(epoll_);
  close(timer_);
  close(alarm_);
  close(event_);
}

Reactor* Reactor::current() { return active; }

void Reactor::run(const std::function<void(Time)>& on_turn) {
  const OverflowWatch overflow_watch;
  Reactor* const outer = std::exchange(active, this);
  stopped_ = false;
  std::array<epoll_event, 256> events;
  run_ready();
  while (!stopped_) {
    adjust_tick();
    ticked_ = false;
    const int count = wait(events.data(), events.size());
    const Time now = Clock::now();
    turn_ = now;
    if (now >= alarm_time_) alarm_time_ = awake_from_ = Time::max();
    // From here on, closing a socket removes its events from the batch.
    batch_ = events.data();
    batch_left_ = count > 0 ? count : 0;
    if (on_turn) on_turn(now);
    while (batch_left_ > 0) {
      const epoll_event event = *batch_++;
      --batch_left_;
      handle(event);
    }
    wheel_.advance(now, [&](TimerNode& node) {
      auto& fiber = static_cast<Fiber&>(node);
      fiber.waits_ = false;
      fiber.wake_reason_ = Wake::kTimeout;
      fiber.resume();
    });
    run_ready();
  }
  active = outer;
}

int Reactor::wait(epoll_event* events, int capacity) {
  const bool sleeps = ready_.empty() && turn_ < awake_from_;
  return epoll_wait(epoll_, events, capacity, sleeps ? -1 : 0);
}

void Reactor::handle(const epoll_event& event) {
  if (event.data.ptr == &alarm_) return;  // only wakes the loop; the next alarm needs no read
  if (event.data.ptr == &timer_) {
    ticked_ = true;
    std::uint64_t expirations = 0;  // the read arms the next tick
    [[maybe_unused]] const auto size = read(timer_, &expirations, sizeof expirations);
  } else if (event.data.ptr == &event_) {
    drain_posted();
  } else if (event.data.ptr != nullptr) {
    static_cast<IoHandler*>(event.data.ptr)->on_events(event.events);
  }
}

void Reactor::stop() {
  post([this] { stopped_ = true; });
}

void Reactor::post(std::function<void()> function) {
  {
    const std::lock_guard lock(posted_mutex_);
    posted_.push_back(std::move(function));
  }
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = write(event_, &one, sizeof one);
}

void Reactor::drain_posted() {
  std::vector<std::function<void()>> posted;
  {
    const std::lock_guard lock(posted_mutex_);
    posted.swap(posted_);
  }
  for (auto& function : posted) function();
}

void Reactor::start(Fiber& fiber) { ready_.push_back(&fiber); }

void Reactor::run_ready() {
  // A fiber that one of these functions makes ready runs in the next turn.
  std::vector<Fiber*> ready;
  ready.swap(ready_);
  for (Fiber* fiber : ready) fiber->resume();
  if (ready_.empty()) {
    ready.clear();
    ready_.swap(ready);
  }
}

Wake Reactor::suspend(Time deadline, Precision precision) {
  Fiber& fiber = *Fiber::current();
  const bool bounded = deadline != Time::max();
  if (bounded) wheel_.add(fiber, deadline);
  const bool fine = bounded && precision == Precision::kFine;
  if (fine) ++fine_waiters_;
  fiber.waits_ = true;
  fiber.suspend();
  if (fine) --fine_waiters_;
  return fiber.wake_reason_;
}

void Reactor::yield() {
  Fiber& fiber = *Fiber::current();
  ready_.push_back(&fiber);
  fiber.suspend();
}

void Reactor::wake(Fiber& fiber, Wake reason) {
  if (!fiber.waits_) return;
  fiber.waits_ = false;
  wheel_.remove(fiber);
  fiber.wake_reason_ = reason;
  if (Fiber::current() == nullptr) {
    fiber.resume();
  } else {
    ready_.push_back(&fiber);
  }
}

void Reactor::keep_ticking(Precision precision) {
  keeps_ticking_ = true;
  if (precision == Precision::kFine) ++fine_waiters_;
}

void Reactor::set_alarm(Time time, Duration spin) {
  alarm_time_ = time;
  awake_from_ = time == Time::max() ? time : time - spin;
  if (turn_ >= awake_from_) return;  // the loop stays awake
  itimerspec specification{};        // zero: no alarm
  if (time != Time::max()) specification.it_value = since_epoch(awake_from_);
  timerfd_settime(alarm_, TFD_TIMER_ABSTIME, &specification, nullptr);
}

void Reactor::adjust_tick() {
  const bool any = !wheel_.empty() || keeps_ticking_;
  const Duration wanted = fine_waiters_ > 0 ? kFineTick : any ? kCoarseTick : Duration(0);
  // A slower tick is set only after a whole unneeded tick. A user between two requests therefore
  // costs no system call.
  const bool finer = wanted > Duration(0) && (tick_ == Duration(0) || wanted < tick_);
  if (wanted == tick_ || !(finer || ticked_)) return;
  tick_ = wanted;
  itimerspec specification{};
  specification.it_interval.tv_nsec = tick_.count();
  specification.it_value.tv_nsec = tick_.count();
  timerfd_settime(timer_, 0, &specification, nullptr);
}

void Reactor::watch(int descriptor, std::uint32_t events, IoHandler& handler) {
  epoll_event event{};
  event.events = events | EPOLLET;
  event.data.ptr = &handler;
  epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event);
}

void Reactor::forget(int descriptor, IoHandler& handler) {
  epoll_ctl(epoll_, EPOLL_CTL_DEL, descriptor, nullptr);
  for (int i = 0; i < batch_left_; ++i) {
    if (batch_[i].data.ptr == &handler) batch_[i].data.ptr = nullptr;
  }
}

}  // namespace traffic::detail
