// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gtest_traffic/exchange.h"
#include "gtest_traffic/location.h"
#include "gtest_traffic/match/condense.h"

namespace traffic::detail {

// Describes the place in a run where a check failed. Holds only views.
struct FailureContext {
  std::string_view journey;  // such as `Shopper.BuysSomething`
  std::string_view step;     // such as `POST /api/users`; empty before the first step
  int step_number = 0;       // starts at 1
  std::string_view polled;   // `41 attempts in 10 s`, if the last of several attempts failed
  std::string_view row;      // such as `users.csv:4 {"email":"a@b.c"}`
  std::uint64_t seed = 0;
  std::uint64_t user = 0;
  std::uint64_t iteration = 0;
  std::string_view har;                // the file that will hold the test's requests
  std::string_view rerun_command;      // a command that runs only this test
  const Exchange* exchange = nullptr;  // the step's exchange; null if no request was made
};

// Returns only the first line, which is the same for the same fault: `Shopper.BuysSomething, step
// 'POST /api/users': expected status 201, got 503`. Hides secrets.
std::string failure_line(const FailureContext& context, const CheckText& check);

// Returns the whole evidence of a failed check: the first line, the details of the check, request
// and response, timings, seed, a curl command and a command that repeats the test. Omits
// `check_at`, which every output shows beside the text. Shows at most kMaxBody bytes of each body.
// Hides secrets.
std::string failure_text(const FailureContext& context, const CheckText& check, Location check_at);

inline constexpr std::size_t kMaxBody = 2048;

}  // namespace traffic::detail
