// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/profile.h"

#include <gmock/gmock.h>

#include <limits>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Profile made(std::string_view name, const ProfileOptions& options = {}) {
  const auto profile = make_profile(name, options);
  if (!profile) {
    ADD_FAILURE() << profile.error().message;
    return {};
  }
  return *profile;
}

std::string mistake(std::string_view name, const ProfileOptions& options = {}) {
  const auto profile = make_profile(name, options);
  return profile ? "(no error)" : profile.error().message;
}

TEST(ProfileTest, ListsBuiltInProfiles) {
  EXPECT_THAT(profile_names(), ElementsAre("steady", "ramp-up", "spike", "realistic", "demo",
                                           "smoke", "load", "stress", "soak"));
}

TEST(ProfileTest, EveryBuiltInProfileIsValid) {
  for (const std::string& name : profile_names()) {
    const Profile profile = made(name);
    EXPECT_EQ(profile.name, name);
    EXPECT_THAT(profile.shape.validate(), testing::IsEmpty()) << name;
    EXPECT_EQ(profile.shape.model(), LoadModel::kOpen) << name;
    EXPECT_FALSE(profile.until_interrupted) << name;
  }
}

TEST(ProfileTest, SteadyHoldsTwentyPerSecond) {
  const Profile profile = made("Steady");
  EXPECT_EQ(profile.shape.duration(), 300s);
  EXPECT_EQ(profile.shape.level(0s), 20);
  EXPECT_EQ(profile.shape.arrivals(300s), 6000);
  EXPECT_FALSE(profile.request_paced);
  EXPECT_EQ(profile.user_cap, std::nullopt);
}

TEST(ProfileTest, RampUpRisesOverWholeRun) {
  const Shape shape = made("ramp-up", {.rate = per_second(51), .duration = 100s}).shape;
  EXPECT_EQ(shape.duration(), 100s);
  EXPECT_EQ(shape.level(0s), 1);
  EXPECT_DOUBLE_EQ(shape.level(50s), 26);
  EXPECT_NEAR(shape.level(100s - 1ns), 51, 1e-6);
  EXPECT_EQ(made("ramp-up", {.rate = per_second(0.5)}).shape.level(0s), 0.5);
}

TEST(ProfileTest, SpikeBurstsInEveryThird) {
  const Shape shape = made("spike", {.rate = per_second(20), .duration = 60s}).shape;
  EXPECT_EQ(shape.duration(), 60s);
  for (int second = 0; second < 60; ++second) {
    const int of_third = second % 20;
    const bool burst = of_third >= 7 && of_third < 13;
    EXPECT_EQ(shape.level(second * 1s), burst ? 100 : 20) << second;
    EXPECT_EQ(shape.stage(second * 1s), burst ? "spike" : "base") << second;
  }
  EXPECT_DOUBLE_EQ(shape.arrivals(60s), 20 * 42 + 100 * 18);
}

TEST(ProfileTest, RealisticPacesRequestsOfTenUsers) {
  const Profile profile = made("realistic");
  EXPECT_TRUE(profile.request_paced);
  EXPECT_EQ(profile.user_cap, 10U);
  EXPECT_EQ(profile.shape.level(0s), 20);
  EXPECT_EQ(made("realistic", {.user_count = 15}).user_cap, 15U);
  EXPECT_EQ(made("realistic", {.user_count = 15}).shape.model(), LoadModel::kOpen);
  EXPECT_FALSE(made("realistic", {.rate = per_second(5)}).request_paced);
}

TEST(ProfileTest, DemoScalesFourPhases) {
  for (const int scale : {1, 3}) {
    const Duration lasts = 200s * scale;
    const Shape shape = scale == 1 ? made("demo").shape : made("demo", {.duration = lasts}).shape;
    EXPECT_EQ(shape.duration(), lasts);
    EXPECT_EQ(shape.stage(0s), "ramp-up");
    EXPECT_EQ(shape.level(0s), 1);
    EXPECT_EQ(shape.stage(30s * scale - 1ns), "ramp-up");
    EXPECT_EQ(shape.stage(30s * scale), "steady");
    EXPECT_EQ(shape.level(30s * scale), 20);
    EXPECT_EQ(shape.stage(90s * scale), "spike");
    EXPECT_EQ(shape.level(90s * scale), 100);
    EXPECT_EQ(shape.stage(110s * scale), "sustained");
    EXPECT_EQ(shape.level(110s * scale), 40);
    EXPECT_EQ(shape.level(lasts - 1ns), 40);
  }
}

TEST(ProfileTest, SmokeIsShortAndLight) {
  const Profile profile = made("smoke");
  EXPECT_EQ(profile.shape.duration(), 10s);
  EXPECT_EQ(profile.shape.peak(), 5);
}

TEST(ProfileTest, LoadStressAndSoakRunLong) {
  EXPECT_EQ(made("load").shape.duration(), 30min);
  EXPECT_EQ(made("load").shape.peak(), 20);
  EXPECT_EQ(made("stress").shape.duration(), 1h);
  EXPECT_EQ(made("stress").shape.peak(), 50);
  EXPECT_EQ(made("soak").shape.duration(), 4h);
  EXPECT_EQ(made("soak", {.user_count = 10}).shape.model(), LoadModel::kClosed);
}

