// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/journey_test.h"

#include <random>

#include "gtest_traffic/journey/clean_up.h"
#include "gtest_traffic/journey/session.h"
#include "gtest_traffic/journey/signals.h"
#include "gtest_traffic/journey/stop.h"
#include "gtest_traffic/journey/target.h"

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
  Reactor reactor;
  Recorder recorder({journey_->full_name});
  RunContext context(reactor, recorder, RunContext::Use::kTest);
  context.set_target(*target);
  context.client.connect_timeout = settings().connect_timeout;
  context.client.read_timeout = settings().read_timeout;
  context.retries = settings().retries.value_or(kRetriesOfATest);
  context.think = settings().think;
  context.mix = {journey_};

  if (stop_level() > 0) GTEST_SKIP() << "the run was interrupted";
  const SignalScope signals;
  Session session(context, 0, seed_of_test(), [&](Session& self) {
    self.use_row(row_);
    if (self.set_up(*journey_)) self.walk(0, Time::min(), Clock::now());
    self.tear_down();
    reactor.stop();
  });
  ASSERT_TRUE(session.fiber().has_stack()) << "no memory for the stack of a virtual user";
  reactor.start(session.fiber());
  Time give_up_at = Time::max();
  reactor.run([&](Time now) {
    report(session);
    if (stop_level() == 0) return;
    if (!context.stopping) {
      context.stopping = true;
      give_up_at = now + kTimeToStop;
      reactor.keep_ticking(1);
    }
    reactor.wake(session.fiber(), Wake::kCancelled);
    if (now >= give_up_at) reactor.stop();
  });
  report(session);
  const std::string left = text_of_left(clean_up_left().left);
  EXPECT_TRUE(left.empty()) << left;
  if (stop_level() > 0) FAIL() << "the run was interrupted";
  if (!HasFailure() && session.skipped()) GTEST_SKIP() << session.skip_message();
}

}  // namespace traffic
