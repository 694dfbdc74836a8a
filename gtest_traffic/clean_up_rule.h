// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/error.h"
#include "gtest_traffic/response.h"

namespace traffic {

// Registers a rule: `clean_up("POST /api/users", "DELETE /api/users/{/id}")`. Each 2xx response of
// that step then schedules the created resource for deletion after the journey. Call it only before
// RUN_ALL_TESTS. An invalid rule ends the program at its start. Returns true, so that it can
// initialize a constant.
bool clean_up(std::string_view step, std::string_view deletion);

namespace detail {

// Defines a deletion after a journey in which a step succeeded.
struct CleanUpRule {
  std::string step = {};  // `POST /api/users`, as in the report
  std::string path = {};  // `/api/users/{/id}`: each brace holds a JSON Pointer into the response

  // Expands the path. Throws MissingValue if the response lacks a value.
  std::string expand(const Response& response) const;

  // Returns the path of the resource if it needs no response, or an empty text: a deletion without
  // braces, or the target of a PUT whose deletion has the same path (RFC 9110, section 9.3.4).
  std::string expand_without_response(std::string_view target) const;
};

// Returns the registered rules.
const std::vector<CleanUpRule>& clean_up_rules();

// Returns the mistakes of the registered rules.
const std::vector<Error>& clean_up_mistakes();

}  // namespace detail
}  // namespace traffic
