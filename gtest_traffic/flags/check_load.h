// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string_view>

#include "gtest_traffic/flags/flag_sources.h"
#include "gtest_traffic/flags/flags.h"
#include "gtest_traffic/suite_variables.h"

namespace traffic::detail {

// The effective value of each flag, by name. Views of the flag table and of the values read.
using Winners = std::map<std::string_view, const FlagValue*>;

// Checks the built-in profile of a load, and the settings that have no effect without a load. Adds
// the mistakes and the notes to `flags`.
void check_load(const Winners& winners, const SuiteVariables& suite, Flags& flags);

}  // namespace traffic::detail
