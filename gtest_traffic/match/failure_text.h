// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gtest_traffic/http/exchange.h"

namespace traffic {

// Says where in a run a check failed; views only.
struct FailureContext {
  std::string_view journey;  // `Shopper.BuysSomething`
  std::string_view step;     // `POST /api/users`; empty before the first
  int step_number = 0;       // counts from 1
  std::string_view polled;   // `41 attempts in 10 s`, where the last of several failed
  std::string_view row;      // `users.csv:4 {"email":"a@b.c"}`
  std::uint64_t seed = 0;
  std::uint64_t user = 0;
  std::uint64_t iteration = 0;
  std::string_view har;                // the file that will hold the test's requests
  std::string_view rerun_command;      // runs this one test again
  const Exchange* exchange = nullptr;  // of the step; null when no request was made
};

// Returns the first line alone, the same for the same fault: `Shopper.BuysSomething, step 'POST
// /api/users': expected status 201, got 503`.
std::string failure_line(const FailureContext& context, std::string_view assertion_message);

// Returns the whole evidence of a failed check: that line, the assertion's text, request and
// response (bodies up to kMaxBody bytes), timings, seed, a curl command and how to run the test
// again. Secrets are hidden.
std::string failure_text(const FailureContext& context, std::string_view assertion_message,
                         std::string_view file, int line);

inline constexpr std::size_t kMaxBody = 2048;

}  // namespace traffic
