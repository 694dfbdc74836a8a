// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gtest_traffic/load/load_part.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

// Adds to the report of a run what its scenarios have measured, and a note on each of them. Returns
// the end of the last, since the run's start. `limit` becomes why our own doing kept a scenario
// from its load; it stays empty where none was.
Duration fold_scenarios(const std::vector<std::unique_ptr<LoadPart>>& parts, Report& report,
                        std::string& limit);

}  // namespace traffic
