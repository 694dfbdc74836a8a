// SPDX-License-Identifier: Apache-2.0
// A suite for command_test.cc.
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "gtest_traffic/journey.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/secret.h"
#include "gtest_traffic/variable.h"

using namespace std::chrono_literals;
using namespace traffic;
using namespace traffic::detail;

class Probe : public User {
 protected:
  void SetUp() override { http.header("X-API-Key", secret("API_KEY")); }
};

JOURNEY(Probe, Pays, .rows = rows_from("probe_rows.csv").named_by("card")) {
  auto payment = http.post("/payments", {{"card", row["card"]}, {"amount", row["amount"]}});
  EXPECT_THAT(payment, StatusIs(201));
}

JOURNEY(Probe, Looks) { EXPECT_THAT(http.get("/things"), StatusIs(200)); }

// The environment variable PROBE_ENDING selects the end of this journey.
JOURNEY(Probe, Makes) {
  const char* const variable = std::getenv("PROBE_ENDING");
  const std::string ending = variable == nullptr ? "" : variable;
  created(http.post("/things"));
  created(http.post("/things"));
  if (ending == "fail") {
    ASSERT_THAT(http.get("/things"), StatusIs(418));
  }
  if (ending == "throw") throw std::runtime_error("boom");
  if (ending == "crash") std::raise(SIGKILL);
  if (ending == "wait") {
    std::puts("waiting");
    std::fflush(stdout);
    EVENTUALLY(within(1h), every(1h)) { FAIL(); };
  }
}

// The target kills this process before it sends a response.
const bool kTeams = clean_up("POST /teams", "DELETE /teams/{/id}");
const bool kPutThings = clean_up("PUT /things/{}", "DELETE /things/{/id}");
JOURNEY(Probe, IsKilledInPost) {
  created(http.post("/things"));
  http.post("/teams", {}, {.headers = {{"X-Pid", getpid()}}});
}
JOURNEY(Probe, IsKilledInPut) {
  http.put({"/things/{}", 5}, {}, {.headers = {{"X-Pid", getpid()}}});
}

const bool kResets = clean_up("POST /resets", "DELETE /resets/{/id}");
JOURNEY(Probe, LosesResponses) {
  EXPECT_EQ(http.post("/resets").failure(), Failure::kReset);
  EXPECT_EQ(http.post("/resets").failure(), Failure::kReset);
  EXPECT_EQ(http.post("http://127.0.0.1:1/resets").failure(), Failure::kRefused);
}

JOURNEY(Probe, ReadsItsEnvironment) {
  auto account = http.get("/account", {.headers = {{"X-Token", secret("API_TOKEN")}}});
  EXPECT_THAT(account, JsonAt("/currency", variable("currency")));
}

JOURNEY(Probe, MakesMore) { created(http.post("/things")); }

JOURNEY(Probe, Flakes) { EXPECT_THAT(http.get("/flaky"), StatusIs(200)); }

JOURNEY(Probe, SendsATrace) {
  EXPECT_THAT(http.get("/things"), StatusIs(200));
  EXPECT_THAT(http.get("/things", {.headers = {{"Traceparent", "00-mine"}}}), StatusIs(200));
}

// Uses the same suite name as the load of --traffic_load.
TEST(Load, SharesSuiteName) {}

TEST(ProbeCrash, DISABLED_Dies) { std::abort(); }
