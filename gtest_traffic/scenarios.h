// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gtest_traffic/load.h"
#include "gtest_traffic/location.h"

namespace traffic {

class Scenarios;

namespace detail {
LoadPlan draft_of(const Scenarios& scenarios);
}

// Runs several loads together, each with its own mix, shape and users, and measures them as one:
//   Scenarios()
//       .add("browsing", Load().shape(constant(per_second(50), 1min)))
//       .add("buying", Load().shape(constant(users(5), 30s)).start_after(10s))
//       .expect(p95 < 250ms)
//       .run()
// A builder. An object belongs to one thread.
class Scenarios {
 public:
  Scenarios();
  ~Scenarios();
  Scenarios(const Scenarios&) = delete;
  Scenarios& operator=(const Scenarios&) = delete;

  // Adds a load with a unique name. The gates, the warm-up and the seed belong to the whole run:
  // set them here and not in the load.
  Scenarios& add(std::string name, const Load& load);

  Scenarios& named(std::string name);
  Scenarios& warm_up(Duration duration);  // of the whole run; only the series includes it
  Scenarios& seed(std::uint64_t seed);
  Scenarios& expect(Gate gate);  // of all scenarios together; `.of("Journey")` selects one journey
  Scenarios& abort_early(Duration not_before);

  // Runs the scenarios in the same way as Load::run.
  [[nodiscard]] Report run(Location location = Location::current());

 private:
  friend detail::LoadPlan detail::draft_of(const Scenarios& scenarios);

  std::unique_ptr<detail::LoadPlan> plan_;
};

}  // namespace traffic
