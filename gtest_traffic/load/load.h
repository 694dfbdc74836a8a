// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/error.h"
#include "gtest_traffic/base/location.h"
#include "gtest_traffic/load/mix_entry.h"
#include "gtest_traffic/load/spacing.h"
#include "gtest_traffic/load/stages.h"
#include "gtest_traffic/metrics/figure.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

struct Capacity;
struct CapacityRange;
struct LoadPlan;

// Describes a load run and runs it:
//   Load().mix({{"Shopper.Browses", 9}}).shape(ramp_to(per_second(50), 10s), hold(30s)).run()
// A builder; belongs to one thread.
class Load {
 public:
  Load();
  ~Load();
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  Load& named(std::string name);
  Load& mix(
      std::vector<MixEntry> entries);  // default: every registered journey with its own weight
  Load& user_classes(std::vector<UserClass> classes);  // default: as their journeys' weights say
  Load& shape(std::vector<Stage> stages);
  // Takes stages, and groups of stages, in order.
  template <std::convertible_to<Stages>... Parts>
  Load& shape(const Parts&... parts) {
    return shape_of({Stages(parts)...});
  }
  Load& spacing(Spacing spacing);    // of arrivals; default even
  Load& request_paced();             // rates count requests instead of journeys
  Load& warm_up(Duration duration);  // left out of every figure; default none
  Load& pacing(
      Duration interval);  // closed model: each user starts an iteration at most this often
  // Never sends more requests than so many per second, set-up, retries and redirects among them:
  // the workers share it alike. What it holds back is counted, and is in no latency.
  Load& max_rate(Rate rate);
  Load& user_cap(std::size_t count);  // open model: at most so many virtual users; default 10,000

  // Closed model: walks so many iterations and ends; the shape's duration is the limit. What has
  // not started by then is dropped.
  Load& iterations(std::uint64_t in_all);
  Load& iterations_per_user(std::uint64_t count);

  Load& workers(unsigned count);  // threads; default 1
  Load& seed(std::uint64_t seed);
  Load& think(Duration low, Duration high);  // instead of the journeys' own; a flag beats it
  Load& grace(Duration duration);            // for what still runs at the end; default 30 s

  // A scenario begins so long after the run, or after the end of the one it follows.
  Load& start_after(Duration duration);

  // A scenario begins once another, added before it, has ended and its users have gone.
  Load& after(std::string scenario);

  // Bounds the report. With a bound on errors of all requests, a check that fails on a request
  // counts for that alone; without one, each distinct failed check also fails the test that runs
  // the load.
  Load& expect(Gate gate);

  // Ends the run as a failure once a gate fails on what was measured so far: an upper bound on
  // latency or errors of all requests, or a lower one on checks. Looks once per second, not before
  // `not_before` since the start.
  Load& abort_early(Duration not_before);

  // Returns the plan, or every mistake in it, without sending anything.
  Expected<LoadPlan> plan() const;

  // Runs it and waits for its end; an interrupt ends it early, with all it has measured. Throws
  // std::invalid_argument with the caller's line and every mistake of the plan.
  [[nodiscard]] Report run(Location location = Location::current());

 private:
  friend class Scenarios;
  friend Capacity find_max_rate(Load& load, std::vector<Gate> gates, CapacityRange range,
                                Location location);

  Load& shape_of(std::initializer_list<Stages> parts);

  std::unique_ptr<LoadPlan> plan_;
  std::vector<MixEntry> entries_;
  std::vector<UserClass> classes_;
};

// Runs a plan and returns what it measured, judged. Does not touch GoogleTest.
Report run_load(const LoadPlan& plan);

// Runs a plan in a test: also reports each distinct failed check, once, and the cause of an invalid
// run.
Report run_load_in_test(const LoadPlan& plan);

}  // namespace traffic
