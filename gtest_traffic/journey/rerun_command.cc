// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/rerun_command.h"

#include <fmt/format.h>

#include "gtest_traffic/journey/settings.h"

namespace traffic {
namespace {
std::string& path() {
  static std::string instance;
  return instance;
}
}  // namespace

void set_program(std::string_view name) { path() = name; }

std::string rerun_command(std::string_view journey, std::uint64_t seed) {
  const std::string& base_url = settings().base_url;
  std::string command =
      fmt::format("{} --gtest_filter={} --traffic_seed={}{}", path().empty() ? "./suite" : path(),
                  journey, seed, base_url.empty() ? "" : " --traffic_base_url=" + base_url);
  for (const GivenSetting& setting : settings().given) {
    const std::string_view name = setting.name;
    if (name != "ca_file" && !name.starts_with("client_") && !name.starts_with("tls_")) continue;
    command += fmt::format(" --traffic_{}={}", name, setting.value);
  }
  return command;
}

std::string clean_up_command() {
  const Settings& given = settings();
  return fmt::format("{} --traffic_cleanup{}{}", path().empty() ? "./suite" : path(),
                     given.ledger.empty() ? "" : " --traffic_ledger=" + given.ledger,
                     given.base_url.empty() ? "" : " --traffic_base_url=" + given.base_url);
}

}  // namespace traffic
