// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/http.h"
#include "gtest_traffic/net/testing/raw_server.h"

namespace traffic::detail {

// The expected result of a request: a failure with a text that explains it, or a response.
struct Outcome {
  testing::Matcher<Failure> failure = Failure::kNone;
  std::string detail;
  testing::Matcher<int> status = 0;
  std::string body;
};

inline Outcome fails(testing::Matcher<Failure> failure, std::string detail = {}) {
  return {std::move(failure), std::move(detail), 0, {}};
}
inline Outcome answers(int status, std::string body = {}) {
  return {Failure::kNone, {}, status, std::move(body)};
}

// For races that either side may win.
inline Outcome answers_or_fails(int status, const testing::Matcher<Failure>& failure) {
  return {testing::AnyOf(Failure::kNone, failure), {}, testing::AnyOf(status, 0), {}};
}

// Handles a connection immediately after it is accepted. The connection is closed afterwards.
using Treatment = std::function<void(RawConnection&)>;

// Sends the request; `base` is the URL of the server.
using Ask = std::function<Response(Http&, const std::string& base)>;

enum class Scheme : std::uint8_t { kHttp, kHttps };

// One hostile behavior of a server, and the result that the client must report.
struct Behavior {
  const char* name;
  Treatment serve;
  Outcome outcome;
  Ask ask = {};  // default: a GET
  Scheme scheme = Scheme::kHttp;
  Duration connect_timeout = std::chrono::seconds(10);
  Duration read_timeout = std::chrono::seconds(10);
  std::size_t memory = 8U << 20;  // maximum additional memory of the process, in bytes
};

using Behaviors = std::vector<Behavior>;

// The test matrix.
Behaviors hostile_heads();
Behaviors hostile_bodies();
Behaviors hostile_encodings();
Behaviors hostile_timing();
Behaviors hostile_closing();
Behaviors hostile_tls();
Behaviors hostile_certificates();
Behaviors hostile_redirects();
Behaviors hostile_cookies();

// Common treatments. Each reads the head of the request first.
Treatment says(std::string text);
Treatment says_and_stalls(std::string text);
Treatment says_and_resets(std::string text);
Treatment says_without_end(std::string start, std::string again);  // until the peer closes
Treatment drips(std::string start, std::string again);             // the same, slowly

// Writes until the peer has closed the connection.
void write_without_end(const RawConnection& connection, std::string_view again);

inline constexpr std::string_view kFine = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";

}  // namespace traffic::detail
