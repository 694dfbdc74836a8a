// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/mix.h"

#include <gmock/gmock.h>

#include "gtest_traffic/config/target.h"
#include "gtest_traffic/journey.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

// The journeys of this program. They send nothing, so that their target is never reached.
class Visitor : public User {};
class Admin : public User {};

JOURNEY(Visitor, Acts, .weight = 1) {}
JOURNEY(Visitor, Asks, .weight = 3, .tags = {"smoke"}) {}
JOURNEY(Admin, Asks, .weight = 0, .tags = {"rare", "smoke"}) {}

const bool kTarget = [] {
  set_embedded_target(
      [](TargetUse) -> Expected<std::string> { return std::string("http://127.0.0.1:9"); });
  return true;
}();

std::string mistakes(const Expected<Mix>& mix) { return mix ? "none" : mix.error().message; }

// Counts how often each journey is drawn.
std::vector<int> draw(const Mix& mix, int times) {
  std::vector<int> counts(mix.names().size());
  Random random(7);
  for (int i = 0; i < times; ++i) ++counts.at(mix.pick(random));
  return counts;
}

TEST(MixTest, DefaultsToEveryJourneyByWeight) {
  const Expected<Mix> mix = Mix::parse("  ");
  ASSERT_TRUE(mix) << mix.error().message;
  EXPECT_THAT(mix->names(), ElementsAre("Visitor.Acts", "Visitor.Asks"));
  const std::vector<int> counts = draw(*mix, 4000);
  EXPECT_NEAR(counts[0], 1000, 150);
  EXPECT_NEAR(counts[1], 3000, 150);
}

TEST(MixTest, UserClassShareIgnoresJourneyWeights) {
  Expected<Mix> mix = Mix::of({{"Visitor.*", 5}, {"Admin.Asks", 1}});
  ASSERT_TRUE(mix);
  ASSERT_EQ(mix->weigh({{.user = "Admin", .weight = 3}}), std::nullopt);
  const std::vector<int> counts = draw(*mix, 4000);
  EXPECT_NEAR(counts[0], 500, 100);
  EXPECT_NEAR(counts[1], 500, 100);
  EXPECT_NEAR(counts[2], 3000, 150);
  ASSERT_EQ(mix->weigh({{.user = "Visitor", .weight = 0}}), std::nullopt);
  EXPECT_EQ(draw(*mix, 100)[2], 100);
}

TEST(MixTest, ExactUsersAreSharedAmongWorkers) {
  Expected<Mix> mix = Mix::of({{"Visitor.Asks", 1}, {"Admin.Asks", 1}});
  ASSERT_TRUE(mix);
  EXPECT_EQ(mix->exactly(1, 0, 2), std::nullopt);
  ASSERT_EQ(mix->weigh({{.user = "Admin", .exactly = 5}}), std::nullopt);
  EXPECT_EQ(mix->exactly(0, 0, 2), std::nullopt);
  EXPECT_EQ(mix->exactly(1, 0, 2), 3U);
  EXPECT_EQ(mix->exactly(1, 1, 2), 2U);
  EXPECT_EQ(mix->exactly_in_all(), 5U);
  EXPECT_EQ(draw(*mix, 100)[1], 0) << "the weights select only journeys of the other class";
}

TEST(MixTest, ReportsAllUserClassErrors) {
  Expected<Mix> mix = Mix::of({{"Visitor.Asks", 1}, {"Admin.Asks", 1}});
  ASSERT_TRUE(mix);
  const auto mistake =
      mix->weigh({{.user = "Visitr"}, {.user = "Admin", .weight = -1}, {.user = "Admin"}});
  ASSERT_TRUE(mistake);
  EXPECT_THAT(mistake->message,
              AllOf(HasSubstr("of a user class 'Visitr' (did you mean 'Visitor'?)"),
                    HasSubstr("'Admin' is -1; it must be zero or more"),
                    HasSubstr("'Admin' is named twice")));
  const auto none = mix->weigh({{.user = "Visitor", .exactly = 1}, {.user = "Admin", .weight = 0}});
  ASSERT_TRUE(none);
  EXPECT_THAT(none->message, HasSubstr("one user class must have a weight above zero"));
}

TEST(MixTest, NamedJourneyHasWeightOne) {
  const Expected<Mix> mix = Mix::parse("Visitor.Asks, Admin.Asks=4");
  ASSERT_TRUE(mix) << mix.error().message;
  EXPECT_THAT(mix->names(), ElementsAre("Visitor.Asks", "Admin.Asks"));
  EXPECT_NEAR(draw(*mix, 5000)[1], 4000, 200);
}

TEST(MixTest, WildcardSelectsSeveralJourneys) {
  const Expected<Mix> own = Mix::parse("Visitor.*");
  ASSERT_TRUE(own) << own.error().message;
  EXPECT_NEAR(draw(*own, 4000)[1], 3000, 150);

  const Expected<Mix> same = Mix::parse("*.Asks=2");
  ASSERT_TRUE(same) << same.error().message;
  EXPECT_THAT(same->names(), ElementsAre("Visitor.Asks", "Admin.Asks"));
  EXPECT_NEAR(draw(*same, 4000)[1], 2000, 150);
}

