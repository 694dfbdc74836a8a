// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gtest_traffic/compare/history_run.h"
#include "gtest_traffic/error.h"

namespace traffic::detail::compare {

// Reads all runs in a folder and its subfolders, ordered by time. Files of other tools and broken
// runs are errors; all are reported at once. Identical files count once.
Expected<std::vector<HistoryRun>> read_history(const std::filesystem::path& folder);

// Does the same for a branch of the current git repository.
Expected<std::vector<HistoryRun>> read_history(const std::string& branch,
                                               const std::string& folder);

// Adds each run as a new file. A file appears only when it is complete, and is never overwritten.
// Runs that exist already stay unchanged.
std::optional<Error> add_to_history(const std::filesystem::path& folder,
                                    std::span<const HistoryRun> runs);

// Returns the context for runs that are recorded now on this machine: the time, the commit, the
// compiler and the machine. The commit is $GITHUB_SHA, else git's HEAD, else empty.
HistoryRun current_run();

}  // namespace traffic::detail::compare
