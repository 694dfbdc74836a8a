// SPDX-License-Identifier: Apache-2.0
// Starts a load by flags, as a person or a pipeline does.
#include <gmock/gmock.h>

#include <filesystem>

#include "gtest_traffic/main/testing/command_test.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST_F(CommandTest, RejectsGatesOutsideShape) {
  const Outcome outcome =
      run({"--traffic_base_url=" + url(), "--traffic_load=spike", "--traffic_duration=60s",
           "--traffic_expect=p99 after spyke+5s<50ms; p99 every 90s<1s"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("no stage 'spyke' (did you mean 'spike'?)"),
                    HasSubstr("a window of 1.5 min does not fit"), HasSubstr("nothing was sent")));
  EXPECT_THAT(asked(), ElementsAre());
}

TEST_F(CommandTest, ReportsEachMistakeOfLoadOnce) {
  const Outcome outcome = run({"--traffic_base_url=" + url(), "--traffic_load=stedy",
                               "--traffic_journeys=Probe.Lokks", "--traffic_expect=p9x<1s"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("did you mean 'steady'"),
                                  HasSubstr("did you mean 'Probe.Looks'"), HasSubstr("p9x")));
  EXPECT_EQ(outcome.text.find("'stedy'"), outcome.text.rfind("'stedy'")) << outcome.text;
}

TEST_F(CommandTest, RejectsFilterWithOtherSelection) {
  for (const char* const chooser : {"--traffic_load=steady", "--traffic_journeys=Probe.Looks"}) {
    const Outcome outcome =
        run({"--traffic_base_url=" + url(), chooser, "--gtest_filter=Probe.Pays*"});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.text, HasSubstr("which also selects tests; remove the filter"));
  }
  EXPECT_THAT(asked(), ElementsAre());
}

TEST_F(CommandTest, RejectsLoadWithoutTarget) {
  const Outcome outcome = run({"--traffic_load=steady", "--traffic_log=json",
                               "--traffic_duration=1s", "--traffic_journeys=Probe.Looks"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, HasSubstr("--traffic_base_url"));
}

TEST_F(CommandTest, ErrorLogContainsOnlyErrors) {
  const auto lines = [&](const char* level) {
    return run({"--traffic_base_url=" + url(), "--traffic_load=steady", "--traffic_rate=20",
                "--traffic_duration=1s", "--traffic_journeys=Probe.Looks", "--traffic_log=json",
                std::string("--traffic_log_level=") + level})
        .text;
  };
  EXPECT_THAT(lines("info"), AllOf(HasSubstr("run-started"), HasSubstr("run-finished")));
  EXPECT_THAT(lines("error"), Not(HasSubstr("\"level\":")));
}

TEST_F(CommandTest, AbortsFailingLoad) {
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

TEST_F(CommandTest, NamesUnknownStepAndFewRequestsEarly) {
  const Outcome outcome =
      run({"--traffic_base_url=" + url(), "--traffic_load=steady", "--traffic_rate=20",
           "--traffic_duration=3s", "--traffic_journeys=Probe.Looks",
           "--traffic_expect=p50[GET /thing]<1s; p99<1s"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text,
              HasSubstr("note: gate p99<1s needs at least 1,000 requests, and the load starts 60"));
  const std::size_t warned = outcome.text.find("warning: gate p50[GET /thing]<1s: there is no");
  EXPECT_LT(warned, outcome.text.find("verdict: "));
  EXPECT_THAT(outcome.text, HasSubstr("did you mean 'GET /things'?"));
  EXPECT_THAT(outcome.text, ContainsRegex("probe\\.cc:[0-9]+: Failure"))
      << "the place of the journey";
}

TEST_F(CommandTest, FailureIsPrintedWhenItHappensExceptInASearch) {
  const auto text_of = [&](std::vector<std::string> flags) {
    flags.insert(flags.begin(),
                 {MAIN_PROBE, "--traffic_base_url=" + url(), "--traffic_journeys=Probe.Looks",
                  "--traffic_duration=2s", "--traffic_expect=error_rate<1%"});
    return run_command(std::move(flags), {"API_KEY=wrong"}).text;
  };
  const std::string failed = "s] failed: Probe.Looks, step 'GET /things': expected status 200";
  const std::string load = text_of({"--traffic_load=steady", "--traffic_rate=20"});
  EXPECT_THAT(load, HasSubstr(failed));
  EXPECT_EQ(load.find(failed), load.rfind(failed)) << "once for each headline";
  const std::string search = text_of({"--traffic_find_max_rate=10/s..20/s"});
  EXPECT_THAT(search, AllOf(HasSubstr("search"), Not(HasSubstr("] failed: "))));
}

TEST_F(CommandTest, SecondInterruptEndsLoadWithReport) {
  const Outcome outcome =
      run({"--traffic_base_url=" + url(), "--traffic_load=steady", "--traffic_users=1",
           "--traffic_duration=50s", "--traffic_journeys=Probe.Makes",
           "--traffic_report_dir=" + path("report")},
          {"PROBE_ENDING=wait"}, {"waiting", "s of "});
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("1 interrupted"), HasSubstr("verdict: "),
                                  Not(HasSubstr("[20.0s of "))));
  EXPECT_TRUE(std::filesystem::exists(path("report/report.json")));
}

}  // namespace
}  // namespace traffic::detail
