// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/variable.h"

#include <fmt/format.h>

#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/response.h"

namespace traffic {
using namespace detail;

const std::string& variable(std::string_view name) {
  const auto& variables = settings().environment_settings.variables;
  const auto found = variables.find(name);
  if (found != variables.end()) return found->second;
  std::vector<std::string> known;
  for (const auto& entry : variables) known.push_back(entry.first);
  throw MissingValue(fmt::format(
      "unknown variable '{}'{}: define it under 'variables' in the file of --traffic_env", name,
      did_you_mean(name, known)));
}

}  // namespace traffic
