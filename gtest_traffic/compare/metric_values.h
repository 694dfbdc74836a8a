// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gtest_traffic/compare/comparison.h"

namespace traffic::detail::compare {

// Holds the values of one metric on both sides.
struct MetricValues {
  std::vector<double> base, fresh;
  std::vector<std::size_t> runs;  // of each value; the runs of NEW follow those of BASE
  std::string base_unit, fresh_unit;
  Better better = Better::kLower;  // unknown if the runs disagree
};

using ValuesByMetric = std::map<MetricName, MetricValues>;

// Returns the values of the metrics that the options select.
ValuesByMetric collect_values(std::span<const RunResult> base, std::span<const RunResult> fresh,
                              const CompareOptions& options);

// Returns an error if the options select no metric that both sides have.
std::optional<Error> check_selection(std::span<const RunResult> base,
                                     std::span<const RunResult> fresh,
                                     const CompareOptions& options);

// Returns notes that help users to interpret the rows.
std::vector<std::string> notes_on(std::span<const RunResult> base, std::span<const RunResult> fresh,
                                  const ValuesByMetric& metrics, const CompareOptions& options);

}  // namespace traffic::detail::compare
