// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gtest_traffic/load/load_part.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// Adds the figures of the scenarios to the report of a run, with a note on each scenario. Returns
// the end of the last scenario since the start of the run. Sets `limit` to the reason if the
// generator kept a scenario from its load; otherwise leaves it empty.
Duration fold_scenarios(const std::vector<std::unique_ptr<LoadPart>>& parts, Report& report,
                        std::string& limit);

}  // namespace traffic::detail
