// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "gtest_traffic/base/units.h"
#include "gtest_traffic/compare/metric.h"
#include "gtest_traffic/compare/run_result.h"

namespace traffic::compare {

enum class Finding { kSlower, kFaster, kSame, kCannotTell };

using traffic::to_string;
std::string_view to_string(Finding finding);  // "slower", "faster", "same", "cannot tell"

// What is known of one metric of two sides.
struct Comparison {
  MetricName name;
  Finding finding = Finding::kCannotTell;
  std::optional<double> change;  // new / base - 1; none where no ratio can be formed
  double low = -std::numeric_limits<double>::infinity();  // of the interval of the change
  double high = std::numeric_limits<double>::infinity();
  std::size_t base_runs = 0;
  std::size_t new_runs = 0;
  std::string note;  // why it cannot be told
  // What a mode knows beside, for scripts; an infinite number is none.
  std::vector<std::pair<std::string, std::variant<std::string, double>>> details;
};

struct Comparisons {
  std::vector<Comparison> rows;
  std::vector<std::string> notes;  // for a person
  double alpha = 0.05;             // the declared rate of false alarms
};

struct CompareOptions {
  double alpha = 0.05;
  double same_within = 0.1;          // what "same" excludes: a change of this size
  std::vector<std::string> metrics;  // wildcards; none means all
  std::vector<std::string> benchmarks;
};

// Tells whether the options ask for a metric.
bool is_wanted(const MetricName& name, const CompareOptions& options);

// Compares runs that were made apart, each metric by itself at the rate alpha. An error when the
// sides have no metric in common.
Expected<Comparisons> compare_runs(std::span<const RunResult> base,
                                   std::span<const RunResult> fresh, const CompareOptions& options);

// Compares runs made side by side: base[i] and fresh[i] were made in one block. Alpha holds for all
// metrics together (Holm).
Expected<Comparisons> compare_blocks(std::span<const RunResult> base,
                                     std::span<const RunResult> fresh,
                                     const CompareOptions& options);

// Returns what a process should end with: 1 when something is slower, else 3 when something cannot
// be told, else 0.
enum class CannotTell { kFails, kPasses };
int exit_code(const Comparisons& comparisons, CannotTell cannot_tell);

}  // namespace traffic::compare