TEST(ProfileTest, SpawnRateStartsUsersOneByOne) {
  const Shape shape =
      made("steady", {.user_count = 10, .spawn_rate = per_second(2), .duration = 60s}).shape;
  EXPECT_EQ(shape.duration(), 60s);
  EXPECT_EQ(shape.level(0s), 0);
  EXPECT_DOUBLE_EQ(shape.level(2500ms), 5);
  EXPECT_EQ(shape.stage(2500ms), "spawning");
  EXPECT_EQ(shape.level(5s), 10);
  EXPECT_EQ(shape.stage(5s), "steady");
  EXPECT_EQ(shape.level(60s - 1ns), 10);
  for (const std::string name : {"ramp-up", "spike", "soak"}) {
    const Profile endless =
        made(name, {.user_count = 7, .spawn_rate = per_second(1), .duration = 0s});
    EXPECT_EQ(endless.shape.duration(), kMaxDuration) << name;
    EXPECT_EQ(endless.shape.stage(500ms), "spawning") << name;
  }
}

TEST(ProfileTest, SpawnRateNeedsUsersAndTime) {
  EXPECT_THAT(mistake("steady", {.spawn_rate = per_second(2)}),
              HasSubstr("spawn_rate starts looping users"));
  EXPECT_THAT(mistake("demo", {.user_count = 10, .spawn_rate = per_second(2)}),
              HasSubstr("spawn_rate starts looping users"));
  EXPECT_THAT(mistake("steady", {.user_count = 10, .spawn_rate = per_second(1), .duration = 10s}),
              AllOf(HasSubstr("10 users at 1/s take 10 s"), HasSubstr("a longer duration")));
  EXPECT_THAT(mistake("steady", {.user_count = 10, .spawn_rate = per_second(0)}),
              HasSubstr("spawn_rate 0/s is out of bounds"));
}

TEST(ProfileTest, RpsPacesRequests) {
  const Profile profile = made("steady", {.requests_per_second = per_second(30)});
  EXPECT_TRUE(profile.request_paced);
  EXPECT_EQ(profile.shape.level(0s), 30);
}

TEST(ProfileTest, UsersAreLevelOrCap) {
  for (const std::string name : {"steady", "ramp-up", "spike", "smoke", "load", "stress", "soak"}) {
    const Profile closed = made(name, {.user_count = 15});
    EXPECT_EQ(closed.shape.model(), LoadModel::kClosed) << name;
    EXPECT_EQ(closed.shape.peak(), name == "spike" ? 75 : 15) << name;
    EXPECT_EQ(closed.user_cap, std::nullopt) << name;
    const Profile open = made(name, {.rate = per_second(5), .user_count = 15});
    EXPECT_EQ(open.shape.model(), LoadModel::kOpen) << name;
    EXPECT_EQ(open.user_cap, 15U) << name;
  }
}

TEST(ProfileTest, ZeroDurationRunsUntilInterrupted) {
  for (const std::string& name : profile_names()) {
    const Profile profile = made(name, {.duration = 0s});
    EXPECT_TRUE(profile.until_interrupted) << name;
    EXPECT_EQ(profile.shape.duration(), kMaxDuration) << name;
    EXPECT_GT(profile.shape.level(kMaxDuration - 1ns), 0) << name;
  }
  EXPECT_EQ(made("ramp-up", {.duration = 0s}).shape.level(1h), 20);
  EXPECT_EQ(made("spike", {.duration = 0s}).shape.level(100h + 40s), 100);
  EXPECT_EQ(made("spike", {.duration = 0s}).shape.level(100h), 20);
  EXPECT_EQ(made("demo", {.duration = 0s}).shape.level(1h), 40);
}

TEST(ProfileTest, UnknownProfileSuggestsNearest) {
  EXPECT_THAT(mistake("stedy"),
              AllOf(HasSubstr("'stedy'"), HasSubstr("'steady'"), HasSubstr("available: steady,")));
  EXPECT_THAT(mistake("qqqqqqqq"),
              AllOf(Not(HasSubstr("did you mean")), HasSubstr("available: steady,")));
}

TEST(ProfileTest, RejectsOutOfRangeOverrides) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double rate : {0.0, -5.0, 2e7, nan}) {
    EXPECT_THAT(mistake("steady", {.rate = per_second(rate)}),
                HasSubstr("at most 10 million per second"))
        << rate;
    EXPECT_THAT(mistake("steady", {.requests_per_second = per_second(rate)}), HasSubstr("rps"))
        << rate;
  }
  for (const double count : {0.0, -1.0, 2e6, nan}) {
    EXPECT_THAT(mistake("steady", {.user_count = count}), HasSubstr("use 1 to 1 million")) << count;
  }
  for (const Duration lasts : {Duration(-1s), Duration(100), Duration(721h)}) {
    EXPECT_THAT(mistake("steady", {.duration = lasts}), HasSubstr("use 1 ms to 30 days"));
  }
  EXPECT_THAT(mistake("spike", {.rate = per_second(3e6)}),
              HasSubstr("a level of 15000000/s is not possible"));
}

TEST(ProfileTest, ReportsAllErrors) {
  EXPECT_THAT(
      mistake("steady",
              {.rate = per_second(-1), .requests_per_second = per_second(5), .user_count = 0}),
      AllOf(HasSubstr("both given"), HasSubstr("-1/s"), HasSubstr("0 users")));
}

}  // namespace
}  // namespace traffic::detail
