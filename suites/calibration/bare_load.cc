// SPDX-License-Identifier: Apache-2.0
#include "suites/calibration/bare_load.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <deque>
#include <stdexcept>
#include <utility>

namespace traffic {
using namespace detail;
namespace {

// A scheduler delays a thread for longer if the thread computes more. Each byte therefore takes
// about as much CPU time as a request in a build without optimization.
constexpr Duration kWork = std::chrono::microseconds(60);

// About the tick of the event loop of the library.
constexpr Duration kTick = std::chrono::microseconds(500);

void compute(Duration duration) {
  const Time end = Clock::now() + duration;
  while (Clock::now() < end) {
  }
}

// Waits as an event loop does, with a turn at each tick. Returns the number of bytes received.
std::size_t take_bytes(int descriptor, Time until) {
  const Duration left = std::min(until - Clock::now(), kTick);
  timespec timeout{};
  timeout.tv_nsec = std::max<Duration::rep>(0, left.count());
  pollfd one{descriptor, POLLIN, 0};
  if (ppoll(&one, 1, &timeout, nullptr) <= 0) return 0;
  char bytes[256];
  const auto count = read(descriptor, bytes, sizeof bytes);
  return count > 0 ? static_cast<std::size_t>(count) : 0;
}

void send_byte(int descriptor) {
  compute(kWork);
  if (write(descriptor, "x", 1) != 1) {
    throw std::runtime_error("the socket pair of the bare load accepted no byte");
  }
}

}  // namespace

std::vector<IdealArrival> arrivals_of(const LoadPlan& plan, std::size_t users,
                                      const fixtures::Freeze& freeze) {
  Pacer pacer(plan.shape, plan.spacing, plan.seed);
  std::vector<IdealArrival> arrivals;
  while (const auto due = pacer.next()) {
    Duration sent = *due;
    if (arrivals.size() >= users) {
      sent = std::max(sent, arrivals[arrivals.size() - users].answered);
    }
    arrivals.push_back({*due, sent + freeze.response_time(sent)});
  }
  return arrivals;
}

BareLoad::BareLoad(std::vector<IdealArrival> arrivals, std::size_t users,
                   const fixtures::Freeze& freeze)
    : arrivals_(std::move(arrivals)), users_(users), freeze_(freeze) {
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends_) != 0) {
    throw std::runtime_error("cannot create a socket pair for the bare load");
  }
  start_ = Clock::now();
  target_ = std::jthread([this] { answer(); });
  sender_ = std::jthread([this] { send(); });
}

BareLoad::~BareLoad() {
  if (sender_.joinable()) finish();
  close(ends_[0]);
  close(ends_[1]);
}

Histogram BareLoad::finish() {
  sender_.join();
  target_.join();
  return response_time_;
}

void BareLoad::send() {
  std::size_t sent = 0, answered = 0;
  const auto can_send = [&] { return sent < std::min(arrivals_.size(), answered + users_); };
  while (answered < arrivals_.size()) {
    const Time next = can_send() ? start_ + arrivals_[sent].due : Time::max();
    for (std::size_t came = take_bytes(ends_[0], next); came > 0; --came) {
      compute(kWork);
      response_time_.record(Clock::now() - (start_ + arrivals_[answered++].due));
    }
    for (; can_send() && start_ + arrivals_[sent].due <= Clock::now(); ++sent) send_byte(ends_[0]);
  }
}

// Responses leave in the order of the requests, because a freeze ends for all of them at once.
void BareLoad::answer() {
  std::deque<Time> due;
  for (std::size_t answered = 0; answered < arrivals_.size();) {
    const std::size_t came = take_bytes(ends_[1], due.empty() ? Time::max() : due.front());
    const Time now = Clock::now();
    due.insert(due.end(), came, now + freeze_.response_time(now - start_));
    for (; !due.empty() && due.front() <= Clock::now(); due.pop_front(), ++answered) {
      send_byte(ends_[1]);
    }
  }
}

}  // namespace traffic
