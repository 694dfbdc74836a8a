// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/flags/flag_sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/profile/profile_file.h"

namespace traffic::detail {
namespace {

constexpr std::string_view kPrefix = "--traffic_";
constexpr std::string_view kVariablePrefix = "TRAFFIC_";
// Variables that other parts read: the conformance tests, the data files, and the tests run by
// CTest.
constexpr std::string_view kOtherVariables[] = {"TRAFFIC_SHARED_DIR", "TRAFFIC_DATA_DIR",
                                                "TRAFFIC_CTEST_TIMEOUT"};

// Returns the part of a token that is safe to print: its first word. The rest may be a secret.
std::string_view name_part(std::string_view token) {
  const auto is_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  };
  return token.substr(0, std::find_if_not(token.begin(), token.end(), is_name) - token.begin());
}

Error unknown_flag(std::string_view token) {
  std::vector<std::string> known;
  for (const Flag& flag : flag_table()) known.push_back(flag.full_name());
  const std::string_view name = name_part(token);
  std::string underscored(name);
  std::replace(underscored.begin() + 2, underscored.end(), '-', '_');
  return {fmt::format("flag {} is unknown{}", name, did_you_mean(underscored, known))};
}

void read_token(std::string_view token, std::vector<FlagValue>& values,
                std::vector<Error>& errors) {
  const auto equals = token.find('=');
  const Flag* flag = find_flag(token.substr(0, equals).substr(kPrefix.size()));
  if (flag == nullptr || !token.starts_with(kPrefix)) {
    errors.push_back(unknown_flag(token));
  } else if (flag->kind == Flag::Kind::kAction && equals != std::string_view::npos) {
    errors.push_back({fmt::format("flag {0} takes no value; write only {0}", flag->full_name())});
  } else if (flag->kind != Flag::Kind::kAction &&
             (equals == std::string_view::npos || equals + 1 == token.size())) {
    errors.push_back(
        {fmt::format("flag {0} requires a value; write {0}={1}", flag->full_name(), flag->form)});
  } else {
    std::string value(equals == std::string_view::npos ? "" : token.substr(equals + 1));
    values.push_back(
        {flag, std::move(value), FlagValue::Origin::kCommandLine, "flag " + flag->full_name()});
  }
}

// Kubernetes sets these variables in every container for each service. The name of a service may
// start with `traffic-`.
bool is_service_link(std::string_view name) {
  return name.ends_with("_PORT") || name.find("_PORT_") != std::string_view::npos ||
         name.find("_SERVICE_HOST") != std::string_view::npos;
}

const std::string* value_of(const Environment& environment, std::string_view name) {
  const auto found = environment.find(name);
  return found == environment.end() || found->second.empty() ? nullptr : &found->second;
}

// A value that the suite maps to a flag.
struct Declared {
  std::string_view flag;
  std::string value;
  FlagValue::Origin origin;
  std::string source;
};

void read_declared(Declared given, std::vector<FlagValue>& values, std::vector<Error>& errors) {
  const Flag* flag = find_flag(given.flag);
  if (flag == nullptr || flag->kind == Flag::Kind::kAction) {
    errors.push_back({fmt::format("{}: the suite maps it to '{}', which is not a flag with a value",
                                  given.source, given.flag)});
    return;
  }
  values.push_back({flag, std::move(given.value), given.origin, std::move(given.source)});
}

// Returns true if a suite's default for this flag is only for load. Such a default must not change
// which tests run without load, and how long they take.
bool describes_load(std::string_view flag_name) {
  const Flag* flag = find_flag(flag_name);
  return (flag != nullptr && flag->kind == Flag::Kind::kLoad) || flag_name == "load" ||
         flag_name == "think" || flag_name == "journeys";
}

// Returns the settings that all values of a variable share. They also apply to an unknown value, so
// that its error has the format of the log.
std::vector<std::pair<std::string, std::string>> shared_settings(const SuiteVariables& suite,
                                                                 const std::string& variable) {
  std::vector<std::pair<std::string, std::string>> shared;
  bool first = true;
  for (const auto& choice : suite.choices) {
    if (choice.variable != variable) continue;
    if (std::exchange(first, false)) shared = choice.settings;
    std::erase_if(shared, [&](const auto& setting) {
      return std::find(choice.settings.begin(), choice.settings.end(), setting) ==
             choice.settings.end();
    });
  }
  return shared;
}

void read_choices(const Environment& environment, const SuiteVariables& suite,
                  std::vector<FlagValue>& values, std::vector<Error>& errors) {
  std::map<std::string, std::vector<std::string>> words;
  for (const auto& choice : suite.choices) words[choice.variable].push_back(choice.value);
  for (const auto& [variable, known] : words) {
    const std::string* given = value_of(environment, variable);
    if (given == nullptr) continue;
    const auto chosen =
        std::find_if(suite.choices.begin(), suite.choices.end(), [&](const auto& choice) {
          return choice.variable == variable &&
                 (choice.value.empty() || equals_ignoring_case(choice.value, trim(*given)));
        });
    const bool known_word = chosen != suite.choices.end();
    if (!known_word) {
      errors.push_back(
          {fmt::format("environment variable {}: expected one of {}, got '{}'{}", variable,
                       fmt::join(known, ", "), *given, did_you_mean(*given, known))});
    }
    std::string source = "environment variable " + variable;
    if (known_word && !chosen->value.empty()) source += "=" + chosen->value;
    for (const auto& [flag, value] :
         known_word ? chosen->settings : shared_settings(suite, variable)) {
      read_declared({flag, value, FlagValue::Origin::kChoice, source}, values, errors);
    }
  }
}

// Returns the load profile with the highest precedence, or an empty view.
std::string_view chosen_load(const std::vector<FlagValue>& values) {
  const FlagValue* chosen = nullptr;
  for (const FlagValue& given : values) {
    if (given.flag->name != "load") continue;
    if (chosen == nullptr || given.origin >= chosen->origin) chosen = &given;
  }
  return chosen == nullptr ? std::string_view() : trim(chosen->value);
}

}  // namespace

