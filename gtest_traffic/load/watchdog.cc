// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/watchdog.h"

#include <unistd.h>

#include <algorithm>
#include <string>

#include "gtest_traffic/config/stop.h"
#include "gtest_traffic/load/observer.h"
#include "gtest_traffic/load/stuck.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr Duration kTellAfter = 5s;
constexpr Duration kTellAtTheEndAfter = 1s;
// A worker abandons users that do not end one second after the grace time. A blocked worker cannot
// do that itself.
constexpr Duration kToEnd = 1s;
constexpr Duration kStandsStill = 500ms;
constexpr Duration kDelays = 700ms;  // tolerates a busy machine, for a worker that makes progress

}  // namespace

void Watchdog::attend(Duration wall, bool ending) {
  const Duration passed = clock_.tick();
  watched_.resize(parts_->size());
  for (std::size_t i = 0; i < parts_->size(); ++i) {
    LoadPart& part = *(*parts_)[i];
    WatchedPart& watched = watched_[i];
    if (!part.launched() || part.done()) continue;
    if (ending || part.arrivals_over(wall)) watched.over += passed;
    if (stop_level() > 1) watched.cut += passed;
    look_at(part, watched, passed);
    const Duration late = std::max(watched.over - part.plan().grace, watched.cut) - kToEnd;
    for (std::size_t k = 0; k < part.workers(); ++k) {
      const bool stands = watched.workers[k].stood >= kStandsStill;
      if (late >= (stands ? Duration(0) : kDelays) && !part.worker_done(k)) part.leave(k);
    }
  }
}

void Watchdog::look_at(LoadPart& part, WatchedPart& watched, Duration passed) {
  watched.workers.resize(part.workers());
  for (std::size_t k = 0; k < part.workers(); ++k) {
    Watched& worker = watched.workers[k];
    if (part.worker_done(k)) continue;
    const Progress& progress = part.progress(k);
    const std::uint64_t turn = progress.turns();
    const Whereabouts* const user = progress.user();
    if (user == nullptr || turn != worker.turn) {
      worker = {.turn = turn, .stood = Duration(0), .told = false};
      continue;
    }
    worker.stood += passed;
    if (worker.told || worker.stood < (watched.over > 0s ? kTellAtTheEndAfter : kTellAfter)) {
      continue;
    }
    worker.told = true;
    const std::string text = text_of_stall(user->sight(), worker.stood, part.backtrace(k));
    // Does not lock the stream, because the blocked worker may hold the lock.
    [[maybe_unused]] const auto written = write(STDERR_FILENO, text.data(), text.size());
    for (const auto& observer : load_observers()) observer->disturbed();
  }
}

}  // namespace traffic::detail
