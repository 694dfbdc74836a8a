// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/output/unknown_flags.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/flags/flag_table.h"

namespace traffic::detail {
namespace {

// The flags of GoogleTest 1.12 and Google Benchmark 1.7.
constexpr std::string_view kHostFlags[] = {
    "gtest_also_run_disabled_tests",
    "gtest_break_on_failure",
    "gtest_brief",
    "gtest_catch_exceptions",
    "gtest_color",
    "gtest_death_test_style",
    "gtest_death_test_use_fork",
    "gtest_fail_fast",
    "gtest_filter",
    "gtest_flagfile",
    "gtest_list_tests",
    "gtest_output",
    "gtest_print_time",
    "gtest_print_utf8",
    "gtest_random_seed",
    "gtest_recreate_environments_when_repeating",
    "gtest_repeat",
    "gtest_shuffle",
    "gtest_stack_trace_depth",
    "gtest_stream_result_to",
    "gtest_throw_on_failure",
    "benchmark_color",
    "benchmark_context",
    "benchmark_counters_tabular",
    "benchmark_display_aggregates_only",
    "benchmark_enable_random_interleaving",
    "benchmark_filter",
    "benchmark_format",
    "benchmark_list_tests",
    "benchmark_min_time",
    "benchmark_min_warmup_time",
    "benchmark_out",
    "benchmark_out_format",
    "benchmark_perf_counters",
    "benchmark_repetitions",
    "benchmark_report_aggregates_only",
    "benchmark_time_unit",
};

const std::array<std::string, 3> kPrefixes = {"gtest", "benchmark", "traffic"};

std::vector<std::string> known_flags() {
  std::vector<std::string> known;
  for (const std::string_view name : kHostFlags) known.push_back("--" + std::string(name));
  for (const Flag& flag : flag_table()) known.push_back(flag.full_name());
  return known;
}

// Returns the name of the flag with the usual dashes, underscores and lower case. Removes the
// value, because it may be a secret.
std::string canonical(std::string_view argument) {
  argument.remove_prefix(argument.starts_with("--") ? 2 : 1);
  std::string name = to_lower(argument.substr(0, argument.find_first_of("=: ")));
  std::replace(name.begin(), name.end(), '-', '_');
  return "--" + name;
}

bool is_ours(std::string_view name, const std::vector<std::string>& known) {
  name.remove_prefix(2);
  if (name.starts_with("gtest_internal_")) return false;
  const bool begins =
      std::any_of(kPrefixes.begin(), kPrefixes.end(),
                  [name](const std::string& family) { return name.starts_with(family); });
  if (begins) return true;
  // Finds a typing error in the first word, such as `--trafic_load`. Both the word and the whole
  // name must be similar to those of a known flag, so that flags of the host program are not
  // rejected.
  return !nearest(name.substr(0, name.find('_')), kPrefixes).empty() &&
         !nearest("--" + std::string(name), known).empty();
}

std::optional<Error> check(std::string_view argument, const std::vector<std::string>& known) {
  if (argument.size() < 2 || argument.front() != '-') return {};
  const std::string name = canonical(argument);
  if (!is_ours(name, known)) return {};
  const bool spelt_right =
      argument.starts_with(name) && std::find(known.begin(), known.end(), name) != known.end();
  if (!spelt_right)
    return Error{fmt::format("flag {} is unknown{}", name, did_you_mean(name, known))};
  if (name.starts_with("--benchmark_")) {
    return Error{fmt::format(
        "flag {} was not accepted: its value is invalid, or this program has no benchmarks", name)};
  }
  return Error{fmt::format("flag {} was not accepted: its value is invalid or missing", name)};
}

}  // namespace

std::vector<Error> check_unknown_flags(int argc, const char* const* argv) {
  const std::vector<std::string> known = known_flags();
  std::vector<Error> errors;
  for (int i = 1; i < argc; ++i) {
    if (auto error = check(argv[i], known)) errors.push_back(*std::move(error));
  }
  return errors;
}

}  // namespace traffic::detail
