// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/cleanup/creating_step.h"
#include "gtest_traffic/client/call.h"
#include "gtest_traffic/client/client_environment.h"
#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/journey/published_position.h"
#include "gtest_traffic/journey/registry.h"
#include "gtest_traffic/metrics/recorder.h"

namespace traffic::detail {

class Session;

// Assigns a time slot to each request of a request-paced load.
class RequestSlots {
 public:
  // Suspends the session's fiber until a request is due; returns the due time.
  virtual Time wait_for_slot(Session& session) = 0;

 protected:
  ~RequestSlots() = default;
};

// The state that all virtual users of one thread share.
struct RunContext {
  enum class Use : std::uint8_t { kTest, kLoad, kBenchmark };

  RunContext(Reactor& on, Recorder& into, Use as, ClientSettings with);

  // Uses the settings of the process.
  RunContext(Reactor& on, Recorder& into, Use as);

  // Counts the new connections and the delays of a finished call.
  void count(const Call& call);

  // Tells whether the requests of a step create resources. The first request looks it up.
  const CreatingStep& creating(StepId step) {
    if (step >= creating_steps.size()) [[unlikely]]
      look_up_steps(step);
    return *creating_steps[step];
  }
  void look_up_steps(StepId last);

  ClientEnvironment client;
  Recorder& recorder;
  Progress progress;
  Use use;
  LoadModel model = LoadModel::kClosed;
  std::optional<ThinkTime> think;  // overrides the think times of journeys
  std::vector<const Journey*> mix;
  RequestSlots* slots = nullptr;
  std::vector<const CreatingStep*> creating_steps;  // by StepId, for `creating`
  Histogram cap_wait;       // wait of each request that the rate cap delayed
  std::string out_of_data;  // message of an exhausted feeder; if not empty, no iteration starts
  std::uint64_t connections_opened = 0;
  Histogram connect_time;                                          // of each new connection
  std::function<Time()> poll_clock = [] { return Clock::now(); };  // clock of polling blocks
};

}  // namespace traffic::detail
