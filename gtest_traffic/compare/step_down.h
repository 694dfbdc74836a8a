// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace traffic::detail::compare {

// Returns the statistic of a metric under each relabeling of the runs. The relabelings are the same
// for all metrics, and the first one is the observed labeling. The statistics of all metrics must
// have the same scale. Larger values are further from "no change".
using RelabeledStatistics = std::function<std::vector<double>(std::size_t metric)>;

// Returns for each metric its p value among all metrics: the share of relabelings in which the
// largest statistic is at least as large as the observed one (step-down maxT, Westfall and Young
// 1993). If no metric changed, the probability of any p value up to alpha is at most alpha, for any
// correlation between the metrics.
std::vector<double> step_down_p(std::size_t metrics, const RelabeledStatistics& statistics);

}  // namespace traffic::detail::compare
