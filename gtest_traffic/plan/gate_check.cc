// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/gate_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/metrics/gate_text.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {
namespace {

std::string unknown_stage(const std::string& name, const Shape& shape) {
  std::vector<std::string> names;
  for (const Stage& stage : shape.stages()) {
    const bool known = std::find(names.begin(), names.end(), stage.name) != names.end();
    if (!stage.name.empty() && !known) names.push_back(stage.name);
  }
  if (names.empty()) {
    return fmt::format(
        "the shape has no stage '{}', its stages have no names: write named(\"{}\", …)", name,
        name);
  }
  return fmt::format("the shape has no stage '{}'{}; there are '{}'", name,
                     did_you_mean(name, names), fmt::join(names, "', '"));
}

// Returns the measured time that a condition on a stage selects; nothing if the stage does not
// exist.
std::optional<Duration> time_of(const When& when, const Shape& shape, Duration warm_up) {
  bool known = false;
  Duration taken{0}, start{0};
  Duration from = Duration::max();  // start of the selected time after the latest such stage
  const auto add = [&](Duration begin, Duration end) {
    taken += std::max(Duration(0), end - std::max(begin, warm_up));
  };
  for (const Stage& stage : shape.stages()) {
    const Duration end = start + stage.duration;
    if (stage.name == when.stage) {
      known = true;
      if (when.kind == When::Kind::kDuring) {
        add(start, end);
      } else if (from < start) {
        add(from, start);
      }
      from = end + when.duration;
    }
    start = end;
  }
  if (!known) return std::nullopt;
  if (when.kind == When::Kind::kAfter && from < start) add(from, start);
  return taken;
}

std::string mistake(const Metric& metric, const Shape& shape, Duration warm_up) {
  if (std::string text = mistake_in(metric); !text.empty()) return text;
  const When& when = metric.when;
  // Windows have whole seconds. A window that overlaps the warm-up is not judged.
  const Duration measured = shape.duration() - std::chrono::ceil<std::chrono::seconds>(warm_up);
  switch (when.kind) {
    case When::Kind::kWhole:
      return "";
    case When::Kind::kEvery:
      if (when.duration <= measured) return "";
      return fmt::format(
          "a window of {} does not fit into the {} of whole seconds that are measured",
          to_string(when.duration), to_string(std::max(Duration(0), measured)));
    case When::Kind::kDuring:
    case When::Kind::kAfter: {
      const std::optional<Duration> time = time_of(when, shape, warm_up);
      if (!time) return unknown_stage(when.stage, shape);
      if (*time >= std::chrono::seconds(1)) return "";
      return fmt::format("the measured time is below one second {} '{}', of a load of {}",
                         when.kind == When::Kind::kDuring
                             ? std::string("during")
                             : fmt::format("from {} after", to_string(when.duration)),
                         when.stage, to_string(shape.duration()));
    }
  }
  return "";
}

}  // namespace

bool can_end_run(const Gate& gate) {
  const Metric& metric = gate.metric();
  if (!metric.scope.empty()) return false;
  if (metric.when.kind != When::Kind::kWhole && metric.when.kind != When::Kind::kEvery)
    return false;
  const bool upper = is_upper_bound(gate.comparison());
  if (metric.kind == Metric::Kind::kChecks) return !upper;
  return upper && (is_latency(metric.kind) || metric.kind == Metric::Kind::kErrorRate ||
                   metric.kind == Metric::Kind::kErrors);
}

std::vector<Error> check_abort(std::optional<Duration> not_before, const std::vector<Gate>& gates) {
  std::vector<Error> mistakes;
  if (!not_before) return mistakes;
  if (*not_before < Duration(0)) mistakes.push_back({"the time before an early end is negative"});
  if (std::none_of(gates.begin(), gates.end(), can_end_run)) {
    mistakes.push_back(
        {"no gate can end the run early; give an upper bound on latency or errors of all requests, "
         "such as p99<250ms or error_rate<1%"});
  }
  return mistakes;
}

std::optional<Error> check_gate(const Gate& gate, const Shape& shape, Duration warm_up) {
  const std::string text = mistake(gate.metric(), shape, warm_up);
  if (text.empty()) return std::nullopt;
  return Error{fmt::format("gate '{}': {}", gate.text(), text)};
}

std::vector<std::string> steps_over_time(const std::vector<Gate>& gates) {
  std::vector<std::string> names;
  for (const Gate& gate : gates) {
    const Metric& metric = gate.metric();
    if (metric.scope.empty() || metric.when.kind == When::Kind::kWhole) continue;
    if (std::find(names.begin(), names.end(), metric.scope) == names.end()) {
      names.push_back(metric.scope);
    }
  }
  return names;
}

std::optional<Error> refuse_journey_over_time(const Gate& gate,
                                              const std::vector<std::string>& journeys) {
  const Metric& metric = gate.metric();
  if (metric.when.kind == When::Kind::kWhole) return std::nullopt;
  if (std::find(journeys.begin(), journeys.end(), metric.scope) == journeys.end()) {
    return std::nullopt;
  }
  return Error{fmt::format("gate '{}': {}", gate.text(), journey_over_time(metric.scope))};
}

std::vector<std::string> foretell_few_samples(const std::vector<Gate>& gates, const Shape& shape,
                                              Duration warm_up) {
  std::vector<std::string> lines;
  if (shape.model() == LoadModel::kClosed) return lines;
  const double journeys = shape.arrivals(shape.duration()) - shape.arrivals(warm_up);
  for (const Gate& gate : gates) {
    const std::uint64_t needed = samples_needed(gate.metric());
    if (gate.metric().when.kind != When::Kind::kWhole || static_cast<double>(needed) <= journeys) {
      continue;
    }
    lines.push_back(fmt::format(
        "note: gate {} needs at least {} requests, and the load starts {:.0f} journeys after the "
        "warm-up; if they make fewer requests, the run is invalid",
        gate.text(), group_digits(needed), journeys));
  }
  return lines;
}

}  // namespace traffic::detail
