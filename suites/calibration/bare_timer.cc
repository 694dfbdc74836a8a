// SPDX-License-Identifier: Apache-2.0
#include "suites/calibration/bare_timer.h"

#include <algorithm>
#include <utility>

namespace traffic {
namespace {

// A request wakes four threads: when it is due, when the target has it, when the target answers and
// when the answer has come. The bare timer is woken for two of these.
constexpr int kWakesForEach = 2;

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

BareTimer::BareTimer(std::vector<IdealArrival> arrivals)
    : arrivals_(std::move(arrivals)), thread_([this] { run(); }) {}

BareTimer::Times BareTimer::finish() {
  thread_.join();
  return times_;
}

void BareTimer::run() {
  std::vector<std::pair<Duration, std::size_t>> wakes;  // when, and for which arrival
  for (std::size_t i = 0; i < arrivals_.size(); ++i) {
    wakes.emplace_back(arrivals_[i].due, i);
    wakes.emplace_back(arrivals_[i].answered, i);
  }
  std::sort(wakes.begin(), wakes.end());
  std::vector<Duration> late(arrivals_.size());
  const Time start = Clock::now();
  for (const auto& [when, arrival] : wakes) {
    std::this_thread::sleep_until(start + when);
    late[arrival] += kWakesForEach * (Clock::now() - (start + when));
  }
  for (std::size_t i = 0; i < arrivals_.size(); ++i) {
    times_.response_time.record(arrivals_[i].answered - arrivals_[i].due + late[i]);
    times_.worst = std::max(times_.worst, late[i]);
  }
}

}  // namespace traffic
