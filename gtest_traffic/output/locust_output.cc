// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdio>
#include <string_view>

#include "gtest_traffic/output/load_output.h"
#include "gtest_traffic/report/console/locust_table.h"
#include "gtest_traffic/report/console/table.h"

namespace traffic::detail {
namespace {

constexpr std::int64_t kInterval = 2;  // seconds, as in Locust

void print_text(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

// Prints Locust's table instead of this library's statistics.
class LocustOutput final : public LoadObserver {
 public:
  Detail wanted() const override { return Detail::kHistograms; }
  void started(const LoadPlan& plan, const Report&) override {
    if (!plan.is_trial) print_text(first_line(plan));
    table_ = {};
    latest_ = {};
    elapsed_ = Duration(0);
    period_ = 0;
  }
  void measured(const LoadSecond& second) override {
    latest_ = second.counts;
    elapsed_ = std::chrono::round<Duration>(std::chrono::duration<double>(second.row.second));
    // Rounds to the nearest second, because the seconds of a run are a little early or late.
    const auto period = std::chrono::round<std::chrono::seconds>(elapsed_).count() / kInterval;
    if (period <= period_) return;
    period_ = period;
    print_text(table_.now(latest_.steps, elapsed_));
  }
  void finished(const Report& report) override {
    print_text(LocustTable::whole(latest_.steps, elapsed_));
    print_text(summary_below_table(report));
  }
  void tried(const CapacityStep& step) override { print_text(step_text(step) + "\n"); }
  void found(const Capacity& capacity) override { print_text(result_text(capacity) + "\n"); }

 private:
  LocustTable table_;
  LiveCounts latest_;
  Duration elapsed_{0};
  std::int64_t period_ = 0;
};

}  // namespace

std::unique_ptr<LoadObserver> make_locust_output() { return std::make_unique<LocustOutput>(); }

}  // namespace traffic::detail
