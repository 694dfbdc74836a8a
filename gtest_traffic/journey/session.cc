// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <utility>

#include "gtest_traffic/base/interned_text.h"
#include "gtest_traffic/clean_up_rule.h"
#include "gtest_traffic/feeder.h"
#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/journey/iteration_ended.h"
#include "gtest_traffic/journey/request_listener.h"
#include "gtest_traffic/secret.h"

namespace traffic::detail {
namespace {

thread_local Session* current_session = nullptr;

}  // namespace

Session::Session(RunContext& context, std::uint64_t number, std::uint64_t seed,
                 std::function<void(Session&)> life)
    : context_(&context),
      whereabouts_(&Whereabouts::take()),
      number_(number),
      seed_(seed),
      life_(std::move(life)),
      agent_(context),
      reporter_(*this, context.use == RunContext::Use::kLoad ? CheckReporter::Thread::kIsSilent
                                                             : CheckReporter::Thread::kAsserts),
      fiber_([this] {
        life_(*this);
        reporter_.finish();
      }),
      due_(Time::min()) {
  fiber_.observe(this);
}

Session::~Session() { Whereabouts::give_back(*whereabouts_); }

Session* Session::current() { return current_session; }

void Session::switched_in() {
  static_cast<SwitchObserver&>(reporter_).switched_in();
  current_session = this;
  set_body_memory(&arena_);
  quiet() = quiet_;
  context_->progress.enter(*whereabouts_);
}

void Session::switched_out() {
  context_->progress.leave();
  static_cast<SwitchObserver&>(reporter_).switched_out();
  current_session = nullptr;
  set_body_memory(nullptr);
  quiet() = false;
}

bool Session::set_up(const Journey& journey) {
  journey_ = &journey;
  fiber_.set_name(journey.full_name);
  whereabouts_->begin(journey, &interned_text("SetUp"));
  in_set_up_ = true;
  failed_checks_ = 0;
  iteration_seed_ = seed_;
  run([&] {
    user_ = journey.make_user();
    user_->fake = Fake(mix_seed(seed_, 0x5e7));
    user_->SetUp();
  });
  close_request();
  in_set_up_ = false;
  created_in_set_up_ = created_.size();
  forget();
  return failed_checks_ == 0 && !skipped_ && !interrupted_ && user_ != nullptr;
}

void Session::tear_down() {
  if (user_ == nullptr) return;
  whereabouts_->begin(*journey_, &interned_text("TearDown"));
  in_set_up_ = true;
  run([&] { user_->TearDown(); });
  close_request();
  in_set_up_ = false;
  clean_up(0);
  run([&] { user_.reset(); });
  forget();
  agent_.disconnect();
  context_->connections_opened += agent_.connections_opened();
}

Recorder::Ending Session::walk(JourneyId id, Time intended, Time now) {
  journey_ = context_->mix[id];
  journey_id_ = id;
  fiber_.set_name(journey_->full_name);
  whereabouts_->begin(*journey_);
  iteration_seed_ = iteration_ == 0 ? seed_ : mix_seed(seed_, iteration_);
  user_->fake = Fake(iteration_seed_);
  if (journey_->options.rows.given()) user_->row = row_ ? row_ : journey_->options.rows.take();
  agent_.start_trace();
  think_random_ = Random(mix_seed(iteration_seed_, 0x7417));
  failed_checks_ = 0;
  skipped_ = interrupted_ = false;
  iteration_due_ = due_ = intended;
  last_ = now;

  context_->recorder.journey_started(id, intended);
  run([&] { journey_->body(*user_); });
  close_request();

  auto ending = Recorder::Ending::kCompleted;
  if (interrupted_) {
    ending = Recorder::Ending::kInterrupted;
  } else if (failed_checks_ > 0) {
    ending = Recorder::Ending::kFailed;
  } else if (skipped_) {
    ending = Recorder::Ending::kSkipped;
  }
  context_->recorder.journey_ended(id, intended, last_ - now, ending);
  ++iteration_;
  if (created_.size() > created_in_set_up_) clean_up(created_in_set_up_);
  forget();
  return ending;
}

// Discards the data of an iteration, including the evidence of its last request.
void Session::forget() {
  arena_.release();
  exchange_ = nullptr;
  requests_ = 0;
}

void Session::run(Part body) {
  try {
    const Running running(*whereabouts_, Running::What::kJourney, Running::What::kLibrary);
    body.run(body.what);
  } catch (const IterationEnded&) {
  } catch (const FeederEmpty& empty) {
    run_out(empty.what);
  } catch (const MissingValue& missing) {
    fail(here(), missing.what());
  } catch (const MissingSecret& missing) {
    fail(here(), missing.what());
  } catch (const std::exception& exception) {
    fail(here(), fmt::format("C++ exception with description \"{}\" thrown in the journey body.",
                             exception.what()));
  } catch (...) {
    fail(here(), "Unknown C++ exception thrown in the journey body.");
  }
}

// Under load, ends the run, because each item was to be used once. A user that cannot start is an
// error.
void Session::run_out(const std::string& what) {
  if (context_->use != RunContext::Use::kLoad || in_set_up_) return fail(here(), what);
  skipped_ = true;
  if (context_->out_of_data.empty()) context_->out_of_data = what;
}

Response Session::request(Method method, const Path& path, const Body& body,
                          const RequestOptions& options) {
  refuse_inside_a_body();
  const Running running(*whereabouts_, Running::What::kLibrary, Running::What::kJourney);
  close_request();
  exchange_ = arena_.make<Exchange>();
  auto* const document = arena_.make<Response::Document>();
  document->memory = &arena_;
  exchange_->method = method;
  exchange_->location = path.location();

  sample_ = Sample{};
  sample_.step = context_->recorder.intern(to_string(method), path.text());
  const std::string& name = context_->recorder.step_name(sample_.step);
  exchange_->name = name;
  whereabouts_->call(name, path.location());
  ++requests_;
  open_ = true;
  sample_.intended = due_time();
  sending_ = true;
  try {
    exchange_ = &agent_.send(*exchange_, path, body, options, arena_, sample_);
  } catch (...) {
    // The user's own Auth threw, or there was no memory.
    sending_ = false;
    exchange_->failure = sample_.failure = Failure::kLocal;
    exchange_->failure_detail = "an exception ended the request";
    sample_.sent = sample_.done = Clock::now();
    if (sample_.intended == Time::min()) sample_.intended = sample_.sent;
    throw;
  }
  sending_ = false;
  last_ = sample_.done;
  exchange_->sent = sample_.sent;
  if (exchange_->failure != Failure::kNone) [[unlikely]]
    give_way();
  if (path.mismatch()) {
    fail(path.location(),
         fmt::format("the URL template '{}' and its {} value{} do not fit: give one "
                     "value for each '{{}}'",
                     path.text(), path.count(), path.count() == 1 ? "" : "s") +
             (path.count() == 0 && !body.empty()
                  ? fmt::format("; what follows the path is the body: the value goes into the "
                                "path as {{\"{}\", value}}",
                                path.text())
                  : std::string()));
  }
  quiet_ = context_->use == RunContext::Use::kLoad &&
           !context_->recorder.wants_example(journey_id_, exchange_->name, exchange_->failure,
                                             exchange_->status);
  quiet() = quiet_;
  const Response response(*exchange_, *document);
  if (!clean_up_rules().empty()) follow_rules(response);
  return response;
}

// The buffers of the thread are in use while a function supplies or receives a body.
void Session::refuse_inside_a_body() const {
  if (sending_) throw std::logic_error("a function given for a body may not make requests or wait");
}

Time Session::due_time() {
  if (due_ == Time::min() && context_->slots != nullptr && !in_set_up_ && !context_->stopping) {
    due_ = context_->slots->take(*this);
  }
  return std::exchange(due_, Time::min());
}

// An error that no check evaluated counts as an error too.
void Session::check_unseen() {
  if (!open_) return;
  const Exchange& exchange = *exchange_;
  const bool no_answer = exchange.failure != Failure::kNone;
  const bool unseen_error = exchange.status >= 400 && context_->use != RunContext::Use::kTest;
  if (!exchange.status_checked && sample_.failed_checks == 0 && (no_answer || unseen_error)) {
    fail(exchange.location,
         no_answer ? fmt::format("no response ({}): {}", to_string(exchange.failure),
                                 exchange.failure_detail)
                   : fmt::format("status {}, and no check looked at it", exchange.status),
         "");
  }
}

void Session::close_request() {
  if (!open_) return;
  check_unseen();
  const Exchange& exchange = *exchange_;
  open_ = false;
  if (request_listener() != nullptr) {
    request_listener()->request_ended(journey_->full_name, exchange, sample_.failed_checks > 0);
  }
  record(sample_);
}

void Session::think(Duration low, Duration high, Location location) {
  refuse_inside_a_body();
  const Running running(*whereabouts_, Running::What::kLibrary);
  whereabouts_->call(location);
  const bool waits = context_->use == RunContext::Use::kLoad || context_->think.has_value();
  if (context_->stopping) stopped_call();
  if (!waits) give_way_to_others();
  if (!waits || context_->stopping) return;
  if (context_->think) {
    low = context_->think->low;
    high = context_->think->high;
  }
  pause(Clock::now() + Duration(think_random_.between(low.count(), std::max(low, high).count())));
}

void Session::pause(Time until) {
  context_->reactor.sleep_until(until);
  last_ = Clock::now();
  const bool arrivals = context_->model == LoadModel::kOpen && context_->slots == nullptr;
  if (arrivals) due_ = until;
}

}  // namespace traffic::detail
