// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/benchmark/journey_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/benchmark/first_failure.h"
#include "gtest_traffic/benchmark/instruction_counter.h"
#include "gtest_traffic/config/target.h"
#include "gtest_traffic/journey/clean_up.h"
#include "gtest_traffic/journey/session.h"
#include "gtest_traffic/plan/prepare.h"

namespace traffic::detail {
namespace {

Error unknown_journey(const std::string& name) {
  return {fmt::format("no journey is called '{}'{}", name, did_you_mean(name, journey_names()))};
}

void add_figures(JourneyRun& run, const Recorder& recorder) {
  Report report;
  recorder.fold_into(report);
  run.total = report.total;
  run.failure = first_failure(report);
  if (run.failure.empty() && report.total.requests == 0) run.failure = "no journey ran";
}

}  // namespace

Expected<JourneyRun> run_journeys(const std::string& name, std::size_t users, std::uint64_t count) {
  const Journey* const journey = find_journey(name);
  if (journey == nullptr) return unknown_journey(name);
  const Expected<BaseUrl> target = find_load_target(client_settings(settings(), TargetUse::kLoad));
  if (!target) return target.error();

  Reactor reactor;
  Recorder recorder({name});
  RunContext context(reactor, recorder, RunContext::Use::kBenchmark);
  context.client.set_target(*target);
  context.client.retries = settings().retries.value_or(0);
  context.think = settings().think;
  context.mix = {journey};

  const std::uint64_t seed = settings().seed.value_or(1);
  std::vector<std::unique_ptr<Session>> sessions;
  std::size_t getting_ready = users, walking = users, left = users;
  std::uint64_t to_start = count;
  Time begin, end;
  JourneyRun run;
  InstructionCounter instructions;
  recorder.measure_from(Time::max());
  for (std::size_t i = 0; i < users; ++i) {
    sessions.push_back(
        std::make_unique<Session>(context, i, mix_seed(seed, i), [&](Session& session) {
          const bool ready = session.set_up(*journey);
          if (ready) session.run_iteration(0, Time::min(), Clock::now());
          // Start the clock when all users are ready. The last of them wakes the others.
          if (--getting_ready == 0) {
            begin = Clock::now();
            recorder.measure_from(begin);
            for (const auto& other : sessions) reactor.wake(other->fiber(), Wake::kReady);
            instructions.start();
          } else {
            reactor.suspend(Time::max(), Reactor::Precision::kCoarse);
          }
          while (ready && to_start > 0) {
            --to_start;
            session.run_iteration(0, Time::min(), Clock::now());
          }
          if (--walking == 0) {
            run.instructions = instructions.stop();
            end = Clock::now();
          }
          session.tear_down();
          if (--left == 0) reactor.stop();
        }));
    if (!sessions.back()->fiber().has_stack())
      return Error{fmt::format("not enough memory for the stacks of {} users", users)};
  }
  for (const auto& session : sessions) reactor.start(session->fiber());
  reactor.run();

  std::fputs(text_of_remaining(clean_up_remaining().remaining).c_str(), stderr);
  std::fputs(text_of_unknown(ledger().take_requests()).c_str(), stderr);
  run.elapsed = end - begin;
  add_figures(run, recorder);
  return run;
}

}  // namespace traffic::detail
