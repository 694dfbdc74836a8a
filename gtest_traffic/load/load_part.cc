// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/load_part.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "gtest_traffic/journey/parking.h"
#include "gtest_traffic/load/stuck.h"

namespace traffic::detail {

void LoadPart::launch(const LoadControl& control, Finish& finish, Duration begin,
                      Duration warm_up) {
  begin_ = begin;
  start_ = control.start() + begin;
  plan_.warm_up = warm_up;
  follow(control.changes());
  finish_ = &finish;
  allow_parking();
  for (unsigned i = 0; i < plan_.workers; ++i) {
    crews_.push_back(std::make_unique<Crew>(plan_, i, start_, control));
  }
  working_ = plan_.workers;
  finish.expect(plan_.workers);
  for (auto& one : crews_) {
    one->thread = std::thread([this, &crew = *one] {
      allow_parking();
      crew.worker.run();
      count_out(crew);
    });
  }
}

// Counts a worker once, although its own thread and `leave` may both call this.
void LoadPart::count_out(Crew& crew) {
  if (crew.done.exchange(true)) return;
  --working_;
  finish_->arrive();
}

std::string LoadPart::backtrace(std::size_t index) {
  return backtrace_of(crews_[index]->thread.native_handle());
}

void LoadPart::leave(std::size_t index) {
  Crew& crew = *crews_[index];
  const Progress& progress = crew.worker.progress();
  const Whereabouts* const user = progress.user();
  const Sight sight = user == nullptr ? Sight() : user->sight();
  const std::string trace = backtrace(index);
  if (park(crew.thread.native_handle(), progress) == Parking::kParked) {
    crew.worker.conclude(Clock::now());
  } else {
    crew.unreadable = true;
  }
  crew.thread.detach();
  stuck_.push_back(stuck_failure(sight, plan_.grace, trace));
  count_out(crew);
}

void LoadPart::follow(const std::vector<LoadChange>& changes) {
  if (start_ == Time()) return;
  for (; followed_ < changes.size(); ++followed_) {
    course_.change(since(changes[followed_], begin_));
  }
}

double LoadPart::arrivals(Duration wall) const {
  return begun(wall) ? course_.arrivals(wall - begin_) : 0;
}

bool LoadPart::arrivals_over(Duration wall) const {
  if (!launched()) return false;
  const std::optional<Duration> end = course_.wall_time(plan_.shape.duration());
  return end && wall - begin_ >= *end;
}

void LoadPart::collect(Mailbox::News& into) const {
  for (const auto& crew : crews_) crew->worker.mailbox().take(into);
}

void LoadPart::end_early() const {
  for (const auto& crew : crews_) crew->worker.end_early();
}

void LoadPart::join() {
  for (const auto& crew : crews_) {
    if (crew->thread.joinable()) crew->thread.join();
  }
}

Duration LoadPart::fold_into(Report& report) const {
  Duration end = begin_;
  unsigned unreadable = 0;
  for (const auto& crew : crews_) {
    if (crew->unreadable) {
      ++unreadable;
      crew->worker.mailbox().fold_into(report);
      end = std::max(end, begin_ + plan_.shape.duration());
      continue;
    }
    crew->worker.fold_into(report);
    end = std::max(end, Duration(crew->worker.end() - start_) + begin_);
  }
  for (const DistinctFailure& failure : stuck_) report.add_failure(failure);
  report.generator.stuck_workers += static_cast<unsigned>(stuck_.size());
  if (unreadable > 0) {
    report.add_note(fmt::format(
        "{} worker{} could not be stopped, so the figures of {} are those told once per second: "
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
  return std::max(Duration(0), course_.run_time(end - begin_) - plan_.warm_up);
}

}  // namespace traffic::detail
