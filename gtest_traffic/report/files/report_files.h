// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

#include "gtest_traffic/error.h"
#include "gtest_traffic/report.h"
#include "gtest_traffic/report/files/folder.h"

namespace traffic::detail {

// Writes all files of a report folder after the end of a run. The page compares the run with
// `baseline`, which may be null. Stops at the first file that cannot be written.
[[nodiscard]] std::optional<Error> write_report_files(const ReportFolder& folder,
                                                      const Report& report,
                                                      const Report* baseline = nullptr);

// Moves all files that a run writes into a report folder to its subfolder `previous`.
[[nodiscard]] std::optional<Error> set_aside_report_files(const ReportFolder& folder);

// Reads a report.json, given its path or the path of its folder.
Expected<Report> read_report(const std::filesystem::path& path);

}  // namespace traffic::detail
