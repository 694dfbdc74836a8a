// SPDX-License-Identifier: Apache-2.0
// Runs a suite with duplicate names, as a person does.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "gtest_traffic/base/testing/command.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;

constexpr auto kNowhere = "--traffic_base_url=http://127.0.0.1:1";

TEST(RegistryCommandTest, RejectsTwoClassesWithOneName) {
  const Outcome outcome = run_command({TWINS_PROBE, kNowhere});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(
      outcome.text,
      AllOf(ContainsRegex("two different user classes are called 'Shopper': Shopper.Browses "
                          "at .*twins_probe.cc:[0-9]+ uses one, Shopper.Buys at "
                          ".*twins_probe.cc:[0-9]+ uses the other; rename one"),
            HasSubstr("nothing was sent")));
}

TEST(RegistryCommandTest, RejectsTwoTestsWithOneName) {
  const Outcome outcome = run_command({TWINS_PROBE, kNowhere});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, ContainsRegex("two tests are called 'Twin.Walks': one is registered at "
                                          ".*:[0-9]+, one at .*:[0-9]+; rename one"));
}

TEST(RegistryCommandTest, RejectsProfileNamedLikeUserClass) {
  const std::filesystem::path file = std::filesystem::path(testing::TempDir()) /
                                     ("probe_profile_" + std::to_string(getpid()) + ".yaml");
  std::ofstream(file) << "name: Probe\njourneys:\n  - name: Greets\n    steps:\n      - get: /\n";
  const Outcome outcome = run_command({MAIN_PROBE, kNowhere, "--traffic_load=" + file.string()},
                                      {"API_KEY=abcd1234", "API_TOKEN=abcd1234"});
  std::filesystem::remove(file);
  EXPECT_EQ(outcome.exit_code, 2) << outcome.text;
  EXPECT_THAT(outcome.text, HasSubstr("two different user classes are called 'Probe'"));
}

}  // namespace
}  // namespace traffic::detail
