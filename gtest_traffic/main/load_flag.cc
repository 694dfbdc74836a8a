// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/main/load_flag.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <random>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/config/target.h"
#include "gtest_traffic/find_max_rate.h"
#include "gtest_traffic/load/run_load.h"
#include "gtest_traffic/load_check.h"
#include "gtest_traffic/main/search_flag.h"
#include "gtest_traffic/plan/prepare.h"
#include "gtest_traffic/plan/profile.h"
#include "gtest_traffic/plan/validation.h"
#include "gtest_traffic/profile/profile_plan.h"

namespace traffic::detail {
namespace {

// Adds the figures to the output of GoogleTest, for example `--gtest_output=xml:junit.xml`.
void record_figures(const Report& report) {
  const Histogram& times = report.total.response_time;
  const auto record = [](const char* name, double value) {
    testing::Test::RecordProperty(name, fmt::format("{}", value));
  };
  testing::Test::RecordProperty("verdict", std::string(to_string(report.verdict)));
  record("requests", static_cast<double>(report.total.requests));
  record("errors", static_cast<double>(report.total.errors));
  record("error_rate", report.error_rate().fraction());
  record("offered_rate", report.offered_rate().per_second());
  record("achieved_rate", report.achieved_rate().per_second());
  record("request_rate", report.request_rate().per_second());
  record("mean_ms", ms_of(times.mean()));
  record("p50_ms", ms_of(times.at(50)));
  record("p90_ms", ms_of(times.at(90)));
  record("p95_ms", ms_of(times.at(95)));
  record("p99_ms", ms_of(times.at(99)));
  record("max_ms", ms_of(times.max()));
}

// Makes a profile from the shape of a file and the overrides by flags.
Expected<Profile> profile_of(const ProfileFile& file, const ProfileOptions& options) {
  const auto mistake = [&](std::string_view text) {
    return Error{fmt::format("{}: {}", file.source, text)};
  };
  if (file.shape.empty()) {
    return mistake(
        "a load requires a 'shape'; add one, or run each journey once as a test, with "
        "--traffic_profile or traffic_run --once");
  }
  if (options.requests_per_second || options.spawn_rate) {
    return mistake(
        "--traffic_rps and --traffic_spawn_rate are not allowed with a shape in a file; remove "
        "them");
  }
  if (options.duration == Duration(0)) {
    return mistake("a shape in a file must end; give --traffic_duration a time above 0");
  }
  Profile profile;
  profile.name = file.name;
  profile.shape = Shape(file.shape);
  profile.user_cap = file.user_cap;
  profile.warm_up = file.warm_up;
  const bool open = profile.shape.model() == LoadModel::kOpen;
  if (options.rate && !open)
    return mistake("the shape has users and no rate; give --traffic_users");
  if (options.rate) profile.shape = profile.shape.peaking_at(options.rate->per_second());
  if (options.user_count && open) profile.user_cap = static_cast<std::size_t>(*options.user_count);
  if (options.user_count && !open) profile.shape = profile.shape.peaking_at(*options.user_count);
  if (options.duration) profile.shape = profile.shape.lasting(*options.duration);
  std::string mistakes;
  for (const Error& error : profile.shape.validate()) {
    mistakes += (mistakes.empty() ? "" : "; ") + error.message;
  }
  if (!mistakes.empty()) return mistake(mistakes);
  return profile;
}

// Returns the journeys of a load: from the flag, from the mix of the file, the journeys of the
// file, or all.
Expected<Mix> mix_of(const Settings& given, const ProfileFile* file) {
  if (!given.journeys.empty() || file == nullptr) return Mix::parse(given.journeys);
  if (file->mix.empty() && file->journeys.empty()) return Mix::parse("");
  std::vector<MixEntry> entries = file->mix;
  if (entries.empty()) {
    for (const ProfileJourney& journey : file->journeys) {
      if (journey.weight > 0) entries.push_back({file->name + "." + journey.name, journey.weight});
    }
  }
  Expected<Mix> mix = Mix::of(entries);
  if (!mix) return Error{fmt::format("{}: {}", file->source, mix.error().message)};
  return mix;
}

// Returns the overrides of a profile by flags. A search sets the rate and the duration of its
// loads.
ProfileOptions options_of(const Settings& given, Mistakes& mistakes) {
  ProfileOptions options{.rate = given.rate,
                         .requests_per_second = given.rps,
                         .user_count = given.users,
                         .spawn_rate = given.spawn_rate,
                         .duration = given.duration};
  if (given.find_max_rate) {
    options.rate = given.find_max_rate->low;
    if (!options.duration) options.duration = CapacityRange().each;
    if (options.duration == Duration(0)) {
      mistakes.add("a search requires loads that end; give --traffic_duration a time above 0");
    }
  }
  return options;
}

// Returns where the cap on users comes from, and how to raise it.
std::string user_cap_origin(const Settings& given, const Profile& profile, bool by_file) {
  std::string origin = "the default";
  if (given.users) {
    for (const GivenSetting& setting : given.given) {
      if (setting.name == "users") origin = setting.source;
    }
    const bool by_suite = origin.starts_with("default of the suite");
    origin = by_suite ? "the suite's default" : "set by " + origin;
    if (origin == "set by flag --traffic_users") return origin;
  } else if (profile.user_cap) {
    origin = by_file ? "user_cap of " + given.load : "of the profile " + profile.name;
  }
  return origin + "; --traffic_users raises it";
}

void take_profile(const Profile& profile, const Settings& given, LoadPlan& plan) {
  plan.name = profile.name;
  plan.shape = profile.shape;
  plan.request_paced = profile.request_paced;
  plan.until_interrupted = profile.until_interrupted;
  plan.warm_up = given.warm_up.value_or(profile.warm_up);
  if (profile.user_cap) plan.user_cap = *profile.user_cap;
}

// Takes the settings that override a file.
void take_settings(const Settings& given, LoadPlan& plan) {
  plan.client = client_settings(given, TargetUse::kLoad);
  plan.max_rate = given.max_rate;
  plan.think = given.think;
  plan.retries = given.retries.value_or(0);
  plan.seed = given.seed.value_or(std::random_device{}());
  plan.workers = given.workers.value_or(1);
  plan.spin = given.spin;
  if (given.iterations) plan.iterations = given.iterations;
  if (given.grace) plan.grace = *given.grace;
  if (given.abort_after) plan.abort_after = given.abort_after;
}

// Returns the place for failures of the whole load: the first of its journeys.
Location place_of(const LoadPlan& plan) {
  const auto& journeys = plan.mix.journeys();
  return journeys.empty() ? Location::current() : journeys.front()->location;
}

class LoadFlagTest : public LoadCheck {
 public:
  explicit LoadFlagTest(std::shared_ptr<const LoadPlan> plan) : plan_(std::move(plan)) {}

