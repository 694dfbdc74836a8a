// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/capacity.h"

#include <fmt/format.h>

#include <ostream>

namespace traffic {
using namespace detail;

std::string_view to_string(Capacity::End end) {
  switch (end) {
    case Capacity::End::kFound:
      return "found";
    case Capacity::End::kRangeEnds:
      return "range-ends";
    case Capacity::End::kGenerator:
      return "generator";
    case Capacity::End::kTooFew:
      return "too-few";
    case Capacity::End::kInterrupted:
      return "interrupted";
  }
  return "unknown";
}

std::string detail::step_text(const CapacityStep& step) {
  return fmt::format("{:>9}  {:<7}  achieved {:>9}  p99 {:>8}  {}", to_string(step.rate),
                     to_string(step.verdict), to_string(step.achieved, 4), to_string(step.p99),
                     step.detail);
}

std::string detail::result_text(const Capacity& capacity) {
  const bool some = capacity.rate > Rate();
  const std::string met = to_string(capacity.rate);
  const std::string failed = to_string(capacity.failed_at.value_or(Rate()));
  switch (capacity.end) {
    case Capacity::End::kFound:
      if (!some) return fmt::format("no rate met the gates: {} did not meet them", failed);
      return fmt::format("the highest rate that met the gates is {}; {} did not meet them", met,
                         failed);
    case Capacity::End::kRangeEnds:
      return fmt::format("{} met the gates; it is the highest rate of the search", met);
    case Capacity::End::kGenerator:
      if (!some) {
        return fmt::format(
            "the capacity of the target is unknown: the generator was the limit at {}", failed);
      }
      return fmt::format(
          "{} met the gates; at {} the generator was the limit, so the target may support more",
          met, failed);
    case Capacity::End::kTooFew:
      return "no rate had enough requests for the gates; use longer steps";
    case Capacity::End::kInterrupted:
      return some ? fmt::format("interrupted; {} met the gates so far", met)
                  : std::string("interrupted before a rate met the gates");
  }
  return "";
}

void PrintTo(const Capacity& capacity, std::ostream* out) {
  for (const CapacityStep& step : capacity.steps) *out << '\n' << step_text(step);
  *out << '\n' << result_text(capacity);
}

}  // namespace traffic
