// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "gtest_traffic/journey.h"
#include "gtest_traffic/load.h"
#include "gtest_traffic/load/plan_of.h"
#include "gtest_traffic/load/run_load.h"
#include "gtest_traffic/plan/plan.h"

namespace traffic::detail {

// A user whose journeys run the script of a test. Without a script, they request `/ok`. The target
// is a server in this process: `/ok` responds at once, `/slow` after 200 ms, and any other path
// with 404.
class Actor : public User {
 public:
  using Script = std::function<void(Actor&)>;

 protected:
  void SetUp() override;
  void TearDown() override;
};

// Sets the actions of `Actor.Acts`, and of SetUp and TearDown of a user, for one scope.
class Scripted {
 public:
  explicit Scripted(Actor::Script script, Actor::Script set_up = {}, Actor::Script tear_down = {});
  ~Scripted();
  Scripted(const Scripted&) = delete;
  Scripted& operator=(const Scripted&) = delete;
};

// Runs a load without reporting to GoogleTest.
Report run_quietly(const Load& load);

// Judges a run again, without gates, as if the host had stalled long enough to excuse late
// arrivals.
Report excused(Report report);

// Uses CPU time without yielding, which a journey must not do.
void spin(Duration duration);

}  // namespace traffic::detail
