// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/compare/history_run.h"

namespace traffic::compare {

// Reads every run of a folder (and of the folders below it), ordered by time; files of other tools
// and broken runs are errors, told all at once. The same run under two names counts once.
Expected<std::vector<HistoryRun>> read_history(const std::filesystem::path& folder);

// The same from a branch of the git repository that the process stands in.
Expected<std::vector<HistoryRun>> read_history(const std::string& branch,
                                               const std::string& folder);

// Adds runs, each as a new file that appears whole or not at all; nothing is ever written over. A
// run that is there already is left as it is.
std::optional<Error> add_to_history(const std::filesystem::path& folder,
                                    std::span<const HistoryRun> runs);

// What is true of this machine and this moment, for runs that are recorded here: the time, the
// commit ($GITHUB_SHA, else git's HEAD, else none), the compiler and the machine.
HistoryRun here_and_now();

}  // namespace traffic::compare
