// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/output/load_output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "gtest_traffic/config/signals.h"
#include "gtest_traffic/config/stop.h"
#include "gtest_traffic/http/redacted.h"
#include "gtest_traffic/match/headline.h"
#include "gtest_traffic/plan/gate_check.h"
#include "gtest_traffic/report/console/console.h"
#include "gtest_traffic/report/console/json_log.h"
#include "gtest_traffic/report/console/table.h"
#include "gtest_traffic/report/console/terminal.h"
#include "gtest_traffic/report/files/keys.h"

namespace traffic::detail {
namespace {

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

constexpr std::size_t kFailuresTold = 20;

class TextOutput final : public LoadObserver {
 public:
  Detail wanted() const override { return Detail::kFailures; }
  void started(const LoadPlan& plan, const Report&) override {
    if (plan.is_trial) return begin_trial(plan);
    print(first_line(plan));
    known_.clear();
    if (!plan.of_scenarios) {
      for (const std::string& line : foretell_few_samples(plan.gates, plan.shape, plan.warm_up)) {
        print(without_secrets(line) + "\n");
      }
    }
    console_ = std::make_unique<Console>(stdout);
    if (inspect_terminal(STDOUT_FILENO).in_place) keys_.emplace(STDIN_FILENO);
    third_signal_action().store(restore_terminal);
    view_ = {};
    view_.name = plan.name;
    view_.duration = plan.until_interrupted ? Duration(0) : plan.shape.duration();
    view_.model = plan.shape.model();
    shape_ = &plan.shape;
    if (keys_ && keys_->active()) {
      print(fmt::format(
          "keys: space pauses or resumes, + and - change the {}, q stops, qq stops at once\n",
          plan.shape.model() == LoadModel::kOpen ? "rate" : "number of users"));
    }
  }
  void attend(LoadControl& control) override {
    // Another part has printed a line about the interrupt.
    const int before = std::exchange(stop_level_, stop_level().load());
    if (before != stop_level_) disturbed();
    const std::size_t changes = control.changes().size();
    while (keys_) {
      const char key = keys_->next();
      if (key == 0) break;
      handle_key(key, control);
    }
    if (control.changes().size() == changes || !console_) return;
    const LoadChange latest = control.changes().back();
    view_.paused = latest.paused;
    view_.factor = latest.factor;
    console_->redraw(view_);
  }
  void disturbed() override {
    if (console_) console_->leave();
  }
  void ticked(const LiveView& view) override {
    view_ = view;
    if (view.ended) {
      console_->finish(view);
    } else {
      console_->update(view);
    }
  }
  // Without a terminal, a new failure is told at once. The end of the run lists all of them. The
  // loads of a search may fail.
  void measured(const LoadSecond& second) override {
    if (searching_ || inspect_terminal(STDOUT_FILENO).in_place) return;
    for (const DistinctFailure& failure : second.failures) {
      if (known_.size() >= kFailuresTold || !known_.insert(headline(failure)).second) continue;
      if (failure.message.empty()) continue;
      print(fmt::format("[{:.1f}s] failed: {}\n", second.row.second, headline(failure)));
    }
  }
  void finished(const Report& report) override {
    keys_.reset();
    console_.reset();
    shape_ = nullptr;
    const Terminal terminal = inspect_terminal(STDOUT_FILENO);
    print(terminal.in_place ? final_table(report, terminal.columns) : final_table(report));
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
      print(without_secrets(
          fmt::format("search {} for the highest rate on {} with loads of {}, seed {}\n", plan.name,
                      plan.target.text(), to_string(plan.shape.duration()), plan.seed)));
    }
    shape_ = nullptr;  // the search prints the shape of its loads
    console_ = std::make_unique<Console>(stdout);
    if (inspect_terminal(STDOUT_FILENO).in_place) keys_.emplace(STDIN_FILENO);
    third_signal_action().store(restore_terminal);
  }

