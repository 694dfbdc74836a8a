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
#include "gtest_traffic/secret.h"
#include "gtest_traffic/user.h"

namespace traffic::detail {
namespace {

thread_local Session* current_session = nullptr;

}  // namespace

Session::Session(RunContext& context, std::uint64_t number, std::uint64_t seed,
                 std::function<void(Session&)> life)
    : context_(&context),
      position_(&PublishedPosition::take()),
      number_(number),
      seed_(seed),
      life_(std::move(life)),
      client_(context.client),
      reporter_(*this, context.use == RunContext::Use::kLoad ? CheckReporter::Thread::kIsSilent
                                                             : CheckReporter::Thread::kAsserts),
      fiber_([this] {
        life_(*this);
        reporter_.finish();
      }) {
  fiber_.observe(this);
}

Session::~Session() { PublishedPosition::give_back(*position_); }

Session* Session::current() { return current_session; }

void Session::switched_in() {
  static_cast<SwitchObserver&>(reporter_).switched_in();
  current_session = this;
  set_body_memory(&arena_);
  quiet() = quiet_;
  context_->progress.enter(*position_);
}

void Session::switched_out() {
  context_->progress.leave();
  static_cast<SwitchObserver&>(reporter_).switched_out();
  current_session = nullptr;
  set_body_memory(nullptr);
  quiet() = false;
}

bool Session::set_up(const Journey& journey) {
  const auto place = std::find(context_->mix.begin(), context_->mix.end(), &journey);
  iteration_ = {.journey = &journey,
                .id = static_cast<JourneyId>(place - context_->mix.begin()),
                .seed = seed_,
                .outside_of_journey = true};
  fiber_.set_name(journey.full_name);
  position_->begin(journey, &interned_text("SetUp"));
  iteration_.code = "the constructor of the user";
  run([&] {
    user_ = journey.make_user();
    iteration_.code = "SetUp";
    user_->fake = Fake(mix_seed(seed_, 0x5e7));
    user_->SetUp();
  });
  close_request();
  judge();
  iteration_.outside_of_journey = false;
  created_in_set_up_ = created_.size();
  forget();
  return iteration_.ending() == Recorder::Ending::kCompleted && user_ != nullptr;
}

void Session::tear_down() {
  if (user_ == nullptr) return;
  position_->begin(*iteration_.journey, &interned_text("TearDown"));
  iteration_.outside_of_journey = true;
  iteration_.code = "TearDown";
  run([&] { user_->TearDown(); });
  close_request();
  judge();
  iteration_.outside_of_journey = false;
  clean_up(0);
  run([&] { user_.reset(); });
  forget();
  client_.disconnect();
  context_->connections_opened += client_.connections_opened();
}

Recorder::Ending Session::run_iteration(JourneyId id, Time intended, Time now) {
  const Journey& journey = *context_->mix[id];
  const std::uint64_t seed = iterations_ == 0 ? seed_ : mix_seed(seed_, iterations_);
  iteration_ = {.journey = &journey,
                .id = id,
                .seed = seed,
                .intended = intended,
                .due = intended,
                .last = now,
                .think = Random(mix_seed(seed, 0x7417))};
  fiber_.set_name(journey.full_name);
  position_->begin(journey);
  user_->fake = Fake(seed);
  if (journey.options.rows.given()) user_->row = row_ ? row_ : journey.options.rows.take();
  client_.start_trace();

  context_->recorder.journey_started(id, intended);
  run([&] { journey.body(*user_); });
  close_request();
  judge();

  const Recorder::Ending ending = iteration_.ending();
  context_->recorder.journey_ended(id, intended, iteration_.last - now, ending);
  ++iterations_;
  if (created_.size() > created_in_set_up_) clean_up(created_in_set_up_);
  forget();
  return ending;
}

// Discards the data of an iteration, including the evidence of its last request.
void Session::forget() {
  if (!noted_.empty()) forget_noted();
  arena_.release();
  iteration_.request = {};
}

void Session::run(Part body) {
  try {
    const Running running(*position_, Running::Code::kJourney, Running::Code::kLibrary);
    body.run(body.what);
  } catch (const IterationEnded&) {
  } catch (const FeederEmpty& empty) {
    run_out(empty.what);
  } catch (const MissingValue& missing) {
    fail(here(), missing.what());
  } catch (const MissingSecret& missing) {
    fail(here(), missing.what());
  } catch (const std::exception& exception) {
    fail(here(), fmt::format("C++ exception with description \"{}\" thrown in {}.",
                             exception.what(), iteration_.code));
  } catch (...) {
    fail(here(), fmt::format("Unknown C++ exception thrown in {}.", iteration_.code));
  }
}

// Under load, an empty feeder ends the run. In a test, a benchmark or SetUp, it is a failed check.
void Session::run_out(const std::string& what) {
  if (context_->use != RunContext::Use::kLoad || iteration_.outside_of_journey)
    return fail(here(), what);
  iteration_.skipped = true;
  if (context_->out_of_data.empty()) context_->out_of_data = what;
}

void Session::think(Duration low, Duration high, Location location) {
  refuse_inside_a_body();
  const Running running(*position_, Running::Code::kLibrary);
  position_->call(location);
  const bool waits = context_->use == RunContext::Use::kLoad || context_->think.has_value();
  if (context_->client.stopping) stopped_call();
  if (!waits) yield_if_busy();
  if (!waits || context_->client.stopping) return;
  if (context_->think) {
    low = context_->think->low;
    high = context_->think->high;
  }
  pause(Clock::now() +
        Duration(iteration_.think.between(low.count(), std::max(low, high).count())));
}

void Session::pause(Time until) {
  context_->client.reactor.sleep_until(until);
  iteration_.last = Clock::now();
  const bool arrivals = context_->model == LoadModel::kOpen && context_->slots == nullptr;
  if (arrivals) iteration_.due = until;
}

}  // namespace traffic::detail
