// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/console/live_block.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/report/console/cells.h"
#include "gtest_traffic/report/console/sparkline.h"
#include "gtest_traffic/report/figures.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kTopSteps = 5;
constexpr std::size_t kRowsOfOthers = 19;  // with five steps, a screen of 24 rows is full
constexpr std::size_t kBarCells = 40;
constexpr std::size_t kLongestBar = 120;
constexpr std::size_t kAroundBar = 48;  // cells of the text beside the bar
constexpr std::size_t kPlainColumns = 120;

std::string name_of(const LiveView& view) {
  std::string text = printable(view.name);
  if (!view.stage.empty() && view.stage != view.name) text += ": " + printable(view.stage);
  if (view.warm_up) text += " (warm-up)";
  if (view.factor != 1) {
    text += fmt::format(" ({:.3g} times the planned {})", view.factor,
                        view.model == LoadModel::kOpen ? "rate" : "users");
  }
  return text;
}

std::string offered_text(const LiveView& view) {
  return fmt::format("{} {}/s", per_second_text(view.offered.per_second()),
                     view.request_paced ? "requests" : "journeys");
}

double progress(const LiveView& view) {
  return std::clamp(seconds_of(view.elapsed) / seconds_of(view.duration), 0.0, 1.0);
}

std::string state_text(const LiveView& view) {
  if (view.ended) return "ended";
  const auto left = view.duration - view.elapsed;
  if (view.paused) return "paused, " + time_left(left) + " left (space resumes)";
  return left > Duration{0} ? time_left(left) + " left" : "waiting for running journeys";
}

std::string progress_line(const LiveView& view, std::size_t columns) {
  if (view.duration <= Duration{0}) {
    if (view.paused && !view.ended) return "   paused (space resumes)";
    return view.ended ? "   ended"
                      : "   until interrupted (Ctrl-C stops the run and writes the report)";
  }
  const auto width =
      columns < 70 ? kBarCells / 2
                   : std::clamp(columns - std::min(columns, kAroundBar), kBarCells, kLongestBar);
  const double done = progress(view);
  const auto filled = static_cast<std::size_t>(done * static_cast<double>(width));
  std::string bar;
  for (std::size_t i = 0; i < width; ++i) bar += i < filled ? "█" : "░";
  return fmt::format("   {} {:.0f}% | {}", bar, std::floor(done * 100), state_text(view));
}

// Returns whether the planned time is over and the load only waits for running journeys.
bool is_draining(const LiveView& view) {
  constexpr Duration kShown = std::chrono::milliseconds(50);
  return view.duration > Duration{0} && view.elapsed >= view.duration + kShown;
}

// Returns the time since the start. While the load waits for running journeys, shows the planned
// time and the extra time separately.
std::string elapsed_text(const LiveView& view) {
  if (!is_draining(view)) return fmt::format("{:.1f}s", seconds_of(view.elapsed));
  return fmt::format("{} + {:.1f}s", compact(view.duration),
                     seconds_of(view.elapsed - view.duration));
}

std::string success_text(const LiveView& view) {
  return view.requests() == 0 ? "-" : compact(view.success_rate());
}

std::string step_line(const StepRow& step) {
  const auto requests = step.requests();
  if (requests == 0) return "0 req";
  return endpoint_text(requests, step.errors(),
                       step.total_time() / static_cast<std::int64_t>(requests));
}

void append_top(std::vector<BlockLine>& lines, const LiveView& view, std::size_t columns,
                std::size_t rows) {
  const auto& steps = view.counts.steps;
  if (steps.empty()) return;
  lines.push_back({"   Top Endpoints:"});
  const std::size_t room = std::max(kTopSteps, rows - std::min(rows, kRowsOfOthers));
  for (std::size_t i = 0; i < std::min(room, steps.size()); ++i) {
    if (i > 0 && steps[i].requests() == 0) break;
    const auto figures = step_line(steps[i]);
    // Reserve the space for the figures first, because they are more important than a long name.
    const auto taken = cells(figures) + 7;
    const auto width = columns > taken + 12 ? columns - taken : 12;
    lines.push_back(
        {fmt::format("     {}: {}", cut_middle(printable(*steps[i].name), width), figures)});
  }
}

