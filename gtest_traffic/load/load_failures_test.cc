// SPDX-License-Identifier: Apache-2.0
// Tests how failed checks and a failed SetUp affect a run, with a target in this process.
#include <gmock/gmock.h>

#include <atomic>
#include <stdexcept>

#include "gtest_traffic/load/testing/actor.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Each;
using testing::Field;
using testing::HasSubstr;
using testing::SizeIs;

const JourneyStatistics& of_acts(const Report& report) { return report.journeys.at("Actor.Acts"); }

TEST(LoadFailuresTest, WarmUpFailuresAreShownOnly) {
  std::atomic<int> walks = 0;
  const Scripted actor([&](Actor& user) {
    const bool cold = ++walks <= 5;
    EXPECT_FALSE(cold) << "before any request";
    EXPECT_THAT(user.http.get(cold ? "/slow/nothing" : "/ok"), StatusIs(200));
  });
  for (const bool gated : {false, true}) {
    walks = 0;
    Load load;
    load.mix({{"Actor.Acts"}}).shape(constant(per_second(100), 600ms)).warm_up(300ms);
    if (gated) load.expect(error_rate < 1_percent);
    const Report report = run_quietly(load);
    EXPECT_EQ(report.verdict, Verdict::kPass) << testing::PrintToString(report);
    EXPECT_EQ(report.total.errors, 0U);
    EXPECT_THAT(report.failures, SizeIs(2));
    EXPECT_EQ(report.failures_outside(), 0U);
  }
}

TEST(LoadFailuresTest, FailedChecksAreCountedByLine) {
  const Scripted actor([](Actor& user) {
    auto ok = user.http.get("/ok");
    EXPECT_THAT(ok, StatusIs(201));
    EXPECT_EQ(ok.body(), "[]");
    EXPECT_THAT(user.http.get("/slow/nothing"), StatusIs(404));
  });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 300ms)));
  EXPECT_EQ(report.verdict, Verdict::kFail);
  ASSERT_THAT(report.failures, SizeIs(2));
  EXPECT_EQ(report.failures[1].line, report.failures[0].line + 1);
  EXPECT_THAT(
      report.failures,
      Each(AllOf(Field(&DistinctFailure::journey, "Actor.Acts"),
                 Field(&DistinctFailure::step, "GET /ok"), Field(&DistinctFailure::count, 30U),
                 Field(&DistinctFailure::file, HasSubstr("load_failures_test.cc")),
                 Field(&DistinctFailure::examples, SizeIs(DistinctFailure::kMaxExamples)))));
  EXPECT_THAT(report.failures[0].examples[0], AllOf(HasSubstr("GET /ok"), HasSubstr("curl")));
  EXPECT_EQ(report.total.errors, 30U);  // requests, not checks
  EXPECT_EQ(report.step("GET /ok")->errors, 30U);
  EXPECT_EQ(report.step("GET /slow/nothing")->errors, 0U);
  EXPECT_EQ(of_acts(report).failed, 30U);
  EXPECT_EQ(of_acts(report).completed, 30U);
}

TEST(LoadFailuresTest, FatalChecksAndExceptionsEndIteration) {
  const Scripted actor([count = 0](Actor& user) mutable {
    ++count;
    auto ok = user.http.get("/ok");
    if (count % 2 == 0) throw std::runtime_error("out of stock");
    ASSERT_THAT(ok, StatusIs(500));
    ADD_FAILURE() << "unreachable";
  });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 200ms)).user_cap(1));
  EXPECT_EQ(of_acts(report).failed, 20U);
  ASSERT_THAT(report.failures, SizeIs(2));
  EXPECT_EQ(report.failures[0].count, 10U);
  EXPECT_THAT(report.failures[1].message, HasSubstr("out of stock"));
  EXPECT_EQ(report.failures[1].count, 10U);
}

TEST(LoadFailuresTest, UncheckedErrorStatusIsError) {
  const Scripted actor([](Actor& user) { user.http.get("/nowhere"); });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 100ms)));
  EXPECT_EQ(report.total.errors, 10U);
  ASSERT_THAT(report.failures, SizeIs(1));
  EXPECT_THAT(report.failures[0].message, HasSubstr("status 404, which no check evaluated"));
}

TEST(LoadFailuresTest, SkippedIterationIsCounted) {
  const Scripted actor([](Actor&) { GTEST_SKIP() << "nothing to buy today"; });
  const Report report = run_quietly(
      Load().mix({{"Actor.Acts"}, {"Actor.Asks"}}).shape(constant(per_second(100), 200ms)));
  EXPECT_EQ(report.verdict, Verdict::kPass) << testing::PrintToString(report);
  const JourneyStatistics& acts = of_acts(report);
  EXPECT_GT(acts.skipped, 0U);
  EXPECT_EQ(acts.skipped, acts.started);
  EXPECT_EQ(acts.failed, 0U);
  EXPECT_EQ(report.journeys.at("Actor.Asks").skipped, 0U);
}

TEST(LoadFailuresTest, SetUpIsRecordedSeparately) {
  const Scripted actor({}, [](Actor& user) { EXPECT_THAT(user.http.get("/ok"), StatusIs(200)); });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 200ms)).user_cap(1));
  EXPECT_EQ(report.set_up.requests, 1U);
  EXPECT_EQ(report.total.requests, 20U);
}

TEST(LoadFailuresTest, FailedSetUpFailsRun) {
  const Scripted actor({}, [](Actor& user) { ASSERT_THAT(user.http.get("/ok"), StatusIs(201)); });
  const Report open =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 200ms)).user_cap(1));
  EXPECT_EQ(open.verdict, Verdict::kFail) << testing::PrintToString(open);
  EXPECT_EQ(open.total.requests, 0U);
  EXPECT_EQ(open.started, 0U);
  EXPECT_EQ(open.dropped, 20U);
  ASSERT_THAT(open.failures, SizeIs(1));
  EXPECT_EQ(open.failures[0].count, 20U);

  const Report closed = run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(2), 200ms)));
  EXPECT_EQ(closed.verdict, Verdict::kFail) << testing::PrintToString(closed);
  EXPECT_EQ(closed.set_up.requests, 2U);  // not repeated without a delay
}

TEST(LoadFailuresTest, FailedCheckDoesNotFailTest) {
  const Scripted actor(
      [](Actor&) { ADD_FAILURE() << "this failed check is counted, but does not fail the test"; });
  run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 100ms)));
  EXPECT_FALSE(HasFailure());
}

}  // namespace
}  // namespace traffic::detail
