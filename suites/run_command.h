// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "gtest_traffic/base/testing/command.h"

namespace suites {

using traffic::detail::Outcome;

// Runs a program with only these variables in its environment. Sends an interrupt when a text of
// `interrupt_at` appears in its output.
inline Outcome run(const char* program, std::vector<std::string> arguments,
                   std::vector<std::string> variables = {},
                   const std::vector<std::string>& interrupt_at = {}) {
  arguments.insert(arguments.begin(), program);
  return traffic::detail::run_command(std::move(arguments), std::move(variables), interrupt_at);
}

}  // namespace suites
