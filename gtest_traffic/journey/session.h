// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/body.h"
#include "gtest_traffic/cleanup/ledger.h"
#include "gtest_traffic/client/client.h"
#include "gtest_traffic/fiber/fiber.h"
#include "gtest_traffic/http/arena.h"
#include "gtest_traffic/journey/check_reporter.h"
#include "gtest_traffic/journey/held_checks.h"
#include "gtest_traffic/journey/iteration.h"
#include "gtest_traffic/journey/run_context.h"
#include "gtest_traffic/path.h"
#include "gtest_traffic/request_options.h"
#include "gtest_traffic/response.h"
#include "gtest_traffic/step.h"

namespace traffic::detail {

// A failure of an iteration, with its evidence.
struct JourneyFailure {
  std::string file;
  int line = 0;
  std::string message;  // in one line: `expected status 201, got 503`
  std::string text;     // complete, with request, response, seed and rerun command
  bool fatal = false;
  std::string login_evidence = {};  // see login_evidence.h
};

// Runs one virtual user: its fiber, its arena and the recording of its steps.
class Session final : private CheckSink, private SwitchObserver {
 public:
  // `life` runs on the user's fiber and calls `run_iteration` for each iteration.
  Session(RunContext& context, std::uint64_t number, std::uint64_t seed,
          std::function<void(Session&)> life);

  ~Session();

  // Returns the session whose fiber runs on this thread, or null.
  static Session* current();

  // Constructs the user and runs its SetUp; returns false if a check failed there.
  bool set_up(const Journey& journey);
  void tear_down();

  // Runs a journey once, from `now`. `intended` is the due time of the iteration. `Time::min()`
  // means that the iteration is due when its first request is sent.
  Recorder::Ending run_iteration(JourneyId journey, Time intended, Time now);

  Response request(Method method, const Path& path, const Body& body,
                   const RequestOptions& options);
  void think(Duration low, Duration high, Location location);
  Client& client() { return client_; }

  // See eventually.h.
  bool poll(Duration within, Duration every, const std::function<void()>& block, Location location);
  [[noreturn]] void give_up(std::string_view message, Location location);

  // Adds to the ledger the resource that a response created; it is deleted after the iteration, or
  // after TearDown if SetUp created it. Without a path, uses the Location of the response.
  void created(const Response& response, const Path* path);

  // Sends a DELETE, which counts only as a request of the clean-up. Returns why the resource may
  // still exist, or an empty string if it is gone.
  std::string remove(const std::string& url);

  // Uses this row for all later iterations, instead of the rows in order.
  void use_row(Row row) { row_ = row; }

  Step* step() const { return iteration_.step; }
  void enter(Step& step, Location location);
  void leave(Step& step);

  // Records the request whose checks were still running, for a session whose thread is blocked
  // forever.
  void conclude();

  // Returns the object that created the session. `RequestSlots` uses it to find that object.
  void* owner() const { return owner_; }
  void set_owner(void* owner) { owner_ = owner; }

  Fiber& fiber() { return fiber_; }
  RunContext& context() { return *context_; }
  const PublishedPosition& published_position() const { return *position_; }

  // Records that a feeder gave the user an item. An item taken in SetUp belongs to the user.
  void note_item() { owns_item_ |= iteration_.outside_of_journey; }
  bool owns_item() const { return owns_item_; }

  bool skipped() const { return iteration_.skipped; }
  const std::string& skip_message() const { return skip_message_; }

  // The failures of a test run, in order; under load, the recorder stores them. Beyond
  // kMaxFailures, only their number is recorded.
  static constexpr unsigned kMaxFailures = 1000;
  std::vector<JourneyFailure> take_failures() { return std::exchange(failures_, {}); }
  std::uint64_t failures() const { return all_failures_; }

 private:
  friend class User;
  void switched_in() override;
  void switched_out() override;
  void check_failed(const testing::TestPartResult& result) override;

  // A reference to a callable, valid for one call.
  struct Part {
    template <class Function>
    Part(const Function& function)
        : what(&function), run([](const void* it) { (*static_cast<const Function*>(it))(); }) {}
    const void* what;
    void (*run)(const void*);
  };

  // Runs a part of the journey; an exception becomes a failed check.
  void run(Part body);
  void run_out(const std::string& what);
  Time due_time();
  void send(Call& call, StepId step, Time due);
  void report_mismatch(const Path& path, const Body& body);
  void refuse_inside_a_body() const;
  void yield_after_failure();
  void yield_if_busy();
  void stopped_call();
  void close_request();
  void end_request(const LatestRequest& request);
  void choose_text(const Exchange& exchange);

  // See session_judging.cc.
  bool holds_unchecked(Time begin) const;
  void judge();
  void judge_attempt(const HeldChecks& held);
  void fail_unchecked(LatestRequest& request);
  void record_unjudged(std::size_t from);
  void forget();
  // Records a failed check of the library itself. `said` is the text that distinguishes causes at
  // the same line.
  void fail(Location location, std::string_view message);
  void fail(Location location, std::string_view message, std::string_view said);
  void add_failed_check(FailedCheck check, std::string_view said);
  void count_failed_check(const FailedCheck& check);
  void report(const FailedCheck& check);
  void record(const Sample& sample);
  void attempt(const std::function<void()>& block, HeldChecks& held);
  void discard_attempt(HeldChecks& held);  // before the next attempt
  void report_attempt(HeldChecks& held, std::string_view polled);
  void pause(Time until);
  void send_creation(Call& call, StepId step, Time due, const CreatingStep& creating);
  void follow_rules(const Response& response, const CreatingStep& creating);
  void note_created(std::uint64_t number, std::string url);
  std::uint64_t take_noted(const Exchange& exchange);
  void forget_noted();
  LedgerEntry new_entry() const;
  std::string text_of(const Path& path) const;
  std::string url_of(std::string path_or_url) const;
  void clean_up(std::size_t keep);  // deletes all but the first `keep` resources
  Location here() const;
  std::string_view step_name() const;

  RunContext* context_;
  PublishedPosition* position_;
  void* owner_ = nullptr;
  std::uint64_t number_;
  std::uint64_t seed_;
  std::function<void(Session&)> life_;
  std::unique_ptr<User> user_;
  Arena arena_;
  Client client_;
  CheckReporter reporter_;
  Fiber fiber_;

  Iteration iteration_;
  std::vector<LatestRequest> unjudged_;  // see session_judging.cc
  std::uint64_t iterations_ = 0;         // iterations before this one
  Row row_;                              // row of a test
  bool quiet_ = false;                   // the user's failed checks need no text, see quiet.h
  bool owns_item_ = false;
  std::string skip_message_;    // of the latest skipped iteration
  unsigned stopped_calls_ = 0;  // calls after the end of the run

  std::vector<JourneyFailure> failures_;
  std::uint64_t all_failures_ = 0;
  // The latest turn (see `Progress::turns`) with a call that returned without waiting.
  std::uint64_t busy_turn_ = 0;

  // A resource that the user created: its number in the ledger, and how to delete it.
  struct Created {
    std::uint64_t number = 0;
    std::string url;
  };
  std::vector<Created> created_;
  std::size_t created_in_set_up_ = 0;

  // A request that may create a resource: its number in the ledger (0: none), and the URL of the
  // resource, if the request tells it.
  struct Noted {
    const Exchange* exchange = nullptr;
    std::uint64_t number = 0;
    std::string url;
  };
  void settle_unanswered(Noted noted);
  std::vector<Noted> noted_;  // of this iteration, without those that are settled
};

}  // namespace traffic::detail
