// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/config/golden_settings.h"
#include "gtest_traffic/http/proxy.h"
#include "gtest_traffic/net/routes.h"
#include "gtest_traffic/net/tls_options.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {

enum class LogFormat : std::uint8_t { kText, kJson };
enum class Tracing : std::uint8_t { kOn, kOff };
enum class HarTests : std::uint8_t { kNone, kFailed, kAll };
// The form of the statistics that a load prints while it runs.
enum class StatisticsFormat : std::uint8_t { kOwn, kLocust };
enum class LogLevel : std::uint8_t { kDebug, kInfo, kWarning, kError };

// Limits of a think time, set by a flag.
struct ThinkTime {
  Duration low{0};
  Duration high{0};
};

// The wait for the target before the first test.
struct ReadyWait {
  Duration longest{0};
  // Its response must be 2xx. Empty: the path of the suite; if it has none, `/` with any status
  // except 502, 503 and 504.
  std::string path;
};

// Limits of a search for the highest rate.
struct RateRange {
  Rate low;
  Rate high;
};

// The source of a secret; exactly one of `variable` and `file` is set.
struct SecretSource {
  std::string variable = {};
  std::string file = {};
  std::string declared_at = {};  // position in the environment file: `staging.yaml:9`
};

// The contents of an environment file, except the base URL.
struct EnvironmentSettings {
  std::vector<std::pair<std::string, std::string>> headers;  // headers of every user
  std::map<std::string, std::string, std::less<>> variables;
  std::map<std::string, SecretSource, std::less<>> secrets;
};

// One setting with its source, for the configuration in the report.
struct GivenSetting {
  std::string name;    // name of the flag without `--traffic_`
  std::string value;   // `***` for a secret
  std::string source;  // `flag --traffic_rate`, `environment variable RPS`
};

// All settings from flags, environment variables and the environment file. Set once before the
// first test, read-only afterwards.
struct Settings {
  std::string base_url;     // empty: the embedded target of the suite
  std::string environment;  // environment file or its name
  EnvironmentSettings environment_settings;
  std::string load;     // name or file of a profile; empty: run tests
  std::string profile;  // a file whose journeys are added to those of the program
  std::optional<ReadyWait> wait_ready;
  std::vector<std::string> openapi;  // files and URLs of API descriptions; empty: search for them
  std::string openapi_config;        // file with settings for API descriptions; empty: none
  bool discover = false;             // list the operations of the API, and exit
  bool check = false;                // check the target before anything else
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
  std::optional<Duration> grace;  // time for running journeys when a load ends
  std::optional<Duration> abort_after;
  std::optional<std::uint64_t> seed;
  std::optional<unsigned> workers;
  Duration spin{0};  // how long before an arrival a worker stays awake
  Duration connect_timeout = std::chrono::seconds(5);
  Duration read_timeout = std::chrono::seconds(30);
  Duration total_timeout = Duration::max();  // of a request with its redirects and retries
  // Of a response, in bytes; the same default as in curl.
  std::uint64_t max_head = std::uint64_t{300} << 10;
  std::uint64_t max_body = std::uint64_t{64} << 20;  // of a response in memory, in bytes
  Duration max_idle = Duration::max();               // of a connection that is used again
  std::optional<unsigned> retries;                   // default: 2 in a test, 0 under load
  std::string token;                                 // secret
  std::string api_key;                               // secret
  std::string report_dir;
  std::string baseline;  // report.json to compare with; empty: none
  std::string csv;       // prefix of the file names; empty: none
  std::string html;      // file for the page of a load; empty: none
  std::string ledger;    // folder of the journals; empty: default folder, `none`: no journals
  LogFormat log = LogFormat::kText;
  LogLevel log_level = LogLevel::kInfo;
  StatisticsFormat statistics = StatisticsFormat::kOwn;
  std::vector<std::string> allow_targets;
  ProxyRules proxies;
  Routes routes;  // addresses instead of a look-up
  TlsOptions tls;
  GoldenSettings golden;
  Tracing trace = Tracing::kOn;
  HarTests har = HarTests::kNone;  // tests that write their requests to report_dir/har
  std::string junit;               // file, written as tests begin and end
  unsigned test_retries = 0;       // for a failed journey test
  Duration test_timeout = std::chrono::minutes(5);  // for a journey test; 0: no limit
  std::vector<GivenSetting> given;                  // in the order of the flag table
};

// Returns the settings of the process. Not synchronized: modify them before the first test;
// afterwards any thread may read them.
Settings& settings();

}  // namespace traffic::detail
