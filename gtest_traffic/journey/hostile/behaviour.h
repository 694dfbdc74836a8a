// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/journey/http.h"
#include "gtest_traffic/net/testing/raw_server.h"

namespace traffic {

// What a request comes to: a failure whose text says why, or a response.
struct Outcome {
  testing::Matcher<Failure> failure = Failure::kNone;
  std::string says;
  testing::Matcher<int> status = 0;
  std::string body;
};

inline Outcome fails(testing::Matcher<Failure> failure, std::string says = {}) {
  return {std::move(failure), std::move(says), 0, {}};
}
inline Outcome answers(int status, std::string body = {}) {
  return {Failure::kNone, {}, status, std::move(body)};
}

// For races that both sides may win.
inline Outcome answers_or_fails(int status, const testing::Matcher<Failure>& failure) {
  return {testing::AnyOf(Failure::kNone, failure), {}, testing::AnyOf(status, 0), {}};
}

// Treats a connection as soon as it is accepted; it is closed afterwards.
using Treatment = std::function<void(RawConnection&)>;

// Makes the request; `base` is the server's URL.
using Ask = std::function<Response(Http&, const std::string& base)>;

enum class Scheme : std::uint8_t { kHttp, kHttps };

// One way in which a server may be hostile, and what a client must make of it.
struct Behaviour {
  const char* name;
  Treatment serve;
  Outcome outcome;
  Ask ask = {};  // by default a GET
  Scheme scheme = Scheme::kHttp;
  Duration connect_timeout = std::chrono::seconds(10);
  Duration read_timeout = std::chrono::seconds(10);
  std::size_t memory = 8U << 20;  // that may come on top of what the process has, in bytes
};

using Behaviours = std::vector<Behaviour>;

// The matrix.
Behaviours hostile_heads();
Behaviours hostile_bodies();
Behaviours hostile_encodings();
Behaviours hostile_timing();
Behaviours hostile_closing();
Behaviours hostile_tls();
Behaviours hostile_certificates();
Behaviours hostile_redirects();
Behaviours hostile_cookies();

// The usual treatments. Each reads the request's head first.
Treatment says(std::string text);
Treatment says_and_stalls(std::string text);
Treatment says_and_resets(std::string text);
Treatment says_without_end(std::string start, std::string again);  // until it cannot
Treatment drips(std::string start, std::string again);             // the same, slowly

// Writes until the peer has gone.
void write_without_end(const RawConnection& connection, std::string_view again);

inline constexpr std::string_view kFine = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";

}  // namespace traffic