// Shows the gates that can be judged so far, and the most frequent failed checks.
void append_faults(std::vector<BlockLine>& lines, const LiveView& view) {
  std::size_t passed = 0, judged = 0;
  std::vector<BlockLine> failed;
  for (const GateResult& gate : view.gates) {
    if (gate.gate.empty() || gate.verdict == Verdict::kInvalid) continue;
    ++judged;
    if (gate.verdict == Verdict::kPass) ++passed;
    if (gate.verdict == Verdict::kFail)
      failed.push_back(
          {"   ✗ " + printable(gate.gate) + ": " + printable(gate.detail), Tone::kBad});
  }
  if (!view.gates.empty()) {
    lines.push_back({judged == 0 ? "   Gates: too few requests so far"
                                 : fmt::format("   Gates: {} of {} hold so far", passed, judged),
                     passed < judged ? Tone::kBad : Tone::kPlain});
  }
  lines.insert(lines.end(), failed.begin(), failed.end());
  for (const FailingCheck& check : view.failing) {
    lines.push_back(
        {fmt::format("   {} × {}", group_digits(check.count), check.headline), Tone::kBad});
  }
}

void append_trend(std::vector<BlockLine>& lines, const Trend& trend, std::size_t columns) {
  if (trend.rates.size() < 2) return;
  const std::size_t width = columns > 40 ? std::min<std::size_t>(columns - 36, 60) : 8;
  const auto add = [&](std::string_view name, const std::vector<double>& values,
                       const std::string& most) {
    lines.push_back({fmt::format("   {:<4} {} max {}", name, sparkline(values, width), most)});
  };
  const auto most = [](const std::vector<double>& values) {
    return *std::max_element(values.begin(), values.end());
  };
  add("RPS", trend.rates, per_second_text(most(trend.rates)));
  add("p99", trend.latencies, compact(Duration(std::llround(most(trend.latencies) * 1e6))));
}

}  // namespace

std::vector<BlockLine> live_block(const LiveView& view, std::size_t columns, const Trend& trend,
                                  std::size_t rows) {
  std::vector<BlockLine> lines;
  lines.push_back(
      {fmt::format("📊 Stats [{}] {}", elapsed_text(view), name_of(view)), Tone::kStrong});
  lines.push_back({progress_line(view, columns), Tone::kGood});
  lines.push_back({fmt::format("   Total Requests: {} | Success: {} | Errors: {}",
                               group_digits(view.requests()), group_digits(view.successes()),
                               group_digits(view.errors())),
                   view.errors() == 0 ? Tone::kPlain : Tone::kBad});
  std::string rates =
      fmt::format("   Current RPS: {} | Success Rate: {}",
                  per_second_text(view.request_rate.per_second()), success_text(view));
  if (view.model == LoadModel::kOpen) rates += " | Offered: " + offered_text(view);
  lines.push_back({std::move(rates)});
  lines.push_back({fmt::format(
      "   User Journeys: {} ({}/s) | Completed: {} | Active Users: {}",
      group_digits(view.counts.journeys_started()), per_second_text(view.journey_rate.per_second()),
      group_digits(view.counts.journeys_completed()), group_digits(view.counts.active_users))});
  if (view.counts.loop_stalls > 0) {
    lines.push_back(
        {fmt::format("   Generator Stalls: {} over 10 ms, longest {}",
                     group_digits(view.counts.loop_stalls), compact(view.counts.longest_stall)),
         Tone::kBad});
  }
  lines.push_back(
      {fmt::format("   Response Time: p50 {} | p90 {} | p99 {} | max {}", compact(view.p50),
                   compact(view.p90), compact(view.p99), compact(view.max))});
  append_trend(lines, trend, columns);
  append_faults(lines, view);
  append_top(lines, view, columns, rows);
  for (auto& line : lines) line.text = clip(line.text, columns);
  return lines;
}

std::string live_line(const LiveView& view) {
  std::string time = elapsed_text(view);
  if (view.duration > Duration{0} && !is_draining(view))
    time += fmt::format(" of {}", compact(view.duration));
  std::string line =
      fmt::format("[{}] {} | {}, {}, {} success, {}/s", time, name_of(view),
                  counted(view.requests(), "request"), counted(view.errors(), "error"),
                  success_text(view), per_second_text(view.request_rate.per_second()));
  if (view.model == LoadModel::kOpen) line += " | offered " + offered_text(view);
  line += fmt::format(" | {}, {} completed, {}", counted(view.counts.journeys_started(), "journey"),
                      group_digits(view.counts.journeys_completed()),
                      counted(view.counts.active_users, "user"));
  line += fmt::format(" | p50 {} p90 {} p99 {}", compact(view.p50), compact(view.p90),
                      compact(view.p99));
  for (const GateResult& gate : view.gates) {
    if (gate.verdict == Verdict::kFail) line += fmt::format(" | {} fails", printable(gate.gate));
  }
  if (view.paused) line += " | paused";
  return line;
}

std::string live_endpoints(const LiveView& view) {
  std::vector<BlockLine> lines;
  if (view.requests() > 0) append_top(lines, view, kPlainColumns, 0);
  std::string text;
  for (const BlockLine& line : lines) text += line.text + "\n";
  return text;
}

}  // namespace traffic::detail
