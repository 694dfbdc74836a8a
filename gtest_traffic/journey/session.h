// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/http/arena.h"
#include "gtest_traffic/http/body.h"
#include "gtest_traffic/http/path.h"
#include "gtest_traffic/http/response.h"
#include "gtest_traffic/journey/check_reporter.h"
#include "gtest_traffic/journey/held_checks.h"
#include "gtest_traffic/journey/request_options.h"
#include "gtest_traffic/journey/run_context.h"
#include "gtest_traffic/journey/step.h"
#include "gtest_traffic/journey/user_agent.h"
#include "gtest_traffic/net/fiber.h"

namespace traffic {

// What went wrong in an iteration, with its evidence.
struct JourneyFailure {
  std::string file;
  int line = 0;
  std::string message;  // GoogleTest's
  std::string text;     // whole: with request, response, seed and how to run it again
  bool fatal = false;
};

// Runs one virtual user: its fiber, arena and the accounting of its steps.
class Session final : private CheckSink, private SwitchObserver {
 public:
  // `life` runs on the user's fiber and calls `walk` for each iteration.
  Session(RunContext& context, std::uint64_t number, std::uint64_t seed,
          std::function<void(Session&)> life);

  ~Session();

  // Returns the session whose fiber runs on this thread, or null.
  static Session* current();

  // Makes the user and runs its SetUp; false when a check failed there.
  bool set_up(const Journey& journey);
  void tear_down();

  // Walks a journey once, from `now`. `intended` is when it was due; min: when its first request is
  // sent.
  Recorder::Ending walk(JourneyId journey, Time intended, Time now);

  Response request(Method method, const Path& path, const Body& body,
                   const RequestOptions& options);
  void think(Duration low, Duration high, Location location);
  UserAgent& agent() { return agent_; }

  // See eventually.h.
  bool poll(Duration within, Duration every, const std::function<void()>& block, Location location);
  [[noreturn]] void give_up(std::string_view message, Location location);

  // Enters what a response made into the ledger, to be deleted after the iteration; without a path
  // it is what its Location names.
  void created(const Response& response, const Path* path);

  // Sends DELETE, which counts nowhere; returns why the thing may still be there, or nothing.
  std::string remove(const std::string& url);

  // Walks with this row from now on, instead of taking them in turn.
  void use_row(Row row) { row_ = row; }

  Step* step() const { return step_; }
  void enter(Step& step, Location location);
  void leave(Step& step);

  // Counts the request whose checks were still running, for a session whose thread stands still for
  // good.
  void conclude();

  // Who made the session, for the RequestSlots that serve it.
  void* owner() const { return owner_; }
  void set_owner(void* owner) { owner_ = owner; }

  Fiber& fiber() { return fiber_; }
  RunContext& context() { return *context_; }
  const Whereabouts& whereabouts() const { return *whereabouts_; }

  // Hears that the user was given an item of a feeder. One that SetUp was given is the user's own.
  void note_item() { owns_item_ |= in_set_up_; }
  bool owns_item() const { return owns_item_; }

  bool skipped() const { return skipped_; }
  const std::string& skip_message() const { return skip_message_; }

  // The failures of a test run, in order; a load keeps its own in the recorder. Of more than
  // kMaxFailures only the number is kept.
  static constexpr unsigned kMaxFailures = 1000;
  std::vector<JourneyFailure> take_failures() { return std::exchange(failures_, {}); }
  std::uint64_t failures() const { return all_failures_; }

 private:
  friend class User;
  void switched_in() override;
  void switched_out() override;
  void check_failed(const testing::TestPartResult& result) override;

  // Refers to something to call, for one call.
  struct Part {
    template <class Function>
    Part(const Function& function)
        : what(&function), run([](const void* it) { (*static_cast<const Function*>(it))(); }) {}
    const void* what;
    void (*run)(const void*);
  };

  // Runs a part of the journey; what it throws becomes a failed check.
  void run(Part body);
  void run_out(const std::string& what);
  Time due_time();
  void refuse_inside_a_body() const;
  void give_way();
  void give_way_to_others();
  void stopped_call();
  void close_request();
  void check_unseen();
  void forget();
  // Fails a check of the library's own. `said` tells its cause from others at that line.
  void fail(Location location, std::string_view message);
  void fail(Location location, std::string_view message, std::string_view said);
  void note(const char* file, int line, std::string_view message, std::string_view said,
            bool fatal);
  void settle(const FailedCheck& check);
  void report(const FailedCheck& check);
  void record(const Sample& sample);
  void attempt(const std::function<void()>& block, HeldChecks& held);
  void drop(HeldChecks& held);  // the attempt is made again
  void keep(HeldChecks& held, std::string_view polled);
  void pause(Time until);
  void follow_rules(const Response& response);
  void note_created(std::string path_or_url);
  void clean_up(std::size_t keep);  // all but the first so many
  Location here() const;
  std::string_view step_name() const;

  RunContext* context_;
  Whereabouts* whereabouts_;
  void* owner_ = nullptr;
  std::uint64_t number_;
  std::uint64_t seed_;
  std::function<void(Session&)> life_;
  std::unique_ptr<User> user_;
  Arena arena_;
  UserAgent agent_;
  CheckReporter reporter_;
  Fiber fiber_;

  // The iteration that runs.
  const Journey* journey_ = nullptr;
  JourneyId journey_id_ = 0;
  std::uint64_t iteration_ = 0;
  Time iteration_due_;
  Random think_random_;
  Row row_;  // of a test
  std::uint64_t iteration_seed_ = 0;
  bool in_set_up_ = false;
  bool owns_item_ = false;
  bool skipped_ = false;
  bool interrupted_ = false;
  unsigned stopped_calls_ = 0;  // made after the run's end
  unsigned failed_checks_ = 0;  // of the iteration
  std::string skip_message_;
  Time due_;   // when the next request should go out; min: when it does
  Time last_;  // of what the iteration waited for, the end of the latest
  Step* step_ = nullptr;
  HeldChecks* held_ = nullptr;  // of the polling block that runs

  // The request whose checks are still running.
  bool open_ = false;
  Sample sample_;
  Exchange* exchange_ = nullptr;
  int requests_ = 0;  // of the iteration
  bool quiet_ = false;
  bool sending_ = false;  // and perhaps in a function given for a body

  std::vector<JourneyFailure> failures_;
  std::uint64_t all_failures_ = 0;
  std::uint64_t busy_turn_ = 0;  // in which a call did not wait

  // What its user made: the number in the ledger, and how it is deleted.
  struct Created {
    std::uint64_t number = 0;
    std::string url;
  };
  std::vector<Created> created_;
  std::size_t created_in_set_up_ = 0;
};

}  // namespace traffic
