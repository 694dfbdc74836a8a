// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/console/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/report/console/cells.h"
#include "gtest_traffic/report/failure_lines.h"
#include "gtest_traffic/report/figures.h"
#include "gtest_traffic/report/unmeasured_text.h"
#include "gtest_traffic/report/verdict_text.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kShortestName = 24;
constexpr std::size_t kLongestName = 36;
constexpr std::size_t kEndpoints = 20;
constexpr std::size_t kFailures = 20;

double per_elapsed(double count, const Report& report) {
  return report.elapsed > Duration{0} ? count / seconds_of(report.elapsed) : 0;
}

std::string journeys_or_requests(const Report& report) {
  return report.request_paced ? "request" : "journey";
}

// Formats the table of steps with a common width for the first column. Omits columns that do not
// fit.
class StepTable {
 public:
  StepTable(const Report& report, std::size_t columns) : report_(report) {
    for (const std::size_t i : kOmitFirst) {
      if (width() + kShortestName <= columns) break;
      shown_[i] = false;
    }
    for (const auto& [name, step] : report.steps) name_ = std::max(name_, cells(printable(name)));
    const std::size_t room = columns - std::min(columns, width());
    name_ = std::min(name_, std::clamp(room, kShortestName, kLongestName));
  }

  std::string text() const {
    std::string out = line("step", {"requests", "errors", "req/s", "p50", "p90", "p95", "p99",
                                    "p99.9", "max", "bytes/s"});
    out += std::string(cells(out) - 1, '-') + "\n";
    for (const auto& [name, step] : report_.steps) {
      if (!step.is_block) out += row(name, step);
    }
    out += row("all requests", report_.total);
    if (report_.set_up.requests != 0) out += row("user set-up (excluded)", report_.set_up);
    const bool blocks = std::any_of(report_.steps.begin(), report_.steps.end(),
                                    [](const auto& step) { return step.second.is_block; });
    if (blocks) out += "STEP blocks (their requests are listed above):\n";
    for (const auto& [name, step] : report_.steps) {
      if (step.is_block) out += row(name, step);
    }
    return out;
  }

 private:
  static constexpr std::array<std::size_t, 10> kWidths = {11, 8, 8, 7, 7, 7, 7, 7, 8, 9};
  static constexpr std::size_t kOmitFirst[] = {9, 7, 4, 2};  // bytes/s, p99.9, p90, req/s

  std::size_t width() const {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < kWidths.size(); ++i) sum += shown_[i] ? kWidths[i] : 0;
    return sum;
  }

  std::string line(std::string name, const std::array<std::string, 10>& values) const {
    std::string out = pad_right(std::move(name), name_);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (shown_[i]) out += pad_left(" " + values[i], kWidths[i]);
    }
    return out + "\n";
  }

  std::string row(std::string_view name, const StepStatistics& step) const {
    const auto& times = step.response_time;
    const auto at = [&](double percentile) { return milliseconds(times.at(percentile)); };
    return line(cut_middle(printable(name), name_),
                {group_digits(step.requests), group_digits(step.errors),
                 per_second_text(per_elapsed(static_cast<double>(step.requests), report_)), at(50),
                 at(90), at(95), at(99), at(99.9), milliseconds(times.max()),
                 bytes_text(per_elapsed(static_cast<double>(step.bytes_received), report_))});
  }

  const Report& report_;
  std::array<bool, 10> shown_ = {true, true, true, true, true, true, true, true, true, true};
  std::size_t name_ = kShortestName;
};

std::string labeled(std::string_view label, std::string_view text) {
  return fmt::format("{:<12}{}\n", label, text);
}

// Lists the average and the success rate of each endpoint, with most requests first.
std::string endpoints(const Report& report) {
  std::vector<std::pair<std::string_view, const StepStatistics*>> ordered;
  for (const auto& [name, step] : report.steps) {
    if (!step.is_block) ordered.emplace_back(name, &step);
  }
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
    return a.second->requests > b.second->requests;
  });
  std::string out;
  for (std::size_t i = 0; i < std::min(kEndpoints, ordered.size()); ++i) {
    const auto& [name, step] = ordered[i];
    out += labeled(
        out.empty() ? "endpoints" : "",
        fmt::format("{}: {}", cut_middle(printable(name), 60),
                    endpoint_text(step->requests, step->errors, step->response_time.mean())));
  }
  if (ordered.size() > kEndpoints) {
    out += labeled("", fmt::format("and {} more", ordered.size() - kEndpoints));
  }
  return out;
}

std::string heading(const Report& report) {
  const auto model = report.model == LoadModel::kOpen
                         ? "open model: response times in ms, measured from the scheduled start"
                         : "closed model: response times in ms, equal to the service times";
  auto text = fmt::format("{}, {} measured", printable(report.name), to_string(report.elapsed));
  if (report.warm_up > Duration{0})
    text += fmt::format(" after {} of warm-up", to_string(report.warm_up));
  return fmt::format("{}\n{}\n\n", text, model);
}

std::string percentiles(const Histogram& times) {
  return fmt::format("p50 {}, p90 {}, p99 {}, max {}", to_string(times.at(50)),
                     to_string(times.at(90)), to_string(times.at(99)), to_string(times.max()));
}

