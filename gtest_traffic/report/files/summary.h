// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/report.h"

namespace traffic::detail {

// Summarizes a report in GitHub-flavored Markdown, for example for the step summary of a workflow:
// the verdict, gates, figures, the slowest steps and failures. Text from the target is escaped, so
// that it never becomes markup.
std::string markdown_summary(const Report& report);

}  // namespace traffic::detail
