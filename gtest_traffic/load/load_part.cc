// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/load_part.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "gtest_traffic/journey/parking.h"
#include "gtest_traffic/load/observer.h"
#include "gtest_traffic/load/stuck.h"

namespace traffic::detail {

void LoadPart::launch(LoadControl& control, WorkerLatch& latch, Duration begin, Duration warm_up) {
  begin_ = begin;
  start_ = control.start() + begin;
  plan_.warm_up = warm_up;
  timeline_ = &control.add_timeline(plan_.shape, begin);
  latch_ = &latch;
  allow_parking();
  const WorkerLinks links{control, *timeline_, wanted_detail()};
  for (unsigned i = 0; i < plan_.workers; ++i) {
    running_.push_back(std::make_unique<RunningWorker>(plan_, i, start_, links));
  }
  working_ = plan_.workers;
  latch.expect(plan_.workers);
  for (auto& one : running_) {
    one->thread = std::thread([this, &running = *one] {
      allow_parking();
      running.worker.run();
      count_out(running);
    });
  }
}

// Counts a worker once, although its own thread and `leave` may both call this.
void LoadPart::count_out(RunningWorker& running) {
  if (running.done.exchange(true)) return;
  --working_;
  latch_->arrive();
}

std::string LoadPart::backtrace(std::size_t index) {
  return backtrace_of(running_[index]->thread.native_handle());
}

void LoadPart::abandon_worker(std::size_t index) {
  RunningWorker& running = *running_[index];
  const Progress& progress = running.worker.progress();
  const PublishedPosition* const user = progress.user();
  const UserPosition position = user == nullptr ? UserPosition() : user->position();
  const std::string trace = backtrace(index);
  if (park(running.thread.native_handle(), progress) == Parking::kParked) {
    running.worker.conclude(Clock::now());
  } else {
    running.unreadable = true;
  }
  running.thread.detach();
  stuck_.push_back(stuck_failure(position, plan_.grace, trace));
  count_out(running);
}

double LoadPart::arrivals(Duration wall) const {
  return begun(wall) ? timeline_->latest().arrivals(wall - begin_) : 0;
}

bool LoadPart::arrivals_over(Duration wall) const {
  if (!launched()) return false;
  const std::optional<Duration> end = timeline_->latest().wall_time(plan_.shape.duration());
  return end && wall - begin_ >= *end;
}

std::uint64_t LoadPart::collect(const Collected& into) const {
  std::uint64_t complete = Mailbox::kEnded;
  for (const auto& running : running_) {
    // A worker that has ended delivers before it is done.
    const bool done = running->done;
    const Delivery& delivery = running->worker.mailbox().take();
    into.counts.merge(delivery.counts);
    into.rows.add(delivery);
    into.step_rows.add(delivery);
    into.failures.insert(into.failures.end(), delivery.failures.begin(), delivery.failures.end());
    if (!done) complete = std::min(complete, delivery.complete);
  }
  return complete;
}

void LoadPart::join() {
  for (const auto& running : running_) {
    if (running->thread.joinable()) running->thread.join();
  }
}

Duration LoadPart::fold_into(Report& report) const {
  Duration end = begin_;
  unsigned unreadable = 0;
  for (const auto& running : running_) {
    if (running->unreadable) {
      ++unreadable;
      running->worker.mailbox().fold_into(report);
      end = std::max(end, begin_ + plan_.shape.duration());
      continue;
    }
    running->worker.fold_into(report);
    end = std::max(end, Duration(running->worker.end() - start_) + begin_);
  }
  for (const DistinctFailure& failure : stuck_) report.add_failure(failure);
  report.generator.stuck_workers += static_cast<unsigned>(stuck_.size());
  if (unreadable > 0) {
    report.add_note(fmt::format(
        "{} worker{} could not be stopped, so the figures of {} are from its last report: "
        "warm-up included, and without percentiles of steps",
        unreadable, unreadable == 1 ? "" : "s", unreadable == 1 ? "it" : "them"));
  }
  // In a request-paced load, the interrupted journeys include users that wait for a slot.
  if (!plan_.request_paced) {
    for (const auto& [name, journey] : report.journeys) report.unfinished += journey.interrupted;
  }
  return end;
}

Duration LoadPart::measured(Duration end) const {
  return std::max(Duration(0), timeline_->latest().run_time(end - begin_) - plan_.warm_up);
}

}  // namespace traffic::detail
