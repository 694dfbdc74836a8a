// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/client.h"

#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/client/transmission.h"
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
      return "no complete response within the read timeout";
    case Failure::kClosed:
      return "the server closed the connection without a response";
    case Failure::kReset:
      return "the peer reset the connection";
    case Failure::kNoResources:
      return "out of file descriptors or local ports; raise `ulimit -n` or use fewer users";
    case Failure::kTls:
      return "this client was made for plain HTTP only";
    case Failure::kStopped:
      return "the run is stopping";
    default:
      return "the address cannot be reached";
  }
}

// Data of a failed attempt must not appear in the next one.
void forget_response(Exchange& exchange, Arena& arena) {
  arena.give_back(exchange.body.data());
  exchange.status = 0;
  exchange.response_head = exchange.body = exchange.failure_detail = {};
  exchange.failure = Failure::kNone;
  exchange.undecoded = {};
  exchange.wire_size = 0;
  exchange.timings = {};
  exchange.tls = nullptr;
  exchange.sets_cookies = false;
}

// Returns whether the request body can be sent again from its beginning.
bool can_start_over(const Transfer& transfer) {
  return transfer.upload == nullptr || transfer.upload->rewind();
}

}  // namespace

Client::Client(Reactor& reactor, const Origin& origin, const ClientOptions& options)
    : origin_(origin),
      options_(&options),
      proxy_(options.proxies.proxy_for(origin)),
      socket_(reactor) {}

Failure Client::connect(Exchange& exchange, Arena& arena) {
  const Time begin = Clock::now();
  const Time deadline = after(begin, options_->connect_timeout);
  const auto forbid = [&](std::string_view place) {
    exchange.failure_detail = arena.copy(fmt::format(
        "{} is not a local address; load may be aimed at it only with --traffic_allow_target={}",
        place, origin_.host));
    return Failure::kForbiddenTarget;
  };
  if (proxy_ != nullptr && !permits_behind_proxy(deadline)) return forbid(origin_.authority());
  const Origin& peer = proxy_ == nullptr ? origin_ : proxy_->origin;
  const Resolution resolution = resolve(peer.host, peer.port, deadline);
  if (resolution.failure != Failure::kNone) {
    exchange.failure_detail = arena.copy(resolution.detail);
    return resolution.failure;
  }
  Failure failure = Failure::kUnreachable;
  std::size_t left = resolution.addresses.size();
  for (const Address& address : resolution.addresses) {
    // Divide the remaining time, so that one unresponsive address leaves time for the others.
    const Time now = Clock::now();
    const Time until = now + std::max(Duration(0), deadline - now) / left--;
    if (proxy_ == nullptr && !options_->rule.permits(origin_.host, address)) {
      return forbid(address.text());
    }
    failure = socket_.connect(address, until);
    if (failure == Failure::kNone) {
      ++connections_opened_;
      if (origin_.tls) failure = lead_to_origin(exchange, deadline, arena);
      exchange.timings.connect = Clock::now() - begin;
      if (failure == Failure::kNone) exchange.failure_detail = {};
      return failure;
    }
    exchange.failure_detail =
        arena.copy(fmt::format("connect to {}{}: {}", address.text(),
                               proxy_ == nullptr ? "" : ", the proxy", say(failure)));
    if (failure == Failure::kStopped) break;
  }
  return failure;
}

// The rule applies to the target, not to the proxy. The proxy resolves the target's name itself, so
// its address is unknown here. Therefore the addresses that this process resolves must be
// permitted, or the name must be allowed.
bool Client::permits_behind_proxy(Time deadline) const {
  if (!options_->rule.local_only && !is_ip_address(origin_.host)) return true;
  const Resolution target = resolve(origin_.host, origin_.port, deadline);
  if (target.failure != Failure::kNone) return options_->rule.names(origin_.host);
  return std::all_of(target.addresses.begin(), target.addresses.end(), [&](const Address& address) {
    return options_->rule.permits(origin_.host, address);
  });
}

