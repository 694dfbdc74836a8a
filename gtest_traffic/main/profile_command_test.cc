// SPDX-License-Identifier: Apache-2.0
// Runs a YAML profile as a person does.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "gtest_traffic/base/testing/command.h"
#include "gtest_traffic/server.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class ProfileCommandTest : public testing::Test {
 protected:
  ProfileCommandTest() {
    server_.route("POST", "/orders", [this](const ServerRequest& request) {
      remember("POST " + std::string(request.body) + " " + std::string(request.header("X-Tenant")));
      ServerResponse response{.status = 201, .headers = {{"Location", "/orders/17"}}};
      response.body = R"({"id":17,"state":"open","lines":[{"sku":"B1"}]})";
      return response;
    });
    server_.route("GET", "/orders/{}", [this](const ServerRequest& request) {
      remember("GET " + std::string(request.path));
      ServerResponse response{.status = 200, .headers = {}};
      response.body = R"({"id":17,"state":"open"})";
      return response;
    });
    server_.route("POST", "/login", [this](const ServerRequest& request) {
      remember("login as " + std::string(request.body) + std::string(request.header("X-Token")));
      return ServerResponse{.body = R"({"token":"t-1"})", .headers = {}};
    });
    server_.route("GET", "/mine", [this](const ServerRequest& request) {
      remember("read with " + std::string(request.header("X-Token")));
      return ServerResponse{.headers = {}};
    });
    server_.route_raw("GET", "/odd", [](const ServerRequest&, ServerConnection& connection) {
      connection.write("HTTP/1.1 999 Odd\nX-Next-Page:\nX-Name: caf\xe9\nContent-Length: 0\n\n");
    });
    server_.start();
  }
  ~ProfileCommandTest() override {
    server_.stop();
    std::filesystem::remove(file_);
  }

  void remember(std::string what) {
    const std::lock_guard lock(mutex_);
    asked_.push_back(std::move(what));
  }
  std::vector<std::string> asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }
  std::string target() const {
    return fmt::format("target: http://127.0.0.1:{}\n", server_.port());
  }
  Outcome run(const std::string& profile, std::vector<std::string> arguments,
              const char* program = TRAFFIC_RUN) {
    std::ofstream(file_) << profile;
    arguments.insert(arguments.begin(), program);
    return run_command(std::move(arguments), {"API_KEY=correct-horse"});
  }

  const std::string kBuys = R"(headers: {X-Tenant: acme}
journeys:
  - name: Buys
    steps:
      - post: /orders
        json: {sku: B1, note: "for ${secret.API_KEY}"}
        expect: {status: 201, json: {/state: open, "$.lines[0].sku": B1}}
        capture: {order: /id, at: {header: Location}}
      - get: /orders/${order}
        expect: {json: {/id: "${order}", /state: paid}}
      - get: ${at}
)";
  Server server_;
  std::mutex mutex_;
  std::vector<std::string> asked_;
  const std::string file_ =
      (std::filesystem::temp_directory_path() / fmt::format("profile_{}.yaml", getpid())).string();
};

TEST_F(ProfileCommandTest, RunsJourneysOnceAsTests) {
  const Outcome outcome = run(target() + "name: Orders\n" + kBuys, {"--once", file_});
  EXPECT_EQ(outcome.exit_code, 1) << outcome.text;
  EXPECT_THAT(asked(), ElementsAre(R"(POST {"sku":"B1","note":"for correct-horse"} acme)",
                                   "GET /orders/17", "GET /orders/17"));
  EXPECT_THAT(
      outcome.text,
      AllOf(
          HasSubstr("[ RUN      ] Orders.Buys"), HasSubstr(file_ + ":12: Failure"),
          HasSubstr("Orders.Buys, step 'GET /orders/{}': expected JSON /state to be \"paid\", got "
                    "\"open\"\n"),
          HasSubstr("traffic_run --gtest_filter=Orders.Buys"),
          HasSubstr(" --traffic_profile=" + file_ + " "), Not(HasSubstr("correct-horse"))));
}

TEST_F(ProfileCommandTest, RunsSetUpOncePerUser) {
  const std::string profile = target() + R"(headers: {X-Token: "${token}"}
set_up:
  - post: /login
    body: ada
    capture: {token: /token}
journeys:
  - name: Reads
    steps: [{get: /mine}]
shape: [{constant: 1 users, for: 10s}]
iterations: 2
)";
  const Outcome outcome = run(profile, {file_});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(asked(), ElementsAre("login as ada", "read with t-1", "read with t-1"));
  asked_.clear();
  EXPECT_EQ(run(profile, {"--once", file_}).exit_code, 0);
  EXPECT_THAT(asked(), ElementsAre("login as ada", "read with t-1"));
}

TEST_F(ProfileCommandTest, FailedSetUpNamesItsLine) {
  const Outcome outcome = run(target() + R"(set_up:
  - get: /mine
    expect: {status: 201}
journeys: [{name: Reads, steps: [{get: /mine}]}]
)",
                              {"--once", file_});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text, HasSubstr(file_ + ":4: Failure"));
  EXPECT_THAT(outcome.text, HasSubstr("expected status 201, got 200"));
  EXPECT_THAT(asked(), ElementsAre("read with "));
}

