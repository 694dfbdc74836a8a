// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/stage.h"

#include <utility>

namespace traffic {
using namespace detail;

Level detail::with_magnitude(const Level& level, double number) {
  if (level.is_rate()) return per_second(number);
  return users(number);
}

Stage hold(Duration duration) {
  return {.duration = duration, .to = {}, .at_once = false, .name = {}};
}

Stage ramp_to(Rate rate, Duration duration) {
  return {.duration = duration, .to = rate, .at_once = false, .name = {}};
}

Stage ramp_to(UserCount count, Duration duration) {
  return {.duration = duration, .to = count, .at_once = false, .name = {}};
}

Stage constant(Rate rate, Duration duration) {
  return {.duration = duration, .to = rate, .at_once = true, .name = {}};
}

Stage constant(UserCount count, Duration duration) {
  return {.duration = duration, .to = count, .at_once = true, .name = {}};
}

Stage named(std::string name, Stage stage) {
  stage.name = std::move(name);
  return stage;
}

}  // namespace traffic
