// SPDX-License-Identifier: Apache-2.0
// Sends the requests of a session, and records them after their checks.
#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "gtest_traffic/http.h"
#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/journey/request_listener.h"
#include "gtest_traffic/journey/sample_of.h"
#include "gtest_traffic/journey/session.h"

namespace traffic {

Response Http::request(Method method, const Path& path, const Body& body,
                       const RequestOptions& options) {
  return session_->request(method, path, body, options);
}

Response Http::request(std::string_view method, const Path& path, const Body& body,
                       const RequestOptions& options) {
  return session_->request(detail::method_named(method), path, body, options);
}

namespace detail {

Response Session::request(Method method, const Path& path, const Body& body,
                          const RequestOptions& options) {
  refuse_inside_a_body();
  const Running running(*position_, Running::Code::kLibrary, Running::Code::kJourney);
  close_request();
  const StepId step = context_->recorder.intern(to_string(method), path.text());
  const std::string& name = context_->recorder.step_name(step);
  position_->call(name, path.location());
  const Request asked{
      .method = method, .path = path, .body = body, .options = options, .name = name};
  const CreatingStep& creating = context_->creating(step);
  const bool creates = creating.creates.load(std::memory_order_relaxed);
  Call call(asked, arena_);
  const Time due = due_time();
  if (creates) [[unlikely]] {
    send_creation(call, step, due, creating);
  } else {
    send(call, step, due);
  }
  const Exchange& exchange = *call.last;
  if (exchange.failure != Failure::kNone) [[unlikely]]
    yield_after_failure();
  if (path.mismatch()) [[unlikely]]
    report_mismatch(path, body);
  if (body.lacks_braces()) [[unlikely]] {
    fail(path.location(),
         "the body {\"name\", value} is an array of two items: for an object, write {{\"name\", "
         "value}}; for an array, give a std::vector");
  }
  if (options.any_status == AnyStatus::kAllowed && exchange.failure == Failure::kNone) [[unlikely]]
    exchange.status_checked = true;
  choose_text(exchange);
  auto* const document = arena_.make<Response::Document>();
  document->memory = &arena_;
  const Response response(exchange, *document);
  if (creates) [[unlikely]]
    follow_rules(response, creating);
  return response;
}

// Decides whether the failed checks of a request need their texts.
void Session::choose_text(const Exchange& exchange) {
  quiet_ = context_->use == RunContext::Use::kLoad &&
           !context_->recorder.wants_example(iteration_.id, exchange.name, exchange.failure,
                                             exchange.status);
  quiet() = quiet_;
}

// Sends a request whose due time is `due`, see sample_of. If `due` is `Time::max()`, the load has
// ended, and the request fails without being sent.
void Session::send(Call& call, StepId step, Time due) {
  LatestRequest& request = iteration_.request;
  const auto end = [&] {
    // Keep the checks that failed in a function that read or wrote a body.
    const std::uint32_t failed_checks = request.sample.failed_checks;
    request.state = LatestRequest::State::kOpen;
    request.exchange = call.last;
    request.sample = sample_of(call, step, due);
    request.sample.failed_checks = failed_checks;
    iteration_.last = request.sample.done;
    context_->count(call);
  };
  ++request.number;
  request.state = LatestRequest::State::kSending;
  request.exchange = call.last;
  request.sample.failed_checks = 0;
  try {
    if (due == Time::max()) {
      call.fail(Failure::kStopped, "the run is stopping");
    } else {
      client_.send(call);
    }
  } catch (...) {
    end();
    throw;
  }
  end();
}

void Session::report_mismatch(const Path& path, const Body& body) {
  std::string advice;
  if (path.count() == 0 && !body.empty()) {
    advice = fmt::format(
        "; the second argument is the body; write {{\"{}\", value}} to put a value into the path",
        path.text());
  }
  fail(path.location(),
       fmt::format("the URL template '{}' and its {} value{} do not agree: give one value for each "
                   "'{{}}'{}",
                   path.text(), path.count(), path.count() == 1 ? "" : "s", advice));
}

// The buffers of the thread are in use while a function supplies or receives a body.
void Session::refuse_inside_a_body() const {
  if (iteration_.request.state == LatestRequest::State::kSending) {
    throw std::logic_error("a function given for a body may not make requests or wait");
  }
}

// Returns min for a request that is due when it is sent.
Time Session::due_time() {
  if (context_->model == LoadModel::kClosed) return Time::min();
  if (iteration_.due == Time::min() && context_->slots != nullptr &&
      !iteration_.outside_of_journey && !context_->client.stopping) {
    iteration_.due = context_->slots->wait_for_slot(*this);
  }
  return std::exchange(iteration_.due, Time::min());
}

void Session::close_request() {
  LatestRequest& request = iteration_.request;
  if (!request.takes_checks()) return;
  request.state = LatestRequest::State::kClosed;
  if (request.unchecked()) [[unlikely]] {
    unjudged_.push_back(request);
  } else {
    end_request(request);
  }
}

void Session::end_request(const LatestRequest& request) {
  if (request_listener() != nullptr) {
    request_listener()->request_ended(iteration_.journey->full_name, *request.exchange,
                                      request.sample.failed_checks > 0);
  }
  record(request.sample);
}

}  // namespace detail
}  // namespace traffic
