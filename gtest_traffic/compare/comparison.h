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

#include "gtest_traffic/compare/metric.h"
#include "gtest_traffic/compare/run_result.h"
#include "gtest_traffic/units.h"

namespace traffic::detail::compare {

// A metric without a direction is not judged if it may have changed.
enum class Finding { kSlower, kFaster, kSame, kCannotTell, kNotJudged };

using traffic::to_string;
std::string_view to_string(
    Finding finding);  // "slower", "faster", "same", "cannot tell", "not judged"

// Holds the result for one metric of two sides.
struct Comparison {
  MetricName name;
  Finding finding = Finding::kCannotTell;
  std::optional<double> change;  // new / base - 1; empty if there is no ratio
  double low = -std::numeric_limits<double>::infinity();  // confidence interval of the change
  double high = std::numeric_limits<double>::infinity();
  std::size_t base_runs = 0;
  std::size_t new_runs = 0;
  std::string note;  // the reason for "cannot tell"
  // Holds additional values of a mode, for scripts. An infinite number means that there is no
  // value.
  std::vector<std::pair<std::string, std::variant<std::string, double>>> details;
};

struct Comparisons {
  std::vector<Comparison> rows;
  std::vector<std::string> notes;  // for users
  double alpha = 0.05;             // the declared rate of false alarms
};

struct CompareOptions {
  double alpha = 0.05;
  double same_within = 0.1;          // "same" excludes changes of this size
  std::vector<std::string> metrics;  // wildcards; empty means all
  std::vector<std::string> benchmarks;
};

// Tells whether the options select a metric.
bool is_wanted(const MetricName& name, const CompareOptions& options);

// Compares independent runs. Alpha applies to all metrics together: it is the probability that any
// metric is slower or faster if nothing changed. Returns an error if the sides have no metric in
// common.
Expected<Comparisons> compare_runs(std::span<const RunResult> base,
                                   std::span<const RunResult> fresh, const CompareOptions& options);

// Compares runs made in blocks: base[i] and fresh[i] belong to one block. Alpha applies to all
// metrics together.
Expected<Comparisons> compare_blocks(std::span<const RunResult> base,
                                     std::span<const RunResult> fresh,
                                     const CompareOptions& options);

// Returns the exit code of the process: 1 if a metric is slower, else 3 if a metric is undecided,
// or none is judged, and `cannot_tell` is kFails, else 0.
enum class CannotTell { kFails, kPasses };
int exit_code(const Comparisons& comparisons, CannotTell cannot_tell);

}  // namespace traffic::detail::compare
