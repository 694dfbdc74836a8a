// SPDX-License-Identifier: Apache-2.0
// Repeats requests: with new credentials, or after failures if that may help.
#include "gtest_traffic/client/retry.h"
#include "gtest_traffic/codec/download.h"
#include "gtest_traffic/codec/upload.h"
#include "gtest_traffic/journey/user_agent.h"

namespace traffic::detail {
namespace {

// Returns whether neither body has been consumed or passed on.
bool can_repeat(const Transfer& transfer) {
  return (transfer.upload == nullptr || transfer.upload->rewind()) &&
         (transfer.download == nullptr || !transfer.download->given_away());
}

}  // namespace

// Repeats a request after a 401 if the credentials can be improved.
UserAgent::Delivery UserAgent::send_with_auth(Exchange& exchange, Client& client,
                                              const Message& message, const RequestOptions& options,
                                              const Transfer& transfer, Arena& arena,
                                              Sample& sample) {
  const auto go = [&] {
    const std::string_view wire = write(exchange, client, message, arena);
    return attempt(exchange, client, wire, options, transfer, arena, sample);
  };
  Delivery first = go();
  if (message.auth == nullptr || exchange.status == 0) return first;
  const bool again = message.auth->answered(exchange);
  if (exchange.status != 401 || !again || context_->stopping || !can_repeat(transfer)) return first;
  if (const auto error = message.auth->prepare()) {
    refuse(exchange, *error, arena);
    return first;
  }
  const int attempts = exchange.attempts;
  Delivery second = go();
  exchange.attempts += attempts;
  second.first_sent = first.first_sent;
  second.cap_wait_before = first.cap_wait_before;
  if (exchange.status != 0) message.auth->answered(exchange);
  return second;
}

UserAgent::Delivery UserAgent::attempt(Exchange& exchange, Client& client, std::string_view wire,
                                       const RequestOptions& options, const Transfer& transfer,
                                       Arena& arena, Sample& sample) {
  const Duration read_timeout = options.read_timeout.value_or(context_->client.read_timeout);
  Delivery delivery;
  for (unsigned count = 1;; ++count) {
    exchange.attempts = static_cast<int>(count);
    if (context_->cap) wait_for_cap(sample);
    Client::Attempt attempt;
    if (context_->stopping || sample.intended == Time::max()) {
      exchange.status = 0;
      exchange.failure = Failure::kStopped;
      exchange.failure_detail = "the run is stopping";
      attempt.sent = attempt.done = Clock::now();
    } else {
      attempt = client.send(exchange, wire, read_timeout, arena, &transfer);
      const Duration connecting = exchange.timings.connect;
      if (connecting > Duration(0)) [[unlikely]]
        context_->connect_time.record(connecting);
      if (exchange.sets_cookies) store_cookies(exchange, client.origin());
    }
    if (count == 1) {
      delivery.first_sent = attempt.sent;
      delivery.cap_wait_before = sample.cap_wait;
    }
    delivery.sent = attempt.sent;
    delivery.done = attempt.done;
    sample.bytes_sent += attempt.bytes_sent;
    if (count > options.retries.value_or(context_->retries) || !can_repeat(transfer)) break;
    const auto pause = pause_before_retry(
        exchange, {.count = count, .nothing_sent = attempt.nothing_sent, .longest = read_timeout},
        context_->jitter);
    if (!pause) break;
    context_->reactor.sleep_until(Clock::now() + *pause);
  }
  sample.bytes_received += exchange.response_head.size() + exchange.wire_size;
  return delivery;
}

void UserAgent::wait_for_cap(Sample& sample) {
  if (context_->stopping || sample.intended == Time::max()) return;
  const Time now = Clock::now();
  const Time place = context_->cap->take(now);
  if (place <= now) return;
  context_->reactor.sleep_until(place);
  const Duration wait = Clock::now() - now;
  sample.cap_wait += wait;
  context_->cap_wait.record(wait);
}

}  // namespace traffic::detail