  void handle_key(char key, LoadControl& control) const {
    // Same effect as an interrupt. A third one would end the process, and only Ctrl-C can do that.
    if ((key == 'q' || key == 'Q') && stop_level() < 2) ++stop_level();
    if (shape_ == nullptr) return;
    const Time now = Clock::now();
    if (key == ' ' || key == 'p' || key == 'P') control.pause_or_resume(now);
    if (key == '+' || key == '=') control.change_level(now, LoadControl::Step::kUp, users());
    if (key == '-') control.change_level(now, LoadControl::Step::kDown, users());
  }

  // Returns the current number of users of the plan; 0 if it has a rate.
  double users() const {
    if (shape_->model() == LoadModel::kOpen) return 0;
    const double level = shape_->level(view_.elapsed);
    return level > 0 ? level : shape_->peak();
  }

  std::unique_ptr<Console> console_;
  std::optional<Keys> keys_;
  const Shape* shape_ = nullptr;  // of the current load
  LiveView view_;
  std::set<std::string> known_;  // headlines of failures that were printed
  int stop_level_ = 0;
  bool searching_ = false;
};

// Tells a failure in the second in which it happens, with its count in that second.
class JsonOutput final : public LoadObserver {
 public:
  Detail wanted() const override { return Detail::kFailures; }
  void started(const LoadPlan& plan, const Report&) override {
    told_.clear();
    is_trial_ = plan.is_trial;
    std::vector<std::pair<std::string, std::string>> configuration;
    for (const GivenSetting& setting : settings().given)
      configuration.emplace_back(setting.name, setting.value);
    configuration.emplace_back("seed", std::to_string(plan.seed));
    tell(LogLevel::kInfo, log_run_started(now(), plan.name, plan.target.text(), configuration));
  }
  void ticked(const LiveView& view) override { tell(LogLevel::kInfo, log_statistics(now(), view)); }
  void measured(const LoadSecond& second) override {
    if (is_trial_) return;
    for (const DistinctFailure& failure : second.failures) {
      Told& told = told_[key_of(failure)];
      if (!failure.message.empty()) told.message = failure.message;
      told.count += failure.count;
      DistinctFailure now_failed = failure;
      now_failed.message = told.message;  // an update has it only once
      tell(LogLevel::kError, log_failure(now(), now_failed));
    }
  }
  void tried(const CapacityStep& step) override {
    tell(LogLevel::kInfo, log_capacity_step(now(), step));
  }
  void found(const Capacity& capacity) override {
    tell(LogLevel::kInfo, log_capacity(now(), capacity));
  }
  void finished(const Report& report) override {
    for (const DistinctFailure& failure : report.failures) tell_rest(failure);
    const bool passed = report.verdict == Verdict::kPass;
    tell(passed ? LogLevel::kInfo : LogLevel::kError, log_run_finished(now(), report));
  }

 private:
  using Key = std::tuple<std::string, std::string, std::string, int, std::string>;
  struct Told {
    std::string message;
    std::uint64_t count = 0;
  };

  static Key key_of(const DistinctFailure& failure) {
    return {failure.journey, failure.step, failure.file, failure.line, failure.cause};
  }
  // Tells a failure of the report that no second had, for example of a worker that hung.
  void tell_rest(DistinctFailure failure) {
    const std::uint64_t told = told_[key_of(failure)].count;
    if (failure.count <= told) return;
    failure.count -= told;
    tell(LogLevel::kError, log_failure(now(), failure));
  }
  static void tell(LogLevel level, std::string_view line) {
    if (settings().log_level <= level) print(line);
  }
  static WallTime now() { return std::chrono::system_clock::now(); }

  std::map<Key, Told> told_;
  bool is_trial_ = false;  // a load of a search, which may fail
};

}  // namespace

std::string first_line(const LoadPlan& plan) {
  return without_secrets(fmt::format(
      "load {} on {} {}, seed {}\n", plan.name, plan.target.text(),
      plan.until_interrupted ? "until interrupted" : "for " + to_string(plan.shape.duration()),
      plan.seed));
}

std::unique_ptr<LoadObserver> make_load_output(LogFormat format) {
  if (format == LogFormat::kJson) return std::make_unique<JsonOutput>();
  return std::make_unique<TextOutput>();
}

}  // namespace traffic::detail
