// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "gtest_traffic/http/arena.h"
#include "gtest_traffic/http/body.h"
#include "gtest_traffic/http/exchange.h"
#include "gtest_traffic/http/path.h"
#include "gtest_traffic/http/traceparent.h"
#include "gtest_traffic/journey/request_head.h"
#include "gtest_traffic/journey/request_options.h"
#include "gtest_traffic/journey/run_context.h"
#include "gtest_traffic/net/clients.h"

namespace traffic {

// Sends one virtual user's requests, with what it sends every time, to the target or to any other
// origin, and again where that may help. Calls suspend the user's fiber, to which it belongs.
class UserAgent {
 public:
  explicit UserAgent(RunContext& context);

  // Sends a request whose method and location the exchange holds, and fills in the rest of it; adds
  // to the sample when it went out, what came and when. Whatever is kept lives in the arena.
  void send(Exchange& exchange, const Path& path, const Body& body, const RequestOptions& options,
            Arena& arena, Sample& sample);

  // Sends this header with every later request; an empty value takes it out again. One that holds
  // a secret goes to the target alone.
  void set_header(std::string_view name, std::string_view value) { head_.set(name, value); }

  // Gives the requests from now on another trace id; called as an iteration begins.
  void start_trace() { trace_.start(); }

  void disconnect() { clients_.disconnect(); }
  std::uint64_t connections_opened() const { return clients_.connections_opened(); }

 private:
  Client* find_client(Exchange& exchange, const Path& path, const RequestOptions& options,
                      Arena& arena);
  std::string_view write(Exchange& exchange, const Client& client, const Body& body,
                         const RequestOptions& options, const Upload* upload, Arena& arena);
  void stream(Exchange& exchange, Client& client, const Body& body, const RequestOptions& options,
              Arena& arena, Sample& sample);
  void deliver(Exchange& exchange, Client& client, std::string_view wire, Duration read_timeout,
               const Transfer& transfer, Arena& arena, Sample& sample);

  RunContext* context_;
  Clients clients_;
  RequestHead head_;
  TraceIds trace_;
};

}  // namespace traffic
