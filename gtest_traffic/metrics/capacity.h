// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/units.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

// One load of a search for the highest rate.
struct CapacityStep {
  Rate rate = {};
  Verdict verdict = Verdict::kPass;
  std::string detail = {};  // what decided it
  Rate achieved = {};
  Duration p99{0};  // of response time
};

// What a search for the highest rate found: the target's capacity lies from `rate` to `failed_at`.
struct Capacity {
  enum class End : std::uint8_t {
    kFound,        // `failed_at` does not meet the gates
    kRangeEnds,    // all that was asked for met the gates
    kGenerator,    // `failed_at` could not be told: the generator was the limit
    kTooFew,       // no step had enough requests for the gates
    kInterrupted,  // before its end
  };

  std::string name = {};
  Rate rate = {};                      // the highest that met the gates; zero when none did
  std::optional<Rate> failed_at = {};  // the lowest that did not, where one was tried
  End end = End::kFound;
  std::vector<std::string> gates = {};
  std::vector<CapacityStep> steps = {};  // in the order they were run
  Report report = {};                    // of the highest rate that met the gates
};

std::string_view to_string(Capacity::End end);      // `found`, `range-ends`, `generator`, …
std::string step_text(const CapacityStep& step);    // one line
std::string result_text(const Capacity& capacity);  // one line

// Prints a line per step and the result, for a failed assertion.
void PrintTo(const Capacity& capacity, std::ostream* out);

}  // namespace traffic
