// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/metrics/report.h"
#include "gtest_traffic/report/folder.h"

namespace traffic {

// A report as the four files that Locust writes with `--csv`, byte for byte in Locust 2.17's
// columns and Python's quoting: scripts that read those read these. Times are milliseconds.
struct LocustCsv {
  std::string stats;       // a line for each step, `Aggregated` last
  std::string history;     // a line for each row of the series, totals since the start
  std::string failures;    // a line for each check that failed
  std::string exceptions;  // a line for each exception that left a journey
};

LocustCsv locust_csv(const Report& report);

// Writes `<prefix>stats.csv`, `<prefix>stats_history.csv`, `<prefix>failures.csv` and
// `<prefix>exceptions.csv` into the folder.
[[nodiscard]] std::optional<Error> write_locust_csv(const ReportFolder& folder,
                                                    const std::string& prefix,
                                                    const Report& report);

}  // namespace traffic
