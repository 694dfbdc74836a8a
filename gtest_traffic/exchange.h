// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/failure.h"
#include "gtest_traffic/location.h"
#include "gtest_traffic/method.h"
#include "gtest_traffic/tls_info.h"

namespace traffic {

// Holds the times of the last attempt of a request. `total` lasts from sending to the last byte,
// including connecting and all redirects before it.
struct Timings {
  Duration redirects{0};   // spent in redirected requests
  Duration connect{0};     // look-up, TCP and TLS; zero for a kept-alive connection
  Duration tls{0};         // the TLS handshake, part of `connect`
  Duration first_byte{0};  // from the start of sending, once connected, to the first response byte
  Duration total{0};
};

// States why the client sent a request.
enum class SendCause : std::uint8_t {
  kAsked,        // the journey requested it
  kRedirect,     // the previous response redirected to it
  kRetry,        // the previous attempt failed, or the server requested a retry
  kCredentials,  // the previous response was 401, and there are new credentials
  kReconnect,    // the server had closed the kept-alive connection before it received the request
  kExpectation,  // the server rejected `Expect: 100-continue` (417)
};

namespace detail {

// Tells whether the request replaces the previous one, which the server had not processed. The
// client sends such a request at once, and its time includes the time of the previous one.
constexpr bool replaces_previous(SendCause cause) {
  return cause == SendCause::kReconnect || cause == SendCause::kExpectation;
}

}  // namespace detail

// Holds one request and its response, or its failure. All views point into the arena of the current
// iteration, or of the creator of the exchange. A value type without ownership.
struct Exchange {
  Method method = Method::kGet;
  std::string_view name = {};          // metric name: `GET /api/orders/{}`
  std::string_view origin = {};        // `http://127.0.0.1:8080`
  std::string_view target = {};        // as sent: `/api/orders/17?full=1`
  std::string_view request_head = {};  // request line and headers as sent, blank line included
  std::string_view request_body = {};  // of a streamed body: a readable form of it
  std::string_view upload_file = {};   // its path, if the body is one file
  bool request_body_read = false;      // the body was streamed
  SendCause cause = SendCause::kAsked;
  Location location = {};  // where the journey made the request

  int status = 0;                       // 0: no response, see `failure`
  std::string_view response_head = {};  // status line and headers as received, blank line included
  std::string_view body = {};           // decoded; empty if a sink received it
  std::string_view undecoded = {};      // the Content-Encoding that was not decoded
  std::uint64_t wire_size = 0;          // of the body before decoding, in bytes
  std::uint64_t streamed_size = 0;      // of a body that a sink received, in bytes
  std::string_view streamed_sha256 = {};  // in hex, if requested
  Failure failure = Failure::kNone;       // otherwise the response is the part that arrived
  std::string_view failure_detail = {};   // `connect to 127.0.0.1:9: connection refused`
  Timings timings = {};
  Time sent = {};                // start, before connecting
  Duration cap_wait{0};          // delay by a rate cap before `sent`
  std::uint64_t bytes_sent = 0;  // of the head and the body
  std::uint64_t bytes_received = 0;
  const TlsInfo* tls = nullptr;  // null without TLS
  int attempts = 1;              // number of times it was sent so far, since the latest redirect
  bool sets_cookies = false;     // the response has a `Set-Cookie` field
  const Exchange* redirected_from = nullptr;  // the exchange that redirected to this one
  const Exchange* previous = nullptr;         // sent before this one for the same call
  mutable bool status_checked = false;        // the status was evaluated, or may be any

  // Returns the end of the response, or of the failed attempt.
  Time done() const { return sent + timings.total - timings.redirects; }
};

}  // namespace traffic
