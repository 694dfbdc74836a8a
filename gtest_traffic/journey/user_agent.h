// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "gtest_traffic/http/arena.h"
#include "gtest_traffic/http/body.h"
#include "gtest_traffic/http/cookie_jar.h"
#include "gtest_traffic/http/exchange.h"
#include "gtest_traffic/http/path.h"
#include "gtest_traffic/http/traceparent.h"
#include "gtest_traffic/journey/request_options.h"
#include "gtest_traffic/journey/request_writer.h"
#include "gtest_traffic/journey/run_context.h"
#include "gtest_traffic/net/clients.h"
#include "gtest_traffic/net/transfer.h"

namespace traffic {

// Sends one virtual user's requests, with what it sends every time, to the target or to any other
// origin; keeps its cookies, follows redirects, and sends again where that may help. Calls suspend
// the user's fiber, to which it belongs.
class UserAgent {
 public:
  explicit UserAgent(RunContext& context);

  static constexpr unsigned kRedirects = 10;

  // Sends a request whose name, method and location the exchange holds, and fills in the rest of
  // it; adds to the sample when it went out, what came and when. Returns the exchange that
  // redirects led to, or the same one. Whatever is kept lives in the arena.
  Exchange& send(Exchange& exchange, const Path& path, const Body& body,
                 const RequestOptions& options, Arena& arena, Sample& sample);

  // Sends this header with every later request; an empty value takes it out again. One that holds
  // a secret goes to the target alone.
  void set_header(std::string_view name, std::string_view value) {
    writer_.set_header(name, value);
  }

  // Returns the user's cookies; a user that got none has no jar until somebody asks for it.
  CookieJar& cookies();

  // Completes the later requests to the target, and none to another origin; null: nothing does.
  void set_auth(std::shared_ptr<Auth> auth);

  void set_redirects(unsigned most) { redirects_ = most; }

  // Gives the requests from now on another trace id; called as an iteration begins.
  void start_trace() { trace_.start(); }

  void disconnect() { clients_.disconnect(); }
  std::uint64_t connections_opened() const { return clients_.connections_opened(); }

 private:
  // When a hop first went out, and its last attempt.
  struct Delivery {
    Time first_sent;
    Duration cap_wait_before{0};  // for the rate cap, until then
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

}  // namespace traffic
