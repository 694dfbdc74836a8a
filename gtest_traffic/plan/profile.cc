// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "gtest_traffic/base/text.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr double kBurst = 5;      // factor of the level in a spike
constexpr double kSustained = 2;  // factor of the level in the high load of demo

// Makes the stages of a built-in profile. `level` is the target, and `lasts` is the whole duration.
using MakeStages = std::vector<Stage> (*)(const Level& level, Duration lasts);

struct Builtin {
  std::string_view name;
  MakeStages stages;
  Duration duration = 300s;
  double rate = 20;
  std::optional<std::size_t> user_cap = {};
  bool request_paced = false;
  bool users_are_level = true;  // users without a rate are looping users
  bool repeats =
      false;  // until interrupted: repeats its stages; other profiles hold the last level
};

Stage jump(const Level& level, Duration lasts, std::string name) {
  return {.duration = lasts, .to = level, .at_once = true, .name = std::move(name)};
}

Level times(const Level& level, double factor) {
  return with_magnitude(level, level.magnitude() * factor);
}

std::vector<Stage> steady(const Level& level, Duration lasts) {
  return {jump(level, lasts, "steady")};
}

// Starts at one per second (or one user), if that is below the target.
std::vector<Stage> ramp_up(const Level& level, Duration lasts) {
  const double first = std::min(1.0, level.magnitude());
  return {jump(with_magnitude(level, first), 0s, "ramp-up"),
          {.duration = lasts, .to = level, .at_once = false, .name = "ramp-up"}};
}

// Has a burst of a tenth of the run in the middle of each third, so that recovery is visible after
// each burst.
std::vector<Stage> spike(const Level& level, Duration lasts) {
  constexpr int kSixtieths[] = {0, 7, 13, 27, 33, 47, 53, 60};
  std::vector<Stage> stages;
  for (std::size_t i = 1; i < std::size(kSixtieths); ++i) {
    const Duration length = lasts * kSixtieths[i] / 60 - lasts * kSixtieths[i - 1] / 60;
    const bool burst = i % 2 == 0;
    stages.push_back(jump(times(level, burst ? kBurst : 1), length, burst ? "spike" : "base"));
  }
  return stages;
}

// 30 s, 60 s, 20 s and 90 s of 200 s.
std::vector<Stage> demo(const Level& level, Duration lasts) {
  const Duration ramped = lasts * 3 / 20, steadied = lasts * 9 / 20, spiked = lasts * 11 / 20;
  std::vector<Stage> stages = ramp_up(level, ramped);
  stages.push_back(jump(level, steadied - ramped, "steady"));
  stages.push_back(jump(times(level, kBurst), spiked - steadied, "spike"));
  stages.push_back(jump(times(level, kSustained), lasts - spiked, "sustained"));
  return stages;
}

const std::vector<Builtin>& builtins() {
  static const std::vector<Builtin> kBuiltins = {
      {.name = "steady", .stages = steady},
      {.name = "ramp-up", .stages = ramp_up},
      {.name = "spike", .stages = spike, .repeats = true},
      {.name = "realistic",
       .stages = steady,
       .user_cap = 10,
       .request_paced = true,
       .users_are_level = false},
      {.name = "demo", .stages = demo, .duration = 200s, .users_are_level = false},
      {.name = "smoke", .stages = steady, .duration = 10s, .rate = 5},
      {.name = "load", .stages = steady, .duration = 30min},
      {.name = "stress", .stages = steady, .duration = 1h, .rate = 50},
      {.name = "soak", .stages = steady, .duration = 4h},
  };
  return kBuiltins;
}

const Builtin* find_builtin(std::string_view name) {
  const auto found = std::find_if(builtins().begin(), builtins().end(), [name](const Builtin& b) {
    return equals_ignoring_case(b.name, name);
  });
  return found == builtins().end() ? nullptr : &*found;
}

Error unknown_profile(std::string_view name) {
  const std::vector<std::string> known = profile_names();
  return {fmt::format("there is no profile '{}'{}; available: {}", name,
                      did_you_mean(to_lower(name), known), fmt::join(known, ", "))};
}

void check_rate(std::string_view what, const std::optional<Rate>& rate,
                std::vector<std::string>& mistakes) {
  if (!rate) return;
  const double number = rate->per_second();
  if (std::isfinite(number) && number > 0 && number <= kMaxRate) return;
  mistakes.push_back(fmt::format(
      "{} {}/s is out of bounds; use more than 0 and at most 10 million per second", what, number));
}

