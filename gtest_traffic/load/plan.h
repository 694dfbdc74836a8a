// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/http/url.h"
#include "gtest_traffic/journey/settings.h"
#include "gtest_traffic/load/mix.h"
#include "gtest_traffic/load/pacer.h"
#include "gtest_traffic/load/shape.h"
#include "gtest_traffic/metrics/gate.h"

namespace traffic {

// Everything a load run needs, validated. Read-only while it runs.
struct LoadPlan {
  std::string name = "load";
  Mix mix;
  Shape shape;
  Spacing spacing = Spacing::kEven;
  bool request_paced = false;
  bool until_interrupted = false;
  Duration warm_up{0};
  std::optional<Rate> max_rate;  // requests per second, of all workers together
  Duration pacing{0};            // closed model: a user starts an iteration at most this often
  std::size_t user_cap = 10000;  // open model

  // Open model: how long more users than are needed are kept.
  Duration keep_idle_users = std::chrono::seconds(10);

  // Closed model: how many iterations are walked, by all users together or by each of them. The run
  // ends when they are done; what has not started by its planned end is dropped.
  std::optional<std::uint64_t> iterations;
  std::optional<std::uint64_t> iterations_per_user;
  unsigned workers = 1;
  std::uint64_t seed = 0;
  std::optional<ThinkTime> think;
  unsigned retries = 0;
  Duration grace = std::chrono::seconds(30);  // for running journeys, after the last arrival
  std::vector<Gate> gates;
  std::optional<Duration> abort_after;  // ends a run that is hopeless, not before
  bool is_trial = false;  // of a search for the highest rate: observers hear of it by `tried`
  BaseUrl target;

  // A run of scenarios: each begins so long after the run, or after the end of an earlier one. The
  // shape of the whole tells its model and time alone.
  std::vector<LoadPlan> scenarios;
  Duration start_after{0};
  std::string after;
  unsigned first_number = 0;  // of its users: numbers are of one user in the whole run
  unsigned all_workers = 0;   // of all scenarios; 0: of this load alone

  unsigned numbers_apart() const { return all_workers > 0 ? all_workers : workers; }
};

}  // namespace traffic
