// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/config/rerun_command.h"

#include <fmt/format.h>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/config/settings.h"

namespace traffic::detail {
namespace {

std::string& path() {
  static std::string instance;
  return instance;
}

std::string program() { return path().empty() ? "./suite" : shell_word(path()); }

std::string flag(std::string_view name, std::string_view value) {
  return fmt::format(" --{}={}", name, shell_word(value));
}

// Returns the flags for the environment file, the profile, the target and TLS.
std::string where() {
  const Settings& given = settings();
  std::string flags;
  if (!given.environment.empty()) flags += flag("traffic_env", given.environment);
  if (!given.profile.empty()) flags += flag("traffic_profile", given.profile);
  if (!given.base_url.empty()) flags += flag("traffic_base_url", given.base_url);
  for (const GivenSetting& setting : given.given) {
    const std::string_view name = setting.name;
    if (name != "ca_file" && !name.starts_with("client_") && !name.starts_with("tls_")) continue;
    flags += flag("traffic_" + setting.name, setting.value);
  }
  return flags;
}

}  // namespace

void set_program(std::string_view name) { path() = name; }

std::string rerun_command(std::string_view journey, std::uint64_t seed) {
  const bool disabled = journey.find("DISABLED_") != std::string_view::npos;
  return fmt::format("{}{}{} --traffic_seed={}{}", program(), flag("gtest_filter", journey),
                     disabled ? " --gtest_also_run_disabled_tests" : "", seed, where());
}

std::string clean_up_command() {
  const std::string& ledger = settings().ledger;
  return fmt::format("{} --traffic_cleanup{}{}", program(),
                     ledger.empty() ? "" : flag("traffic_ledger", ledger), where());
}

}  // namespace traffic::detail
