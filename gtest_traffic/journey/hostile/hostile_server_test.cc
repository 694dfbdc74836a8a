// SPDX-License-Identifier: Apache-2.0
// Tests a user against hostile servers. Each behavior must result in a typed failure or the correct
// response, in time and in bounded memory. The next request must not be affected.
#include <gmock/gmock.h>

#include <atomic>
#include <csignal>
#include <fstream>

#include "gtest_traffic/fiber/sanitizer.h"
#include "gtest_traffic/journey/hostile/behavior.h"
#include "gtest_traffic/journey/hostile/tls_peer.h"
#include "gtest_traffic/journey/session.h"
#include "gtest_traffic/response.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;

// Extra time for a slow machine beyond the time-outs.
constexpr Duration kAllowance = std::chrono::seconds(5);

// Returns a memory figure of this process in bytes: `VmRSS`, or `VmHWM` for its peak.
std::size_t memory_of(std::string_view figure) {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with(figure)) return 1024 * std::stoull(line.substr(figure.size() + 1));
  }
  return 0;
}

void reset_peak_memory() { std::ofstream("/proc/self/clear_refs") << "5"; }

// A copy of the result of a request.
struct Result {
  Failure failure = Failure::kNone;
  std::string detail;
  int status = 0;
  std::string body;
  Duration took{0};

  explicit Result(const Response& response)
      : failure(response.failure()),
        detail(response.exchange().failure_detail),
        status(response.status()),
        body(response.body()) {}
  Result() = default;
};

void answer_well(RawConnection& connection, Scheme scheme) {
  if (scheme == Scheme::kHttp) return says(std::string(kFine))(connection);
  over_tls([](TlsPeer& peer) {
    peer.write(kFine);
    peer.send_close_notify();
  })(connection);
}

class Asker : public User {};

// Sends the request that the behavior applies to, and another one after the server behaves normally
// again.
class Encounter {
 public:
  explicit Encounter(const Behavior& behavior)
      : behavior_(behavior), server_([this](RawConnection& connection) {
          if (behaves_well_) return answer_well(connection, behavior_.scheme);
          behavior_.serve(connection);
        }) {}

  void run() {
    if (behavior_.scheme == Scheme::kHttps) {
      settings().tls.ca_file = trusted_authority().file();
    }
    Reactor reactor;
    Recorder recorder({"Asker.Asks"});
    ClientSettings client = client_settings(settings(), TargetUse::kTest);
    client.connect_timeout = behavior_.connect_timeout;
    client.read_timeout = behavior_.read_timeout;
    RunContext context(reactor, recorder, RunContext::Use::kTest, client);
    context.client.set_target(
        {{.tls = behavior_.scheme == Scheme::kHttps, .host = "127.0.0.1", .port = server_.port()},
         {}});
    Journey journey;
    journey.full_name = "Asker.Asks";
    journey.make_user = [] { return std::make_unique<Asker>(); };
    journey.body = [this, &context](User& user) { ask(user.http, context); };
    context.mix = {&journey};
    Session session(context, 0, 0, [&](Session& one) {
      if (one.set_up(journey)) one.run_iteration(0, Time::min(), Clock::now());
      one.tear_down();
      reactor.stop();
    });
    reactor.start(session.fiber());
    reactor.run();
  }

  Result first, next;
  std::size_t memory = 0;  // additional memory

 private:
  void ask(Http& http, RunContext& context) {
    reset_peak_memory();
    const std::size_t before = memory_of("VmRSS");
    const Time begin = Clock::now();
    const Response response =
        behavior_.ask ? behavior_.ask(http, context.client.origin) : http.get("/");
    const Duration took = Clock::now() - begin;
    memory = memory_of("VmHWM") - std::min(before, memory_of("VmHWM"));
    first = Result(response);
    first.took = took;
    behaves_well_ = true;
    ClientSettings& settings = context.client.settings;
    settings.connect_timeout = settings.read_timeout = std::chrono::seconds(30);
    // The server may close the connection after it has received this request.
    next = Result(http.get("/fine", {.retries = 2}));
  }

  const Behavior& behavior_;
  std::atomic<bool> behaves_well_{false};
  RawServer server_;
};

class HostileServerTest : public testing::Test {
 public:
  explicit HostileServerTest(const Behavior& behavior) : behavior_(behavior) {}

  void TestBody() override {
    Encounter encounter(behavior_);
    encounter.run();
    const Outcome& expected = behavior_.outcome;
    EXPECT_THAT(encounter.first.failure, expected.failure) << encounter.first.detail;
    EXPECT_THAT(encounter.first.detail, HasSubstr(expected.detail));
    EXPECT_THAT(encounter.first.status, expected.status);
    if (!expected.body.empty()) {
      EXPECT_EQ(encounter.first.body, expected.body);
    }
    if (encounter.first.failure != Failure::kNone) {
      EXPECT_NE(encounter.first.detail, "");
    }
    EXPECT_LE(encounter.first.took,
              behavior_.connect_timeout + behavior_.read_timeout + kAllowance);
    if (!has_asan() && !has_tsan()) {  // sanitizers use additional memory
      EXPECT_LE(encounter.memory, behavior_.memory);
    }
    EXPECT_EQ(encounter.next.failure, Failure::kNone) << encounter.next.detail;
    EXPECT_EQ(encounter.next.status, 200);
    EXPECT_EQ(encounter.next.body, "fine");
  }

 private:
  const Behavior& behavior_;
};

Behaviors all_behaviors() {
  Behaviors all;
  for (const auto part :
       {hostile_heads, hostile_bodies, hostile_encodings, hostile_timing, hostile_closing,
        hostile_tls, hostile_certificates, hostile_redirects, hostile_cookies}) {
    for (Behavior& behavior : part()) all.push_back(std::move(behavior));
  }
  return all;
}

}  // namespace
}  // namespace traffic::detail

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // these servers write to closed connections
  testing::InitGoogleMock(&argc, argv);
  const traffic::detail::Behaviors all = traffic::detail::all_behaviors();
  for (const traffic::detail::Behavior& behavior : all) {
    testing::RegisterTest("HostileServerTest", behavior.name, nullptr, nullptr, __FILE__, __LINE__,
                          [&behavior]() -> traffic::detail::HostileServerTest* {
                            return new traffic::detail::HostileServerTest(behavior);
                          });
  }
  return RUN_ALL_TESTS();
}