void read_command_line(int* argc, char** argv, std::vector<FlagValue>& values,
                       std::vector<Error>& errors) {
  int kept = std::min(1, *argc);
  for (int i = 1; i < *argc; ++i) {
    const std::string_view token(argv[i]);
    if (token.starts_with(kPrefix) || token.starts_with("--traffic-")) {
      read_token(token, values, errors);
    } else {
      argv[kept++] = argv[i];
    }
  }
  if (kept < *argc) argv[kept] = nullptr;
  *argc = kept;
}

void read_variables(const Environment& environment, std::vector<FlagValue>& values,
                    std::vector<Error>& errors) {
  std::vector<std::string> known;
  for (const Flag& flag : flag_table()) {
    if (flag.kind == Flag::Kind::kAction) continue;
    known.push_back(flag.variable());
    const std::string* value = value_of(environment, known.back());
    if (value == nullptr) continue;
    values.push_back(
        {&flag, *value, FlagValue::Origin::kVariable, "environment variable " + known.back()});
  }
  for (auto entry = environment.lower_bound(kVariablePrefix); entry != environment.end(); ++entry) {
    const std::string& name = entry->first;
    if (!name.starts_with(kVariablePrefix)) break;
    if (std::find(std::begin(kOtherVariables), std::end(kOtherVariables), name) !=
        std::end(kOtherVariables))
      continue;
    if (is_service_link(name)) continue;
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    errors.push_back(
        {fmt::format("environment variable {} is unknown{}", name, did_you_mean(name, known))});
  }
}

void read_suite(const Environment& environment, const SuiteVariables& suite,
                std::vector<FlagValue>& values, std::vector<Error>& errors) {
  for (const auto& [variable, flag] : suite.foreign) {
    const std::string* value = value_of(environment, variable);
    if (value == nullptr) continue;
    read_declared({flag, *value, FlagValue::Origin::kForeign, "environment variable " + variable},
                  values, errors);
  }
  read_choices(environment, suite, values, errors);
  const std::string load(chosen_load(values));
  // A profile in a file replaces the defaults of the suite for load.
  for (const auto& [flag, value] : suite.defaults) {
    if ((load.empty() || is_profile_file(load)) && describes_load(flag)) continue;
    read_declared({flag, value, FlagValue::Origin::kDefault, "default of the suite"}, values,
                  errors);
  }
  // Added after the other defaults, because the last value of a source wins.
  for (const auto& [profile, settings] : suite.profiles) {
    if (!equals_ignoring_case(profile, load)) continue;
    for (const auto& [flag, value] : settings) {
      read_declared({flag, value, FlagValue::Origin::kDefault,
                     fmt::format("default of the suite for {}", profile)},
                    values, errors);
    }
  }
}

}  // namespace traffic::detail
