// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "gtest_traffic/error.h"
#include "gtest_traffic/load/observer.h"
#include "gtest_traffic/report/files/folder.h"

namespace traffic::detail {

// Writes the report files of each load: into the folder for a load by flag, otherwise into a
// subfolder named after the test. The page compares the load with the baseline, if there is one.
std::unique_ptr<LoadObserver> make_load_files(ReportFolder folder, std::optional<Report> baseline);

// Appends the summary of each load to a file, which GitHub shows as the summary of a step.
std::unique_ptr<LoadObserver> make_step_summary(std::string path);

// Writes the figures of each load in the format of Locust's `--csv=PREFIX`. For a load without a
// flag, the prefix also has the name of the test. Returns an error if the folder is not writable.
Expected<std::unique_ptr<LoadObserver>> make_csv_files(const std::string& prefix);

// Writes the page of each load to a file. For a load without a flag, the name of the file also has
// the name of the test. Returns an error if its folder is not writable.
Expected<std::unique_ptr<LoadObserver>> make_page_file(const std::string& file,
                                                       std::optional<Report> baseline);

}  // namespace traffic::detail
