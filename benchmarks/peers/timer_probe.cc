// SPDX-License-Identifier: Apache-2.0
// timer_probe RATE SECONDS: waits for evenly spaced times with an absolute timer and epoll, as the
// simplest event loop would. Prints how late the median wake-up was, in microseconds. This is the
// best that a load generator can reach on this machine without polling.
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

std::int64_t now() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

int main(int argc, char** argv) {
  const double rate = argc == 3 ? std::atof(argv[1]) : 0;
  const double seconds = argc == 3 ? std::atof(argv[2]) : 0;
  if (!(rate > 0 && seconds > 0)) {
    std::fputs("usage: timer_probe RATE SECONDS\n", stderr);
    return 2;
  }
  const int epoll = epoll_create1(0);
  const int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  epoll_event event{};
  event.events = EPOLLIN | EPOLLET;
  epoll_ctl(epoll, EPOLL_CTL_ADD, timer, &event);

  std::vector<std::int64_t> late(static_cast<std::size_t>(rate * seconds));
  const std::int64_t begin = now() + 10'000'000;
  for (std::size_t i = 0; i < late.size(); ++i) {
    const std::int64_t due = begin + static_cast<std::int64_t>(static_cast<double>(i) * 1e9 / rate);
    itimerspec specification{};
    specification.it_value = {due / 1'000'000'000, due % 1'000'000'000};
    timerfd_settime(timer, TFD_TIMER_ABSTIME, &specification, nullptr);
    while ((late[i] = now() - due) < 0) epoll_wait(epoll, &event, 1, -1);
  }
  if (late.empty()) return 1;
  const auto middle = late.begin() + static_cast<std::ptrdiff_t>(late.size() / 2);
  std::nth_element(late.begin(), middle, late.end());
  std::printf("%.1f\n", static_cast<double>(*middle) / 1000);
}
