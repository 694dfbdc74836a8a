// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/openapi/discovery.h"
#include "gtest_traffic/server.h"

namespace traffic::openapi {

// A target with descriptions, which records the requested paths.
class ApiServer {
 public:
  ApiServer() {
    server_.before_each([this](const ServerRequest& request) {
      const std::lock_guard lock(mutex_);
      asked_.emplace_back(request.path);
      return ServerResponse{.status = 0, .headers = {}};
    });
  }

  void serve(const std::string& path, const std::string& text,
             std::string_view type = "application/json", int status = 200) {
    server_.route("GET", path, [=](const ServerRequest&) {
      return ServerResponse{.status = status, .body = text, .content_type = type, .headers = {}};
    });
  }

  // Serves a description with these paths, which have a `GET` operation each, and with a server.
  void describe(const std::string& path, const std::vector<std::string>& operations,
                const std::string& server = "") {
    serve(path, description(operations, server));
  }
  static std::string description(const std::vector<std::string>& operations,
                                 const std::string& server = "") {
    std::string paths;
    for (const std::string& one : operations) {
      paths += fmt::format("{}\"{}\":{{\"get\":{{}}}}", paths.empty() ? "" : ",", one);
    }
    const std::string servers =
        server.empty() ? "" : fmt::format(R"("servers":[{{"url":"{}"}}],)", server);
    return fmt::format(R"({{"openapi":"3.1.0",{}"paths":{{{}}}}})", servers, paths);
  }

  void redirect(const std::string& path, const std::string& to) {
    server_.route("GET", path, [=](const ServerRequest&) {
      return ServerResponse{.status = 307, .headers = {{"Location", to}}};
    });
  }

  Server& server() { return server_; }
  void start() { server_.start(); }
  std::string url() const { return server_.url(); }

  std::vector<std::string> asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

  // Searches the target below a path. Collects the log.
  Discovery search(const std::string& base = "") {
    DiscoveryRequest request{.target = *detail::parse_base_url(url() + base)};
    request.log = [this](const std::string& text) { log += text + "\n"; };
    return discover(request);
  }

  std::string log;

 private:
  Server server_;
  std::mutex mutex_;
  std::vector<std::string> asked_;
};

// Returns the applications as `name prefix: /path /path`.
inline std::vector<std::string> apps_of(const Discovery& found) {
  std::vector<std::string> all;
  for (const App& app : found.apps) {
    std::string text = app.name + " " + app.prefix + ":";
    if (app.api) {
      for (const Operation& one : app.api->operations) text += " " + one.path;
    } else {
      text += " " + app.problems.front();
    }
    all.push_back(text);
  }
  return all;
}

}  // namespace traffic::openapi
