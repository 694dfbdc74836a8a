// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/stuck.h"

#include <fmt/format.h>

#include "gtest_traffic/journey/registry.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {
namespace {

constexpr const char* kWhy =
    "it loops, computes or blocks without yielding; all users of a worker share its thread";

}  // namespace

std::string stuck_message(const UserPosition& position, Duration blocked_for,
                          const std::string& backtrace) {
  return fmt::format("stuck: a worker has made no progress for {} at {}: {}\n{}",
                     to_string(blocked_for), text_of(position), kWhy, backtrace);
}

DistinctFailure stuck_failure(const UserPosition& position, Duration grace,
                              const std::string& backtrace) {
  DistinctFailure failure;
  if (position.journey != nullptr) failure.journey = position.journey->full_name;
  if (position.step != nullptr) failure.step = *position.step;
  failure.file = position.at.file;
  failure.line = position.at.line;
  failure.message = fmt::format(
      "the journey did not end within the grace time of {}, and its worker was abandoned at {}: "
      "{}",
      to_string(grace), text_of(position), kWhy);
  failure.count = failure.outside = 1;
  std::string example = failure.message;
  if (!backtrace.empty()) example += "\nthe worker was\n" + backtrace;
  failure.examples.push_back(std::move(example));
  return failure;
}

}  // namespace traffic::detail
