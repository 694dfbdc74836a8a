// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/sequence.h"

#include <algorithm>
#include <thread>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr Duration kAhead = 250ms;  // longer than a sleep of the coordinator
constexpr Duration kToStart = 5ms;  // time to start the threads

}  // namespace

void Sequence::launch_due(LoadControl& control, WorkerLatch& latch, Duration wall) {
  const LoadTimeline& timeline = control.timeline();
  for (std::size_t i = 0; i < parts_->size() && !ended_; ++i) {
    LoadPart& part = *(*parts_)[i];
    if (part.launched() || !has_begin(i, timeline, wall)) continue;
    const std::optional<Duration> begin = timeline.wall_time(*begins_[i]);
    if (!begin || *begin > wall + kAhead) continue;
    part.launch(control, latch, *begin, std::max(Duration(0), warm_up_ - *begins_[i]));
  }
}

bool Sequence::has_begin(std::size_t index, const LoadTimeline& timeline, Duration wall) {
  const LoadPlan& plan = (*parts_)[index]->plan();
  if (begins_[index]) return true;
  if (plan.after.empty()) {
    begins_[index] = plan.start_after;
    return true;
  }
  const bool done = std::any_of(parts_->begin(), parts_->end(), [&](const auto& other) {
    return other->plan().name == plan.after && other->done();
  });
  if (done) begins_[index] = timeline.run_time(wall) + kToStart + plan.start_after;
  return done;
}

bool Sequence::more_to_come() const {
  return !ended_ && std::any_of(parts_->begin(), parts_->end(),
                                [](const auto& part) { return !part->launched(); });
}

bool Sequence::wait_until(WorkerLatch& latch, Time time) const {
  if (!latch.wait_until(time)) return false;
  if (!more_to_come()) return true;
  std::this_thread::sleep_until(std::min(time, Clock::now() + kToStart));
  return false;
}

bool Sequence::arrivals_over(Duration wall) const {
  return !more_to_come() && std::all_of(parts_->begin(), parts_->end(), [&](const auto& part) {
    return !part->launched() || part->arrivals_over(wall);
  });
}

}  // namespace traffic::detail
