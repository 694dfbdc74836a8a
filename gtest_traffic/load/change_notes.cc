// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/change_notes.h"

#include <fmt/format.h>

#include "gtest_traffic/units.h"

namespace traffic::detail {
namespace {

constexpr Duration kBurst = std::chrono::seconds(1);

std::string minutes_and_seconds(Duration run) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(run).count();
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::string note_on_pause(const LoadChange& change, bool last, const std::string& time) {
  if (!change.paused) {
    return fmt::format("at {} the run was paused by hand; the time of the run excludes the pause",
                       time);
  }
  return last ? fmt::format("at {} the run was paused by hand, and never resumed", time) : "";
}

std::string note_on_level(const LoadChange& change, LoadModel model, const std::string& time) {
  const bool open = model == LoadModel::kOpen;
  if (!change.level) {
    return fmt::format("at {} the {} by hand to {:.3g} times the plan", time,
                       open ? "rate was changed" : "number of users was changed", change.factor);
  }
  const double level = *change.level * change.factor;
  if (open) {
    return fmt::format("at {} the rate was set by hand to {}", time, to_string(per_second(level)));
  }
  return fmt::format("at {} the number of users was set by hand to {:.0f}", time, level);
}

bool same_level(const LoadChange& a, const LoadChange& b) {
  return a.factor == b.factor && a.level == b.level && a.users == b.users;
}

}  // namespace

std::vector<std::string> notes_of(const std::vector<LoadChange>& changes,
                                  const LoadTimeline& timeline, LoadModel model) {
  std::vector<std::string> notes;
  LoadChange before;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const LoadChange& change = changes[i];
    const std::string time = minutes_and_seconds(timeline.run_time(change.at));
    const bool last = i + 1 == changes.size();
    if (change.paused != before.paused) {
      std::string note = note_on_pause(change, last, time);
      if (!note.empty()) notes.push_back(std::move(note));
    }
    const bool burst =
        !last && changes[i + 1].at - change.at < kBurst && changes[i + 1].paused == change.paused;
    if (burst) {
      before.paused = change.paused;
      continue;
    }
    if (!same_level(change, before)) notes.push_back(note_on_level(change, model, time));
    before = change;
  }
  return notes;
}

}  // namespace traffic::detail
