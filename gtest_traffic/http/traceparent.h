// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "gtest_traffic/random.h"

namespace traffic::detail {

// Creates the `traceparent` fields of requests (W3C Trace Context, version 00) for one virtual
// user. Each iteration is a trace and each request a span; all are sampled. Ids use the randomness
// of the system instead of the seed, so that they differ between runs. Allocates nothing.
class TraceIds {
 public:
  TraceIds();

  // Starts a new trace.
  void start();

  // Returns the line for the next request: `traceparent: 00-<trace id>-<span id>-01\r\n`. Valid
  // until the next call. The first span id of a user is random, and each later one is greater by
  // one.
  std::string_view next_line();

 private:
  Random random_;
  std::array<char, 70> line_;
};

// Returns the trace id in the head of a request, or an empty view. The id can be from the library
// or from the user.
std::string_view trace_id_of(std::string_view request_head);

}  // namespace traffic::detail
