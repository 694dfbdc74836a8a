// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/call.h"

namespace traffic::detail {
namespace {

// A call may have many exchanges with large bodies, and only the beginnings are useful. The memory
// of a body cannot be used any more when the call continues.
void shorten_body(Exchange& exchange, Arena& arena) {
  constexpr std::size_t kKept = 64 * 1024;
  if (exchange.body.size() <= kKept) return;
  const char* const whole = exchange.body.data();
  exchange.body = arena.copy(exchange.body.substr(0, kKept));
  arena.give_back(whole);
}

}  // namespace

Call::Call(const Request& asked, Arena& memory)
    : last(memory.make<Exchange>()),
      request(&asked),
      arena(&memory),
      body(&asked.body),
      headers(&asked.options.headers) {
  last->method = asked.method;
  last->name = asked.name;
  last->location = asked.path.location();
}

void Call::send_again(SendCause cause) {
  Exchange& before = *last;
  shorten_body(before, *arena);
  last = arena->make<Exchange>();
  last->method = before.method;
  last->name = before.name;
  last->origin = before.origin;
  last->target = before.target;
  last->request_head = before.request_head;
  last->request_body = before.request_body;
  last->upload_file = before.upload_file;
  last->request_body_read = before.request_body_read;
  last->location = before.location;
  last->redirected_from = before.redirected_from;
  last->previous = &before;
  last->cause = cause;
  last->attempts = before.attempts + 1;
}

void Call::follow(Method method) {
  Exchange& before = *last;
  shorten_body(before, *arena);
  last = arena->make<Exchange>();
  last->method = method;
  last->name = before.name;
  last->location = before.location;
  last->redirected_from = last->previous = &before;
  last->cause = SendCause::kRedirect;
  deadline = Time::max();
}

void Call::fail(Failure failure, std::string_view detail) {
  last->status = 0;
  last->failure = failure;
  last->failure_detail = detail;
  if (last->sent == Time()) last->sent = Clock::now();
}

}  // namespace traffic::detail
