// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/health.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "gtest_traffic/openapi/fetcher.h"
#include "gtest_traffic/openapi/uri.h"

namespace traffic::openapi {
namespace {

// Returns the path of the operation that tells the health of an application, or an empty text.
std::string health_path(const Api& api) {
  for (const std::string_view name : {"/health", "/healthz", "/_healthz", "/ping", "/status"}) {
    const bool has =
        std::any_of(api.operations.begin(), api.operations.end(),
                    [&](const Operation& one) { return one.method == "GET" && one.path == name; });
    if (has) return std::string(name);
  }
  return {};
}

class Checker {
 public:
  explicit Checker(Fetcher& fetcher) : fetcher_(fetcher) {}

  // `strict`: the status must be 2xx.
  void request(const std::string& url, bool strict) {
    if (!asked_.insert(url).second) return;
    const auto response = fetcher_.get(url);
    if (!response)
      return checks_.push_back({false, fmt::format("GET {}: {}", url, response.error().message)});
    const int status = response->status;
    const bool ok = strict ? status >= 200 && status < 300 : status < 500;
    checks_.push_back({ok, fmt::format("GET {}: status {}{}", url, status,
                                       ok       ? ""
                                       : strict ? ", expected 2xx"
                                                : ", expected below 500")});
  }

  void add(HealthCheck check) { checks_.push_back(std::move(check)); }
  std::vector<HealthCheck> release() { return std::move(checks_); }

 private:
  Fetcher& fetcher_;
  std::set<std::string> asked_;
  std::vector<HealthCheck> checks_;
};

}  // namespace

std::vector<HealthCheck> check_health(const DiscoveryRequest& request, const Discovery& found) {
  Fetcher fetcher(request.client, Clock::now() + request.timeout);
  Checker checker(fetcher);
  const std::string base = request.target ? request.target->text() : "";
  if (!base.empty()) checker.request(base + "/", false);
  for (const App& app : found.apps) {
    checker.add({app.api.has_value(),
                 app.api ? fmt::format("{}: OpenAPI {}, {} operations", app.document,
                                       app.api->version_text, app.api->operations.size())
                         : app.problems.front()});
    if (!app.api || base.empty()) continue;
    const std::string health = health_path(*app.api);
    checker.request(origin_of(base) + app.prefix + (health.empty() ? "/" : health),
                    !health.empty());
  }
  for (const std::string& problem : found.problems) checker.add({false, problem});
  return checker.release();
}

}  // namespace traffic::openapi
