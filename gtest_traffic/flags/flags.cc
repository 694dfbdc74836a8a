// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/flags/flags.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/config/client_settings.h"
#include "gtest_traffic/flags/check_load.h"
#include "gtest_traffic/flags/environment_file.h"
#include "gtest_traffic/flags/flag_sources.h"
#include "gtest_traffic/flags/flag_table.h"
#include "gtest_traffic/net/tls_context.h"
#include "gtest_traffic/plan/profile.h"

namespace traffic::detail {
namespace {

// The highest-priority source wins; within it, the last value.
Winners pick(const std::vector<FlagValue>& values) {
  Winners winners;
  for (const FlagValue& given : values) {
    const auto [place, is_first] = winners.emplace(given.flag->name, &given);
    if (!is_first && given.origin >= place->second->origin) place->second = &given;
  }
  return winners;
}

// Users without a rate mean looping users. A default rate of the suite then does not apply, unless
// the users are a maximum in that profile.
void prefer_users(Winners& winners) {
  const auto users = winners.find("users");
  const auto load = winners.find("load");
  if (users == winners.end() || users->second->origin < FlagValue::Origin::kVariable) return;
  if (load == winners.end() || !users_are_level(load->second->value)) return;
  std::erase_if(winners, [](const auto& one) {
    const auto& [name, given] = one;
    return (name == "rate" || name == "rps") && given->origin == FlagValue::Origin::kDefault;
  });
}

// A rate that was given is not limited by the number of users that a suite sets for its own loads.
void prefer_rate_to_users(Winners& winners) {
  const auto users = winners.find("users");
  if (users == winners.end() || users->second->origin != FlagValue::Origin::kDefault) return;
  const auto is_given = [&](std::string_view name) {
    const auto rate = winners.find(name);
    return rate != winners.end() && rate->second->origin > FlagValue::Origin::kDefault;
  };
  if (is_given("rate") || is_given("rps")) winners.erase(users);
}

// A spawn rate that the suite sets for its users does not apply to a load by rate.
void prefer_rate_to_spawn_rate(Winners& winners) {
  const auto spawn_rate = winners.find("spawn_rate");
  const auto load = winners.find("load");
  if (spawn_rate == winners.end() || load == winners.end() ||
      spawn_rate->second->origin != FlagValue::Origin::kDefault) {
    return;
  }
  const bool has_rate = winners.contains("rate") || winners.contains("rps");
  if (has_rate || !users_are_level(trim(load->second->value))) winners.erase(spawn_rate);
}

// The two rates exclude each other. The one with the higher-priority source wins; two from one
// source are an error.
void settle_rates(Winners& winners, std::vector<Error>& errors) {
  const auto rate = winners.find("rate");
  const auto rps = winners.find("rps");
  if (rate == winners.end() || rps == winners.end()) return;
  if (rate->second->origin == rps->second->origin) {
    errors.push_back({fmt::format(
        "{} (journeys per second) conflicts with {} (requests per second); give only one",
        rate->second->source, rps->second->source)});
    return;
  }
  winners.erase(rate->second->origin > rps->second->origin ? rps : rate);
}

void apply(const FlagValue& given, Flags& flags) {
  if (given.flag->kind == Flag::Kind::kAction) {
    if (given.flag->name == "help") flags.help = true;
    if (given.flag->name == "list_journeys") flags.list_journeys = true;
    if (given.flag->name == "cleanup") flags.clean_up = true;
    return;
  }
  if (const auto error = given.flag->set(flags.settings, given.value)) {
    flags.errors.push_back({fmt::format("{}: {}", given.source, error->message)});
    return;
  }
  const bool secret = given.flag->kind == Flag::Kind::kSecret;
  flags.settings.given.push_back(
      {std::string(given.flag->name), secret ? std::string("***") : given.value, given.source});
}

// A secret of the environment file overrides the suite's default of the flag for this secret.
void drop_defaults_of_secrets(const EnvironmentSettings& file, std::vector<FlagValue>& values) {
  for (const auto& [secret, flag] : {std::pair("API_KEY", "api_key"), {"API_TOKEN", "token"}}) {
    if (!file.secrets.contains(secret)) continue;
    std::erase_if(values, [&](const FlagValue& value) {
      return value.origin == FlagValue::Origin::kDefault && value.flag->name == flag;
    });
  }
}

// Reads the environment file. Its base URL is one of the sources of that flag; only the file has
// the other settings.
void apply_environment_file(const Environment& environment, std::vector<FlagValue>& values,
                            Flags& flags) {
  const Winners winners = pick(values);
  const auto given = winners.find("env");
  if (given == winners.end()) return;
  EnvironmentFile file = read_environment_file(given->second->value, environment);
  for (Error& error : file.errors) flags.errors.push_back(std::move(error));
  drop_defaults_of_secrets(file.settings, values);
  flags.settings.environment_settings = std::move(file.settings);
  if (file.base_url.empty()) return;
  values.push_back({find_flag("base_url"), std::move(file.base_url), FlagValue::Origin::kFile,
                    std::move(file.base_url_source)});
}

// Reads a profile file completely. Its target is one of the sources of the base URL.
void read_profile(std::vector<FlagValue>& values, Flags& flags) {
  const Winners winners = pick(values);
  const auto load = winners.find("load");
  const auto profile = winners.find("profile");
  const bool load_is_file = load != winners.end() && is_profile_file(trim(load->second->value));
  if (!load_is_file && profile == winners.end()) return;
  const FlagValue& given = load_is_file ? *load->second : *profile->second;
  if (load_is_file && profile != winners.end() && profile->second->value != given.value) {
    flags.errors.push_back({fmt::format("{} and {} name different profiles; give only one",
                                        given.source, profile->second->source)});
    return;
  }
  Expected<ProfileFile> file = read_profile_file(std::string(trim(given.value)));
  if (!file) {
    for (const std::string_view line : split(file.error().message, '\n')) {
      flags.errors.push_back({std::string(line)});
    }
    return;
  }
  flags.profile = std::make_shared<ProfileFile>(*std::move(file));
  if (flags.profile->target.empty()) return;
  values.push_back(
      {find_flag("base_url"), flags.profile->target, FlagValue::Origin::kFile,
       fmt::format("{}:{}: target", flags.profile->source, flags.profile->target_line)});
}

// Reads the files before any traffic. The files of a mistyped flag are not known here. Also loads
// the certificate store of the system, which takes too long during a load.
void check_tls(const Winners& winners, Flags& flags) {
  const bool files = winners.contains("ca_file") || winners.contains("client_certificate") ||
                     winners.contains("client_key");
  const bool is_tls = to_lower(flags.settings.base_url).starts_with("https:");
  if (files || is_tls) TlsContext::for_clients(flags.settings.tls, flags.errors);
}

// A search is a load that sets its profile and its rates itself. The suite's settings for them do
// not apply.
void imply_load(std::vector<FlagValue>& values) {
  const Winners winners = pick(values);
  const auto search = winners.find("find_max_rate");
  if (search == winners.end()) return;
  const auto load = winners.find("load");
  if (load != winners.end() && load->second->origin >= FlagValue::Origin::kVariable) return;
  values.push_back({find_flag("load"), "steady", search->second->origin, search->second->source});
}

void check_search(Winners& winners, std::vector<Error>& errors) {
  const auto search = winners.find("find_max_rate");
  if (search == winners.end()) return;
  const std::string& source = search->second->source;
  for (const char* const name : {"load", "rate", "rps", "spawn_rate", "users", "duration"}) {
    const auto given = winners.find(name);
    if (given == winners.end() || given->second->source == source) continue;
    const std::string_view flag = name;
    if (given->second->origin < FlagValue::Origin::kVariable) {
      if (flag != "load") winners.erase(given);
    } else if (flag != "users" && flag != "duration") {
      errors.push_back(
          {fmt::format("{} conflicts with {}, which sets the load itself; give only one",
                       given->second->source, source)});
    }
  }
  if (!winners.contains("expect")) {
    errors.push_back({fmt::format(
        "{} requires --traffic_expect=GATES, the gates that a rate must meet", source)});
  }
}

// Rejects golden updates in CI, because no person reviews the files there. Rejects them under load
// too, because a load receives the same response many times.
void check_golden(const Winners& winners, const Environment& environment, Flags& flags) {
  if (flags.settings.golden.update == GoldenSettings::Update::kNone) return;
  const std::string& source = winners.at("update_golden")->source;
  const auto ci = environment.find("CI");
  if (ci != environment.end() && !ci->second.empty() && ci->second != "false") {
    flags.errors.push_back(
        {fmt::format("{} is not allowed if the variable CI is set; write golden files where a "
                     "person reviews them",
                     source)});
  }
  if (!flags.settings.load.empty()) {
    flags.errors.push_back({fmt::format(
        "{} is not allowed with a load; write golden files in a run without --traffic_load",
        source)});
  }
}

// A proxy of the environment that cannot be used is a mistake if the target needs it. The embedded
// target is on this machine, which needs no proxy.
void check_proxy(Flags& flags) {
  const auto target = parse_base_url(flags.settings.base_url);
  if (flags.settings.base_url.empty() || !target) return;
  const ClientSettings client = client_settings(flags.settings, TargetUse::kTest);
  const Proxy* const proxy = client.proxies.proxy_for(*target);
  if (proxy == nullptr || proxy->problem.empty()) return;
  flags.errors.push_back({fmt::format(
      "{}; requests to {} need this proxy; correct the variable, add the host to NO_PROXY, or set "
      "--traffic_proxy=none",
      proxy->problem, target->host)});
}

void check_statistics(const Winners& winners, Flags& flags) {
  if (flags.settings.statistics == StatisticsFormat::kOwn ||
      flags.settings.log == LogFormat::kText) {
    return;
  }
  flags.errors.push_back(
      {fmt::format("{} and {} exclude each other; remove one", winners.at("statistics")->source,
                   winners.at("log")->source)});
}

void check_har(const Winners& winners, Flags& flags) {
  if (flags.settings.har == HarTests::kNone) return;
  if (!flags.settings.load.empty()) {
    flags.errors.push_back(
        {fmt::format("{} is not allowed with a load, which sends too many requests; remove it",
                     winners.at("har")->source)});
  }
  if (!flags.settings.report_dir.empty()) return;
  flags.errors.push_back({fmt::format("{} requires a folder; add --traffic_report_dir=FOLDER",
                                      winners.at("har")->source)});
}

}  // namespace

Flags parse_flags(int* argc, char** argv, const Environment& environment,
                  const SuiteVariables& suite) {
  Flags flags;
  std::vector<FlagValue> values;
  read_command_line(argc, argv, values, flags.errors);
  read_variables(environment, values, flags.errors);
  imply_load(values);
  read_suite(environment, suite, values, flags.errors);

  read_profile(values, flags);
  apply_environment_file(environment, values, flags);
  const ProxyRules proxies = read_proxies([&](const std::string& name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
  });

  Winners winners = pick(values);
  flags.settings.proxies = proxies;
  check_search(winners, flags.errors);
  prefer_users(winners);
  prefer_rate_to_users(winners);
  prefer_rate_to_spawn_rate(winners);
  settle_rates(winners, flags.errors);
  for (const Flag& flag : flag_table()) {
    const auto given = winners.find(flag.name);
    if (given != winners.end()) apply(*given->second, flags);
  }
  check_tls(winners, flags);
  check_proxy(flags);
  check_load(winners, suite, flags);
  check_golden(winners, environment, flags);
  check_statistics(winners, flags);
  check_har(winners, flags);
  return flags;
}

}  // namespace traffic::detail
