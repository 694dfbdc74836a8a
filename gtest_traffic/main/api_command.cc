// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/main/api_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/config/client_settings.h"
#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/config/target.h"
#include "gtest_traffic/http/redacted.h"
#include "gtest_traffic/openapi/config_file.h"
#include "gtest_traffic/openapi/discovery.h"
#include "gtest_traffic/openapi/discovery_json.h"
#include "gtest_traffic/openapi/health.h"
#include "gtest_traffic/openapi/uri.h"
#include "gtest_traffic/output/message.h"
#include "gtest_traffic/report/files/folder.h"

namespace traffic::detail {
namespace {

// Returns the local time as `20261130_235901`.
std::string time_name() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  char text[32] = {};
  std::strftime(text, sizeof text, "%Y%m%d_%H%M%S", &local);
  return text;
}

// Returns the target: that of the settings, or the origin of the first description at a URL.
Expected<std::optional<BaseUrl>> target_of(const Settings& from) {
  if (from.base_url.empty()) {
    const auto url = std::find_if(from.openapi.begin(), from.openapi.end(),
                                  [](const std::string& one) { return is_absolute_url(one); });
    if (url != from.openapi.end()) {
      return std::optional(*parse_base_url(openapi::origin_of(*url)));
    }
    if (!from.openapi.empty()) return std::optional<BaseUrl>();
  }
  const auto found = find_target(TargetUse::kTest);
  if (found) return std::optional(*found);
  return Error{
      "no target: set --traffic_base_url=http://host:port, or --traffic_openapi=FILE|URL for "
      "descriptions without a search"};
}

Expected<openapi::DiscoveryRequest> request_of(const Settings& from) {
  openapi::DiscoveryRequest request;
  if (!from.openapi_config.empty()) {
    auto config = openapi::read_config(from.openapi_config);
    if (!config) return config.error();
    request.timeout = config->discovery_timeout;
    request.prefixes = std::move(config->prefixes);
    request.allowed_origins = std::move(config->allowed_origins);
  }
  auto target = target_of(from);
  if (!target) return target.error();
  request.target = *std::move(target);
  request.documents = from.openapi;
  request.client = client_settings(from, TargetUse::kTest);
  if (from.log_level == LogLevel::kDebug) {
    request.log = [](const std::string& text) { print_message(LogLevel::kDebug, text); };
  }
  return request;
}

void print(std::string_view text) {
  const std::string shown = without_secrets(text);
  if (settings().log == LogFormat::kText) {
    std::fwrite(shown.data(), 1, shown.size(), stdout);
    return;
  }
  for (const std::string_view line : split(shown, '\n')) {
    if (!line.empty()) print_message(LogLevel::kInfo, line);
  }
}

// Writes the result of the discovery. Returns false if that is not possible.
bool write_discovery(const openapi::Discovery& found) {
  const std::string time = time_name();
  const std::string& given = settings().report_dir;
  const std::filesystem::path path = given.empty()
                                         ? std::filesystem::path("results") / (time + "_discover")
                                         : std::filesystem::path(given);
  const std::string name = fmt::format("api_discovery_{}.json", time);
  const auto folder = prepare_folder(path);
  auto error = folder ? folder->write(name, without_secrets(openapi::discovery_json(found)))
                      : std::optional(folder.error());
  if (error) {
    print_message(LogLevel::kError, error->message);
    return false;
  }
  print(fmt::format("{}\n", (path / name).string()));
  return true;
}

bool all_ok(const openapi::DiscoveryRequest& request, const openapi::Discovery& found) {
  bool ok = true;
  for (const openapi::HealthCheck& check : openapi::check_health(request, found)) {
    ok = ok && check.ok;
    print(fmt::format("{:<7} {}\n", check.ok ? "ok" : "FAILED", check.text));
  }
  return ok;
}

}  // namespace

std::optional<int> run_api_command(std::vector<Error>& errors) {
  const Settings& from = settings();
  if (!from.check && !from.discover) return std::nullopt;
  const auto request = request_of(from);
  if (!request) {
    errors.push_back(request.error());
    return std::nullopt;
  }
  const openapi::Discovery found = openapi::discover(*request);
  bool ok = true;
  if (from.check) ok = all_ok(*request, found);
  if (from.discover) {
    print(openapi::discovery_table(found));
    ok = write_discovery(found) && ok && !found.failed();
  }
  const bool goes_on = ok && !from.discover && (!from.load.empty() || from.find_max_rate);
  return goes_on ? std::nullopt : std::optional(ok ? 0 : 1);
}

}  // namespace traffic::detail