std::string no_response_text(const StepStatistics& total) {
  std::vector<std::string> parts;
  for (const auto& [failure, count] : total.failures) {
    parts.push_back(fmt::format("{} {}", printable(failure), group_digits(count)));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string totals(const Report& report) {
  const auto& total = report.total;
  auto out =
      labeled("requests",
              fmt::format("{}, {}/s; {} ({}); {} sent, {} received", group_digits(total.requests),
                          per_second_text(report.request_rate().per_second()),
                          counted(total.errors, "error"), to_string(total.error_rate()),
                          bytes_text(static_cast<double>(total.bytes_sent)),
                          bytes_text(static_cast<double>(total.bytes_received))));
  if (total.attempts > total.requests) {
    out += labeled("attempts", fmt::format("{}, including retries", group_digits(total.attempts)));
  }
  if (total.redirects != 0) {
    out += labeled("redirects", fmt::format("{} followed", group_digits(total.redirects)));
  }
  if (total.replaced_connections > 0) {
    out += labeled("replaced",
                   fmt::format("{}, which the server had closed before the request arrived",
                               counted(total.replaced_connections, "connection")));
  }
  if (!total.failures.empty()) out += labeled("no response", no_response_text(total));
  if (report.model == LoadModel::kOpen) {
    out += labeled("rate", fmt::format("{}s/s: offered {}, achieved {}; {} dropped",
                                       journeys_or_requests(report),
                                       per_second_text(report.offered_rate().per_second()),
                                       per_second_text(report.achieved_rate().per_second()),
                                       group_digits(report.dropped)));
    out += labeled("service",
                   percentiles(total.service_time) + " (from sending to the end of the response)");
    out +=
        labeled("lateness", percentiles(total.lateness) + " (from the scheduled start to sending)");
  } else {
    out += labeled(
        "rate", fmt::format("{} journeys/s", per_second_text(report.achieved_rate().per_second())));
  }
  return out;
}

std::string unmeasured(const Report& report) {
  const std::string text = unmeasured_text(report);
  if (text.empty()) return {};
  return labeled("not counted", text) +
         labeled("", fmt::format("with them, {} were sent", counted(report.sent(), "request")));
}

std::string unverified_tls(const Report& report) {
  const bool any = std::any_of(
      report.configuration.begin(), report.configuration.end(), [](const auto& setting) {
        return setting.first == "tls_insecure" && equals_ignoring_case(setting.second, "yes");
      });
  return any ? labeled("TLS", "certificates were not verified (--traffic_tls_insecure)") : "";
}

std::string journeys(const Report& report) {
  std::string out;
  for (const auto& [name, journey] : report.journeys) {
    auto text = fmt::format("{}: {} started, {} completed, {} failed, {} skipped",
                            cut_middle(printable(name), 48), group_digits(journey.started),
                            group_digits(journey.completed), group_digits(journey.failed),
                            group_digits(journey.skipped));
    if (journey.interrupted != 0)
      text += fmt::format(", {} interrupted", group_digits(journey.interrupted));
    if (journey.duration.count() != 0)
      text += fmt::format("; p50 {}", to_string(journey.duration.at(50)));
    out += labeled(out.empty() ? "journeys" : "", text);
  }
  return out;
}

std::string notes(const Report& report) {
  std::string out;
  for (const std::string& note : report.notes) {
    out += labeled(out.empty() ? "notes" : "", printable(note));
  }
  return out;
}

std::string gates(const Report& report) {
  std::string out;
  for (const auto& gate : report.gates) {
    const std::string_view word = gate.verdict == Verdict::kFail ? "FAIL" : to_string(gate.verdict);
    out += labeled(out.empty() ? "gates" : "",
                   fmt::format("{:<8}{}: {}", word, printable(gate.gate), printable(gate.detail)));
  }
  return out;
}

constexpr double kNotableSteal = 0.01;

std::string generator(const Report& report) {
  const auto& health = report.generator;
  auto text = fmt::format("{}, {:.0f}% of {} CPU; at most {}, {} opened",
                          counted(health.workers, "worker"), health.cpu_share * 100,
                          health.workers == 1 ? "its" : "their", counted(health.peak_users, "user"),
                          counted(health.connections_opened, "connection"));
  if (health.parked_users != 0) {
    text += fmt::format("; {} did not end after the stop request",
                        counted(health.parked_users, "journey"));
  }
  auto out = labeled("generator", text);
  if (health.addresses.size() > 1) {
    out += labeled("", "connections: " + addresses_text(health));
  }
  out += labeled(
      "", fmt::format("loop lag p99 {}, max {}; host stall p99 {}, max {}",
                      to_string(health.loop_lag.at(99)), to_string(health.loop_lag.max()),
                      to_string(health.host_stall.at(99)), to_string(health.host_stall.max())));
  if (health.loop_stalls != 0) {
    out +=
        labeled("", fmt::format("event loop stalls over 10 ms: {}, longest {}",
                                group_digits(health.loop_stalls), to_string(health.longest_stall)));
  }
  if (health.cap_wait.count() != 0) {
    out += labeled(
        "", fmt::format("the rate cap delayed {}: p50 {}, max {} (excluded from latencies)",
                        counted(health.cap_wait.count(), "request"),
                        to_string(health.cap_wait.at(50)), to_string(health.cap_wait.max())));
  }
  if (health.steal_share >= kNotableSteal) {
    out += labeled(
        "", fmt::format("CPU steal time: {}", to_string(Percent::of_fraction(health.steal_share))));
  }
  return out;
}

std::string failures(const Report& report, std::size_t columns) {
  if (report.failures.empty()) return {};
  std::string out = "failures\n";
  for (const auto& line : failure_lines(report, kFailures, columns)) out += line + "\n";
  return out;
}

}  // namespace

std::string summary_below_table(const Report& report, std::size_t columns) {
  std::string out = totals(report) + unmeasured(report) + unverified_tls(report) + journeys(report);
  out += gates(report) + notes(report) + generator(report) + failures(report, columns);
  out += "\nverdict: " + verdict_text(report) + "\n";
  return out;
}

std::string final_table(const Report& report, std::size_t columns) {
  return heading(report) + StepTable(report, columns).text() + "\n" + endpoints(report) +
         summary_below_table(report, columns);
}

}  // namespace traffic::detail
