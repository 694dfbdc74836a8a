// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "gtest_traffic/body.h"
#include "gtest_traffic/client/clients.h"
#include "gtest_traffic/client/request_writer.h"
#include "gtest_traffic/codec/transfer.h"
#include "gtest_traffic/cookie_jar.h"
#include "gtest_traffic/exchange.h"
#include "gtest_traffic/http/arena.h"
#include "gtest_traffic/http/traceparent.h"
#include "gtest_traffic/journey/run_context.h"
#include "gtest_traffic/path.h"
#include "gtest_traffic/request_options.h"

namespace traffic::detail {

// Sends one virtual user's requests, with the user's constant headers, to the target or to any
// other origin. Keeps the user's cookies, follows redirects, and retries requests if that may help.
// Calls suspend the user's fiber. Belongs to that fiber.
class UserAgent {
 public:
  explicit UserAgent(RunContext& context);

  static constexpr unsigned kRedirects = 10;

  // Sends the request with the exchange's name, method and location, and sets the rest of the
  // exchange. Records the send time, the result and the end time in the sample. Returns the
  // exchange at the end of the redirects, or the same exchange. All data is stored in the arena.
  Exchange& send(Exchange& exchange, const Path& path, const Body& body,
                 const RequestOptions& options, Arena& arena, Sample& sample);

  // Sets a header of all later requests; an empty value removes it. A header with a secret is sent
  // only to the target.
  void set_header(std::string_view name, std::string_view value) {
    writer_.set_header(name, value);
  }

  // Returns the user's cookies. Creates the jar at the first call or the first received cookie.
  CookieJar& cookies();

  // Sets the authentication for later requests to the target, but to no other origin; null disables
  // it.
  void set_auth(std::shared_ptr<Auth> auth);

  void set_redirects(unsigned most) { redirects_ = most; }

  // Starts a new trace id for all later requests; called at the start of each iteration.
  void start_trace() { trace_.start(); }

  void disconnect() { clients_.disconnect(); }
  std::uint64_t connections_opened() const { return clients_.connections_opened(); }

 private:
  // The first send time of a hop, and its last attempt.
  struct Delivery {
    Time first_sent;
    Duration cap_wait_before{0};  // delay by the rate cap before the first send
    Time sent;
    Time done;
  };

  Exchange& follow(Exchange& redirected, const Body& body, const RequestOptions& options,
                   Arena& arena, Sample& sample);
  void refuse(Exchange& exchange, const Error& error, Arena& arena) const;
  Auth* auth_for(const Origin& origin) const;
  std::string_view write(Exchange& exchange, const Client& client, const Message& message,
                         Arena& arena);
  Delivery deliver(Exchange& exchange, Message message, const RequestOptions& options, Arena& arena,
                   Sample& sample);
  Delivery stream(Exchange& exchange, Client& client, Message message,
                  const RequestOptions& options, Arena& arena, Sample& sample);
  Delivery send_with_auth(Exchange& exchange, Client& client, const Message& message,
                          const RequestOptions& options, const Transfer& transfer, Arena& arena,
                          Sample& sample);
  Delivery attempt(Exchange& exchange, Client& client, std::string_view wire,
                   const RequestOptions& options, const Transfer& transfer, Arena& arena,
                   Sample& sample);
  void wait_for_cap(Sample& sample);
  void store_cookies(const Exchange& exchange, const Origin& from);

  RunContext* context_;
  Clients clients_;
  RequestWriter writer_;
  std::unique_ptr<CookieJar> jar_;  // null: no cookies yet
  std::shared_ptr<Auth> auth_;      // null: none
  unsigned redirects_ = kRedirects;
  TraceIds trace_;
};

}  // namespace traffic::detail
