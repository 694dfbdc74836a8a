// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/config/client_settings.h"
#include "gtest_traffic/http/url.h"
#include "gtest_traffic/openapi/documents.h"
#include "gtest_traffic/openapi/operation.h"

namespace traffic::openapi {

// Describes one application with a description, or a description that cannot be used.
struct App {
  std::string name = {};      // unique: `main`, `docman`
  std::string prefix = {};    // before the paths of its operations: "" or `/docman`
  std::string document = {};  // path or URL
  std::shared_ptr<Documents> documents = {};
  std::optional<Api> api = {};  // empty: the problems say why
  bool describes = true;        // false: a readable document without `openapi` and `swagger`
  std::vector<std::string> problems = {};
};

// Holds the result of a discovery.
struct Discovery {
  std::string base_url = {};  // empty: only files
  std::vector<App> apps = {};
  std::vector<std::string> problems = {};  // that belong to no application

  bool failed() const;  // an application cannot be used, or there is none
  std::size_t operations() const;
};

// Describes what to search for.
struct DiscoveryRequest {
  std::optional<detail::BaseUrl> target = {};
  std::vector<std::string> documents = {};  // files and URLs; empty: search the target
  std::vector<std::string> prefixes = {};   // searched in addition
  std::vector<std::string> allowed_origins = {};
  Duration timeout = std::chrono::seconds(30);
  detail::ClientSettings client = {};

  // Receives each URL with the reason why it was used or skipped. Optional.
  std::function<void(const std::string& text)> log = {};
};

// Reads the given documents, or finds those of a target from its base URL alone: at well-known
// paths, in pages of documentation and in lists of services, and the same again below each prefix
// that these name. Waits for a target that is still starting. Blocks the calling thread.
Discovery discover(const DiscoveryRequest& request);

}  // namespace traffic::openapi
