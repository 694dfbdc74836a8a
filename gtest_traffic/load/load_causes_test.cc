// SPDX-License-Identifier: Apache-2.0
// Tests how a load distinguishes the failures of one check, with a target in this process.
#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>

#include <map>
#include <stdexcept>
#include <string>

#include "gtest_traffic/eventually.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/load/testing/actor.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/plan/plan.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Key;
using testing::Pair;
using testing::SizeIs;

// Runs forty iterations of one user, without a time limit.
Report forty_walks() {
  return run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(1), 60s)).iterations(40));
}

std::map<std::string, std::uint64_t> causes_of(const Report& report) {
  std::map<std::string, std::uint64_t> causes;
  for (const DistinctFailure& failure : report.failures) causes[failure.cause] += failure.count;
  return causes;
}

TEST(LoadCausesTest, CheckIsShownOncePerStatus) {
  const Scripted actor([count = 0](Actor& user) mutable {
    const auto seen = user.http.get("/{}", ++count <= 30 ? "ok" : "nothing");
    EXPECT_THAT(seen, StatusIs(201));
  });
  const Report report = forty_walks();
  EXPECT_THAT(causes_of(report), ElementsAre(Pair("status 200", 30U), Pair("status 404", 10U)));
  ASSERT_THAT(report.failures, SizeIs(2));
  // The text of the second cause is complete, although the step had stopped keeping texts.
  EXPECT_THAT(report.failures[1].message, HasSubstr("got 404"));
  EXPECT_THAT(report.failures[1].examples, SizeIs(DistinctFailure::kMaxExamples));
  EXPECT_THAT(report.failures[1].examples[0], HasSubstr("GET /nothing"));
}

TEST(LoadCausesTest, PlainAssertionUsesRequestOutcome) {
  const Scripted actor([count = 0](Actor& user) mutable {
    const bool last = ++count > 35;
    // No server listens on this port.
    const auto seen = last ? user.http.get("http://127.0.0.1:1/{}", "x") : user.http.get("/ok");
    const int value = count;
    EXPECT_EQ(value, 0);
    EXPECT_EQ(seen.status(), last ? 0 : 200);
  });
  const Report report = forty_walks();
  EXPECT_THAT(causes_of(report),
              ElementsAre(Pair("no response (refused)", 5U), Pair("status 200", 35U)));
}

TEST(LoadCausesTest, CustomTextsDifferByWordsOnly) {
  const Scripted actor([count = 0](Actor&) mutable {
    ++count;
    if (count <= 20) throw std::runtime_error("no stock of item " + std::to_string(count));
    if (count <= 30) throw std::runtime_error("no price");
    ADD_FAILURE() << (count % 2 == 0 ? "too few" : "too many") << ": " << count;
  });
  const Report report = forty_walks();
  EXPECT_THAT(
      causes_of(report),
      ElementsAre(
          Pair("C++ exception with description \"no price\" thrown in the journey body.", 10U),
          Pair("C++ exception with description \"no stock of item #\" thrown in the journey body.",
               20U),
          Pair("too few: #", 5U), Pair("too many: #", 5U)));
}

TEST(LoadCausesTest, NumberOfTextsIsLimited) {
  const Scripted actor([count = 0](Actor&) mutable {
    ADD_FAILURE() << "word" << std::string(static_cast<std::size_t>(++count), 'x');
  });
  const Report report = forty_walks();
  ASSERT_THAT(report.failures, SizeIs(DistinctFailure::kMaxCauses + 1));
  EXPECT_EQ(report.failures.back().cause, DistinctFailure::kOtherCauses);
  EXPECT_EQ(report.failures.back().count, 40 - DistinctFailure::kMaxCauses);
}

TEST(LoadCausesTest, FailedMatcherPartIsCause) {
  const Scripted actor([count = 0](Actor& user) mutable {
    const auto seen = user.http.get("/ok");
    EXPECT_THAT(seen, AllOf(StatusIs(200), JsonAt(++count <= 30 ? "/0" : "", 7)));
  });
  const Report report = forty_walks();
  EXPECT_THAT(causes_of(report),
              ElementsAre(Pair("status 200, part 2 of AllOf, another value", 10U),
                          Pair("status 200, part 2 of AllOf, no such value", 30U)));
  // The later cause had no text at first, because the step had stopped keeping texts.
  EXPECT_THAT(report.failures[1].message, HasSubstr("to be 7, got {}"));
}

TEST(LoadCausesTest, WorksInSetUpAndRetries) {
  const Scripted actor(
      [count = 0](Actor& user) mutable {
        const char* const path = ++count % 2 == 0 ? "ok" : "nothing";
        eventually(within(1ms), every(10ms),
                   [&] { EXPECT_THAT(user.http.get("/{}", path), StatusIs(201)); });
      },
      [](Actor& user) { EXPECT_THAT(user.http.get("/{}", "nothing"), StatusIs(404)); });
  EXPECT_THAT(causes_of(forty_walks()),
              ElementsAre(Pair("status 200", 20U), Pair("status 404", 20U)));

  const Scripted set_up({}, [count = 0](Actor& user) mutable {
    const char* const path = ++count % 2 == 0 ? "ok" : "nothing";
    EXPECT_THAT(user.http.get("/{}", path), StatusIs(201));
  });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 500ms)));
  EXPECT_THAT(causes_of(report), ElementsAre(Key("status 200"), Key("status 404")));
}

TEST(LoadCausesTest, HidesSecrets) {
  redactor().add_secret("LOAD_CAUSES_KEY", "hush-load-causes");
  const Scripted actor([](Actor&) { ADD_FAILURE() << "wrong key hush-load-causes"; });
  const Report report = forty_walks();
  ASSERT_THAT(report.failures, SizeIs(1));
  EXPECT_THAT(report.failures[0].cause, testing::Not(HasSubstr("hush-load-causes")));
}

TEST(LoadCausesTest, TestReportsCountAndCause) {
  const Scripted actor([count = 0](Actor& user) mutable {
    const auto seen = user.http.get("/{}", ++count <= 30 ? "ok" : "nothing");
    EXPECT_THAT(seen, StatusIs(201));
  });
  testing::TestPartResultArray results;
  {
    const testing::ScopedFakeTestPartResultReporter taken(
        testing::ScopedFakeTestPartResultReporter::INTERCEPT_ALL_THREADS, &results);
    const Report report =
        Load().mix({{"Actor.Acts"}}).shape(constant(users(1), 60s)).iterations(40).run();
    EXPECT_EQ(report.verdict, Verdict::kFail);
  }
  ASSERT_GE(results.size(), 2);  // and the gates that failed
  EXPECT_THAT(results.GetTestPartResult(0).message(),
              HasSubstr("30 times, status 200, the first:\n"));
  EXPECT_THAT(results.GetTestPartResult(1).message(),
              HasSubstr("10 times, status 404, the first:\n"));
}

}  // namespace
}  // namespace traffic::detail
