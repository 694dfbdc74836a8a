// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/base/random.h"
#include "gtest_traffic/journey/registry.h"

namespace traffic {

// Names a journey and its share: `{"Shopper.Browses", 9}`.
struct MixEntry {
  std::string journey;
  double weight = 1;
};

// Journeys with their weights. A value.
class Mix {
 public:
  // Resolves names against the registered journeys; wildcards take several. Reports every mistake.
  static Expected<Mix> of(const std::vector<MixEntry>& entries);

  // Parses `NAME[=WEIGHT],…`; empty means every registered journey with its own weight.
  static Expected<Mix> parse(std::string_view text);

  const std::vector<const Journey*>& journeys() const { return journeys_; }
  std::vector<std::string> names() const;

  // Draws a journey's index by weight.
  std::size_t pick(Random& random) const;

 private:
  std::vector<const Journey*> journeys_;
  std::vector<double> up_to_;  // cumulative weights
};

}  // namespace traffic
