// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <string_view>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/compare/run_result.h"

namespace traffic::compare {

inline constexpr std::string_view kRunSchema = "gtest_traffic-run/1";

// One run of a history: a file of its own that is never written again, so that two histories are
// merged by copying files. The context's known keys are commit, branch, compiler, machine,
// load_model and host_name; others are kept.
struct HistoryRun {
  std::string time;  // UTC, `2026-11-21T10:15:00Z`: orders the runs
  RunResult result;

  std::string commit() const;  // or ""
};

std::string to_json(const HistoryRun& run);

// Reads what `to_json` wrote, from the document or for the comparison of single runs.
Expected<HistoryRun> read_history_run(const boost::json::object& document);
Expected<RunResult> read_history_result(const boost::json::object& document);

// Returns a name that no other run has: its time, commit and a digest of its content.
std::string file_name(const HistoryRun& run);

}  // namespace traffic::compare
