// SPDX-License-Identifier: Apache-2.0
// The flags for the output of a run.
#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/flags/flag_values.h"

namespace traffic::detail::flag_values {
namespace {

// Parses one of several words, case-insensitively.
template <class T>
Result store_word(T& to, std::string_view value,
                  const std::vector<std::pair<std::string, T>>& words) {
  std::vector<std::string> names;
  for (const auto& [name, meaning] : words) {
    if (equals_ignoring_case(name, trim(value))) {
      to = meaning;
      return {};
    }
    names.push_back(name);
  }
  return Error{fmt::format("expected one of {}, got '{}'{}", fmt::join(names, ", "), value,
                           did_you_mean(value, names))};
}

}  // namespace

Result csv(Settings& settings, std::string_view value) {
  settings.csv = value;
  if (value.empty() || value.ends_with('/')) {
    return Error{fmt::format("expected a prefix of file names, such as out/run1, got '{}'", value)};
  }
  return {};
}

Result html(Settings& settings, std::string_view value) {
  settings.html = value;
  if (value.empty() || value.ends_with('/')) {
    return Error{fmt::format("expected a file name, such as out/report.html, got '{}'", value)};
  }
  return {};
}

Result statistics(Settings& settings, std::string_view value) {
  return store_word<StatisticsFormat>(
      settings.statistics, value,
      {{"own", StatisticsFormat::kOwn}, {"locust", StatisticsFormat::kLocust}});
}

Result baseline(Settings& settings, std::string_view value) {
  settings.baseline = value;
  return {};
}

Result report_dir(Settings& settings, std::string_view value) {
  settings.report_dir = value;
  return {};
}

Result log(Settings& settings, std::string_view value) {
  return store_word<LogFormat>(settings.log, value,
                               {{"text", LogFormat::kText}, {"json", LogFormat::kJson}});
}

Result log_level(Settings& settings, std::string_view value) {
  return store_word<LogLevel>(settings.log_level, value,
                              {{"debug", LogLevel::kDebug},
                               {"info", LogLevel::kInfo},
                               {"warning", LogLevel::kWarning},
                               {"warn", LogLevel::kWarning},
                               {"error", LogLevel::kError}});
}

Result junit(Settings& settings, std::string_view value) {
  settings.junit = value;
  return {};
}

Result har(Settings& settings, std::string_view value) {
  return store_word<HarTests>(
      settings.har, value,
      {{"none", HarTests::kNone}, {"failed", HarTests::kFailed}, {"all", HarTests::kAll}});
}

Result trace(Settings& settings, std::string_view value) {
  return store_word<Tracing>(settings.trace, value, {{"on", Tracing::kOn}, {"off", Tracing::kOff}});
}

Result golden_dir(Settings& settings, std::string_view value) {
  settings.golden.folder = value;
  return {};
}

Result update_golden(Settings& settings, std::string_view value) {
  using Update = GoldenSettings::Update;
  return store_word<Update>(
      settings.golden.update, value,
      {{"none", Update::kNone}, {"missing", Update::kMissing}, {"all", Update::kAll}});
}

}  // namespace traffic::detail::flag_values
