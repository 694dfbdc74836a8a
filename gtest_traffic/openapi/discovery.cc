// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/discovery.h"

#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/config/signals.h"
#include "gtest_traffic/openapi/app_reader.h"
#include "gtest_traffic/openapi/fetcher.h"
#include "gtest_traffic/openapi/search.h"
#include "gtest_traffic/openapi/uri.h"

namespace traffic::openapi {
namespace {

void read_documents(const DiscoveryRequest& request, Fetcher& fetcher, Discovery& result) {
  for (const std::string& document : request.documents) {
    const bool is_url = detail::is_absolute_url(document);
    const std::string uri = is_url ? document : file_uri(document);
    App app = read_app(request, &fetcher, uri, nullptr);
    // A document of a target that is still starting.
    while (is_url && !app.api && fetcher.pause()) {
      const auto response = fetcher.get(uri);
      if (response && (response->status < 502 || response->status > 504)) {
        app = read_app(request, &fetcher, uri, nullptr);
        break;
      }
    }
    find_prefix(request, &fetcher, app);
    if (request.log) {
      request.log(fmt::format("{}: {}", app.document,
                              app.api
                                  ? fmt::format("used: OpenAPI {}, {} operations",
                                                app.api->version_text, app.api->operations.size())
                                  : "used: " + app.problems.front()));
    }
    result.apps.push_back(std::move(app));
  }
}

}  // namespace

bool Discovery::failed() const {
  return apps.empty() ||
         std::any_of(apps.begin(), apps.end(), [](const App& app) { return !app.api.has_value(); });
}

std::size_t Discovery::operations() const {
  std::size_t all = 0;
  for (const App& app : apps) all += app.api ? app.api->operations.size() : 0;
  return all;
}

Discovery discover(const DiscoveryRequest& request) {
  Discovery result;
  Fetcher fetcher(request.client, Clock::now() + request.timeout);
  if (request.target) result.base_url = request.target->text();
  if (!request.documents.empty()) {
    read_documents(request, fetcher, result);
  } else if (request.target) {
    const detail::SignalScope signals("the discovery ends", "the discovery ends");
    Search(request, fetcher, result).run();
    if (result.apps.empty() && result.problems.empty()) {
      result.problems.push_back(fmt::format(
          "{} has no description at a well-known path, on a page of documentation or in a list of "
          "services; name it with --traffic_openapi=URL, or see --traffic_log_level=debug",
          result.base_url));
    }
  }
  name_apps(result.apps);
  return result;
}

}  // namespace traffic::openapi
