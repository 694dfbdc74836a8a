// SPDX-License-Identifier: Apache-2.0
// Runs --traffic_discover and --traffic_check as a person does.
#include <gmock/gmock.h>

#include <filesystem>

#include "gtest_traffic/base/testing/command.h"
#include "gtest_traffic/base/testing/temporary_folder.h"
#include "gtest_traffic/server.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ApiCommandTest : public testing::Test {
 protected:
  ApiCommandTest() {
    serve("/", "{}");
    serve("/openapi.json", R"({"openapi":"3.1.0","paths":{"/health":{"get":{}}}})");
    serve("/health", "{}");
    target_.start();
  }

  void serve(const std::string& path, const std::string& text) {
    target_.route("GET", path, [text](const ServerRequest&) {
      return ServerResponse{.body = text, .headers = {}};
    });
  }

  Outcome run(std::vector<std::string> arguments, std::vector<std::string> variables = {}) const {
    arguments.insert(arguments.begin(), MAIN_PROBE);
    arguments.push_back("--traffic_report_dir=" + folder_.path("out"));
    return run_command(std::move(arguments), std::move(variables));
  }

  std::string discovery_file() const {
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path("out"))) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with("api_discovery_") && name.ends_with(".json")) {
        return folder_.read("out/" + name);
      }
    }
    return "";
  }

  Server target_;
  TemporaryFolder folder_;
};

TEST_F(ApiCommandTest, DiscoverListsAndWritesOperations) {
  const Outcome outcome = run({"--traffic_discover=yes", "--traffic_base_url=" + target_.url()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("1 operations in 1 applications"),
                                  HasSubstr("out/api_discovery_"), Not(HasSubstr("note: "))));
  EXPECT_THAT(discovery_file(), AllOf(HasSubstr("\"prefix\": \"\""), HasSubstr("/health")));
}

TEST_F(ApiCommandTest, DebugLogNamesEachUrl) {
  const Outcome outcome = run({"--traffic_discover=yes", "--traffic_log_level=debug"},
                              {"TRAFFIC_BASE_URL=" + target_.url()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("/openapi.json: used: OpenAPI 3.1.0, 1 operations"),
                                  HasSubstr("/redoc: skipped: status 404")));
}

TEST_F(ApiCommandTest, FailingDocumentIsFailure) {
  const std::string good = folder_.write("good.yaml", "openapi: 3.0.0\npaths: {/a: {get: {}}}\n");
  const std::string bad = folder_.write("bad.yaml", "openapi: 3.0.0\nopenapi: 3.0.0\n");
  const Outcome outcome = run({"--traffic_discover=yes", "--traffic_openapi=" + good + "," + bad});
  EXPECT_EQ(outcome.exit_code, 1) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("bad.yaml:2: duplicate key 'openapi'"),
                                  HasSubstr("1 operations in 2 applications")));
}

TEST_F(ApiCommandTest, CheckReportsEachPart) {
  const Outcome outcome = run({"--traffic_check=yes", "--traffic_base_url=" + target_.url()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("ok      GET " + target_.url() + "/health: status 200"),
                                  HasSubstr("/openapi.json: OpenAPI 3.1.0, 1 operations")));
  const std::string config = folder_.write("config.yaml", "discovery_timeout: 0.2\n");
  const Outcome missing = run({"--traffic_check=yes", "--traffic_base_url=http://127.0.0.1:1",
                               "--traffic_openapi_config=" + config});
  EXPECT_EQ(missing.exit_code, 1) << missing.text;
  EXPECT_THAT(missing.text, HasSubstr("FAILED  GET http://127.0.0.1:1/: "));
}

TEST_F(ApiCommandTest, MistakesSendNothing) {
  const std::string config = folder_.write("config.yaml", "timeout: 1\n");
  const Outcome outcome = run({"--traffic_discover=yes", "--traffic_base_url=" + target_.url(),
                               "--traffic_openapi_config=" + config});
  EXPECT_EQ(outcome.exit_code, 2) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("config.yaml:1: unknown key 'timeout'"),
                                  HasSubstr("nothing was sent")));
  const Outcome lost = run({"--traffic_discover=yes"});
  EXPECT_EQ(lost.exit_code, 2) << lost.text;
  EXPECT_THAT(lost.text, HasSubstr("no target: set --traffic_base_url"));
  const Outcome wrong = run({"--traffic_discover=maybe", "--traffic_openapi=ftp://h/x"});
  EXPECT_EQ(wrong.exit_code, 2) << wrong.text;
  EXPECT_THAT(wrong.text, AllOf(HasSubstr("expected yes or no, got 'maybe'"),
                                HasSubstr("expected a file, or a URL with http or https")));
}

}  // namespace
}  // namespace traffic::detail
