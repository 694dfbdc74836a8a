// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/load_part.h"

#include <algorithm>
#include <utility>

namespace traffic {

void LoadPart::launch(const LoadControl& control, Finish& finish, Duration begin,
                      Duration warm_up) {
  begin_ = begin;
  start_ = control.start() + begin;
  plan_.warm_up = warm_up;
  follow(control.changes());
  for (unsigned i = 0; i < plan_.workers; ++i) {
    workers_.push_back(std::make_unique<LoadWorker>(plan_, i, start_, control));
  }
  working_ = plan_.workers;
  finish.expect(plan_.workers);
  for (auto& worker : workers_) {
    threads_.emplace_back([this, &finish, &worker = *worker] {
      worker.run();
      --working_;
      finish.arrive();
    });
  }
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
  for (const auto& worker : workers_) worker->mailbox().take(into);
}

void LoadPart::end_early() const {
  for (const auto& worker : workers_) worker->end_early();
}

void LoadPart::join() {
  for (std::thread& thread : threads_) thread.join();
}

Duration LoadPart::fold_into(Report& report) const {
  Duration end = begin_;
  for (const auto& worker : workers_) {
    worker->fold_into(report);
    end = std::max(end, Duration(worker->end() - start_) + begin_);
  }
  // A request-paced one also cuts off those that wait for a request to be due.
  if (!plan_.request_paced) {
    for (const auto& [name, journey] : report.journeys) report.unfinished += journey.interrupted;
  }
  return end;
}

Duration LoadPart::measured(Duration end) const {
  return std::max(Duration(0), course_.run_time(end - begin_) - plan_.warm_up);
}

}  // namespace traffic
