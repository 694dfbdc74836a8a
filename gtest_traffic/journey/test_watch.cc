// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/test_watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "gtest_traffic/config/stop.h"
#include "gtest_traffic/http/redacted.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr Duration kPollInterval = 20ms;
constexpr Duration kStopTimeout = 1s;  // time for a user to leave its waits
constexpr Duration kIdle = 500ms;
constexpr Duration kDelays = 500ms;  // allowance for a slow machine, if the user continues
constexpr Duration kSecondStopTimeout = 200ms;  // after a second interrupt
constexpr Duration kBeforeCTest = 5s;           // time to end, report and exit

const Time process_began = Clock::now();

// Returns the rest of CTest's limit, which gtest_traffic_discover_tests passes on.
std::optional<Duration> left_of_ctest() {
  const char* const text = std::getenv("TRAFFIC_CTEST_TIMEOUT");
  if (text == nullptr) return std::nullopt;
  const auto limit = parse_duration(text);
  if (!limit || *limit <= 0s) return std::nullopt;
  const Duration usable = *limit - std::min<Duration>(kBeforeCTest, *limit / 2);
  return std::max<Duration>(usable - (Clock::now() - process_began), 100ms);
}

}  // namespace

TestLimit test_limit() {
  TestLimit limit{std::nullopt, "--traffic_test_timeout"};
  if (settings().test_timeout > 0s) limit.time = settings().test_timeout;
  const std::optional<Duration> ctest = left_of_ctest();
  if (ctest && (!limit.time || *ctest < *limit.time))
    limit = {ctest, "to end before the limit of CTest"};
  return limit;
}

void TestWatch::wait(SoloUser& user, const std::function<void()>& attend) {
  std::optional<Duration> stopping;
  std::uint64_t turn = 0;
  Duration idle_time{0};
  while (!user.wait(kPollInterval)) {
    attend();
    const Duration passed = clock_.tick();
    spent_ += passed;
    const bool goes_on = std::exchange(turn, user.progress().turns()) != turn;
    idle_time = goes_on ? Duration(0) : idle_time + passed;
    if (stopping) {
      *stopping += passed;
      const Duration ends = kStopTimeout + (idle_time < kIdle ? kDelays : Duration(0));
      if (*stopping < (stop_level() > 1 ? kSecondStopTimeout : ends)) continue;
      left_behind_ = true;
      const std::string backtrace = user.leave();
      cut_off_ += fmt::format(
          "\nIt did not end after the stop request: it loops, computes or blocks in its own code. "
          "Its thread was abandoned, and the tests that have not run are skipped.{}{}",
          backtrace.empty() ? "" : "\nIts thread was at:\n", backtrace);
      break;
    }
    if (stop_level() == 0 && (!limit_.time || spent_ < *limit_.time)) continue;
    cut_off(user);
    user.stop();
    stopping = Duration(0);
  }
  attend();
}

void TestWatch::cut_off(SoloUser& user) {
  const UserPosition position = user.position();
  at_ = position.at;
  interrupted_ = stop_level() > 0;
  const std::string place = without_secrets(text_of(position));
  if (interrupted_) {
    cut_off_ = "the run was interrupted at " + place;
    std::fprintf(stderr, "interrupted at %s\n", place.c_str());
  } else {
    cut_off_ = fmt::format("the test did not end within {} ({}); it was at {}",
                           to_string(*limit_.time), limit_.said_by, place);
  }
}

}  // namespace traffic::detail
