// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/report.h"
#include "gtest_traffic/units.h"

namespace traffic {

// One load run of a search for the highest rate.
struct CapacityStep {
  Rate rate = {};
  Verdict verdict = Verdict::kPass;
  std::string detail = {};  // the reason for the verdict
  Rate achieved = {};
  Duration p99{0};  // response time
};

// The result of a search for the highest rate. The capacity of the target is between `rate` and
// `failed_at`.
struct Capacity {
  enum class End : std::uint8_t {
    kFound,        // the run at `failed_at` failed the gates
    kRangeEnds,    // every requested rate met the gates
    kGenerator,    // the run at `failed_at` was inconclusive: the generator was the limit
    kTooFew,       // no step had enough requests for the gates
    kInterrupted,  // interrupted before the end
  };

  std::string name = {};
  Rate rate = {};                      // highest rate that met the gates; zero if none did
  std::optional<Rate> failed_at = {};  // lowest rate that failed; empty if none failed
  End end = End::kFound;
  std::vector<std::string> gates = {};
  std::vector<CapacityStep> steps = {};  // in execution order
  Report report = {};                    // for the highest rate that met the gates
};

std::string_view to_string(Capacity::End end);  // `found`, `range-ends`, `generator`, …

// Prints one line per step and the result, for a failed assertion.
void PrintTo(const Capacity& capacity, std::ostream* out);

namespace detail {

std::string step_text(const CapacityStep& step);    // one line
std::string result_text(const Capacity& capacity);  // one line

}  // namespace detail
}  // namespace traffic
