// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/watchdog.h"

#include <unistd.h>

#include <algorithm>
#include <string>

#include "gtest_traffic/load/observer.h"
#include "gtest_traffic/load/stuck.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr Duration kReportAfter = 5s;
constexpr Duration kReportAtEndAfter = 1s;
// A worker abandons users that do not end one second after the grace time. A blocked worker cannot
// do that itself.
constexpr Duration kStopTimeout = 1s;
constexpr Duration kBlocked = 500ms;
constexpr Duration kDelays = 700ms;  // tolerates a busy machine, for a worker that makes progress

}  // namespace

void Watchdog::check(Duration wall, int stop_level) {
  const Duration passed = clock_.tick();
  watched_.resize(parts_->size());
  for (std::size_t i = 0; i < parts_->size(); ++i) {
    LoadPart& part = *(*parts_)[i];
    WatchedPart& watched = watched_[i];
    if (!part.launched() || part.done()) continue;
    if (stop_level > 0 || part.arrivals_over(wall)) watched.over += passed;
    if (stop_level > 1) watched.cut += passed;
    check_part(part, watched, passed);
    const Duration late = std::max(watched.over - part.plan().grace, watched.cut) - kStopTimeout;
    for (std::size_t k = 0; k < part.workers(); ++k) {
      const bool is_blocked = watched.workers[k].blocked_for >= kBlocked;
      if (late >= (is_blocked ? Duration(0) : kDelays) && !part.worker_done(k))
        part.abandon_worker(k);
    }
  }
}

void Watchdog::check_part(LoadPart& part, WatchedPart& watched, Duration passed) {
  watched.workers.resize(part.workers());
  for (std::size_t k = 0; k < part.workers(); ++k) {
    Watched& worker = watched.workers[k];
    if (part.worker_done(k)) continue;
    const Progress& progress = part.progress(k);
    const std::uint64_t turn = progress.turns();
    const PublishedPosition* const user = progress.user();
    if (user == nullptr || turn != worker.turn) {
      worker = {.turn = turn, .blocked_for = Duration(0), .reported = false};
      continue;
    }
    worker.blocked_for += passed;
    if (worker.reported ||
        worker.blocked_for < (watched.over > 0s ? kReportAtEndAfter : kReportAfter)) {
      continue;
    }
    worker.reported = true;
    const std::string text = stuck_message(user->position(), worker.blocked_for, part.backtrace(k));
    // Does not lock the stream, because the blocked worker may hold the lock.
    [[maybe_unused]] const auto written = write(STDERR_FILENO, text.data(), text.size());
    for (const auto& observer : load_observers()) observer->disturbed();
  }
}

}  // namespace traffic::detail
