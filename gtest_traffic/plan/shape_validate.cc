// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <string>

#include "gtest_traffic/plan/shape.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kMostErrors = 10;

std::string name_of(const Stage& stage, std::size_t index) {
  if (stage.name.empty()) return fmt::format("stage {}", index + 1);
  return fmt::format("stage {} ('{}')", index + 1, stage.name);
}

void check_level(const Level& level, const std::string& where, std::vector<Error>& errors) {
  const bool is_rate = level.is_rate();
  const double number = level.magnitude();
  const double bound = is_rate ? kMaxRate : kMaxUsers;
  if (std::isfinite(number) && number >= 0 && number <= bound) return;
  errors.push_back(
      {fmt::format("{}: a level of {}{} is not possible; use 0 to {:.0f}{}", where, number,
                   is_rate ? "/s" : " users", bound, is_rate ? "/s" : " users")});
}

}  // namespace

std::vector<Error> Shape::validate() const {
  std::vector<Error> errors;
  if (stages_.empty()) {
    return {{"the shape has no stage; give it one, such as a constant rate of 20/s for 30 s"}};
  }
  if (!stages_.front().to) {
    errors.push_back(
        {fmt::format("{}: there is no level to hold yet; start with a constant level or a ramp",
                     name_of(stages_.front(), 0))});
  }
  bool mixed = false;
  for (std::size_t i = 0; i < stages_.size(); ++i) {
    if (errors.size() >= kMostErrors) break;  // `follow` makes many stages, and each can be invalid
    const Stage& stage = stages_[i];
    const std::string where = name_of(stage, i);
    if (stage.duration < Duration(0)) {
      errors.push_back(
          {fmt::format("{}: its duration of {} s is negative", where, seconds_of(stage.duration))});
    } else if (stage.duration == Duration(0) && !stage.to) {
      errors.push_back(
          {fmt::format("{}: holds for no time; give it a duration or remove it", where)});
    }
    if (!stage.to) continue;
    check_level(*stage.to, where, errors);
    mixed |= stage.to->is_rate() != (model() == LoadModel::kOpen);
  }
  if (mixed) {
    errors.push_back(
        {"the shape mixes arrival rates with numbers of users; a load is either open (rates) or "
         "closed (users)"});
  }
  if (duration() == Duration(0)) {
    errors.push_back({"the shape lasts no time at all; give a stage a duration"});
  } else if (duration() > Duration(0) && duration() < kMinDuration) {
    errors.push_back({"the shape lasts less than a millisecond, the minimum"});
  } else if (duration() > kMaxDuration) {
    errors.push_back({fmt::format("the shape lasts longer than {} days, the maximum",
                                  kMaxDuration / std::chrono::hours(24))});
  }
  if (errors.empty() && peak() == 0) {
    errors.push_back({"the shape never rises above zero; give a stage a level"});
  }
  return errors;
}

}  // namespace traffic::detail
