// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/error.h"
#include "gtest_traffic/flags/environment.h"
#include "gtest_traffic/flags/flag_table.h"
#include "gtest_traffic/suite_variables.h"

namespace traffic::detail {

// A value given for a flag, not parsed yet.
struct FlagValue {
  // Where a value comes from; a later one overrides an earlier one.
  enum class Origin { kDefault, kFile, kChoice, kForeign, kVariable, kCommandLine };

  const Flag* flag;
  std::string value;
  Origin origin;
  std::string source;  // for errors and the report: `environment variable RPS`
};

// Each function adds its values to `values`. It adds unknown flags and flags without a required
// value to `errors`.
void read_command_line(int* argc, char** argv, std::vector<FlagValue>& values,
                       std::vector<Error>& errors);
void read_variables(const Environment& environment, std::vector<FlagValue>& values,
                    std::vector<Error>& errors);
void read_suite(const Environment& environment, const SuiteVariables& suite,
                std::vector<FlagValue>& values, std::vector<Error>& errors);

}  // namespace traffic::detail
