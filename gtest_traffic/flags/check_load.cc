// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/flags/check_load.h"

#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/plan/profile.h"

namespace traffic::detail {
namespace {

// Returns how to start a load: the variable or the word of the suite, otherwise the flag.
std::string load_advice(const SuiteVariables& suite) {
  const auto is_load = [](const auto& setting) { return setting.first == "load"; };
  for (const auto& [variable, flag] : suite.foreign) {
    if (flag == "load") return fmt::format("set {}=realistic or another profile", variable);
  }
  for (const auto& choice : suite.choices) {
    if (std::none_of(choice.settings.begin(), choice.settings.end(), is_load)) continue;
    return fmt::format("set {}{}{}", choice.variable, choice.value.empty() ? "" : "=",
                       choice.value);
  }
  return fmt::format("add --traffic_load=PROFILE, one of {}", fmt::join(profile_names(), ", "));
}

// Names a default of the suite that a mistake is about.
std::string blame_default(const Winners& winners, std::string_view name) {
  const auto given = winners.find(name);
  if (given == winners.end() || given->second->origin != FlagValue::Origin::kDefault) return {};
  return fmt::format("; {} {} is the {}", name, given->second->value, given->second->source);
}

}  // namespace

void check_load(const Winners& winners, const SuiteVariables& suite, Flags& flags) {
  const Settings& settings = flags.settings;
  const auto load = winners.find("load");
  if (load != winners.end() && is_profile_file(settings.load)) return;
  if (load != winners.end()) {
    const bool both = settings.rate && settings.rps;  // already reported
    const auto profile =
        make_profile(settings.load, {.rate = settings.rate,
                                     .requests_per_second = both ? std::nullopt : settings.rps,
                                     .user_count = settings.users,
                                     .spawn_rate = settings.spawn_rate,
                                     .duration = settings.duration});
    if (profile) {
      flags.settings.load = profile->name;
    } else {
      flags.errors.push_back(
          {fmt::format("{}: {}{}", load->second->source, profile.error().message,
                       profile.error().message.find("spawn_rate") == std::string::npos
                           ? ""
                           : blame_default(winners, "spawn_rate"))});
      flags.settings.load.clear();
    }
    return;
  }
  for (const Flag& flag : flag_table()) {
    const auto given = winners.find(flag.name);
    if (flag.kind != Flag::Kind::kLoad || given == winners.end()) continue;
    // Variables that the suite declares may be set for other programs, so they are only a note. A
    // setting for this library must not be ignored.
    if (given->second->origin < FlagValue::Origin::kVariable) {
      if (given->second->origin != FlagValue::Origin::kForeign) continue;
      flags.notes.push_back(fmt::format("{} has no effect without a load; {}",
                                        given->second->source, load_advice(suite)));
      continue;
    }
    flags.errors.push_back({fmt::format("{} requires a load; add --traffic_load=PROFILE, one of {}",
                                        given->second->source, fmt::join(profile_names(), ", "))});
  }
}

}  // namespace traffic::detail