// The socket is connected to the origin or to the proxy.
Failure Client::lead_to_origin(Exchange& exchange, Time deadline, Arena& arena) {
  if (proxy_ != nullptr) {
    std::string detail;
    const Failure failure = open_tunnel(socket_, *proxy_, origin_, deadline, detail);
    if (failure != Failure::kNone) {
      exchange.failure_detail = arena.copy(detail);
      return failure;
    }
  }
  return start_tls(exchange, deadline, arena);
}

Failure Client::start_tls(Exchange& exchange, Time deadline, Arena& arena) {
  const Time begin = Clock::now();
  Failure failure = Failure::kTls;
  if (options_->tls != nullptr) {
    failure = socket_.start_tls(*options_->tls, origin_.host, origin_.port, deadline);
  }
  exchange.timings.tls = Clock::now() - begin;
  if (failure != Failure::kNone) {
    exchange.failure_detail = arena.copy(
        fmt::format("connect to {}: {}", origin_.authority(), detail_of(failure, arena)));
  }
  return failure;
}

// Copy the details of TLS, because they are lost when the socket closes.
std::string_view Client::detail_of(Failure failure, Arena& arena) const {
  const std::string_view detail = socket_.failure_detail();
  return detail.empty() ? say(failure) : arena.copy(detail);
}

Client::Attempt Client::send(Exchange& exchange, std::string_view wire, Duration read_timeout,
                             Arena& arena, const Transfer* special) {
  Transfer transfer = special == nullptr ? Transfer{} : *special;
  bool keep_alive = false;
  Attempt attempt{.sent = Clock::now(), .done = {}};
  forget_response(exchange, arena);
  Time written = attempt.sent;
  const auto finish = [&](Failure failure) {
    if (failure != Failure::kNone) attempt.done = Clock::now();
    exchange.failure = failure;
    exchange.timings.total = attempt.done - attempt.sent;
    if (const TlsInfo* const tls = socket_.tls()) exchange.tls = arena.make<TlsInfo>(*tls);
    if (failure != Failure::kNone || !keep_alive || !socket_.rest()) socket_.close();
    return attempt;
  };
  for (bool replaced = false;; replaced = true) {
    const bool reused = socket_.open() && !socket_.stale();
    if (!reused) {
      if (const Failure failure = connect(exchange, arena); failure != Failure::kNone) {
        attempt.nothing_sent = true;
        return finish(failure);
      }
      written = Clock::now();
    }
    if (!can_start_over(transfer)) {
      exchange.failure_detail = "the source of the body cannot be asked again";
      return finish(Failure::kLocal);
    }
    Transmission transmission(socket_, reader_, exchange, arena, transfer);
    Failure failure =
        transmission.run(wire, options_->limits, written, after(written, read_timeout));
    if (exchange.status == 407 && forwarding_proxy() != nullptr) {
      failure = Failure::kProxy;
      exchange.failure_detail =
          arena.copy(proxy_refusal(*proxy_, origin_, exchange.response_head, exchange.status));
      exchange.status = 0;
    }
    attempt.done = transmission.done();
    keep_alive = transmission.keep_alive();
    const bool answered = reader_.started();
    const std::size_t sent = transmission.sent();
    if (failure != Failure::kNone && exchange.failure_detail.empty()) {
      exchange.failure_detail = detail_of(failure, arena);
    }
    if (failure != Failure::kNone && reader_.answered_in_tls()) {
      exchange.failure_detail = kAnswersInTls;
    }
    const bool was_closed = failure == Failure::kClosed || failure == Failure::kReset;
    const bool closed_while_idle = reused && !replaced && was_closed && !answered;
    const bool again = closed_while_idle && (sent == 0 || is_idempotent(exchange.method));
    const bool refused = exchange.status == 417 && transfer.expect == Expect::kContinue;
    if ((again || refused) && can_start_over(transfer)) {
      socket_.close();
      forget_response(exchange, arena);
      if (refused) {
        transfer.expect = Expect::kNothing;
        exchange.request_head = wire.substr(0, wire.find("\r\n\r\n") + 4);
      }
      continue;
    }
    attempt.nothing_sent = sent == 0;
    attempt.bytes_sent = sent;
    return finish(failure);
  }
}

}  // namespace traffic::detail
