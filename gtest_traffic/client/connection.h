// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "gtest_traffic/client/call.h"
#include "gtest_traffic/client/client_environment.h"
#include "gtest_traffic/clock.h"
#include "gtest_traffic/codec/response_reader.h"
#include "gtest_traffic/net/resolver.h"
#include "gtest_traffic/net/socket.h"
#include "gtest_traffic/origin.h"

namespace traffic::detail {

// Sends one virtual user's requests to one origin over a connection that is kept alive. Calls
// suspend the calling fiber. Belongs to one reactor.
class Connection {
 public:
  Connection(ClientEnvironment& environment, const Origin& origin);

  // Sends the wire of a call and stores the response or the failure in its latest exchange. If the
  // server cannot have read the request, because it had closed the kept-alive connection, sends the
  // request again on a new connection in a further exchange. If a server rejects the expectation
  // (417), sends the request again without it.
  void send(Call& call);

  void disconnect() { socket_.close(); }
  const Origin& origin() const { return origin_; }

  // Returns whether the origin is the target of the run. Other origins receive no secrets of the
  // user.
  bool at_home() const { return at_home_; }

  // Returns the proxy that forwards the requests, which therefore need the absolute form (RFC 9112
  // §3.2.2). Returns null if there is no proxy, or if it only provides a tunnel to the origin.
  const Proxy* forwarding_proxy() const { return origin_.tls ? nullptr : proxy_; }

  std::uint64_t connections_opened() const { return connections_opened_; }

 private:
  std::optional<SendCause> send_once(Call& call);
  std::optional<SendCause> reason_to_repeat(Call& call, Failure failure,
                                            std::optional<Duration> kept_alive);
  Failure transfer(Call& call, Time written);
  void finish(Call& call, Failure failure);
  Failure name_limit(Call& call, Failure failure) const;
  Failure connect(Call& call);
  Resolution look_up(const Origin& place, Time deadline) const;
  Failure connect_to(const Address& address, Time until, Call& call);
  Failure forbid(std::string_view place, std::string_view host, Call& call) const;
  bool permits_behind_proxy(Time deadline) const;
  Failure lead_to_origin(Call& call, Time deadline);
  Failure start_tls(Call& call, Time deadline);
  std::string_view detail_of(Failure failure, Arena& arena) const;

  ClientEnvironment* environment_;
  Origin origin_;
  bool at_home_;
  const Proxy* proxy_;  // from the settings; null: none
  Socket socket_;
  ResponseReader reader_;
  bool keep_alive_ = false;  // after the latest response
  Time idle_since_;          // the end of the latest response
  std::uint64_t connections_opened_ = 0;
};

}  // namespace traffic::detail
