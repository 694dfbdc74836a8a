// SPDX-License-Identifier: Apache-2.0
// A suite as a person or a pipeline calls it.
#include "gtest_traffic/main/testing/command.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "gtest_traffic/net/server.h"

namespace traffic {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// A server that remembers what was asked, and a folder for files.
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
    server_.start();
  }
  ~CommandTest() override {
    server_.stop();
    std::filesystem::remove_all(folder_);
  }

  ServerResponse remember(std::string what, const ServerRequest&, int status) {
    const std::lock_guard lock(mutex_);
    asked_.push_back(std::move(what));
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
  Outcome run(std::vector<std::string> arguments, const std::vector<std::string>& variables = {},
              const std::string& interrupt_at = {}) const {
    arguments.insert(arguments.begin(), MAIN_PROBE);
    return run_command(std::move(arguments), variables, interrupt_at);
  }

  Server server_;
  std::mutex mutex_;
  std::vector<std::string> asked_;
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("command_test_" + std::to_string(getpid()));
};

TEST_F(CommandTest, EachRowIsATest) {
  const Outcome outcome = run({"--traffic_base_url=" + url(), "--gtest_filter=Probe.Pays*"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("OK ] Probe.Pays_visa"), HasSubstr("OK ] Probe.Pays_amex__gold")));
  EXPECT_THAT(asked(), ElementsAre(R"(POST {"card":"visa","amount":"10"})",
                                   R"(POST {"card":"amex, gold","amount":"20"})"));
}

TEST_F(CommandTest, RowsAreListedWithoutATarget) {
  const Outcome outcome = run({"--gtest_list_tests", "--traffic_base_url=http://127.0.0.1:1"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("  Pays_visa  # GetParam() = "),
                                  HasSubstr(R"(probe_rows.csv:2 {"card":"visa","amount":"10"})")));
}

TEST_F(CommandTest, AJourneyIsChosenWithAllItsRows) {
  const Outcome outcome = run({"--traffic_base_url=" + url(), "--traffic_journeys=Probe.Pays"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_EQ(asked().size(), 2U);
}

TEST_F(CommandTest, RefusesRowsWithMistakesBeforeAnyTraffic) {
  write("probe_rows.csv", "card,amount\nvisa\namex,1,2\n");
  const Outcome outcome =
      run({"--traffic_base_url=" + url()}, {"TRAFFIC_DATA_DIR=" + folder_.string()});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("probe_rows.csv:2: 1 field, but"),
                    HasSubstr("probe_rows.csv:3: 3 fields, but"), HasSubstr("nothing was sent")));
  EXPECT_THAT(asked(), ElementsAre());
}

}  // namespace
}  // namespace traffic
