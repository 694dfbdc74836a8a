// SPDX-License-Identifier: Apache-2.0
// A suite as a person or a pipeline calls it.
#include "gtest_traffic/main/testing/command.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <atomic>
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
    server_.route("POST", "/things", [this](const ServerRequest& request) {
      const std::string path = "/things/" + std::to_string(++made_);
      ServerResponse response = remember("POST " + path, request, 201);
      response.headers = {{"Location", path}};
      return response;
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

  // Walks Probe.Makes, which ends as told, with its journal in the folder.
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

TEST_F(CommandTest, RefusesGatesThatTheShapeCannotAnswer) {
  const Outcome outcome =
      run({"--traffic_base_url=" + url(), "--traffic_load=spike", "--traffic_duration=60s",
           "--traffic_expect=p99 after spyke+5s<50ms; p99 every 90s<1s"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("no stage 'spyke' (did you mean 'spike'?)"),
                    HasSubstr("a window of 1.5 min does not fit"), HasSubstr("nothing was sent")));
  EXPECT_THAT(asked(), ElementsAre());
}

TEST_F(CommandTest, TellsAllMistakesOfALoadOnce) {
  const Outcome outcome = run({"--traffic_base_url=" + url(), "--traffic_load=stedy",
                               "--traffic_journeys=Probe.Lokks", "--traffic_expect=p9x<1s"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("did you mean 'steady'"),
                                  HasSubstr("did you mean 'Probe.Looks'"), HasSubstr("p9x")));
  EXPECT_EQ(outcome.text.find("'stedy'"), outcome.text.rfind("'stedy'")) << outcome.text;
}

TEST_F(CommandTest, RefusesAFilterBesideWhatChoosesTests) {
  for (const char* const chooser : {"--traffic_load=steady", "--traffic_journeys=Probe.Looks"}) {
    const Outcome outcome =
        run({"--traffic_base_url=" + url(), chooser, "--gtest_filter=Probe.Pays*"});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.text, HasSubstr("both say what runs; leave the filter out"));
  }
  EXPECT_THAT(asked(), ElementsAre());
}

TEST_F(CommandTest, ALoadThatCannotBeginSaysSoAsJsonToo) {
  const Outcome outcome = run({"--traffic_load=steady", "--traffic_log=json",
                               "--traffic_duration=1s", "--traffic_journeys=Probe.Looks"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text, AllOf(HasSubstr(R"("event":"failure")"), HasSubstr("Load.steady"),
                                  HasSubstr("--traffic_base_url")));
}

TEST_F(CommandTest, AHopelessLoadIsEndedEarly) {
  const Outcome outcome =
      run_command({MAIN_PROBE, "--traffic_base_url=" + url(), "--traffic_load=steady",
                   "--traffic_rate=50", "--traffic_duration=10m", "--traffic_journeys=Probe.Looks",
                   "--traffic_expect=error_rate<1%", "--traffic_abort_after=1s"},
                  {"API_KEY=wrong"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text,
              HasSubstr("aborted after 1 s: error_rate<1% failed: error_rate is 100"));
  EXPECT_LT(asked().size(), 1000U);
}

TEST_F(CommandTest, AnEnvironmentFileSaysWhereAndHow) {
  write("token", "battery-staple\n");
  write("staging.yaml", "base_url: " + url() +
                            "\nheaders: {X-Tenant: blue}\nvariables: {currency: EUR}\n"
                            "secrets:\n  API_TOKEN: {file: token}\n  API_KEY:\n");
  const Outcome outcome = run({"--traffic_env=staging", "--gtest_filter=Probe.ReadsItsEnvironment"},
                              {"TRAFFIC_DATA_DIR=" + folder_.string()});
  // The rows are in TRAFFIC_DATA_DIR too, so that they are missing.
  EXPECT_EQ(outcome.exit_code, 2);
  const Outcome found = run({"--traffic_env=" + path("staging.yaml"),
                             "--gtest_filter=Probe.ReadsItsEnvironment", "--traffic_ledger=none"});
  EXPECT_EQ(found.exit_code, 0) << found.text;
  EXPECT_THAT(asked(), ElementsAre("tenant blue, token battery-staple"));
  const Outcome beaten =
      run({"--traffic_env=" + path("staging.yaml"), "--gtest_filter=Probe.ReadsItsEnvironment",
           "--traffic_base_url=http://127.0.0.1:1", "--traffic_ledger=none"});
  EXPECT_EQ(beaten.exit_code, 1);
  EXPECT_THAT(beaten.text, AllOf(HasSubstr("connection refused"),
                                 HasSubstr(" --traffic_env=" + path("staging.yaml")),
                                 Not(HasSubstr("battery-staple"))));
}

TEST_F(CommandTest, RefusesAnEnvironmentFileWithAllItsMistakes) {
  write("staging.yaml",
        "base_url: nonsense://x\nheader: {}\nsecrets:\n  API_KEY: hunter22\n  API_TOKEN: {file: "
        "none}\n");
  const Outcome outcome = run({"--traffic_env=" + path("staging.yaml"), "--traffic_sed=1"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(
      outcome.text,
      AllOf(HasSubstr("staging.yaml:1: "), HasSubstr("staging.yaml:2: key 'header' is none of"),
            HasSubstr("did you mean 'headers'?"),
            HasSubstr("staging.yaml:4: a value stands here for secret 'API_KEY'"),
            HasSubstr("staging.yaml:5: secret 'API_TOKEN': " + path("none")),
            HasSubstr("--traffic_seed"), Not(HasSubstr("hunter22"))));
  EXPECT_THAT(asked(), ElementsAre());
  EXPECT_EQ(run({"--traffic_env=" + path("staging.yaml"), "--gtest_list_tests"}).exit_code, 2);
  write("staging.yaml", "secrets: {API_TOKEN: }\n");
  EXPECT_EQ(run({"--traffic_env=" + path("staging.yaml"), "--gtest_list_tests"}).exit_code, 0)
      << "who lists needs no secrets";
}

TEST_F(CommandTest, WhatAJourneyMadeIsDeletedHoweverItEnds) {
  EXPECT_EQ(make("").exit_code, 0);
  EXPECT_THAT(asked(), ElementsAre("POST /things/1", "POST /things/2", "DELETE /things/2",
                                   "DELETE /things/1", "POST /things/3", "DELETE /things/3"));
  for (const char* ending : {"fail", "throw"}) {
    const Outcome outcome = make(ending);
    EXPECT_EQ(outcome.exit_code, 1) << ending;
    EXPECT_THAT(outcome.text, Not(HasSubstr("left behind"))) << ending;
  }
  EXPECT_EQ(asked().size(), 19U);
  EXPECT_EQ(journals(), 0U);
}

TEST_F(CommandTest, AnInterruptDeletesWhatWasMadeAndSkipsTheRest) {
  const Outcome outcome = make("wait", {"waiting"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("the run was interrupted"), HasSubstr("SKIPPED ] Probe.MakesMore"),
                    Not(HasSubstr("left behind"))));
  EXPECT_THAT(asked(), ElementsAre("POST /things/1", "POST /things/2", "DELETE /things/2",
                                   "DELETE /things/1"));
}

TEST_F(CommandTest, ASecondInterruptEndsALoadAtOnceWithItsReport) {
  const Outcome outcome =
      run({"--traffic_base_url=" + url(), "--traffic_load=steady", "--traffic_users=1",
           "--traffic_duration=50s", "--traffic_journeys=Probe.Makes",
           "--traffic_report_dir=" + path("report")},
          {"PROBE_ENDING=wait"}, {"waiting", "s of "});
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("1 interrupted"), HasSubstr("verdict: "),
                                  Not(HasSubstr("[20.0s of "))));
  EXPECT_TRUE(std::filesystem::exists(path("report/report.json")));
}

TEST_F(CommandTest, TheNextRunDeletesWhatACrashLeft) {
  EXPECT_EQ(make("crash").exit_code, 128 + SIGKILL);
  EXPECT_EQ(journals(), 1U);
  std::ifstream journal(std::filesystem::directory_iterator(path("ledger"))->path());
  const std::string text{std::istreambuf_iterator<char>(journal), {}};
  EXPECT_THAT(text, AllOf(HasSubstr(url() + "/things/2"), Not(HasSubstr("correct-horse"))));

  const Outcome next = run({"--traffic_base_url=" + url(), "--traffic_ledger=" + path("ledger"),
                            "--gtest_filter=Probe.Looks"});
  EXPECT_EQ(next.exit_code, 0) << next.text;
  EXPECT_THAT(next.text, HasSubstr("clean-up: deleted 2 things that earlier runs had left behind"));
  EXPECT_THAT(asked(), ElementsAre("POST /things/1", "POST /things/2", "DELETE /things/2",
                                   "DELETE /things/1", "GET /things"));
  EXPECT_EQ(journals(), 0U);
}

TEST_F(CommandTest, ListingAndOtherTargetsDeleteNothing) {
  EXPECT_EQ(make("crash").exit_code, 128 + SIGKILL);
  run({"--gtest_list_tests", "--traffic_base_url=" + url(), "--traffic_ledger=" + path("ledger")});
  run({"--traffic_cleanup", "--traffic_base_url=http://127.0.0.1:1",
       "--traffic_ledger=" + path("ledger")});
  EXPECT_EQ(asked().size(), 2U);
  EXPECT_EQ(journals(), 1U);
}

TEST_F(CommandTest, CleanUpAloneSaysWhatCameOfIt) {
  const std::vector<std::string> clean_up{"--traffic_cleanup",
                                          "--traffic_ledger=" + path("ledger")};
  const Outcome nothing = run(clean_up);
  EXPECT_EQ(nothing.exit_code, 0);
  EXPECT_THAT(nothing.text, HasSubstr("clean-up: nothing is left behind"));

  make("crash");
  status_of_delete_ = 500;
  const Outcome refused = run(clean_up);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.text,
              AllOf(HasSubstr("2 things that journeys made are left behind"),
                    HasSubstr("DELETE " + url() + "/things/1 (Probe.Makes): status 500"),
                    HasSubstr(" --traffic_cleanup --traffic_ledger=" + path("ledger"))));
  status_of_delete_ = 404;
  const Outcome gone = run(clean_up);
  EXPECT_EQ(gone.exit_code, 0);
  EXPECT_THAT(gone.text, HasSubstr("deleted 2 things"));
  EXPECT_EQ(journals(), 0U);
}

TEST_F(CommandTest, WhatCannotBeDeletedFailsTheTest) {
  status_of_delete_ = 500;
  const Outcome outcome = make("");
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("FAILED  ] Probe.Makes"),
                                  HasSubstr("2 things that journeys made are left behind")));
  EXPECT_EQ(journals(), 1U);
}

}  // namespace
}  // namespace traffic
