// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/client/call.h"
#include "gtest_traffic/client/client_environment.h"
#include "gtest_traffic/client/connections.h"
#include "gtest_traffic/client/hop.h"
#include "gtest_traffic/client/request_writer.h"
#include "gtest_traffic/cookie_jar.h"
#include "gtest_traffic/http/traceparent.h"

namespace traffic::detail {

// Sends one virtual user's requests, with the user's constant headers, to the target or to any
// other origin. Keeps the user's cookies, follows redirects, and retries requests if that may help.
// Calls suspend the user's fiber. Belongs to that fiber.
class Client {
 public:
  explicit Client(ClientEnvironment& environment);

  static constexpr unsigned kRedirects = 10;

  // Sends a request and returns the finished call. Throws only the exceptions of a user-defined
  // Auth or body; the call then has Failure::kLocal.
  Call send(const Request& request, Arena& arena);
  void send(Call& call);

  // Sets a header of all later requests; an empty value removes it. A header with a secret is sent
  // only to the target.
  void set_header(std::string_view name, std::string_view value) {
    writer_.set_header(name, value);
  }

  // Returns the user's cookies. Creates the jar at the first call or the first received cookie.
  CookieJar& cookies();

  // Sets the authentication for later requests to the target, but to no other origin; null disables
  // it. Obtains the credentials at once. If that fails, the first request that needs them reports
  // the error.
  void set_auth(std::shared_ptr<Auth> auth);

  void set_redirects(unsigned most) { redirects_ = most; }

  // Starts a new trace id for all later requests; called at the start of each iteration.
  void start_trace() { trace_.start(); }

  void disconnect() { connections_.disconnect(); }
  std::uint64_t connections_opened() const { return connections_.connections_opened(); }

 private:
  // The stages of a call. Each one calls the next one once or several times.
  void send_and_follow(Call& call);
  void send_hop(Call& call);
  void send_authorized(Call& call);
  void send_with_retries(Call& call);
  void send_once(Call& call);

  void follow_redirects(Call& call);
  std::optional<std::string> advance(Hop& hop, const Call& call, unsigned followed) const;
  void send_streamed(Call& call);
  std::optional<Error> prepare(Auth& auth);
  void refuse(Call& call, const Error& error) const;
  void wait_for_rate_cap(Call& call);
  void store_cookies(const Call& call);
  Auth* auth_for(const Connection& connection) const;
  unsigned redirects_of(const Call& call) const;

  ClientEnvironment* environment_;
  Connections connections_;
  RequestWriter writer_;
  std::unique_ptr<CookieJar> jar_;  // null: no cookies yet
  std::shared_ptr<Auth> auth_;      // null: no authentication
  unsigned redirects_ = kRedirects;
  TraceIds trace_;
};

}  // namespace traffic::detail
