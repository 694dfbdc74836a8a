// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/client.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/client/resend.h"
#include "gtest_traffic/codec/download.h"
#include "gtest_traffic/codec/upload.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/http/http_date.h"
#include "gtest_traffic/http/redirect.h"

namespace traffic::detail {
namespace {

bool has_source(const Body& body) {
  return std::any_of(body.pieces().begin(), body.pieces().end(),
                     [](const BodyPiece& piece) { return piece.source != nullptr; });
}

// Returns whether neither body has been consumed or passed on.
bool can_repeat(const Transfer& transfer) {
  return (transfer.upload == nullptr || transfer.upload->rewind()) &&
         (transfer.download == nullptr || !transfer.download->given_away());
}

// Returns the delay by the rate cap before all attempts that follow one redirect.
Duration cap_wait_of_hop(const Exchange& last) {
  Duration sum = last.cap_wait;
  for (const Exchange* one = &last; one->cause != SendCause::kRedirect; sum += one->cap_wait) {
    one = one->previous;
  }
  return sum;
}

}  // namespace

Client::Client(ClientEnvironment& environment)
    : environment_(&environment), connections_(environment), writer_(environment) {
  for (const auto& [name, value] : environment.settings.headers) set_header(name, value);
}

Call Client::send(const Request& request, Arena& arena) {
  Call call(request, arena);
  send(call);
  return call;
}

void Client::send(Call& call) {
  try {
    send_and_follow(call);
  } catch (...) {
    // The user's own Auth threw, or there was no memory.
    call.fail(Failure::kLocal, "an exception ended the request");
    throw;
  }
}

// First stage: sends the request of the caller, and one more for each redirect.
void Client::send_and_follow(Call& call) {
  const RequestOptions& options = call.request->options;
  call.read_timeout = options.read_timeout.value_or(environment_->settings.read_timeout);
  const Duration total = options.total_timeout.value_or(environment_->settings.total_timeout);
  if (total != Duration::max()) [[unlikely]]
    call.end = after(Clock::now(), total);
  if (const auto name = writer_.framing_field(call); !name.empty()) [[unlikely]] {
    return call.fail(Failure::kLocal, call.arena->copy(framing_field_text(name)));
  }
  if (const auto error = writer_.address(call, connections_)) {
    return call.fail(Failure::kBadUrl, call.arena->copy(error->message));
  }
  call.auth = options.auth == nullptr ? auth_for(*call.connection) : options.auth.get();
  send_hop(call);
  if (is_redirect(call.last->status) && redirects_of(call) > 0) [[unlikely]]
    follow_redirects(call);
}

void Client::follow_redirects(Call& call) {
  const Request& request = *call.request;
  const Time first_sent = call.last->sent;
  Hop hop{.method = request.method,
          .url = {.origin = call.connection->origin(), .target = std::string(call.last->target)},
          .headers = request.options.headers,
          .has_body = true};
  const Origin first = hop.url.origin;
  bool left_first = false;
  Duration cap_wait{0};  // after the first hop
  const Body no_body;
  for (unsigned followed = 0; leads_on(*call.last); ++followed) {
    if (const auto obstacle = advance(hop, call, followed)) {
      return call.fail(Failure::kRedirect, call.arena->copy(*obstacle));
    }
    call.follow(hop.method);
    call.connection = &connections_.to(hop.url.origin);
    call.target = call.arena->copy(hop.url.target);
    call.body = hop.has_body ? &request.body : &no_body;
    call.headers = &hop.headers;
    left_first = left_first || hop.url.origin != first;
    call.auth = auth_for(*call.connection);
    if (request.options.auth != nullptr) {
      call.auth = left_first ? nullptr : request.options.auth.get();
    }
    send_hop(call);
    cap_wait += cap_wait_of_hop(*call.last);
    Timings& timings = call.last->timings;
    timings.redirects = call.last->sent - first_sent - cap_wait;
    timings.total += timings.redirects;
  }
}

// Changes a hop to the next one. Returns the reason if the redirect cannot be followed.
std::optional<std::string> Client::advance(Hop& hop, const Call& call, unsigned followed) const {
  std::optional<std::string> obstacle = follow_redirect(*call.last, hop);
  const unsigned most = redirects_of(call);
  if (followed == most) {
    return fmt::format("there are more than {} redirects: {}", most, redirect_chain(*call.last));
  }
  if (hop.has_body && has_source(call.request->body)) {
    return fmt::format("the {} requires resending the body, but a streamed body cannot be rewound",
                       call.last->status);
  }
  return obstacle;
}

// Second stage: sends the request of one hop.
void Client::send_hop(Call& call) {
  const RequestOptions& options = call.request->options;
  if (environment_->settings.trace == Tracing::kOn) call.trace_line = trace_.next_line();
  // Without a body, an expectation is useless.
  call.transfer = {.expect = call.body->empty() ? Expect::kNothing : options.expect,
                   .decoding = options.decoding};
  if (call.auth != nullptr) {
    if (const auto error = prepare(*call.auth)) {
      call.auth = nullptr;
      writer_.write(call, jar_.get());  // records the request that would have been sent
      return refuse(call, *error);
    }
  }
  const bool streamed = !call.body->pieces().empty() || options.into.kind != BodySink::Kind::kHold;
  if (streamed) [[unlikely]] {
    send_streamed(call);
  } else {
    send_authorized(call);
  }
}

// Sends a request whose body or response is not in memory as a whole.
void Client::send_streamed(Call& call) {
  const Body& body = *call.body;
  const BodySink& sink = call.request->options.into;
  Upload upload(body.pieces());
  Download download(sink);
  if (sink.kind != BodySink::Kind::kHold) call.transfer.download = &download;
  if (!body.pieces().empty()) {
    call.transfer.upload = &upload;
    call.last->request_body_read = true;
    if (body.pieces().size() == 1) {
      call.last->upload_file = call.arena->copy(body.pieces().front().path);
    }
    if (const Failure failure = upload.open(); failure != Failure::kNone) {
      writer_.write(call, jar_.get());
      return call.fail(failure, call.arena->copy(upload.detail()));
    }
  }
  send_authorized(call);
  call.last->streamed_size = download.size();
  call.last->streamed_sha256 = call.arena->copy(download.sha256());
}

// Third stage: repeats a request after a 401 if the credentials can be improved.
void Client::send_authorized(Call& call) {
  writer_.write(call, jar_.get());
  send_with_retries(call);
  if (call.auth == nullptr || call.last->status == 0) return;
  const bool again = call.auth->answered(*call.last);
  if (call.last->status != 401 || !again || environment_->stopping) return;
  if (!can_repeat(call.transfer)) return;
  if (const auto error = prepare(*call.auth)) return refuse(call, *error);
  call.send_again(SendCause::kCredentials);
  writer_.write(call, jar_.get());
  send_with_retries(call);
  if (call.last->status != 0) call.auth->answered(*call.last);
}

// Fourth stage: repeats a request after failures if that may help.
void Client::send_with_retries(Call& call) {
  const unsigned retries = call.request->options.retries.value_or(environment_->retries);
  for (unsigned count = 1;; ++count) {
    send_once(call);
    if (count > retries || !can_repeat(call.transfer)) return;
    const auto pause =
        pause_before_retry(*call.last,
                           {.count = count,
                            .left = std::min(call.deadline, call.end) - Clock::now(),
                            .statuses_to_retry = call.request->options.retry_statuses},
                           environment_->jitter);
    if (!pause) return;
    environment_->reactor.sleep_until(Clock::now() + *pause);
    call.send_again(SendCause::kRetry);
  }
}

// Last stage: sends the request over its connection, as the rate cap permits.
void Client::send_once(Call& call) {
  if (environment_->rate_cap) wait_for_rate_cap(call);
  if (environment_->stopping) return call.fail(Failure::kStopped, "the run is stopping");
  if (call.end != Time::max() && Clock::now() >= call.end) [[unlikely]]
    return call.fail(Failure::kReadTimeout, kTotalTimeoutText);
  call.connection->send(call);
  if (call.last->sets_cookies) store_cookies(call);
}

void Client::wait_for_rate_cap(Call& call) {
  if (environment_->stopping) return;
  const Time now = Clock::now();
  const Time place = environment_->rate_cap->take(now);
  if (place <= now) return;
  environment_->reactor.sleep_until(place);
  call.last->cap_wait = Clock::now() - now;
  if (call.deadline != Time::max()) call.deadline += call.last->cap_wait;
  if (call.end != Time::max()) call.end += call.last->cap_wait;
}

std::optional<Error> Client::prepare(Auth& auth) {
  environment_->make_current();
  return auth.prepare();
}

// Nothing is sent without credentials, and data of an earlier attempt is not the response.
void Client::refuse(Call& call, const Error& error) const {
  call.fail(environment_->stopping ? Failure::kStopped : Failure::kAuth,
            call.arena->copy(error.message));
}

Auth* Client::auth_for(const Connection& connection) const {
  return connection.at_home() ? auth_.get() : nullptr;
}

unsigned Client::redirects_of(const Call& call) const {
  return call.request->options.redirects.value_or(redirects_);
}

void Client::set_auth(std::shared_ptr<Auth> auth) {
  if (auth != nullptr) static_cast<void>(prepare(*auth));
  auth_ = std::move(auth);
}

CookieJar& Client::cookies() {
  if (jar_ == nullptr) jar_ = std::make_unique<CookieJar>(environment_->target);
  return *jar_;
}

void Client::store_cookies(const Call& call) {
  const std::chrono::sys_seconds now = wall_now();
  HeaderReader reader(call.last->response_head);
  while (const auto field = reader.next()) {
    if (!equals_ignoring_case(field->name, "Set-Cookie")) continue;
    cookies().store(field->value, call.connection->origin(), call.last->target, now);
  }
}

}  // namespace traffic::detail