std::vector<std::string> check(const ProfileOptions& options) {
  std::vector<std::string> mistakes;
  if (options.rate && options.requests_per_second) {
    mistakes.push_back(
        "rate (journeys per second) and rps (requests per second) are both given; give one");
  }
  check_rate("rate", options.rate, mistakes);
  check_rate("rps", options.requests_per_second, mistakes);
  check_rate("spawn_rate", options.spawn_rate, mistakes);
  if (options.user_count && !(*options.user_count >= 1 && *options.user_count <= kMaxUsers)) {
    mistakes.push_back(
        fmt::format("{} users are out of bounds; use 1 to 1 million", *options.user_count));
  }
  if (options.duration && *options.duration != 0s &&
      (*options.duration < kMinDuration || *options.duration > kMaxDuration)) {
    mistakes.push_back(
        fmt::format("a duration of {} s is out of bounds; use 1 ms to 30 days, or 0 for a run "
                    "until it is interrupted",
                    seconds_of(*options.duration)));
  }
  return mistakes;
}

std::vector<Stage> until_interrupted(const Builtin& builtin, const Level& level, Duration longest) {
  const std::vector<Stage> once = builtin.stages(level, builtin.duration);
  std::vector<Stage> stages = once;
  Duration filled = builtin.duration;
  for (; builtin.repeats && filled + builtin.duration <= longest; filled += builtin.duration) {
    stages.insert(stages.end(), once.begin(), once.end());
  }
  if (filled < longest) stages.push_back(named(once.back().name, hold(longest - filled)));
  return stages;
}

// Starts the users of the first stage one after the other. This time is part of the run.
Expected<std::vector<Stage>> lay_out(const Builtin& builtin, const ProfileOptions& options,
                                     const Level& level) {
  Duration lasts = options.duration.value_or(builtin.duration);
  const bool until_stopped = lasts == 0s;
  if (until_stopped) lasts = kMaxDuration;
  const auto stages_of = [&](Duration rest) {
    return until_stopped ? until_interrupted(builtin, level, rest) : builtin.stages(level, rest);
  };
  if (!options.spawn_rate) return stages_of(lasts);
  if (level.is_rate()) {
    return Error{
        "spawn_rate starts looping users, but a load by rate creates users when it needs them; "
        "give "
        "users without a rate, or leave it out"};
  }
  const Level first = *builtin.stages(level, lasts).front().to;
  const double seconds = first.magnitude() / options.spawn_rate->per_second();
  if (seconds >= seconds_of(lasts)) {
    return Error{
        fmt::format("{} users at {}/s take {:.3g} s to start, which is not shorter than the run; "
                    "use a higher spawn_rate or a longer duration",
                    first.magnitude(), options.spawn_rate->per_second(), seconds)};
  }
  const auto spawning = std::chrono::round<Duration>(std::chrono::duration<double>(seconds));
  std::vector<Stage> stages = stages_of(lasts - spawning);
  stages.insert(stages.begin(),
                {.duration = spawning, .to = first, .at_once = false, .name = "spawning"});
  return stages;
}

Expected<Profile> assemble(const Builtin& builtin, const ProfileOptions& options) {
  Profile profile;
  profile.name = builtin.name;
  profile.user_cap = builtin.user_cap;
  profile.request_paced =
      options.requests_per_second.has_value() || (builtin.request_paced && !options.rate);
  const bool rate_given = options.rate || options.requests_per_second;
  Level level = per_second(builtin.rate);
  if (rate_given) level = options.rate ? *options.rate : *options.requests_per_second;
  if (options.user_count && builtin.users_are_level && !rate_given) {
    level = users(*options.user_count);
  } else if (options.user_count) {
    profile.user_cap = static_cast<std::size_t>(*options.user_count);
  }
  profile.until_interrupted = options.duration == Duration(0);
  const Expected<std::vector<Stage>> stages = lay_out(builtin, options, level);
  if (!stages) return stages.error();
  profile.shape = Shape(*stages);
  return profile;
}

}  // namespace

std::vector<std::string> profile_names() {
  std::vector<std::string> names;
  for (const Builtin& builtin : builtins()) names.emplace_back(builtin.name);
  return names;
}

bool users_are_level(std::string_view name) {
  const Builtin* const builtin = find_builtin(name);
  return builtin != nullptr && builtin->users_are_level;
}

Expected<Profile> make_profile(std::string_view name, const ProfileOptions& options) {
  const Builtin* const builtin = find_builtin(name);
  if (builtin == nullptr) return unknown_profile(name);

  std::vector<std::string> mistakes = check(options);
  if (!mistakes.empty()) return Error{fmt::format("{}", fmt::join(mistakes, "; "))};
  Expected<Profile> profile = assemble(*builtin, options);
  if (!profile)
    return Error{fmt::format("profile '{}': {}", builtin->name, profile.error().message)};
  for (const Error& error : profile->shape.validate()) mistakes.push_back(error.message);
  if (!mistakes.empty()) {
    return Error{fmt::format("profile '{}': {}", builtin->name, fmt::join(mistakes, "; "))};
  }
  return profile;
}

}  // namespace traffic::detail
