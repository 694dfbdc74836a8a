// SPDX-License-Identifier: Apache-2.0
// Judges parts of a run by its series.
#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/gate.h"
#include "gtest_traffic/metrics/gate_text.h"
#include "gtest_traffic/metrics/generator_share.h"
#include "gtest_traffic/metrics/stretch.h"

namespace traffic {
namespace {

using Kind = Metric::Kind;

std::string seconds(double count) {
  return to_string(std::chrono::round<Duration>(std::chrono::duration<double>(count)));
}

// Formats `p99 is about 312 ms, over 1,234 requests`. The maximum is exact.
std::string found(const Gate& gate, const Stretch& stretch) {
  const Metric& metric = gate.metric();
  const bool rough = metric.kind == Kind::kPercentile || metric.kind == Kind::kMean;
  std::string text = fmt::format("{}{}", rough ? "about " : "",
                                 shown_beside(metric.kind, stretch.value(metric), gate.bound()));
  if (samples_needed(metric) > 0) text += ", over " + samples_text(stretch.requests, "request");
  return text;
}

bool holds(const Gate& gate, const Stretch& stretch) {
  return traffic::holds(stretch.value(gate.metric()), gate.comparison(), gate.bound());
}

Judged judged_part(const Gate& gate, const Report& report, const Stretch& stretch) {
  const Histogram& service = report.total.service_time;  // the series does not have service times
  return {.value = stretch.value(gate.metric()),
          .samples = stretch.requests,
          .failed = stretch.errors,
          .seconds = stretch.seconds,
          .time_at =
              [&stretch](double percentile) {
                return percentile < 100 ? stretch.response_time.at(percentile)
                                        : stretch.response_time.max();
              },
          .service_at = [&service](double percentile) { return service.at(percentile); },
          .mean_service = service.mean(),
          .without_answer = unanswered_by_generator(report.total),
          .is_part = true};
}

}  // namespace

std::string unknown_stage(const std::string& name, const Report& report) {
  const std::vector<std::string> names = stages_of(report);
  if (std::find(names.begin(), names.end(), name) != names.end()) return "";
  if (names.empty())
    return fmt::format("there is no stage '{}': the report's stages have no names", name);
  const std::string hint = did_you_mean(name, names);
  if (!hint.empty()) return fmt::format("there is no stage '{}'{}", name, hint);
  return fmt::format("there is no stage '{}'; there are '{}'", name, fmt::join(names, "', '"));
}

GateResult Gate::judge_windows(const Report& report) const {
  const Windows windows = windows_of(report, metric_.when.duration);
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
  std::vector<Judged> failed;
  const Stretch* worst = nullptr;
  for (const Stretch& window : windows.all) {
    if (window.requests < needed) {
      ++sparse;
      continue;
    }
    if (!holds(*this, window)) failed.push_back(judged_part(*this, report, window));
    const bool worse = worst == nullptr || (is_upper_bound(comparison_)
                                                ? window.value(metric_) > worst->value(metric_)
                                                : window.value(metric_) < worst->value(metric_));
    if (worse) worst = &window;
  }
  const std::string name = name_of(metric_);
  std::string judged, lacking;
  if (worst != nullptr) {
    judged = fmt::format("{} of {} windows of {} fail{}; the worst, {} to {}: {} is {}",
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
    return fail_or_doubt(report, failed, std::move(judged), lacking);
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
  const Stretch stretch =
      during ? during_stage(report, when.stage) : after_stage(report, when.stage, when.duration);
  if (stretch.seconds == 0) {
    return conclude(Verdict::kInvalid,
                    fmt::format("{}: no whole second was measured {}", kNotEnoughData, place));
  }
  const std::uint64_t needed = samples_needed(metric_);
  if (stretch.requests < needed) {
    return conclude(
        Verdict::kInvalid,
        fmt::format("{}: {} needs at least {}, has {} {}", kNotEnoughData, name_of(metric_),
                    samples_text(needed, "request"), group_digits(stretch.requests), place));
  }
  std::string detail = fmt::format("{} is {} {}", name_of(metric_), found(*this, stretch), place);
  if (holds(*this, stretch)) return conclude(Verdict::kPass, std::move(detail));
  return fail_or_doubt(report, {judged_part(*this, report, stretch)}, std::move(detail));
}

}  // namespace traffic
