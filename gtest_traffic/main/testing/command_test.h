// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "gtest_traffic/base/testing/command.h"
#include "gtest_traffic/server.h"

namespace traffic::detail {

// A server that records its requests, and a folder for files.
class CommandTest : public testing::Test {
 protected:
  CommandTest() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    server_.route("GET", "/things", [this](const ServerRequest& request) {
      return remember("GET /things", request, 200);
    });
    server_.route("POST", "/payments", [this](const ServerRequest& request) {
      return remember("POST " + std::string(request.body), request, 201);
    });
    server_.route("POST", "/things", [this](const ServerRequest& request) {
      const std::string path = "/things/" + std::to_string(++made_);
      ServerResponse response = remember("POST " + path, request, 201);
      response.headers = {{"Location", path}};
      return response;
    });
    // Kills the client before it has a response.
    const auto kill_client = [this](const ServerRequest& request) {
      remember("killed by " + std::string(request.path), request, 201);
      kill(std::stoi(std::string(request.header("X-Pid"))), SIGKILL);
      return ServerResponse{.status = 201, .body = R"({"id":7})", .headers = {}};
    };
    server_.route("POST", "/teams", kill_client);
    server_.route("PUT", "/things/{}", kill_client);
    server_.route_raw("POST", "/resets", [](const ServerRequest&, ServerConnection& connection) {
      connection.reset();
    });
    server_.route("DELETE", "/things/{}", [this](const ServerRequest& request) {
      return remember("DELETE " + std::string(request.path), request, status_of_delete_);
    });
    server_.route("GET", "/account", [this](const ServerRequest& request) {
      ServerResponse response = remember(
          fmt::format("tenant {}, token {}", request.header("X-Tenant"), request.header("X-Token")),
          request, 200);
      response.body = R"({"currency":"EUR"})";
      return response;
    });
    server_.start();
  }
  ~CommandTest() override {
    server_.stop();
    std::filesystem::remove_all(folder_);
  }

  ServerResponse remember(std::string what, const ServerRequest& request, int status) {
    const std::lock_guard lock(mutex_);
    asked_.push_back(std::move(what));
    if (request.header("X-API-Key") != "correct-horse") status = 401;
    return {.status = status, .headers = {}};
  }
  std::vector<std::string> asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }
  Outcome run(std::vector<std::string> arguments, std::vector<std::string> variables = {},
              const std::vector<std::string>& interrupt_at = {}) const {
    arguments.insert(arguments.begin(), MAIN_PROBE);
    variables.push_back("API_KEY=correct-horse");
    return run_command(std::move(arguments), std::move(variables), interrupt_at);
  }

  // Runs Probe.Makes with this ending and a journal in the folder.
  Outcome make(const std::string& ending, const std::vector<std::string>& interrupt_at = {}) const {
    return run({"--traffic_base_url=" + url(), "--traffic_ledger=" + path("ledger"),
                "--gtest_filter=Probe.Makes*"},
               {"PROBE_ENDING=" + ending}, interrupt_at);
  }
  std::size_t journals() const {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(path("ledger"))) {
      count += entry.is_regular_file() ? 1 : 0;
    }
    return count;
  }

  Server server_;
  std::atomic<int> made_{0};
  std::atomic<int> status_of_delete_{204};
  std::mutex mutex_;
  std::vector<std::string> asked_;
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("command_test_" + std::to_string(getpid()));
};

}  // namespace traffic::detail
