// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/stage.h"

#include <utility>

namespace traffic {

double magnitude(const Level& level) {
  const auto* rate = std::get_if<Rate>(&level);
  return rate != nullptr ? rate->per_second() : std::get_if<UserCount>(&level)->count;
}

Level with_magnitude(const Level& level, double number) {
  if (std::holds_alternative<Rate>(level)) return per_second(number);
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
