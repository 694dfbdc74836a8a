// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/http/arena.h"
#include "gtest_traffic/http/exchange.h"
#include "gtest_traffic/http/origin.h"
#include "gtest_traffic/http/proxy.h"
#include "gtest_traffic/net/response_reader.h"
#include "gtest_traffic/net/socket.h"
#include "gtest_traffic/net/target_rule.h"
#include "gtest_traffic/net/transfer.h"

namespace traffic {

// What all clients of a run share; must outlive them.
struct ClientOptions {
  Duration connect_timeout = std::chrono::seconds(5);
  Duration read_timeout = std::chrono::seconds(30);
  ResponseLimits limits;
  TargetRule rule;
  TlsClient* tls = nullptr;  // for https targets; of the same thread
  ProxyRules proxies;
};

// Sends one virtual user's requests to one origin over a connection that is kept alive. Calls
// suspend the calling fiber. Belongs to one reactor.
class Client {
 public:
  Client(Reactor& reactor, const Origin& origin, const ClientOptions& options);

  struct Attempt {
    Time sent;
    Time done;
    bool nothing_sent = false;  // no byte of the request has left
    std::uint64_t bytes_sent = 0;
  };

  // Sends `wire` and fills in the response side of the exchange, or its failure. An idle connection
  // that the server has closed is replaced unseen; a request that may have been processed is sent
  // again only if its method is idempotent (RFC 9110 §9.2.2). A server that refuses an expectation
  // (417) is asked again without it.
  Attempt send(Exchange& exchange, std::string_view wire, Duration read_timeout, Arena& arena,
               const Transfer* transfer = nullptr);

  void disconnect() { socket_.close(); }
  const Origin& origin() const { return origin_; }

  // Returns the proxy that reads the requests, and so wants them in absolute form (RFC 9112
  // §3.2.2); null when there is none, or it only leads to the origin.
  const Proxy* forwarding_proxy() const { return origin_.tls ? nullptr : proxy_; }

  std::uint64_t connections_opened() const { return connections_opened_; }

 private:
  Failure connect(Exchange& exchange, Arena& arena);
  bool permits_behind_proxy(Time deadline) const;
  Failure lead_to_origin(Exchange& exchange, Time deadline, Arena& arena);
  Failure start_tls(Exchange& exchange, Time deadline, Arena& arena);
  std::string_view detail_of(Failure failure, Arena& arena) const;

  Origin origin_;
  const ClientOptions* options_;
  const Proxy* proxy_;  // of the options; null: none
  Socket socket_;
  ResponseReader reader_;
  std::uint64_t connections_opened_ = 0;
};

}  // namespace traffic
