// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "gtest_traffic/journey/testing/crowd.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;
using Use = RunContext::Use;

Rows cards() {
  return rows({{{"card", "visa"}, {"limit", 10}}, {{"card", "amex"}, {"limit", 20}}})
      .named_by("card");
}

TEST(JourneyRowsTest, UsersTakeRowsInTurn) {
  std::vector<std::string> seen;
  Crowd crowd(Use::kLoad);
  const JourneyOptions options{.rows = cards()};
  crowd.add(
      [&](Visitor& visitor) {
        visitor.http.get("/slow?limit={}", visitor.row["limit"]);
        seen.emplace_back(visitor.row["card"].as_string());
      },
      options);
  crowd.add([&](Visitor& visitor) { seen.emplace_back(visitor.row["card"].as_string()); }, options);
  crowd.walk(2);
  EXPECT_THAT(seen, UnorderedElementsAre("visa", "amex", "visa", "amex"));
}

TEST(JourneyRowsTest, FailureShowsItsRow) {
  Crowd crowd(Use::kTest);
  crowd.add([](Visitor& visitor) { EXPECT_THAT(visitor.http.get("/ok"), StatusIs(418)); },
            {.rows = cards()});
  crowd.walk();
  ASSERT_EQ(crowd.failures[0].size(), 1U);
  EXPECT_THAT(crowd.failures[0][0].text,
              AllOf(HasSubstr("journey_rows_test.cc:"), HasSubstr(R"( {"card":"visa","limit":10})"),
                    HasSubstr("--gtest_filter=Visitor.W0_visa ")));
}

TEST(JourneyRowsTest, MissingColumnEndsIteration) {
  Crowd crowd(Use::kTest);
  crowd.add([](Visitor& visitor) { visitor.http.get("/{}", visitor.row["crad"]); },
            {.rows = cards()});
  crowd.walk();
  ASSERT_EQ(crowd.failures[0].size(), 1U);
  EXPECT_THAT(crowd.failures[0][0].message,
              HasSubstr("has no column 'crad' (did you mean 'card'?)"));
}

TEST(JourneyRowsTest, EachRowIsSeparateTest) {
  Journey journey;
  journey.full_name = "Visitor.Pays";
  EXPECT_THAT(test_names(journey), ElementsAre("Visitor.Pays"));
  journey.options.rows = cards();
  EXPECT_THAT(test_names(journey), ElementsAre("Visitor.Pays_visa", "Visitor.Pays_amex"));
}

}  // namespace
}  // namespace traffic::detail
