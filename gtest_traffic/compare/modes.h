// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/compare/command_line.h"

namespace traffic::detail::compare {

inline constexpr int kUnusableInput = 2;

// Runs a mode: prints the findings, writes the requested files and returns the exit code of the
// process. Returns an error for unusable input.
Expected<int> run(const CommandLine& line);
Expected<int> run_files(const CommandLine& line);
Expected<int> run_pair(const CommandLine& line);
Expected<int> run_self(const CommandLine& line);
Expected<int> run_history(const CommandLine& line);

// Writes a file. The file appears only when it is complete.
std::optional<Error> write_file(const std::string& path, std::string_view bytes);

// Returns an error if a requested file cannot be written, so that this is known before any run.
std::optional<Error> check_writable(const OutputFiles& files);

// Prints the table and writes the requested files except the page.
std::optional<Error> publish(const Comparisons& comparisons, const OutputFiles& files);

}  // namespace traffic::detail::compare
