// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gtest_traffic/error.h"

namespace traffic::detail {

// The part of a plan that has a mistake, so that a caller can point to its own input.
enum class PlanField : std::uint8_t {
  kGoogleTestFlag,
  kMix,
  kShape,
  kWarmUp,
  kGate,
  kAbort,
  kIterations,
  kUsers,
  kWorkers,
  kThink,
  kPacing,
  kMaxRate,
  kGrace,
  kScenario,
};

struct PlanMistake {
  PlanField field = PlanField::kGoogleTestFlag;
  std::string message = {};
  std::size_t gate = 0;  // its index, for kGate
};

// Collects the mistakes in a plan.
class PlanMistakes {
 public:
  void add(PlanField field, std::string message) { all_.push_back({field, std::move(message)}); }
  void add(PlanField field, const std::optional<Error>& error) {
    if (error) add(field, error->message);
  }
  void add_gate(std::size_t index, std::string message) {
    all_.push_back({PlanField::kGate, std::move(message), index});
  }

  bool has(PlanField field) const {
    return std::any_of(all_.begin(), all_.end(),
                       [field](const PlanMistake& one) { return one.field == field; });
  }
  const std::vector<PlanMistake>& all() const { return all_; }

 private:
  std::vector<PlanMistake> all_;
};

}  // namespace traffic::detail
