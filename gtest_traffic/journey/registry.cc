// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/registry.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <utility>

#include "gtest_traffic/journey/journey.h"
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

void register_test(const Journey& journey, const std::string& name, const char* value, Row row) {
  testing::RegisterTest(journey.user.c_str(), name.c_str(), nullptr, value, journey.location.file,
                        journey.location.line,
                        [&journey, row] { return new JourneyTest(journey, row); });
}

}  // namespace

const Journey& register_journey(Journey journey) {
  journey.full_name = journey.user + "." + journey.name;
  const Journey& kept = registered().emplace_back(std::move(journey));
  index().push_back(&kept);
  const Rows& rows = kept.options.rows;
  // Rows with mistakes are one test that tells them, where nobody has refused them before.
  if (!rows.given() || !rows.mistakes().empty()) {
    register_test(kept, kept.name, nullptr, {});
    return kept;
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    register_test(kept, kept.name + "_" + rows[i].name(), rows[i].description().c_str(), rows[i]);
  }
  return kept;
}

const Journey& internal::register_walk(const char* user, const char* name, JourneyOptions&& options,
                                       std::unique_ptr<User> (*make_user)(), void (*walk)(User&),
                                       Location location) {
  return register_journey(Journey{user, name, {}, std::move(options), location, make_user, walk});
}

const std::vector<const Journey*>& journeys() { return index(); }

const Journey* find_journey(std::string_view full_name) {
  const auto found = std::find_if(index().begin(), index().end(), [&](const Journey* journey) {
    return journey->full_name == full_name;
  });
  return found == index().end() ? nullptr : *found;
}

std::vector<std::string> test_names(const Journey& journey) {
  const Rows& rows = journey.options.rows;
  if (!rows.given() || !rows.mistakes().empty()) return {journey.full_name};
  std::vector<std::string> names;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    names.push_back(journey.full_name + "_" + rows[i].name());
  }
  return names;
}

std::vector<std::string> journey_names() {
  std::vector<std::string> names;
  for (const Journey* journey : index()) names.push_back(journey->full_name);
  return names;
}

}  // namespace traffic
