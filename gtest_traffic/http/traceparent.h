// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "gtest_traffic/base/random.h"

namespace traffic {

// Makes the values of the `traceparent` header (W3C Trace Context, version 00) of one virtual user:
// one trace for each iteration, a span for each request, all sampled. Ids come from the system's
// randomness and never from the seed, so that no two runs share one. Allocates nothing.
class TraceIds {
 public:
  TraceIds();

  // Begins another trace.
  void start();

  // Returns the value for the next request, `00-<trace id>-<span id>-01`; valid until another is
  // asked for. The spans of a user are numbered on from a random one.
  std::string_view next();

 private:
  Random random_;
  std::array<char, 55> value_;
};

// Returns the trace id that a request was sent with, ours or the user's; empty when it had none.
std::string_view trace_id_of(std::string_view request_head);

}  // namespace traffic