TEST_F(ProfileCommandTest, ReadsUnusualStatusesAndHeaders) {
  const Outcome outcome = run(target() + R"(journeys:
  - name: Looks
    steps:
      - get: /odd
        expect: {status: 999}
        capture: {next: {header: X-Next-Page}, name: {header: X-Name}}
      - post: /orders
        json: {next: "${next}", name: "${name}"}
        expect: {status: 201}
)",
                              {"--once", file_});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(asked(), ElementsAre(R"(POST {"next":"","name":"café"} )"));
}

// The base URL has a path, and the Location is a path of the origin.
TEST_F(ProfileCommandTest, SendsValuesUnchanged) {
  server_.route("GET", "/v1/echo/{}", [this](const ServerRequest& request) {
    const std::string line(request.head.substr(0, request.head.find(" HTTP")));
    remember(fmt::format("{} {} {}", line, request.header("X-Price"), request.body));
    ServerResponse response{.headers = {{"Location", "/v1/echo/7%2F8"}}};
    response.body = R"({"price":49.99,"five":5.0})";
    return response;
  });
  const std::string profile = fmt::format("target: http://127.0.0.1:{}/v1\n", server_.port()) + R"(
variables: {mail: ann+test@example.com, title: "Entity #777"}
journeys:
  - name: Sends
    steps:
      - get: /echo/all
        capture: {price: /price, five: /five, at: {header: Location}}
      - get: /echo/${price}?q=${mail}&t=${title}&v={}
        query: {p: "${price}", m: "${mail}"}
        headers: {X-Price: "${price}"}
        json: {price: "${price}", five: "${five}", text: "Pa$$w0rd costs $$${price}"}
      - get: ${at}
)";
  const Outcome outcome = run(profile, {"--once", file_});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(asked(),
              ElementsAre("GET /v1/echo/all  ",
                          "GET /v1/echo/49.99?q=ann%2Btest%40example.com&t=Entity%20%23777&v=%7B%7D"
                          "&p=49.99&m=ann%2Btest%40example.com 49.99 "
                          R"({"price":49.99,"five":5.0,"text":"Pa$$w0rd costs $49.99"})",
                          "GET /v1/echo/7%2F8  "));
}

TEST_F(ProfileCommandTest, RunsLoadAndEvaluatesGates) {
  const std::string load =
      "shape: [{constant: 50/s, for: 1s}]\nexpect: [errors<=100, requests>=90]\n";
  const Outcome outcome = run(target() + load + kBuys, {file_});
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("GET /orders/{}"), HasSubstr("requests>=90"),
                                  HasSubstr(".yaml:13, status 200")));
  EXPECT_THAT(asked(), Contains("GET /orders/17"));
}

TEST_F(ProfileCommandTest, HelpRunsNothing) {
  const std::string load = "shape: [{constant: 50/s, for: 1s}]\n";
  for (const char* const help : {"--help", "-h"}) {
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{help}, std::vector<std::string>{file_, help}}) {
      const Outcome outcome = run(target() + load + kBuys, arguments);
      EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
      EXPECT_THAT(outcome.text, AllOf(HasSubstr("usage: traffic_run"), HasSubstr("--gtest_filter="),
                                      HasSubstr("--traffic_junit="), Not(HasSubstr("error: "))));
    }
  }
  EXPECT_THAT(asked(), SizeIs(0));
}

TEST_F(ProfileCommandTest, UsesJourneysOfProgram) {
  const std::string load = "shape: [{constant: 5/s, for: 1s}]\nmix: {Probe.Loks: 1}\n";
  const Outcome outcome = run(target() + load, {"--traffic_load=" + file_}, MAIN_PROBE);
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, AllOf(HasSubstr(file_), HasSubstr("did you mean 'Probe.Looks'?")));
}

TEST_F(ProfileCommandTest, RejectsInvalidProfileBeforeTraffic) {
  const Outcome outcome = run(target() + R"(shape: [{constant: 5/s, for: 1s}]
warmup: 1s
journeys:
  - name: Looks
    steps:
      - {get: /orders/1, capture: {order: /id}}
      - {get: "/orders/${oder}", expect: {staus: 200}}
)",
                              {file_});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr(file_ + ":3: "), HasSubstr("did you mean 'warm_up'?"),
                    HasSubstr(file_ + ":8: "), HasSubstr("did you mean 'order'?"),
                    HasSubstr("did you mean 'status'?"), HasSubstr("nothing was sent")));
  EXPECT_THAT(asked(), SizeIs(0));
}

TEST_F(ProfileCommandTest, RejectsMissingSecretAndMissingShape) {
  const std::string text = target() + R"(headers: {X: "${secret.NO_SUCH}"}
journeys: [{name: Looks, steps: [{get: /orders/1}]}]
)";
  Outcome outcome = run(text, {"--once", file_});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, HasSubstr("secret 'NO_SUCH'"));
  outcome = run(target() + kBuys, {file_});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, HasSubstr("a load requires a 'shape'"));
  EXPECT_EQ(run(text, {}).exit_code, 2);
  EXPECT_THAT(asked(), SizeIs(0));
}

TEST_F(ProfileCommandTest, ListsJourneys) {
  const Outcome outcome =
      run("name: Orders\n" + kBuys, {"--once", file_, "--traffic_list_journeys"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.text, "Orders.Buys\n");
}

}  // namespace
}  // namespace traffic::detail
