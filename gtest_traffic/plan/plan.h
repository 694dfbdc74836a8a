// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/config/client_settings.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/gate.h"
#include "gtest_traffic/http/url.h"
#include "gtest_traffic/plan/mix.h"
#include "gtest_traffic/plan/pacer.h"
#include "gtest_traffic/plan/shape.h"

namespace traffic::detail {

// All inputs of a load run. `validate` checks them. Read-only while the load runs.
struct LoadPlan {
  std::string name = "load";
  Mix mix;
  std::optional<Error> mix_error;  // why there is no mix
  Shape shape;
  Spacing spacing = Spacing::kEven;
  bool request_paced = false;
  bool until_interrupted = false;
  Duration warm_up{0};
  std::optional<Rate> max_rate;  // requests per second, for all workers together
  Duration pacing{0};            // closed model: minimum time between iteration starts of a user
  std::size_t user_cap = 10000;  // open model

  // Where the cap comes from and how to raise it, for texts that blame it.
  std::string user_cap_origin = "the default; user_cap() raises it";

  // Open model: how long unneeded users are kept.
  Duration keep_idle_users = std::chrono::seconds(10);

  // Closed model: the number of iterations, of all users together or of each user. The run ends
  // when they are done. Iterations that have not started by its planned end are dropped.
  std::optional<std::uint64_t> iterations;
  std::optional<std::uint64_t> iterations_per_user;
  unsigned workers = 1;
  Duration spin{0};  // open model: how long before an arrival a worker stays awake
  std::uint64_t seed = 0;
  std::optional<ThinkTime> think;
  unsigned retries = 0;
  Duration grace = std::chrono::seconds(30);  // for running journeys, after the last arrival
  std::vector<Gate> gates;
  // Steps whose requests are counted per second, from `steps_over_time()` of gate_check.h.
  std::vector<std::string> steps_over_time;
  std::optional<Duration> abort_after;  // earliest time at which a failing gate ends the run
  // One load of a search for the highest rate: observers get a call of `tried` instead of
  // `finished`.
  bool is_trial = false;
  BaseUrl target;
  ClientSettings client;

  // A run of scenarios. Each begins at a time after the start of the run, or after the end of an
  // earlier scenario. The shape of the whole run defines only its model and its duration.
  bool of_scenarios = false;
  std::vector<LoadPlan> scenarios;
  Duration start_after{0};
  std::string after;
  unsigned first_number = 0;  // of its users; each number is unique in the whole run
  unsigned all_workers = 0;   // of all scenarios; 0: only this load

  unsigned numbers_apart() const { return all_workers > 0 ? all_workers : workers; }
};

}  // namespace traffic::detail
