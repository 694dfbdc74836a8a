// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/metrics/report.h"
#include "gtest_traffic/report/folder.h"

namespace traffic {

// Writes everything a report folder holds of a run that has ended; `baseline`, which may be null,
// is what the page compares with. Stops at the first file that cannot be written.
[[nodiscard]] std::optional<Error> write_report_files(const ReportFolder& folder,
                                                      const Report& report,
                                                      const Report* baseline = nullptr);

// Reads a report.json, or the one in a folder.
Expected<Report> read_report(const std::filesystem::path& path);

}  // namespace traffic
