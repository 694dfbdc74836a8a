// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/metrics/report.h"

namespace traffic {

// Sums a report up in GitHub-flavoured Markdown, as for the step summary of a workflow: verdict,
// gates, figures, the slowest steps, and failures. What the target said is shown as text, never as
// markup.
std::string markdown_summary(const Report& report);

}  // namespace traffic