TEST(MixTest, TagSelectsTaggedJourneys) {
  const Expected<Mix> own = Mix::parse("@smoke");
  ASSERT_TRUE(own) << own.error().message;
  EXPECT_THAT(own->names(), ElementsAre("Visitor.Asks")) << "the other journey has no weight";

  const Expected<Mix> same = Mix::parse("@smoke=2");
  ASSERT_TRUE(same) << same.error().message;
  EXPECT_THAT(same->names(), ElementsAre("Visitor.Asks", "Admin.Asks"));
  EXPECT_THAT(mistakes(Mix::parse("@smok, @")),
              AllOf(HasSubstr("no journey has the tag 'smok' (did you mean '@smoke'?)"),
                    HasSubstr("no journey has the tag ''")));
}

TEST(MixTest, TestSelectionIgnoresWeights) {
  const auto names = [](std::string_view text) {
    std::vector<std::string> found;
    const auto selected = select_journeys(text);
    if (!selected) return std::vector{selected.error().message};
    for (const Journey* const journey : *selected) found.push_back(journey->full_name);
    return found;
  };
  EXPECT_THAT(names("*.Asks"), ElementsAre("Visitor.Asks", "Admin.Asks"));
  EXPECT_THAT(names("@rare"), ElementsAre("Admin.Asks"));
  EXPECT_THAT(names("Admin.Asks=0"), ElementsAre("Admin.Asks"));
  EXPECT_THAT(names("Visitor.Akts, @rar"),
              ElementsAre("no journey is called 'Visitor.Akts' (did you mean 'Visitor.Acts'?)\n"
                          "no journey has the tag 'rar' (did you mean '@rare'?)"));
}

TEST(MixTest, UserClassDrawsJourneysByWeight) {
  const Expected<Mix> mix = Mix::of({{"Visitor.Acts", 1}, {"Admin.Asks", 5}, {"Visitor.Asks", 3}});
  ASSERT_TRUE(mix) << mix.error().message;
  ASSERT_EQ(mix->user_classes(), 2);
  EXPECT_EQ(mix->user_class(0), mix->user_class(2));
  EXPECT_NE(mix->user_class(0), mix->user_class(1));
  EXPECT_EQ(mix->first(mix->user_class(1)).full_name, "Admin.Asks");
  std::vector<int> counts(3);
  Random random(7);
  for (int i = 0; i < 4000; ++i) ++counts.at(mix->pick(mix->user_class(2), random));
  EXPECT_NEAR(counts[0], 1000, 150);
  EXPECT_EQ(counts[1], 0);
}

TEST(MixTest, DrawsDependOnSeedOnly) {
  const Expected<Mix> mix = Mix::of({{"Visitor.Acts", 1}, {"Visitor.Asks", 1}});
  ASSERT_TRUE(mix) << mix.error().message;
  EXPECT_EQ(draw(*mix, 1000), draw(*mix, 1000));
}

TEST(MixTest, ZeroWeightExcludesJourney) {
  const Expected<Mix> mix = Mix::of({{"Visitor.Acts", 0}, {"Visitor.Asks", 1}});
  ASSERT_TRUE(mix) << mix.error().message;
  EXPECT_THAT(mix->names(), ElementsAre("Visitor.Asks"));
}

TEST(MixErrorsTest, SuggestNearestJourney) {
  EXPECT_THAT(mistakes(Mix::of({{"Visitor.Akts", 1}, {"Visitor.Asks", -2}})),
              AllOf(HasSubstr("no journey is called 'Visitor.Akts' (did you mean 'Visitor.Acts'?)"),
                    HasSubstr("the weight of 'Visitor.Asks' is -2; it must be zero or more")));
  EXPECT_THAT(mistakes(Mix::parse("Nobody.*")), HasSubstr("no journey is called 'Nobody.*'"));
}

TEST(MixErrorsTest, WeightMustBeNumber) {
  for (const char* const text : {"Visitor.Acts=", "Visitor.Acts=x", "Visitor.Acts=-1",
                                 "Visitor.Acts=1x", "Visitor.Acts=nan", "Visitor.Acts=inf"}) {
    EXPECT_THAT(mistakes(Mix::parse(text)), HasSubstr("weight")) << text;
  }
}

TEST(MixErrorsTest, MixMustNotBeEmpty) {
  EXPECT_THAT(mistakes(Mix::parse("Admin.*")), HasSubstr("no journey with a weight above zero"));
  EXPECT_THAT(mistakes(Mix::of({{"Visitor.Acts", 0}})),
              HasSubstr("no journey with a weight above zero"));
}

}  // namespace
}  // namespace traffic::detail
