// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/action_tool.h"

#include <string>

#include "gtest_traffic/base/text.h"

namespace traffic::detail::compare {
namespace {

// The directions in the source of github-action-benchmark.
struct Tool {
  std::string_view name;
  Better better;
};
constexpr Tool kTools[] = {{"benchmarkdotnet", Better::kLower}, {"benchmarkjs", Better::kHigher},
                           {"benchmarkluau", Better::kLower},   {"cargo", Better::kLower},
                           {"catch2", Better::kLower},          {"go", Better::kLower},
                           {"googlecpp", Better::kLower},       {"jmh", Better::kLower},
                           {"julia", Better::kLower},           {"pytest", Better::kHigher}};

bool bigger_is_better(std::string_view tool) { return to_lower(tool) == "custombiggerisbetter"; }
bool smaller_is_better(std::string_view tool) { return to_lower(tool) == "customsmallerisbetter"; }

std::optional<double> nanoseconds_in_word(std::string_view word) {
  if (word == "ns" || word == "nsec") return 1;
  if (word == "us" || word == "usec" || word == "µs" || word == "μs") return 1e3;
  if (word == "ms" || word == "msec") return 1e6;
  if (word == "s" || word == "sec") return 1e9;
  return std::nullopt;
}

// `ops/s`, `MB/s`, `iter/sec`, `ops/ms`
bool is_per_time(std::string_view unit) {
  const auto slash = unit.rfind('/');
  if (slash == unit.npos) return false;
  return nanoseconds_in_word(unit.substr(slash + 1)) || unit.ends_with("/min");
}

}  // namespace

std::optional<double> nanoseconds_per_run(std::string_view tool, std::string_view unit) {
  if (bigger_is_better(tool)) return std::nullopt;
  const std::string lower = to_lower(trim(unit));
  std::string_view word = lower;
  bool per_run = false;
  for (const std::string_view run : {"/iter", "/op"}) {
    if (!word.ends_with(run)) continue;
    word.remove_suffix(run.size());
    per_run = true;
  }
  return per_run || !smaller_is_better(tool) ? nanoseconds_in_word(word) : std::nullopt;
}

std::optional<Better> better_of_tool(std::string_view tool, std::string_view unit) {
  if (bigger_is_better(tool)) return Better::kHigher;
  if (smaller_is_better(tool) || nanoseconds_per_run(tool, unit)) return Better::kLower;
  if (is_per_time(to_lower(trim(unit)))) return Better::kHigher;
  for (const Tool& known : kTools) {
    if (tool == known.name) return known.better;
  }
  return std::nullopt;
}

}  // namespace traffic::detail::compare
