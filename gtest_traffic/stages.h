// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "gtest_traffic/stage.h"

namespace traffic {

// One or more stages, as the input of a shape. A value.
class Stages {
 public:
  Stages(Stage stage);
  Stages(std::vector<Stage> stages);
  const std::vector<Stage>& all() const { return all_; }

 private:
  std::vector<Stage> all_;
};

// A staircase of levels with equal durations.
struct Stairs {
  Level from = {};     // the first level
  Level by = {};       // change per level; a negative number goes down
  unsigned steps = 1;  // number of levels
  Duration each{0};
};
Stages stairs(const Stairs& stairs);

// A base level with bursts above it. The first burst starts at `every` minus `lasting`.
struct Spikes {
  Level base = {};
  Level peak = {};
  Duration every{0};    // from the end of one burst to the end of the next
  Duration lasting{0};  // duration of each burst, a stage named `spike`
  unsigned times = 1;
};
Stages spikes(const Spikes& spikes);

// Open model: `count` arrivals evenly over a time, or all within a millisecond. The latter allows
// at most 10,000.
Stage arrivals(double count, Duration during);
Stage at_once(double count);

// Open model: no arrivals.
Stage pause(Duration duration);

// Open model: `count` arrivals whose cumulative number follows the error function from -2 to 2.
// There are few arrivals at the ends, and most are in the middle.
Stages heaviside(double count, Duration during);

// Follows a function of the time since the beginning of these stages: `follow(1min, [](Duration t)
// { return users(…); })`. Samples the function every 100 ms, but at most 10,000 times, once before
// the run. Interpolates linearly between the samples.
Stages follow(Duration during, const std::function<Level(Duration)>& level);

}  // namespace traffic
