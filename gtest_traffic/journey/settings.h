// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/units.h"
#include "gtest_traffic/http/proxy.h"
#include "gtest_traffic/match/golden_settings.h"
#include "gtest_traffic/net/tls_options.h"

namespace traffic {

enum class LogFormat : std::uint8_t { kText, kJson };
enum class Tracing : std::uint8_t { kOn, kOff };
enum class HarTests : std::uint8_t { kNone, kFailed, kAll };
enum class LogLevel : std::uint8_t { kDebug, kInfo, kWarning, kError };

// Bounds a think time that a flag overrides.
struct ThinkTime {
  Duration low{0};
  Duration high{0};
};

// Bounds a search for the highest rate.
struct RateRange {
  Rate low;
  Rate high;
};

// Where a secret is to be had: one of the two.
struct SecretSource {
  std::string variable = {};
  std::string file = {};
  std::string said_at = {};  // `staging.yaml:9`
};

// What an environment file says beside the base URL.
struct EnvironmentSettings {
  std::vector<std::pair<std::string, std::string>> headers;  // of every user
  std::map<std::string, std::string, std::less<>> variables;
  std::map<std::string, SecretSource, std::less<>> secrets;
};

// One setting as it came, for the report's configuration.
struct GivenSetting {
  std::string name;    // the flag's, without `--traffic_`
  std::string value;   // `***` for a secret
  std::string source;  // `flag --traffic_rate`, `environment RPS`, `default of the suite`
};

// Everything flags and environment say; filled once before the first test, read-only afterwards.
struct Settings {
  std::string base_url;     // empty: the suite's embedded target
  std::string environment;  // its file, or the file's name
  EnvironmentSettings of_environment;
  std::string load;     // a profile's name or its file; empty: tests run
  std::string profile;  // a file whose journeys are those of the program too
  std::optional<Rate> rate;
  std::optional<Rate> rps;
  std::optional<double> users;
  std::optional<std::uint64_t> iterations;
  std::optional<Rate> max_rate;
  std::optional<Duration> warm_up;
  std::optional<Rate> spawn_rate;
  std::optional<Duration> duration;
  std::optional<RateRange> find_max_rate;
  std::optional<ThinkTime> think;
  std::string journeys;           // `NAME[=WEIGHT],…`
  std::string expect;             // gates
  std::optional<Duration> grace;  // for running journeys, when a load ends
  std::optional<Duration> abort_after;
  std::optional<std::uint64_t> seed;
  std::optional<unsigned> workers;
  Duration connect_timeout = std::chrono::seconds(5);
  Duration read_timeout = std::chrono::seconds(30);
  std::optional<unsigned> retries;  // default: 2 as a test, 0 under load
  std::string token;                // secret
  std::string api_key;              // secret
  std::string report_dir;
  std::string baseline;  // a report.json to compare with; empty: none
  std::string csv;       // prefix of the files' names; empty: none
  std::string ledger;    // folder of its journals; empty: the usual one, `none`: none
  LogFormat log = LogFormat::kText;
  LogLevel log_level = LogLevel::kInfo;
  std::vector<std::string> allow_targets;
  ProxyRules proxies;
  TlsOptions tls;
  GoldenSettings golden;
  Tracing trace = Tracing::kOn;
  HarTests har = HarTests::kNone;  // which tests leave their requests in report_dir/har
  std::string junit;               // a file, written as tests end
  unsigned test_retries = 0;       // of a failed journey as a test
  Duration test_timeout = std::chrono::minutes(5);  // of a journey as a test; 0: none
  std::vector<GivenSetting> given;                  // in the order of the flags' table
};

// Returns the process's settings. Not locked: write before the first test, read afterwards from any
// thread.
Settings& settings();

}  // namespace traffic
