// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/testing/pages.h"

#include <fmt/format.h>

#include <cmath>

#include "gtest_traffic/random.h"

namespace traffic::detail {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;

constexpr int kSeconds = 3600;
constexpr int kSteps = 40;
constexpr int kPerSecond = 300;

// Draws a log-normal time with a median of `median_ms` milliseconds.
Duration draw(Random& random, double median_ms) {
  double sum = 0;
  for (int i = 0; i < 12; ++i) sum += random.uniform();
  return Duration(std::llround(median_ms * 1e6 * std::exp(0.6 * (sum - 6))));
}

bool in_spike(int second) { return second > 2000 && second < 2300; }

}  // namespace

Report large_report() {
  Report report;
  report.name = "Load.soak";
  report.verdict = Verdict::kFail;
  report.began = 1'790'000'000;
  report.elapsed = seconds(kSeconds - 60);
  report.warm_up = seconds(60);
  report.offered = 100.0 * (kSeconds - 60);
  report.started = 100 * (kSeconds - 60);
  Random random(7);
  std::vector<StepStatistics> steps(kSteps);
  for (int second = 0; second < kSeconds; ++second) {
    Histogram times;
    SeriesRow row;
    for (int i = 0; i < kPerSecond; ++i) {
      const auto which = static_cast<std::size_t>((second * 7 + i) % kSteps);
      StepStatistics& step = steps[which];
      const double median = (5 + static_cast<double>(which)) * (in_spike(second) ? 6 : 1);
      const Duration took = draw(random, median);
      const bool failed = in_spike(second) && i % 50 == 0;
      times.record(took);
      row.errors += failed ? 1 : 0;
      if (second < 60) continue;
      ++step.requests;
      ++step.attempts;
      step.errors += failed ? 1 : 0;
      ++step.statuses[failed ? 503 : 200];
      step.bytes_sent += 200;
      step.bytes_received += 900;
      step.response_time.record(took);
      step.service_time.record(in_spike(second) ? took / 2 : took);
      step.lateness.record(in_spike(second) ? took / 2 : microseconds(30));
    }
    row.second = second + 1;
    row.offered_rate = in_spike(second) ? 160 : 100;
    row.started = in_spike(second) ? 140 : 100;
    row.requests = kPerSecond;
    row.active_users = static_cast<std::uint64_t>(40 + (in_spike(second) ? 150 : 0) + second % 7);
    row.bytes_received = kPerSecond * 900;
    row.response_time = Distribution(times);
    row.warm_up = second < 60;
    row.stage = in_spike(second) ? "spike" : "hold";
    report.series.add(std::move(row));
  }
  for (int i = 0; i < kSteps; ++i) {
    const StepStatistics& step = steps[static_cast<std::size_t>(i)];
    report.steps[fmt::format("{} /api/v1/resources-{}/{{}}", i % 3 == 0 ? "POST" : "GET", i)] =
        step;
    report.total.merge(step);
  }
  auto& journey = report.journeys["Shopper.BuysSomething"];
  journey.started = journey.completed = report.started;
  journey.failed = report.total.errors;
  journey.duration.record(seconds(3), report.started);
  report.failures.push_back({"Shopper.BuysSomething",
                             "POST /api/v1/resources-0/{}",
                             "suites/shop/journeys.cc",
                             21,
                             "expected status 201, got 503 Service Unavailable",
                             report.total.errors,
                             {"expected status 201, got 503 Service Unavailable\n\nrequest\n  POST "
                              "/api/v1/resources-0/17\n  Accept: application/json\n\n"
                              "response after 312 ms\n  503 Service Unavailable\n  {\"error\": "
                              "\"overloaded\"}\n"}});
  report.gates = {{"p99<250ms", Verdict::kFail, "p99 is 391 ms, over 1,062,000 requests"},
                  {"error_rate<1%", Verdict::kPass, "error_rate is 0.17 %"},
                  {"p99_9<2s", Verdict::kInvalid, "too few samples for this percentile"}};
  report.generator.workers = 2;
  report.generator.loop_lag.record(microseconds(40), 300'000);
  report.generator.loop_lag.record(microseconds(2400), 200);
  report.generator.host_stall.record(microseconds(900), 3000);
  report.generator.cpu_share = 0.21;
  report.generator.peak_users = 196;
  report.generator.connections_opened = 214;
  report.configuration = {{"load", "soak"}, {"target", "http://127.0.0.1:18080"}, {"seed", "42"}};
  return report;
}

Report hostile_report() {
  const std::string evil =
      R"(</script><script>document.title='broken'</script><!--<img src=x onerror="document.title='broken'">{{script}})";
  Report report;
  report.name = evil;
  report.verdict = Verdict::kInvalid;
  report.invalid_because = evil;
  report.elapsed = seconds(1);
  report.total.requests = 1;
  report.total.response_time.record(seconds(1));
  report.total.statuses[200] = 1;
  report.total.failures[evil] = 1;
  report.steps[evil] = report.total;
  report.journeys[evil].started = 1;
  report.failures.push_back({evil, evil, evil, 1, evil + "\xff\xe2\x80\xa8", 1, {evil}, 0, evil});
  report.gates = {{evil, Verdict::kFail, evil}};
  report.configuration = {{evil, evil}};
  SeriesRow row;
  row.second = 1;
  row.stage = evil;
  row.requests = 1;
  row.response_time = Distribution(report.total.response_time);
  report.series.add(row);
  report.step_series[evil].add(row);
  return report;
}

}  // namespace traffic::detail
