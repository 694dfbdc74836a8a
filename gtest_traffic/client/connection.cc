// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/connection.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "gtest_traffic/client/resend.h"
#include "gtest_traffic/client/round_trip.h"
#include "gtest_traffic/codec/upload.h"
#include "gtest_traffic/http/loopback.h"
#include "gtest_traffic/net/resolver.h"
#include "gtest_traffic/net/tunnel.h"
#include "gtest_traffic/tls_info.h"

namespace traffic::detail {
namespace {

constexpr std::string_view kAnswersInTls =
    "the server answered in TLS; use an https:// URL, or the port that speaks plain HTTP";

std::string_view say(Failure failure) {
  switch (failure) {
    case Failure::kRefused:
      return "connection refused; is the target running on this port?";
    case Failure::kConnectTimeout:
      return "no answer within the connect timeout";
    case Failure::kReadTimeout:
      return "no complete response within the read timeout, which covers all attempts";
    case Failure::kClosed:
      return "the server closed the connection without a response";
    case Failure::kReset:
      return "the peer reset the connection";
    case Failure::kNoResources:
      return "out of file descriptors or local ports; raise `ulimit -n` or use fewer users";
    case Failure::kStopped:
      return "the run is stopping";
    default:
      return "the address cannot be reached";
  }
}

// Returns whether the request body can be sent again from its beginning.
bool can_start_over(const Call& call) {
  return call.transfer.upload == nullptr || call.transfer.upload->rewind();
}

// Puts another address first than for the connection before. The workers share the turns, because
// each of them may have a single user.
void take_turns(Resolution& resolution) {
  static std::atomic<std::size_t> turn = 0;
  std::vector<Address>& addresses = resolution.addresses;
  if (addresses.size() < 2) return;
  const std::size_t first = turn.fetch_add(1, std::memory_order_relaxed) % addresses.size();
  std::rotate(addresses.begin(), addresses.begin() + static_cast<std::ptrdiff_t>(first),
              addresses.end());
}

}  // namespace

Connection::Connection(ClientEnvironment& environment, const Origin& origin)
    : environment_(&environment),
      origin_(origin),
      at_home_(origin == static_cast<const Origin&>(environment.target)),
      proxy_(environment.settings.proxies.proxy_for(origin)),
      socket_(environment.reactor) {}

void Connection::send(Call& call) {
  while (const auto cause = send_once(call)) {
    socket_.close();
    call.send_again(*cause);
    if (environment_->stopping) return call.fail(Failure::kStopped, say(Failure::kStopped));
    if (*cause == SendCause::kExpectation) {
      call.transfer.expect = Expect::kNothing;
      call.last->request_head = call.wire.substr(0, call.wire.find("\r\n\r\n") + 4);
    }
  }
}

// Returns the reason to send the request again on another connection, if there is one.
std::optional<SendCause> Connection::send_once(Call& call) {
  Exchange& exchange = *call.last;
  Time written = exchange.sent = Clock::now();
  const Duration idle = written - idle_since_;
  const bool reused = socket_.open() && idle < reader_.usable_for() &&
                      idle < environment_->settings.max_idle && !socket_.stale();
  if (!reused) {
    const Failure failure = connect(call);
    if (failure != Failure::kNone) {
      finish(call, failure);
      return std::nullopt;
    }
    written = Clock::now();
  }
  if (!can_start_over(call)) {
    exchange.failure_detail = "the body must be sent again, but a streamed body cannot be rewound";
    finish(call, Failure::kLocal);
    return std::nullopt;
  }
  const Failure failure = transfer(call, written);
  if (failure == Failure::kNone && exchange.status != 417) [[likely]] {
    finish(call, failure);
    return std::nullopt;
  }
  const std::optional<SendCause> again =
      reason_to_repeat(call, failure, reused ? std::optional(idle) : std::nullopt);
  finish(call, failure);
  return again;
}

// `kept_alive` is the idle time of a connection that carried a request before.
std::optional<SendCause> Connection::reason_to_repeat(Call& call, Failure failure,
                                                      std::optional<Duration> kept_alive) {
  Exchange& exchange = *call.last;
  if (exchange.status == 417) {
    const bool asked = call.transfer.expect == Expect::kContinue;
    return asked && can_start_over(call) ? std::optional(SendCause::kExpectation) : std::nullopt;
  }
  if (!kept_alive || !ended_unanswered(exchange, failure)) return std::nullopt;
  const bool unread = socket_.unread_by_peer(exchange.bytes_sent);
  if (unread && can_start_over(call)) return SendCause::kReconnect;
  exchange.failure_detail = call.arena->copy(
      fmt::format("{}; {}", exchange.failure_detail, old_connection_text(*kept_alive, unread)));
  return std::nullopt;
}

// Sends the request over the open connection. Stores the response and its times.
Failure Connection::transfer(Call& call, Time written) {
  Exchange& exchange = *call.last;
  RoundTrip trip(socket_, reader_, call);
  if (call.deadline == Time::max())
    call.deadline = std::min(after(written, call.read_timeout), call.end);
  Failure failure = trip.run(environment_->limits, written, call.deadline);
  if (exchange.status == 407 && forwarding_proxy() != nullptr) {
    failure = Failure::kProxy;
    exchange.failure_detail =
        call.arena->copy(proxy_refusal(*proxy_, origin_, exchange.response_head, exchange.status));
    exchange.status = 0;
  }
  exchange.timings.total = trip.done() - exchange.sent;
  exchange.bytes_sent = trip.sent();
  keep_alive_ = trip.keep_alive() && !call.closes;
  idle_since_ = trip.done();
  if (failure == Failure::kNone) return failure;
  if (exchange.failure_detail.empty()) exchange.failure_detail = detail_of(failure, *call.arena);
  if (reader_.answered_in_tls()) exchange.failure_detail = kAnswersInTls;
  return failure;
}

void Connection::finish(Call& call, Failure failure) {
  Exchange& exchange = *call.last;
  if (failure != Failure::kNone) {
    failure = name_limit(call, failure);
    exchange.timings.total = Clock::now() - exchange.sent;
  }
  exchange.failure = failure;
  if (const TlsInfo* const tls = socket_.tls()) exchange.tls = call.arena->make<TlsInfo>(*tls);
  if (failure != Failure::kNone || !keep_alive_ || !socket_.rest()) socket_.close();
}

// A limit on the whole request may have ended a part of it, such as the connecting.
Failure Connection::name_limit(Call& call, Failure failure) const {
  if (failure != Failure::kReadTimeout && failure != Failure::kConnectTimeout &&
      failure != Failure::kDns) {
    return failure;
  }
  const Time now = Clock::now();
  if (now >= call.end) {
    call.last->failure_detail = kTotalTimeoutText;
  } else if (failure == Failure::kConnectTimeout && now >= call.deadline) {
    call.last->failure_detail = say(Failure::kReadTimeout);
  } else {
    return failure;
  }
  return Failure::kReadTimeout;
}

Failure Connection::connect(Call& call) {
  Exchange& exchange = *call.last;
  const Time begin = exchange.sent;
  const Time deadline =
      std::min({after(begin, environment_->settings.connect_timeout), call.deadline, call.end});
  if (proxy_ != nullptr && !proxy_->problem.empty()) {
    exchange.failure_detail = call.arena->copy(proxy_->problem);
    return Failure::kProxy;
  }
  if (proxy_ != nullptr && !permits_behind_proxy(deadline)) {
    return forbid(origin_.authority(), origin_.host, call);
  }
  const Origin& peer = proxy_ == nullptr ? origin_ : proxy_->origin;
  Resolution resolution = look_up(peer, deadline);
  if (resolution.failure != Failure::kNone) {
    exchange.failure_detail = call.arena->copy(resolution.detail);
    return resolution.failure;
  }
  if (environment_->settings.address_order == AddressOrder::kInTurn) take_turns(resolution);
  Failure failure = Failure::kUnreachable;
  std::size_t left = resolution.addresses.size();
  for (const Address& address : resolution.addresses) {
    // Divide the remaining time, so that one unresponsive address leaves time for the others.
    const Time now = Clock::now();
    const Time until = now + std::max(Duration(0), deadline - now) / left--;
    if (!environment_->settings.rule.permits(peer.host, address)) {
      return forbid(address.text(), peer.host, call);
    }
    failure = connect_to(address, until, call);
    if (failure == Failure::kNone) {
      if (origin_.tls) failure = lead_to_origin(call, deadline);
      exchange.timings.connect = Clock::now() - begin;
      if (failure == Failure::kNone) exchange.failure_detail = {};
      return failure;
    }
    if (failure == Failure::kStopped) break;
  }
  return failure;
}

Resolution Connection::look_up(const Origin& place, Time deadline) const {
  auto given = environment_->settings.routes.find(place.host, place.port);
  return given ? *std::move(given) : resolve(place.host, place.port, deadline);
}

Failure Connection::connect_to(const Address& address, Time until, Call& call) {
  const Failure failure = socket_.connect(address, until);
  if (failure == Failure::kNone) {
    ++connections_opened_;
    environment_->count_connection(address);
  } else {
    call.last->failure_detail =
        call.arena->copy(fmt::format("connect to {}{}: {}", address.text(),
                                     proxy_ == nullptr ? "" : ", the proxy", say(failure)));
  }
  return failure;
}

Failure Connection::forbid(std::string_view place, std::string_view host, Call& call) const {
  call.last->failure_detail = call.arena->copy(fmt::format(
      "{} is not a local address; load may be aimed at it only with --traffic_allow_target={}",
      place, host));
  return Failure::kForbiddenTarget;
}

// The rule applies to the target and to the proxy. The proxy resolves the target's name itself, so
// the address of the target is unknown here. Therefore the addresses that this process resolves
// must be permitted, or the name must be allowed.
bool Connection::permits_behind_proxy(Time deadline) const {
  const TargetRule& rule = environment_->settings.rule;
  if (!rule.local_only && !is_ip_address(origin_.host)) return true;
  const Resolution target = look_up(origin_, deadline);
  if (target.failure != Failure::kNone) return rule.names(origin_.host);
  return std::all_of(target.addresses.begin(), target.addresses.end(),
                     [&](const Address& address) { return rule.permits(origin_.host, address); });
}

// The socket is connected to the origin or to the proxy.
Failure Connection::lead_to_origin(Call& call, Time deadline) {
  if (proxy_ != nullptr) {
    std::string detail;
    const Failure failure = open_tunnel(socket_, *proxy_, origin_, deadline, detail);
    if (failure != Failure::kNone) {
      call.last->failure_detail = call.arena->copy(detail);
      return failure;
    }
  }
  return start_tls(call, deadline);
}

Failure Connection::start_tls(Call& call, Time deadline) {
  const Time begin = Clock::now();
  const Failure failure =
      socket_.start_tls(environment_->tls, origin_.host, origin_.port, deadline);
  call.last->timings.tls = Clock::now() - begin;
  if (failure != Failure::kNone) {
    call.last->failure_detail = call.arena->copy(
        fmt::format("connect to {}: {}", origin_.authority(), detail_of(failure, *call.arena)));
  }
  return failure;
}

// Copy the details of TLS, because they are lost when the socket closes.
std::string_view Connection::detail_of(Failure failure, Arena& arena) const {
  const std::string_view detail = socket_.failure_detail();
  return detail.empty() ? say(failure) : arena.copy(detail);
}

}  // namespace traffic::detail
