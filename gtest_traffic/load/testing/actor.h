// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "gtest_traffic/journey/journey.h"
#include "gtest_traffic/load/load.h"
#include "gtest_traffic/load/plan.h"

namespace traffic {

// A user whose journeys do what a test tells them to; told nothing, they ask for `/ok`. The target
// is a server in this process: `/ok` answers at once, `/slow` after 200 ms, anything else 404.
class Actor : public User {
 public:
  using Script = std::function<void(Actor&)>;

 protected:
  void SetUp() override;
  void TearDown() override;
};

// Says what `Actor.Acts` does, and what a user's SetUp and TearDown do, for one scope.
class Scripted {
 public:
  explicit Scripted(Actor::Script script, Actor::Script set_up = {}, Actor::Script tear_down = {});
  ~Scripted();
  Scripted(const Scripted&) = delete;
  Scripted& operator=(const Scripted&) = delete;
};

// Runs a load without reporting to GoogleTest.
Report run_quietly(const Load& load);

// Judges a run anew, without gates, as one on a host that stalled for long enough to excuse
// arrivals that left late.
Report excused(Report report);

// Spends CPU time without ever giving way, as a journey must not.
void spin(Duration duration);

}  // namespace traffic
