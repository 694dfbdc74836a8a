// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/codec/response_reader.h"
#include "gtest_traffic/codec/transfer.h"
#include "gtest_traffic/exchange.h"
#include "gtest_traffic/http/arena.h"
#include "gtest_traffic/http/proxy.h"
#include "gtest_traffic/net/socket.h"
#include "gtest_traffic/net/target_rule.h"
#include "gtest_traffic/origin.h"

namespace traffic::detail {

// Options that all clients of a run share; must outlive the clients.
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
    bool nothing_sent = false;  // no byte of the request was sent
    std::uint64_t bytes_sent = 0;
  };

  // Sends `wire` and stores the response or the failure in the exchange. Silently replaces an idle
  // connection that the server has closed. If the server may have processed the request, sends it
  // again only for idempotent methods (RFC 9110 §9.2.2). If a server rejects the expectation (417),
  // sends the request again without it.
  Attempt send(Exchange& exchange, std::string_view wire, Duration read_timeout, Arena& arena,
               const Transfer* transfer = nullptr);

  void disconnect() { socket_.close(); }
  const Origin& origin() const { return origin_; }

  // Returns the proxy that forwards the requests, which therefore need the absolute form (RFC 9112
  // §3.2.2). Returns null if there is no proxy, or if it only provides a tunnel to the origin.
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
  const Proxy* proxy_;  // from the options; null: none
  Socket socket_;
  ResponseReader reader_;
  std::uint64_t connections_opened_ = 0;
};

}  // namespace traffic::detail
