// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/app_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>

#include "gtest_traffic/base/text_file.h"
#include "gtest_traffic/openapi/api_reader.h"
#include "gtest_traffic/openapi/base_path.h"
#include "gtest_traffic/openapi/uri.h"

namespace traffic::openapi {
namespace {

Expected<std::string> read_uri(Fetcher* fetcher, const std::string& uri) {
  if (const auto path = path_of(uri)) {
    std::error_code error;
    if (std::filesystem::is_directory(*path, error)) {
      return Error{path->string() + ": expected a file, got a folder"};
    }
    return detail::read_text_file(*path);
  }
  if (fetcher == nullptr) return Error{uri + " was not read: only files are used"};
  return fetcher->text(uri);
}

// Returns a `GET` operation that can be requested without any value.
const Operation* simple_operation(const Api& api) {
  const auto found =
      std::find_if(api.operations.begin(), api.operations.end(), [](const Operation& one) {
        return one.method == "GET" && one.path.find('{') == std::string::npos &&
               std::none_of(one.parameters.begin(), one.parameters.end(),
                            [](const Parameter& each) { return each.required; });
      });
  return found == api.operations.end() ? nullptr : &*found;
}

std::string app_name(const App& app) {
  std::string name = app.prefix.substr(app.prefix.rfind('/') + 1);
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name.empty() ? "main" : name;
}

}  // namespace

App read_app(const DiscoveryRequest& request, Fetcher* fetcher, const std::string& uri,
             const std::string* text) {
  App app;
  const auto path = path_of(uri);
  app.document = path ? path->string() : uri;
  app.documents = std::make_shared<Documents>(
      [fetcher](const std::string& wanted) { return read_uri(fetcher, wanted); },
      ReferenceRule{uri, request.allowed_origins});
  const auto root = text == nullptr ? app.documents->open(uri) : app.documents->add(uri, *text);
  if (!root) {
    app.problems.push_back(root.error().message);
    return app;
  }
  app.describes = describes_api(**root);
  auto api = read_api(*app.documents, **root);
  if (!api) {
    app.problems.push_back(api.error().message);
    return app;
  }
  app.problems = std::move(api->problems);
  app.api = *std::move(api);
  return app;
}

void find_prefix(const DiscoveryRequest& request, Fetcher* fetcher, App& app) {
  FoundAt found;
  if (request.target) found.base = request.target->path_prefix;
  const bool is_url = !origin_of(app.document).empty();
  if (is_url) {
    found.url = app.document;
    found.prefix = prefix_of(app.document);
  }
  if (!app.api) {
    app.prefix = found.prefix;
    return;
  }
  const std::vector<std::string> paths = base_paths(*app.api, found);
  app.prefix = paths.front();
  const Operation* const probe = simple_operation(*app.api);
  if (paths.size() == 1 || fetcher == nullptr || !request.target || probe == nullptr) return;
  const std::string origin = origin_of(request.target->text());
  for (const std::string& path : paths) {
    const std::string url = origin + path + probe->path;
    const auto response = fetcher->get(url);
    if (!response || response->status == 404) continue;
    app.prefix = path;
    if (request.log) {
      request.log(fmt::format("{}: status {}, so the operations are below '{}'", url,
                              response->status, path));
    }
    return;
  }
}

void name_apps(std::vector<App>& apps) {
  std::set<std::string> names;
  for (App& app : apps) {
    const std::string name = app_name(app);
    app.name = name;
    for (int i = 2; !names.insert(app.name).second; ++i) app.name = fmt::format("{}_{}", name, i);
  }
}

}  // namespace traffic::openapi
