// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "gtest_traffic/compare/metric.h"

namespace traffic::detail::compare {

// Tells which values of a tool of github-action-benchmark are better. The names of the tools
// customBiggerIsBetter and customSmallerIsBetter decide. For other tools, the unit decides
// (`ops/s`, `ns/op`), or the rule of github-action-benchmark for the tool. Empty if nothing
// decides.
std::optional<Better> better_of_tool(std::string_view tool, std::string_view unit);

// Returns the nanoseconds in a unit of time per run (`us/iter`, `ns/op`, `ms`), or nothing for
// other units. The values of custom tools are times per run only if the unit says so (`ms/iter`).
std::optional<double> nanoseconds_per_run(std::string_view tool, std::string_view unit);

}  // namespace traffic::detail::compare
