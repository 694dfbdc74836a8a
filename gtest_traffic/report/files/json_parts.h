// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>

#include "gtest_traffic/report.h"
#include "gtest_traffic/report/files/json_reader.h"

namespace traffic::detail {

// Writes and reads the parts that report.json and results.jsonl have in common.

boost::json::object row_object(const SeriesRow& row);
SeriesRow read_row(const JsonReader& in);

boost::json::object failure_object(const DistinctFailure& failure);
DistinctFailure read_failure(const JsonReader& in);

}  // namespace traffic::detail
