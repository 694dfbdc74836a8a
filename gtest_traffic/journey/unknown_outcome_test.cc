// SPDX-License-Identifier: Apache-2.0
// Tests requests that may have created a resource, but have no response.
#include <gmock/gmock.h>

#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include "gtest_traffic/base/testing/temporary_folder.h"
#include "gtest_traffic/clean_up_rule.h"
#include "gtest_traffic/cleanup/ledger.h"
#include "gtest_traffic/journey/testing/crowd.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using Use = RunContext::Use;

const bool kKeptRule = clean_up("POST /kept", "DELETE /things/{/id}");
const bool kLostRule = clean_up("POST /lost", "DELETE /things/{/id}");
const bool kStuckRule = clean_up("POST /stuck", "DELETE /things/{/id}");
const bool kPutRule = clean_up("PUT /things/{}", "DELETE /things/{/id}");

// `/kept` answers; `/lost` and each PUT reset the connection. The target records the deletions.
class UnknownOutcomeTest : public testing::TestWithParam<Use> {
 protected:
  UnknownOutcomeTest() {
    const auto lose = [](const ServerRequest&, ServerConnection& connection) {
      connection.reset();
    };
    crowd_.server.route_raw("POST", "/lost", lose);
    crowd_.server.route_raw("PUT", "/things/{}", lose);
    crowd_.server.route("POST", "/kept", [](const ServerRequest&) {
      return ServerResponse{.status = 201, .body = R"({"id":1})", .headers = {}};
    });
    crowd_.server.route("DELETE", "/things/{}", [this](const ServerRequest& request) {
      const std::lock_guard lock(mutex_);
      deleted_.push_back(request.parameters[0]);
      return ServerResponse{.status = 404, .headers = {}};
    });
  }
  ~UnknownOutcomeTest() override {
    ledger().keep_journal_in("");
    ledger().take();
    ledger().take_requests();
  }

  // Returns the steps of the requests whose outcome is unknown.
  static std::vector<std::string> unknown() {
    std::vector<std::string> steps;
    for (const LedgerEntry& entry : ledger().take_requests()) steps.push_back(entry.step);
    return steps;
  }

  TemporaryFolder journal_;
  std::atomic<int> made_{0};
  std::mutex mutex_;
  std::vector<std::string> deleted_;
  Crowd crowd_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Uses, UnknownOutcomeTest, testing::Values(Use::kTest, Use::kLoad),
                         [](const auto& test) {
                           return test.param == Use::kTest ? "AsTests" : "UnderLoad";
                         });

TEST_P(UnknownOutcomeTest, LostResponseLeavesOutcomeUnknown) {
  ledger().keep_journal_in(journal_.path("ledger"));
  crowd_.add([](Visitor& visitor) {
    EXPECT_EQ(visitor.http.post("/lost").failure(), Failure::kReset);
    for (int i = 0; i < 2; ++i) {
      const auto refused = visitor.http.post("http://127.0.0.1:1/lost");
      EXPECT_EQ(refused.failure(), Failure::kRefused);
      visitor.created(refused);  // the second request is in the journal
    }
    EXPECT_THAT(visitor.http.post("/kept"), StatusIs(201));
  });
  crowd_.walk();
  EXPECT_THAT(unknown(), ElementsAre("POST /lost"));
  EXPECT_THAT(ledger().take(), IsEmpty());
}

TEST_P(UnknownOutcomeTest, StatusIsOutcome) {
  ledger().keep_journal_in(journal_.path("ledger"));
  crowd_.server.route("POST", "/learned", [this](const ServerRequest&) {
    return ServerResponse{.status = ++made_ == 2 ? 500 : 201, .headers = {}};
  });
  crowd_.add([](Visitor& visitor) {
    visitor.created(visitor.http.post("/learned"), {"/things/{}", 7});
    EXPECT_THAT(visitor.http.post("/learned"), StatusIs(500));
    EXPECT_THAT(visitor.http.post("/learned"), StatusIs(201));
    visitor.created(visitor.http.post("/learned"), {"/things/{}", 8});
    visitor.http.post("/kept");
  });
  crowd_.walk();
  EXPECT_THAT(unknown(), IsEmpty());
  EXPECT_THAT(deleted_, ElementsAre("1", "8", "7"));
}

TEST_P(UnknownOutcomeTest, StepOfCreatedIsWatchedLater) {
  ledger().keep_journal_in(journal_.path("ledger"));
  crowd_.server.route_raw("POST", "/watched",
                          [this](const ServerRequest&, ServerConnection& connection) {
                            if (++made_ != 1) return connection.reset();
                            connection.write("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
                          });
  crowd_.add([](Visitor& visitor) {
    visitor.created(visitor.http.post("/watched"), {"/things/{}", 7});
    EXPECT_EQ(visitor.http.post("/watched").failure(), Failure::kReset);
  });
  crowd_.walk();
  EXPECT_THAT(unknown(), ElementsAre("POST /watched"));
  EXPECT_THAT(deleted_, ElementsAre("7"));
}

TEST_P(UnknownOutcomeTest, PutWithoutResponseIsDeleted) {
  crowd_.add([](Visitor& visitor) {
    EXPECT_EQ(visitor.http.put({"/things/{}", "a b"}).failure(), Failure::kReset);
  });
  crowd_.walk();
  EXPECT_THAT(deleted_, ElementsAre("a b"));
  EXPECT_THAT(ledger().take(), IsEmpty());
}

TEST_P(UnknownOutcomeTest, StoppedRequestLeavesOutcomeUnknown) {
  ledger().keep_journal_in(journal_.path("ledger"));
  std::atomic<bool> there{false};
  crowd_.server.route_raw("POST", "/stuck",
                          [&](const ServerRequest&, ServerConnection& connection) {
                            there = true;
                            connection.sleep(60s);
                          });
  crowd_.add([](Visitor& visitor) { visitor.http.post("/stuck"); });
  crowd_.stop_when = [&] { return there.load(); };
  crowd_.walk();
  EXPECT_THAT(unknown(), ElementsAre("POST /stuck"));
}

}  // namespace
}  // namespace traffic::detail
