// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/run_context.h"

#include <utility>

#include "gtest_traffic/journey/sample_of.h"

namespace traffic::detail {

RunContext::RunContext(Reactor& on, Recorder& into, Use as)
    : RunContext(
          on, into, as,
          client_settings(settings(), as == Use::kTest ? TargetUse::kTest : TargetUse::kLoad)) {}

RunContext::RunContext(Reactor& on, Recorder& into, Use as, ClientSettings with)
    : client(on, std::move(with)), recorder(into), use(as) {
  // Requests for tokens count as set-up of users.
  client.on_token_request = [this](const Call& call, std::string_view url,
                                   ClientEnvironment::TokenResult result) {
    count(call);
    Sample sample = sample_of(call, recorder.intern("POST", url), Time::min());
    sample.failed_checks = result == ClientEnvironment::TokenResult::kToken ? 0 : 1;
    recorder.record_set_up(sample);
  };
}

void RunContext::look_up_steps(StepId last) {
  for (auto step = static_cast<StepId>(creating_steps.size()); step <= last; ++step) {
    creating_steps.push_back(&creating_step(recorder.step_name(step)));
  }
}

void RunContext::count(const Call& call) {
  for (const Exchange* each = call.last; each != nullptr; each = each->previous) {
    if (each->timings.connect > Duration(0)) [[unlikely]]
      connect_time.record(each->timings.connect);
    if (each->cap_wait > Duration(0)) [[unlikely]]
      cap_wait.record(each->cap_wait);
  }
}

}  // namespace traffic::detail
