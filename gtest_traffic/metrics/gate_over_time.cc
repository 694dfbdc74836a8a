// SPDX-License-Identifier: Apache-2.0
// Judges parts of a run by its series.
#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/gate.h"
#include "gtest_traffic/metrics/gate_text.h"
#include "gtest_traffic/metrics/generator_impact.h"
#include "gtest_traffic/metrics/run_part.h"

namespace traffic {
using namespace detail;
namespace {

using Kind = Metric::Kind;

std::string seconds(double count) {
  return to_string(std::chrono::round<Duration>(std::chrono::duration<double>(count)));
}

// Formats `p99 is about 312 ms, over 1,234 requests`. The maximum is exact.
std::string found(const Gate& gate, const RunPart& part) {
  const Metric& metric = gate.metric();
  const bool rough = metric.kind == Kind::kPercentile || metric.kind == Kind::kMean;
  std::string text =
      fmt::format("{}{}", rough ? "about " : "",
                  shown_distinct_from(metric.kind, part.value(metric), gate.bound()));
  if (samples_needed(metric) > 0) text += ", over " + samples_text(part.requests, "request");
  return text;
}

bool holds(const Gate& gate, const RunPart& part) {
  return traffic::holds(part.value(gate.metric()), gate.comparison(), gate.bound());
}

Measurement measurement_of(const Gate& gate, const Report& report, const RunPart& part) {
  const std::string& scope = gate.metric().scope;
  const StepStatistics& row = scope.empty() ? report.total : *report.step(scope);
  const Histogram& service = row.service_time;  // the series does not have service times
  return {.value = part.value(gate.metric()),
          .samples = part.requests,
          .failed = part.errors,
          .seconds = part.seconds,
          .time_at =
              [&part](double percentile) {
                return percentile < 100 ? part.response_time.at(percentile)
                                        : part.response_time.max();
              },
          .service_at = [&service](double percentile) { return service.at(percentile); },
          .mean_service = service.mean(),
          .without_answer = unanswered_by_generator(row),
          .is_part = true};
}

}  // namespace

std::string detail::unknown_stage(const std::string& name, const Report& report) {
  const std::vector<std::string> names = stages_of(report);
  if (std::find(names.begin(), names.end(), name) != names.end()) return "";
  if (names.empty())
    return fmt::format("there is no stage '{}': the report's stages have no names", name);
  const std::string hint = did_you_mean(name, names);
  if (!hint.empty()) return fmt::format("there is no stage '{}'{}", name, hint);
  return fmt::format("there is no stage '{}'; available: '{}'", name, fmt::join(names, "', '"));
}

GateResult Gate::judge_windows(const Report& report) const {
  const Windows windows = windows_of(report, metric_.when.duration, metric_.scope);
  std::string length = seconds(windows.seconds);
  if (windows.seconds > seconds_of(metric_.when.duration)) {
    length += fmt::format(" (rounded up from {} to whole rows of the series)",
                          to_string(metric_.when.duration));
  }
  if (windows.all.empty()) {
    return conclude(Verdict::kInvalid,
                    fmt::format("{}: no window of {} fits into the {} measured", kNotEnoughData,
                                length, to_string(report.elapsed)));
  }
  const std::uint64_t needed = samples_needed(metric_);
  std::size_t sparse = 0;
  std::vector<Measurement> failed;
  const RunPart* worst = nullptr;
  for (const RunPart& window : windows.all) {
    if (window.requests < needed) {
      ++sparse;
      continue;
    }
    if (!holds(*this, window)) failed.push_back(measurement_of(*this, report, window));
    const bool worse = worst == nullptr || (is_upper_bound(comparison_)
                                                ? window.value(metric_) > worst->value(metric_)
                                                : window.value(metric_) < worst->value(metric_));
    if (worse) worst = &window;
  }
  const std::string name = name_of(metric_);
  std::string judged, lacking;
  if (worst != nullptr) {
    judged = fmt::format("{} of {} windows of {} fail{}; worst window ({} to {}): {} is {}",
                         failed.size(), windows.all.size(), length, failed.size() == 1 ? "s" : "",
                         seconds(worst->from), seconds(worst->to), name, found(*this, *worst));
  }
  if (sparse > 0) {
    lacking = fmt::format("{}: {} of {} windows of {} {} fewer than the {} that {} needs",
                          kNotEnoughData, sparse, windows.all.size(), length,
                          sparse == 1 ? "has" : "have", samples_text(needed, "request"), name);
  }
  if (!failed.empty()) {
    if (!lacking.empty()) lacking = "; " + lacking;
    return fail_or_invalidate(report, failed, std::move(judged), lacking);
  }
  if (!judged.empty() && !lacking.empty()) lacking += "; ";
  std::string detail = lacking + judged;
  return conclude(sparse > 0 ? Verdict::kInvalid : Verdict::kPass, std::move(detail));
}

GateResult Gate::judge_stage(const Report& report) const {
  const When& when = metric_.when;
  const bool during = when.kind == When::Kind::kDuring;
  const std::string place =
      during ? fmt::format("during '{}'", when.stage)
             : fmt::format("from {} after '{}'", to_string(when.duration), when.stage);
  const RunPart part = during ? during_stage(report, when.stage, metric_.scope)
                              : after_stage(report, when.stage, when.duration, metric_.scope);
  if (part.seconds == 0) {
    return conclude(Verdict::kInvalid,
                    fmt::format("{}: no whole second was measured {}", kNotEnoughData, place));
  }
  const std::uint64_t needed = samples_needed(metric_);
  if (part.requests < needed) {
    return conclude(
        Verdict::kInvalid,
        fmt::format("{}: {} needs at least {}, has {} {}", kNotEnoughData, name_of(metric_),
                    samples_text(needed, "request"), group_digits(part.requests), place));
  }
  std::string detail = fmt::format("{} is {} {}", name_of(metric_), found(*this, part), place);
  if (holds(*this, part)) return conclude(Verdict::kPass, std::move(detail));
  return fail_or_invalidate(report, {measurement_of(*this, report, part)}, std::move(detail));
}

}  // namespace traffic
