// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/testing/samples.h"

#include "gtest_traffic/base/interned_text.h"

namespace traffic::detail {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

// Spreads `requests` evenly over 1 to 100 times `unit`. Each request is sent `late` after its due
// time.
StepStatistics spread(std::uint64_t requests, std::uint64_t errors, Duration unit, Duration late) {
  StepStatistics step;
  step.requests = requests;
  step.errors = errors;
  step.attempts = requests;
  step.bytes_sent = requests * 210;
  step.bytes_received = requests * 487;
  step.statuses[200] = requests - errors;
  if (errors != 0) step.statuses[500] = errors;
  for (std::uint64_t i = 0; i < requests; ++i) {
    const auto service = unit * static_cast<std::int64_t>(i % 100 + 1);
    step.service_time.record(service);
    step.response_time.record(service + late);
    step.lateness.record(late);
  }
  return step;
}

void add(Report& report, const char* name, StepStatistics step) {
  if (!step.is_block) report.total.merge(step);
  report.steps[name] = std::move(step);
}

SeriesRow row(double second, bool warm_up) {
  SeriesRow row;
  row.second = second;
  row.offered_rate = 50;
  row.started = 49;
  row.requests = 201;
  row.errors = 3;
  row.active_users = 12;
  row.bytes_received = 97'887;
  Histogram times;
  times.record(milliseconds(45), 170);
  times.record(milliseconds(120), 25);
  times.record(microseconds(312'500), 5);
  times.record(milliseconds(900), 1);
  row.response_time = Distribution(times);
  row.warm_up = warm_up;
  row.stage = warm_up ? "ramp" : "hold";
  return row;
}

}  // namespace

Report failed_report() {
  Report report;
  report.name = "ShopLoad.HoldsFiftyJourneysPerSecond";
  report.verdict = Verdict::kFail;
  report.elapsed = seconds(30);
  report.warm_up = seconds(5);
  report.offered = 1500;
  report.started = 1497;
  report.dropped = 3;
  report.interrupted = true;
  report.notes = {
      "the feeder of users.csv has no items left: all 1,500 were used, so no further journey "
      "started"};
  add(report, "GET /api/orders/{}", spread(1480, 0, microseconds(120), microseconds(40)));
  add(report, "POST /api/orders", spread(1490, 6, microseconds(950), microseconds(45)));
  add(report, "POST /api/payments", spread(1484, 12, milliseconds(3), microseconds(60)));
  add(report, "PUT /api/users/{}/preferences/notifications/by-channel/{}",
      spread(200, 0, microseconds(7), microseconds(5)));
  auto block = spread(1480, 12, milliseconds(4), microseconds(60));
  block.is_block = true;
  add(report, "checkout", block);
  report.total.attempts += 4;
  report.total.replaced_connections = 3;
  report.total.failures["connect-timeout"] = 2;
  report.total.failures["reset"] = 1;
  report.set_up = spread(25, 0, microseconds(300), Duration{0});
  report.total.redirects = 31;
  report.unmeasured = {.warm_up = {.requests = 240, .errors = 2, .sent = 245},
                       .after_end = {.requests = 6, .errors = 0, .sent = 6},
                       .clean_up = {.requests = 11, .errors = 1, .sent = 11},
                       .stopped = {.requests = 3, .errors = 3, .sent = 3}};
  auto& buys = report.journeys["Shopper.BuysSomething"];
  buys.started = 1490;
  buys.completed = 1481;
  buys.failed = 18;
  buys.skipped = 4;
  buys.interrupted = 5;
  buys.duration.record(milliseconds(2150), 1481);
  report.journeys["Shopper.Browses"].started = 7;
  report.failures.push_back({"Shopper.BuysSomething",
                             "POST /api/orders",
                             "/src/suites/shop/journeys.cc",
                             21,
                             "expected status 201, got 500\nrequest: POST /api/orders",
                             6,
                             {"first", "second"},
                             0,
                             "status 500"});
  report.failures.push_back({"Shopper.BuysSomething",
                             "POST /api/payments",
                             "/src/suites/shop/journeys.cc",
                             26,
                             "\nexpected JSON /status to be \"COMPLETED\", got \"PENDING\"",
                             12,
                             {"whole text"},
                             0,
                             "status 201, another value"});
  report.series.add(row(1, true));
  report.series.add(row(2, false));
  report.generator.workers = 2;
  report.generator.loop_lag.record(microseconds(80), 900);
  report.generator.loop_lag.record(milliseconds(2), 5);
  report.generator.user_wait.record(milliseconds(12), 40);
  report.generator.cap_wait.record(milliseconds(7), 20);
  report.generator.refused_users = 1;
  report.generator.late_arrivals = 2;
  report.generator.host_stall.record(milliseconds(4), 300);
  report.generator.cpu_seconds = 4.25;
  report.generator.cpu_share = 0.071;
  report.generator.peak_users = 25;
  report.generator.connections_opened = 31;
  report.generator.addresses = {{"127.0.0.1:18080", 16}, {"[::1]:18080", 15}};
  report.generator.parked_users = 1;
  report.generator.loop_stalls = 3;
  report.generator.longest_stall = std::chrono::microseconds(41'500);
  report.gates = {{"p99<250ms", Verdict::kFail, "p99 is 291 ms, over 4,654 requests"},
                  {"error_rate<1%", Verdict::kPass, "error_rate is 0.387 %, over 4,654 requests"}};
  report.configuration = {{"base_url", "http://127.0.0.1:18080"}, {"seed", "42"}};
  return report;
}

Report passed_report() {
  Report report;
  report.name = "Load.steady";
  report.model = LoadModel::kClosed;
  report.elapsed = seconds(10);
  report.offered = 400;
  report.started = 400;
  add(report, "GET /motelApi/v1/ping", spread(400, 0, microseconds(30), Duration{0}));
  auto& pings = report.journeys["Guest.Pings"];
  pings.started = pings.completed = 400;
  pings.duration.record(milliseconds(1), 400);
  report.generator.peak_users = 10;
  report.generator.connections_opened = 10;
  report.generator.cpu_share = 0.02;
  return report;
}

StepRow live_step(const char* name, std::uint64_t requests, std::uint64_t errors,
                  Duration average) {
  StepRow row;
  row.name = &interned_text(name);
  row.measured.requests = requests;
  row.measured.errors = errors;
  row.measured.total_time = average * static_cast<std::int64_t>(requests);
  return row;
}

LiveView shop_view() {
  LiveView view;
  view.name = "demo";
  view.elapsed = milliseconds(45'200);
  view.duration = seconds(60);
  view.stage = "steady";
  view.offered = per_second(20);
  view.started = 15;
  view.counts.journeys = {{.name = "Shopper.Buys", .counts = {.started = 15, .completed = 12}}};
  view.counts.active_users = 3;
  view.request_rate = per_second(20);
  view.journey_rate = per_second(0.4);
  view.p50 = milliseconds(45);
  view.p90 = milliseconds(120);
  view.p99 = milliseconds(250);
  view.max = microseconds(312'400);
  view.counts.steps = {live_step("GET /api/users", 302, 3, milliseconds(45)),
                       live_step("POST /api/payments", 304, 5, milliseconds(250)),
                       live_step("POST /api/orders", 298, 4, milliseconds(120))};
  return view;
}

}  // namespace traffic::detail
