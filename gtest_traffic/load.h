// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/figure.h"
#include "gtest_traffic/location.h"
#include "gtest_traffic/mix_entry.h"
#include "gtest_traffic/report.h"
#include "gtest_traffic/spacing.h"
#include "gtest_traffic/stages.h"

namespace traffic {

class Load;

namespace detail {
struct LoadPlan;
LoadPlan draft_of(const Load& load);
}  // namespace detail

// Describes a load run and runs it:
//   Load().mix({{"Shopper.Browses", 9}}).shape(ramp_to(per_second(50), 10s), hold(30s)).run()
// A builder. An object belongs to one thread.
class Load {
 public:
  Load();
  ~Load();
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  Load& named(std::string name);
  Load& mix(
      std::vector<MixEntry> entries);  // default: every registered journey with its own weight
  Load& user_classes(std::vector<UserClass> classes);  // default: weights of the journeys
  Load& shape(std::vector<Stage> stages);
  // Accepts stages, and groups of stages, in order.
  template <std::convertible_to<Stages>... Parts>
  Load& shape(const Parts&... parts) {
    return shape_of({Stages(parts)...});
  }
  Load& spacing(Spacing spacing);    // of arrivals; default even
  Load& request_paced();             // rates count requests instead of journeys
  Load& warm_up(Duration duration);  // only the series includes it; default none
  Load& pacing(Duration interval);  // closed model: minimum time between iteration starts of a user
  // Limits the requests per second, including set-up, retries and redirects. The workers share the
  // limit equally. The report counts the requests that the limit delays. The delay is not part of
  // any latency.
  Load& max_rate(Rate rate);
  Load& user_cap(std::size_t count);  // open model: maximum number of virtual users; default 10,000

  // Closed model: runs this number of iterations and ends. The duration of the shape is the limit;
  // iterations that have not started by then are dropped.
  Load& iterations(std::uint64_t in_all);
  Load& iterations_per_user(std::uint64_t count);

  Load& workers(unsigned count);  // threads; default 1
  Load& seed(std::uint64_t seed);
  Load& think(Duration low, Duration high);  // replaces journeys' own; a flag overrides
  Load& grace(Duration duration);            // for running journeys after the end; default 30 s

  // Starts a scenario at this time after the start of the run, or after the end of the scenario
  // that it follows.
  Load& start_after(Duration duration);

  // Starts a scenario when another one, added before it, has ended and its users have left.
  Load& after(std::string scenario);

  // Adds a bound on the report. With a bound on the errors of all requests, a check that fails on a
  // request counts only for this bound. Without one, each distinct failed check also fails the
  // test.
  Load& expect(Gate gate);

  // Ends the run as failed when a gate fails on the measurements so far: an upper bound on the
  // latency or errors of all requests, or a lower bound on checks. Evaluates the gates once per
  // second, and not before `not_before` since the start.
  Load& abort_early(Duration not_before);

  // Runs the load and waits until it ends. An interrupt ends it early and keeps all measurements.
  // Throws std::invalid_argument with the line of the caller and every mistake in the plan.
  [[nodiscard]] Report run(Location location = Location::current());

 private:
  friend class Scenarios;
  friend detail::LoadPlan detail::draft_of(const Load& load);

  Load& shape_of(std::initializer_list<Stages> parts);

  std::unique_ptr<detail::LoadPlan> plan_;
  std::vector<MixEntry> entries_;
  std::vector<UserClass> classes_;
};

}  // namespace traffic
