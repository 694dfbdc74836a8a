// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/journey_test.h"

#include <random>
#include <string>
#include <vector>

#include "gtest_traffic/journey/clean_up.h"
#include "gtest_traffic/journey/session.h"
#include "gtest_traffic/journey/signals.h"
#include "gtest_traffic/journey/stop.h"
#include "gtest_traffic/journey/target.h"
#include "gtest_traffic/journey/test_attempts.h"

namespace traffic {
namespace {

constexpr unsigned kRetriesOfATest = 2;
constexpr Duration kTimeToStop = std::chrono::seconds(1);

std::uint64_t seed_of_test() {
  if (settings().seed) return *settings().seed;
  std::random_device device;
  return device();  // 32 bits: short to type again
}

void report(Session& session) {
  for (const JourneyFailure& failure : session.take_failures()) {
    if (failure.fatal) {
      [&] { GTEST_FAIL_AT(failure.file.c_str(), failure.line) << failure.text; }();
    } else {
      ADD_FAILURE_AT(failure.file.c_str(), failure.line) << failure.text;
    }
  }
}

}  // namespace

void JourneyTest::TestBody() {
  const std::string& mistakes = journey_->options.rows.mistakes();
  ASSERT_TRUE(mistakes.empty()) << mistakes;
  const Expected<BaseUrl> target = find_target(TargetUse::kTest);
  ASSERT_TRUE(target) << target.error().message;
  failed_attempts().clear();
  for (unsigned left = settings().test_retries; left > 0; --left) {
    if (attempt(*target, LastAttempt::kNo)) break;
  }
  if (failed_attempts().size() == settings().test_retries) attempt(*target, LastAttempt::kYes);
  if (failed_attempts().empty()) return;
  RecordProperty("attempts", static_cast<int>(failed_attempts().size()) + 1);
  RecordProperty("flaky", HasFailure() ? "false" : "true");
}

// Walks the journey once; false when it failed and is to be walked again.
bool JourneyTest::attempt(const BaseUrl& target, LastAttempt last) {
  if (stop_level() > 0) {
    skip("the run was interrupted");
    return true;
  }
  Reactor reactor;
  Recorder recorder({journey_->full_name});
  RunContext context(reactor, recorder, RunContext::Use::kTest);
  context.set_target(target);
  context.client.connect_timeout = settings().connect_timeout;
  context.client.read_timeout = settings().read_timeout;
  context.retries = settings().retries.value_or(kRetriesOfATest);
  context.think = settings().think;
  context.mix = {journey_};

  const SignalScope signals("the test ends, and those after it are skipped",
                            "the test ends now; a third time ends the process");
  Session session(context, 0, seed_of_test(), [&](Session& self) {
    self.use_row(row_);
    if (self.set_up(*journey_)) self.walk(0, Time::min(), Clock::now());
    self.tear_down();
    reactor.stop();
  });
  if (!session.fiber().has_stack()) {
    ADD_FAILURE() << "no memory for the stack of a virtual user";
    return true;
  }
  reactor.start(session.fiber());
  Time give_up_at = Time::max();
  reactor.run([&](Time now) {
    if (last == LastAttempt::kYes) report(session);
    if (stop_level() == 0) return;
    if (!context.stopping) {
      context.stopping = true;
      give_up_at = now + kTimeToStop;
      reactor.keep_ticking(Reactor::Precision::kFine);
    }
    reactor.wake(session.fiber(), Wake::kCancelled);
    if (now >= give_up_at) reactor.stop();
  });
  if (last == LastAttempt::kNo && stop_level() == 0) {
    const std::vector<JourneyFailure> failures = session.take_failures();
    if (!failures.empty()) {
      failed_attempts().push_back(failures.front().text);
      return false;
    }
  }
  report(session);
  const std::string left = text_of_left(clean_up_left().left);
  EXPECT_TRUE(left.empty()) << left;
  if (stop_level() > 0) {
    ADD_FAILURE() << "the run was interrupted";
  } else if (!HasFailure() && session.skipped()) {
    skip(session.skip_message());
  }
  return true;
}

void JourneyTest::skip(const std::string& why) { GTEST_SKIP() << why; }

}  // namespace traffic
