// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "gtest_traffic/journey/settings.h"
#include "gtest_traffic/load/observer.h"
#include "gtest_traffic/report/folder.h"

namespace traffic {

// Shows loads on standard output: live and as a final table, or as JSON log lines.
std::unique_ptr<LoadObserver> make_load_output(LogFormat format);

// Writes each load's report.json: into the folder itself for a load by flag, else into one named
// after its test.
std::unique_ptr<LoadObserver> make_load_files(ReportFolder folder);

}  // namespace traffic
