// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/location.h"
#include "gtest_traffic/http/failure.h"
#include "gtest_traffic/http/method.h"
#include "gtest_traffic/http/tls_info.h"

namespace traffic {

// Splits the time of the last attempt; `total` runs from send to the last byte, connecting and
// redirects included.
struct Timings {
  Duration redirects{0};   // spent in the requests that were redirected
  Duration connect{0};     // look-up, TCP and TLS; zero when the connection was kept alive
  Duration tls{0};         // the part of `connect` that TLS's handshake took
  Duration first_byte{0};  // from the request written to the first byte of the response
  Duration total{0};
};

// Records one request and what came back. All views point into the arena of the journey's current
// iteration, or of whoever made the exchange; a plain value without ownership.
struct Exchange {
  Method method = Method::kGet;
  std::string_view name;           // metric name: `GET /api/orders/{}`
  std::string_view origin;         // `http://127.0.0.1:8080`
  std::string_view target;         // as sent: `/api/orders/17?full=1`
  std::string_view request_head;   // request line and headers as sent, blank line included
  std::string_view request_body;   // of one that was read while it was sent: what a reader may see
  std::string_view upload_file;    // the path, when the body was one file
  bool request_body_read = false;  // it was read while it was sent
  Location location;               // where the journey made the request

  int status = 0;                    // 0: no response, see `failure`
  std::string_view response_head;    // status line and headers as received, blank line included
  std::string_view body;             // freed of its codings; empty when it went elsewhere
  std::string_view undecoded;        // the Content-Encoding that is still on it
  std::uint64_t wire_size = 0;       // of the body as it came, still with its content codings
  std::uint64_t streamed_size = 0;   // of a body that went to a file or a function
  std::string_view streamed_sha256;  // in hex, if asked for
  Failure failure = Failure::kNone;
  std::string_view failure_detail;  // what exactly: `connect to 127.0.0.1:9: connection refused`
  Timings timings;
  Time sent;                     // the last attempt
  const TlsInfo* tls = nullptr;  // null without TLS
  int attempts = 1;
  bool sets_cookies = false;                  // the response has a `Set-Cookie` field
  const Exchange* redirected_from = nullptr;  // whose response led here
  mutable bool status_checked = false;        // somebody looked at the status
};

}  // namespace traffic
