// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/registry.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <utility>

#include "gtest_traffic/journey/journey_test.h"

namespace traffic {
namespace {

// Addresses stay: a Journey is referred to for the life of the program.
std::deque<Journey>& registered() {
  static auto* const instance = new std::deque<Journey>;
  return *instance;
}

std::vector<const Journey*>& index() {
  static auto* const instance = new std::vector<const Journey*>;
  return *instance;
}

}  // namespace

const Journey& register_journey(Journey journey) {
  journey.full_name = journey.user + "." + journey.name;
  const Journey& kept = registered().emplace_back(std::move(journey));
  index().push_back(&kept);
  testing::RegisterTest(kept.user.c_str(), kept.name.c_str(), nullptr, nullptr, kept.location.file,
                        kept.location.line, [&kept] { return new JourneyTest(kept); });
  return kept;
}

const std::vector<const Journey*>& journeys() { return index(); }

const Journey* find_journey(std::string_view full_name) {
  const auto found = std::find_if(index().begin(), index().end(), [&](const Journey* journey) {
    return journey->full_name == full_name;
  });
  return found == index().end() ? nullptr : *found;
}

std::vector<std::string> journey_names() {
  std::vector<std::string> names;
  for (const Journey* journey : index()) names.push_back(journey->full_name);
  return names;
}

}  // namespace traffic
