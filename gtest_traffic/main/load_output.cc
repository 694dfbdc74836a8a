// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/main/load_output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <optional>
#include <utility>

#include "gtest_traffic/journey/signals.h"
#include "gtest_traffic/journey/stop.h"
#include "gtest_traffic/report/console.h"
#include "gtest_traffic/report/json_log.h"
#include "gtest_traffic/report/keys.h"
#include "gtest_traffic/report/table.h"
#include "gtest_traffic/report/terminal.h"

namespace traffic {
namespace {

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

class TextOutput final : public LoadObserver {
 public:
  void started(const LoadPlan& plan, const Report&) override {
    if (plan.is_trial) return begin_trial(plan);
    print(fmt::format(
        "load {} on {} for {}, seed {}\n", plan.name, plan.target.text(),
        plan.until_interrupted ? "as long as nobody interrupts" : to_string(plan.shape.duration()),
        plan.seed));
    console_ = std::make_unique<Console>(stdout);
    if (inspect_terminal(STDOUT_FILENO).in_place) keys_.emplace(STDIN_FILENO);
    last_act().store(restore_terminal);
    if (keys_ && keys_->active()) print("press q to stop, twice to stop at once\n");
  }
  void ticked(const LiveView& view) override {
    obey_keys();
    if (view.ended) {
      console_->finish(view);
    } else {
      console_->update(view);
    }
  }
  void finished(const Report& report) override {
    keys_.reset();
    console_.reset();
    print(final_table(report));
  }
  void tried(const CapacityStep& step) override {
    keys_.reset();
    console_.reset();
    print(step_text(step) + "\n");
  }
  void found(const Capacity& capacity) override {
    searching_ = false;
    print(result_text(capacity) + "\n");
  }

 private:
  void begin_trial(const LoadPlan& plan) {
    if (!std::exchange(searching_, true)) {
      print(fmt::format("search for the highest rate {} on {}, loads of {}, seed {}\n", plan.name,
                        plan.target.text(), to_string(plan.shape.duration()), plan.seed));
    }
    console_ = std::make_unique<Console>(stdout);
    if (inspect_terminal(STDOUT_FILENO).in_place) keys_.emplace(STDIN_FILENO);
    last_act().store(restore_terminal);
  }

  // As an interrupt would; a third one, which would end the process, is for Ctrl-C alone.
  void obey_keys() const {
    while (keys_) {
      const char key = keys_->next();
      if (key == 0) return;
      if ((key == 'q' || key == 'Q') && stop_level() < 2) ++stop_level();
    }
  }

  std::unique_ptr<Console> console_;
  std::optional<Keys> keys_;
  bool searching_ = false;
};

class JsonOutput final : public LoadObserver {
 public:
  void started(const LoadPlan& plan, const Report&) override {
    std::vector<std::pair<std::string, std::string>> configuration;
    for (const GivenSetting& setting : settings().given)
      configuration.emplace_back(setting.name, setting.value);
    configuration.emplace_back("seed", std::to_string(plan.seed));
    print(log_run_started(now(), plan.name, plan.target.text(), configuration));
  }
  void ticked(const LiveView& view) override {
    if (settings().log_level <= LogLevel::kInfo) print(log_statistics(now(), view));
  }
  void tried(const CapacityStep& step) override { print(log_capacity_step(now(), step)); }
  void found(const Capacity& capacity) override { print(log_capacity(now(), capacity)); }
  void finished(const Report& report) override {
    for (const DistinctFailure& failure : report.failures) print(log_failure(now(), failure));
    print(log_run_finished(now(), report));
  }

 private:
  static WallTime now() { return std::chrono::system_clock::now(); }
};

}  // namespace

std::unique_ptr<LoadObserver> make_load_output(LogFormat format) {
  if (format == LogFormat::kJson) return std::make_unique<JsonOutput>();
  return std::make_unique<TextOutput>();
}

}  // namespace traffic
