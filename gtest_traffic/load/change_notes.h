// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gtest_traffic/plan/load_change.h"
#include "gtest_traffic/plan/load_timeline.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// Describes the changes and their times in the run, because a run with changes by hand is a
// different experiment. Changes of the level within a second of each other share one note.
std::vector<std::string> notes_of(const std::vector<LoadChange>& changes,
                                  const LoadTimeline& timeline, LoadModel model);

}  // namespace traffic::detail
