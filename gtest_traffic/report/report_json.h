// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

// Names what `report.json` holds; the number grows when a reader of the old form would misread the
// new one.
inline constexpr std::string_view kReportSchema = "gtest_traffic-report/1";

// Writes a report as one JSON object with a line end: figures for people and scripts (milliseconds,
// seconds, fractions), and histograms as text, so that reports of shards can be merged. Every
// number is finite.
std::string to_json(const Report& report);

// Reads what `to_json` wrote; `to_json(*report_from_json(text)) == text`. Derived figures are
// ignored and unknown members skipped. Anything else is an error that names the member, what was
// expected and what came.
Expected<Report> report_from_json(std::string_view text);

}  // namespace traffic
