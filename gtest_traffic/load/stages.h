// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "gtest_traffic/load/stage.h"

namespace traffic {

// One stage or several: what a shape is put together from. A value.
class Stages {
 public:
  Stages(Stage stage);
  Stages(std::vector<Stage> stages);
  const std::vector<Stage>& all() const { return all_; }

 private:
  std::vector<Stage> all_;
};

// Levels one above the other, each held as long.
struct Stairs {
  Level from = {};     // the first
  Level by = {};       // what each adds; a negative number goes down
  unsigned steps = 1;  // how many levels
  Duration each{0};
};
Stages stairs(const Stairs& stairs);

// A base level with bursts above it; the first comes after `every` less `lasting`.
struct Spikes {
  Level base = {};
  Level peak = {};
  Duration every{0};    // from the end of one to the end of the next
  Duration lasting{0};  // of each; a stage named `spike`
  unsigned times = 1;
};
Stages spikes(const Spikes& spikes);

// Open model: `count` arrivals evenly over a time, or all within a millisecond; at most 10,000
// then.
Stage arrivals(double count, Duration during);
Stage at_once(double count);

// Open model: nothing arrives.
Stage pause(Duration duration);

// Open model: `count` arrivals whose number follows a smooth step, the error function from -2 to 2:
// few at the ends, most in the middle.
Stages heaviside(double count, Duration during);

// Follows a function of the time since the beginning of these stages: `follow(1min, [](Duration t)
// { return users(…); })`. It is asked every 100 ms, or 10,000 times where that is less often, and
// taken for linear in between; once, before the run.
Stages follow(Duration during, const std::function<Level(Duration)>& level);

}  // namespace traffic
