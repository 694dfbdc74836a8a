// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <string_view>

#include "gtest_traffic/compare/run_result.h"
#include "gtest_traffic/error.h"

namespace traffic::detail::compare {

inline constexpr std::string_view kRunSchema = "gtest_traffic-run/1";

// Holds one run of a history, in its own file that is never changed. Histories can therefore be
// merged by copying files. The known keys of the context are commit, branch, compiler, machine,
// load_model and host_name. Other keys are kept.
struct HistoryRun {
  std::string time;  // UTC, `2026-11-21T10:15:00Z`: orders the runs
  RunResult result;

  std::string commit() const;  // empty if unknown
};

std::string to_json(const HistoryRun& run);

// Reads the output of `to_json`: as a run of a history, or as a result to compare.
Expected<HistoryRun> read_history_run(const boost::json::object& document);
Expected<RunResult> read_history_result(const boost::json::object& document);

// Returns a unique file name from the time, the commit and a digest of the content.
std::string file_name(const HistoryRun& run);

}  // namespace traffic::detail::compare
