// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/load/observer.h"
#include "gtest_traffic/report/folder.h"

namespace traffic {

// Writes each load's report files: into the folder itself for a load by flag, else into one named
// after its test. The page compares with the baseline where there is one.
std::unique_ptr<LoadObserver> make_load_files(ReportFolder folder, std::optional<Report> baseline);

// Appends each load's summary to a file: what GitHub shows as a step's summary.
std::unique_ptr<LoadObserver> make_step_summary(std::string path);

// Writes each load's figures as Locust does for `--csv=PREFIX`; a load that is not by flag has its
// test's name in the prefix too. Proves first that its folder can be written to.
Expected<std::unique_ptr<LoadObserver>> make_csv_files(const std::string& prefix);

}  // namespace traffic
