// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/registry.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <unordered_map>
#include <utility>

#include "gtest_traffic/journey.h"
#include "gtest_traffic/journey/journey_test.h"

namespace traffic::detail {
namespace {

// Addresses must be stable: references to a Journey remain valid until the program ends.
std::deque<Journey>& registered() {
  static auto* const instance = new std::deque<Journey>;
  return *instance;
}

std::vector<const Journey*>& index() {
  static auto* const instance = new std::vector<const Journey*>;
  return *instance;
}

std::vector<Error>& mistakes() {
  static auto* const instance = new std::vector<Error>;
  return *instance;
}

using Owners = std::unordered_map<std::string, const Journey*>;

Owners& owners_of_users() {
  static auto* const instance = new Owners;
  return *instance;
}

Owners& owners_of_tests() {
  static auto* const instance = new Owners;
  return *instance;
}

std::string place_of(const Journey& journey) {
  return fmt::format("{}:{}", journey.location.file, journey.location.line);
}

// A name must identify one class: selections, reports and the clean-up of an earlier run know only
// names.
void refuse_second_class(const Journey& journey) {
  const Journey& first = *owners_of_users().try_emplace(journey.user, &journey).first->second;
  if (*first.user_type == *journey.user_type) return;
  mistakes().push_back({fmt::format(
      "two different user classes are called '{}': {} at {} uses one, {} at {} uses the other; "
      "rename one of the classes",
      journey.user, first.full_name, place_of(first), journey.full_name, place_of(journey))});
}

void refuse_second_test(const Journey& journey) {
  for (const std::string& name : test_names(journey)) {
    const auto [taken, is_new] = owners_of_tests().try_emplace(name, &journey);
    if (is_new) continue;
    const Journey& other = *taken->second;
    mistakes().push_back(
        {fmt::format("two tests are called '{}': one is registered at {}, one at {}; "
                     "rename one of the journeys",
                     name, place_of(other), place_of(journey))});
    return;
  }
}

void register_test(const Journey& journey, const std::string& name, const char* value, Row row) {
  testing::RegisterTest(journey.user.c_str(), name.c_str(), nullptr, value, journey.location.file,
                        journey.location.line,
                        [&journey, row] { return new JourneyTest(journey, row); });
}

}  // namespace

const Journey& add_journey(Journey journey) {
  journey.full_name = journey.user + "." + journey.name;
  const Journey& kept = registered().emplace_back(std::move(journey));
  index().push_back(&kept);
  refuse_second_class(kept);
  refuse_second_test(kept);
  const Rows& rows = kept.options.rows;
  // If rows have mistakes that nothing has reported before, one test reports them.
  if (!rows.given() || !rows.mistakes().empty()) {
    register_test(kept, kept.name, nullptr, {});
    return kept;
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    register_test(kept, kept.name + "_" + rows[i].name(), rows[i].description().c_str(), rows[i]);
  }
  return kept;
}

const Journey& register_body(const char* user, const char* name, JourneyOptions&& options,
                             const BodyFunctions& functions, Location location) {
  return add_journey({.user = user,
                      .name = name,
                      .full_name = {},
                      .options = std::move(options),
                      .location = location,
                      .user_type = &functions.user_type,
                      .make_user = functions.make_user,
                      .body = functions.body});
}

const std::vector<Error>& journey_mistakes() { return mistakes(); }

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

}  // namespace traffic::detail