 private:
  void TestBody() override {
    LoadPlan plan = *plan_;
    plan.target = *find_target(TargetUse::kLoad);
    record_figures(run_load_in_test(plan, place_of(plan)));
  }

  std::shared_ptr<const LoadPlan> plan_;
};

}  // namespace

Expected<LoadPlan> plan_of(const Settings& given, const ProfileFile* file) {
  Mistakes mistakes;
  const bool by_file = file != nullptr && is_profile_file(given.load);
  LoadPlan plan = by_file ? draft_of(*file) : LoadPlan();
  take_settings(given, plan);

  const ProfileOptions options = options_of(given, mistakes);
  const Expected<Profile> profile =
      by_file ? profile_of(*file, options) : make_profile(given.load, options);
  if (profile) {
    take_profile(*profile, given, plan);
    plan.user_cap_origin = user_cap_origin(given, *profile, by_file);
    if (given.find_max_rate) plan_search(plan, given.warm_up);
  } else {
    mistakes.add(profile.error().message);
  }

  const Expected<Mix> mix = mix_of(given, file);
  if (mix) {
    plan.mix = *mix;
  } else {
    plan.mix_error = mix.error();
  }

  const Expected<std::vector<Gate>> gates = parse_gates(given.expect);
  const bool gates_known = gates || given.expect.empty();
  if (gates) plan.gates.insert(plan.gates.end(), gates->begin(), gates->end());
  if (!gates_known) mistakes.add(gates.error().message);

  for (const PlanMistake& mistake : validate(plan)) {
    // An input that could not be read has its own mistake.
    const bool unread = (mistake.field == PlanField::kShape && !profile) ||
                        (mistake.field == PlanField::kAbort && !gates_known);
    if (!unread) mistakes.add(mistake.message);
  }
  if (!mistakes.empty()) return mistakes.error();
  assign_workers(plan);
  return plan;
}

std::string register_load(LoadPlan plan) {
  std::string name = plan.name;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  const auto shared = std::make_shared<const LoadPlan>(std::move(plan));
  // Registered like a TEST, so that a suite can have other tests in `Load`. All tests of a suite
  // must have the same class.
  const Location place = place_of(*shared);
  testing::RegisterTest("Load", name.c_str(), nullptr, nullptr, place.file, place.line,
                        [shared]() -> testing::Test* { return new LoadFlagTest(shared); });
  return "Load." + name;
}

}  // namespace traffic::detail
