// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/feeder.h"

#include <gmock/gmock.h>

#include "gtest_traffic/journey/testing/crowd.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;
using Use = RunContext::Use;

Rows accounts() { return rows({{{"email", "a@b.c"}}, {{"email", "d@e.f"}}, {{"email", "g@h.i"}}}); }

std::vector<std::string> emails(const Feeder& feeder, int count) {
  std::vector<std::string> seen;
  for (int i = 0; i < count; ++i) seen.emplace_back(feeder.next()["email"].as_string());
  return seen;
}

TEST(FeederTest, ReturnsRowsInOrderAndRepeats) {
  EXPECT_THAT(emails(Feeder(accounts()), 4), ElementsAre("a@b.c", "d@e.f", "g@h.i", "a@b.c"));
}

TEST(FeederTest, ShufflesEachRound) {
  EXPECT_THAT(emails(Feeder(accounts()).shuffled(), 3),
              UnorderedElementsAre("a@b.c", "d@e.f", "g@h.i"));
}

TEST(FeederTest, ReturnsRowsOfShard) {
  EXPECT_THAT(emails(Feeder(accounts()).of_shard(0, 2), 2), ElementsAre("a@b.c", "g@h.i"));
  EXPECT_THAT(emails(Feeder(accounts()).of_shard(1, 2), 1), ElementsAre("d@e.f"));
}

TEST(FeederTest, ReturnsNumbers) {
  const Numbers ids(-1, 1);
  EXPECT_EQ(ids.next(), -1);
  EXPECT_EQ(ids.next(), 0);
  EXPECT_EQ(ids.next(), 1);
  EXPECT_EQ(ids.next(), -1);
}

TEST(FeederTest, EmptyFeederFailsTest) {
  const Feeder once = Feeder(accounts()).once();
  Crowd crowd(Use::kTest);
  crowd.add([&](Visitor& visitor) {
    for (;;) visitor.http.get("/ok?email={}", once.next()["email"]);
  });
  crowd.walk();
  ASSERT_EQ(crowd.failures[0].size(), 1U);
  EXPECT_THAT(crowd.failures[0][0].message, HasSubstr("has no items left: all 3 were used"));
}

TEST(FeederTest, ExplainsErrors) {
  const Feeder missing(rows_from("no_such_file.csv"));
  const Feeder shard = Feeder(accounts()).of_shard(2, 2);
  const Numbers none(2, 1);
  const auto mistakes = feeder_mistakes();
  EXPECT_THAT(mistakes, Contains(Field(&Error::message, HasSubstr("no_such_file.csv"))));
  EXPECT_THAT(mistakes, Contains(Field(&Error::message, HasSubstr("there is no shard 2 of 2"))));
  EXPECT_THAT(mistakes, Contains(Field(&Error::message, "there is no number from 2 to 1")));
}

}  // namespace
}  // namespace traffic::detail
