// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/install.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/text_file.h"
#include "gtest_traffic/clean_up_rule.h"
#include "gtest_traffic/config/client_settings.h"
#include "gtest_traffic/config/rerun_command.h"
#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/feeder.h"
#include "gtest_traffic/flags/environment.h"
#include "gtest_traffic/flags/flags.h"
#include "gtest_traffic/http/curl.h"
#include "gtest_traffic/http/redacted.h"
#include "gtest_traffic/journey/registry.h"
#include "gtest_traffic/main/api_command.h"
#include "gtest_traffic/main/embedded.h"
#include "gtest_traffic/main/load_flag.h"
#include "gtest_traffic/main/run.h"
#include "gtest_traffic/main/search_flag.h"
#include "gtest_traffic/main/wait_ready.h"
#include "gtest_traffic/net/target_check.h"
#include "gtest_traffic/output/attach_outputs.h"
#include "gtest_traffic/output/clean_up_runs.h"
#include "gtest_traffic/output/evidence.h"
#include "gtest_traffic/output/hidden_results.h"
#include "gtest_traffic/output/message.h"
#include "gtest_traffic/output/unknown_flags.h"
#include "gtest_traffic/plan/mix.h"
#include "gtest_traffic/profile/journeys.h"
#include "gtest_traffic/secret.h"
#include "gtest_traffic/suite.h"

