// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "gtest_traffic/error.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// Identifies the format of `report.json`. The number increases if a reader of the old format would
// misread the new one.
inline constexpr std::string_view kReportSchema = "gtest_traffic-report/1";

// Returns a report as one JSON object with a line end. Figures for people and scripts are in
// milliseconds, seconds and fractions. Histograms are included as text, so that reports of shards
// can be merged. Every number is finite.
std::string to_json(const Report& report);

// Reads the output of `to_json`, so that `to_json(*report_from_json(text)) == text`. Ignores
// derived figures and unknown members. All other deviations are errors that state the member, the
// expected and the actual value.
Expected<Report> report_from_json(std::string_view text);

}  // namespace traffic::detail
