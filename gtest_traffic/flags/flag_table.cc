// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/flags/flag_table.h"

#include <algorithm>

#include "gtest_traffic/flags/flag_values.h"

namespace traffic {
namespace {

using enum Flag::Kind;

constexpr Flag kFlags[] = {
    {"base_url", "URL", "the target; without it the suite starts its embedded target", kValue,
     flag_values::base_url},
    {"env", "FILE", "what is special about the target: a file, or a name as staging", kValue,
     flag_values::env},
    {"load", "PROFILE",
     "run as load: steady, ramp-up, spike, realistic, demo, smoke, load, stress, soak, or a file",
     kValue, flag_values::load},
    {"profile", "FILE", "journeys of a YAML profile, as tests or for a load", kValue,
     flag_values::profile},
    {"rate", "RATE", "journeys started per second: 50/s, 120/m", kLoad, flag_values::rate},
    {"rps", "RATE", "requests per second, instead of a rate", kLoad, flag_values::rps},
    {"users", "COUNT", "virtual users: a cap beside a rate, else so many that loop", kLoad,
     flag_values::users},
    {"iterations", "COUNT", "end when all users together have walked so many", kLoad,
     flag_values::iterations},
    {"max_rate", "RATE", "requests per second that the load never exceeds: 200/s", kLoad,
     flag_values::max_rate},
    {"spawn_rate", "RATE", "how fast users start: 2/s; else all at once", kLoad,
     flag_values::spawn_rate},
    {"duration", "TIME", "of the load: 90s, 5m; 0 runs until interrupted", kLoad,
     flag_values::duration},
    {"warm_up", "TIME", "the beginning that is left out of the figures: 5s", kLoad,
     flag_values::warm_up},
    {"think", "TIME[..TIME]", "think time instead of the journeys' own: 0.1s..0.5s", kValue,
     flag_values::think},
    {"journeys", "NAME[=WEIGHT],...",
     "which journeys, with wildcards or by @tag; default: every one", kValue,
     flag_values::journeys},
    {"find_max_rate", "RATE..RATE",
     "search the highest rate that meets --traffic_expect: 50/s..5000/s", kValue,
     flag_values::find_max_rate},
    {"expect", "GATES", "what the load must reach: p99<250ms; error_rate<0.1%", kLoad,
     flag_values::expect},
    {"grace", "TIME", "of running journeys when the load ends, default 30s", kLoad,
     flag_values::grace},
    {"abort_after", "TIME", "end a load that fails its gates so far, not before: 30s", kLoad,
     flag_values::abort_after},
    {"seed", "NUMBER", "of all random data, to repeat a run", kValue, flag_values::seed},
    {"workers", "COUNT", "threads that generate load", kValue, flag_values::workers},
    {"connect_timeout", "TIME", "per connection; default 5s", kValue, flag_values::connect_timeout},
    {"read_timeout", "TIME", "per response; default 30s", kValue, flag_values::read_timeout},
    {"retries", "COUNT", "of a failed request; default 2 as a test, 0 under load", kValue,
     flag_values::retries},
    {"token", "SECRET", "bearer token; better in the environment", kSecret, flag_values::token},
    {"api_key", "SECRET", "API key; better in the environment", kSecret, flag_values::api_key},
    {"report_dir", "FOLDER", "where reports are written", kValue, flag_values::report_dir},
    {"csv", "PREFIX", "a load's figures as Locust's PREFIX_stats.csv and so on", kValue,
     flag_values::csv},
    {"baseline", "FILE", "an earlier report.json that report.html compares with", kValue,
     flag_values::baseline},
    {"log", "FORMAT", "text or json", kValue, flag_values::log},
    {"log_level", "LEVEL", "debug, info, warning or error", kValue, flag_values::log_level},
    {"proxy", "URL", "a proxy for every request, or none; default: HTTP_PROXY and its kin", kSecret,
     flag_values::proxy},
    {"allow_target", "HOST,...", "non-local hosts that load may be aimed at", kValue,
     flag_values::allow_target},
    {"golden_dir", "FOLDER", "where golden files lie; default: golden/ beside the test", kValue,
     flag_values::golden_dir},
    {"update_golden", "WHICH", "write golden files: missing or all; refused where CI is set",
     kValue, flag_values::update_golden},
    {"ledger", "FOLDER", "journals of what journeys made, for a later clean-up; none keeps none",
     kValue, flag_values::ledger},
    {"cleanup", "", "delete what runs that died have left behind, and end", kAction, nullptr},
    {"ca_file", "FILE", "issuers of certificates to trust, instead of the system's (PEM)", kValue,
     flag_values::ca_file},
    {"client_certificate", "FILE", "what to show a server that asks for one (PEM)", kValue,
     flag_values::client_certificate},
    {"client_key", "FILE", "the key of the client certificate, not encrypted (PEM)", kValue,
     flag_values::client_key},
    {"tls_min_version", "VERSION", "1.2 or 1.3; default 1.2", kValue, flag_values::tls_min_version},
    {"tls_server_name", "NAME", "what the target's certificate must name, instead of its host",
     kValue, flag_values::tls_server_name},
    {"tls_insecure", "yes|no", "yes: verify no certificate; anybody may pose as the target", kValue,
     flag_values::tls_insecure},
    {"junit", "FILE", "JUnit XML, written as tests end", kValue, flag_values::junit},
    {"har", "WHICH", "requests of tests as HAR files in report_dir/har: failed or all", kValue,
     flag_values::har},
    {"trace", "SWITCH", "traceparent on every request: on or off; default on", kValue,
     flag_values::trace},
    {"test_retries", "COUNT", "of a failed journey as a test, which is then flaky", kValue,
     flag_values::test_retries},
    {"test_timeout", "TIME", "of a journey as a test, which then fails; default 5m, 0: none",
     kValue, flag_values::test_timeout},
    {"list_journeys", "", "print the journeys of this program and end", kAction, nullptr},
    {"help", "", "print this and end", kAction, nullptr},
    {"shard", "I/N", "this process's share of the load", kPlanned, nullptr},
    {"prometheus", "PORT", "live metrics to scrape", kPlanned, nullptr},
    {"otlp", "URL", "live metrics to push", kPlanned, nullptr},
    {"ui", "PORT", "live dashboard", kPlanned, nullptr},
    {"locust", "HOST:PORT", "work for a Locust master", kPlanned, nullptr},
};

}  // namespace

std::string Flag::spelling() const { return "--traffic_" + std::string(name); }

std::string Flag::variable() const {
  std::string result = "TRAFFIC_" + std::string(name);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return result;
}

std::span<const Flag> flag_table() { return kFlags; }

const Flag* find_flag(std::string_view name) {
  const auto* const flag = std::find_if(std::begin(kFlags), std::end(kFlags),
                                        [name](const Flag& f) { return f.name == name; });
  return flag == std::end(kFlags) ? nullptr : flag;
}

}  // namespace traffic
