// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "gtest_traffic/flags/flag_table.h"
#include "gtest_traffic/flags/flags.h"

namespace traffic::detail {

std::string flags_help(const SuiteVariables& suite) {
  std::string text =
      "Flags of gtest_traffic. Each flag with a value also has an environment variable in\n"
      "capitals, such as TRAFFIC_BASE_URL; a flag overrides its variable. Numbers without a unit\n"
      "are seconds, or per second.\n\n";
  for (const Flag& flag : flag_table()) {
    text += fmt::format("  {:<38} {}",
                        flag.full_name() + (flag.form.empty() ? "" : "=") + std::string(flag.form),
                        flag.meaning);
    for (const auto& [variable, name] : suite.foreign) {
      if (name == flag.name) text += fmt::format("; also {}", variable);
    }
    for (const auto& [name, value] : suite.defaults) {
      if (name == flag.name && flag.kind != Flag::Kind::kSecret)
        text += fmt::format("; suite default {}", value);
    }
    text += '\n';
  }
  if (!suite.choices.empty()) text += "\nEnvironment variables that set several flags:\n\n";
  for (const auto& choice : suite.choices) {
    text += fmt::format("  {}\n", choice.value.empty() ? choice.variable + " (any value)"
                                                       : choice.variable + "=" + choice.value);
  }
  if (!suite.profiles.empty()) text += "\nDefaults of this suite for one load profile:\n\n";
  for (const auto& [profile, settings] : suite.profiles) {
    text += fmt::format("  {:<10}", profile);
    for (const auto& [name, value] : settings) text += fmt::format(" {}={}", name, value);
    text += '\n';
  }
  return text;
}

}  // namespace traffic::detail
