// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/compare/comparison.h"
#include "gtest_traffic/error.h"

namespace traffic::detail::compare {

// Holds the commands of `pair` and `self`, and the amount of measurement.
struct RunPlan {
  std::string base, fresh;  // shell commands
  int blocks = 20;
  int extension = -1;                           // extra blocks if undecided; -1: the same number
  std::optional<Duration> budget;               // for the whole run
  Duration timeout = std::chrono::minutes(10);  // of one run
  std::uint64_t seed = 1;                       // of the order within blocks
};

// Holds the data that `history` reads, adds and exports.
struct HistoryPlan {
  std::string folder;
  std::string branch;  // of the current git repository; contains `folder`
  std::vector<std::string> records, imports;
  std::string commit, time, since;
  std::map<std::string, std::string> context;
  std::string export_action, export_bencher;
  enum class Expect { kNone, kAny } regressions = Expect::kNone;
};

struct OutputFiles {
  std::string json, markdown, junit, html;
};

struct CommandLine {
  enum class Mode { kFiles, kPair, kSelf, kHistory } mode = Mode::kFiles;
  CompareOptions compare;
  CannotTell cannot_tell = CannotTell::kFails;
  OutputFiles files;
  std::vector<std::string> base, fresh;  // of `files`
  RunPlan run;
  HistoryPlan history;
  std::string help;  // if requested: print it and exit with 0
};

// Parses the command line. Errors report all mistakes in an argument, with suggestions.
Expected<CommandLine> parse_command_line(int argc, char** argv);

}  // namespace traffic::detail::compare
