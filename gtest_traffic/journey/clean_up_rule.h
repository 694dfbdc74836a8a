// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/http/response.h"

namespace traffic {

// Says what to delete after a journey when a step of it succeeded.
struct CleanUpRule {
  std::string step = {};  // `POST /api/users`, as the report names it
  std::string path = {};  // `/api/users/{/id}`: a JSON Pointer into the response in each brace

  // Fills in the path; throws MissingValue when the response lacks a value.
  std::string expand(const Response& response) const;
};

// Registers a rule: `clean_up("POST /api/users", "DELETE /api/users/{/id}")`. From then on whatever
// a 2xx response of that step made is deleted after the journey, without a word in it. Before
// RUN_ALL_TESTS only; what is wrong with a rule ends the program when it starts. Returns true, to
// initialise a constant with.
bool clean_up(std::string_view step, std::string_view deletion);

// Returns what was registered.
const std::vector<CleanUpRule>& clean_up_rules();

// Returns what is wrong with what was registered.
const std::vector<Error>& clean_up_mistakes();

}  // namespace traffic
