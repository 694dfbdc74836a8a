// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/user_agent.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/client/hop.h"
#include "gtest_traffic/codec/download.h"
#include "gtest_traffic/codec/upload.h"
#include "gtest_traffic/headers.h"
#include "gtest_traffic/http/http_date.h"
#include "gtest_traffic/http/redirect.h"

namespace traffic::detail {
namespace {

// The URL and the cookies of the next request; not used after the fiber has been suspended.
thread_local Url next_url;
thread_local std::string next_cookies;

// Without a body, an expectation is useless.
Expect expectation(const Body& body, const RequestOptions& options) {
  return body.empty() ? Expect::kNothing : options.expect;
}

bool has_source(const Body& body) {
  return std::any_of(body.pieces().begin(), body.pieces().end(),
                     [](const BodyPiece& piece) { return piece.source != nullptr; });
}

// Each of ten redirects may have a large body, of which only the beginning is useful.
void shorten_body(Exchange& redirected, Arena& arena) {
  constexpr std::size_t kKept = 64 * 1024;
  if (redirected.body.size() <= kKept) return;
  const char* const whole = redirected.body.data();
  redirected.body = arena.copy(redirected.body.substr(0, kKept));
  arena.give_back(whole);
}

}  // namespace

UserAgent::UserAgent(RunContext& context)
    : context_(&context),
      clients_(context.reactor, context.client),
      writer_(context.target, context.origin) {
  for (const auto& [name, value] : context.headers) set_header(name, value);
}

Exchange& UserAgent::send(Exchange& exchange, const Path& path, const Body& body,
                          const RequestOptions& options, Arena& arena, Sample& sample) {
  Delivery first;
  if (const auto error = writer_.address(path, options.query, next_url)) {
    exchange.failure = Failure::kBadUrl;
    exchange.failure_detail = arena.copy(error->message);
    first.first_sent = first.sent = first.done = Clock::now();
  } else {
    Auth* const auth = options.auth == nullptr ? auth_for(next_url.origin) : options.auth.get();
    first = deliver(exchange, {.body = &body, .headers = &options.headers, .auth = auth}, options,
                    arena, sample);
  }
  const bool due_when_sent =
      sample.intended == Time::min() || context_->model == LoadModel::kClosed;
  if (due_when_sent) {
    sample.intended = first.first_sent;
    sample.cap_wait -= first.cap_wait_before;
  }
  sample.sent = first.sent;
  sample.done = first.done;
  sample.attempts = static_cast<std::uint32_t>(exchange.attempts);
  exchange.sent = first.sent;
  const bool follows = is_redirect(exchange.status) && options.redirects.value_or(redirects_) > 0;
  Exchange* const last = follows ? &follow(exchange, body, options, arena, sample) : &exchange;
  sample.status = last->status;
  sample.failure = last->failure;
  return *last;
}

Exchange& UserAgent::follow(Exchange& redirected, const Body& body, const RequestOptions& options,
                            Arena& arena, Sample& sample) {
  const unsigned most = options.redirects.value_or(redirects_);
  Hop hop{.method = redirected.method,
          .url = {.origin = clients_.last().origin(), .target = std::string(redirected.target)},
          .headers = options.headers,
          .has_body = true};
  const Origin first = hop.url.origin;
  bool left_first = false;
  const Body no_body;
  Exchange* exchange = &redirected;
  for (unsigned followed = 0; is_redirect(exchange->status); ++followed) {
    std::optional<std::string> obstacle = follow_redirect(*exchange, hop);
    if (followed == most) {
      obstacle =
          fmt::format("there are more than {} redirects: {}", most, redirect_chain(*exchange));
    } else if (hop.has_body && has_source(body)) {
      obstacle = fmt::format("the {} wants the body again, whose source cannot be asked again",
                             exchange->status);
    }
    if (obstacle) {
      exchange->failure = Failure::kRedirect;
      exchange->failure_detail = arena.copy(*obstacle);
      exchange->status = 0;
      break;
    }
    shorten_body(*exchange, arena);
    auto* const next = arena.make<Exchange>();
    next->method = hop.method;
    next->name = redirected.name;
    next->location = redirected.location;
    next->redirected_from = exchange;
    next_url = hop.url;
    left_first = left_first || hop.url.origin != first;
    Auth* auth = auth_for(hop.url.origin);
    if (options.auth != nullptr) auth = left_first ? nullptr : options.auth.get();
    const Delivery delivery = deliver(
        *next, {.body = hop.has_body ? &body : &no_body, .headers = &hop.headers, .auth = auth},
        options, arena, sample);
    next->sent = delivery.sent;
    next->timings.redirects = delivery.sent - sample.sent;
    next->timings.total += next->timings.redirects;
    sample.done = delivery.done;
    sample.attempts += static_cast<std::uint32_t>(next->attempts - 1);
    exchange = next;
  }
  return *exchange;
}

Auth* UserAgent::auth_for(const Origin& origin) const {
  const Origin& home = context_->target;
  return auth_ != nullptr && origin == home ? auth_.get() : nullptr;
}

// Sends one hop to the next URL.
UserAgent::Delivery UserAgent::deliver(Exchange& exchange, Message message,
                                       const RequestOptions& options, Arena& arena,
                                       Sample& sample) {
  Client& client = clients_.to(next_url.origin);
  const Body& body = *message.body;
  message.range = &options.range;
  message.target = next_url.target;
  if (context_->traces) message.trace_line = trace_.next_line();
  if (message.auth != nullptr) {
    message.target = arena.copy(message.target);  // other fibers may run meanwhile
    if (const auto error = message.auth->prepare()) {
      message.auth = nullptr;
      write(exchange, client, message, arena);  // records the request that would have been sent
      refuse(exchange, *error, arena);
      const Time now = Clock::now();
      return {.first_sent = now, .sent = now, .done = now};
    }
  }
  if (!body.pieces().empty() || options.into.kind != BodySink::Kind::kHold) [[unlikely]] {
    return stream(exchange, client, message, options, arena, sample);
  }
  return send_with_auth(exchange, client, message, options,
                        {.expect = expectation(body, options), .decoding = options.decoding}, arena,
                        sample);
}

// Nothing is sent without credentials, and data of an earlier attempt is not the response.
void UserAgent::refuse(Exchange& exchange, const Error& error, Arena& arena) const {
  exchange.status = 0;
  exchange.failure = context_->stopping ? Failure::kStopped : Failure::kAuth;
  exchange.failure_detail = arena.copy(error.message);
}

std::string_view UserAgent::write(Exchange& exchange, const Client& client, const Message& message,
                                  Arena& arena) {
  Message whole = message;
  next_cookies.clear();
  if (jar_ != nullptr) {
    jar_->append_to(next_cookies, client.origin(), message.target, wall_now());
  }
  whole.cookies = next_cookies;
  return writer_.write(exchange, client, whole, arena);
}

// Sends a request whose body or response is not in memory as a whole.
UserAgent::Delivery UserAgent::stream(Exchange& exchange, Client& client, Message message,
                                      const RequestOptions& options, Arena& arena, Sample& sample) {
  const Body& body = *message.body;
  Upload upload(body.pieces());
  Download download(options.into);
  Transfer transfer{.expect = expectation(body, options), .decoding = options.decoding};
  if (!body.pieces().empty()) {
    transfer.upload = &upload;
    message.upload = &upload;
    exchange.request_body_read = true;
    if (body.pieces().size() == 1) exchange.upload_file = arena.copy(body.pieces().front().path);
    exchange.failure = upload.open();
  }
  if (options.into.kind != BodySink::Kind::kHold) transfer.download = &download;
  if (exchange.failure != Failure::kNone) {
    write(exchange, client, message, arena);
    exchange.failure_detail = arena.copy(upload.detail());
    const Time now = Clock::now();
    return {.first_sent = now, .sent = now, .done = now};
  }
  const Delivery delivery =
      send_with_auth(exchange, client, message, options, transfer, arena, sample);
  exchange.streamed_size = download.size();
  exchange.streamed_sha256 = arena.copy(download.sha256());
  return delivery;
}

void UserAgent::set_auth(std::shared_ptr<Auth> auth) { auth_ = std::move(auth); }

CookieJar& UserAgent::cookies() {
  if (jar_ == nullptr) jar_ = std::make_unique<CookieJar>(context_->target);
  return *jar_;
}

void UserAgent::store_cookies(const Exchange& exchange, const Origin& from) {
  const std::chrono::sys_seconds now = wall_now();
  HeaderReader reader(exchange.response_head);
  while (const auto field = reader.next()) {
    if (!equals_ignoring_case(field->name, "Set-Cookie")) continue;
    cookies().store(field->value, from, exchange.target, now);
  }
}

}  // namespace traffic::detail
