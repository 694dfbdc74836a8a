// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "gtest_traffic/journey/held_checks.h"

// A wrong login fails every test of a program in the same way. The first failure shows the request
// and the response, and each later one names the test of the first.
namespace traffic::detail {

struct JourneyFailure;

// Identifies the evidence of a failed login by its line, its text, its step and its row. Returns an
// empty text for other checks. The checks of a login are those in SetUp and TearDown, those of a
// response with status 401, and those of a request that failed with `auth`. If it failed with
// `auth`, nothing was sent, so the reason alone identifies the evidence.
std::string login_evidence_of(const FailedCheck& check, std::string_view summary,
                              bool outside_of_journey, std::string_view row);

// Returns the text with which a test reports a failure. Call it on the thread of the tests.
std::string text_for_test(const JourneyFailure& failure, const std::string& test);

}  // namespace traffic::detail
