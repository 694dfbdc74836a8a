// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/error.h"
#include "gtest_traffic/compare/comparison.h"

namespace traffic::compare {

// What `pair` and `self` run, and how long.
struct RunPlan {
  std::string base, fresh;  // shell commands
  int blocks = 20;
  int extension = -1;              // blocks more when it cannot tell; -1: as many again
  std::optional<Duration> budget;  // for everything
  Duration timeout = std::chrono::minutes(10);  // of one run
  std::uint64_t seed = 1;                       // of the order within blocks
};

// What `history` reads, adds, and writes for others.
struct HistoryPlan {
  std::string folder;
  std::string branch;  // of the git repository here, in which `folder` lies
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
  std::string help;  // when it was asked for: print it and end with 0
};

// Reads the command line; all that is wrong with one argument is told with what is near it.
Expected<CommandLine> parse_command_line(int argc, char** argv);

}  // namespace traffic::compare