namespace traffic {
using namespace detail;
namespace {

constexpr int kBadConfiguration = 2;
constexpr int kNotReady = 1;

// Returns the mistakes one by one. A line that starts with a space continues the mistake before it.
std::vector<std::string> messages_of(const std::vector<Error>& errors) {
  std::vector<std::string> messages;
  for (const Error& error : errors) {
    for (const std::string_view line : split(error.message, '\n')) {
      if (line.starts_with(' ') && !messages.empty()) {
        messages.back() += fmt::format("\n{}", line);
      } else {
        messages.emplace_back(line);
      }
    }
  }
  return messages;
}

[[noreturn]] void refuse(const std::vector<Error>& errors) {
  for (const std::string& message : messages_of(errors)) print_message(LogLevel::kError, message);
  constexpr std::string_view kLast = "nothing was sent; --traffic_help lists the flags";
  if (settings().log == LogFormat::kJson) {
    print_message(LogLevel::kError, kLast);
  } else {
    std::fprintf(stderr, "%s\n", kLast.data());
  }
  std::exit(kBadConfiguration);
}

void list_journeys() {
  for (const std::string& name : journey_names()) std::printf("%s\n", name.c_str());
}

// Hides known secrets from the first line of output on, even before a journey reads them.
void hide_secrets(std::vector<Error>& missing) {
  for (const auto& [name, source] : settings().environment_settings.secrets) {
    if (find_secret(name) == nullptr) {
      missing.push_back(
          {source.declared_at + ": secret '" + name + "': " + missing_secret_text(name)});
    }
  }
  for (const char* const name : {"API_KEY", "API_TOKEN"}) find_secret(name);
}

void check_rows(std::vector<Error>& errors) {
  for (const Journey* const journey : journeys()) {
    for (const std::string_view mistake : split(journey->options.rows.mistakes(), '\n')) {
      if (!mistake.empty()) errors.push_back({std::string(mistake)});
    }
  }
}

// Prints the warning about unverified certificates. Adds the TLS options to the curl commands of
// failures.
void announce_tls() {
  const TlsOptions& tls = settings().tls;
  std::vector<std::string> options;
  const auto add = [&](const char* option, const std::string& file) {
    if (!file.empty()) options.insert(options.end(), {option, file});
  };
  add("--cacert", tls.ca_file);
  add("--cert", tls.certificate_file);
  add("--key", tls.key_file);
  if (tls.verification == TlsOptions::Verification::kOff) {
    options.emplace_back("--insecure");
    print_message(LogLevel::kWarning,
                  "--traffic_tls_insecure=yes: certificates are not verified; any server can pose "
                  "as the target");
  }
  set_curl_tls_options(std::move(options));
}

// A death test in the threadsafe style starts this program again with the same flags.
bool is_death_test_child() {
  const auto arguments = read_text_file("/proc/self/cmdline");
  return arguments && arguments->find("--gtest_internal_run_death_test=") != std::string::npos;
}

// A filter given by the user conflicts with this selection.
void select_tests(const std::string& filter, const char* selected_by, std::vector<Error>& errors) {
  const std::string given = GTEST_FLAG_GET(filter);
  if (given != "*" && !is_death_test_child()) {
    errors.push_back(
        {fmt::format("flag --gtest_filter={} conflicts with {}, which also selects tests; remove "
                     "the filter, and select journeys with --traffic_journeys",
                     given, selected_by)});
    return;
  }
  GTEST_FLAG_SET(filter, filter);
}

// Without load, --traffic_journeys selects the journeys that run as tests.
void select_tests_of_journeys(std::vector<Error>& errors) {
  const auto selected = select_journeys(settings().journeys);
  if (!selected) {
    errors.push_back(selected.error());
    return;
  }
  std::string filter;
  for (const Journey* const journey : *selected) {
    for (const std::string& name : test_names(*journey)) {
      filter += (filter.empty() ? "" : ":") + name;
    }
  }
  select_tests(filter, "--traffic_journeys", errors);
}

// The embedded target has not started yet. It is on this machine, but a proxy may not be.
std::optional<Error> refuse_load() {
  const BaseUrl embedded{{.host = "127.0.0.1"}, {}};
  const ClientSettings client = client_settings(settings(), TargetUse::kLoad);
  const std::string& url = settings().base_url;
  return refuse_target(url.empty() ? embedded : *parse_base_url(url), client.rule, client.proxies,
                       client.routes);
}

void select_load(const ProfileFile* profile, std::vector<Error>& errors) {
  const Expected<LoadPlan> plan = plan_of(settings(), profile);
  if (!plan) {
    errors.push_back(plan.error());
    return;
  }
  const bool lists_only = GTEST_FLAG_GET(list_tests);  // must not use the network
  if (!lists_only && settings().base_url.empty() && !declared_suite().start_target) {
    errors.push_back(find_target(TargetUse::kLoad).error());
    return;
  }
  if (!lists_only) {
    if (auto refusal = refuse_load()) {
      errors.push_back(std::move(*refusal));
      return;
    }
  }
  if (settings().find_max_rate) {
    select_tests(register_search(*plan, *settings().find_max_rate), "--traffic_find_max_rate",
                 errors);
  } else {
    select_tests(register_load(*plan), "--traffic_load", errors);
  }
}

// GoogleTest notifies listeners of the end of a test in reverse order, so the first one here is the
// last to be notified.
void attach_evidence(const char* program, std::vector<Error>& errors) {
  testing::TestEventListeners& listeners = testing::UnitTest::GetInstance()->listeners();
  if (settings().test_retries > 0) report_flaky_tests(listeners);
  if (!settings().junit.empty()) {
    if (auto error = write_junit(listeners, settings().junit, program)) {
      errors.push_back(*std::move(error));
    }
  }
  if (settings().har != HarTests::kNone && settings().load.empty()) {
    add_request_listener(write_har(listeners));
  }
}

// Ends the process if the target is not ready in time, or if the wait is interrupted.
void wait_for_target(const Suite& suite) {
  if (!settings().wait_ready || settings().base_url.empty()) return;
  ReadyWait wait = *settings().wait_ready;
  if (wait.path.empty()) wait.path = suite.health_path;
  const TargetUse use = settings().load.empty() ? TargetUse::kTest : TargetUse::kLoad;
  const auto problem = wait_until_ready(wait, *parse_base_url(settings().base_url),
                                        client_settings(settings(), use));
  if (!problem) return;
  print_message(LogLevel::kError, problem->message);
  std::exit(kNotReady);
}

}  // namespace

void Install(int* argc, char** argv) {
  if (*argc == 2 && std::string(argv[1]) == kServeArgument) std::exit(serve_embedded());
  set_program(argv[0]);
  const Suite& suite = declared_suite();
  Flags flags = parse_flags(argc, argv, process_environment(), suite.variables);
  if (flags.help) {
    print_flags();
    std::exit(0);
  }
  if (flags.profile != nullptr) register_journeys(flags.profile);
  if (flags.list_journeys) {
    list_journeys();
    std::exit(0);
  }
  std::vector<Error> errors = std::move(flags.errors);
  for (Error& error : check_unknown_flags(*argc, argv)) errors.push_back(std::move(error));
  check_rows(errors);
  errors.insert(errors.end(), journey_mistakes().begin(), journey_mistakes().end());
  errors.insert(errors.end(), clean_up_mistakes().begin(), clean_up_mistakes().end());
  for (Error& error : feeder_mistakes()) errors.push_back(std::move(error));
  settings() = std::move(flags.settings);
  if (flags.profile != nullptr) settings().profile = flags.profile->source;
  golden_settings() = settings().golden;
  std::vector<Error> missing;
  hide_secrets(missing);
  if (flags.profile != nullptr) {
    for (Error& error : bind_secrets(*flags.profile)) missing.push_back(std::move(error));
  }
  if (!GTEST_FLAG_GET(list_tests)) errors.insert(errors.end(), missing.begin(), missing.end());
  if (!GTEST_FLAG_GET(list_tests) && errors.empty()) announce_tls();
  if (flags.clean_up && errors.empty()) std::exit(clean_up_and_report());
  if (suite.start_target) set_embedded_target(start_embedded);
  // If the file has mistakes, only those are reported, and not their consequences.
  const bool lacks_file = flags.profile == nullptr && is_profile_file(settings().load);
  if (!settings().load.empty()) {
    if (!lacks_file) select_load(flags.profile.get(), errors);
  } else if (!settings().journeys.empty()) {
    select_tests_of_journeys(errors);
  }
  const bool lists_only = GTEST_FLAG_GET(list_tests);
  if (!lists_only && errors.empty() && !is_death_test_child()) {
    if (const auto code = run_api_command(errors)) std::exit(*code);
  }
  if (!lists_only && errors.empty()) {
    if (!is_death_test_child()) attach_evidence(argv[0], errors);
    attach_outputs(errors);
  }
  if (!lists_only && errors.empty()) {
    hide_secrets_in_results();
    enable_clean_up();
    for (const std::string& note : flags.notes) print_message(LogLevel::kInfo, note);
  }
  if (!errors.empty()) refuse(errors);
  if (!lists_only && !is_death_test_child()) wait_for_target(suite);
}

}  // namespace traffic
