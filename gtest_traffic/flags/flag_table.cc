// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/flags/flag_table.h"

#include <algorithm>

#include "gtest_traffic/flags/flag_values.h"

namespace traffic::detail {
namespace {

using enum Flag::Kind;

constexpr Flag kFlags[] = {
    {"base_url", "URL", "base URL of the target; default: the embedded target of the suite", kValue,
     flag_values::base_url},
    {"env", "FILE",
     "environment file with settings of the target: a path, or a name such as staging", kValue,
     flag_values::env},
    {"wait_ready", "TIME[,PATH]",
     "longest wait for the target before anything begins, at most 24h: 60s, or 60s,/health; "
     "default: no wait",
     kValue, flag_values::wait_ready},
    {"openapi", "FILE|URL,...",
     "OpenAPI descriptions of the target; default: search for them below the base URL", kValue,
     flag_values::openapi},
    {"openapi_config", "FILE", "YAML file with settings for OpenAPI descriptions", kValue,
     flag_values::openapi_config},
    {"discover", "yes|no",
     "yes: list the operations of the target's OpenAPI descriptions, and exit; default no", kValue,
     flag_values::discover},
    {"check", "yes|no",
     "yes: check the target, its applications and their OpenAPI descriptions before a load, or "
     "exit after it; default no",
     kValue, flag_values::check},
    {"load", "PROFILE",
     "run as load: steady, ramp-up, spike, realistic, demo, smoke, load, stress, soak, or a YAML "
     "file",
     kValue, flag_values::load},
    {"profile", "FILE", "YAML profile whose journeys run as tests or as load", kValue,
     flag_values::profile},
    {"rate", "RATE",
     "journeys started per second, at most 10 million: 50/s, 120/m; default: from the profile",
     kLoad, flag_values::rate},
    {"rps", "RATE", "requests per second, instead of --traffic_rate: 200/s", kLoad,
     flag_values::rps},
    {"users", "COUNT",
     "number of looping users, 1 to 1000000; with a rate, the maximum number of users", kLoad,
     flag_values::users},
    {"iterations", "COUNT",
     "total iterations of all users after which the load ends; not with a rate", kLoad,
     flag_values::iterations},
    {"max_rate", "RATE", "maximum number of requests per second: 200/s; default: no maximum", kLoad,
     flag_values::max_rate},
    {"spawn_rate", "RATE", "users started per second: 2/s; default: all users start at once", kLoad,
     flag_values::spawn_rate},
    {"duration", "TIME",
     "duration of the load, at most 720h: 90s, 5m; 0: until interrupted; default: from the profile",
     kLoad, flag_values::duration},
    {"warm_up", "TIME",
     "time at the start of the load that the results exclude: 5s; default: from the profile", kLoad,
     flag_values::warm_up},
    {"think", "TIME[..TIME]",
     "think time that replaces that of the journeys, at most 1h: 1s, 0.1s..0.5s", kValue,
     flag_values::think},
    {"journeys", "NAME[=WEIGHT],...",
     "journeys to run, with wildcards or by @tag, and their weights; default: all", kValue,
     flag_values::journeys},
    {"find_max_rate", "RATE..RATE",
     "search for the highest rate that meets --traffic_expect: 50/s..5000/s", kValue,
     flag_values::find_max_rate},
    {"expect", "GATES", "gates that the load must meet: p99<250ms; error_rate<0.1%", kLoad,
     flag_values::expect},
    {"grace", "TIME",
     "time for running journeys to finish when the load ends, 0 to 24h; default 30s", kLoad,
     flag_values::grace},
    {"abort_after", "TIME", "time after which a failing gate ends the load: 30s; default: never",
     kLoad, flag_values::abort_after},
    {"seed", "NUMBER", "seed of all random data, to repeat a run; a failure prints it", kValue,
     flag_values::seed},
    {"workers", "COUNT", "threads that generate load, 1 to 256; default 1", kValue,
     flag_values::workers},
    {"spin", "TIME",
     "time before each arrival in which a worker does not sleep and uses a whole core, 0 to 1ms: "
     "60us; default 0",
     kValue, flag_values::spin},
    {"connect_timeout", "TIME", "time limit for a connection, at most 1h; default 5s", kValue,
     flag_values::connect_timeout},
    {"read_timeout", "TIME",
     "time limit for a response, with all attempts of its request, at most 1h; default 30s", kValue,
     flag_values::read_timeout},
    {"total_timeout", "TIME",
     "time limit for a request, with its redirects and retries, at most 1h; default: no limit",
     kValue, flag_values::total_timeout},
    {"max_head", "SIZE", "limit of the headers of a response, such as 1MiB; default 300KiB", kValue,
     flag_values::max_head},
    {"max_body", "SIZE", "limit of a response body in memory, such as 256MiB; default 64MiB",
     kValue, flag_values::max_body},
    {"max_idle", "TIME",
     "longest idle time of a connection that is used again, at most 1h; 0: none is used again; "
     "default: no limit",
     kValue, flag_values::max_idle},
    {"retries", "COUNT",
     "retries after a connection failure or Retry-After, 0 to 10; default 2 as a test, 0 as load",
     kValue, flag_values::retries},
    {"token", "SECRET", "value of secret(\"API_TOKEN\"); prefer the environment variable", kSecret,
     flag_values::token},
    {"api_key", "SECRET", "value of secret(\"API_KEY\"); prefer the environment variable", kSecret,
     flag_values::api_key},
    {"report_dir", "FOLDER",
     "folder for the reports of a load, created if necessary; default: no reports", kValue,
     flag_values::report_dir},
    {"csv", "PREFIX",
     "prefix of CSV files of a load in the format of Locust: PREFIX_stats.csv and others", kValue,
     flag_values::csv},
    {"html", "FILE", "file for report.html of a load, without the other reports", kValue,
     flag_values::html},
    {"baseline", "FILE", "earlier report.json with which report.html compares the load", kValue,
     flag_values::baseline},
    {"log", "FORMAT", "format of the output: text or json; default text", kValue, flag_values::log},
    {"log_level", "LEVEL",
     "lowest level in the JSON log: debug, info, warning or error; default info", kValue,
     flag_values::log_level},
    {"statistics", "FORMAT",
     "statistics of a load on the console: own, or locust for the table of Locust every 2 s; "
     "default own",
     kValue, flag_values::statistics},
    {"proxy", "URL", "proxy for every request, or none; default: HTTP_PROXY and related variables",
     kSecret, flag_values::proxy},
    {"resolve", "HOST:PORT:ADDRESS,...",
     "addresses of a host and port, instead of a look-up: shop.test:443:127.0.0.1", kValue,
     flag_values::resolve},
    {"unix_socket", "PATH", "Unix socket for every connection, instead of TCP; default: none",
     kValue, flag_values::unix_socket},
    {"allow_target", "HOST,...",
     "hosts outside of private networks to which load is allowed; default: none", kValue,
     flag_values::allow_target},
    {"golden_dir", "FOLDER",
     "folder of golden files; default: golden/ in the folder of the test source", kValue,
     flag_values::golden_dir},
    {"update_golden", "WHICH",
     "golden files to write: none, missing or all; not allowed if CI is set; default none", kValue,
     flag_values::update_golden},
    {"ledger", "FOLDER",
     "folder for journals of created resources, or none; default: in ~/.local/state", kValue,
     flag_values::ledger},
    {"cleanup", "", "delete the resources of runs that crashed, and exit", kAction, nullptr},
    {"ca_file", "FILE", "PEM file of trusted certificate issuers; default: those of the system",
     kValue, flag_values::ca_file},
    {"client_certificate", "FILE", "PEM file of the certificate for a server that requests one",
     kValue, flag_values::client_certificate},
    {"client_key", "FILE", "PEM file of the key of the client certificate, not encrypted", kValue,
     flag_values::client_key},
    {"tls_min_version", "VERSION", "lowest TLS version: 1.2 or 1.3; default 1.2", kValue,
     flag_values::tls_min_version},
    {"tls_server_name", "NAME",
     "name that the certificate of the target must contain; default: the host of the target",
     kValue, flag_values::tls_server_name},
    {"tls_insecure", "yes|no",
     "yes: do not verify certificates, so any server can pose as the target; default no", kValue,
     flag_values::tls_insecure},
    {"junit", "FILE", "JUnit XML file of the tests, complete after every test", kValue,
     flag_values::junit},
    {"har", "WHICH",
     "tests whose requests are written to report_dir/har: none, failed or all; default none",
     kValue, flag_values::har},
    {"trace", "SWITCH", "traceparent header on every request: on or off; default on", kValue,
     flag_values::trace},
    {"test_retries", "COUNT", "retries of a journey that failed as a test, 0 to 10; default 0",
     kValue, flag_values::test_retries},
    {"test_timeout", "TIME",
     "time limit for all attempts of a journey as a test, 0 to 24h; 0: no limit; default 5m",
     kValue, flag_values::test_timeout},
    {"list_journeys", "", "print the journeys of this program, and exit", kAction, nullptr},
    {"help", "", "print this help, and exit", kAction, nullptr},
};

}  // namespace

std::string Flag::full_name() const { return "--traffic_" + std::string(name); }

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

}  // namespace traffic::detail
