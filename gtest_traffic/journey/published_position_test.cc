// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/published_position.h"

#include <gmock/gmock.h>

#include "gtest_traffic/base/interned_text.h"
#include "gtest_traffic/journey/registry.h"

namespace traffic::detail {
namespace {

Journey journey() {
  Journey result;
  result.full_name = "Shopper.Buys";
  result.location = {"shop.cc", 10};
  return result;
}

TEST(PublishedPositionTest, ReportsJourneyStepAndLine) {
  const Journey buys = journey();
  PublishedPosition& user = PublishedPosition::take();
  EXPECT_EQ(text_of(user.position()), "a virtual user before its first journey");
  user.begin(buys);
  EXPECT_EQ(text_of(user.position()), "Shopper.Buys, which begins at shop.cc:10");
  user.call(interned_text("GET /orders/{}"), {"shop.cc", 12});
  EXPECT_EQ(text_of(user.position()),
            "Shopper.Buys, step 'GET /orders/{}', after the call at shop.cc:12");
  user.call({"shop.cc", 14});
  EXPECT_EQ(text_of(user.position()),
            "Shopper.Buys, step 'GET /orders/{}', after the call at shop.cc:14");
  user.begin(buys, &interned_text("TearDown"));
  EXPECT_EQ(text_of(user.position()), "Shopper.Buys, step 'TearDown', which begins at shop.cc:10");
  PublishedPosition::give_back(user);
}

TEST(PublishedPositionTest, ReportsWhetherLibraryRuns) {
  PublishedPosition& user = PublishedPosition::take();
  EXPECT_TRUE(user.in_library());
  {
    const Running journey(user, Running::Code::kJourney);
    EXPECT_FALSE(user.in_library());
    {
      const Running library(user, Running::Code::kLibrary);
      EXPECT_TRUE(user.in_library());
    }
    EXPECT_FALSE(user.in_library());
  }
  EXPECT_TRUE(user.in_library());
  PublishedPosition::give_back(user);
}

TEST(ProgressTest, CountsTurnsAndTracksUser) {
  PublishedPosition& user = PublishedPosition::take();
  Progress progress;
  EXPECT_EQ(progress.user(), nullptr);
  progress.enter(user);
  EXPECT_EQ(progress.user(), &user);
  EXPECT_EQ(progress.turns(), 1U);
  progress.leave();
  EXPECT_EQ(progress.user(), nullptr);
  EXPECT_EQ(progress.turns(), 1U);
  PublishedPosition::give_back(user);
}

}  // namespace
}  // namespace traffic::detail
