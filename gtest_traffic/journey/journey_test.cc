// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/journey_test.h"

#include <random>
#include <string>
#include <vector>

#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/config/signals.h"
#include "gtest_traffic/config/stop.h"
#include "gtest_traffic/config/target.h"
#include "gtest_traffic/journey/abandoned.h"
#include "gtest_traffic/journey/clean_up.h"
#include "gtest_traffic/journey/login_evidence.h"
#include "gtest_traffic/journey/solo_user.h"
#include "gtest_traffic/journey/test_attempts.h"
#include "gtest_traffic/journey/test_watch.h"

namespace traffic::detail {
namespace {

constexpr unsigned kRetriesOfATest = 2;

std::uint64_t seed_of_test() {
  if (settings().seed) return *settings().seed;
  std::random_device device;
  return device();  // 32 bits: short enough to type
}

void report(SoloUser& user) {
  const testing::TestInfo& info = *testing::UnitTest::GetInstance()->current_test_info();
  const std::string test = std::string(info.test_suite_name()) + "." + info.name();
  for (const JourneyFailure& failure : user.take_failures()) {
    const std::string text = text_for_test(failure, test);
    if (failure.fatal) {
      [&] { GTEST_FAIL_AT(failure.file.c_str(), failure.line) << text; }();
    } else {
      ADD_FAILURE_AT(failure.file.c_str(), failure.line) << text;
    }
  }
}

}  // namespace

void JourneyTest::TestBody() {
  const Location at = journey_->location;
  const std::string& mistakes = journey_->options.rows.mistakes();
  // GTEST_FAIL_AT does not return.
  if (!mistakes.empty()) {
    GTEST_FAIL_AT(at.file, at.line) << mistakes;
    return;
  }
  const Expected<BaseUrl> target = find_target(TargetUse::kTest);
  if (!target) {
    GTEST_FAIL_AT(at.file, at.line) << target.error().message;
    return;
  }
  failed_attempts().clear();
  TestWatch watch(test_limit());
  for (unsigned left = settings().test_retries; left > 0; --left) {
    if (attempt(*target, LastAttempt::kNo, watch)) break;
  }
  if (failed_attempts().size() == settings().test_retries) {
    attempt(*target, LastAttempt::kYes, watch);
  }
  if (failed_attempts().empty()) return;
  RecordProperty("attempts", static_cast<int>(failed_attempts().size()) + 1);
  RecordProperty("flaky", HasFailure() ? "false" : "true");
}

// Runs the journey once; returns false if it failed and must be repeated.
bool JourneyTest::attempt(const BaseUrl& target, LastAttempt last, TestWatch& watch) {
  if (stop_level() > 0 || skips_remaining_tests()) {
    skip(stop_level() > 0 ? "the run was interrupted"
                          : "an earlier journey did not end, and may hold what this one needs");
    return true;
  }
  const auto user = std::make_shared<SoloUser>(*journey_, target, seed_of_test(),
                                               [journey = journey_, row = row_](Session& self) {
                                                 self.use_row(row);
                                                 if (self.set_up(*journey))
                                                   self.run_iteration(0, Time::min(), Clock::now());
                                                 self.tear_down();
                                               });
  user->context().client.retries = settings().retries.value_or(kRetriesOfATest);
  user->context().think = settings().think;

  const SignalScope signals("the test ends, and those after it are skipped",
                            "the test ends now; a third time ends the process");
  user->start();
  watch.wait(*user, [&] {
    if (last == LastAttempt::kYes) report(*user);
  });
  const bool ended = watch.cut_off().empty();
  if (watch.left_behind()) skip_remaining_tests();
  if (last == LastAttempt::kNo && ended) {
    const std::vector<JourneyFailure> failures = user->take_failures();
    if (!failures.empty()) {
      failed_attempts().push_back(failures.front().text);
      return false;
    }
  }
  report(*user);
  if (!ended) ADD_FAILURE_AT(watch.at().file, watch.at().line) << watch.cut_off();
  if (watch.left_behind()) return true;
  const Location at = journey_->location;
  if (!user->had_stack())
    ADD_FAILURE_AT(at.file, at.line) << "no memory for the stack of a virtual user";
  if (user->failures_untold() > 0) {
    ADD_FAILURE_AT(at.file, at.line) << user->failures_untold() << " more checks failed; the first "
                                     << Session::kMaxFailures << " are reported";
  }
  const std::string remaining = text_of_remaining(clean_up_remaining().remaining);
  if (!remaining.empty()) ADD_FAILURE_AT(at.file, at.line) << printable_lines(remaining);
  if (!HasFailure() && user->skipped()) skip(user->skip_message());
  return true;
}

void JourneyTest::skip(const std::string& why) { GTEST_SKIP() << printable_lines(why); }

}  // namespace traffic::detail
