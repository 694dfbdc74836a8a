// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/metrics/live_counts.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {

// A distinct failed check and how often it failed so far.
struct FailingCheck {
  std::uint64_t count = 0;
  std::string headline;
};

// Holds the current state of a run; updated about once per second. Counts include the warm-up. In
// the comments below, "now" means the latest interval. A value type: copy it to pass it to another
// thread.
struct LiveView {
  std::string name;  // of the load: `spike`
  Duration elapsed{0};
  Duration duration{0};  // planned; 0: until interrupted
  std::string stage;     // may be empty
  bool warm_up = false;
  bool ended = false;   // no further updates follow
  bool paused = false;  // paused manually
  double factor = 1;    // manual factor on the planned level

  LoadModel model = LoadModel::kOpen;
  bool request_paced = false;  // `offered` and `started` count requests, not journeys
  Rate offered;                // due now; zero in the closed model

  std::uint64_t started = 0;  // arrivals started
  LiveCounts counts;          // the steps with most requests come first

  std::vector<GateResult> gates;            // those that can be judged on the measurements so far
  std::vector<FailingCheck> failing;        // the most frequent ones
  Rate request_rate;                        // now
  Rate journey_rate;                        // journeys started, now
  Duration p50{0}, p90{0}, p99{0}, max{0};  // response time, now; zero without responses

  std::uint64_t requests() const { return counts.requests(); }
  std::uint64_t errors() const { return counts.errors(); }
  std::uint64_t successes() const {
    const std::uint64_t all = requests();
    return all - std::min(errors(), all);
  }

  // Returns the share of requests without an error so far; 100 % before the first request.
  Percent success_rate() const {
    const std::uint64_t all = requests();
    return Percent::of_fraction(
        all == 0 ? 1.0 : static_cast<double>(successes()) / static_cast<double>(all));
  }
};

}  // namespace traffic::detail
