// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "gtest_traffic/compare/command_line.h"
#include "gtest_traffic/compare/modes.h"

int main(int argc, char** argv) {
  const auto line = traffic::detail::compare::parse_command_line(argc, argv);
  if (!line) {
    fmt::print(stderr, "traffic_compare: {}; see traffic_compare --help\n", line.error().message);
    return traffic::detail::compare::kUnusableInput;
  }
  if (!line->help.empty()) {
    fmt::print("{}", line->help);
    return 0;
  }
  const auto code = traffic::detail::compare::run(*line);
  if (!code) {
    fmt::print(stderr, "traffic_compare: {}\n", code.error().message);
    return traffic::detail::compare::kUnusableInput;
  }
  return *code;
}
