// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/scenario_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/load/verdict.h"

namespace traffic::detail {
namespace {

std::string note_on(const Report& own, Duration begin) {
  const std::string load =
      own.model == LoadModel::kOpen
          ? fmt::format("{} of {} arrivals started, {}", group_digits(own.started),
                        group_digits(static_cast<std::uint64_t>(own.offered)),
                        to_string(own.achieved_rate()))
          : fmt::format("{} users started {} iterations", group_digits(own.generator.peak_users),
                        group_digits(own.started));
  const Histogram& times = own.total.response_time;
  return fmt::format("scenario {} from {} on: {}; {} requests, {} errors, p50 {}, p99 {}, max {}",
                     own.name, to_string(begin), load, group_digits(own.total.requests),
                     group_digits(own.total.errors), to_string(times.at(50)),
                     to_string(times.at(99)), to_string(times.max()));
}

}  // namespace

Duration fold_scenarios(const std::vector<std::unique_ptr<LoadPart>>& parts, Report& report,
                        std::string& limit) {
  Duration end{0};
  report.generator.workers = 0;
  for (const auto& part : parts) {
    const LoadPlan& plan = part->plan();
    if (!part->launched()) {
      report.add_note(
          fmt::format("scenario {} did not start, because the run ended first", plan.name));
      continue;
    }
    Report own;
    own.name = plan.name;
    own.model = plan.shape.model();
    own.request_paced = plan.request_paced;
    own.generator.workers = plan.workers;
    own.generator.host_stall = report.generator.host_stall;
    const Duration part_end = part->fold_into(own);
    end = std::max(end, part_end);
    own.elapsed = part->measured(part_end);
    const bool offered = own.model == LoadModel::kOpen && own.offered > 0;
    if (const std::string cause = offered ? generator_limit(own) : ""; !cause.empty()) {
      limit += fmt::format("{}{}: {}", limit.empty() ? "" : "; ", plan.name, cause);
    }
    report.add_note(note_on(own, part->begin()));
    own.generator.host_stall = {};
    report.merge(own);
  }
  return end;
}

}  // namespace traffic::detail
