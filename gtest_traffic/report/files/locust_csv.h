// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/error.h"
#include "gtest_traffic/report.h"
#include "gtest_traffic/report/files/folder.h"

namespace traffic::detail {

// A report as the four files that Locust writes with `--csv`. The files have exactly the columns of
// Locust 2.17 and the quoting of Python, so that scripts for Locust's files can read them. Times
// are in milliseconds.
struct LocustCsv {
  std::string stats;       // one line per step, `Aggregated` last
  std::string history;     // one line per row of the series, totals since the start
  std::string failures;    // one line per failed check
  std::string exceptions;  // one line per exception that a journey threw
};

LocustCsv locust_csv(const Report& report);

// Returns `<prefix>stats.csv`, `<prefix>stats_history.csv`, `<prefix>failures.csv` and
// `<prefix>exceptions.csv`.
std::vector<std::string> locust_csv_names(const std::string& prefix);

// Writes the files with these names into the folder.
[[nodiscard]] std::optional<Error> write_locust_csv(const ReportFolder& folder,
                                                    const std::string& prefix,
                                                    const Report& report);

}  // namespace traffic::detail
