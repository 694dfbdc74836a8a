// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/stages.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace traffic {
using namespace detail;
namespace {

using namespace std::chrono_literals;

constexpr Duration kStep = 100ms;
constexpr std::int64_t kMostPieces = 10'000;
constexpr Duration kAtOnce = 1ms;

Stage jump_to(Level level, Duration duration) {
  return {.duration = duration, .to = level, .at_once = true, .name = {}};
}

}  // namespace

Stages::Stages(Stage stage) { all_.push_back(std::move(stage)); }
Stages::Stages(std::vector<Stage> stages) : all_(std::move(stages)) {}

Stages stairs(const Stairs& stairs) {
  std::vector<Stage> stages;
  for (unsigned i = 0; i < stairs.steps; ++i) {
    // If `from` and `by` belong to different models, the stairs contain levels of both models, and
    // the shape rejects them.
    const double height = stairs.from.magnitude() + i * stairs.by.magnitude();
    stages.push_back(
        jump_to(with_magnitude(i == 0 ? stairs.from : stairs.by, height), stairs.each));
  }
  return stages;
}

Stages spikes(const Spikes& spikes) {
  std::vector<Stage> stages;
  for (unsigned i = 0; i < spikes.times; ++i) {
    stages.push_back(named("base", jump_to(spikes.base, spikes.every - spikes.lasting)));
    stages.push_back(named("spike", jump_to(spikes.peak, spikes.lasting)));
  }
  return stages;
}

Stage arrivals(double count, Duration during) {
  return constant(per_second(count / seconds_of(during)), during);
}

Stage at_once(double count) { return arrivals(count, kAtOnce); }

Stage pause(Duration duration) { return constant(per_second(0), duration); }

// The rate of arrivals over time is a normal curve. It is scaled so that `count` journeys arrive.
Stages heaviside(double count, Duration during) {
  const auto density = [&](Duration elapsed) {
    const double x = 4 * seconds_of(elapsed) / seconds_of(during) - 2;
    return std::exp(-x * x) * std::numbers::inv_sqrtpi * 4 / seconds_of(during);
  };
  const auto sampled = [&](double scale) {
    return follow(during, [&](Duration elapsed) { return per_second(scale * density(elapsed)); });
  };
  double area = 0, from = 0;
  const Stages unscaled = sampled(1);
  for (const Stage& piece : unscaled.all()) {
    const double to = piece.to->magnitude();
    area += (from + to) / 2 * seconds_of(piece.duration);
    from = to;
  }
  return sampled(count / area);
}

Stages follow(Duration during, const std::function<Level(Duration)>& level) {
  std::vector<Stage> stages{jump_to(level(Duration(0)), Duration(0))};
  const std::int64_t pieces = std::clamp<std::int64_t>(
      std::llround(seconds_of(during) / seconds_of(kStep)), 1, kMostPieces);
  Duration begin{0};
  for (std::int64_t i = 1; i <= pieces; ++i) {
    const Duration end = i == pieces ? during : during / pieces * i;
    stages.push_back({.duration = end - begin, .to = level(end), .at_once = false, .name = {}});
    begin = end;
  }
  return stages;
}

}  // namespace traffic
