// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "gtest_traffic/auth.h"
#include "gtest_traffic/body.h"
#include "gtest_traffic/codec/transfer.h"
#include "gtest_traffic/exchange.h"
#include "gtest_traffic/http/arena.h"
#include "gtest_traffic/path.h"
#include "gtest_traffic/request_options.h"

namespace traffic::detail {

class Connection;

// The failure of a call that reaches the end of its total timeout is kReadTimeout, with this text.
constexpr std::string_view kTotalTimeoutText =
    "no complete response within the total timeout, which covers redirects and retries";

// Describes what a caller asks for. Views its parts, which must live until the call ends.
struct Request {
  Method method = Method::kGet;
  const Path& path;
  const Body& body;
  const RequestOptions& options;
  std::string_view name = {};  // metric name; must live as long as the arena of the call
};

// Holds one request with everything that was sent and received for it: an exchange for each
// attempt and for each hop of a redirect chain, each with its own times and bytes. The exchanges
// are in an arena. A value type.
struct Call {
  Call(const Request& asked, Arena& memory);

  // Starts another exchange with the same request. The previous one keeps the beginning of its
  // body.
  void send_again(SendCause cause);

  // Starts the exchange that follows a redirect.
  void follow(Method method);

  // Gives the latest exchange a failure instead of a response.
  void fail(Failure failure, std::string_view detail);

  // The latest exchange, which is the result in the end. `previous` leads to the earlier ones.
  Exchange* last;

  // The members below are valid only while the client sends. Its stages set them.
  const Request* request;
  Arena* arena;
  Connection* connection = nullptr;
  std::string_view target = {};  // path and query
  const Body* body;
  const std::vector<Parameter>* headers;  // of this request only
  Auth* auth = nullptr;
  std::string_view trace_line = {};
  Transfer transfer = {};
  std::string_view wire = {};  // bytes to send; with an upload, only the head
  Duration read_timeout{0};
  bool closes = false;  // the request asks to close the connection after the response

  // The end of the read timeout, which starts with the first attempt that is sent and covers all
  // attempts of a hop. `max` before.
  Time deadline = Time::max();

  // The end of the total timeout, which covers all hops and attempts and the pauses between them.
  // Waits for the rate cap are not part of it. `max`: no limit.
  Time end = Time::max();
};

}  // namespace traffic::detail
