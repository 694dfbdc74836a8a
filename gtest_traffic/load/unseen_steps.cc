// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/unseen_steps.h"

#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/http/redacted.h"

namespace traffic::detail {

std::string steps_without_requests(const std::vector<Gate>& gates, const LiveCounts& counts) {
  std::vector<std::string> names;
  for (const StepRow& step : counts.steps) names.push_back(*step.name);
  for (const LiveJourney& journey : counts.journeys) names.push_back(journey.name);
  std::string text;
  for (const Gate& gate : gates) {
    const std::string& scope = gate.metric().scope;
    if (scope.empty() || std::find(names.begin(), names.end(), scope) != names.end()) continue;
    text +=
        fmt::format("warning: gate {}: there is no step or journey '{}' so far{}; there are '{}'\n",
                    gate.text(), scope, did_you_mean(scope, names), fmt::join(names, "', '"));
  }
  return text.empty() ? text : printable_lines(without_secrets(text));
}

}  // namespace traffic::detail
